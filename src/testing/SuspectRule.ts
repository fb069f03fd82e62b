/**
 * If a system differs from the reference, this module finds the rule that the system probably breaks. The module chooses the rule
 * that determines the first difference.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import { marketoDecider } from '../marketo/Decider.js'
import type { Marketo } from '../marketo/Marketo.js'
import {
  accountsOf,
  contactsOf,
  countLiveContacts,
  liveContactsOf,
  lookupAccount,
  lookupContact,
  lookupPerson,
} from '../marketo/Marketo.js'
import type { Account, AccountRecord } from '../model/Account.js'
import { localEditOf, rawShown, shownValue } from '../model/Account.js'
import type { Contact } from '../model/Contact.js'
import { contactStamp } from '../model/Contact.js'
import type { AccountSkipped, AccountSyncedDown, Event } from '../model/Event.js'
import type { FieldName, Fields } from '../model/Field.js'
import { isSynced } from '../model/Field.js'
import type { ConfirmConversion, ConvertPerson, Input, SyncContact } from '../model/Input.js'
import type { RuleId } from '../model/RuleId.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import { defaultSettings } from '../model/Settings.js'
import { rule as ruleOf, ruleIds } from '../rules/Rule.js'
import type { Form } from './Forms.js'
import { hasForm } from './Forms.js'
import { reference } from './Implementation.js'
import { canonical, differences } from './Json.js'
import { outcomeDifferences } from './Outcome.js'
import { pictureOf } from './Picture.js'
import type { Trial } from './Spelling.js'

/** The outcome of a step, and the picture after the step. A system under test can answer with any values. */
export interface Seen {
  readonly outcome: unknown
  readonly picture: unknown
}

/** A step at which a system under test differs from the reference implementation. The outcome or the picture is different. */
export interface Differing {
  readonly settings: Settings
  readonly input: Input
  readonly before: Marketo
  readonly expected: Seen
  readonly found: Seen
}

const isRuleId = (value: unknown): value is RuleId => ruleIds.some((id) => id === value)

const ruleIn = (outcome: unknown, key: 'refusal' | 'deferral'): RuleId | undefined => {
  const said = isObject(outcome) ? outcome[key] : undefined
  const rule = isObject(said) ? said['rule'] : undefined
  return isRuleId(rule) ? rule : undefined
}

const isRefused = (outcome: unknown): boolean => isObject(outcome) && ('refusal' in outcome || 'deferral' in outcome)

const listIn = (outcome: unknown, key: 'activities' | 'toSalesforce'): ReadonlyArray<unknown> => {
  const list = isObject(outcome) ? outcome[key] : undefined
  return Array.isArray(list) ? list : []
}

const tagged = (items: ReadonlyArray<unknown>, tag: string): ReadonlyArray<JsonObject> =>
  items.filter(isObject).filter((item) => item['_tag'] === tag)

const changesIn = (outcome: unknown): ReadonlyArray<JsonObject> =>
  tagged(listIn(outcome, 'activities'), 'ChangeDataValue')

const differ =
  (key: 'activities' | 'toSalesforce', tag: string) =>
  ({ expected, found }: Differing): boolean =>
    differences(tagged(listIn(expected.outcome, key), tag), tagged(listIn(found.outcome, key), tag)).length > 0

const newLeadsDiffer = differ('toSalesforce', 'CreateLead')
const conversionRequestsDiffer = differ('toSalesforce', 'ConvertSfdcLead')
const conversionsDiffer = differ('activities', 'ConvertLead')

const eventsSatisfy =
  (holds: (events: ReadonlyArray<Event>) => boolean) =>
  ({ settings, input, before }: Differing): boolean =>
    E.exists(holds)(marketoDecider(settings).decide(input, before))

const changesNothing = eventsSatisfy((events) => events.length === 0)

type RecordApplied = AccountSyncedDown | AccountSkipped

