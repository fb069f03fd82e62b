/**
 * Reads and writes an input as JSON.
 *
 * @since 0.1.0
 */
import { FieldName, FieldValue } from '../model/Field.js'
import type { Input } from '../model/Input.js'
import { Instant } from '../model/Instant.js'
import { PersonId } from '../model/Person.js'
import { ContactId, OpportunityId, SalesforceId } from '../model/SalesforceId.js'
import { AccountRecordFromRest } from './AccountRecordFromRest.js'
import type { ObjectCodec } from './Combinators.js'
import { flag, oneOf, taggedStruct, taggedUnion, text } from './Combinators.js'
import { ContactRecordFromRest } from './ContactRecordFromRest.js'
import { SettledPersonFromJson } from './PersonFromJson.js'

const at = Instant
const personId = PersonId

/**
 * Decodes an input from an object. The `_tag` of the object is the kind of the input, and `at` is the time in ISO 8601. Unknown
 * keys are ignored.
 *
 * | `_tag`              | its own keys                                                             |
 * | ------------------- | ----------------------------------------------------------------------- |
 * | `SyncAccount`       | `record`, in the form in which the Salesforce REST API returns it       |
 * | `SyncContact`       | `record`, in the form in which the Salesforce REST API returns it       |
 * | `ConfirmConversion` | `personId`, `account` (an Account record), `contactId`, `opportunityId` |
 * | `FailConversion`    | `personId`, `failedAt` (`sync` or `convert`), `reason`                  |
 * | `EditAccountField`  | `contactId`, `field`, `value`                                           |
 * | `PutPerson`         | `person` (see {@link SettledPersonFromJson})                            |
 * | `ConvertPerson`     | `personId`, `assignTo`, `convertedStatus`, `notifyOwner`, `accepts`     |
 *
 * @example
 * import { InputFromJson } from 'marketo-account-sync/codecs'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const input = InputFromJson.decode({
 * _tag: 'EditAccountField', at: '2026-01-01T09:00:00Z', contactId: '0034W00002xyzAB', field: 'Industry', value: 'Biotechnology'
 * })
 * assert.ok(E.isRight(input))
 * assert.ok(E.isLeft(InputFromJson.decode({ _tag: 'EditAccount' })))
 *
 * @category codecs
 * @since 0.1.0
 */
export const InputFromJson: ObjectCodec<Input> = taggedUnion<Input>('an input', {
  SyncAccount: taggedStruct('SyncAccount', { at, record: AccountRecordFromRest }),
  SyncContact: taggedStruct('SyncContact', { at, record: ContactRecordFromRest }),
  ConfirmConversion: taggedStruct('ConfirmConversion', {
    at,
    personId,
    account: AccountRecordFromRest,
    contactId: ContactId,
    opportunityId: OpportunityId,
  }),
  FailConversion: taggedStruct('FailConversion', { at, personId, failedAt: oneOf('sync', 'convert'), reason: text }),
  EditAccountField: taggedStruct('EditAccountField', { at, contactId: ContactId, field: FieldName, value: FieldValue }),
  PutPerson: taggedStruct('PutPerson', { at, person: SettledPersonFromJson }),
  ConvertPerson: taggedStruct('ConvertPerson', {
    at,
    personId,
    assignTo: SalesforceId,
    convertedStatus: text,
    notifyOwner: flag,
    accepts: text,
  }),
})
