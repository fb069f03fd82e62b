/**
 * An implementation of the rules, and functions that run inputs through it.
 *
 * @since 0.1.0
 */
import type { Decided } from '../marketo/Decide.js'
import { marketoDecider } from '../marketo/Decider.js'
import type { Marketo } from '../marketo/Marketo.js'
import { liveContactsOf, valueForContact } from '../marketo/Marketo.js'
import type { Activity } from '../model/Activity.js'
import type { Event } from '../model/Event.js'
import type { Input } from '../model/Input.js'
import { toSalesforce } from '../model/SalesforceRequest.js'
import type { Settings } from '../model/Settings.js'
import { activitiesOf } from '../rules/ActivityLog.js'

/**
 * The functions that together implement the rules. To make a wrong implementation, replace some functions of {@link reference}.
 *
 * @category testing
 * @since 0.1.0
 */
export interface Implementation {
  readonly marketoDecider: typeof marketoDecider
  readonly activitiesOf: typeof activitiesOf
  readonly toSalesforce: typeof toSalesforce
  readonly valueForContact: typeof valueForContact
}

/**
 * This library as a system under test: its own rules in the form of an {@link Implementation}.
 *
 * @category testing
 * @since 0.1.0
 */
export const reference: Implementation = { marketoDecider, activitiesOf, toSalesforce, valueForContact }

/**
 * One input of a history, its result, and the Marketo state before and after the input.
 *
 * @category testing
 * @since 0.1.0
 */
export interface Moment {
  readonly input: Input
  readonly before: Marketo
  readonly decided: Decided
  /** The events of the input. Empty if the input was refused or deferred. */
  readonly events: ReadonlyArray<Event>
  readonly activities: ReadonlyArray<Activity>
  readonly after: Marketo
}

/**
 * Runs one input through an implementation.
 *
 * @category testing
 * @since 0.1.0
 */
export const momentOf =
  (implementation: Implementation) =>
  (settings: Settings): ((input: Input, before: Marketo) => Moment) => {
    const { decide, evolve } = implementation.marketoDecider(settings)
    return (input, before) => {
      const decided = decide(input, before)
      const events = decided._tag === 'Right' ? decided.right : []
      // Activities are logged for the contacts that were live before the input. The function `simulate` logs activities for the
      // same contacts.
      const activities = events.flatMap((event) => [
        ...implementation.activitiesOf('accountId' in event ? liveContactsOf(event.accountId)(before) : [])(event),
      ])
      return { input, before, decided, events, activities, after: events.reduce(evolve, before) }
    }
  }

/**
 * Runs a history through an implementation. The history starts with the initial state of the implementation.
 *
 * @category testing
 * @since 0.1.0
 */
export const momentsOf =
  (implementation: Implementation) =>
  (settings: Settings): ((inputs: ReadonlyArray<Input>) => ReadonlyArray<Moment>) => {
    const next = momentOf(implementation)(settings)
    const begin = implementation.marketoDecider(settings).initialState
    return (inputs) => {
      const moments: Array<Moment> = []
      for (const input of inputs) moments.push(next(input, moments[moments.length - 1]?.after ?? begin()))
      return moments
    }
  }
