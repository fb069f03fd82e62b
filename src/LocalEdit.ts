/**
 * The local edit: somebody changes an Account field of a contact in Marketo. All contacts of the account show the value,
 * Salesforce never hears of it, and the next sync-down that carries the field ends it.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Account, LocalEdit } from './Account.js'
import { shownValue } from './Account.js'
import type { Contact, LiveContact } from './Contact.js'
import type { AccountFieldEdited } from './Event.js'
import { valueOf } from './Field.js'
import { insertedAt } from './internal/InsertedAt.js'
import type { EditAccountField } from './Input.js'
import type { AccountDeleted, ContactNotLive, UnknownField } from './Refusal.js'
import type { Settings } from './Settings.js'

/**
 * A contact as one that local edits can go through.
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
 * What a local edit through one live contact does to its account. Nothing, where the account shows the value already.
 *
 * | account                           | result                              |
 * | --------------------------------- | ----------------------------------- |
 * | not the contact's                 | `ContactNotLive`, why: `elsewhere`  |
 * | deleted in Salesforce             | `AccountDeleted`                    |
 * | does not hold the field           | `UnknownField`                      |
 * | shows the value                   | `none`                              |
 * | shows another value               | `AccountFieldEdited`                |
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
  (through: LiveContact) =>
  ({ at, field, value }: Pick<EditAccountField, 'at' | 'field' | 'value'>) =>
  (account: Account): E.Either<ContactNotLive | AccountDeleted | UnknownField, O.Option<AccountFieldEdited>> => {
    const contactId = through.id
    const accountId = account.id
    if (through.accountId !== accountId)
      return E.left({ _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId, why: 'elsewhere' })
    if (account.isDeleted) return E.left({ _tag: 'AccountDeleted', rule: 'edit.live-contact', contactId, accountId })
    const oldValue = shownValue(account)(field)
    if (oldValue === undefined) return E.left({ _tag: 'UnknownField', rule: 'edit.known-field', accountId, field })
    if (oldValue === value) return E.right(O.none)
    return E.right(
      O.some({
        _tag: 'AccountFieldEdited',
        at,
        accountId,
        contactId,
        field,
        oldValue,
        newValue: value,
        logged: settings.readings.localEditLog,
      }),
    )
  }

/** Kept by field name, so that the order in which fields were edited makes no two accounts differ. */
const withEdit = (edits: ReadonlyArray<LocalEdit>, edit: LocalEdit): ReadonlyArray<LocalEdit> => {
  const others = edits.filter(({ field }) => field !== edit.field)
  const at = others.findIndex(({ field }) => field > edit.field)
  return insertedAt(others, at < 0 ? others.length : at, edit)
}

/**
 * The account after a local edit. An edit back to the synced value ends the local edit; a field not held stays so.
 *
 * @rule edit.until-override
 * @rule edit.known-field
 * @category evolution
 * @since 0.1.0
 */
export const accountFieldEdited =
  ({ at, contactId, field, newValue }: AccountFieldEdited) =>
  (account: Account): Account => {
    const synced = valueOf(account.synced)(field)
    if (synced === undefined) return account
    return {
      ...account,
      localEdits:
        synced === newValue
          ? account.localEdits.filter((edit) => edit.field !== field)
          : withEdit(account.localEdits, { field, value: newValue, through: contactId, at }),
    }
  }
