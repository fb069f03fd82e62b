// Why an input holds its partitions: without that, a history can end in ways that no order of its inputs can.
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

describe('two contacts change places while both accounts are synced down', () => {
  const inputs = [into(1, 2, 2), into(2, 1, 2), account(1, 3), account(2, 3)]
  const counts = ofBoth(({ liveContacts }) => liveContacts)
  const possible = ['0/1', '0/2', '1/0', '1/1', '1/2', '2/0', '2/1']

  test('one after the other, they are never counted nowhere and never counted twice', () => {
    expect(endings(sequential, twoAccounts, inputs, counts)).toEqual(possible)
  })

  test('if accounts are told afterwards, they are', () => {
    expect(endings(asynchronous, twoAccounts, inputs, counts)).toEqual(['0/0', ...possible, '2/2'])
  })

  test('if accounts are held, they are not', () => {
    expect(endings(holding, twoAccounts, inputs, counts)).toEqual(possible)
  })
})

describe('two contacts edit a field, change places, and edit it again', () => {
  const inputs = [edit(1, 'E1'), into(1, 2, 2), edit(1, 'E2'), edit(2, 'E3'), into(2, 1, 2), edit(2, 'E4')]
  const values = ofBoth(({ industry }) => industry)
  const possible = ['E1/E2', 'E4/E2', 'E4/E3']

  test('one after the other, the first edit of one of them at least is overwritten', () => {
    expect(endings(sequential, twoAccounts, inputs, values)).toEqual(possible)
  })

  test('if accounts are told afterwards, both first edits may stand at the end', () => {
    expect(endings(asynchronous, twoAccounts, inputs, values)).toEqual(['E1/E2', 'E1/E3', 'E4/E2', 'E4/E3'])
  })

  test('if accounts are held, they may not', () => {
    expect(endings(holding, twoAccounts, inputs, values)).toEqual(possible)
  })
})
