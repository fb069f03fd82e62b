/**
 * One input of a history, with its result.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Activity } from '../model/Activity.js'
import type { Event } from '../model/Event.js'
import type { Input } from '../model/Input.js'
import type { Refusal } from '../model/Refusal.js'
import type { ContactId } from '../model/SalesforceId.js'
import { activitiesOf, countActivities } from '../rules/ActivityLog.js'
import type { Decided } from './Decide.js'
import type { MarketoMaps } from './state/MarketoState.js'
import type { SortedSet } from '../model/SortedSet.js'
import { iterate, emptySet, sizeOf } from '../model/SortedSet.js'

/**
 * The live contacts for which a step logs activities. Only this library can read these contacts. To get the activities, pass the
 * whole step to {@link activities}.
 *
 * @category model
 * @since 0.2.0
 */
export interface LoggedContacts {
  readonly LoggedContacts: never
}

/**
 * One input, with its result.
 *
 * @category model
 * @since 0.1.0
 */
export interface Step {
  readonly input: Input
  /** The events of the input, or the reason why Marketo refused the input, or the reason why the input has to wait. */
  readonly decided: Decided
  /** The contacts for which the step logs activities. All of them were live before the step. */
  readonly loggedContacts: LoggedContacts
}

const asLoggedContacts = (ids: SortedSet<ContactId>): LoggedContacts => ids as unknown as LoggedContacts
const asIds = (contacts: LoggedContacts): SortedSet<ContactId> => contacts as unknown as SortedSet<ContactId>

const noEvents: ReadonlyArray<Event> = []

/**
 * Returns the events of a step. The list is empty if the input was refused, had to wait, or changed nothing.
 *
 * @category queries
 * @since 0.1.0
 */
export const eventsOf = ({ decided }: Step): ReadonlyArray<Event> => (E.isRight(decided) ? decided.right : noEvents)

/**
 * Returns the reason why Marketo refused the input of a step. Returns none if Marketo did not refuse the input.
 *
 * @category queries
 * @since 0.2.0
 */
export const refusalOf = ({ decided }: Step): O.Option<Refusal> =>
  E.isLeft(decided) && decided.left._tag === 'Refused' ? O.some(decided.left.refusal) : O.none

/**
 * Finds the live contacts for which a step logs activities. Only the first event of a step can log activities for live contacts.
 * All these contacts belong to one account.
 */
const loggedFor = (events: ReadonlyArray<Event>, maps: MarketoMaps): SortedSet<ContactId> => {
  const event = events[0]
  return event?._tag === 'AccountSyncedDown' ||
    (event?._tag === 'AccountFieldEdited' && event.logged === 'every-contact')
    ? (maps.accounts.get(event.accountId)?.liveContacts ?? emptySet)
    : emptySet
}

/**
 * Makes the step of an input. `maps` contains the Marketo state before the events are applied.
 *
 * @internal
 */
export const stepOf = (input: Input, decided: Decided, maps: MarketoMaps): Step => ({
  input,
  decided,
  loggedContacts: asLoggedContacts(E.isRight(decided) ? loggedFor(decided.right, maps) : emptySet),
})

function* inTurn<A>(all: ReadonlyArray<Iterable<A>>): Generator<A, undefined> {
  for (const items of all) yield* items
  return undefined
}

/**
 * Returns the activities that a step logs. The code makes an activity only when the caller reaches the activity. The activities
 * are sorted by event, then by contact id, then by the order of the fields in the record.
 *
 * @rule activity.per-contact
 * @rule activity.local-edit
 * @rule activity.convert
 * @category queries
 * @since 0.1.0
 */
export const activities = (step: Step): Iterable<Activity> => {
  const all = eventsOf(step).map(activitiesOf(iterate(asIds(step.loggedContacts))))
  // Nearly every step has only one event. In that case the code returns the activities of the event without an outer generator.
  return all.length === 1 ? (all[0] as Iterable<Activity>) : { [Symbol.iterator]: () => inTurn(all) }
}

/**
 * Counts the activities that a step logs. The function does not make the activities.
 *
 * @category queries
 * @since 0.1.0
 */
export const countStepActivities = (step: Step): number => {
  const count = countActivities(sizeOf(asIds(step.loggedContacts)))
  let total = 0
  for (const event of eventsOf(step)) total += count(event)
  return total
}
