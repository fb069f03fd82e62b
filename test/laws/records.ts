// What the rules say about a record by itself and beside the records before it. It is stated here again, so that no law
// asks the library whether a record is late, overrides, or is visible.
import type { AccountRecord, ContactRecord, Fields, Input, Settings } from 'marketo-account-sync'
import { eqFields } from 'marketo-account-sync'
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

/** The account record that an input brings to Marketo. An answer to a conversion brings one only if it is applied. */
export const recordOf = (moment: Moment): AccountRecord | undefined => {
  if (moment.input._tag === 'SyncAccount') return moment.input.record
  if (moment.input._tag === 'ConfirmConversion' && confirmedIn(moment) !== undefined) return moment.input.account
  return undefined
}

/** The input, with its account record replaced if it has one. */
export const withRecord = (change: (record: AccountRecord) => AccountRecord, input: Input): Input => {
  if (input._tag === 'SyncAccount') return { ...input, record: change(input.record) }
  return input._tag === 'ConfirmConversion' ? { ...input, account: change(input.account) } : input
}

/** The contact record that an input brings to Marketo. A record that must wait for its account does not count. */
export const contactRecordOf = (moment: Moment): ContactRecord | undefined =>
  moment.input._tag === 'SyncContact' && !isDeferred(moment) ? moment.input.record : undefined

/** Whether an answer names the same person and the same three records as one that was applied before. */
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

/** How a record relates to the earlier records: by its stamp and its content. */
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

interface Place {
  readonly past: ReadonlyArray<Moment>
  readonly settings: Settings
}

export const accountStanding = ({ past, settings }: Place, record: AccountRecord): Standing =>
  standing(
    past.flatMap((earlier) => recordOf(earlier) ?? []).filter(({ id }) => id === record.id),
    record,
    (a, b) => a.isDeleted === b.isDeleted && eqFields.equals(visibleOf(settings, a), visibleOf(settings, b)),
  )

export const contactStanding = ({ past }: Place, record: ContactRecord): Standing =>
  standing(
    past.flatMap((earlier) => contactRecordOf(earlier) ?? []).filter(({ id }) => id === record.id),
    record,
    (a, b) => a.isDeleted === b.isDeleted && a.accountId === b.accountId,
  )

export const isApplied = (standing: Standing): boolean =>
  standing === 'newer' || standing === 'same stamp, other content'

/** Whether a record carries a field that the account does not hold, or another value than the last synced one. */
export const saysSomethingNew = ({ settings, before }: Place & Moment, record: AccountRecord): boolean => {
  const synced = accountIn(before, record.id)?.synced
  const fields = visibleOf(settings, record)
  return synced === undefined || namesOf(fields).some((name) => fieldOf(synced, name) !== fieldOf(fields, name))
}
