/**
 * Why is there no Change Data Value for this contact, field and time?
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as Eq from 'fp-ts/lib/Eq.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { AccountRecord } from '../model/Account.js'
import type { ChangeDataValue } from '../rules/ActivityLog.js'
import { activitiesOf } from '../rules/ActivityLog.js'
import type { Contact } from '../model/Contact.js'
import type { Event } from '../model/Event.js'
import type { FieldName } from '../model/Field.js'
import { isSynced, valueOf } from '../model/Field.js'
import type { EditAccountField, Input } from '../model/Input.js'
import type { Marketo } from '../marketo/Marketo.js'
import { lookupAccount, lookupContact, valueForContact } from '../marketo/Marketo.js'
import type { RuleId } from '../rules/Rule.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Step } from '../marketo/Simulate.js'
import { eventsOf } from '../marketo/Simulate.js'
import type { LogAnswer, LogQuestion, NotLogged, Reason } from './LogAnswer.js'
import { whyNotSynced } from './NextOverride.js'
import { whyIgnored } from './Preview.js'

/** A step of the history, and how things stood before it. */
interface Moment {
  readonly taken: Step
  readonly before: Marketo
  readonly after: Marketo
  /** The account that the contact's latest deferred record waits for. */
  readonly waitsFor: AccountId | null
}

interface Because {
  readonly rule: RuleId
  readonly reason: Reason
}

/** An activity, or why there is none; and the account that something happened to. */
interface Finding {
  readonly accountId: AccountId | null
  readonly found: ChangeDataValue | Because
}

const because = (rule: RuleId, reason: Reason): Because => ({ rule, reason })

const liveIn = (contact: O.Option<Contact>): AccountId | null =>
  O.isSome(contact) && contact.value._tag === 'LiveContact' ? contact.value.accountId : null

/** Why nothing is logged for a contact on an account that it is not live in. */
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

const nothingHidden: ReadonlySet<string> = /* @__PURE__ */ new Set()

/** Why a record logs nothing for a live contact of its account, though the step was not refused. */
const whyNoSyncDown = (field: FieldName, record: AccountRecord, { taken, before }: Moment): Because => {
  const { id, systemModstamp } = record
  const [event] = eventsOf(taken)
  if (event === undefined && taken.input._tag === 'ConfirmConversion')
    return because('convert.answered-once', { _tag: 'AnsweredBefore' })
  if (event?._tag !== 'AccountSyncedDown' && event?._tag !== 'AccountSkipped') {
    const account = lookupAccount(id)(before)
    return because(
      'sync.only-newer',
      O.isSome(account) && whyIgnored(record, account.value) === 'late'
        ? { _tag: 'Late', systemModstamp, applied: account.value.systemModstamp }
        : { _tag: 'Repeated', systemModstamp },
    )
  }
  const value = valueOf(event.fields)(field)
  if (value === undefined)
    return Object.hasOwn(record.fields, field) || !isSynced(nothingHidden)(field)
      ? because('sync.visible-fields', { _tag: 'NotSynced', why: whyNotSynced(field) })
      : because('sync.absent-field', { _tag: 'Absent' })
  if (event._tag === 'AccountSkipped') return because('sync.override-all', { _tag: 'Skipped' })
  return event.changes.some((change) => change.field === field)
    ? because('activity.cap', { _tag: 'OverTheCap', liveContacts: event.liveContacts })
    : because('activity.real-change', { _tag: 'NoChange', value })
}

const whyNoEdit = (input: EditAccountField, event: Event | undefined): Because => {
  if (event?._tag !== 'AccountFieldEdited')
    return because('activity.local-edit', { _tag: 'NoChange', value: input.value })
  return because(
    'activity.local-edit',
    event.logged === 'none' ? { _tag: 'EditsNotLogged' } : { _tag: 'OtherContact', through: input.contactId },
  )
}

const refused = ({ decided }: Step): Because | undefined =>
  E.isLeft(decided) && decided.left._tag === 'Refused'
    ? because(decided.left.refusal.rule, { _tag: 'Refused', refusal: decided.left.refusal })
    : undefined

const isDeferred = ({ decided }: Step): boolean => E.isLeft(decided) && decided.left._tag === 'Deferred'

/** The activity that a step logs for one contact and field; of no other contact is one made. */
const activityOf = ({ contactId, field }: LogQuestion, taken: Step): ChangeDataValue | undefined => {
  for (const event of eventsOf(taken))
    for (const activity of activitiesOf(event)([contactId]))
      if (activity._tag === 'ChangeDataValue' && activity.contactId === contactId && activity.field === field)
        return activity
  return undefined
}

/** What an account record, of a sync-down or in an answer, says of the contact. */
const onAccountRecord = (question: LogQuestion, record: AccountRecord, moment: Moment): Finding => {
  const { taken, before, waitsFor } = moment
  const contact = lookupContact(question.contactId)(before)
  const accountId = record.id
  if (liveIn(contact) !== accountId)
    return { accountId, found: waitsFor === accountId ? deferred(accountId) : notLive(contact) }
  return {
    accountId,
    found: activityOf(question, taken) ?? refused(taken) ?? whyNoSyncDown(question.field, record, moment),
  }
}

/** What a local edit says of the contact: nothing, if it is of another account. */
const onEdit = (question: LogQuestion, input: EditAccountField, { taken, before }: Moment): Finding | undefined => {
  const accountId = liveIn(lookupContact(question.contactId)(before))
  if (input.field !== question.field) return undefined
  if (input.contactId !== question.contactId)
    if (accountId === null || liveIn(lookupContact(input.contactId)(before)) !== accountId) return undefined
  return {
    accountId,
    found: activityOf(question, taken) ?? refused(taken) ?? whyNoEdit(input, eventsOf(taken)[0]),
  }
}

