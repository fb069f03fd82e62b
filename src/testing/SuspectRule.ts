/**
 * The rule that a difference from the reference probably breaks: the one that decides the first thing that differs.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import { marketoDecider } from '../marketo/Decider.js'
import type { Marketo } from '../marketo/Marketo.js'
import { contactsOf, countLiveContacts, lookupAccount, lookupContact } from '../marketo/Marketo.js'
import type { Account, AccountRecord } from '../model/Account.js'
import { localEditOf } from '../model/Account.js'
import type { Event } from '../model/Event.js'
import type { FieldName, Fields } from '../model/Field.js'
import { isSynced } from '../model/Field.js'
import type { ConfirmConversion, ConvertPerson, Input, SyncContact } from '../model/Input.js'
import type { RuleId } from '../model/RuleId.js'
import type { AccountId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import { ruleIds } from '../rules/Rule.js'
import { reference } from './Implementation.js'
import { canonical, differences } from './Json.js'
import { outcomeDifferences } from './Outcome.js'
import { pictureOf } from './Picture.js'

/** The outcome of a step, and the picture after it. Those of a system under test can be any values. */
export interface Seen {
  readonly outcome: unknown
  readonly picture: unknown
}

/** A step of the reference, and what a system under test showed instead. */
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
const conversionsDiffer = differ('activities', 'ConvertLead')

const eventsSatisfy =
  (holds: (events: ReadonlyArray<Event>) => boolean) =>
  ({ settings, input, before }: Differing): boolean =>
    E.exists(holds)(marketoDecider(settings).decide(input, before))

const changesNothing = eventsSatisfy((events) => events.length === 0)

/** The rule that decides the value of one field after an account record came. */
const ruleOfField = (step: Differing, record: AccountRecord, field: string): RuleId => {
  const { activityCap, hiddenFields } = step.settings.instance
  if (!isSynced(new Set(hiddenFields))(field)) return 'sync.visible-fields'
  if (!Object.hasOwn(record.fields, field)) return 'sync.absent-field'
  return countLiveContacts(record.id)(step.before) > activityCap ? 'activity.cap-spares-values' : 'sync.override-all'
}

const ruleOfSyncDownPicture = (step: Differing, record: AccountRecord, path: ReadonlyArray<string>): RuleId => {
  const [kind, id, key, field] = path
  if (kind === 'accounts' && id !== record.id) return 'locality.account'
  if (kind === 'persons') return 'locality.account'
  if (key === 'isDeleted') return 'contact.deleted'
  if (field !== undefined) return ruleOfField(step, record, field)
  return kind === 'contacts' ? 'contact.one-account' : 'sync.override-all'
}

const isEqualPair = (activity: JsonObject): boolean => activity['oldValue'] === activity['newValue']

const hadEdit = (marketo: Marketo, id: AccountId, fields: Fields): boolean =>
  O.exists((account: Account) =>
    Object.keys(fields).some((field) => O.isSome(localEditOf(field as FieldName)(account))),
  )(lookupAccount(id)(marketo))

/** Whether the account is exactly at the cap, or above it if contacts that are not live in it are counted too. */
const canBeMiscounted = ({ settings, before }: Differing, record: AccountRecord): boolean => {
  const { activityCap } = settings.instance
  return countLiveContacts(record.id)(before) === activityCap || [...contactsOf(before)].length > activityCap
}

const ruleOfSyncDownLog = (step: Differing, record: AccountRecord): RuleId => {
  const [expected, found] = [changesIn(step.expected.outcome), changesIn(step.found.outcome)]
  if (found.some(isEqualPair)) return 'activity.real-change'
  if (countLiveContacts(record.id)(step.before) > step.settings.instance.activityCap) return 'activity.cap'
  if (found.length === 0 && expected.length > 0 && canBeMiscounted(step, record)) return 'activity.cap'
  return hadEdit(step.before, record.id, record.fields) ? 'activity.real-change' : 'activity.per-contact'
}

/** Whether the account record of the input is late or repeated, so that it changes nothing. */
const isStale = eventsSatisfy((events) =>
  events.every(({ _tag }) => _tag !== 'AccountSyncedDown' && _tag !== 'AccountSkipped'),
)

