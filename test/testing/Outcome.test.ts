// Tests that `momentOf` and `outcomeOf` pass the right contacts to the implementation.
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
  nthAccountId,
  nthContactId,
  put,
  syncAccount,
} from '../helpers/values.js'

/** An implementation with a fault. Its `activitiesOf` ignores the event, and returns one change for each contact. */
const talkative: Implementation = {
  ...reference,
  activitiesOf: (contacts: Iterable<ContactId>) => () =>
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
  ['the outcome of a sync-down lists the activities of the live contacts of the account', [nthContactId(1), nthContactId(2)], syncAccount(accountRecord(2, { Name: 'b' }))], // prettier-ignore
  ['the outcome of a PutPerson lists no activities', [], put(1)],
])('%s', (_what, contacts, input) => {
  const { activities } = momentOf(talkative)(defaultSettings)(input, before)
  const [outcome] = outcomeOf(talkative)(defaultSettings)(input, before)
  expect(activities).toMatchObject(contacts.map((contactId) => ({ contactId })))
  expect(outcome).toMatchObject({ activities: contacts.map((contactId) => ({ contactId })) })
})
