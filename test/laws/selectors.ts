// Selects the moments that laws are about. A selector looks at one moment of a history and at the earlier moments. If the selector
// selects the moment, it returns the facts that a law needs.
//
// The name of a selector completes the sentence "The history has a moment in which …". `distribution.test.ts` counts how many
// random histories have such a moment.
import * as O from 'fp-ts/lib/Option.js'
import type {
  Account,
  AccountId,
  AccountRecord,
  ConfirmConversion,
  ContactId,
  ContactRecord,
  Converting,
  ConvertiblePerson,
  ConvertPerson,
  EditAccountField,
  FailConversion,
  FieldName,
  Input,
  LocalEdit,
  Person,
  PersonId,
  PutPerson,
  Refusal,
  SalesforceRequest,
  Settings,
  SyncContact,
} from 'marketo-account-sync'
import { accountsOf, personsOf } from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import { momentsOf } from 'marketo-account-sync/testing'
import {
  accountIn,
  confirmedIn,
  contactIn,
  editsIn,
  fieldOf,
  isAccepted,
  liveContactIn,
  liveIn,
  personIn,
  requestedIn,
  shownIn,
} from '../helpers/observe.js'
import { fieldName } from '../helpers/values.js'
import type { Brought, Standing } from './records.js'
import {
  accountArrival,
  contactRecordOf,
  contactStanding,
  isApplied,
  isVisible,
  recordOf,
  repeatsAnswer,
  saysSomethingNew,
} from './records.js'

/** A moment, and the earlier moments of its history. */
export interface HistoryMoment extends Moment {
  readonly past: ReadonlyArray<Moment>
  readonly settings: Settings
  readonly implementation: Implementation
  /** The requests to Salesforce. */
  readonly requests: ReadonlyArray<SalesforceRequest>
}

export const historyMoments =
  (implementation: Implementation) =>
  (settings: Settings) =>
  (history: ReadonlyArray<Input>): ReadonlyArray<HistoryMoment> =>
    momentsOf(implementation)(settings)(history).map((moment, index, all) => {
      const requested = requestedIn(moment)
      const requests = requested === undefined ? [] : implementation.toSalesforce(requested)
      return { ...moment, past: all.slice(0, index), settings, implementation, requests }
    })

export interface Selector<Facts extends object> {
  readonly name: string
  readonly select: (moment: HistoryMoment) => O.Option<Facts>
}

const selector = <Facts extends object>(
  name: string,
  find: (moment: HistoryMoment) => Facts | undefined,
): Selector<Facts> => ({ name, select: (moment) => O.fromNullable(find(moment)) })

/** Caches what a selector finds, because each search goes through the whole past. */
const remembered = <Facts extends object>({ name, select }: Selector<Facts>): Selector<Facts> => {
  const found = new WeakMap<HistoryMoment, O.Option<Facts>>()
  return {
    name,
    select: (moment) => {
      const facts = found.get(moment) ?? select(moment)
      found.set(moment, facts)
      return facts
    },
  }
}

/** Makes a narrower selector, which also checks one more condition. */
export const narrowed = <Facts extends object>(
  { select }: Selector<Facts>,
  name: string,
  isIt: (facts: Facts & HistoryMoment) => boolean,
): Selector<Facts> => ({
  name,
  select: (moment) => O.filter((facts: Facts) => isIt({ ...moment, ...facts }))(select(moment)),
})

export const anyMoment: Selector<object> = selector('an input of any kind arrives', () => ({}))

// Account records

interface Arrival extends Brought {
  readonly record: AccountRecord
  readonly standing: Standing
}

export const accountRecord = remembered(
  selector('an account record arrives', (moment): Arrival | undefined => {
    const record = recordOf(moment)
    return record === undefined ? undefined : { record, ...accountArrival(moment, record) }
  }),
)

export const appliedAccountRecord = narrowed(accountRecord, 'an account record is applied', ({ standing }) =>
  isApplied(standing),
)

/**
 * The record has the SystemModstamp of the last applied record and contains a new value. Such a record arrives if Salesforce
 * sends a second record of one version, or updates the account twice in one second.
 */
export const sameStampAccountRecord = narrowed(
  accountRecord,
  'an account record contains a new value and the SystemModstamp of the previous record',
  ({ standing }) => standing === 'same stamp, other content',
)

