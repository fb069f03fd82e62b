// Tests `applyEvent` on two kinds of maps. `evolve` passes persistent maps, and the fold of `simulate` passes transient maps.
// Both kinds of maps must lead to the same Marketo state, and every index must agree with the rows.
import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import type { ContactId, Event, Marketo } from 'marketo-account-sync'
import {
  accountIdOf,
  accountsOf,
  contactsOf,
  emptyMarketo,
  eventsOf,
  liveContactsOf,
  personsOf,
  replay,
  rowsOf,
  run,
} from 'marketo-account-sync'
import { anyHistory, anyMarketo, anySettings } from 'marketo-account-sync/testing'
import { expect, test } from 'vitest'
import { applyEvent } from '../../../src/marketo/state/ApplyEvent.js'
import { asMarketo, asState } from '../../../src/marketo/state/MarketoState.js'
import { emptySet, iterate } from '../../../src/model/SortedSet.js'
import { transientOf } from '../../../src/marketo/state/TransientMap.js'
import { anyEvent } from '../../helpers/arbitraries.js'
import { frozen } from '../../helpers/values.js'

const anyStart = fc.oneof(fc.constant(emptyMarketo), anyMarketo)

/** Events that `decide` returns in a history. */
const anyDecidedEvents: fc.Arbitrary<ReadonlyArray<Event>> = fc
  .tuple(anySettings, anyHistory)
  .map(([settings, history]) => run(settings)(history, emptyMarketo).steps.flatMap(eventsOf))

/** Events of a history, or random events. A random event need not be possible in a history. */
const anyEvents = fc.oneof(anyDecidedEvents, fc.array(anyEvent, { maxLength: 20 }))

/** Applies events in place to transient maps, as the fold of `simulate` does. */
const appliedInPlace = (events: ReadonlyArray<Event>, start: Marketo): Marketo => {
  const state = asState(start)
  const accounts = transientOf(state.accounts)
  const contacts = transientOf(state.contacts)
  const persons = transientOf(state.persons)
  const others = transientOf(state.personsOf)
  const conversions = transientOf(state.conversions)
  const maps = { accounts, contacts, persons, personsOf: others, conversions }
  for (const event of events) applyEvent(maps, event)
  return asMarketo({
    accounts: accounts.persist(),
    contacts: contacts.persist(),
    persons: persons.persist(),
    personsOf: others.persist(),
    conversions: conversions.persist(),
  })
}

/** For each contact, the persons who are this contact, according to the index of the state. */
const indexOf = (marketo: Marketo, contactIds: Iterable<ContactId>) =>
  [...contactIds].map((id) => [id, [...iterate(asState(marketo).personsOf.get(id) ?? emptySet)]])

test('applying events in place gives the same Marketo state as `evolve`, and changes neither the first state nor the events', () => {
  fc.assert(
    fc.property(anyStart, anyEvents, (start, events) => {
      const before = rowsOf(start)
      const contentBefore = JSON.stringify(before)
      const evolved = replay(events, start)
      const inPlace = appliedInPlace(frozen(events), start)
      expect(rowsOf(inPlace)).toEqual(rowsOf(evolved))
      const ids = [...contactsOf(evolved)].map(({ id }) => id)
      expect(indexOf(inPlace, ids)).toEqual(indexOf(evolved, ids))
      expect(JSON.stringify(rowsOf(start))).toBe(contentBefore)
    }),
  )
})

test('the index of live contacts in a Marketo state agrees with the rows of the contacts', () => {
  fc.assert(
    fc.property(anyDecidedEvents, (events) => {
      const marketo = replay(events, emptyMarketo)
      const contacts = [...contactsOf(marketo)]
      for (const { id: accountId } of accountsOf(marketo))
        expect([...liveContactsOf(accountId)(marketo)]).toEqual(
          contacts.filter((contact) => O.toUndefined(accountIdOf(contact)) === accountId).map(({ id }) => id),
        )
    }),
  )
})

test('the index of persons by contact in a Marketo state agrees with the rows of the persons', () => {
  fc.assert(
    fc.property(anyStart, anyEvents, (start, events) => {
      const marketo = replay(events, start)
      const expected = new Map<ContactId, Array<number>>()
      for (const { id, sfdc } of personsOf(marketo))
        if (sfdc._tag === 'SfdcContact')
          expected.set(sfdc.contactId, [...(expected.get(sfdc.contactId) ?? []), id].sort())
      for (const { id } of contactsOf(marketo)) if (!expected.has(id)) expected.set(id, [])
      expect(indexOf(marketo, expected.keys())).toEqual([...expected])
    }),
  )
})
