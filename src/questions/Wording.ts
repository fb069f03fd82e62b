/**
 * The words that sentences share.
 *
 * @since 0.1.0
 */
import type { FieldChange } from '../model/Event.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { newAccountAndOpportunity } from '../model/Input.js'
import type { NeededByLead, Refusal } from '../model/Refusal.js'
import type { RuleId } from '../rules/Rule.js'
import { rule } from '../rules/Rule.js'
import type { NextOverride, NotSynced } from './NextOverride.js'
import { whyNotSynced } from './NextOverride.js'

export const shown = (value: FieldValue): string => (value === null ? 'blank' : JSON.stringify(value))

export const change = ({ field, oldValue, newValue }: FieldChange): string =>
  `${field} from ${shown(oldValue)} to ${shown(newValue)}`

export const on = (instant: Instant): string =>
  Instant.encode(instant).replace('T', ' ').replace('.000', '').replace('Z', ' UTC')

/** `1 contact`, `2 contacts`. */
export const count = (n: number, noun: string): string =>
  `${n} ${n === 1 ? noun : noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`

/** A sentence is to be read, and a record may carry 500 fields. */
const longestList = 5

const list = (items: ReadonlyArray<string>): string =>
  items.length > longestList
    ? `${items.slice(0, longestList).join(', ')} and ${items.length - longestList} more`
    : items.join(', ')

/** `Begins with a, b.`, or nothing to say. */
export const listing = (begin: string, items: ReadonlyArray<string>): string =>
  items.length === 0 ? '' : `${begin} ${list(items)}.`

const citing = (id: RuleId): string => {
  const { basis, ourPart } = rule(id)
  return basis === 'inferred' ? `${id}, our reading` : ourPart === null ? id : `${id}, our reading in part`
}

/** The sentences that have something to say, and the rules that decide. */
export const saying = (parts: ReadonlyArray<string>, ...rules: ReadonlyArray<RuleId>): string => {
  const cited = [...new Set(rules)].map(citing)
  return `${parts.filter((part) => part !== '').join(' ')} [${cited.join('; ')}]`
}

export const overriding = (override: NextOverride, field: FieldName, it: string): string => {
  switch (override) {
    case 'next sync-down':
      return `The next sync-down that carries ${field} overrides ${it}.`
    case 'next change':
      return `The next sync-down that carries ${field} and says something new, of whichever field, overrides ${it} (our reading, field-change).`
    case 'none':
      return `As long as ${notSynced(whyNotSynced(field), field, field)}, no sync-down overrides ${it}.`
  }
}

/** The rules of what overrides a value, besides the one that decides the answer. */
export const overridingRules = (override: NextOverride): ReadonlyArray<RuleId> =>
  override === 'none' ? ['sync.visible-fields'] : []

/**
 * Of the keys that the model counts as no field, those that the sync ignores in every object, by Adobe knowledge base
 * KA-29492. Of the others no page says so.
 */
const ignoredInEveryObject: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'CreatedById',
  'LastActivityDate',
  'LastModifiedById',
  'LastModifiedDate',
  'MasterRecordId',
  'SystemModstamp',
])

/** Why the sync leaves a field out, said of `it`. */
export const notSynced = (why: NotSynced, field: FieldName, it: string): string => {
  switch (why) {
    case 'not a field':
      return ignoredInEveryObject.has(field)
        ? `the sync ignores ${it}`
        : `this model does not count ${it} as a field of the account`
    case 'ignored':
      return `the sync ignores ${it}`
    case 'hidden':
      return `${it} is hidden from the sync user`
  }
}

/** Why a contact is not live. */
export const notLive = { deleted: 'is deleted in Salesforce', private: 'has no account' } as const

/** Why a contact was not live. */
export const wasNotLive = { deleted: 'was deleted in Salesforce', private: 'had no account' } as const

export const needed = (what: NeededByLead): string => (what === 'lastName' ? 'Last Name' : 'Company')

/** What was refused. */
export const refusable = ({ _tag }: Refusal): string => {
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

/** Why it was refused. */
export const refusal = (answer: Refusal): string => {
  switch (answer._tag) {
    case 'UnknownContact':
      return `Marketo does not know contact ${answer.contactId}`
    case 'ContactNotLive':
      return answer.why === 'elsewhere'
        ? `contact ${answer.contactId} is live in another account`
        : `contact ${answer.contactId} ${notLive[answer.why]}`
    case 'AccountDeleted':
      return `account ${answer.accountId} is deleted in Salesforce`
    case 'UnknownField':
      return `account ${answer.accountId} does not hold ${answer.field}`
    case 'UnknownPerson':
      return `Marketo does not know person ${answer.personId}`
    case 'AlreadyAContact':
      return `person ${answer.personId} is contact ${answer.contactId} already`
    case 'ConversionUnderWay':
      return `a conversion of person ${answer.personId} has been under way since ${on(answer.since)}`
    case 'NewAccountNotAccepted':
      return `nobody has accepted, by the exact text ${JSON.stringify(newAccountAndOpportunity)}, that there will be both`
    case 'OwnerNotAUser':
      return `the owner ${answer.assignTo} is not a user`
    case 'LeadFieldsMissing':
      return `a new lead needs ${answer.missing.map(needed).join(' and ')}, and there is neither a value nor a default`
    case 'NoConversionUnderWay':
      return `no conversion of person ${answer.personId} is under way`
    case 'RecordAlreadyClaimed':
      return answer.why === 'contact of another person'
        ? `${answer.id} is not new: it is the contact of person ${answer.of}`
        : `${answer.id} is not new: it came of another conversion, of person ${answer.of}`
    case 'NoSyncNeeded':
      return `the conversion of person ${answer.personId} needed no sync that could fail`
  }
}
