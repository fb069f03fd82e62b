import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountFieldEdited, FieldValue, LiveContact, LocalEditLog } from 'marketo-account-sync'
import {
  asLive,
  defaultSettings,
  editAccountField,
  evolveAccount,
  localEditOf,
  settingsWith,
  shownFields,
  shownValue,
} from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { account, at, contactRecord, fieldName, live, nthAccountId, nthContactId } from '../helpers/values.js'

const known = account(1, { Name: 'a', Site: null })

const edit = (field: string, value: FieldValue, to: Account = known, through: LiveContact = live()) =>
  editAccountField(defaultSettings)({ at, field: fieldName(field), value, through }, to)

/** Returns the account after an edit. Returns the given account if the edit changes nothing or is refused. */
const after = (to: Account, field: string, value: FieldValue): Account =>
  pipe(
    O.flatten(O.fromEither(edit(field, value, to))),
    O.flatMap((event) => evolveAccount(O.some(to), event)),
    O.getOrElse(() => to),
  )

describe('[edit.live-contact] a local edit', () => {
  test('can be made through a LiveContact', () => {
    expect(asLive(live())).toEqual(E.right(live()))
  })

  test.each([
    ['DeletedContact', 'deleted'],
    ['PrivateContact', 'private'],
  ] as const)('cannot be made through a %s', (_tag, why) => {
    const contact = { _tag, id: nthContactId(1), appliedAtStamp: [contactRecord(1)] }
    const refusal = { _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId: nthContactId(1), why }
    expect(asLive(contact)).toEqual(E.left(refusal))
  })
})

describe('a local edit', () => {
  test('[edit.fan-out] changes the shown value, but not the synced value', () => {
    const edited = after(known, 'Name', 'b')
    expect(edited).toEqual(account(1, { Name: 'a', Site: null }, { Name: 'b' }))
    expect(shownFields(edited)).toEqual({ Name: 'b', Site: null })
    expect(shownValue(fieldName('Name'))(edited)).toEqual(O.some('b'))
    expect(localEditOf(fieldName('Name'))(edited)).toMatchObject({
      value: { value: 'b', through: nthContactId(1), at },
    })
    expect(localEditOf(fieldName('Site'))(edited)).toEqual(O.none)
  })

  test('[activity.local-edit] gives an event with the old value, the contact of the edit, and the setting for the log', () => {
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
      const decide = editAccountField(settingsWith({ readings: { localEditLog } }))
      const decided = decide({ at, field: fieldName('Name'), value: 'b', through: live() }, known)
      expect(decided).toMatchObject({ right: { value: { logged: localEditLog } } })
    }
  })

  test('[edit.until-override] replaces an earlier edit, and leaves no edit if the new value is the synced value', () => {
    const edited = after(after(known, 'Name', 'b'), 'Name', 'c')
    expect(edited).toEqual(account(1, { Name: 'a', Site: null }, { Name: 'c' }))
    expect(after(edited, 'Name', 'a')).toEqual(known)
  })

  test('[edit.until-override] replaces an earlier edit of the field, even if a different field was edited in between', () => {
    const one = after(after(after(known, 'Site', 'b'), 'Name', 'b'), 'Site', 'c')
    expect(one).toEqual(after(after(known, 'Name', 'b'), 'Site', 'c'))
    expect(one.localEdits.map(({ field }) => field)).toEqual(['Name', 'Site'])
    expect(shownFields(after(one, 'Name', 'a'))).toEqual({ Name: 'a', Site: 'c' })
  })

  test('[activity.real-change] changes nothing if Marketo already shows the new value', () => {
    expect(edit('Name', 'a')).toEqual(E.right(O.none))
    expect(edit('Name', 'b', after(known, 'Name', 'b'))).toEqual(E.right(O.none))
  })

  test.each(['', 0, false])('[activity.real-change] can change a value from null to %j', (value) => {
    expect(shownValue(fieldName('Site'))(after(known, 'Site', value))).toEqual(O.some(value))
  })

  test('[edit.known-field] is refused for a field that the account does not have', () => {
    for (const field of ['Industry', 'constructor'])
      expect(edit(field, 'b')).toEqual(
        E.left({ _tag: 'UnknownField', rule: 'edit.known-field', accountId: nthAccountId(1), field }),
      )
  })

  test('[edit.live-contact] is refused for a deleted account, even if the field is unknown', () => {
    const refusal = {
      _tag: 'AccountDeleted',
      rule: 'edit.live-contact',
      contactId: nthContactId(1),
      accountId: nthAccountId(1),
    }
    for (const field of ['Name', 'Industry'])
      expect(edit(field, 'b', { ...known, isDeleted: true })).toEqual(E.left(refusal))
  })

  test('[edit.live-contact] is refused with the reason "elsewhere" if the contact is in a different account', () => {
    const refusal = { _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId: nthContactId(1), why: 'elsewhere' }
    const elsewhere = live(1, nthAccountId(2))
    expect(edit('Name', 'b', known, elsewhere)).toEqual(E.left(refusal))
    expect(edit('Name', 'b', { ...known, isDeleted: true }, elsewhere)).toEqual(E.left(refusal))
  })

  test('[edit.known-field] changes nothing if the event names a field that the account does not have', () => {
    const event: AccountFieldEdited = {
      _tag: 'AccountFieldEdited',
      at,
      accountId: nthAccountId(1),
      contactId: nthContactId(1),
      field: fieldName('Industry'),
      oldValue: 'a',
      newValue: 'b',
      logged: 'none',
    }
    for (const field of ['Industry', 'constructor'])
      expect(evolveAccount(O.some(known), { ...event, field: fieldName(field) })).toEqual(O.some(known))
  })
})