/** Selects a record that has the SystemModstamp of the last record of its account. */
export const furtherReading = narrowed(
  accountRecord,
  'an account record has the same SystemModstamp as the last record of its account',
  ({ record, before, standing }) =>
    standing !== 'newer' && accountIn(before, record.id)?.systemModstamp === record.systemModstamp,
)

const formulasIn = ({ record, settings }: Arrival & HistoryMoment): ReadonlyArray<FieldName> =>
  settings.instance.formulaFields.filter(
    (name) => isVisible(settings)(name) && fieldOf(record.fields, name) !== undefined,
  )

export const formulaAgain = selector(
  'a second record of one SystemModstamp contains a different value of a formula field',
  (moment) => {
    const arrival = O.toUndefined(furtherReading.select(moment))
    if (arrival === undefined) return undefined
    const { record, fields } = arrival
    const synced = accountIn(moment.before, record.id)?.synced ?? {}
    const formulas = formulasIn({ ...moment, ...arrival }).filter(
      (name) => !Object.hasOwn(fields, name) && fieldOf(synced, name) !== fieldOf(record.fields, name),
    )
    return formulas.length === 0 ? undefined : { record, formulas }
  },
)

export const firstFormula = selector(
  'a record contains the first value of a formula field for its SystemModstamp',
  (moment) => {
    const arrival = O.toUndefined(overriding.select(moment))
    if (arrival === undefined) return undefined
    const formulas = formulasIn({ ...moment, ...arrival }).filter((name) => Object.hasOwn(arrival.fields, name))
    return formulas.length === 0 ? undefined : { ...arrival, formulas }
  },
)

/** Selects no confirmed conversion, because Marketo applies a confirmed conversion even if its account record is late. */
export const staleAccountRecord = narrowed(
  accountRecord,
  'a late or repeated account record arrives',
  ({ input, standing }) => input._tag === 'SyncAccount' && !isApplied(standing),
)

export const overriding = narrowed(
  appliedAccountRecord,
  'an account record is applied and overrides values',
  (moment) =>
    moment.settings.readings.overrideOn === 'every-update' || saysSomethingNew(moment, moment.record.id, moment.fields),
)

export const skipping = narrowed(
  appliedAccountRecord,
  'an account record without a new value arrives under `field-change`',
  (moment) =>
    moment.settings.readings.overrideOn === 'field-change' &&
    !saysSomethingNew(moment, moment.record.id, moment.fields),
)

const liveBefore = ({ before, record }: Arrival & HistoryMoment): number => liveIn(before, record.id).length

export const accountRecordUnderCap = narrowed(
  accountRecord,
  'an account record arrives for an account that does not exceed the cap',
  (moment) => liveBefore(moment) <= moment.settings.instance.activityCap,
)

export const accountRecordAboveCap = narrowed(
  accountRecord,
  'an account record arrives for an account that exceeds the cap',
  (moment) => liveBefore(moment) > moment.settings.instance.activityCap,
)

// Local edits

interface Edit {
  readonly edit: EditAccountField
  /** The account of the contact through which the edit is made. */
  readonly accountId: AccountId
}

const editIn = ({ input, before }: Moment): Edit | undefined => {
  const contact = input._tag === 'EditAccountField' ? liveContactIn(before, input.contactId) : undefined
  return input._tag === 'EditAccountField' && contact !== undefined
    ? { edit: input, accountId: contact.accountId }
    : undefined
}

const refusalOfEdit = ({ input, before }: Moment): Refusal['_tag'] | undefined => {
  if (input._tag !== 'EditAccountField') return undefined
  const contact = contactIn(before, input.contactId)
  if (contact === undefined) return 'UnknownContact'
  if (contact._tag !== 'LiveContact') return 'ContactNotLive'
  const account = accountIn(before, contact.accountId)
  if (account?.isDeleted === true) return 'AccountDeleted'
  return fieldOf(account?.synced ?? {}, input.field) === undefined ? 'UnknownField' : undefined
}

export const editThroughLiveContact = selector('somebody tries a local edit through a live contact', editIn)

export const allowedEdit = narrowed(
  editThroughLiveContact,
  'somebody makes a local edit that no rule forbids',
  (moment) => refusalOfEdit(moment) === undefined,
)