/** Returns the effect of the account record in the input. Returns `undefined` if the record is late or contains nothing new. */
const appliedIn = ({ settings, input, before }: Differing): RecordApplied | undefined => {
  const decided = marketoDecider(settings).decide(input, before)
  const isApplied = (event: Event): event is RecordApplied =>
    event._tag === 'AccountSyncedDown' || event._tag === 'AccountSkipped'
  return E.isRight(decided) ? decided.right.find(isApplied) : undefined
}

const isFurtherReading = ({ before }: Differing, { id, systemModstamp }: AccountRecord): boolean =>
  O.exists((account: Account) => account.systemModstamp === systemModstamp)(lookupAccount(id)(before))

const isAboveCap = ({ settings, before }: Differing, { id }: AccountRecord): boolean =>
  countLiveContacts(id)(before) > settings.instance.activityCap

/** Finds the rule that determines the value of one field after an account record. */
const ruleOfField = (
  step: Differing,
  record: AccountRecord,
  applied: RecordApplied | undefined,
  name: string,
): RuleId => {
  const { hiddenFields, formulaFields } = step.settings.instance
  const isRead = Object.hasOwn(record.fields, name)
  if (isRead && !isSynced(new Set(hiddenFields))(name)) return 'sync.visible-fields'
  if (isRead && formulaFields.some((field) => field === name)) return 'sync.formula-fields'
  if (applied === undefined || (isRead && !Object.hasOwn(applied.fields, name))) return 'sync.only-newer'
  if (applied._tag === 'AccountSkipped') return 'sync.override-all'
  if (!isRead) return 'sync.absent-field'
  return isAboveCap(step, record) ? 'activity.cap-spares-values' : 'sync.override-all'
}

/** Looks up an account or a contact in a picture. */
const inPicture = (picture: unknown, kind: 'accounts' | 'contacts', id: string | undefined): unknown => {
  const all = isObject(picture) ? picture[kind] : undefined
  return isObject(all) && id !== undefined ? own(all, id) : undefined
}

/** Tests whether the system and the reference disagree about whether a contact is deleted. */
const isDeletionOf = ({ expected, found }: Differing, id: string | undefined): boolean =>
  [expected, found].some(({ picture }) => {
    const contact = inPicture(picture, 'contacts', id)
    return isObject(contact) && contact['status'] === 'deleted'
  })

const ruleOfSyncDownPicture = (
  step: Differing,
  record: AccountRecord,
  applied: RecordApplied | undefined,
  path: ReadonlyArray<string>,
): RuleId => {
  const [kind, id, key, field] = path
  if (kind === 'accounts' && id !== record.id) return 'locality.account'
  if (kind === 'persons') return 'locality.account'
  if (key === 'isDeleted') return isAboveCap(step, record) ? 'activity.cap-spares-values' : 'contact.deleted'
  if (kind === 'contacts' && isDeletionOf(step, id)) return 'contact.deleted'
  if (field !== undefined) return ruleOfField(step, record, applied, field)
  if (kind === 'contacts') return 'contact.one-account'
  return applied === undefined ? 'sync.only-newer' : 'sync.override-all'
}

const isEqualPair = (activity: JsonObject): boolean => activity['oldValue'] === activity['newValue']

/**
 * Tests whether a careless comparison treats the two values as equal. Examples are `1` and true, 0 and the empty string, and two
 * strings with different letter case.
 */
const isSimilarPair = ({ oldValue, newValue }: JsonObject): boolean =>
  Number(oldValue) === Number(newValue) || String(oldValue).toLowerCase() === String(newValue).toLowerCase()

const hadEdit = (marketo: Marketo, id: AccountId, fields: Fields): boolean =>
  O.exists((account: Account) =>
    Object.keys(fields).some((field) => O.isSome(localEditOf(field as FieldName)(account))),
  )(lookupAccount(id)(marketo))

