// What a law may look at: the inputs so far and what was decided of them, and Marketo through its queries. Nothing here
// asks the library whether a record is late, overrides, or is visible: these are stated again, from the rules.
import * as O from 'fp-ts/lib/Option.js'
import type {
  Account,
  AccountId,
  AccountRecord,
  Activity,
  ChangeDataValue,
  Contact,
  ContactId,
  ContactRecord,
  ConversionConfirmed,
  FieldName,
  Fields,
  FieldValue,
  Input,
  Marketo,
  Person,
  PersonId,
  Refusal,
  Settings,
} from 'marketo-account-sync'
import {
  allContacts,
  eqAccount,
  eqContact,
  eqFields,
  lookupAccount,
  lookupContact,
  lookupPerson,
  rowsOf,
  shownFields,
} from 'marketo-account-sync'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Moment } from 'marketo-account-sync/testing'

const neverSynced: ReadonlyArray<string> = [
  'Fax',
  'Ownership',
  'Rating',
  'ShippingCity',
  'ShippingCountry',
  'ShippingPostalCode',
  'ShippingState',
  'ShippingStreet',
  'TickerSymbol',
]

export const isVisible =
  ({ instance }: Settings) =>
  (name: string): boolean =>
    !neverSynced.includes(name) && !(instance.hiddenFields as ReadonlyArray<string>).includes(name)

export const namesOf = (fields: Fields): ReadonlyArray<FieldName> => Object.keys(fields) as Array<FieldName>

export const fieldOf = (fields: Fields, name: FieldName): FieldValue | undefined =>
  Object.entries(fields).find(([other]) => other === name)?.[1]

export const visibleOf = (settings: Settings, record: AccountRecord): Fields =>
  Object.fromEntries(Object.entries(record.fields).filter(([name]) => isVisible(settings)(name)))

// Marketo, by its queries

export const accountIn = (marketo: Marketo, id: AccountId): Account | undefined =>
  O.toUndefined(lookupAccount(id)(marketo))
export const contactIn = (marketo: Marketo, id: ContactId): Contact | undefined =>
  O.toUndefined(lookupContact(id)(marketo))
export const personIn = (marketo: Marketo, id: PersonId): Person | undefined => O.toUndefined(lookupPerson(id)(marketo))

/** What Marketo shows in the fields of an account; nothing where it does not know the account. */
export const shownIn = (marketo: Marketo, id: AccountId): Fields => {
  const account = accountIn(marketo, id)
  return account === undefined ? {} : shownFields(account)
}

export const editsIn = (marketo: Marketo, id: AccountId): Account['localEdits'] =>
  accountIn(marketo, id)?.localEdits ?? []

/** The live contacts of an account, counted one by one and not by the index. */
export const liveIn = (marketo: Marketo, id: AccountId): ReadonlyArray<ContactId> =>
  allContacts(marketo).flatMap((contact) =>
    contact._tag === 'LiveContact' && contact.accountId === id ? [contact.id] : [],
  )

export const sameAccounts = (a: Marketo, b: Marketo): boolean =>
  RA.getEq(eqAccount).equals(rowsOf(a).accounts, rowsOf(b).accounts)

export const sameContacts = (a: Marketo, b: Marketo): boolean =>
  RA.getEq(eqContact).equals(rowsOf(a).contacts, rowsOf(b).contacts)

export const sameAccount = (a: Marketo, b: Marketo, id: AccountId): boolean =>
  O.getEq(eqAccount).equals(lookupAccount(id)(a), lookupAccount(id)(b))

/** The accounts other than one stay as they were. */
export const othersStay = ({ before, after }: Moment, id: AccountId): boolean =>
  [...rowsOf(before).accounts, ...rowsOf(after).accounts].every(
    (account) => account.id === id || sameAccount(before, after, account.id),
  )

// what came of an input

export const refusalOf = ({ decided }: Moment): Refusal | undefined =>
  decided._tag === 'Left' && decided.left._tag === 'Refused' ? decided.left.refusal : undefined

export const isDeferred = ({ decided }: Moment): boolean => decided._tag === 'Left' && decided.left._tag === 'Deferred'
export const isTaken = ({ decided }: Moment): boolean => decided._tag === 'Right'

export const changesNothing = ({ before, after, activities }: Moment, id: AccountId): boolean =>
  sameAccount(before, after, id) && activities.length === 0

