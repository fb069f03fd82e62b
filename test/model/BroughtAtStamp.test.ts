import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import type { Fields, FieldValue } from 'marketo-account-sync'
import { eqAccount, furtherValues } from 'marketo-account-sync'
import { anyFields, anyFieldValue } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import type { News } from '../../src/model/BroughtAtStamp.js'
import {
  broughtFirst,
  broughtToo,
  broughtValue,
  firstBrought,
  furtherOf,
  isFurtherValues,
  isNewValue,
  newsOf,
} from '../../src/model/BroughtAtStamp.js'
import { account, brought, fieldName, fieldsOf, nthAccountId, range } from '../helpers/values.js'

const none: ReadonlySet<string> = new Set()
const news = (fields: Fields, said: Partial<News> = {}): News => ({
  isDeleted: undefined,
  masterRecordId: undefined,
  fields,
  ...said,
})
const record = (fields: Fields, isDeleted = false, masterRecordId: News['masterRecordId'] = null) => ({
  isDeleted,
  masterRecordId: masterRecordId ?? null,
  fields,
})

/** Values that a careless comparison confuses. */
const similar: ReadonlyArray<FieldValue> = [
  '',
  ' ',
  null,
  'null',
  0,
  '0',
  1,
  '1',
  true,
  'true',
  false,
  't',
  's',
  'n1',
  '1 ',
]

describe('the stored values of one SystemModstamp', () => {
  test('are the values of the record if only one record arrived', () => {
    const first = broughtFirst(record(fieldsOf({ Name: 'a', Site: null })))
    expect(first).toEqual(brought({ Name: 'a', Site: null }))
    expect(furtherValues(first)).toEqual([])
    expect(broughtValue(first, 'Name', 'a')).toBe(true)
    expect(broughtValue(first, 'Name', 'b')).toBe(false)
    expect(broughtValue(first, 'Industry', null)).toBe(false)
    expect(firstBrought(first, 'Site')).toBeNull()
    expect(firstBrought(first, 'Industry')).toBeUndefined()
    expect(firstBrought(first, 'constructor')).toBeUndefined()
  })

  test('contain the first value of each field, and every later value that differs from the first value of the field', () => {
    const first = broughtFirst(record(fieldsOf({ Name: 'a' })))
    const then = broughtToo(first, record(fieldsOf({ Name: 'b', Site: 'a' }), true, nthAccountId(2)))
    expect(then).toEqual(
      brought({ Site: 'a', Name: 'a' }, false, [
        { name: 'IsDeleted', value: true },
        { name: 'MasterRecordId', value: nthAccountId(2) },
        { name: 'Name', value: 'b' },
      ]),
    )
    expect(broughtValue(then, 'IsDeleted', true)).toBe(true)
    expect(broughtValue(then, 'IsDeleted', false)).toBe(true)
    expect(broughtValue(then, 'MasterRecordId', nthAccountId(2))).toBe(true)
    expect(broughtValue(then, 'MasterRecordId', null)).toBe(true)
    expect(broughtValue(then, 'MasterRecordId', nthAccountId(3))).toBe(false)
    expect(first).toEqual(brought({ Name: 'a' }))
  })

  test('do not confuse two similar values', () => {
    for (const [index, value] of similar.entries()) {
      const one = brought({ Name: 'first' }, false, [{ name: 'Name', value }])
      expect(furtherValues(one)).toEqual([{ name: 'Name', value }])
      expect(similar.map((other) => broughtValue(one, 'Name', other))).toEqual(similar.map((_, at) => at === index))
    }
  })

  test('are unchanged after writing and reading', () => {
    const anyNames = fc.constantFrom('Name', 'Site', 'A', 'Name_', 'Nam')
    fc.assert(
      fc.property(fc.array(fc.record({ name: anyNames, value: anyFieldValue })), (values) => {
        const further = furtherOf(values)
        const read = furtherValues({ further })
        return (
          isFurtherValues(further) &&
          values.every(({ name, value }) => read.some((one) => one.name === name && one.value === value)) &&
          read.every(({ name, value }) => values.some((one) => one.name === name && one.value === value))
        )
      }),
    )
  })

  test('do not depend on the order of the records', () => {
    const values = range(500).map((value) => ({ name: 'Name', value }))
    const one = { ...account(1, { Name: 'a' }), broughtAtStamp: brought({ Name: 'a' }, false, values) }
    const other = { ...one, broughtAtStamp: brought({ Name: 'a' }, false, values.slice().reverse()) }
    expect(eqAccount.equals(one, other)).toBe(true)
    expect(eqAccount.equals(one, { ...one, broughtAtStamp: brought({ Name: 'a' }, false, values.slice(1)) })).toBe(
      false,
    )
  })

  test.each<readonly [string, unknown]>([
    ['a name without a value', ['Name']],
    ['a value without a type', ['Name x']],
    ['a malformed number', ['Name n01']],
    ['a number that is not finite', ['Name nInfinity']],
    ['a negative zero', ['Name n-0']],
    ['true or false followed by characters', ['Name t1']],
    ['null followed by characters', ['Name 0a']],
    ['an invalid field name', ['1 sa']],
    ['a value that is neither an array nor a tree', 'Name sa'],
  ])('the check of the stored values rejects %s', (_what, value) => {
    expect(isFurtherValues(value)).toBe(false)
  })
})

