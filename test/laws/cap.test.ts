// The cap where it really is, with real contacts.
import type { Instance, Marketo } from 'marketo-account-sync'
import {
  activities,
  countLiveContacts,
  countStepActivities,
  defaultSettings,
  emptyMarketo,
  liveContactsOf,
  logsChanges,
  simulateAll,
  step,
  valueForContact,
} from 'marketo-account-sync'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, test } from 'vitest'
import { fieldName, nthAccountId, nthContactId, range, syncAccount, syncContact } from './inputs.js'

const id = nthAccountId(1)
const cap: Instance['activityCap'] = defaultSettings.instance.activityCap

const withContacts = (count: number): Marketo =>
  simulateAll(defaultSettings)([
    syncAccount({ id, at: 0, fields: { Name: 'a', Industry: 'a', Site: 'a' } }),
    ...range(count).map((n) => syncContact({ id: nthContactId(n), at: 0, accountId: id })),
    syncContact({ id: nthContactId(count), at: 0, accountId: id, isDeleted: true }),
    syncContact({ id: nthContactId(count + 1), at: 0, accountId: null }),
  ])(emptyMarketo)

/** Two real changes and a field that stays. */
const update = syncAccount({ id, at: 1, fields: { Name: 'b', Industry: null, Site: 'a' } })

describe("Marketo's cap of 5,000 live contacts", () => {
  test.each([
    [4_999, 2 * 4_999],
    [5_000, 2 * 5_000],
    [5_001, 0],
  ])('[activity.cap] [activity.per-contact] with %i, two real changes log %i activities', (count, expected) => {
    const before = withContacts(count)
    const [taken, after] = step(defaultSettings)(update)(before)
    const logged = [...activities(taken)]
    expect(countLiveContacts(id)(before)).toBe(count)
    expect([...liveContactsOf(id)(before)]).toEqual(range(count).map(nthContactId))
    expect(logged.length).toBe(expected)
    expect(countStepActivities(taken)).toBe(expected)
    const each = new Set(
      logged.map((activity) => activity._tag === 'ChangeDataValue' && `${activity.contactId} ${activity.field}`),
    )
    expect(each.size).toBe(expected)
    const values = range(count).map((n) => valueForContact(nthContactId(n), fieldName('Name'))(after))
    expect(values.every((value) => O.isSome(value) && value.value === 'b')).toBe(true)
  })

  test('[activity.cap] lies between 5,000 and 5,001', () => {
    expect([4_999, 5_000, 5_001].map(logsChanges(cap))).toEqual([true, true, false])
  })

  test('[activity.local-edit] does not apply to a local edit', () => {
    const edit = {
      _tag: 'EditAccountField',
      at: update.at,
      contactId: nthContactId(0),
      field: fieldName('Name'),
      value: 'edited',
    } as const
    expect([...activities(step(defaultSettings)(edit)(withContacts(5_001))[0])].length).toBe(1)
  })

  test('[activity.cap] is crossed by one contact that leaves, and by one that comes back', () => {
    const leaving = syncContact({ id: nthContactId(7), at: 1, accountId: null })
    const returning = syncContact({ id: nthContactId(7), at: 2, accountId: id })
    const [without, with_] = [[leaving], [leaving, returning]].map((moves) => {
      const marketo = simulateAll(defaultSettings)(moves)(withContacts(5_001))
      return countStepActivities(step(defaultSettings)(update)(marketo)[0])
    })
    expect([without, with_]).toEqual([2 * 5_000, 0])
  })
})
