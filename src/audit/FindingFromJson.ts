/**
 * Encodes and decodes findings as JSON. Instants become ISO 8601 strings. All other values stay unchanged.
 *
 * @since 0.4.0
 */
import * as t from 'io-ts'
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
import { FieldName, FieldValue } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { PersonId } from '../model/Person.js'
import type { RuleId } from '../model/RuleId.js'
import { AccountId, ContactId } from '../model/SalesforceId.js'
import { ruleIds } from '../rules/Rule.js'
import type { Evidence, HowFar, Refutation } from './Evidence.js'
import type { Cause, Certainty, Finding, Next } from './Finding.js'

const isRuleId = (id: unknown): id is RuleId => ruleIds.some((known) => known === id)

const ruleId: t.Type<RuleId, string, unknown> = new t.Type<RuleId, string, unknown>(
  'the id of a rule',
  isRuleId,
  (value, context) => (isRuleId(value) ? t.success(value) : t.failure(value, context, 'the id of a rule')),
  t.identity,
)

const finite: t.Type<number, number, unknown> = new t.Type<number, number, unknown>(
  'a finite number',
  (value): value is number => Number.isFinite(value),
  (value, context) =>
    Number.isFinite(value) ? t.success(value as number) : t.failure(value, context, 'a finite number'),
  t.identity,
)

const certainty: t.Type<Certainty, string, unknown> = oneOf('shown', 'consistent', 'open')

const cause: t.Type<Cause, string, unknown> = oneOf(
  'LocalEditStands',
  'NotYetSynced',
  'RecordFailed',
  'HiddenField',
  'FieldNotSyncing',
  'FormulaNotStamped',
  'OtherAccountShown',
  'Unexplained',
  'CompanyRowSplit',
  'LinkedElsewhere',
  'StaleLink',
  'SyncFilter',
  'ExportIncomplete',
  'ExportedAtDifferentTimes',
  'WrittenDifferently',
  'PersonAccount',
  'ValuesTranslated',
  'ValuesScaled',
)

const refutation: t.Type<Refutation, string, unknown> = oneOf(
  'log',
  'longer-log',
  'log-gap',
  'log-source',
  'systemModstamp',
  'earlier-accounts',
  'sync-status',
  'sync-errors',
  'describe',
  'contact-company',
  'sfdc-account-id',
  'is-person-account',
  'field-permissions',
  'complete-export',
  'sync-filter',
  'later-export',
)

const notSynced = oneOf('not a field', 'ignored', 'hidden')

const howFar: ObjectCodec<HowFar> = struct('how far the sync has read', {
  until: Instant,
  by: oneOf('sync-status', 'log', 'patience'),
})

const shownValue = struct('a shown value', {
  value: FieldValue,
  count,
  personId: PersonId,
  companyRows: listOf(text, 'company rows'),
})

const companyRow = struct('a company row', { row: text, count, accounts: listOf(AccountId, 'account ids') })

const tableRow = struct('a row of a table', { salesforce: FieldValue, marketo: FieldValue, accounts: count })

const evidence: ObjectCodec<Evidence> = taggedUnion<Evidence>('a piece of evidence', {
  LastLogged: taggedStruct('LastLogged', {
    at: Instant,
    by: oneOf('sync', 'edit', 'unknown'),
    personId: PersonId,
    oldValue: FieldValue,
    newValue: FieldValue,
    isSure: flag,
  }),
  EditElsewhere: taggedStruct('EditElsewhere', { at: Instant }),
  EarlierValue: taggedStruct('EarlierValue', { value: FieldValue, systemModstamp: nullable(Instant) }),
  Stamp: taggedStruct('Stamp', { systemModstamp: Instant, howFar: nullable(howFar) }),
  SyncedDown: taggedStruct('SyncedDown', { at: Instant }),
  LogSince: taggedStruct('LogSince', { from: Instant }),
  LogGap: taggedStruct('LogGap', { from: Instant, until: Instant }),
  NoEditsLogged: taggedStruct('NoEditsLogged', {}),
  OverCap: taggedStruct('OverCap', { liveContacts: count, activityCap: count }),
  LeftOut: taggedStruct('LeftOut', { why: notSynced }),
  BlankForAll: taggedStruct('BlankForAll', { filled: count }),
  KeptOverSyncDown: taggedStruct('KeptOverSyncDown', { accounts: count, lastBrought: nullable(Instant) }),
  Calculated: taggedStruct('Calculated', {}),
  Shown: taggedStruct('Shown', { values: listOf(shownValue, 'shown values') }),
  CompanyRows: taggedStruct('CompanyRows', { rows: listOf(companyRow, 'company rows') }),
  Table: taggedStruct('Table', { rows: listOf(tableRow, 'rows of a table'), size: count }),
  Ratio: taggedStruct('Ratio', { ratio: finite }),
  SyncError: taggedStruct('SyncError', { failedOn: nullable(Instant) }),
  Converted: taggedStruct('Converted', { personId: PersonId, at: Instant }),
  Deleted: taggedStruct('Deleted', {
    how: oneOf('flagged', 'not in the export'),
    masterRecordId: nullable(AccountId),
  }),
  Accounts: taggedStruct('Accounts', { ids: listOf(AccountId, 'account ids'), count }),
})

