// What is logged of an event, as a moment and as an outcome: the implementation is told of whom.
import type { ChangeDataValue, ContactId, Input } from 'marketo-account-sync'
import { defaultSettings, marketoOf } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { momentOf, outcomeOf, reference } from 'marketo-account-sync/testing'
import { expect, test } from 'vitest'
import {
  account,
  accountRecord,
  at,
  fieldName,
  live,
  notInSalesforce,
  nthAccountId,
  nthContactId,
  person,
} from '../helpers/values.js'

/** It logs one change of each contact that it is told of, whatever happened. */
const talkative: Implementation = {
  ...reference,
  activitiesOf: () => (contacts: Iterable<ContactId>) =>
    [...contacts].map((contactId): ChangeDataValue => ({
      _tag: 'ChangeDataValue',
      at,
      contactId,
      accountId: nthAccountId(1),
      field: fieldName('Name'),
      oldValue: 'a',
      newValue: 'b',
      cause: 'sync-down',
    })),
}

const before = marketoOf({
  accounts: [account(1, { Name: 'a' })],
  contacts: [live(1), live(2), live(3, nthAccountId(2))],
  persons: [],
  conversions: [],
})

test.each<readonly [what: string, contacts: ReadonlyArray<ContactId>, input: Input]>([
  ['the live contacts of an account that is synced down', [nthContactId(1), nthContactId(2)], { _tag: 'SyncAccount', at, record: accountRecord(2, { Name: 'b' }) }], // prettier-ignore
  ['nobody where a person is put', [], { _tag: 'PutPerson', at, person: person(notInSalesforce) }],
])('what is logged is of %s', (_what, contacts, input) => {
  const { activities } = momentOf(talkative)(defaultSettings)(input)(before)
  const [outcome] = outcomeOf(talkative)(defaultSettings)(input)(before)
  expect(activities).toMatchObject(contacts.map((contactId) => ({ contactId })))
  expect(outcome).toMatchObject({ activities: contacts.map((contactId) => ({ contactId })) })
})
