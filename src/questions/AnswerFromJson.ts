/**
 * Reads and writes the answers as JSON. Instants become ISO 8601 strings. All other values stay unchanged.
 *
 * @since 0.1.0
 */
import * as t from 'io-ts'
import { localEditFromJson } from '../codecs/AccountFromJson.js'
import { ActivityFromJson } from '../codecs/ActivityFromJson.js'
import type { ObjectCodec } from '../codecs/Combinators.js'
import {
  checked,
  count,
  flag,
  listOf,
  nullable,
  oneOf,
  struct,
  taggedStruct,
  taggedUnion,
  text,
} from '../codecs/Combinators.js'
import { FieldsFromJson } from '../codecs/FieldsFromJson.js'
import { RefusalFromJson } from '../codecs/RefusalFromJson.js'
import type { Activity, ChangeDataValue } from '../model/Activity.js'
import type { FieldChange } from '../model/Event.js'
import { FieldName, FieldValue } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { PersonId } from '../model/Person.js'
import type { AccountNotYetKnown, Refusal } from '../model/Refusal.js'
import type { RuleId } from '../model/RuleId.js'
import { AccountId, ContactId, UserId } from '../model/SalesforceId.js'
import type { SalesforceRequest } from '../model/SalesforceRequest.js'
import { ruleIds } from '../rules/Rule.js'
import type { AccountStatus } from './AccountStatus.js'
import type { EditAtRisk } from './AtRisk.js'
import type { Explanation } from './Explain.js'
import type { LogAnswer, Reason } from './LogAnswer.js'
import type { MeantField, Misspelt } from './MeantField.js'
import type { Logging, Preview } from './Preview.js'
import type { ConversionPreview, NamedAccount, WillConvert, WillRefuse } from './PreviewConversion.js'
import type { Answer } from './Sentence.js'

const at = Instant
const accountId = AccountId
const contactId = ContactId
const personId = PersonId
const systemModstamp = Instant
const field = FieldName
const value = FieldValue

const accountStatus: ObjectCodec<AccountStatus> = struct('the status of an account in Salesforce', {
  isDeleted: flag,
  masterRecordId: nullable(AccountId),
})

const meant: ObjectCodec<MeantField> = struct('the field that the question means', {
  field,
  why: oneOf('another case', "Marketo's name"),
})

const explained = { waitsFor: nullable(AccountId), misspelt: listOf(FieldName, 'field names') }

const shown = {
  contactId,
  accountId,
  accountStatus,
  ...explained,
  field,
  value,
  systemModstamp,
  override: oneOf('next sync-down', 'next change', 'none'),
}

const explanations = {
  ShownSynced: taggedStruct('ShownSynced', { rule: oneOf('sync.override-all'), ...shown }),
  ShownKept: taggedStruct('ShownKept', { rule: oneOf('sync.absent-field'), ...shown }),
  ShownEdited: taggedStruct('ShownEdited', {
    rule: oneOf('edit.until-override'),
    ...shown,
    synced: FieldValue,
    through: ContactId,
    at,
  }),
  NotShown: taggedStruct('NotShown', {
    rule: oneOf(
      'contact.one-account',
      'contact.deleted',
      'contact.private',
      'sync.visible-fields',
      'sync.absent-field',
    ),
    contactId,
    accountId: nullable(AccountId),
    accountStatus: nullable(accountStatus),
    ...explained,
    field,
    meant: nullable(meant),
    why: oneOf(
      'unknown contact',
      'waiting contact',
      'deleted contact',
      'private contact',
      'unknown account',
      'never carried',
      'not a field',
      'ignored',
      'hidden',
    ),
  }),
}

/**
 * Decodes an answer of the function `explain`.
 *
 * @category codecs
 * @since 0.1.0
 */
export const ExplanationFromJson: ObjectCodec<Explanation> = taggedUnion<Explanation>('an explanation', explanations)

const notSynced = oneOf('not a field', 'ignored', 'hidden')
const whyLeftOut = oneOf('not a field', 'ignored', 'hidden', 'came with this stamp', 'waits for the next stamp')
const leftOut = listOf(struct('a field that is left out', { field, why: whyLeftOut }), 'fields that are left out')
const change: ObjectCodec<FieldChange> = struct('a change', { field, oldValue: FieldValue, newValue: FieldValue })