export const acceptedEdit = narrowed(editThroughLiveContact, 'a local edit is accepted', isAccepted)

export const editOfUnknownField = narrowed(
  editThroughLiveContact,
  'somebody tries to edit a field that the account does not have',
  (moment) => refusalOfEdit(moment) === 'UnknownField',
)

export const editWithoutLiveContact = selector(
  'somebody tries a local edit through a contact that is not live, or whose account is deleted',
  (moment) => {
    const due = refusalOfEdit(moment)
    return due === undefined || due === 'UnknownField' ? undefined : { due }
  },
)

interface Held {
  readonly account: Account
  readonly edit: LocalEdit
}

/** Finds the local edits of every account before the moment. */
export const localEdits = selector(
  'an account has a local edit',
  (
    moment,
  ):
    | {
        readonly held: ReadonlyArray<Held>
        readonly overridden: Arrival | undefined
        readonly edited: Edit | undefined
      }
    | undefined => {
    const held = [...accountsOf(moment.before)].flatMap((account) =>
      account.localEdits.map((edit): Held => ({ account, edit })),
    )
    return held.length === 0
      ? undefined
      : { held, overridden: O.toUndefined(overriding.select(moment)), edited: editIn(moment) }
  },
)

// Contacts

export const contactDelivery = selector(
  'a contact record is delivered',
  ({ input }): { readonly delivery: SyncContact } | undefined =>
    input._tag === 'SyncContact' ? { delivery: input } : undefined,
)

export const otherInput = selector(
  'an input arrives that is neither a contact record nor a confirmation',
  ({ input }) => (input._tag === 'SyncContact' || input._tag === 'ConfirmConversion' ? undefined : {}),
)

interface ContactArrival {
  readonly record: ContactRecord
  readonly standing: Standing
}

export const contactRecord = remembered(
  selector('a contact record arrives', (moment): ContactArrival | undefined => {
    const record = contactRecordOf(moment)
    return record === undefined ? undefined : { record, standing: contactStanding(moment, record) }
  }),
)

const appliedContactRecord = narrowed(contactRecord, 'a contact record is applied', ({ standing }) =>
  isApplied(standing),
)

export const staleContactRecord = narrowed(
  contactRecord,
  'a late or repeated contact record arrives',
  ({ standing }) => !isApplied(standing),
)

export const contactDeletion = narrowed(
  appliedContactRecord,
  'a contact record deletes the contact',
  ({ record }) => record.isDeleted,
)

export const contactWithoutAccount = narrowed(
  appliedContactRecord,
  'a contact record has no account',
  ({ record }) => !record.isDeleted && record.accountId === null,
)

export const contactInAccount = selector('a contact record names an account', (moment) => {
  const { record } = O.toUndefined(appliedContactRecord.select(moment)) ?? {}
  return record === undefined || record.isDeleted || record.accountId === null
    ? undefined
    : { record, accountId: record.accountId }
})

/** Selects the record of the contact even if the record has to wait for its account. */
export const returnOfDeletedContact = selector(
  'a record that is not a deletion arrives for a deleted contact',
  (moment) => {
    const { input, before } = moment
    return input._tag === 'SyncContact' &&
      !input.record.isDeleted &&
      contactIn(before, input.record.id)?._tag === 'DeletedContact'
      ? { record: input.record, standing: contactStanding(moment, input.record) }
      : undefined
  },
)

// Persons

const put = selector(
  'a PutPerson arrives',
  ({ input, before }): { readonly put: PutPerson; readonly isConverting: boolean } | undefined =>
    input._tag === 'PutPerson'
      ? { put: input, isConverting: personIn(before, input.person.id)?.sfdc._tag === 'Converting' }
      : undefined,
)

export const putSettled = narrowed(
  put,
  'a PutPerson arrives for a person who is not being converted',
  ({ isConverting }) => !isConverting,
)
export const putConverting = narrowed(
  put,
  'a PutPerson arrives for a person who is being converted',
  ({ isConverting }) => isConverting,
)

const personIdOf = ({ input }: Moment): PersonId | undefined => ('personId' in input ? input.personId : undefined)

export const knownPerson = selector('a conversion or an answer is about a known person', (moment) => {
  const id = personIdOf(moment)
  const person = id === undefined ? undefined : personIn(moment.before, id)
  return person === undefined ? undefined : { person }
})

