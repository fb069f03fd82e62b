// Shows why an input must hold its partitions. A held partition handles no other input. If inputs held no partitions, a history
// could end in a state that no order of the inputs leads to.
import type { AccountId } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { nthAccountId } from '../helpers/values.js'
import { account, edit, into, twoAccounts } from './histories.js'
import type { Seen } from './machines.js'
import { asynchronous, endings, holding, sequential } from './machines.js'

const ofBoth =
  (what: (seen: Seen) => unknown) =>
  (look: (id: AccountId) => Seen): string =>
    [1, 2].map((n) => String(what(look(nthAccountId(n))))).join('/')

describe('two contacts that swap their accounts while both accounts are synced down', () => {
  const inputs = [into(1, 2, 2), into(2, 1, 2), account(1, 3), account(2, 3)]
  const counts = ofBoth(({ liveContacts }) => liveContacts)
  const possible = ['0/1', '0/2', '1/0', '1/1', '1/2', '2/0', '2/1']

  test('are each counted in exactly one account if the inputs run one after the other', () => {
    expect(endings(sequential, twoAccounts, inputs, counts)).toEqual(possible)
  })

  test('are sometimes counted in no account or in two accounts if contacts inform the accounts later', () => {
    expect(endings(asynchronous, twoAccounts, inputs, counts)).toEqual(['0/0', ...possible, '2/2'])
  })

  test('are each counted in exactly one account if inputs lock the accounts', () => {
    expect(endings(holding, twoAccounts, inputs, counts)).toEqual(possible)
  })
})

describe('two accounts that swap their contacts', () => {
  const inputs = [edit(1, 'E1'), into(1, 2, 2), edit(1, 'E2'), edit(2, 'E3'), into(2, 1, 2), edit(2, 'E4')]
  const values = ofBoth(({ industry }) => industry)
  const possible = ['E1/E2', 'E4/E2', 'E4/E3']

  test('if the inputs run one after the other, at least one account shows an edit that was made after the swap', () => {
    expect(endings(sequential, twoAccounts, inputs, values)).toEqual(possible)
  })

  test('if contacts inform the accounts later, both accounts can show an edit that was made before the swap', () => {
    expect(endings(asynchronous, twoAccounts, inputs, values)).toEqual(['E1/E2', 'E1/E3', 'E4/E2', 'E4/E3'])
  })

  test('if inputs lock the accounts, at least one account shows an edit that was made after the swap', () => {
    expect(endings(holding, twoAccounts, inputs, values)).toEqual(possible)
  })
})
