/**
 * Reads and writes a contact as JSON, in the form in which a service stores it.
 *
 * @since 0.1.0
 */
import type { Contact } from '../model/Contact.js'
import { AccountId, ContactId } from '../model/SalesforceId.js'
import { contactAfter } from '../rules/ContactSync.js'
import type { Fault, ObjectCodec } from './Combinators.js'
import { checked, listOf, taggedStruct, taggedUnion } from './Combinators.js'
import { ContactRecordFromRest } from './ContactRecordFromRest.js'

const shared = { id: ContactId, appliedAtStamp: listOf(ContactRecordFromRest, 'contact records') }

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
        : [
            {
              path: [...path, 'SystemModstamp'],
              expected: 'the same SystemModstamp as in the first record',
              value: record.systemModstamp,
            },
          ]),
    ]
  })

/**
 * Checks the state of a contact (live, deleted or private). The contact's last record determines which state is right. A contact
 * without a record comes from a lead conversion, so such a contact must be live.
 */
const stateFaults = (contact: Contact): ReadonlyArray<Fault> => {
  const last = contact.appliedAtStamp[contact.appliedAtStamp.length - 1]
  if (last === undefined)
    return contact._tag === 'LiveContact'
      ? []
      : [
          {
            path: ['appliedAtStamp'],
            expected: 'at least one contact record, because the contact is not live',
            value: contact.appliedAtStamp,
          },
        ]
  const asRecorded = contactAfter(undefined, last)
  if (asRecorded._tag !== contact._tag)
    return [
      { path: ['_tag'], expected: `${JSON.stringify(asRecorded._tag)}, as in the last record`, value: contact._tag },
    ]
  return asRecorded._tag === 'LiveContact' &&
    contact._tag === 'LiveContact' &&
    asRecorded.accountId !== contact.accountId
    ? [{ path: ['accountId'], expected: `${asRecorded.accountId}, as in the last record`, value: contact.accountId }]
    : []
}

/**
 * Decodes a contact that a service has stored. The codec rejects a contact whose state contradicts the contact's last record.
 *
 * @category codecs
 * @since 0.1.0
 */
export const ContactFromJson: ObjectCodec<Contact> = checked(shape, (contact) => [
  ...recordFaults(contact),
  ...stateFaults(contact),
])
