/**
 * Which rule a difference from the reference breaks: the one that decides the first thing in which they differ.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountRecord } from '../model/Account.js'
import { localEditOf } from '../model/Account.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import { decide } from '../marketo/Decide.js'
import type { Event } from '../model/Event.js'
import type { FieldName, Fields } from '../model/Field.js'
import { isSynced } from '../model/Field.js'
import type { ConfirmConversion, ConvertPerson, Input, SyncContact } from '../model/Input.js'
import type { Marketo } from '../marketo/Marketo.js'
import { allContacts, countLiveContacts, lookupAccount, lookupContact } from '../marketo/Marketo.js'
import type { RuleId } from '../rules/Rule.js'
import { ruleIds } from '../rules/Rule.js'
import type { AccountId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import { reference } from './Implementation.js'
import { canonical, differences } from './Json.js'
import { inOneOrder } from './Outcome.js'
import { pictureOf } from './Picture.js'

/** What can be seen of a step: its outcome, and the picture after it. What a system under test shows may be anything. */
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

const ruleSaid = (outcome: unknown, key: 'refusal' | 'deferral'): RuleId | undefined => {
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

const changesNothing = ({ settings, input, before }: Differing): boolean => {
  const decided = decide(settings)(input)(before)
  return E.isRight(decided) && decided.right.length === 0
}

/** The rule of the value of one field of the account whose record came. */
const ofField = (step: Differing, record: AccountRecord, field: string): RuleId => {
  const { activityCap, hiddenFields } = step.settings.instance
  if (!isSynced(new Set(hiddenFields))(field)) return 'sync.visible-fields'
  if (!Object.hasOwn(record.fields, field)) return 'sync.absent-field'
  return countLiveContacts(record.id)(step.before) > activityCap ? 'activity.cap-spares-values' : 'sync.override-all'
}

const ofSyncDownPicture = (step: Differing, record: AccountRecord, path: ReadonlyArray<string>): RuleId => {
  const [kind, id, key, field] = path
  if (kind === 'accounts' && id !== record.id) return 'locality.account'
  if (kind === 'persons') return 'locality.account'
  if (key === 'isDeleted') return 'contact.deleted'
  if (field !== undefined) return ofField(step, record, field)
  return kind === 'contacts' ? 'contact.one-account' : 'sync.override-all'
}

const isEqualPair = (activity: JsonObject): boolean => activity['oldValue'] === activity['newValue']

const hadEdit = (marketo: Marketo, id: AccountId, fields: Fields): boolean =>
  O.exists((account: Account) =>
    Object.keys(fields).some((field) => localEditOf(account)(field as FieldName) !== undefined),
  )(lookupAccount(id)(marketo))

/** Whether the cap is reached, or would be passed by who counts contacts that are not live in the account. */
const canBeMiscounted = ({ settings, before }: Differing, record: AccountRecord): boolean => {
  const { activityCap } = settings.instance
  return countLiveContacts(record.id)(before) === activityCap || allContacts(before).length > activityCap
}

const ofSyncDownLog = (step: Differing, record: AccountRecord): RuleId => {
  const [expected, found] = [changesIn(step.expected.outcome), changesIn(step.found.outcome)]
  if (found.some(isEqualPair)) return 'activity.real-change'
  if (countLiveContacts(record.id)(step.before) > step.settings.instance.activityCap) return 'activity.cap'
  if (found.length === 0 && expected.length > 0 && canBeMiscounted(step, record)) return 'activity.cap'
  return hadEdit(step.before, record.id, record.fields) ? 'activity.real-change' : 'activity.per-contact'
}

/** Whether the record is late or repeated, so that nothing of it is taken. */
const isStale = ({ settings, input, before }: Differing): boolean =>
  E.exists((events: ReadonlyArray<Event>) =>
    events.every(({ _tag }) => _tag !== 'AccountSyncedDown' && _tag !== 'AccountSkipped'),
  )(decide(settings)(input)(before))

const accountOf = (picture: unknown, id: AccountId): unknown => {
  const accounts = isObject(picture) ? picture['accounts'] : undefined
  return isObject(accounts) ? own(accounts, id) : undefined
}

/** Of two records with one stamp the later one is applied: who takes it for a repeat shows the account as it was before. */
const isTakenForRepeat = ({ before, expected, found }: Differing, { id, systemModstamp }: AccountRecord): boolean => {
  const shows = (picture: unknown): string => canonical(accountOf(picture, id))
  const was = shows(pictureOf(reference)(before))
  return (
    O.exists((account: Account) => account.systemModstamp === systemModstamp)(lookupAccount(id)(before)) &&
    shows(expected.picture) !== was &&
    shows(found.picture) === was
  )
}

/** Whose rule a difference in an account is, or in what is logged of it. */
const ofSyncDown = (step: Differing, record: AccountRecord, picture: ReadonlyArray<string> | undefined): RuleId =>
  isStale(step) || isTakenForRepeat(step, record)
    ? 'sync.only-newer'
    : picture === undefined
      ? ofSyncDownLog(step, record)
      : ofSyncDownPicture(step, record, picture)

const ofContact = (step: Differing, { record }: SyncContact, picture: ReadonlyArray<string> | undefined): RuleId => {
  const known = lookupContact(record.id)(step.before)
  const wasDeleted = O.isSome(known) && known.value._tag === 'DeletedContact'
  if (changesNothing(step)) return wasDeleted ? 'contact.deleted' : 'sync.only-newer'
  if (picture?.[0] !== 'contacts' || picture[1] !== record.id) return 'contact.moves'
  if (record.isDeleted || wasDeleted) return 'contact.deleted'
  if (record.accountId === null) return 'contact.private'
  return O.isSome(known) ? 'contact.moves' : 'contact.one-account'
}

const ofRequestToSalesforce = (step: Differing): RuleId => {
  if (step.input._tag === 'EditAccountField') return 'edit.stays-local'
  if (step.input._tag !== 'ConvertPerson') return 'sync.one-way'
  return newLeadsDiffer(step) ? 'convert.syncs-first' : 'convert.creates-three'
}

const ofConversion = (
  step: Differing,
  input: ConvertPerson | ConfirmConversion,
  picture: ReadonlyArray<string> | undefined,
): RuleId => {
  if (changesNothing(step)) return 'convert.answered-once'
  if (picture?.[0] === 'persons') return 'convert.creates-three'
  if (input._tag === 'ConvertPerson') return picture === undefined ? 'activity.convert' : 'account.only-from-salesforce'
  if (picture === undefined && conversionsDiffer(step)) return 'activity.convert'
  const [kind, id, key] = picture ?? []
  if (id === input.contactId && key !== 'shown') return 'convert.creates-three'
  if (kind === 'accounts' && key === undefined) return 'convert.never-joins'
  return picture === undefined || id === input.account.id || (kind === 'contacts' && key === 'shown')
    ? ofSyncDown(step, input.account, picture)
    : ofSyncDownPicture(step, input.account, picture)
}

/** The rule that decides the first thing in which the two differ; which of several is a matter of order, not of proof. */
export const blame = (step: Differing): RuleId => {
  const { input, expected, found } = step
  const outcomes = differences(inOneOrder(expected.outcome), inOneOrder(found.outcome))
  if (outcomes.length > 0) {
    const said =
      ruleSaid(expected.outcome, 'refusal') ??
      ruleSaid(expected.outcome, 'deferral') ??
      (changesNothing(step) ? undefined : (ruleSaid(found.outcome, 'refusal') ?? ruleSaid(found.outcome, 'deferral')))
    if (said !== undefined) return said
    if (differences(listIn(expected.outcome, 'toSalesforce'), listIn(found.outcome, 'toSalesforce')).length > 0)
      return ofRequestToSalesforce(step)
  }
  const picture = differences(expected.picture, found.picture)[0]?.path
  switch (input._tag) {
    case 'SyncAccount':
      return ofSyncDown(step, input.record, picture)
    case 'SyncContact':
      return ofContact(step, input, picture)
    case 'EditAccountField':
      if (picture === undefined) return 'activity.local-edit'
      return picture[2] === 'localEdits' ? 'edit.until-override' : 'edit.fan-out'
    case 'PutPerson':
      return picture?.[0] === 'accounts' ? 'account.only-from-salesforce' : 'convert.known-person'
    case 'ConvertPerson':
    case 'ConfirmConversion':
      return ofConversion(step, input, picture)
    case 'FailConversion':
      return picture === undefined ? 'activity.convert' : 'convert.answered-once'
  }
}
