/**
 * The phrases that several sentences of the answers share.
 *
 * @since 0.1.0
 */
import { isRelationship } from '../codecs/AccountRelationships.js'
import type { FieldChange } from '../model/Event.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import { newAccountAndOpportunity } from '../model/Input.js'
import { Instant } from '../model/Instant.js'
import type { NeededByLead, Refusal } from '../model/Refusal.js'
import type { RuleId } from '../model/RuleId.js'
import { rule } from '../rules/Rule.js'
import type { AccountStatus } from './AccountStatus.js'
import type { MeantField, Misspelt } from './MeantField.js'
import type { NextOverride, NotSynced } from './NextOverride.js'
import { whyNotSynced } from './NextOverride.js'

export const formatValue = (value: FieldValue): string => (value === null ? 'blank' : JSON.stringify(value))

/** Formats a change, such as `Industry from "Food" to blank`. */
export const formatChange = ({ field, oldValue, newValue }: FieldChange): string =>
  `${field} from ${formatValue(oldValue)} to ${formatValue(newValue)}`

/** Formats an instant, such as `2026-03-02 09:00:00 UTC`. */
export const formatInstant = (instant: Instant): string =>
  Instant.encode(instant).replace('T', ' ').replace('.000', '').replace('Z', ' UTC')

/** Formats a number and a noun, such as `1 contact` or `2 contacts`. */
export const formatCount = (n: number, noun: string): string =>
  `${n} ${n === 1 ? noun : noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`

/** The maximum length of a list in a sentence. A record can contain 500 fields, and people have to read the sentence. */
const longestList = 5

/** Formats a list, such as `${begin} a, b, c.`. The result is empty if there are no items. */
export const formatList = (begin: string, items: ReadonlyArray<string>): string => {
  if (items.length === 0) return ''
  const more = items.length - longestList
  return `${begin} ${items.slice(0, longestList).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`
}

const formatRule = (id: RuleId): string => {
  const { basis, ourPart } = rule(id)
  return basis === 'inferred' ? `${id}, our reading` : ourPart === null ? id : `${id}, our reading in part`
}

/** Joins the sentences that are not empty. Adds the rules behind these sentences in square brackets. */
export const formatAnswer = (sentences: ReadonlyArray<string>, ...rules: ReadonlyArray<RuleId>): string =>
  `${sentences.filter((text) => text !== '').join(' ')} [${[...new Set(rules)].map(formatRule).join('; ')}]`

/** Describes when a sync-down will override the value of a field. The parameter `it` is the text that names the value. */
export const formatOverride = (override: NextOverride, field: FieldName, it: string): string => {
  switch (override) {
    case 'next sync-down':
      return `The next sync-down that contains ${field} overrides ${it}.`
    case 'next change':
      return `The next sync-down that contains ${field} overrides ${it}, unless all values in the sync-down equal the last values from Salesforce (our reading, field-change).`
    case 'none':
      return `As long as ${formatNotSynced(whyNotSynced(field), field, field)}, no sync-down overrides ${it}.`
  }
}

/** Lists the rules behind the sentence of {@link formatOverride}. The list does not contain the `rule` of the answer. */
export const rulesOfOverride = (override: NextOverride): ReadonlyArray<RuleId> =>
  override === 'none' ? ['sync.visible-fields'] : []

/**
 * According to Adobe knowledge base KA-29492, the sync ignores these keys in every object. In the model, some other keys are also
 * not fields. No vendor page states that the sync ignores those other keys.
 */
const ignoredInEveryObject: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'CreatedById',
  'LastActivityDate',
  'LastModifiedById',
  'LastModifiedDate',
  'MasterRecordId',
  'SystemModstamp',
])

/** Explains why the sync leaves out a field. The parameter `it` is the text that names the field. */
export const formatNotSynced = (why: NotSynced, field: FieldName, it: string): string => {
  switch (why) {
    case 'not a field':
      if (isRelationship(field)) return `${it} is a relationship or a compound value, not a field`
      return ignoredInEveryObject.has(field)
        ? `the sync ignores ${it}`
        : `this model does not count ${it} as a field of the account`
    case 'ignored':
      return `the sync ignores ${it}`
    case 'hidden':
      return `${it} is hidden from the sync user`
  }
}

/**
 * States that the account is deleted in Salesforce, or merged into another account. The result is empty if the account is neither
 * deleted nor merged.
 */
export const formatStatus = ({ isDeleted, masterRecordId }: AccountStatus): string => {
  if (masterRecordId === null) return isDeleted ? 'The account is deleted in Salesforce.' : ''
  return isDeleted
    ? `The account is deleted in Salesforce, because it was merged into account ${masterRecordId}.`
    : `The account was merged into account ${masterRecordId} in Salesforce.`
}

