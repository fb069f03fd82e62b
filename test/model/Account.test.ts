import * as O from 'fp-ts/lib/Option.js'
import fc from 'fast-check'
import { fieldNames, localEditOf, shownFields, shownValue } from 'marketo-account-sync'
import { anyAccount } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { account, at, fieldName, inheritedNames, nthContactId } from '../helpers/values.js'

const edited = account(1, { Name: 'a', Site: null, Industry: '' }, { Name: 'b', Industry: null })
const valuesOf = (names: ReadonlyArray<string>) => names.map((name) => shownValue(fieldName(name))(edited))

describe('[edit.until-override] the value that Marketo shows in a field', () => {
  test('is the local edit of the field, or the synced value if there is no local edit', () => {
    expect(valuesOf(['Name', 'Site', 'Industry', 'Fax'])).toEqual([O.some('b'), O.some(null), O.some(null), O.none])
  })

  test('does not exist for a field that the account does not have, even if objects inherit a key of that name', () => {
    expect(valuesOf(inheritedNames)).toEqual(inheritedNames.map(() => O.none))
  })

  test('is found for a field with the name of an inherited key', () => {
    for (const name of inheritedNames) {
      expect(shownValue(name)(account(1, { [name]: 'a' }))).toEqual(O.some('a'))
      expect(shownValue(name)(account(1, { [name]: 'a' }, { [name]: null }))).toEqual(O.some(null))
    }
  })

  test('[edit.fan-out] is the same in `shownValue` and in `shownFields`', () => {
    fc.assert(
      fc.property(anyAccount, (one) => {
        const shown = shownFields(one)
        expect(fieldNames(shown)).toEqual(fieldNames(one.synced))
        for (const name of fieldNames(shown)) expect(shownValue(name)(one)).toEqual(O.some(shown[name]))
      }),
    )
  })
})

describe('the local edit of a field', () => {
  test('is found by the field name', () => {
    const edit = { field: 'Industry', value: null, through: nthContactId(1), at }
    expect(localEditOf(fieldName('Industry'))(edited)).toEqual(O.some(edit))
  })

  test('does not exist if nobody edited the field', () => {
    for (const name of ['Site', 'Fax', ...inheritedNames]) expect(localEditOf(fieldName(name))(edited)).toEqual(O.none)
  })
})
