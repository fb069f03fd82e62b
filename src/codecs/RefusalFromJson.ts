/**
 * Reads and writes a refusal as JSON.
 *
 * @since 0.1.0
 */
import * as t from 'io-ts'
import { FieldName } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { PersonId } from '../model/Person.js'
import type { AccountNotYetKnown, RecordAlreadyClaimed, Refusal } from '../model/Refusal.js'
import { AccountId, ContactId, OpportunityId, SalesforceId } from '../model/SalesforceId.js'
import type { ObjectCodec } from './Combinators.js'
import { isObject, listOf, oneOf, own, taggedStruct, taggedUnion, text } from './Combinators.js'

const accountId = AccountId
const contactId = ContactId
const personId = PersonId

const isRecordId = (value: unknown): value is RecordAlreadyClaimed['id'] =>
  AccountId.is(value) || ContactId.is(value) || OpportunityId.is(value)

const recordId: t.Type<RecordAlreadyClaimed['id'], string, unknown> = new t.Type(
  'the id of an Account, Contact or Opportunity',
  isRecordId,
  (value, context) =>
    isRecordId(value) ? t.success(value) : t.failure(value, context, 'the id of an Account, Contact or Opportunity'),
  t.identity,
)

/** Release 0.1 stored these two refusals under different names. */
const renamed: Readonly<Record<string, Refusal['_tag']>> = {
  NotNew: 'RecordAlreadyClaimed',
  Incomplete: 'LeadFieldsMissing',
}

const current: ObjectCodec<Refusal | AccountNotYetKnown> = taggedUnion<Refusal | AccountNotYetKnown>('a refusal', {
  UnknownContact: taggedStruct('UnknownContact', { rule: oneOf('edit.live-contact'), contactId }),
  ContactNotLive: taggedStruct('ContactNotLive', {
    rule: oneOf('edit.live-contact'),
    contactId,
    why: oneOf('deleted', 'private', 'elsewhere'),
  }),
  AccountDeleted: taggedStruct('AccountDeleted', { rule: oneOf('edit.live-contact'), contactId, accountId }),
  UnknownField: taggedStruct('UnknownField', { rule: oneOf('edit.known-field'), accountId, field: FieldName }),
  UnknownPerson: taggedStruct('UnknownPerson', { rule: oneOf('convert.known-person'), personId }),
  AlreadyAContact: taggedStruct('AlreadyAContact', { rule: oneOf('convert.not-a-contact'), personId, contactId }),
  ConversionUnderWay: taggedStruct('ConversionUnderWay', {
    rule: oneOf('convert.not-a-contact'),
    personId,
    since: Instant,
  }),
  NewAccountNotAccepted: taggedStruct('NewAccountNotAccepted', {
    rule: oneOf('convert.guarded'),
    personId,
    accepts: text,
  }),
  OwnerNotAUser: taggedStruct('OwnerNotAUser', {
    rule: oneOf('convert.user-owner'),
    personId,
    assignTo: SalesforceId,
  }),
  LeadFieldsMissing: taggedStruct('LeadFieldsMissing', {
    rule: oneOf('convert.syncs-first'),
    personId,
    missing: listOf(oneOf('lastName', 'company')),
  }),
  NoConversionUnderWay: taggedStruct('NoConversionUnderWay', { rule: oneOf('convert.answered-once'), personId }),
  RecordAlreadyClaimed: taggedStruct('RecordAlreadyClaimed', {
    rule: oneOf('convert.never-joins'),
    personId,
    id: recordId,
    why: oneOf('contact of another person', 'outcome of another conversion'),
    of: PersonId,
  }),
  NoSyncNeeded: taggedStruct('NoSyncNeeded', { rule: oneOf('convert.syncs-first'), personId }),
  AccountNotYetKnown: taggedStruct('AccountNotYetKnown', {
    rule: oneOf('contact.one-account'),
    contactId,
    accountId,
  }),
})

/**
 * Decodes a refusal, or the reason why a contact record has to wait (`AccountNotYetKnown`). The JSON object has a `_tag`, a
 * `rule`, and the facts about the refusal. The codec also decodes two old tags that release 0.1 stored: `NotNew` and
 * `Incomplete`.
 *
 * @category codecs
 * @since 0.1.0
 */
export const RefusalFromJson: ObjectCodec<Refusal | AccountNotYetKnown> = new t.Type(
  current.name,
  current.is,
  (value, context) => {
    const tag = isObject(value) ? own(value, '_tag') : undefined
    const newer = typeof tag === 'string' ? own(renamed, tag) : undefined
    return current.validate(isObject(value) && newer !== undefined ? { ...value, _tag: newer } : value, context)
  },
  current.encode,
)