/**
 * Tests whether a wrong count of contacts can lead to a different result. This is possible in two cases:
 *
 * - The number of the account's live contacts equals the cap.
 * - The number of all contacts in Marketo is greater than the cap. A wrong count can include contacts that are not live in the
 *   account.
 */
const canBeMiscounted = ({ settings, before }: Differing, record: AccountRecord): boolean => {
  const { activityCap } = settings.instance
  return countLiveContacts(record.id)(before) === activityCap || [...contactsOf(before)].length > activityCap
}

/**
 * A system logged a change for a contact that is not live in the account. This function finds the rule that the system breaks.
 */
const ruleOfNotLive = (
  { before }: Differing,
  accountId: AccountId,
  found: ReadonlyArray<JsonObject>,
): RuleId | undefined => {
  const isLive = new Set<unknown>(liveContactsOf(accountId)(before))
  const id = found
    .map(({ contactId }) => contactId)
    .find((contactId) => typeof contactId === 'string' && !isLive.has(contactId))
  if (id === undefined) return undefined
  const contact = lookupContact(id as ContactId)(before)
  if (O.isNone(contact) || contact.value._tag === 'DeletedContact') return 'contact.deleted'
  return contact.value._tag === 'PrivateContact' ? 'contact.private' : 'locality.account'
}

const ruleOfSyncDownLog = (step: Differing, record: AccountRecord, applied: RecordApplied | undefined): RuleId => {
  const [expected, found] = [changesIn(step.expected.outcome), changesIn(step.found.outcome)]
  const { formulaFields } = step.settings.instance
  const isBrought = (field: unknown): boolean => applied !== undefined && Object.hasOwn(applied.fields, String(field))
  const notBrought = found.map(({ field }) => field).filter((field) => !isBrought(field))
  if (notBrought.some((field) => formulaFields.some((name) => name === field))) return 'sync.formula-fields'
  if (notBrought.length > 0 && isFurtherReading(step, record)) return 'sync.only-newer'
  if (applied?._tag === 'AccountSkipped') return 'sync.override-all'
  if (found.some(isEqualPair)) return 'activity.real-change'
  const notLive = ruleOfNotLive(step, record.id, found)
  if (notLive !== undefined) return notLive
  if (isAboveCap(step, record)) return 'activity.cap'
  if (found.length === 0 && expected.length > 0 && canBeMiscounted(step, record)) return 'activity.cap'
  const isNotLogged = ({ field }: JsonObject): boolean => !found.some((change) => change['field'] === field)
  const isTakenForEqual = expected.some((change) => isSimilarPair(change) && isNotLogged(change))
  const isUndone = applied !== undefined && hadEdit(step.before, record.id, applied.fields)
  return isTakenForEqual || isUndone ? 'activity.real-change' : 'activity.per-contact'
}

/**
 * Tests two conditions: the record has new content with the SystemModstamp of an earlier record, and the system ignored the
 * record. The system ignored the record if the system still shows the account as it was before the record.
 */
const isTakenForRepeat = (step: Differing, record: AccountRecord): boolean => {
  const shows = (picture: unknown): string => canonical(inPicture(picture, 'accounts', record.id))
  const was = shows(pictureOf(reference)(step.before))
  return isFurtherReading(step, record) && shows(step.expected.picture) !== was && shows(step.found.picture) === was
}

/**
 * A system differs from the reference after an account record. The system shows the account differently, or logs different
 * activities. This function finds the rule that the system probably breaks.
 */
const ruleOfSyncDown = (step: Differing, record: AccountRecord, path: ReadonlyArray<string> | undefined): RuleId => {
  const applied = appliedIn(step)
  const rule =
    path === undefined ? ruleOfSyncDownLog(step, record, applied) : ruleOfSyncDownPicture(step, record, applied, path)
  if (rule === 'sync.formula-fields') return rule
  // If a second record of the same version has no `IsDeleted`, the second record neither deletes nor restores the account.
  if (path?.[2] === 'isDeleted' && isFurtherReading(step, record))
    return record.isDeleted === undefined ? 'sync.only-newer' : rule
  return applied === undefined || isTakenForRepeat(step, record) ? 'sync.only-newer' : rule
}

