import type { Input } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { assignStamps } from '../../src/testing/AssignStamps.js'
import {
  accountRecord,
  at,
  contactRecord,
  fieldName,
  notInSalesforce,
  nthContactId,
  nthOpportunityId,
  nthUserId,
  person,
  personId,
  second,
} from '../helpers/values.js'

const account: Input = { _tag: 'SyncAccount', at, record: accountRecord(1, { Name: 'a' }) }
const contact: Input = { _tag: 'SyncContact', at, record: contactRecord(1) }
const put: Input = { _tag: 'PutPerson', at, person: person(notInSalesforce) }
const edit: Input = {
  _tag: 'EditAccountField',
  at,
  contactId: nthContactId(1),
  field: fieldName('Name'),
  value: 'b',
}
const convert: Input = {
  _tag: 'ConvertPerson',
  at,
  personId: personId(1),
  assignTo: nthUserId(1),
  convertedStatus: 'Qualified',
  notifyOwner: false,
  accepts: 'new account and opportunity',
}
const confirm: Input = {
  _tag: 'ConfirmConversion',
  at,
  personId: personId(1),
  account: accountRecord(1, { Name: 'a' }),
  contactId: nthContactId(1),
  opportunityId: nthOpportunityId(1),
}
const fail: Input = { _tag: 'FailConversion', at, personId: personId(1), failedAt: 'sync', reason: 'none' }

describe('a random history made of scenarios', () => {
  test('sets the time of each input, and the SystemModstamp of its record, to one second after the previous input', () => {
    expect(assignStamps([[account, contact], [], [put, edit, convert], [confirm, fail]])).toEqual([
      account,
      { ...contact, at: second(1_001), record: contactRecord(2) },
      { ...put, at: second(1_002) },
      { ...edit, at: second(1_003) },
      { ...convert, at: second(1_004) },
      { ...confirm, at: second(1_005), account: accountRecord(6, { Name: 'a' }) },
      { ...fail, at: second(1_006) },
    ])
    expect(assignStamps([[put, account]])[1]).toEqual({
      ...account,
      at: second(1_001),
      record: accountRecord(2, { Name: 'a' }),
    })
  })

  test('replaces the number 1 in a scenario by the last input, and the number 2 by the input before the last input', () => {
    const [first, next] = [account, { ...put, at: second(1_001) }]
    expect(assignStamps([[account, put, 1]])).toEqual([first, next, next])
    expect(assignStamps([[account, put], [2], [1]])).toEqual([first, next, first, first])
    expect(assignStamps([[account, put, 2, put]])[3]).toEqual({ ...put, at: second(1_003) })
  })

  test('repeats the first input if the number in a scenario is too large, and repeats nothing in an empty history', () => {
    expect(assignStamps([[account, put, 4]])[2]).toEqual(account)
    expect(assignStamps([[3, account]])).toEqual([account])
  })
})
