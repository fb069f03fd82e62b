// Tests the real cap of 5,000, with 5,000 contacts.
import * as O from 'fp-ts/lib/Option.js'
import type { Marketo, SyncContact } from 'marketo-account-sync'
import {
  activities,
  countLiveContacts,
  countStepActivities,
  defaultSettings,
  emptyMarketo,
  liveContactsOf,
  logsChanges,
  run,
  step,
  valueForContact,
} from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { editThrough, fieldName, range } from '../helpers/values.js'
import { deliverAccount, deliverContact, nthAccountId, nthContactId } from './inputs.js'

const id = nthAccountId(1)
const next = step(defaultSettings)

const withContacts = (count: number, moves: ReadonlyArray<SyncContact> = []): Marketo =>
  run(defaultSettings)(
    [
      deliverAccount(id, 0, { Name: 'a', Industry: 'a', Site: 'a' }),
      ...range(count).map((n) => deliverContact(nthContactId(n), 0, id)),
      deliverContact(nthContactId(count), 0, id, true),
      deliverContact(nthContactId(count + 1), 0, null),
      ...moves,
    ],
    emptyMarketo,
  ).marketo

/** A record that changes two fields and leaves a third field unchanged. */
const update = deliverAccount(id, 1, { Name: 'b', Industry: null, Site: 'a' })

describe('the activity cap of 5,000 live contacts', () => {
  test.each([
    [4_999, 2 * 4_999],
    [5_000, 2 * 5_000],
    [5_001, 0],
  ])(
    '[activity.cap] [activity.per-contact] lets an account with %i live contacts log %i activities for two real changes',
    (count, due) => {
      const before = withContacts(count)
      const [updated, after] = next(update, before)
      const logged = [...activities(updated)]
      const each = new Set(
        logged.map((activity) => activity._tag === 'ChangeDataValue' && `${activity.contactId} ${activity.field}`),
      )
      const values = range(count).map((n) => valueForContact(nthContactId(n), fieldName('Name'))(after))
      expect(countLiveContacts(id)(before)).toBe(count)
      expect([...liveContactsOf(id)(before)]).toEqual(range(count).map(nthContactId))
      expect([logged.length, countStepActivities(updated), each.size]).toEqual([due, due, due])
      expect(values.every((value) => O.isSome(value) && value.value === 'b')).toBe(true)
    },
  )

  test('[activity.cap] is exceeded by an account with 5,001 live contacts, but not by an account with 5,000', () => {
    expect([4_999, 5_000, 5_001].map(logsChanges(defaultSettings.instance.activityCap))).toEqual([true, true, false])
  })

  test('[activity.local-edit] does not apply to a local edit', () => {
    const [edited] = next(editThrough(nthContactId(0), 'Name', 'edited', update.at), withContacts(5_001))
    expect([...activities(edited)].length).toBe(1)
  })

  test('[activity.cap] does not apply after one of 5,001 contacts leaves the account, and applies again after this contact returns', () => {
    const leaves = deliverContact(nthContactId(7), 1, null)
    const returns = deliverContact(nthContactId(7), 2, id)
    const counts = [[leaves], [leaves, returns]].map((moves) =>
      countStepActivities(next(update, withContacts(5_001, moves))[0]),
    )
    expect(counts).toEqual([2 * 5_000, 0])
  })
})
