/**
 * Answers the question: why is there no Change Data Value for this contact, field and period?
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as Eq from 'fp-ts/lib/Eq.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { AccountRecord } from '../model/Account.js'
import type { ChangeDataValue } from '../model/Activity.js'
import type { Contact } from '../model/Contact.js'
import type { Event } from '../model/Event.js'
import type { FieldName } from '../model/Field.js'
import { valueOf } from '../model/Field.js'
import type { EditAccountField, Input } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { RuleId } from '../model/RuleId.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import { activitiesOf } from '../rules/ActivityLog.js'
import type { Marketo } from '../marketo/Marketo.js'
import { lookupAccount, lookupContact, valueForContact } from '../marketo/Marketo.js'
import { liveIn } from '../marketo/state/CompactContact.js'
import { asState } from '../marketo/state/MarketoState.js'
import type { Step } from '../marketo/Step.js'
import { eventsOf, refusalOf } from '../marketo/Step.js'
import { statusOf } from './AccountStatus.js'
import type { LogAnswer, LogQuestion, NotLogged, Reason } from './LogAnswer.js'
import { meantField } from './MeantField.js'
import { isEverSynced, whyNotSynced } from './NextOverride.js'
import type { NotNew } from './Preview.js'
import { whyIgnored, whyNotNew } from './Preview.js'

/**
 * The history that the question is about. It consists of the Marketo state at the beginning and the steps that `scan` returns.
 *
 * @category model
 * @since 0.2.0
 */
export interface ScannedHistory {
  readonly initial: Marketo
  readonly history: Iterable<readonly [Step, Marketo]>
}

/** A step of the history. It contains the Marketo state before the step and the Marketo state after the step. */
interface Moment {
  readonly step: Step
  readonly before: Marketo
  readonly after: Marketo
  /**
   * A record of the contact can wait for its account. This key contains the `accountId` of the latest record that waits. `null`
   * if no record waits.
   */
  readonly waitsFor: AccountId | null
}

interface Because {
  readonly rule: RuleId
  readonly reason: Reason
}

/**
 * The result of the search in one step. `found` is the activity that the step logged, or the reason why the step logged no
 * activity. `accountId` is the account that the step concerns.
 */
interface Finding {
  readonly accountId: AccountId | null
  readonly found: ChangeDataValue | Because
}

interface TimedFinding extends Finding {
  readonly at: Instant
  readonly after: Marketo
}

const because = (rule: RuleId, reason: Reason): Because => ({ rule, reason })

/**
 * Returns the account in which the contact is live, or `null`. The function reads the compact form of the contact. It does not
 * expand this form, because a contact can have many records.
 */
const liveAccountOf = (contactId: ContactId, marketo: Marketo): AccountId | null => {
  const contact = asState(marketo).contacts.get(contactId)
  return contact === undefined ? null : (liveIn(contact) ?? null)
}

/** Explains why a step logs nothing for a contact that is not live in the account of the step. */
const notLive = (contact: O.Option<Contact>): Because => {
  if (O.isNone(contact)) return because('activity.per-contact', { _tag: 'NotLive', why: 'unknown' })
  switch (contact.value._tag) {
    case 'LiveContact':
      return because('contact.one-account', { _tag: 'Elsewhere', liveIn: contact.value.accountId })
    case 'DeletedContact':
      return because('contact.deleted', { _tag: 'NotLive', why: 'deleted' })
    case 'PrivateContact':
      return because('contact.private', { _tag: 'NotLive', why: 'private' })
  }
}

const deferred = (waitsFor: AccountId): Because => because('contact.one-account', { _tag: 'Deferred', waitsFor })

const onNotNew = (why: NotNew, systemModstamp: Instant): Because =>
  why === 'came with this stamp'
    ? because('sync.only-newer', { _tag: 'CameBefore', systemModstamp })
    : because('sync.formula-fields', { _tag: 'FormulaWaits', systemModstamp })

/** Explains why an account record logs nothing for a live contact of the account. */
const whyNoSyncDown = (field: FieldName, record: AccountRecord, { step, before }: Moment): Because => {
  const { id, systemModstamp } = record
  const account = lookupAccount(id)(before)
  const [event] = eventsOf(step)
  if (event === undefined && step.input._tag === 'ConfirmConversion')
    return because('convert.answered-once', { _tag: 'AnsweredBefore' })
  if (event?._tag !== 'AccountSyncedDown' && event?._tag !== 'AccountSkipped') {
    const notNew = whyNotNew(record, field, account)
    if (O.isSome(notNew) && notNew.value === 'waits for the next stamp') return onNotNew(notNew.value, systemModstamp)
    return because(
      'sync.only-newer',
      O.isSome(account) && whyIgnored(record, account.value) === 'late'
        ? { _tag: 'Late', systemModstamp, applied: account.value.systemModstamp }
        : { _tag: 'Repeated', systemModstamp },
    )
  }
  const value = valueOf(field)(event.fields)
  const notNew = whyNotNew(record, field, account)
  if (O.isNone(value) && O.isSome(notNew)) return onNotNew(notNew.value, systemModstamp)
  if (O.isNone(value))
    return Object.hasOwn(record.fields, field) || !isEverSynced(field)
      ? because('sync.visible-fields', { _tag: 'NotSynced', why: whyNotSynced(field) })
      : because('sync.absent-field', { _tag: 'Absent' })
  if (event._tag === 'AccountSkipped') return because('sync.override-all', { _tag: 'Skipped' })
  return event.changes.some((change) => change.field === field)
    ? because('activity.cap', { _tag: 'OverTheCap', liveContacts: event.liveContacts })
    : because('activity.real-change', { _tag: 'NoChange', value: value.value })
}

