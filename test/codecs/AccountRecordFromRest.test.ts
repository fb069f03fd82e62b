import * as E from 'fp-ts/lib/Either.js'
import * as fc from 'fast-check'
import type { AccountRecord } from 'marketo-account-sync'
import { AccountRecordFromRest, isFieldKey } from 'marketo-account-sync/codecs'
import { describe, expect, test } from 'vitest'

const recordKeys = [
  'CreatedById',
  'CreatedDate',
  'LastActivityDate',
  'LastModifiedById',
  'LastModifiedDate',
  'LastReferencedDate',
  'LastViewedDate',
]

const head = { Id: '0014W000027f6UwQAI', IsDeleted: false, SystemModstamp: '2020-10-22T21:03:23.000+0000' }

const decodedFields = (record: object): unknown =>
  E.map(({ fields }: AccountRecord) => fields)(
    AccountRecordFromRest.decode({ attributes: { type: 'Account' }, ...record, ...head }),
  )

const relationships = ['Parent', 'Owner', 'Contacts', 'BillingAddress', 'Region__r', 'Loc__r']

const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z]\w{0,6}$/),
  fc.constantFrom('constructor', 'toString', 'valueOf', ...recordKeys, ...relationships),
)
const plain = fc.oneof(fc.string(), fc.boolean(), fc.constant(null), fc.integer(), fc.constantFrom(0.5, 1e21, 0))
const compound = fc.constantFrom({}, { city: 'Austin' }, [])

const decoded = (record: object) => AccountRecordFromRest.decode({ ...record, ...head })

describe('the properties of a decoded Account record that are not fields', () => {
  const { IsDeleted, ...without } = head
  const keysOf = E.map((record: AccountRecord) => Object.keys(record))

  test('exist only if the record contains them', () => {
    expect(IsDeleted).toBe(false)
    expect(keysOf(AccountRecordFromRest.decode(without))).toEqual(E.right(['id', 'systemModstamp', 'fields']))
    expect(keysOf(decoded({}))).toEqual(E.right(['id', 'systemModstamp', 'isDeleted', 'fields']))
    expect(keysOf(decoded({ MasterRecordId: null }))).toEqual(
      E.right(['id', 'systemModstamp', 'isDeleted', 'fields', 'masterRecordId']),
    )
  })

  test.each([
    [null, null],
    ['', null],
    ['0014W000027f6Ux', '0014W000027f6UxQAI'],
    ['0014W000027f6UxQAI', '0014W000027f6UxQAI'],
  ])('[contact.deleted] include the MasterRecordId %j, which is decoded as %j', (MasterRecordId, expected) => {
    const record = decoded({ MasterRecordId })
    expect(E.isRight(record) && record.right.masterRecordId).toBe(expected)
    if (E.isRight(record)) expect(AccountRecordFromRest.encode(record.right)['MasterRecordId']).toBe(expected)
  })

  test.each(['0034W000027f6Ux', 'x', 1, {}, false])('cause an error if MasterRecordId is %j', (MasterRecordId) => {
    expect(E.isLeft(decoded({ MasterRecordId }))).toBe(true)
  })
})

describe('the fields of a decoded Account record', () => {
  test('are exactly the entries whose key is a field name and whose value is not compound', () => {
    const keysAnd = <V>(value: fc.Arbitrary<V>) => fc.array(fc.tuple(name, value), { maxLength: 80, size: 'max' })
    fc.assert(
      fc.property(keysAnd(fc.oneof(plain, compound)), (entries) => {
        const record: Record<string, unknown> = Object.fromEntries(entries)
        const expected = Object.entries(record).filter(
          ([key, value]) => isFieldKey(key) && (typeof value !== 'object' || value === null),
        )
        expect(decodedFields(record)).toEqual(E.right(Object.fromEntries(expected)))
      }),
    )
  })

  test('include none of the keys that describe the record itself, such as Id', () => {
    const record = { ...Object.fromEntries(recordKeys.map((key) => [key, 'x'])), Industry: 'Energy' }
    expect(decodedFields(record)).toEqual(E.right({ Industry: 'Energy' }))
  })

  test('never include the key of a relationship or of a compound value, even if the value is null', () => {
    for (const value of [null, {}, [], 'x', 1]) {
      const record = { ...Object.fromEntries(relationships.map((key) => [key, value])), Industry: 'Energy' }
      expect(decodedFields(record)).toEqual(E.right({ Industry: 'Energy' }))
    }
  })

  test('include a custom field if its value is null, but not if its value is compound', () => {
    expect(decodedFields({ Loc__c: null, Loc__Latitude__s: 1 })).toEqual(E.right({ Loc__c: null, Loc__Latitude__s: 1 }))
    expect(decodedFields({ Loc__c: { latitude: 1 }, Loc__Latitude__s: 1 })).toEqual(E.right({ Loc__Latitude__s: 1 }))
  })

  test('contain 0 if the record contains -0', () => {
    expect(decodedFields({ AnnualRevenue: -0 })).toStrictEqual(E.right({ AnnualRevenue: 0 }))
  })

  test('are a copy that a later change to the record does not affect', () => {
    const record = { ...head, Industry: 'Energy' }
    const decoded = AccountRecordFromRest.decode(record)
    record.Industry = 'Media'
    expect(E.isRight(decoded) && decoded.right.fields).toEqual({ Industry: 'Energy' })
  })
})
