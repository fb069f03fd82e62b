/**
 * An account as Marketo holds it: what Salesforce last said, and the local edits on top.
 *
 * The account does not hold its contacts, nor their number: each contact holds its account.
 *
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { FieldName, Fields, FieldValue } from './Field.js'
import { valueOf } from './Field.js'
import type { Instant } from './Instant.js'
import type { AccountId, ContactId } from './SalesforceId.js'
import { plainEq } from './PlainEq.js'

/**
 * One account record as Salesforce sent it. `fields` holds what the record carries, ignored and hidden fields included:
 * the sync-down decides what of it Marketo takes.
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
 * What an applied record carried: the visible fields and the deleted flag. Two records are equal if these are.
 *
 * @category model
 * @since 0.1.0
 */
export interface AppliedAccountRecord {
  readonly isDeleted: boolean
  readonly fields: Fields
}

/**
 * A value set in Marketo on top of the synced one: through which contact, and when.
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
 * No local edit equals the synced value or names a field that is not held; `isDeleted` is that of the last applied
 * record.
 *
 * @category model
 * @since 0.1.0
 */
export interface Account {
  readonly id: AccountId
  readonly systemModstamp: Instant
  readonly isDeleted: boolean
  /** The last synced value of every field held. */
  readonly synced: Fields
  /** At most one for a field, by field name. */
  readonly localEdits: ReadonlyArray<LocalEdit>
  /** The records applied at `systemModstamp`, oldest first: the stamp has a resolution of a second, so several can share it. */
  readonly appliedAtStamp: ReadonlyNonEmptyArray<AppliedAccountRecord>
}

/**
 * The local edit of a field, if it has one.
 *
 * @category queries
 * @since 0.1.0
 */
export const localEditOf =
  ({ localEdits }: Account) =>
  (field: FieldName): LocalEdit | undefined => {
    // A loop, for every sync-down asks this for each of its fields, and `find` would make a function each time.
    for (const edit of localEdits) if (edit.field === field) return edit
    return undefined
  }

/**
 * What Marketo shows in a field: the local edit, else the synced value; `undefined` where the account does not hold the
 * field.
 *
 * @rule edit.until-override
 * @category queries
 * @since 0.1.0
 */
export const shownValue = (account: Account): ((field: FieldName) => FieldValue | undefined) => {
  const edited = localEditOf(account)
  const synced = valueOf(account.synced)
  return (field) => {
    const edit = edited(field)
    return edit === undefined ? synced(field) : edit.value
  }
}

/**
 * What Marketo shows in every field of the account, for each of its contacts.
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
