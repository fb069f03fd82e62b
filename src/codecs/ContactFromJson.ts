/**
 * @since 0.1.0
 */
import type { Contact } from '../model/Contact.js'
import { contactSynced } from '../rules/ContactSync.js'
import * as O from 'fp-ts/lib/Option.js'
import { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Fault, ObjectCodec } from './Combinators.js'
import { checked, listOf, taggedStruct, taggedUnion } from './Combinators.js'
import { ContactRecordFromRest } from './ContactRecordFromRest.js'

const shared = { id: ContactId, appliedAtStamp: listOf(ContactRecordFromRest) }

const shape: ObjectCodec<Contact> = taggedUnion<Contact>('a contact', {
  LiveContact: taggedStruct('LiveContact', { ...shared, accountId: AccountId }),
  DeletedContact: taggedStruct('DeletedContact', shared),
  PrivateContact: taggedStruct('PrivateContact', shared),
})

const recordFaults = (contact: Contact): ReadonlyArray<Fault> =>
  contact.appliedAtStamp.flatMap((record, index) => {
    const path = ['appliedAtStamp', String(index)]
    return [
      ...(record.id === contact.id
        ? []
        : [{ path: [...path, 'Id'], expected: 'the id of the contact', value: record.id }]),
      ...(record.systemModstamp === contact.appliedAtStamp[0]?.systemModstamp
        ? []
        : [{ path: [...path, 'SystemModstamp'], expected: 'one stamp for all', value: record.systemModstamp }]),
    ]
  })

/** The state must be what the last record says; without any record only a conversion has told of it, and it is live. */
const stateFaults = (contact: Contact): ReadonlyArray<Fault> => {
  const last = contact.appliedAtStamp[contact.appliedAtStamp.length - 1]
  if (last === undefined)
    return contact._tag === 'LiveContact'
      ? []
      : [{ path: ['appliedAtStamp'], expected: 'the record that says so', value: contact.appliedAtStamp }]
  const said = contactSynced({ record: last })(O.none)
  if (said._tag !== contact._tag) return [{ path: ['_tag'], expected: JSON.stringify(said._tag), value: contact._tag }]
  return said._tag === 'LiveContact' && contact._tag === 'LiveContact' && said.accountId !== contact.accountId
    ? [{ path: ['accountId'], expected: 'the account of the record applied last', value: contact.accountId }]
    : []
}

/**
 * Decodes a contact as a service stores it, and refuses one whose state is not what its last record says.
 *
 * @category codecs
 * @since 0.1.0
 */
export const ContactFromJson: ObjectCodec<Contact> = checked(shape, (contact) => [
  ...recordFaults(contact),
  ...stateFaults(contact),
])
