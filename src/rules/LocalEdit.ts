/**
 * The local edit: somebody in Marketo changes an Account field of a contact. All contacts of the account show the new
 * value. Salesforce never learns of it. The next applied sync-down that contains the field ends the edit.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Account, LocalEdit } from '../model/Account.js'
import { rawShown } from '../model/Account.js'
import type { Contact, LiveContact } from '../model/Contact.js'
import type { AccountFieldEdited } from '../model/Event.js'
import { rawValue } from '../model/Field.js'
import type { EditAccountField } from '../model/Input.js'
import { insertedAt } from '../model/InsertedAt.js'
import type { AccountDeleted, ContactNotLive, UnknownField } from '../model/Refusal.js'
import type { Settings } from '../model/Settings.js'

/**
 * Checks that account fields can be edited through a contact.
 *
 * | contact          | result                           |
 * | ---------------- | -------------------------------- |
 * | `LiveContact`    | the contact                      |
 * | `DeletedContact` | `ContactNotLive`, why: `deleted` |
 * | `PrivateContact` | `ContactNotLive`, why: `private` |
 *
 * @rule edit.live-contact
 * @category decisions
 * @since 0.1.0
 */
export const asLive = (contact: Contact): E.Either<ContactNotLive, LiveContact> => {
  switch (contact._tag) {
    case 'LiveContact':
      return E.right(contact)
    case 'DeletedContact':
    case 'PrivateContact':
      return E.left({
        _tag: 'ContactNotLive',
        rule: 'edit.live-contact',
        contactId: contact.id,
        why: contact._tag === 'DeletedContact' ? 'deleted' : 'private',
      })
  }
}

/**
 * A local edit, and the live contact through which it is made.
 *
 * @category model
 * @since 0.2.0
 */
export interface EditThrough extends Pick<EditAccountField, 'at' | 'field' | 'value'> {
  readonly through: Pick<LiveContact, 'id' | 'accountId'>
}

/**
 * Decides how a local edit changes the account of the contact. None if Marketo already shows the value.
 *
 * | account                              | result                              |
 * | ------------------------------------ | ----------------------------------- |
 * | is not the account of the contact    | `ContactNotLive`, why: `elsewhere`  |
 * | is deleted in Salesforce             | `AccountDeleted`                    |
 * | does not have the field              | `UnknownField`                      |
 * | shows the value                      | `none`                              |
 * | shows another value                  | `AccountFieldEdited`                |
 *
 * @rule edit.fan-out
 * @rule edit.live-contact
 * @rule edit.known-field
 * @rule activity.local-edit
 * @category decisions
 * @since 0.1.0
 */
export const editAccountField =
  (settings: Settings) =>
  (
    { at, field, value, through }: EditThrough,
    account: Account,
  ): E.Either<ContactNotLive | AccountDeleted | UnknownField, O.Option<AccountFieldEdited>> => {
    const contactId = through.id
    const accountId = account.id
    if (through.accountId !== accountId)
      return E.left({ _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId, why: 'elsewhere' })
    if (account.isDeleted) return E.left({ _tag: 'AccountDeleted', rule: 'edit.live-contact', contactId, accountId })
    const oldValue = rawShown(account, field)
    if (oldValue === undefined) return E.left({ _tag: 'UnknownField', rule: 'edit.known-field', accountId, field })
    if (oldValue === value) return E.right(O.none)
    const logged = settings.readings.localEditLog
    return E.right(
      O.some({ _tag: 'AccountFieldEdited', at, accountId, contactId, field, oldValue, newValue: value, logged }),
    )
  }

/** Keeps the edits sorted by field name, so that accounts with the same edits are equal, whatever the order of the edits. */
const withEdit = (edits: ReadonlyArray<LocalEdit>, edit: LocalEdit): ReadonlyArray<LocalEdit> => {
  if (edits.length === 0) return [edit]
  let at = 0
  for (const { field } of edits) if (field < edit.field) at += 1
  const before = edits[at]
  return before?.field === edit.field ? RA.unsafeUpdateAt(at, edit, edits) : insertedAt(edits, at, edit)
}

/**
 * The account after a local edit. If the new value equals the synced value, the field no longer has a local edit. An edit
 * of a field that the account does not have changes nothing.
 *
 * @rule edit.until-override
 * @rule edit.known-field
 * @internal
 */
export const accountFieldEdited = (
  account: Account,
  { at, contactId, field, newValue }: AccountFieldEdited,
): Account => {
  const synced = rawValue(account.synced, field)
  if (synced === undefined) return account
  return {
    ...account,
    localEdits:
      synced === newValue
        ? account.localEdits.filter((edit) => edit.field !== field)
        : withEdit(account.localEdits, { field, value: newValue, through: contactId, at }),
  }
}