export const unknownPerson = selector('a conversion or an answer is about an unknown person', (moment) => {
  const id = personIdOf(moment)
  return id === undefined || personIn(moment.before, id) !== undefined ? undefined : { personId: id }
})

// Convert Person

interface Conversion<P extends Person> {
  readonly command: ConvertPerson
  readonly person: P
}

const commandIn = ({ input, before }: Moment): Conversion<Person> | undefined => {
  const person = input._tag === 'ConvertPerson' ? personIn(before, input.personId) : undefined
  return input._tag === 'ConvertPerson' && person !== undefined ? { command: input, person } : undefined
}

const isConvertible = (person: Person): person is ConvertiblePerson =>
  person.sfdc._tag === 'NotInSalesforce' || person.sfdc._tag === 'SfdcLead'

export const convertible = selector(
  'Convert Person is run for a person who can be converted',
  (moment): Conversion<ConvertiblePerson> | undefined => {
    const { command, person } = commandIn(moment) ?? {}
    return command === undefined || person === undefined || !isConvertible(person) ? undefined : { command, person }
  },
)

export const inconvertible = selector(
  'Convert Person is run for a contact, or for a person who is being converted',
  (moment): Conversion<Person> | undefined => {
    const conversion = commandIn(moment)
    return conversion === undefined || isConvertible(conversion.person) ? undefined : conversion
  },
)

export const convertibleNamesake = narrowed(
  convertible,
  'Convert Person is run while an account has the company name of the person',
  ({ person, before }) =>
    person.company !== null &&
    [...accountsOf(before)].some(({ id }) => fieldOf(shownIn(before, id), fieldName('Name')) === person.company),
)

export const acceptedText = narrowed(
  convertible,
  'Convert Person is run with the exact text of acceptance',
  ({ command }) => command.accepts === 'new account and opportunity',
)

export const otherText = narrowed(
  convertible,
  'Convert Person is run with a text that is not the text of acceptance',
  ({ command }) => command.accepts !== 'new account and opportunity',
)

export const userOwner = narrowed(acceptedText, 'Convert Person is run with an owner who is a user', ({ command }) =>
  command.assignTo.startsWith('005'),
)

export const otherOwner = narrowed(
  acceptedText,
  'Convert Person is run with an owner who is not a user',
  ({ command }) => !command.assignTo.startsWith('005'),
)

/** Whether a conversion has to sync the person to Salesforce first. */
const syncsFirst = ({ sfdc }: Person): boolean =>
  sfdc._tag === 'NotInSalesforce' || (sfdc._tag === 'SfdcLead' && sfdc.isDeleted)

export const impliedSync = narrowed(
  userOwner,
  'Convert Person is run for a person who is not in Salesforce',
  ({ person }) => syncsFirst(person),
)

export const withoutImpliedSync = narrowed(
  userOwner,
  'Convert Person is run for a lead in Salesforce',
  ({ person }) => !syncsFirst(person),
)

export const requestOrFailure = selector('a conversion is requested or fails', ({ input }) =>
  input._tag === 'ConvertPerson' || input._tag === 'FailConversion' ? {} : undefined,
)

// Answers to a conversion

export const confirmation = selector(
  'a conversion is confirmed, whether or not it was requested',
  ({ input }): { readonly answer: ConfirmConversion } | undefined =>
    input._tag === 'ConfirmConversion' ? { answer: input } : undefined,
)

interface Answer {
  readonly answer: ConfirmConversion | FailConversion
  readonly person: Person
  /** Whether Marketo has already applied an answer with the same content. */
  readonly isRepeat: boolean
}

const answer = selector('an answer arrives', ({ input, before, past }): Answer | undefined => {
  if (input._tag !== 'ConfirmConversion' && input._tag !== 'FailConversion') return undefined
  const person = personIn(before, input.personId)
  return person === undefined ? undefined : { answer: input, person, isRepeat: repeatsAnswer(past, input) }
})

export const repeatedAnswer = narrowed(answer, 'an applied answer is repeated', ({ isRepeat }) => isRepeat)

export const answerToNothing = narrowed(
  answer,
  'an answer to a conversion arrives while no conversion of the person is under way',
  ({ person, isRepeat }) => !isRepeat && person.sfdc._tag !== 'Converting',
)

