// Finds out whether a record is late, repeated or new, and whether a field is visible. The laws answer these questions without
// the library, because the laws test the library.
import type {
  AccountId,
  AccountRecord,
  ContactRecord,
  FieldName,
  Fields,
  FieldValue,
  Input,
  Settings,
} from 'marketo-account-sync'
import type { Moment } from 'marketo-account-sync/testing'
import { accountIn, confirmedIn, fieldOf, isDeferred, namesOf } from '../helpers/observe.js'

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

export const isIgnored = (name: string): boolean => neverSynced.includes(name)

export const isVisible =
  ({ instance }: Settings) =>
  (name: string): boolean =>
    !isIgnored(name) && !(instance.hiddenFields as ReadonlyArray<string>).includes(name)

export const visibleOf = (settings: Settings, record: AccountRecord): Fields =>
  Object.fromEntries(Object.entries(record.fields).filter(([name]) => isVisible(settings)(name)))

/**
 * The account record that an input delivers to Marketo. An answer to a conversion delivers its record only if the answer is
 * applied.
 */
export const recordOf = (moment: Moment): AccountRecord | undefined => {
  if (moment.input._tag === 'SyncAccount') return moment.input.record
  if (moment.input._tag === 'ConfirmConversion' && confirmedIn(moment) !== undefined) return moment.input.account
  return undefined
}

/** Changes the account record of an input, if the input has one. */
export const withRecord = (change: (record: AccountRecord) => AccountRecord, input: Input): Input => {
  if (input._tag === 'SyncAccount') return { ...input, record: change(input.record) }
  return input._tag === 'ConfirmConversion' ? { ...input, account: change(input.account) } : input
}

/** The contact record that an input delivers to Marketo. The result is `undefined` if the record must wait for its account. */
export const contactRecordOf = (moment: Moment): ContactRecord | undefined =>
  moment.input._tag === 'SyncContact' && !isDeferred(moment) ? moment.input.record : undefined

/** Whether an answer names the same person and the same three records as an answer that was applied earlier. */
export const repeatsAnswer = (past: ReadonlyArray<Moment>, input: Input): boolean =>
  input._tag === 'ConfirmConversion' &&
  past.some((earlier) => {
    const other = confirmedIn(earlier)
    return (
      other?.personId === input.personId &&
      other.accountId === input.account.id &&
      other.contactId === input.contactId &&
      other.opportunityId === input.opportunityId
    )
  })

export type Standing = 'late' | 'repeated' | 'newer' | 'same stamp, other content'

interface Place {
  readonly past: ReadonlyArray<Moment>
  readonly settings: Settings
}

/**
 * The values that a record delivers to its account. A newer record delivers all its values. A second record with the same
 * SystemModstamp delivers only its new values.
 */
export interface Brought {
  readonly fields: Fields
  /** The new value of `IsDeleted`. If the record delivers no new value, the key is absent. */
  readonly isDeleted?: boolean
}

const only = (fields: Fields, isIt: (name: FieldName, value: FieldValue) => boolean): Fields =>
  Object.fromEntries(Object.entries<FieldValue>(fields).filter(([name, value]) => isIt(name as FieldName, value)))

const broughtAgain = (
  { settings }: Place,
  atStamp: ReadonlyArray<AccountRecord>,
  { isDeleted, fields }: AccountRecord,
): Brought => {
  const formulas: ReadonlyArray<string> = settings.instance.formulaFields
  const cameBefore = (name: FieldName, value: FieldValue) =>
    atStamp.some((other) => {
      const came = fieldOf(visibleOf(settings, other), name)
      return came !== undefined && (came === value || formulas.includes(name))
    })
  const flags = atStamp.map((other, index) => (index === 0 ? (other.isDeleted ?? false) : other.isDeleted))
  return {
    fields: only(fields, (name, value) => isVisible(settings)(name) && !cameBefore(name, value)),
    ...(isDeleted === undefined || flags.includes(isDeleted) ? {} : { isDeleted }),
  }
}

const merged = (atStamp: ReadonlyArray<AccountRecord>, { masterRecordId }: AccountRecord): boolean =>
  masterRecordId === undefined || atStamp.some((other) => other.masterRecordId === masterRecordId)

/**
 * Compares an account record with the earlier records of the account. Returns whether the record is late, repeated or new, and
 * the values that the record delivers.
 */
export const accountArrival = (place: Place, record: AccountRecord): Brought & { readonly standing: Standing } => {
  const earlier = place.past.flatMap((moment) => recordOf(moment) ?? []).filter(({ id }) => id === record.id)
  if (earlier.some((other) => other.systemModstamp > record.systemModstamp)) return { standing: 'late', fields: {} }
  const atStamp = earlier.filter((other) => other.systemModstamp === record.systemModstamp)
  if (atStamp.length === 0)
    return {
      standing: 'newer',
      fields: visibleOf(place.settings, record),
      isDeleted: record.isDeleted ?? false,
    }
  const brought = broughtAgain(place, atStamp, record)
  const isRepeat = namesOf(brought.fields).length === 0 && brought.isDeleted === undefined && merged(atStamp, record)
  return { standing: isRepeat ? 'repeated' : 'same stamp, other content', ...brought }
}

export const contactStanding = ({ past }: Pick<Place, 'past'>, record: ContactRecord): Standing => {
  const earlier = past.flatMap((moment) => contactRecordOf(moment) ?? []).filter(({ id }) => id === record.id)
  if (earlier.some((other) => other.systemModstamp > record.systemModstamp)) return 'late'
  const atStamp = earlier.filter((other) => other.systemModstamp === record.systemModstamp)
  if (atStamp.length === 0) return 'newer'
  return atStamp.some((a) => a.isDeleted === record.isDeleted && a.accountId === record.accountId)
    ? 'repeated'
    : 'same stamp, other content'
}

export const isApplied = (standing: Standing): boolean =>
  standing === 'newer' || standing === 'same stamp, other content'

/**
 * Whether a record contains a field that the account does not have, or a value that differs from the last synced value.
 */
export const saysSomethingNew = ({ before }: Moment, id: AccountId, fields: Fields): boolean => {
  const synced = accountIn(before, id)?.synced
  return synced === undefined || namesOf(fields).some((name) => fieldOf(synced, name) !== fieldOf(fields, name))
}