const misspelt: t.Type<ReadonlyArray<Misspelt>, ReadonlyArray<unknown>, unknown> = listOf(
  struct('a misspelt name in the settings', { named: FieldName, field }),
  'misspelt names in the settings',
)

const record = { accountId, systemModstamp, isDeleted: flag, masterRecordId: nullable(AccountId), leftOut }

const logging: ObjectCodec<Logging> = struct('the number of logged activities', {
  rule: oneOf('activity.real-change', 'activity.per-contact', 'activity.cap'),
  because: oneOf('no change', 'no live contact', 'over the cap', 'changes'),
  activities: count,
})

const previews = {
  WillSyncDown: taggedStruct('WillSyncDown', {
    rule: oneOf('sync.override-all'),
    ...record,
    misspelt,
    isKnown: flag,
    changes: listOf(change, 'changes'),
    editsLost: listOf(localEditFromJson, 'local edits'),
    kept: FieldsFromJson,
    liveContacts: count,
    logging,
  }),
  WillSkip: taggedStruct('WillSkip', { rule: oneOf('sync.override-all'), ...record, misspelt }),
  WillIgnore: taggedStruct('WillIgnore', {
    rule: oneOf('sync.only-newer'),
    ...record,
    why: oneOf('late', 'repeated'),
    applied: Instant,
  }),
}

/**
 * Decodes an answer of the function `preview`.
 *
 * @category codecs
 * @since 0.1.0
 */
export const PreviewFromJson: ObjectCodec<Preview> = taggedUnion<Preview>('a preview', previews)

const request: ObjectCodec<SalesforceRequest> = taggedUnion<SalesforceRequest>('a request to Salesforce', {
  CreateLead: taggedStruct('CreateLead', { personId, lastName: text, company: text }),
  ConvertSfdcLead: taggedStruct('ConvertSfdcLead', {
    personId,
    convertedStatus: text,
    sendNotificationEmail: flag,
    creates: struct('the three new records', {
      account: struct('a new account', { ownerId: UserId }),
      contact: struct('a new contact', { ownerId: UserId, in: oneOf('account') }),
      opportunity: struct('a new opportunity', { ownerId: UserId, of: oneOf('account') }),
    }),
  }),
})

/**
 * Makes a codec for some members of a tagged union. The codec accepts the members that `admits` accepts, and rejects all other
 * members.
 */
const only = <A extends { readonly _tag: string }, B extends A>(
  codec: ObjectCodec<A>,
  expected: string,
  admits: (whole: A) => whole is B,
): ObjectCodec<B> =>
  checked(codec, (whole) =>
    admits(whole) ? [] : [{ path: ['_tag'], expected, value: whole._tag }],
  ) as unknown as ObjectCodec<B>

const convertRefusals: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'UnknownPerson',
  'AlreadyAContact',
  'ConversionUnderWay',
  'NewAccountNotAccepted',
  'OwnerNotAUser',
  'LeadFieldsMissing',
])

const isRuleId = (id: unknown): id is RuleId => ruleIds.some((known) => known === id)

/** Decodes the id of any rule. The error text does not list the ids, because there are too many. */
const anyRule: t.Type<RuleId, string, unknown> = new t.Type(
  'the id of a rule',
  isRuleId,
  (rule, context) => (isRuleId(rule) ? t.success(rule) : t.failure(rule, context, 'the id of a rule')),
  t.identity,
)

const refusal = only(
  RefusalFromJson,
  'the _tag of a refusal, not of a deferral',
  (whole: Refusal | AccountNotYetKnown): whole is Refusal => whole._tag !== 'AccountNotYetKnown',
)

const convertRefusal = only(
  refusal,
  'the _tag of a refusal of Convert Person',
  (whole: Refusal): whole is WillRefuse['refusal'] => convertRefusals.has(whole._tag),
)

const sameName = listOf<NamedAccount, unknown>(
  struct('an account and its name', { accountId, name: text }),
  'accounts and their names',
)

const willConvert = checked(
  taggedStruct('WillConvert', {
    rule: oneOf('convert.creates-three'),
    personId,
    asks: listOf(request, 'requests to Salesforce'),
    defaultsUsed: listOf(oneOf('lastName', 'company')),
    sameName,
  }),
  ({ asks }) =>
    asks.length > 0 ? [] : [{ path: ['asks'], expected: 'at least one request to Salesforce', value: asks }],
) as unknown as ObjectCodec<WillConvert>

