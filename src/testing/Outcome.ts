/**
 * The outcome of one input is a JSON object. The vectors contain outcomes, and {@link conforms} compares outcomes.
 *
 * An outcome contains the facts that are visible from outside, and no other facts. It contains no events, because an
 * implementation can work without events.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as Ord from 'fp-ts/lib/Ord.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import * as S from 'fp-ts/lib/string.js'
import { ActivityFromJson } from '../codecs/ActivityFromJson.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject } from '../codecs/Combinators.js'
import { RefusalFromJson } from '../codecs/RefusalFromJson.js'
import type { Marketo } from '../marketo/Marketo.js'
import type { Input } from '../model/Input.js'
import type { Settings } from '../model/Settings.js'
import type { Implementation } from './Implementation.js'
import { momentOf } from './Implementation.js'
import type { Difference } from './Json.js'
import { canonical, differences } from './Json.js'

/**
 * The effects of an accepted input. These are the activities that Marketo logged, and the requests to Salesforce. Both lists are
 * empty if the input was late, was repeated, or changed nothing.
 *
 * @category model
 * @since 0.1.0
 */
export interface Effects {
  /** The activities, as `ActivityFromJson` writes them. Their order has no meaning. */
  readonly activities: ReadonlyArray<JsonObject>
  /** The requests, in the order in which Marketo sends them. */
  readonly toSalesforce: ReadonlyArray<JsonObject>
}

/**
 * The outcome of one input. The input was refused, was deferred, or had effects.
 *
 * @category model
 * @since 0.1.0
 */
export type Outcome = { readonly refusal: JsonObject } | { readonly deferral: JsonObject } | Effects

/**
 * Runs one input through an implementation. Returns the outcome and the Marketo state after the input.
 *
 * @category observation
 * @since 0.1.0
 */
export const outcomeOf =
  (implementation: Implementation) =>
  (settings: Settings): ((input: Input, marketo: Marketo) => readonly [outcome: Outcome, after: Marketo]) => {
    const next = momentOf(implementation)(settings)
    return (input, marketo) => {
      const { decided, events, activities, after } = next(input, marketo)
      if (E.isLeft(decided))
        return decided.left._tag === 'Refused'
          ? [{ refusal: RefusalFromJson.encode(decided.left.refusal) }, marketo]
          : [{ deferral: RefusalFromJson.encode(decided.left.reason) }, marketo]
      const requests = events.flatMap((event) =>
        event._tag === 'ConversionRequested' ? implementation.toSalesforce(event) : [],
      )
      const toSalesforce = requests.map((request): JsonObject => ({ ...request }))
      return [{ activities: activities.map((activity) => ActivityFromJson.encode(activity)), toSalesforce }, after]
    }
  }

const byText = /* @__PURE__ */ RA.sort(
  /* @__PURE__ */ Ord.contramap(([text]: readonly [text: string, activity: unknown]) => text)(S.Ord),
)

/** Sorts the activities of an outcome, so that a comparison ignores their order. */
export const inOneOrder = (outcome: unknown): unknown =>
  isObject(outcome) && Array.isArray(outcome['activities'])
    ? {
        ...outcome,
        activities: byText(outcome['activities'].map((activity: unknown) => [canonical(activity), activity])).map(
          ([, activity]) => activity,
        ),
      }
    : outcome

/** Finds the places where two outcomes differ. Ignores the order of activities. */
export const outcomeDifferences = (
  expected: unknown,
  found: unknown,
  path?: ReadonlyArray<string>,
): ReadonlyArray<Difference> =>
  differences(expected, found).length === 0 ? [] : differences(inOneOrder(expected), inOneOrder(found), path)