interface DueAnswer extends Answer {
  readonly converting: Converting
}

export const answerUnderWay = selector(
  'an answer to a conversion arrives while a conversion of the person is under way',
  (moment): DueAnswer | undefined => {
    const found = O.toUndefined(answer.select(moment))
    return found?.person.sfdc._tag === 'Converting' && !found.isRepeat
      ? { ...found, converting: found.person.sfdc }
      : undefined
  },
)

export const appliedAnswer = narrowed(answerUnderWay, 'an answer is applied', ({ events }) => events.length > 0)

interface Claim {
  readonly answer: ConfirmConversion
  /** Other persons to whom the contact in the answer already belongs. */
  readonly holders: ReadonlyArray<PersonId>
  /** The ids in the answer that already belong to an earlier conversion. `of` is the person of the earlier conversion. */
  readonly outcomes: ReadonlyArray<{ readonly id: string; readonly of: PersonId }>
}

const claim = selector('a confirmation arrives to a conversion under way', (moment): Claim | undefined => {
  const { answer: found } = O.toUndefined(answerUnderWay.select(moment)) ?? {}
  if (found?._tag !== 'ConfirmConversion') return undefined
  const holders = [...personsOf(moment.before)].flatMap(({ id, sfdc }) =>
    id !== found.personId && sfdc._tag === 'SfdcContact' && sfdc.contactId === found.contactId ? [id] : [],
  )
  const earlier = moment.past.flatMap((one) => confirmedIn(one) ?? [])
  const outcomes = [found.account.id, found.contactId, found.opportunityId].flatMap((id) =>
    earlier
      .filter((other) => [other.accountId, other.contactId, other.opportunityId].some((one) => one === id))
      .map((other) => ({ id, of: other.personId })),
  )
  return { answer: found, holders, outcomes }
})

export const newRecords = narrowed(
  claim,
  'a conversion is confirmed with three new records',
  ({ holders, outcomes }) => holders.length === 0 && outcomes.length === 0,
)

export const claimedRecords = narrowed(
  claim,
  "a conversion is confirmed with another person's contact or with the outcome of another conversion",
  ({ holders, outcomes }) => holders.length > 0 || outcomes.length > 0,
)

/** The person as it was when the conversion was requested. */
const askedFor = (past: ReadonlyArray<Moment>, personId: PersonId): Person | undefined => {
  const asked = [...past].reverse().find((earlier) => requestedIn(earlier)?.personId === personId)
  return asked === undefined ? undefined : personIn(asked.before, personId)
}

interface Failure {
  readonly failure: FailConversion
  readonly asked: Person | undefined
}

const failureUnderWay = selector('a conversion under way fails', (moment): Failure | undefined => {
  const { answer: found } = O.toUndefined(answerUnderWay.select(moment)) ?? {}
  return found?._tag === 'FailConversion' ? { failure: found, asked: askedFor(moment.past, found.personId) } : undefined
})

export const failedSync = narrowed(
  failureUnderWay,
  'the sync of the person fails before a conversion',
  ({ failure, asked }) => failure.failedAt === 'sync' && (asked === undefined || syncsFirst(asked)),
)

export const failedNeedlessSync = narrowed(
  failureUnderWay,
  'an answer reports a failed sync for a conversion that needs no sync',
  ({ failure, asked }) => failure.failedAt === 'sync' && asked !== undefined && !syncsFirst(asked),
)

export const failedConversion = narrowed(
  failureUnderWay,
  'a conversion fails after the sync of the person',
  ({ failure }) => failure.failedAt === 'convert',
)

// Activities

/** The contacts for which Marketo logs a local edit, according to the setting `localEditLog`. */
export const loggedFor = ({ edit, accountId, before, settings }: Edit & HistoryMoment): ReadonlyArray<ContactId> =>
  ({ 'edited-contact': [edit.contactId], 'every-contact': liveIn(before, accountId), none: [] })[
    settings.readings.localEditLog
  ]

export const notAnApplication = selector('an input arrives that is not an applied answer', (moment) =>
  O.isSome(appliedAnswer.select(moment)) ? undefined : {},
)

export const undoneEdit = narrowed(overriding, 'a local edit is overridden', ({ before, record, fields }) =>
  editsIn(before, record.id).some(({ field }) => Object.hasOwn(fields, field)),
)
