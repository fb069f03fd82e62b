/**
 * What a contact record from Salesforce does to one contact: place it, move it, delete it, make it private, bring it
 * back. No account changes by it, and nothing is logged.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Contact, ContactRecord } from '../model/Contact.js'
import type { ContactSynced, ConversionConfirmed } from '../model/Event.js'
import type { SyncContact } from '../model/Input.js'
import type { AccountNotYetKnown } from '../model/Refusal.js'

const isStale = ({ appliedAtStamp }: Contact, record: ContactRecord): boolean => {
  const last = appliedAtStamp[0]
  if (last === undefined) return false
  return (
    record.systemModstamp < last.systemModstamp ||
    (record.systemModstamp === last.systemModstamp &&
      appliedAtStamp.some(
        (applied) => applied.accountId === record.accountId && applied.isDeleted === record.isDeleted,
      ))
  )
}

/**
 * What a contact record does to one contact. Nothing, where the record is late or repeated.
 *
 * | record, the first that applies               | result                                      |
 * | -------------------------------------------- | ------------------------------------------- |
 * | late or repeated                             | `none`                                      |
 * | deleted, whatever else it says               | applied: the contact is deleted             |
 * | no account                                   | applied: the contact is private             |
 * | an account that Marketo does not know yet    | `AccountNotYetKnown`: deliver it again      |
 * | an account                                   | applied: the contact is live in it          |
 *
 * A contact that only a conversion has told of takes its first own record whatever its stamp.
 *
 * @param isKnown whether Marketo knows an account
 * @rule contact.moves
 * @rule contact.deleted
 * @rule contact.private
 * @rule sync.only-newer
 * @category decisions
 * @since 0.1.0
 */
export const syncContact =
  (isKnown: (accountId: NonNullable<ContactRecord['accountId']>) => boolean) =>
  (delivery: Pick<SyncContact, 'at' | 'record'>) =>
  (contact: O.Option<Contact>): E.Either<AccountNotYetKnown, O.Option<ContactSynced>> => {
    const { accountId } = delivery.record
    const decided = decideContact(delivery, O.toUndefined(contact), accountId === null || isKnown(accountId))
    return E.isLeft(decided) ? decided : E.right(O.fromNullable(decided.right))
  }

/**
 * {@link syncContact} with its arguments at once.
 *
 * @internal
 */
export const decideContact = (
  { at, record }: Pick<SyncContact, 'at' | 'record'>,
  contact: Contact | undefined,
  isKnown: boolean,
): E.Either<AccountNotYetKnown, ContactSynced | undefined> => {
  if (contact !== undefined && isStale(contact, record)) return E.right(undefined)
  const { id: contactId, accountId, isDeleted } = record
  return isDeleted || accountId === null || isKnown
    ? E.right({ _tag: 'ContactSynced', at, record })
    : E.left({ _tag: 'AccountNotYetKnown', rule: 'contact.one-account', contactId, accountId })
}

const appliedWith = (contact: Contact | undefined, record: ContactRecord): ReadonlyArray<ContactRecord> =>
  contact?.appliedAtStamp[0]?.systemModstamp === record.systemModstamp ? [...contact.appliedAtStamp, record] : [record]

/**
 * The contact after its record is applied.
 *
 * @rule contact.one-account
 * @rule contact.moves
 * @rule contact.deleted
 * @rule contact.private
 * @category evolution
 * @since 0.1.0
 */
export const contactSynced =
  ({ record }: Pick<ContactSynced, 'record'>) =>
  (contact: O.Option<Contact>): Contact =>
    contactAfter(record, O.toUndefined(contact))

/**
 * {@link contactSynced} with its arguments at once.
 *
 * @internal
 */
export const contactAfter = (record: ContactRecord, contact: Contact | undefined): Contact => {
  const { id, accountId } = record
  const appliedAtStamp = appliedWith(contact, record)
  if (record.isDeleted) return { _tag: 'DeletedContact', id, appliedAtStamp }
  if (accountId === null) return { _tag: 'PrivateContact', id, appliedAtStamp }
  return { _tag: 'LiveContact', id, accountId, appliedAtStamp }
}

/**
 * The contact after a conversion: one not known before is live in the new account, one known keeps its state.
 *
 * @rule convert.creates-three
 * @category evolution
 * @since 0.1.0
 */
export const contactConverted =
  ({ contactId: id, accountId }: ConversionConfirmed) =>
  (contact: O.Option<Contact>): Contact =>
    O.isSome(contact) ? contact.value : { _tag: 'LiveContact', id, accountId, appliedAtStamp: [] }