const whyNoEdit = (input: EditAccountField, event: Event | undefined): Because => {
  if (event?._tag !== 'AccountFieldEdited')
    return because('activity.local-edit', { _tag: 'NoChange', value: input.value })
  return because(
    'activity.local-edit',
    event.logged === 'none' ? { _tag: 'EditsNotLogged' } : { _tag: 'OtherContact', through: input.contactId },
  )
}

const isDeferred = ({ decided }: Step): boolean => E.isLeft(decided) && decided.left._tag === 'Deferred'

/**
 * Finds the activity that a step logs for this contact and field. The function does not build the activities of other contacts.
 */
const activityOf = ({ contactId, field }: LogQuestion, step: Step): ChangeDataValue | undefined => {
  for (const event of eventsOf(step))
    for (const activity of activitiesOf([contactId])(event))
      if (activity._tag === 'ChangeDataValue' && activity.contactId === contactId && activity.field === field)
        return activity
  return undefined
}

/**
 * Returns the activity of a step, or the refusal of the step. If there is neither, returns the reason why Marketo logged nothing.
 */
const activityOr = (question: LogQuestion, step: Step, why: () => Because): Finding['found'] => {
  const activity = activityOf(question, step)
  if (activity !== undefined) return activity
  const refusal = refusalOf(step)
  return O.isSome(refusal) ? because(refusal.value.rule, { _tag: 'Refused', refusal: refusal.value }) : why()
}

/**
 * Examines a step whose input contains an account record. The record comes from a sync-down, or from Salesforce's answer to a
 * conversion.
 */
const onAccountRecord = (question: LogQuestion, record: AccountRecord, moment: Moment): Finding => {
  const { step, before, waitsFor } = moment
  const { contactId, field } = question
  const accountId = record.id
  if (liveAccountOf(contactId, before) !== accountId)
    return {
      accountId,
      found: waitsFor === accountId ? deferred(accountId) : notLive(lookupContact(contactId)(before)),
    }
  return { accountId, found: activityOr(question, step, () => whyNoSyncDown(field, record, moment)) }
}

/**
 * Examines a step whose input is a local edit. Returns `undefined` if the edit concerns a different field or a different account.
 */
const onEdit = (question: LogQuestion, input: EditAccountField, { step, before }: Moment): Finding | undefined => {
  if (input.field !== question.field) return undefined
  const accountId = liveAccountOf(question.contactId, before)
  if (input.contactId !== question.contactId)
    if (accountId === null || liveAccountOf(input.contactId, before) !== accountId) return undefined
  return { accountId, found: activityOr(question, step, () => whyNoEdit(input, eventsOf(step)[0])) }
}

/**
 * Examines a step whose input is a record of the contact. Returns a finding if the record waits for its account, or if the record
 * changed the value that Marketo shows. Otherwise returns `undefined`.
 */
const onContactRecord = (
  { contactId, field }: LogQuestion,
  { step, before, after, waitsFor }: Moment,
): Finding | undefined => {
  if (isDeferred(step)) return waitsFor === null ? undefined : { accountId: waitsFor, found: deferred(waitsFor) }
  const valueIn = valueForContact(contactId, field)
  if (O.getEq(Eq.eqStrict).equals(valueIn(before), valueIn(after))) return undefined
  const from = liveAccountOf(contactId, before)
  const to = liveAccountOf(contactId, after)
  const rule = to === null ? notLive(lookupContact(contactId)(after)).rule : 'contact.moves'
  return { accountId: to ?? from, found: because(rule, { _tag: 'Moved', from, to }) }
}

const findingOf = (question: LogQuestion, moment: Moment): Finding | undefined => {
  const { input } = moment.step
  switch (input._tag) {
    case 'SyncAccount':
      return onAccountRecord(question, input.record, moment)
    case 'ConfirmConversion':
      return onAccountRecord(question, input.account, moment)
    case 'EditAccountField':
      return onEdit(question, input, moment)
    case 'SyncContact':
      return input.record.id === question.contactId ? onContactRecord(question, moment) : undefined
    case 'FailConversion':
    case 'PutPerson':
    case 'ConvertPerson':
      return undefined
  }
}

