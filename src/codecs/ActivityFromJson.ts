/**
 * Reads and writes an activity as JSON.
 *
 * @since 0.1.0
 */
import type { Activity } from '../model/Activity.js'
import { FieldName, FieldValue } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { PersonId } from '../model/Person.js'
import { AccountId, ContactId, UserId } from '../model/SalesforceId.js'
import type { ObjectCodec } from './Combinators.js'
import { flag, nullable, oneOf, taggedStruct, taggedUnion, text } from './Combinators.js'

/**
 * Decodes an activity in the form in which this library writes it. For activities from Marketo's REST API, use
 * `activitiesFromMarketo` of `marketo-account-sync/records`.
 *
 * @category codecs
 * @since 0.1.0
 */
export const ActivityFromJson: ObjectCodec<Activity> = taggedUnion<Activity>('an activity', {
  ChangeDataValue: taggedStruct('ChangeDataValue', {
    at: Instant,
    contactId: ContactId,
    accountId: AccountId,
    field: FieldName,
    oldValue: FieldValue,
    newValue: FieldValue,
    cause: oneOf('sync-down', 'local edit'),
  }),
  ConvertLead: taggedStruct('ConvertLead', {
    at: Instant,
    personId: PersonId,
    assignTo: UserId,
    convertedStatus: text,
    notifyOwner: flag,
    outcome: oneOf('succeeded', 'failed'),
    failedAt: nullable(oneOf('sync', 'convert')),
    reason: nullable(text),
  }),
})
