import type {
  AccountFieldEdited,
  AccountSyncedDown,
  Activity,
  ContactId,
  Event,
  LocalEditLog,
} from 'marketo-account-sync'
import { activitiesOf, countActivities, logsChanges } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import {
  at,
  fieldName,
  lead,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  person,
  personId,
  second,
  terms,
  contactRecord,
} from '../helpers/values.js'

const contacts = [1, 2, 3].map(nthContactId)
const changes = [
  { field: fieldName('Name'), oldValue: 'a', newValue: 'b' },
  { field: fieldName('Site'), oldValue: null, newValue: '' },
]
const syncedDown = (logged: boolean): AccountSyncedDown => ({
  _tag: 'AccountSyncedDown',
  at,
  accountId: nthAccountId(1),
  systemModstamp: second(1),
  isDeleted: false,
  masterRecordId: null,
  fields: {},
  changes,
  liveContacts: 3,
  logged,
})
const edited = (logged: LocalEditLog): AccountFieldEdited => ({
  _tag: 'AccountFieldEdited',
  at,
  accountId: nthAccountId(1),
  contactId: nthContactId(2),
  field: fieldName('Name'),
  oldValue: 'a',
  newValue: 'b',
  logged,
})
const conversion = { at, personId: personId(1), terms }

const all = (event: Event, live: Iterable<ContactId> = contacts): ReadonlyArray<Activity> => [
  ...activitiesOf(live)(event),
]

/** Contacts that make the test fail if anybody reads them. */
const untouchable: Iterable<ContactId> = {
  [Symbol.iterator]: () => {
    throw new Error('the contacts were read')
  },
}

describe('the activities of a sync-down', () => {
  test('[activity.per-contact] include one activity for each contact and each change, sorted by contact and then by field', () => {
    expect(all(syncedDown(true))).toEqual(
      contacts.flatMap((contactId) =>
        changes.map((change) => ({
          _tag: 'ChangeDataValue',
          at,
          contactId,
          accountId: nthAccountId(1),
          ...change,
          cause: 'sync-down',
        })),
      ),
    )
  })

  test('[activity.cap] do not exist above the cap, so `activitiesOf` reads no contact', () => {
    expect(all(syncedDown(false), untouchable)).toEqual([])
    expect(all({ ...syncedDown(true), changes: [] }, untouchable)).toEqual([])
  })

  test('are created while the caller iterates, and the caller can iterate twice', () => {
    const activities = activitiesOf(contacts)(syncedDown(true))
    const [first] = activities
    expect(first).toMatchObject({ contactId: nthContactId(1), field: 'Name' })
    expect([...activities].length).toBe(6)
    expect(() => activitiesOf(untouchable)(syncedDown(true))).not.toThrow()
  })
})

describe('[activity.local-edit] the activities of a local edit', () => {
  test.each<readonly [LocalEditLog, ReadonlyArray<ContactId>]>([
    ['edited-contact', [nthContactId(2)]],
    ['every-contact', contacts],
    ['none', []],
  ])('are logged for the contacts that the setting "%s" selects', (logged, expected) => {
    const change = { _tag: 'ChangeDataValue', at, accountId: nthAccountId(1), ...changes[0], cause: 'local edit' }
    expect(all(edited(logged))).toEqual(expected.map((contactId) => ({ ...change, contactId })))
  })

  test('are created without reading the contacts of the account, unless every contact gets an activity', () => {
    expect(all(edited('edited-contact'), untouchable).length).toBe(1)
    expect(all(edited('none'), untouchable)).toEqual([])
  })
})

describe('[activity.convert] the activity of an answer to a conversion', () => {
  const convertLead = { _tag: 'ConvertLead', at, personId: 1, ...terms }

  test('is a Convert Lead with the outcome "succeeded"', () => {
    const event = {
      _tag: 'ConversionConfirmed',
      ...conversion,
      accountId: nthAccountId(1),
      contactId: nthContactId(1),
      opportunityId: nthOpportunityId(1),
    } as const
    expect(all(event)).toEqual([{ ...convertLead, outcome: 'succeeded', failedAt: null, reason: null }])
    expect(countActivities(3)(event)).toBe(1)
  })

  test.each(['sync', 'convert'] as const)('is a Convert Lead with a failure at the step "%s"', (failedAt) => {
    const event = { _tag: 'ConversionFailed', ...conversion, failedAt, reason: 'R' } as const
    expect(all(event)).toEqual([{ ...convertLead, outcome: 'failed', failedAt, reason: 'R' }])
    expect(countActivities(3)(event)).toBe(1)
  })
})

describe('the activity log', () => {
  test.each<Event>([
    {
      _tag: 'AccountSkipped',
      at,
      accountId: nthAccountId(1),
      systemModstamp: second(1),
      isDeleted: false,
      masterRecordId: null,
      fields: {},
    },
    { _tag: 'ContactSynced', at, record: contactRecord(1) },
    { _tag: 'PersonPut', at, person: person(lead) },
    { _tag: 'ConversionRequested', ...conversion, from: lead, newLead: null },
  ])('gets no activity from the event $_tag', (event) => {
    expect(all(event, untouchable)).toEqual([])
    expect(countActivities(3)(event)).toBe(0)
  })
})

describe('counting activities', () => {
  test('requires the number of live contacts, but not the contacts themselves', () => {
    expect(countActivities(3)(syncedDown(true))).toBe(6)
    expect(countActivities(3)(syncedDown(false))).toBe(0)
    expect(countActivities(3)(edited('edited-contact'))).toBe(1)
    expect(countActivities(3)(edited('every-contact'))).toBe(3)
    expect(countActivities(3)(edited('none'))).toBe(0)
  })
})

test('[activity.cap] changes of an account are logged below the cap and exactly at the cap, but not above the cap', () => {
  expect([0, 1, 2, 3].map(logsChanges(2))).toEqual([true, true, true, false])
  expect([0, 1].map(logsChanges(0))).toEqual([true, false])
})