const willRefuse = checked(
  taggedStruct('WillRefuse', { rule: anyRule, personId, refusal: convertRefusal, sameName }),
  (whole) =>
    whole.rule === whole.refusal.rule
      ? []
      : [
          {
            path: ['rule'],
            expected: `${JSON.stringify(whole.refusal.rule)}, the rule of the refusal`,
            value: whole.rule,
          },
        ],
) as unknown as ObjectCodec<WillRefuse>

const conversionPreviews = { WillConvert: willConvert, WillRefuse: willRefuse }

/**
 * Decodes an answer of the function `previewConversion`.
 *
 * @category codecs
 * @since 0.1.0
 */
export const ConversionPreviewFromJson: ObjectCodec<ConversionPreview> = taggedUnion<ConversionPreview>(
  'a preview of a conversion',
  conversionPreviews,
)

const reason: ObjectCodec<Reason> = taggedUnion<Reason>('a reason', {
  NothingHappened: taggedStruct('NothingHappened', {}),
  NotLive: taggedStruct('NotLive', { why: oneOf('unknown', 'deleted', 'private') }),
  Elsewhere: taggedStruct('Elsewhere', { liveIn: AccountId }),
  Deferred: taggedStruct('Deferred', { waitsFor: AccountId }),
  Moved: taggedStruct('Moved', { from: nullable(AccountId), to: nullable(AccountId) }),
  Refused: taggedStruct('Refused', { refusal }),
  AnsweredBefore: taggedStruct('AnsweredBefore', {}),
  Late: taggedStruct('Late', { systemModstamp, applied: Instant }),
  Repeated: taggedStruct('Repeated', { systemModstamp }),
  NotSynced: taggedStruct('NotSynced', { why: notSynced }),
  Absent: taggedStruct('Absent', {}),
  CameBefore: taggedStruct('CameBefore', { systemModstamp }),
  FormulaWaits: taggedStruct('FormulaWaits', { systemModstamp }),
  Skipped: taggedStruct('Skipped', {}),
  NoChange: taggedStruct('NoChange', { value }),
  OtherContact: taggedStruct('OtherContact', { through: ContactId }),
  EditsNotLogged: taggedStruct('EditsNotLogged', {}),
  OverTheCap: taggedStruct('OverTheCap', { liveContacts: count }),
})

const logAnswers = {
  Logged: taggedStruct('Logged', {
    rule: oneOf('activity.per-contact', 'activity.local-edit'),
    activity: only(
      ActivityFromJson,
      '"ChangeDataValue"',
      (whole: Activity): whole is ChangeDataValue => whole._tag === 'ChangeDataValue',
    ),
  }),
  NotLogged: taggedStruct('NotLogged', {
    rule: anyRule,
    contactId,
    field,
    accountId: nullable(AccountId),
    accountStatus: nullable(accountStatus),
    meant: nullable(meant),
    at: nullable(Instant),
    reason,
  }),
}

/**
 * Decodes one answer of the function `whyNotLogged`.
 *
 * @category codecs
 * @since 0.1.0
 */
export const LogAnswerFromJson: ObjectCodec<LogAnswer> = taggedUnion<LogAnswer>('an answer about the log', logAnswers)

/**
 * Decodes one answer of the function `atRisk`.
 *
 * @category codecs
 * @since 0.1.0
 */
export const EditAtRiskFromJson: ObjectCodec<EditAtRisk> = taggedStruct('EditAtRisk', {
  rule: oneOf('sync.override-all'),
  accountId,
  isDeleted: flag,
  masterRecordId: nullable(AccountId),
  field,
  value,
  synced: FieldValue,
  through: ContactId,
  at,
  liveContacts: count,
  override: oneOf('next sync-down', 'next change'),
})

/**
 * Decodes an answer to any of the questions.
 *
 * @category codecs
 * @since 0.1.0
 */
export const AnswerFromJson: ObjectCodec<Answer> = taggedUnion<Answer>('an answer', {
  ...explanations,
  ...previews,
  ...conversionPreviews,
  ...logAnswers,
  EditAtRisk: EditAtRiskFromJson,
})
