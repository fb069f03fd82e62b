import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Account, FieldValue, LiveContact, LocalEditLog } from 'marketo-account-sync'
import {
  accountFieldEdited,
  asLive,
  defaultSettings,
  editAccountField,
  localEditOf,
  shownFields,
  shownValue,
} from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { account, at, contactRecord, fieldName, live, nthAccountId, nthContactId } from '../helpers/values.js'

const known = account(1, { Name: 'a', Site: null })

const edit = (field: string, value: FieldValue, to: Account = known, through: LiveContact = live()) =>
  editAccountField(defaultSettings)(through)({ at, field: fieldName(field), value })(to)

const after = (to: Account, field: string, value: FieldValue): Account => {
  const event = O.toUndefined(O.flatten(O.fromEither(edit(field, value, to))))
  return event === undefined ? to : accountFieldEdited(event)(to)
}

describe('[edit.live-contact] a contact to edit through', () => {
  test('is a live one', () => {
    expect(asLive(live())).toEqual(E.right(live()))
  })

  test.each([
    ['DeletedContact', 'deleted'],
    ['PrivateContact', 'private'],
  ] as const)('is no %s', (_tag, why) => {
    const contact = { _tag, id: nthContactId(1), appliedAtStamp: [contactRecord(1)] }
    const refusal = { _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId: nthContactId(1), why }
    expect(asLive(contact)).toEqual(E.left(refusal))
  })
})

describe('a local edit', () => {
  test('[edit.fan-out] changes the shown value and no synced one', () => {
    const edited = after(known, 'Name', 'b')
    expect(edited).toEqual(account(1, { Name: 'a', Site: null }, { Name: 'b' }))
    expect(shownFields(edited)).toEqual({ Name: 'b', Site: null })
    expect(shownValue(edited)(fieldName('Name'))).toBe('b')
    expect(shownValue(edited)(fieldName('Site'))).toBeNull()
    expect(shownValue(edited)(fieldName('constructor'))).toBeUndefined()
    expect(localEditOf(edited)(fieldName('Name'))?.value).toBe('b')
    expect(localEditOf(edited)(fieldName('Site'))).toBeUndefined()
  })

  test('[activity.local-edit] says whose value it changed from what to what, and for whom that is logged', () => {
    expect(edit('Name', 'b')).toEqual(
      E.right(
        O.some({
          _tag: 'AccountFieldEdited',
          at,
          accountId: nthAccountId(1),
          contactId: nthContactId(1),
          field: 'Name',
          oldValue: 'a',
          newValue: 'b',
          logged: 'edited-contact',
        }),
      ),
    )
    for (const localEditLog of ['every-contact', 'none'] satisfies ReadonlyArray<LocalEditLog>) {
      const settings = { ...defaultSettings, readings: { ...defaultSettings.readings, localEditLog } }
      const decided = editAccountField(settings)(live())({ at, field: fieldName('Name'), value: 'b' })(known)
      expect(decided).toMatchObject({ right: { value: { logged: localEditLog } } })
    }
  })

  test('[edit.until-override] on an edit keeps the later one, and back to the synced value keeps none', () => {
    const edited = after(after(known, 'Name', 'b'), 'Name', 'c')
    expect(edited).toEqual(account(1, { Name: 'a', Site: null }, { Name: 'c' }))
    expect(after(edited, 'Name', 'a')).toEqual(known)
  })

  test('[edit.until-override] in whatever order the fields are edited, the account is the same', () => {
    const one = after(after(after(known, 'Site', 'b'), 'Name', 'b'), 'Site', 'c')
    expect(one).toEqual(after(after(known, 'Name', 'b'), 'Site', 'c'))
    expect(one.localEdits.map(({ field }) => field)).toEqual(['Name', 'Site'])
    expect(shownFields(after(one, 'Name', 'a'))).toEqual({ Name: 'a', Site: 'c' })
  })

  test('[activity.real-change] to the value that is shown changes nothing', () => {
    expect(edit('Name', 'a')).toEqual(E.right(O.none))
    expect(edit('Name', 'b', after(known, 'Name', 'b'))).toEqual(E.right(O.none))
  })

  test.each(['', 0, false])('[activity.real-change] from null to %j is a change', (value) => {
    expect(shownValue(after(known, 'Site', value))(fieldName('Site'))).toBe(value)
  })

  test('[edit.known-field] of a field that the account does not hold is refused', () => {
    for (const field of ['Industry', 'constructor'])
      expect(edit(field, 'b')).toEqual(
        E.left({ _tag: 'UnknownField', rule: 'edit.known-field', accountId: nthAccountId(1), field }),
      )
  })

  test('[edit.live-contact] of a deleted account is refused, be the field known or not', () => {
    const refusal = {
      _tag: 'AccountDeleted',
      rule: 'edit.live-contact',
      contactId: nthContactId(1),
      accountId: nthAccountId(1),
    }
    for (const field of ['Name', 'Industry'])
      expect(edit(field, 'b', { ...known, isDeleted: true })).toEqual(E.left(refusal))
  })

  test('[edit.live-contact] through a contact of another account is refused before all else', () => {
    const refusal = { _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId: nthContactId(1), why: 'elsewhere' }
    const elsewhere = live(1, nthAccountId(2))
    expect(edit('Name', 'b', known, elsewhere)).toEqual(E.left(refusal))
    expect(edit('Name', 'b', { ...known, isDeleted: true }, elsewhere)).toEqual(E.left(refusal))
  })

  test('[edit.known-field] as an event of a field that is not held changes nothing', () => {
    const event = O.toUndefined(O.flatten(O.fromEither(edit('Name', 'b'))))!
    expect(accountFieldEdited({ ...event, field: fieldName('Industry') })(known)).toBe(known)
  })
})
