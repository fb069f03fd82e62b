/**
 * The model of an account in Marketo: the values that Salesforce sent last, and the values that people set in Marketo (local
 * edits).
 *
 * An account does not list or count its contacts. Each contact names its account.
 *
 * @since 0.1.0
 */
import * as Eq from 'fp-ts/lib/Eq.js'
import * as O from 'fp-ts/lib/Option.js'
import type { BroughtAtStamp } from './BroughtAtStamp.js'
import { comparableBrought } from './BroughtAtStamp.js'
import type { FieldName, Fields, FieldValue } from './Field.js'
import { rawValue } from './Field.js'
import type { Instant } from './Instant.js'
import type { AccountId, ContactId } from './SalesforceId.js'
import { plainEq } from './PlainEq.js'

/**
 * One account record as Salesforce sent it. `fields` contains every field of the record, including fields that the sync ignores
 * or cannot see. The sync-down decides which fields of the record Marketo takes.
 *
 * @category model
 * @since 0.1.0
 */
export interface AccountRecord {
  readonly id: AccountId
  readonly systemModstamp: Instant
  /** Absent if the Salesforce record does not contain `IsDeleted`. */
  readonly isDeleted?: boolean
  /**
   * The id of the account into which this account was merged. `null` means that this account was not merged. This
   * property is absent if the Salesforce record does not contain `MasterRecordId`.
   */
  readonly masterRecordId?: AccountId | null
  readonly fields: Fields
}

/**
 * A local edit: somebody in Marketo set an Account field to `value`. Marketo shows this value instead of the value that
 * Salesforce sent. `through` is the contact on which the field was edited, and `at` is the time of the edit.
 *
 * @category model
 * @since 0.1.0
 */
export interface LocalEdit {
  readonly field: FieldName
  readonly value: FieldValue
  readonly through: ContactId
  readonly at: Instant
}

/**
 * An account in Marketo.
 *
 * A local edit exists only for a field that the account has. The value of a local edit always differs from the synced value of
 * the field. Each applied account record sets `isDeleted` as `AccountSyncedDown` describes.
 *
 * @category model
 * @since 0.1.0
 */
export interface Account {
  readonly id: AccountId
  readonly systemModstamp: Instant
  readonly isDeleted: boolean
  /**
   * The id of the account into which this account was merged in Salesforce. `null` means that this account was not merged. The id
   * comes from the account records. No rule uses the id.
   */
  readonly masterRecordId: AccountId | null
  /** Maps each field of the account to the last value that Salesforce sent for this field. */
  readonly synced: Fields
  /** The local edits, sorted by field name. Each field has at most one local edit. */
  readonly localEdits: ReadonlyArray<LocalEdit>
  /**
   * Several applied records can have the account's latest `systemModstamp`. `broughtAtStamp` contains the values in all these
   * records.
   */
  readonly broughtAtStamp: BroughtAtStamp
}

/**
 * Returns the index of the local edit of `field`. If `field` has no local edit, returns the index at which to insert one.
 *
 * @internal
 */
export const placeOfEdit = (localEdits: ReadonlyArray<LocalEdit>, field: FieldName): number => {
  let low = 0
  let high = localEdits.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((localEdits[middle] as LocalEdit).field < field) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Works like {@link localEditOf}, but takes only the list of local edits, and returns `undefined` instead of an Option.
 *
 * @internal
 */
export const rawEdit = (localEdits: ReadonlyArray<LocalEdit>, field: FieldName): LocalEdit | undefined => {
  if (localEdits.length === 0) return undefined
  const edit = localEdits[placeOfEdit(localEdits, field)]
  return edit?.field === field ? edit : undefined
}

/**
 * Finds the local edit of a field. Returns none if the field has no local edit.
 *
 * @category queries
 * @since 0.1.0
 */
export const localEditOf =
  (field: FieldName) =>
  ({ localEdits }: Account): O.Option<LocalEdit> =>
    O.fromNullable(rawEdit(localEdits, field))

/**
 * Works like {@link shownValue}, but returns `undefined` instead of an Option. Some loops call this function millions of times,
 * and an Option would cost time.
 *
 * @internal
 */
export const rawShown = (
  { synced, localEdits }: Pick<Account, 'synced' | 'localEdits'>,
  field: FieldName,
): FieldValue | undefined => {
  const edit = rawEdit(localEdits, field)
  return edit === undefined ? rawValue(synced, field) : edit.value
}

/**
 * Returns the value that Marketo shows in a field: the local edit if there is one, otherwise the synced value. Returns none if
 * the account does not have the field.
 *
 * @rule edit.until-override
 * @category queries
 * @since 0.1.0
 */
export const shownValue =
  (field: FieldName) =>
  (account: Account): O.Option<FieldValue> => {
    const value = rawShown(account, field)
    return value === undefined ? O.none : O.some(value)
  }

/**
 * Returns the values that Marketo shows in all fields of the account. Marketo shows the same values for every contact of the
 * account.
 *
 * @rule edit.fan-out
 * @category queries
 * @since 0.1.0
 */
export const shownFields = ({ synced, localEdits }: Account): Fields => {
  if (localEdits.length === 0) return synced
  const shown: Record<FieldName, FieldValue> = { ...synced }
  // eslint-disable-next-line functional/immutable-data -- local, and in the hot path of every sync-down
  for (const { field, value } of localEdits) shown[field] = value
  return shown
}

/**
 * @category instances
 * @since 0.1.0
 */
export const eqAccountRecord: Eq.Eq<AccountRecord> = /* @__PURE__ */ plainEq()

/**
 * @category instances
 * @since 0.1.0
 */
export const eqLocalEdit: Eq.Eq<LocalEdit> = /* @__PURE__ */ plainEq()

/**
 * @category instances
 * @since 0.1.0
 */
export const eqAccount: Eq.Eq<Account> = /* @__PURE__ */ Eq.contramap((account: Account): unknown => ({
  ...account,
  broughtAtStamp: comparableBrought(account.broughtAtStamp),
}))(/* @__PURE__ */ plainEq<unknown>())
