/**
 * Decides what a local edit changes. In a local edit, somebody in Marketo changes an Account field through a contact.
 *
 * Afterwards, all contacts of the account show the new value. Salesforce never gets the new value. The local edit ends when
 * Marketo applies an account record that contains the field.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Account, LocalEdit } from '../model/Account.js'
import { placeOfEdit, rawShown } from '../model/Account.js'
import type { Contact, LiveContact } from '../model/Contact.js'
import type { AccountFieldEdited } from '../model/Event.js'
import type { FieldValue } from '../model/Field.js'
import { rawValue } from '../model/Field.js'
import type { EditAccountField } from '../model/Input.js'
import { insertedAt, removedAt, replacedAt } from '../model/InsertedAt.js'
import type { AccountDeleted, ContactNotLive, UnknownField } from '../model/Refusal.js'
import type { Settings } from '../model/Settings.js'

/**
 * Checks that somebody can edit account fields through this contact.
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
 * A local edit, and the live contact through which somebody makes it.
 *
 * @category model
 * @since 0.2.0
 */
export interface EditThrough extends Pick<EditAccountField, 'at' | 'field' | 'value'> {
  readonly through: Pick<LiveContact, 'id' | 'accountId'>
}

/**
 * Works like {@link editAccountField}, but the caller looks up the value that Marketo shows. Therefore the function works for
 * every form in which the caller stores local edits.
 *
 * @internal
 */
export const editShownValue =
  (settings: Settings) =>
  (
    { at, field, value, through }: EditThrough,
    { id: accountId, isDeleted }: Pick<Account, 'id' | 'isDeleted'>,
    oldValue: FieldValue | undefined,
  ): E.Either<ContactNotLive | AccountDeleted | UnknownField, O.Option<AccountFieldEdited>> => {
    const contactId = through.id
    if (through.accountId !== accountId)
      return E.left({ _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId, why: 'elsewhere' })
    if (isDeleted) return E.left({ _tag: 'AccountDeleted', rule: 'edit.live-contact', contactId, accountId })
    if (oldValue === undefined) return E.left({ _tag: 'UnknownField', rule: 'edit.known-field', accountId, field })
    if (oldValue === value) return E.right(O.none)
    const logged = settings.readings.localEditLog
    return E.right(
      O.some({ _tag: 'AccountFieldEdited', at, accountId, contactId, field, oldValue, newValue: value, logged }),
    )
  }

/**
 * Decides how a local edit changes the account of the contact. Returns none if Marketo already shows the new value.
 *
 * | account                           | result                             |
 * | --------------------------------- | ---------------------------------- |
 * | is not the account of the contact | `ContactNotLive`, why: `elsewhere` |
 * | is deleted in Salesforce          | `AccountDeleted`                   |
 * | does not have the field           | `UnknownField`                     |
 * | already shows the new value       | `none`                             |
 * | shows a different value           | `AccountFieldEdited`               |
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
    input: EditThrough,
    account: Account,
  ): E.Either<ContactNotLive | AccountDeleted | UnknownField, O.Option<AccountFieldEdited>> =>
    editShownValue(settings)(input, account, rawShown(account, input.field))

/**
 * Returns the local edits after one more edit. If the new value equals the synced value, the field no longer has a local edit.
 *
 * The local edits stay sorted by field name. Therefore the order in which people made the edits does not affect whether two
 * accounts are equal.
 */
const withEdit = (edits: ReadonlyArray<LocalEdit>, edit: LocalEdit, isBack: boolean): ReadonlyArray<LocalEdit> => {
  const at = placeOfEdit(edits, edit.field)
  const isEdited = edits[at]?.field === edit.field
  if (isBack) return isEdited ? removedAt(edits, at) : edits
  return isEdited ? replacedAt(edits, at, edit) : insertedAt(edits, at, edit)
}

/**
 * Returns the account after a local edit. If the new value equals the synced value, the field no longer has a local edit. If the
 * account does not have the field, the account stays unchanged.
 *
 * @rule edit.until-override
 * @rule edit.known-field
 * @internal
 */
export const accountFieldEdited = (account: Account, event: AccountFieldEdited): Account => {
  const { at, contactId: through, field, newValue: value } = event
  const { id, systemModstamp, isDeleted, masterRecordId, synced, broughtAtStamp } = account
  const syncedValue = rawValue(synced, field)
  if (syncedValue === undefined) return account
  const localEdits = withEdit(account.localEdits, { field, value, through, at }, value === syncedValue)
  // Naming each key takes less time than a spread.
  return { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp }
}
