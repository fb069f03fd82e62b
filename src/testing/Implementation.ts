/**
 * What can be put under test: the functions in which an implementation of the rules can be wrong, and a history run
 * through them.
 *
 * @since 0.1.0
 */
import type { Activity } from '../rules/ActivityLog.js'
import { activitiesOf } from '../rules/ActivityLog.js'
import { decide } from '../marketo/Decide.js'
import type { Event } from '../model/Event.js'
import { evolve } from '../marketo/Evolve.js'
import type { Input } from '../model/Input.js'
import type { Marketo } from '../marketo/Marketo.js'
import { emptyMarketo, liveContactsOf, valueForContact } from '../marketo/Marketo.js'
import { toSalesforce } from '../model/SalesforceRequest.js'
import type { Settings } from '../model/Settings.js'

/**
 * An implementation of the rules. A wrong one is {@link reference} with some of its functions replaced.
 *
 * @category testing
 * @since 0.1.0
 */
export interface Implementation {
  readonly decide: typeof decide
  readonly evolve: typeof evolve
  readonly activitiesOf: typeof activitiesOf
  readonly toSalesforce: typeof toSalesforce
  readonly valueForContact: typeof valueForContact
}

/**
 * The rules as this library implements them.
 *
 * @category testing
 * @since 0.1.0
 */
export const reference: Implementation = { decide, evolve, activitiesOf, toSalesforce, valueForContact }

/**
 * One input of a history, what came of it, and Marketo before and after.
 *
 * @category testing
 * @since 0.1.0
 */
export interface Moment {
  readonly input: Input
  readonly before: Marketo
  readonly decided: ReturnType<ReturnType<ReturnType<typeof decide>>>
  /** None where the input was refused or deferred. */
  readonly events: ReadonlyArray<Event>
  readonly activities: ReadonlyArray<Activity>
  readonly after: Marketo
}

const logged =
  (implementation: Implementation, before: Marketo) =>
  (event: Event): ReadonlyArray<Activity> => [
    ...implementation.activitiesOf(event)('accountId' in event ? liveContactsOf(event.accountId)(before) : []),
  ]

/**
 * One input, run through an implementation.
 *
 * @category testing
 * @since 0.1.0
 */
export const momentOf =
  (implementation: Implementation) =>
  (settings: Settings) =>
  (input: Input) =>
  (before: Marketo): Moment => {
    const decided = implementation.decide(settings)(input)(before)
    const events = decided._tag === 'Right' ? decided.right : []
    return {
      input,
      before,
      decided,
      events,
      activities: events.flatMap(logged(implementation, before)),
      after: events.reduce(implementation.evolve, before),
    }
  }

/**
 * A history, run through an implementation from an empty Marketo.
 *
 * @category testing
 * @since 0.1.0
 */
export const momentsOf =
  (implementation: Implementation) =>
  (settings: Settings) =>
  (inputs: ReadonlyArray<Input>): ReadonlyArray<Moment> => {
    const next = momentOf(implementation)(settings)
    const moments: Array<Moment> = []
    for (const input of inputs) moments.push(next(input)(moments[moments.length - 1]?.after ?? emptyMarketo))
    return moments
  }