/** What the contact's own record says: nothing, if it changed nothing that the contact shows. */
const onContactRecord = (
  { contactId, field }: LogQuestion,
  { taken, before, after, waitsFor }: Moment,
): Finding | undefined => {
  if (isDeferred(taken)) return waitsFor === null ? undefined : { accountId: waitsFor, found: deferred(waitsFor) }
  const shown = valueForContact(contactId, field)
  if (O.getEq(Eq.eqStrict).equals(shown(before), shown(after))) return undefined
  const from = liveIn(lookupContact(contactId)(before))
  const contact = lookupContact(contactId)(after)
  const to = liveIn(contact)
  const rule = to === null ? notLive(contact).rule : 'contact.moves'
  return { accountId: to ?? from, found: because(rule, { _tag: 'Moved', from, to }) }
}

const findingOf = (question: LogQuestion, moment: Moment): Finding | undefined => {
  const { input } = moment.taken
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

/** The account that an input says the contact is in. */
const saidToBeIn = (contactId: ContactId, input: Input): AccountId | null => {
  if (input._tag === 'SyncContact' && input.record.id === contactId) return input.record.accountId
  return input._tag === 'ConfirmConversion' && input.contactId === contactId ? input.account.id : null
}

/** The account that the contact's latest deferred record waits for, after a step. */
const stillWaitsFor = (contactId: ContactId, taken: Step, waitsFor: AccountId | null): AccountId | null => {
  const { input } = taken
  if (input._tag !== 'SyncContact' || input.record.id !== contactId) return waitsFor
  if (isDeferred(taken)) return input.record.accountId
  return eventsOf(taken).length > 0 ? null : waitsFor
}

/**
 * Why there is no Change Data Value for a contact, an Account field and a time, in the history that `scan` folds: one
 * answer for each step of that time that bears on them, in order, and so an activity wherever there is one. What bears
 * on them: records of an account that the contact was in, or was ever said to be in; local edits of the field in its
 * account; its own records, where they changed what it shows or have to wait. Where nothing does, that is the one
 * answer.
 *
 * `initial` is the Marketo with which the history began. The ends of the time may be given in either order.
 *
 * @rule activity.per-contact
 * @rule activity.cap
 * @rule activity.real-change
 * @rule activity.local-edit
 * @rule contact.moves
 * @example
 * import { ContactId, defaultSettings, emptyMarketo, FieldName, Instant, scan } from 'marketo-account-sync'
 * import { whyNotLogged } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const contactId = ContactId.decode('0034W00002Abcde')
 * const field = FieldName.decode('Industry')
 * const from = Instant.decode('2024-05-01T00:00:00Z')
 * const until = Instant.decode('2024-05-01T23:59:59Z')
 * if (E.isRight(contactId) && E.isRight(field) && E.isRight(from) && E.isRight(until)) {
 *   const question = { contactId: contactId.right, field: field.right, from: from.right, until: until.right }
 *   const [answer] = whyNotLogged(question)(emptyMarketo)(scan(defaultSettings)([])(emptyMarketo))
 *   assert.ok(answer._tag === 'NotLogged')
 *   assert.deepStrictEqual(answer.reason, { _tag: 'NotLive', why: 'unknown' })
 * } else assert.fail()
 *
 * @category questions
 * @since 0.1.0
 */
export const whyNotLogged =
  (question: LogQuestion) =>
  (initial: Marketo) =>
  (history: Iterable<readonly [Step, Marketo]>): ReadonlyNonEmptyArray<LogAnswer> => {
    const { contactId, field } = question
    const [from, until] =
      question.from <= question.until ? [question.from, question.until] : [question.until, question.from]
    const findings: Array<Finding & { readonly taken: Step }> = []
    const accounts = new Set([liveIn(lookupContact(contactId)(initial))])
    let before = initial
    let waitsFor: AccountId | null = null
    let then: { readonly marketo: Marketo; readonly waitsFor: AccountId | null } = { marketo: initial, waitsFor }
    for (const [taken, after] of history) {
      const { input } = taken
      accounts.add(saidToBeIn(contactId, input))
      waitsFor = stillWaitsFor(contactId, taken, waitsFor)
      if (input.at <= until) {
        then = { marketo: after, waitsFor }
        const finding = input.at < from ? undefined : findingOf(question, { taken, before, after, waitsFor })
        if (finding !== undefined) findings.push({ ...finding, taken })
      }
      before = after
    }
    const notLogged = (accountId: AccountId | null, at: NotLogged['at'], why: Because): NotLogged => ({
      _tag: 'NotLogged',
      contactId,
      field,
      accountId,
      at,
      ...why,
    })
    const nothing = (): LogAnswer => {
      const contact = lookupContact(contactId)(then.marketo)
      const accountId = liveIn(contact)
      if (accountId !== null)
        return notLogged(accountId, null, because('activity.per-contact', { _tag: 'NothingHappened' }))
      return notLogged(null, null, then.waitsFor === null ? notLive(contact) : deferred(then.waitsFor))
    }
    const answers = findings
      .filter(({ accountId }) => accounts.has(accountId))
      .map(({ accountId, found, taken }): LogAnswer => {
        if (!('_tag' in found)) return notLogged(accountId, taken.input.at, found)
        const rule = found.cause === 'sync-down' ? 'activity.per-contact' : 'activity.local-edit'
        return { _tag: 'Logged', rule, activity: found }
      })
    return RA.isNonEmpty(answers) ? answers : [nothing()]
  }