/** Adds a sentence about the contact to the sentence of {@link formatStatus}. */
export const formatStatusOfContact = (status: AccountStatus | null): ReadonlyArray<string> => {
  const text = status === null ? '' : formatStatus(status)
  return text === ''
    ? []
    : [text, 'The contact stays in the account until a record of the contact moves or deletes it.']
}

/** Lists the rules behind the sentence of {@link formatStatus}. */
export const rulesOfStatus = (status: AccountStatus | null): ReadonlyArray<RuleId> =>
  status === null || formatStatus(status) === '' ? [] : ['contact.deleted']

/** Names the field that the question probably means. The result is empty if `meant` is `null`. */
export const formatMeant = (asked: FieldName, meant: MeantField | null): string => {
  if (meant === null) return ''
  return meant.why === 'another case'
    ? `The field is called ${meant.field}, and names are compared exactly.`
    : `${asked} is Marketo's name for the field ${meant.field}: ask for ${meant.field} instead.`
}

/** Lists names in the settings. Each of these names differs from the name of a field only in letter case. */
export const formatMisspelt = (misspelt: ReadonlyArray<Misspelt>): string =>
  formatList(
    'Names are compared exactly, so these names in the settings match no field:',
    misspelt.map(({ named, field }) => `${named} (the field is called ${field})`),
  )

/** Explains why a contact is not live. */
export const formatNotLive = (why: 'deleted' | 'private'): string =>
  why === 'deleted' ? 'is deleted in Salesforce' : 'has no account'

/** Explains why a contact was not live. */
export const formatWasNotLive = (why: 'deleted' | 'private'): string =>
  why === 'deleted' ? 'was deleted in Salesforce' : 'had no account'

export const formatLeadField = (name: NeededByLead): string => (name === 'lastName' ? 'Last Name' : 'Company')

/** Names the kind of input that Marketo refused. */
export const formatRefused = ({ _tag }: Refusal): string => {
  switch (_tag) {
    case 'UnknownContact':
    case 'ContactNotLive':
    case 'AccountDeleted':
    case 'UnknownField':
      return 'the edit'
    case 'UnknownPerson':
    case 'NoConversionUnderWay':
    case 'RecordAlreadyClaimed':
    case 'NoSyncNeeded':
      return "Salesforce's answer to a conversion"
    case 'AlreadyAContact':
    case 'ConversionUnderWay':
    case 'NewAccountNotAccepted':
    case 'OwnerNotAUser':
    case 'LeadFieldsMissing':
      return 'the request'
  }
}

/** Explains why Marketo refused the input. */
export const formatRefusal = (refusal: Refusal): string => {
  switch (refusal._tag) {
    case 'UnknownContact':
      return `Marketo does not know contact ${refusal.contactId}`
    case 'ContactNotLive':
      return refusal.why === 'elsewhere'
        ? `contact ${refusal.contactId} is live in another account`
        : `contact ${refusal.contactId} ${formatNotLive(refusal.why)}`
    case 'AccountDeleted':
      return `account ${refusal.accountId} is deleted in Salesforce`
    case 'UnknownField':
      return `account ${refusal.accountId} does not have the field ${refusal.field}`
    case 'UnknownPerson':
      return `Marketo does not know person ${refusal.personId}`
    case 'AlreadyAContact':
      return `person ${refusal.personId} is already contact ${refusal.contactId}`
    case 'ConversionUnderWay':
      return `a conversion of person ${refusal.personId} has been under way since ${formatInstant(refusal.since)}`
    case 'NewAccountNotAccepted':
      return `the caller has not passed the exact text ${JSON.stringify(newAccountAndOpportunity)}`
    case 'OwnerNotAUser':
      return `the owner ${refusal.assignTo} is not a user`
    case 'LeadFieldsMissing':
      return `a new lead needs ${refusal.missing.map(formatLeadField).join(' and ')}, but the person has no value and the instance has no default`
    case 'NoConversionUnderWay':
      return `no conversion of person ${refusal.personId} is under way`
    case 'RecordAlreadyClaimed':
      return refusal.why === 'contact of another person'
        ? `${refusal.id} is not new: it is the contact of person ${refusal.of}`
        : `${refusal.id} is not new: it was created by an earlier conversion of person ${refusal.of}`
    case 'NoSyncNeeded':
      return `Salesforce reports a failed sync, but the conversion of person ${refusal.personId} needed no sync`
  }
}