const accountOf = (picture: unknown, id: AccountId): unknown => {
  const accounts = isObject(picture) ? picture['accounts'] : undefined
  return isObject(accounts) ? own(accounts, id) : undefined
}

/**
 * Whether the system took a different record of the same stamp for a repeated one. The later record is applied, so a system
 * that ignores it still shows the account as it was before.
 */
const isTakenForRepeat = ({ before, expected, found }: Differing, { id, systemModstamp }: AccountRecord): boolean => {
  const shows = (picture: unknown): string => canonical(accountOf(picture, id))
  const was = shows(pictureOf(reference)(before))
  return (
    O.exists((account: Account) => account.systemModstamp === systemModstamp)(lookupAccount(id)(before)) &&
    shows(expected.picture) !== was &&
    shows(found.picture) === was
  )
}

/** The rule of a difference in an account, or in the activities that its record logs. */
const ruleOfSyncDown = (step: Differing, record: AccountRecord, path: ReadonlyArray<string> | undefined): RuleId =>
  isStale(step) || isTakenForRepeat(step, record)
    ? 'sync.only-newer'
    : path === undefined
      ? ruleOfSyncDownLog(step, record)
      : ruleOfSyncDownPicture(step, record, path)

const ruleOfContact = (step: Differing, { record }: SyncContact, path: ReadonlyArray<string> | undefined): RuleId => {
  const known = lookupContact(record.id)(step.before)
  const wasDeleted = O.isSome(known) && known.value._tag === 'DeletedContact'
  if (changesNothing(step)) return wasDeleted ? 'contact.deleted' : 'sync.only-newer'
  if (path?.[0] !== 'contacts' || path[1] !== record.id) return 'contact.moves'
  if (record.isDeleted || wasDeleted) return 'contact.deleted'
  if (record.accountId === null) return 'contact.private'
  return O.isSome(known) ? 'contact.moves' : 'contact.one-account'
}

const ruleOfRequest = (step: Differing): RuleId => {
  if (step.input._tag === 'EditAccountField') return 'edit.stays-local'
  if (step.input._tag !== 'ConvertPerson') return 'sync.one-way'
  return newLeadsDiffer(step) ? 'convert.syncs-first' : 'convert.creates-three'
}

const ruleOfConversion = (
  step: Differing,
  input: ConvertPerson | ConfirmConversion,
  path: ReadonlyArray<string> | undefined,
): RuleId => {
  if (changesNothing(step)) return 'convert.answered-once'
  if (path?.[0] === 'persons') return 'convert.creates-three'
  if (input._tag === 'ConvertPerson') return path === undefined ? 'activity.convert' : 'account.only-from-salesforce'
  if (path === undefined && conversionsDiffer(step)) return 'activity.convert'
  const [kind, id, key] = path ?? []
  if (id === input.contactId && key !== 'shown') return 'convert.creates-three'
  if (kind === 'accounts' && key === undefined) return 'convert.never-joins'
  return path === undefined || id === input.account.id || (kind === 'contacts' && key === 'shown')
    ? ruleOfSyncDown(step, input.account, path)
    : ruleOfSyncDownPicture(step, input.account, path)
}

/** The rule that decides the first thing that differs. It is a hint: if several things differ, another rule may be the broken one. */
export const suspectRule = (step: Differing): RuleId => {
  const { input, expected, found } = step
  if (outcomeDifferences(expected.outcome, found.outcome).length > 0) {
    const ruleOfRefusal =
      ruleIn(expected.outcome, 'refusal') ??
      ruleIn(expected.outcome, 'deferral') ??
      (changesNothing(step) ? undefined : (ruleIn(found.outcome, 'refusal') ?? ruleIn(found.outcome, 'deferral')))
    if (ruleOfRefusal !== undefined) return ruleOfRefusal
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
      return path[2] === 'localEdits' ? 'edit.until-override' : 'edit.fan-out'
    case 'PutPerson':
      return path?.[0] === 'accounts' ? 'account.only-from-salesforce' : 'convert.known-person'
    case 'ConvertPerson':
    case 'ConfirmConversion':
      return ruleOfConversion(step, input, path)
    case 'FailConversion':
      return path === undefined ? 'activity.convert' : 'convert.answered-once'
  }
}