describe('[sync.only-newer] a second record with the same SystemModstamp', () => {
  const before = brought({ Name: 'a', Site: null }, false, [{ name: 'Name', value: 'b' }])

  test.each<readonly [string, News, News | undefined]>([
    ['without values', news({}), undefined],
    ['with only known values', news(fieldsOf({ Name: 'a', Site: null })), undefined],
    ['with a known value of a later record', news(fieldsOf({ Name: 'b' })), undefined],
    ['with a different value', news(fieldsOf({ Name: 'c', Site: null })), news(fieldsOf({ Name: 'c' }))],
    ['with an additional field', news(fieldsOf({ Name: 'a', Industry: null })), news(fieldsOf({ Industry: null }))],
    ['with the known deleted flag', news({}, { isDeleted: false }), undefined],
    [
      'with a different deleted flag',
      news(fieldsOf({ Name: 'a' }), { isDeleted: true }),
      news({}, { isDeleted: true }),
    ],
    ['with the known MasterRecordId', news({}, { masterRecordId: null }), undefined],
    [
      'with a different MasterRecordId',
      news({}, { masterRecordId: nthAccountId(2), isDeleted: false }),
      news({}, { masterRecordId: nthAccountId(2) }),
    ],
  ])('delivers exactly its new values (a record %s)', (_what, given, expected) => {
    expect(newsOf(before, given, none)).toEqual(O.fromNullable(expected))
  })

  test('delivers nothing if it is repeated', () => {
    fc.assert(
      fc.property(anyFields, anyFields, fc.boolean(), (first, second, isDeleted) => {
        const given = { isDeleted, masterRecordId: null, fields: second }
        const after = broughtToo(broughtFirst(record(first)), given)
        return O.isNone(newsOf(after, given, none)) && O.isNone(newsOf(after, record(first), none))
      }),
    )
  })

  test('[sync.formula-fields] has no new value for a formula field if the first record contained the field', () => {
    const formulas = new Set(['Name', 'Industry'])
    expect(isNewValue(before, fieldName('Name'), 'c', none)).toBe(true)
    expect(isNewValue(before, fieldName('Name'), 'c', formulas)).toBe(false)
    expect(isNewValue(before, fieldName('Industry'), 'c', formulas)).toBe(true)
    expect(newsOf(before, news(fieldsOf({ Name: 'c' })), formulas)).toEqual(O.none)
    expect(newsOf(before, news(fieldsOf({ Name: 'c', Site: 'c' })), formulas)).toEqual(
      O.some(news(fieldsOf({ Site: 'c' }))),
    )
  })
})
