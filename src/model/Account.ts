/**
 * An account in Marketo: the values that Salesforce sent last, and the local edits that cover some of them.
 *
 * An account does not list or count its contacts. Each contact names its account.
 *
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
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
  readonly isDeleted: boolean
  readonly fields: Fields
}

/**
 * The visible fields and the deleted flag of an applied record. Two records are equal if both parts are equal.
 *
 * @category model
 * @since 0.1.0
 */
export interface AppliedAccountRecord {
  readonly isDeleted: boolean
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
  /** The last synced value of every field that the account has. */
  readonly synced: Fields
  /** The local edits, sorted by field name. A field has at most one. */
  readonly localEdits: ReadonlyArray<LocalEdit>
  /**
   * The applied records whose SystemModstamp is `systemModstamp`, oldest first. Salesforce rounds stamps to seconds, so
   * several records can have the same stamp.
   */
  readonly appliedAtStamp: ReadonlyNonEmptyArray<AppliedAccountRecord>
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
    RA.findFirst((edit: LocalEdit) => edit.field === field)(localEdits)

/**
 * Like {@link shownValue}, but returns `undefined` instead of an Option, because some loops call it millions of times.
 *
 * @internal
 */
export const rawShown = ({ synced, localEdits }: Account, field: FieldName): FieldValue | undefined => {
  for (const edit of localEdits) if (edit.field === field) return edit.value
  return rawValue(synced, field)
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
export const eqAccountRecord: Eq<AccountRecord> = /* @__PURE__ */ plainEq()

/**
 * The same visible fields with the same values, and the same deleted flag.
 *
 * @rule sync.only-newer
 * @category instances
 * @since 0.1.0
 */
export const eqAppliedAccountRecord: Eq<AppliedAccountRecord> = /* @__PURE__ */ plainEq()

/**
 * @category instances
 * @since 0.1.0
 */
export const eqLocalEdit: Eq<LocalEdit> = /* @__PURE__ */ plainEq()

/**
 * @category instances
 * @since 0.1.0
 */
export const eqAccount: Eq<Account> = /* @__PURE__ */ plainEq()