const next: ObjectCodec<Next> = taggedUnion<Next>('what happens next', {
  Overridden: taggedStruct('Overridden', {
    on: oneOf('next sync-down', 'next change'),
    value: FieldValue,
    isLogged: flag,
  }),
  Kept: taggedStruct('Kept', { why: oneOf('not a field', 'ignored', 'hidden', 'not syncing') }),
})

const common = {
  certainty,
  alternatives: listOf(cause, 'causes'),
  rule: nullable(ruleId),
  people: listOf(PersonId, 'person ids'),
  peopleCount: count,
  evidence: listOf(evidence, 'pieces of evidence'),
  refutedBy: listOf(refutation, 'further inputs'),
  next: nullable(next),
}

const ofCell = { ...common, accountId: AccountId, field: FieldName, salesforce: FieldValue, marketo: FieldValue }
const ofField = { ...common, field: FieldName, accounts: count }
const ofRecord = {
  ...common,
  accountId: nullable(AccountId),
  contactId: nullable(ContactId),
  otherAccountId: nullable(AccountId),
}

const findings: ObjectCodec<Finding> = taggedUnion<Finding>('a finding', {
  LocalEditStands: taggedStruct('LocalEditStands', ofCell),
  NotYetSynced: taggedStruct('NotYetSynced', ofCell),
  RecordFailed: taggedStruct('RecordFailed', ofCell),
  HiddenField: taggedStruct('HiddenField', ofCell),
  FieldNotSyncing: taggedStruct('FieldNotSyncing', ofCell),
  FormulaNotStamped: taggedStruct('FormulaNotStamped', ofCell),
  OtherAccountShown: taggedStruct('OtherAccountShown', ofCell),
  SiblingsDisagree: taggedStruct('SiblingsDisagree', ofCell),
  Unexplained: taggedStruct('Unexplained', ofCell),
  ValuesTranslated: taggedStruct('ValuesTranslated', ofField),
  ValuesScaled: taggedStruct('ValuesScaled', ofField),
  CompanyRowSplit: taggedStruct('CompanyRowSplit', ofRecord),
  CompanyRowShared: taggedStruct('CompanyRowShared', ofRecord),
  LinkedElsewhere: taggedStruct('LinkedElsewhere', ofRecord),
  LinkedToMergedAccount: taggedStruct('LinkedToMergedAccount', ofRecord),
  LinkUnclear: taggedStruct('LinkUnclear', ofRecord),
  ContactMissing: taggedStruct('ContactMissing', ofRecord),
  DeletedInSalesforce: taggedStruct('DeletedInSalesforce', ofRecord),
  DuplicatePerson: taggedStruct('DuplicatePerson', ofRecord),
  LeadOfSameCompany: taggedStruct('LeadOfSameCompany', ofRecord),
  OverTheCap: taggedStruct('OverTheCap', ofRecord),
  DuplicateName: taggedStruct('DuplicateName', ofRecord),
  NoPeople: taggedStruct('NoPeople', ofRecord),
  SyncFailed: taggedStruct('SyncFailed', ofRecord),
})

/**
 * Encodes and decodes a finding. A finding without alternatives must have the certainty `shown`. A finding with alternatives must
 * have a different certainty.
 *
 * @example
 * import { FindingFromJson } from 'marketo-account-sync/audit'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const finding = FindingFromJson.decode({
 *   _tag: 'NoPeople', certainty: 'shown', alternatives: [], rule: null, people: [], peopleCount: 0, evidence: [],
 *   refutedBy: [], next: null, accountId: '0014W000027f6UwQAI', contactId: null, otherAccountId: null
 * })
 * assert.ok(E.isRight(finding))
 * assert.strictEqual(finding.right._tag, 'NoPeople')
 *
 * @category codecs
 * @since 0.4.0
 */
export const FindingFromJson: ObjectCodec<Finding> = /* @__PURE__ */ checked(findings, (finding) =>
  (finding.certainty === 'shown') === (finding.alternatives.length === 0)
    ? []
    : [
        {
          path: ['alternatives'],
          expected: finding.certainty === 'shown' ? 'no alternative, because the cause is shown' : 'an alternative',
          value: finding.alternatives,
        },
      ],
)