/**
 * Tests two conditions: a conversion created the contact, and no record of the contact has arrived yet. For such a contact, any
 * record counts as newer.
 */
const isCreatedByConversion = (before: Marketo, { record }: Pick<SyncContact, 'record'>): boolean =>
  O.exists((contact: Contact) => O.isNone(contactStamp(contact)))(lookupContact(record.id)(before))

const ruleOfContact = (step: Differing, { record }: SyncContact, path: ReadonlyArray<string> | undefined): RuleId => {
  const known = lookupContact(record.id)(step.before)
  const wasDeleted = O.isSome(known) && known.value._tag === 'DeletedContact'
  if (changesNothing(step)) return wasDeleted ? 'contact.deleted' : 'sync.only-newer'
  if (path?.[0] !== 'contacts' || path[1] !== record.id || isCreatedByConversion(step.before, { record }))
    return 'contact.moves'
  if (record.isDeleted || wasDeleted) return 'contact.deleted'
  if (record.accountId === null) return 'contact.private'
  return O.isSome(known) ? 'contact.moves' : 'contact.one-account'
}

/** Tests whether the company of the person equals the name of an account. */
const isNamesake = ({ before }: Differing, { personId }: ConvertPerson): boolean => {
  const person = lookupPerson(personId)(before)
  const names = [...accountsOf(before)].map((account) => rawShown(account, 'Name' as FieldName))
  return O.isSome(person) && person.value.company !== null && names.includes(person.value.company)
}

const ruleOfRequest = (step: Differing): RuleId => {
  if (step.input._tag === 'EditAccountField') return 'edit.stays-local'
  if (step.input._tag !== 'ConvertPerson') return 'sync.one-way'
  if (isNamesake(step, step.input)) return 'convert.never-joins'
  return newLeadsDiffer(step) && !conversionRequestsDiffer(step) ? 'convert.syncs-first' : 'convert.creates-three'
}

const ruleOfConversion = (
  step: Differing,
  input: ConvertPerson | ConfirmConversion,
  path: ReadonlyArray<string> | undefined,
): RuleId => {
  if (changesNothing(step)) return 'convert.answered-once'
  if (path?.[0] === 'persons') return path.includes('from') ? 'convert.syncs-first' : 'convert.creates-three'
  if (input._tag === 'ConvertPerson') return path === undefined ? 'activity.convert' : 'convert.creates-three'
  if (path === undefined && conversionsDiffer(step)) return 'activity.convert'
  const [kind, id, key] = path ?? []
  if (id === input.contactId && key !== 'shown') return 'convert.creates-three'
  if (kind === 'accounts' && key === undefined) return 'convert.never-joins'
  return path === undefined || id === input.account.id || (kind === 'contacts' && key === 'shown')
    ? ruleOfSyncDown(step, input.account, path)
    : ruleOfSyncDownPicture(step, input.account, appliedIn(step), path)
}

/** Tests whether the difference is about a field that the account did not have before. */
const addsField = ({ before }: Differing, [kind, id, , field]: ReadonlyArray<string>): boolean =>
  kind === 'accounts' &&
  O.exists((account: Account) => O.isNone(shownValue(field as FieldName)(account)))(
    lookupAccount(id as AccountId)(before),
  )

/**
 * A system and the reference differ in the refusal or the deferral of an input. Either only one of them refuses or defers the
 * input, or they give different reasons. This function finds the rule that the system probably breaks.
 */
