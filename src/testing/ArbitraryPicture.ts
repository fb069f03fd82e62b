/**
 * Arbitrary pictures, outcomes and moments, of the reference.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import { emptyMarketo } from '../marketo/Marketo.js'
import { anyMarketo } from './ArbitraryHistory.js'
import { anyInput } from './ArbitraryInput.js'
import { anySettings } from './ArbitrarySettings.js'
import { anyPast } from './RandomPast.js'
import { oneByKind, oneFound } from './PickOne.js'
import type { Moment } from './Implementation.js'
import { momentOf, reference } from './Implementation.js'
import type { Effects, Outcome } from './Outcome.js'
import { outcomeOf } from './Outcome.js'
import type { AccountPicture, ContactPicture, ConvertiblePicture, PersonPicture, Picture } from './Picture.js'
import { pictureOf } from './Picture.js'

/**
 * What can be seen of the Marketo that a random history leads to.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyPicture: fc.Arbitrary<Picture> = anyMarketo.map(pictureOf(reference))

/**
 * An account in such a picture, deleted or not.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyAccountPicture: fc.Arbitrary<AccountPicture> = oneFound(
  anyPicture.map(({ accounts }) => Object.values(accounts)),
)

/**
 * A contact in such a picture, live, deleted or private.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyContactPicture: fc.Arbitrary<ContactPicture> = oneFound(
  anyPicture.map(({ contacts }) => Object.values(contacts)),
)

/**
 * A person in such a picture, by where it stands with Salesforce.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyPersonPicture: fc.Arbitrary<PersonPicture> = oneFound(
  anyPicture.map(({ persons }) => Object.values(persons)),
)

/**
 * Where a person stands before a conversion.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyConvertiblePicture: fc.Arbitrary<ConvertiblePicture> = oneFound(
  anyPicture.map(({ persons }) =>
    Object.values(persons).flatMap(({ sfdc }) => {
      if (sfdc.status === 'contact') return []
      return [sfdc.status === 'converting' ? sfdc.from : sfdc]
    }),
  ),
)

/**
 * An input of any kind, what comes of it in a random Marketo, and Marketo before and after.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyMoment: fc.Arbitrary<Moment> = fc
  .tuple(anySettings, anyMarketo, anyInput)
  .map(([settings, marketo, input]) => momentOf(reference)(settings)(input)(marketo))

const isEffects = (outcome: Outcome): outcome is Effects => 'activities' in outcome

const kindOf = (outcome: Outcome): string => {
  if (!isEffects(outcome)) return Object.keys(outcome).join()
  const { activities, toSalesforce } = outcome
  return `${String(activities.length > 0)} ${String(toSalesforce.length > 0)}`
}

/** The outcome of each input of a random history. */
const outcomes: fc.Arbitrary<ReadonlyArray<Outcome>> = anyPast.map(({ settings, history }) => {
  const take = outcomeOf(reference)(settings)
  const all: Array<Outcome> = []
  let marketo = emptyMarketo
  for (const input of history) {
    const [outcome, after] = take(input)(marketo)
    all.push(outcome)
    marketo = after
  }
  return all
})

/**
 * What an input of a random history logs or asks of Salesforce, or that it does neither.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyEffects: fc.Arbitrary<Effects> = oneByKind(
  outcomes.map((all) => all.filter(isEffects)),
  kindOf,
)

/**
 * What comes of an input of a random history: effects, a refusal or a deferral.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyOutcome: fc.Arbitrary<Outcome> = oneByKind(outcomes, kindOf)