/** Returns the account that an input names for the contact. */
const accountNamedBy = (input: Input, contactId: ContactId): AccountId | null => {
  if (input._tag === 'SyncContact' && input.record.id === contactId) return input.record.accountId
  return input._tag === 'ConfirmConversion' && input.contactId === contactId ? input.account.id : null
}

/**
 * Returns the account for which the contact's latest record waits after a step. Returns `null` if no record waits. `waitsFor` is
 * the account for which a record waited before the step, or `null`.
 */
const waitsForAfter = (step: Step, contactId: ContactId, waitsFor: AccountId | null): AccountId | null => {
  const { input } = step
  if (input._tag !== 'SyncContact' || input.record.id !== contactId) return waitsFor
  if (isDeferred(step)) return input.record.accountId
  return eventsOf(step).length > 0 ? null : waitsFor
}

/**
 * Explains why there is no Change Data Value for a contact, an Account field and a period. The period includes its first and last
 * instant. You can pass these two instants in either order.
 *
 * The result contains one answer for each step that happened in the period and concerns the contact and the field. The answers
 * are in the order of the steps. If a step logged a Change Data Value, its answer contains this activity.
 *
 * If no step in the period concerns the contact and the field, the result contains one answer. This answer explains why nothing
 * was logged.
 *
 * A step concerns the contact and the field if its input is one of these:
 *
 * - a record of an account, if the contact was in the account or if a record of the contact ever named the account;
 * - a local edit of the field in the contact's account;
 * - a record of the contact, if the record changed the value that Marketo shows for the contact, or if the record has to wait.
 *
 * @rule activity.per-contact
 * @rule activity.cap
 * @rule activity.real-change
 * @rule activity.local-edit
 * @rule contact.moves
 * @example
 * import { defaultSettings, emptyMarketo, scan } from 'marketo-account-sync'
 * import { LogQuestionFromJson, whyNotLogged } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const question = LogQuestionFromJson.decode({
 * contactId: '0034W00002Abcde', field: 'Industry', from: '2024-05-01T00:00:00Z', until: '2024-05-01T23:59:59Z'
 * })
 * if (E.isLeft(question)) assert.fail()
 * const history = scan(defaultSettings)([], emptyMarketo)
 * const [answer] = whyNotLogged(question.right, { initial: emptyMarketo, history })
 * assert.ok(answer._tag === 'NotLogged')
 * assert.deepStrictEqual(answer.reason, { _tag: 'NotLive', why: 'unknown' })
 *
 * @category questions
 * @since 0.1.0
 */
export const whyNotLogged = (
  question: LogQuestion,
  { initial, history }: ScannedHistory,
): ReadonlyNonEmptyArray<LogAnswer> => {
  const { contactId, field } = question
  const [from, until] =
    question.from <= question.until ? [question.from, question.until] : [question.until, question.from]
  const findings: Array<TimedFinding> = []
  const accounts = new Set([liveAccountOf(contactId, initial)])
  let before = initial
  let waitsFor: AccountId | null = null
  let atEnd: Pick<Moment, 'after' | 'waitsFor'> = { after: initial, waitsFor }
  for (const [step, after] of history) {
    const { input } = step
    accounts.add(accountNamedBy(input, contactId))
    waitsFor = waitsForAfter(step, contactId, waitsFor)
    if (input.at <= until) {
      atEnd = { after, waitsFor }
      const finding = input.at < from ? undefined : findingOf(question, { step, before, after, waitsFor })
      if (finding !== undefined) findings.push({ ...finding, at: input.at, after })
    }
    before = after
  }
  const notLogged = (accountId: AccountId | null, at: NotLogged['at'], marketo: Marketo, why: Because): NotLogged => {
    const account = accountId === null ? O.none : lookupAccount(accountId)(marketo)
    return {
      _tag: 'NotLogged',
      contactId,
      field,
      accountId,
      accountStatus: O.toNullable(O.map(statusOf)(account)),
      meant: meantField(field, account),
      at,
      ...why,
    }
  }
  const nothing = (): LogAnswer => {
    const { after, waitsFor: account } = atEnd
    const accountId = liveAccountOf(contactId, after)
    if (accountId !== null)
      return notLogged(accountId, null, after, because('activity.per-contact', { _tag: 'NothingHappened' }))
    const why = account === null ? notLive(lookupContact(contactId)(after)) : deferred(account)
    return notLogged(null, null, after, why)
  }
  const answers = findings
    .filter(({ accountId }) => accounts.has(accountId))
    .map(({ accountId, found, at, after }): LogAnswer => {
      if (!('_tag' in found)) return notLogged(accountId, at, after, found)
      const rule = found.cause === 'sync-down' ? 'activity.per-contact' : 'activity.local-edit'
      return { _tag: 'Logged', rule, activity: found }
    })
  return RA.isNonEmpty(answers) ? answers : [nothing()]
}
