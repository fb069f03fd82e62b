/**
 * What comes of one input, as JSON: the form in which the vectors state it and {@link conforms} compares it. It holds no
 * event, since events are this library's own; only what anybody can see.
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
import type { Event } from '../model/Event.js'
import type { Input } from '../model/Input.js'
import type { Marketo } from '../marketo/Marketo.js'
import { liveContactsOf } from '../marketo/Marketo.js'
import type { ContactId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import type { Implementation } from './Implementation.js'
import { canonical } from './Json.js'

/**
 * What an input logged and asked of Salesforce: nothing of either where it was late, repeated, or changed nothing.
 *
 * @category model
 * @since 0.1.0
 */
export interface Effects {
  /** As `ActivityFromJson` writes them; their order says nothing. */
  readonly activities: ReadonlyArray<JsonObject>
  /** In their order. */
  readonly toSalesforce: ReadonlyArray<JsonObject>
}

/**
 * What comes of one input.
 *
 * @category model
 * @since 0.1.0
 */
export type Outcome = { readonly refusal: JsonObject } | { readonly deferral: JsonObject } | Effects

const liveContactsFor = (event: Event, marketo: Marketo): Iterable<ContactId> =>
  'accountId' in event ? liveContactsOf(event.accountId)(marketo) : []

/**
 * The outcome of an input by some implementation, and the Marketo after it.
 *
 * @category observation
 * @since 0.1.0
 */
export const outcomeOf =
  (implementation: Implementation) =>
  (settings: Settings): ((input: Input) => (marketo: Marketo) => readonly [outcome: Outcome, after: Marketo]) => {
    const { decide, evolve, activitiesOf, toSalesforce } = implementation
    const decideNow = decide(settings)
    return (input) => (marketo) => {
      const decided = decideNow(input)(marketo)
      if (E.isLeft(decided))
        return decided.left._tag === 'Refused'
          ? [{ refusal: RefusalFromJson.encode(decided.left.refusal) }, marketo]
          : [{ deferral: RefusalFromJson.encode(decided.left.reason) }, marketo]
      let after = marketo
      const activities: Array<JsonObject> = []
      const requests: Array<JsonObject> = []
      for (const event of decided.right) {
        for (const activity of activitiesOf(event)(liveContactsFor(event, after)))
          activities.push(ActivityFromJson.encode(activity))
        if (event._tag === 'ConversionRequested')
          for (const request of toSalesforce(event)) requests.push({ ...request })
        after = evolve(after, event)
      }
      return [{ activities, toSalesforce: requests }, after]
    }
  }

const byText = /* @__PURE__ */ RA.sort(
  /* @__PURE__ */ Ord.contramap(([text]: readonly [text: string, activity: unknown]) => text)(S.Ord),
)

/** The same outcome with its activities in one order, so that comparing it leaves theirs out of account. */
export const inOneOrder = (outcome: unknown): unknown =>
  isObject(outcome) && Array.isArray(outcome['activities'])
    ? {
        ...outcome,
        activities: byText(outcome['activities'].map((activity: unknown) => [canonical(activity), activity])).map(
          ([, activity]) => activity,
        ),
      }
    : outcome
