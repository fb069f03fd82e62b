import fc from 'fast-check'
import type { Event, Marketo } from 'marketo-account-sync'
import {
  emptyMarketo,
  eqMarketo,
  eventsOf,
  evolve,
  marketoDecider,
  marketoOf,
  replay,
  rowsOf,
  run,
} from 'marketo-account-sync'
import { anyHistory, anyMarketo, anySettings } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { anyEvent } from '../helpers/arbitraries.js'
import {
  account,
  at,
  fieldName,
  frozen,
  lead,
  live,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  person,
  personId,
  second,
  sfdcContact,
  terms,
} from '../helpers/values.js'

const content = (marketo: Marketo): string => JSON.stringify(rowsOf(marketo))

const rows = {
  accounts: [account(1, { Name: 'a' }, { Name: 'edited' })],
  contacts: [live(1), live(2)],
  persons: [person(lead), person(sfdcContact(2), { id: personId(2) })],
  conversions: [],
}

describe('an event that `decide` never returns', () => {
  const ids = { accountId: nthAccountId(1), contactId: nthContactId(3), opportunityId: nthOpportunityId(1) }
  const conversion = { at, personId: personId(9), terms }
  const confirmed: Event = { _tag: 'ConversionConfirmed', ...conversion, ...ids }
  test.each<readonly [string, Event]>([
    [
      'a skipped record of an unknown account',
      {
        _tag: 'AccountSkipped',
        at,
        accountId: nthAccountId(9),
        systemModstamp: second(1),
        isDeleted: true,
        masterRecordId: null,
        fields: {},
      },
    ],
    [
      'a local edit of an unknown account',
      {
        _tag: 'AccountFieldEdited',
        at,
        accountId: nthAccountId(9),
        contactId: nthContactId(1),
        field: fieldName('Name'),
        oldValue: null,
        newValue: 'a',
        logged: 'none',
      },
    ],
    [
      'a requested conversion of an unknown person',
      { _tag: 'ConversionRequested', ...conversion, from: lead, newLead: null },
    ],
    [
      'a failed conversion of an unknown person',
      { _tag: 'ConversionFailed', ...conversion, failedAt: 'convert', reason: '' },
    ],
    [
      'a failed conversion of a person who is not being converted',
      { _tag: 'ConversionFailed', ...conversion, personId: personId(2), failedAt: 'convert', reason: '' },
    ],
    ['a confirmed conversion of an unknown person', confirmed],
    [
      'a confirmed conversion into an unknown account',
      { ...confirmed, personId: personId(1), accountId: nthAccountId(9) },
    ],
  ])('changes nothing if it is %s', (_what, event) => {
    expect(rowsOf(evolve(marketoOf(rows), event))).toEqual(rows)
  })
})

describe('applying events with `evolve`', () => {
  test('never changes an older Marketo state, even if the history branches', () => {
    fc.assert(
      fc.property(anyMarketo, fc.array(fc.tuple(fc.nat(), anyEvent), { maxLength: 30 }), (start, steps) => {
        const states = [start]
        const contents = [content(start)]
        for (const [from, event] of steps) {
          const state = evolve(states[from % states.length] ?? start, frozen(event))
          states.push(state)
          contents.push(content(state))
        }
        expect(states.map(content)).toEqual(contents)
      }),
    )
  })

  test('gives the final Marketo state of a history from its events alone, without the settings', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, anyMarketo, (settings, history, start) => {
        const { steps, marketo } = run(settings)(history, start)
        expect(rowsOf(replay(steps.flatMap(eventsOf), start))).toEqual(rowsOf(marketo))
      }),
    )
  })

  test('gives the same Marketo state as `replay`, which applies all events at once', () => {
    fc.assert(
      fc.property(anyMarketo, fc.array(anyEvent), (start, events) => {
        expect(eqMarketo.equals(events.reduce(evolve, start), replay(events, start))).toBe(true)
      }),
    )
  })

  test('uses the function `evolve` of the decider, and begins with the empty Marketo state of the decider', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const decider = marketoDecider(settings)
        expect(decider.evolve).toBe(evolve)
        expect(decider.initialState()).toBe(emptyMarketo)
      }),
    )
  })
})
