/**
 * The local edit: somebody changes an Account field of a contact in Marketo. All contacts of the account show the value,
 * Salesforce never hears of it, and the next sync-down that carries the field ends it.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Account, LocalEdit } from '../model/Account.js'
import { shownValue } from '../model/Account.js'
import type { Contact, LiveContact } from '../model/Contact.js'
import type { AccountFieldEdited } from '../model/Event.js'
import { valueOf } from '../model/Field.js'
import { insertedAt } from '../model/InsertedAt.js'
import type { EditAccountField } from '../model/Input.js'
import type { AccountDeleted, ContactNotLive, UnknownField } from '../model/Refusal.js'
import type { Settings } from '../model/Settings.js'

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
  (edit: Pick<EditAccountField, 'at' | 'field' | 'value'>) =>
  (account: Account): E.Either<ContactNotLive | AccountDeleted | UnknownField, O.Option<AccountFieldEdited>> => {
    const decided = decideEdit(settings, through, edit, account)
    return E.isLeft(decided) ? decided : E.right(O.fromNullable(decided.right))
  }

/**
 * {@link editAccountField} with its arguments at once.
 *
 * @internal
 */
export const decideEdit = (
  settings: Settings,
  through: Pick<LiveContact, 'id' | 'accountId'>,
  { at, field, value }: Pick<EditAccountField, 'at' | 'field' | 'value'>,
  account: Account,
): E.Either<ContactNotLive | AccountDeleted | UnknownField, AccountFieldEdited | undefined> => {
  const contactId = through.id
  const accountId = account.id
  if (through.accountId !== accountId)
    return E.left({ _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId, why: 'elsewhere' })
  if (account.isDeleted) return E.left({ _tag: 'AccountDeleted', rule: 'edit.live-contact', contactId, accountId })
  const oldValue = shownValue(account)(field)
  if (oldValue === undefined) return E.left({ _tag: 'UnknownField', rule: 'edit.known-field', accountId, field })
  if (oldValue === value) return E.right(undefined)
  const logged = settings.readings.localEditLog
  return E.right({ _tag: 'AccountFieldEdited', at, accountId, contactId, field, oldValue, newValue: value, logged })
}

/** Kept by field name, so that the order in which fields were edited makes no two accounts differ. */
const withEdit = (edits: ReadonlyArray<LocalEdit>, edit: LocalEdit): ReadonlyArray<LocalEdit> => {
  if (edits.length === 0) return [edit]
  let at = 0
  for (const { field } of edits) if (field < edit.field) at += 1
  const before = edits[at]
  return before?.field === edit.field ? RA.unsafeUpdateAt(at, edit, edits) : insertedAt(edits, at, edit)
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
  (event: AccountFieldEdited) =>
  (account: Account): Account =>
    accountAfterEdit(event, account)

/**
 * {@link accountFieldEdited} with its arguments at once.
 *
 * @internal
 */
export const accountAfterEdit = ({ at, contactId, field, newValue }: AccountFieldEdited, account: Account): Account => {
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
