/**
 * An account in Marketo: the values that Salesforce sent last, and the local edits that cover some of them.
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
 * One account record as Salesforce sent it. `fields` contains every field of the record, including ignored and hidden
 * fields. The sync-down decides which fields Marketo takes.
 *
 * @category model
 * @since 0.1.0
 */
export interface AccountRecord {
  readonly id: AccountId
  readonly systemModstamp: Instant
  /** Absent if the record does not contain `IsDeleted`. */
  readonly isDeleted?: boolean
  /** The account into which this account was merged, or `null`. Absent if the record does not contain `MasterRecordId`. */
  readonly masterRecordId?: AccountId | null
  readonly fields: Fields
}

/**
 * A value that somebody set in Marketo. It hides the synced value. `through` is the contact that was edited, and `at` is
 * the time.
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
 * An account.
 *
 * The value of a local edit always differs from the synced value of its field, and the account has the field. `isDeleted`
 * comes from the last applied record.
 *
 * @category model
 * @since 0.1.0
 */
export interface Account {
  readonly id: AccountId
  readonly systemModstamp: Instant
  readonly isDeleted: boolean
  /** The account into which this account was merged in Salesforce, according to its records. It has no effect. */
  readonly masterRecordId: AccountId | null
  /** The last synced value of every field that the account has. */
  readonly synced: Fields
  /** The local edits, sorted by field name. A field has at most one. */
  readonly localEdits: ReadonlyArray<LocalEdit>
  /** The values in the records whose SystemModstamp is `systemModstamp`. */
  readonly broughtAtStamp: BroughtAtStamp
}

/**
 * The number of local edits of fields whose names come before `field`. This is the index of the edit of `field`, or the index
 * at which such an edit would be inserted.
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
 * Like {@link localEditOf}, but takes the local edits alone, and returns `undefined` instead of an Option.
 *
 * @internal
 */
export const rawEdit = (localEdits: ReadonlyArray<LocalEdit>, field: FieldName): LocalEdit | undefined => {
  if (localEdits.length === 0) return undefined
  const edit = localEdits[placeOfEdit(localEdits, field)]
  return edit?.field === field ? edit : undefined
}

/**
 * The local edit of a field, if it has one.
 *
 * @category queries
 * @since 0.1.0
 */
export const localEditOf =
  (field: FieldName) =>
  ({ localEdits }: Account): O.Option<LocalEdit> =>
    O.fromNullable(rawEdit(localEdits, field))

/**
 * Like {@link shownValue}, but returns `undefined` instead of an Option, because some loops call it millions of times.
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
 * The value that Marketo shows in a field: the local edit if there is one, else the synced value. None if the account
 * does not have the field.
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
 * The values that Marketo shows in all fields of the account. Marketo shows the same values for every contact of the
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