const ruleOfRefusal = (step: Differing): RuleId | undefined => {
  const { input, before, expected, found } = step
  const rule = ruleIn(expected.outcome, 'refusal') ?? ruleIn(expected.outcome, 'deferral')
  if (rule === undefined) {
    if (changesNothing(step)) return undefined
    const ruleOfFound = ruleIn(found.outcome, 'refusal') ?? ruleIn(found.outcome, 'deferral')
    return ruleOfFound !== undefined && input._tag === 'ConfirmConversion' ? 'convert.creates-three' : ruleOfFound
  }
  const { refusal } = expected.outcome as { readonly refusal?: JsonObject }
  if (refusal?.['why'] === 'outcome of another conversion' && !isRefused(found.outcome)) return 'convert.answered-once'
  const isIgnored = input._tag === 'SyncContact' && isCreatedByConversion(before, input) && !isRefused(found.outcome)
  return isIgnored ? 'contact.moves' : rule
}

/**
 * Finds the rule that determines the first difference. The rule is only a hint. If there are several differences, the system
 * possibly breaks a different rule.
 */
export const suspectRule = (step: Differing): RuleId => {
  const { input, expected, found } = step
  if (outcomeDifferences(expected.outcome, found.outcome).length > 0) {
    const refused = ruleOfRefusal(step)
    if (refused !== undefined) return refused
    if (differences(listIn(expected.outcome, 'toSalesforce'), listIn(found.outcome, 'toSalesforce')).length > 0)
      return ruleOfRequest(step)
  }
  const path = differences(expected.picture, found.picture)[0]?.path
  switch (input._tag) {
    case 'SyncAccount':
      return ruleOfSyncDown(step, input.record, path)
    case 'SyncContact':
      return ruleOfContact(step, input, path)
    case 'EditAccountField':
      if (path === undefined) return 'activity.local-edit'
      if (path[2] === 'localEdits') return 'edit.until-override'
      return addsField(step, path) ? 'edit.known-field' : 'edit.fan-out'
    case 'PutPerson':
      return path?.[0] === 'accounts' ? 'account.only-from-salesforce' : 'convert.known-person'
    case 'ConvertPerson':
    case 'ConfirmConversion':
      return ruleOfConversion(step, input, path)
    case 'FailConversion':
      if (path === undefined) return 'activity.convert'
      return path.includes('isDeleted') ? 'convert.syncs-first' : 'convert.answered-once'
  }
}

const rulesOfForms: ReadonlyArray<readonly [form: Form, rule: RuleId]> = [
  ['other-keys', 'sync.visible-fields'],
  ['white-space', 'convert.syncs-first'],
  ['ids-of-15', 'locality.account'],
  ['milliseconds', 'sync.only-newer'],
  ['fractions', 'sync.only-newer'],
  ['other-offsets', 'sync.only-newer'],
  ['utc-offsets', 'sync.only-newer'],
]

const settingIn = (settings: Settings, path: string): string => {
  const [part = '', key = ''] = path.split('.')
  return canonical((SettingsFromJson.encode(settings)[part] as JsonObject)[key])
}

/**
 * Many faults appear only if one of these settings has a special value. However, most of these faults do not break a rule about
 * the setting. Therefore the setting does not show which rule is broken.
 */
const oftenNeeded: ReadonlyArray<string> = ['instance.activityCap', 'instance.personDefaults']

/**
 * Finds the rule that a system probably breaks. The function is for a system that fails only under one of two conditions: an
 * input has a special form, or a setting is not the default.
 */
export const ruleOfNeeds = ({ settings, history }: Trial, settingsAreNeeded: boolean): RuleId | undefined => {
  const isNeeded = (path: string | null): boolean =>
    path !== null && !oftenNeeded.includes(path) && settingIn(settings, path) !== settingIn(defaultSettings, path)
  const form = rulesOfForms.find(([one]) => hasForm(one, { settings, history }))
  if (form !== undefined) return form[1]
  return settingsAreNeeded ? ruleIds.find((id) => isNeeded(ruleOf(id).dependsOn)) : undefined
}