export const confirmedBy = ({ events }: Moment): ConversionConfirmed | undefined =>
  events.find((event) => event._tag === 'ConversionConfirmed')

const isChange = (activity: Activity): activity is ChangeDataValue => activity._tag === 'ChangeDataValue'
export const changesLogged = ({ activities }: Moment): ReadonlyArray<ChangeDataValue> => activities.filter(isChange)

/** Whether a conversion has to sync the person to Salesforce first. */
export const syncsFirst = ({ sfdc }: Person): boolean =>
  sfdc._tag === 'NotInSalesforce' || (sfdc._tag === 'SfdcLead' && sfdc.isDeleted)

/** The one event by which Salesforce is asked for a conversion. */
export const requestedBy = ({ events }: Moment) => {
  const [event] = events
  return event?._tag === 'ConversionRequested' && events.length === 1 ? event : undefined
}

/** The account record that an input brings to Marketo: that of an answer only where the answer is applied. */
export const recordOf = (moment: Moment): AccountRecord | undefined => {
  if (moment.input._tag === 'SyncAccount') return moment.input.record
  if (moment.input._tag === 'ConfirmConversion' && confirmedBy(moment) !== undefined) return moment.input.account
  return undefined
}

/** The contact record that an input brings: not while it has to wait for its account. */
export const contactRecordOf = (moment: Moment): ContactRecord | undefined =>
  moment.input._tag === 'SyncContact' && !isDeferred(moment) ? moment.input.record : undefined

/** Whether an answer names the same three records for the same person as one applied before. */
export const repeatsAnswer = (past: ReadonlyArray<Moment>, input: Input): boolean =>
  input._tag === 'ConfirmConversion' &&
  past.some((earlier) => {
    const other = confirmedBy(earlier)
    return (
      other?.personId === input.personId &&
      other.accountId === input.account.id &&
      other.contactId === input.contactId &&
      other.opportunityId === input.opportunityId
    )
  })

// how a record stands to those before it

export type Standing = 'late' | 'repeated' | 'newer' | 'same stamp, other content'

const standing = <R extends { readonly systemModstamp: number }>(
  earlier: ReadonlyArray<R>,
  record: R,
  equal: (a: R, b: R) => boolean,
): Standing => {
  if (earlier.some((other) => other.systemModstamp > record.systemModstamp)) return 'late'
  const atStamp = earlier.filter((other) => other.systemModstamp === record.systemModstamp)
  if (atStamp.some((other) => equal(other, record))) return 'repeated'
  return atStamp.length === 0 ? 'newer' : 'same stamp, other content'
}

const present = <A>(value: A | undefined): value is A => value !== undefined

export const accountStanding = (settings: Settings, past: ReadonlyArray<Moment>, record: AccountRecord): Standing =>
  standing(
    past
      .map(recordOf)
      .filter(present)
      .filter(({ id }) => id === record.id),
    record,
    (a, b) => a.isDeleted === b.isDeleted && eqFields.equals(visibleOf(settings, a), visibleOf(settings, b)),
  )

export const contactStanding = (past: ReadonlyArray<Moment>, record: ContactRecord): Standing =>
  standing(
    past
      .map(contactRecordOf)
      .filter(present)
      .filter(({ id }) => id === record.id),
    record,
    (a, b) => a.isDeleted === b.isDeleted && a.accountId === b.accountId,
  )

export const isApplied = (standing: Standing): boolean =>
  standing === 'newer' || standing === 'same stamp, other content'

/** Whether an applied record overrides under `field-change` too: it carries a field not held, or not so synced. */
export const saysSomethingNew = (settings: Settings, before: Marketo, record: AccountRecord): boolean => {
  const synced = accountIn(before, record.id)?.synced
  const fields = visibleOf(settings, record)
  return synced === undefined || namesOf(fields).some((name) => fieldOf(synced, name) !== fieldOf(fields, name))
}

/** The record that a moment overrides with, if it does. */
export const overridingRecord = (
  settings: Settings,
  past: ReadonlyArray<Moment>,
  moment: Moment,
): AccountRecord | undefined => {
  const record = recordOf(moment)
  return record !== undefined &&
    isApplied(accountStanding(settings, past, record)) &&
    (settings.readings.overrideOn === 'every-update' || saysSomethingNew(settings, moment.before, record))
    ? record
    : undefined
}
