/**
 * Salesforce's answer to a conversion. Salesforce either confirms the conversion with three new records, or reports that it
 * failed.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Conversion } from '../model/Conversion.js'
import { eqConversion } from '../model/Conversion.js'
import type { ConversionConfirmed, ConversionFailed } from '../model/Event.js'
import type { ConfirmConversion, FailConversion } from '../model/Input.js'
import type { Person, PersonId } from '../model/Person.js'
import { needsSync } from '../model/Person.js'
import type { NoConversionUnderWay, NoSyncNeeded, RecordAlreadyClaimed } from '../model/Refusal.js'
import type { AccountId, ContactId, OpportunityId } from '../model/SalesforceId.js'

/**
 * Finds out who already claims a record of an answer. `contactOfAnother` finds another person who is the contact (the
 * lowest number if there are several). `outcomeOf` finds the conversion that created the record.
 *
 * @category model
 * @since 0.1.0
 */
export interface ConversionClaims {
  readonly contactOfAnother: (contactId: ContactId, personId: PersonId) => O.Option<PersonId>
  readonly outcomeOf: (id: AccountId | ContactId | OpportunityId) => O.Option<Conversion>
}

/**
 * Salesforce's confirmation, and the existing claims on records. The confirmation must not contradict these claims.
 *
 * @category model
 * @since 0.2.0
 */
export interface ClaimedAnswer extends Omit<ConfirmConversion, '_tag'> {
  readonly claims: ConversionClaims
}

const conversionOf = ({
  personId,
  account,
  contactId,
  opportunityId,
}: Omit<ConfirmConversion, '_tag'>): Conversion => ({
  personId,
  accountId: account.id,
  contactId,
  opportunityId,
})

/**
 * The first claim on one of the three ids. A person who is the contact comes first, then an earlier conversion that created
 * one of the records.
 */
const recordAlreadyClaimed = (
  claims: ConversionClaims,
  { personId, accountId, contactId, opportunityId }: Conversion,
): O.Option<RecordAlreadyClaimed> => {
  const refused = (
    id: RecordAlreadyClaimed['id'],
    why: RecordAlreadyClaimed['why'],
    of: PersonId,
  ): RecordAlreadyClaimed => ({
    _tag: 'RecordAlreadyClaimed',
    rule: 'convert.never-joins',
    personId,
    id,
    why,
    of,
  })
  const other = claims.contactOfAnother(contactId, personId)
  if (O.isSome(other)) return O.some(refused(contactId, 'contact of another person', other.value))
  for (const id of [accountId, contactId, opportunityId]) {
    const outcome = claims.outcomeOf(id)
    if (O.isSome(outcome)) return O.some(refused(id, 'outcome of another conversion', outcome.value.personId))
  }
  return O.none
}

const noConversionUnderWay = (personId: PersonId): NoConversionUnderWay => ({
  _tag: 'NoConversionUnderWay',
  rule: 'convert.answered-once',
  personId,
})

/**
 * Decides how Salesforce's confirmation changes the person. None if the same answer was applied before. The answer also
 * contains an account record. Apply the account record as a sync-down, but only if this function returns an event.
 *
 * | answer, the first row that applies                          | result                 |
 * | ----------------------------------------------------------- | ---------------------- |
 * | the same three ids for that person as once before           | `none`                 |
 * | no conversion of that person is under way                   | `NoConversionUnderWay` |
 * | the contact is another person's                             | `RecordAlreadyClaimed`               |
 * | one of the three is the outcome of another conversion       | `RecordAlreadyClaimed`               |
 * | any other                                                   | `ConversionConfirmed`  |
 *
 * The answer is accepted even if Marketo already knows the account or the contact, because their records may arrive before
 * the answer.
 *
 * @rule convert.answered-once
 * @rule convert.never-joins
 * @rule activity.convert
 * @category decisions
 * @since 0.1.0
 */
export const confirmConversion = (
  answer: ClaimedAnswer,
  person: Person,
): E.Either<NoConversionUnderWay | RecordAlreadyClaimed, O.Option<ConversionConfirmed>> => {
  const { at, claims } = answer
  const conversion = conversionOf(answer)
  if (O.elem(eqConversion)(conversion)(claims.outcomeOf(conversion.contactId))) return E.right(O.none)
  if (person.sfdc._tag !== 'Converting') return E.left(noConversionUnderWay(person.id))
  const refused = recordAlreadyClaimed(claims, conversion)
  if (O.isSome(refused)) return E.left(refused.value)
  return E.right(O.some({ _tag: 'ConversionConfirmed', at, ...conversion, terms: person.sfdc.terms }))
}

/**
 * Decides how a failed conversion changes the person. Afterwards the person can be converted again.
 *
 * | conversion under way | needed a sync | failed at | result                                  |
 * | -------------------- | ------------- | --------- | --------------------------------------- |
 * | no                   |               | any       | `NoConversionUnderWay`                  |
 * | yes                  | no            | `sync`    | `NoSyncNeeded`                          |
 * | yes                  | yes           | `sync`    | as before the conversion                |
 * | yes                  | any           | `convert` | a lead, not deleted                     |
 *
 * @rule convert.answered-once
 * @rule convert.syncs-first
 * @rule activity.convert
 * @category decisions
 * @since 0.1.0
 */
export const failConversion = (
  { at, failedAt, reason }: Omit<FailConversion, '_tag'>,
  person: Person,
): E.Either<NoConversionUnderWay | NoSyncNeeded, ConversionFailed> => {
  const personId = person.id
  if (person.sfdc._tag !== 'Converting') return E.left(noConversionUnderWay(personId))
  if (failedAt === 'sync' && !needsSync(person.sfdc.from))
    return E.left({ _tag: 'NoSyncNeeded', rule: 'convert.syncs-first', personId })
  return E.right({ _tag: 'ConversionFailed', at, personId, failedAt, reason, terms: person.sfdc.terms })
}
