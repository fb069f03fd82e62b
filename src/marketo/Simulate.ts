/**
 * A history, step by step: inputs folded over a Marketo.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type { State } from 'fp-ts/lib/State.js'
import type { Activity } from '../rules/ActivityLog.js'
import { activitiesOf, countActivities } from '../rules/ActivityLog.js'
import type { Deferred, Refused } from './Decide.js'
import { decider } from './Decide.js'
import type { Event } from '../model/Event.js'
import { evolve, replay } from './Evolve.js'
import type { Input } from '../model/Input.js'
import { accountsInPlace } from './state/AccountEntry.js'
import type { SortedIdSet } from './state/SortedIdSet.js'
import { iterate, noIds, sizeOf } from './state/SortedIdSet.js'
import { transientOf } from './state/TransientMap.js'
import type { Marketo } from './Marketo.js'
import type { Settings } from '../model/Settings.js'

/**
 * One input and what came of it.
 *
 * @category model
 * @since 0.1.0
 */
export interface Step {
  readonly input: Input
  /** The events, or why there are none; no events at all where the input was late, repeated, or changed nothing. */
  readonly decided: E.Either<Refused | Deferred, ReadonlyArray<Event>>
  /** @internal The live contacts, at that moment, of the account that the events log for. Ask {@link activities}. */
  readonly liveContacts: SortedIdSet
}

const noEvents: ReadonlyArray<Event> = []

/**
 * The events of a step: none where the input was refused, deferred, late, repeated, or changed nothing.
 *
 * @category queries
 * @since 0.1.0
 */
export const eventsOf = (taken: Step): ReadonlyArray<Event> =>
  E.isRight(taken.decided) ? taken.decided.right : noEvents

/** Events log for one account at most, whose event comes first: no contact has changed before it. */
const loggedFor = (events: ReadonlyArray<Event>, marketo: Marketo): SortedIdSet => {
  const event = events[0]
  return event?._tag === 'AccountSyncedDown' ||
    (event?._tag === 'AccountFieldEdited' && event.logged === 'every-contact')
    ? (marketo.accounts.get(event.accountId)?.liveContacts ?? noIds)
    : noIds
}

/**
 * One step of a history, as a `State` of fp-ts: from the Marketo before it to what came of it and the Marketo after.
 * Both stay as they are, whatever happens later.
 *
 * @category simulation
 * @since 0.1.0
 */
export const step = (settings: Settings): ((input: Input) => State<Marketo, Step>) => {
  const next = decider(settings)
  return (input) => (marketo) => {
    const taken = stepOf(input, next(input, marketo), marketo)
    return [taken, replay(eventsOf(taken))(marketo)]
  }
}

const stepOf = (input: Input, decided: Step['decided'], marketo: Marketo): Step => ({
  input,
  decided,
  liveContacts: E.isRight(decided) ? loggedFor(decided.right, marketo) : noIds,
})

/** One and the same Marketo that every step changes, for a fold whose states in between nobody sees. */
const asTransient = ({ accounts, contacts, persons, personsOf, conversions }: Marketo) => ({
  accounts: transientOf(accounts, accountsInPlace),
  contacts: transientOf(contacts),
  persons: transientOf(persons),
  personsOf: transientOf(personsOf),
  conversions: transientOf(conversions),
})

const asPersistent = ({ accounts, contacts, persons, personsOf, conversions }: ReturnType<typeof asTransient>): Marketo => ({
  accounts: accounts.persist(),
  contacts: contacts.persist(),
  persons: persons.persist(),
  personsOf: personsOf.persist(),
  conversions: conversions.persist(),
})

/**
 * The steps of a history, made one by one while somebody iterates, and at last, as the iterator's return value, the
 * Marketo in which it ends. Equal to folding {@link step}, and faster: the states in between do not exist. Memory grows
 * with what Marketo holds, not with the history.
 *
 * @category simulation
 * @since 0.1.0
 */
export const simulate = (
  settings: Settings,
): ((
  inputs: Iterable<Input>,
) => (marketo: Marketo) => { readonly [Symbol.iterator]: () => Generator<Step, Marketo, undefined> }) => {
  const next = decider(settings)
  return (inputs) => (marketo) => ({
    *[Symbol.iterator]() {
      const state = asTransient(marketo)
      for (const input of inputs) {
        const taken = stepOf(input, next(input, state), state)
        for (const event of eventsOf(taken)) evolve(state, event)
        yield taken
      }
      return asPersistent(state)
    },
  })
}

/**
 * The Marketo in which a history ends.
 *
 * @category simulation
 * @since 0.1.0
 */
export const simulateAll =
  (settings: Settings) =>
  (inputs: Iterable<Input>) =>
  (marketo: Marketo): Marketo => {
    const steps = simulate(settings)(inputs)(marketo)[Symbol.iterator]()
    let next = steps.next()
    while (next.done !== true) next = steps.next()
    return next.value
  }

/**
 * The steps of a history, each with the Marketo after it, made one by one while somebody iterates: for whoever needs the
 * states in between.
 *
 * @category simulation
 * @since 0.1.0
 */
export const scan =
  (settings: Settings) =>
  (inputs: Iterable<Input>) =>
  (marketo: Marketo): Iterable<readonly [Step, Marketo]> => ({
    *[Symbol.iterator]() {
      const next = step(settings)
      let state = marketo
      for (const input of inputs) {
        const taken = next(input)(state)
        state = taken[1]
        yield taken
      }
    },
  })

function* inTurn<A>(all: ReadonlyArray<Iterable<A>>): Generator<A, undefined> {
  for (const items of all) yield* items
  return undefined
}

/**
 * The activities that a step logs, made one by one while somebody iterates: by event, then by contact in the order of
 * their ids, then by field in the order of the record.
 *
 * @rule activity.per-contact
 * @rule activity.local-edit
 * @rule activity.convert
 * @category queries
 * @since 0.1.0
 */
export const activities = (taken: Step): Iterable<Activity> => {
  const all = eventsOf(taken).map((event) => activitiesOf(event)(iterate(taken.liveContacts)))
  // Nearly every step has one event: its activities pass through no second generator.
  return all.length === 1 ? (all[0] as Iterable<Activity>) : { [Symbol.iterator]: () => inTurn(all) }
}

/**
 * How many activities a step logs, counted without making them.
 *
 * @category queries
 * @since 0.1.0
 */
export const countStepActivities = (taken: Step): number => {
  const liveContacts = sizeOf(taken.liveContacts)
  let count = 0
  for (const event of eventsOf(taken)) count += countActivities(event)(liveContacts)
  return count
}
