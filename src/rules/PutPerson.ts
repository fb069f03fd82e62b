/**
 * Decides what the input `PutPerson` changes. With this input, Marketo adds a new person or replaces the facts about a known
 * person.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { PersonPut } from '../model/Event.js'
import type { PutPerson } from '../model/Input.js'
import type { Person } from '../model/Person.js'
import { eqPerson } from '../model/Person.js'
import type { ConversionUnderWay } from '../model/Refusal.js'
import { conversionUnderWay } from './ConvertPerson.js'

/**
 * Decides what the input `PutPerson` changes. Returns none if Marketo already knows exactly the facts that the input contains. In
 * the table, use the first row that applies.
 *
 * | what Marketo knows          | result               |
 * | --------------------------- | -------------------- |
 * | a conversion is under way   | `ConversionUnderWay` |
 * | the same facts              | `none`               |
 * | nothing, or different facts | `PersonPut`          |
 *
 * @rule convert.not-a-contact
 * @category decisions
 * @since 0.1.0
 */
export const putPerson = (
  { at, person }: PutPerson,
  known: O.Option<Person>,
): E.Either<ConversionUnderWay, O.Option<PersonPut>> => {
  if (O.isSome(known)) {
    if (known.value.sfdc._tag === 'Converting') return E.left(conversionUnderWay(person.id, known.value.sfdc.since))
    if (eqPerson.equals(known.value, person)) return E.right(O.none)
  }
  return E.right(O.some({ _tag: 'PersonPut', at, person }))
}
