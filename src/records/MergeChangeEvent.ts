/** Applies a change event to a known record. Returns the new record, or the reason why the event does not contain enough data. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { pipe } from 'fp-ts/lib/function.js'
import { own } from '../codecs/Combinators.js'
import type { AccountRecord } from '../model/Account.js'
import type { ContactRecord } from '../model/Contact.js'
import type { DecodeError } from '../model/DecodeError.js'
import type { FieldName, Fields, FieldValue } from '../model/Field.js'
import { fieldNames, valueOf } from '../model/Field.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import { AccountId as AccountIdCodec } from '../model/SalesforceId.js'
import type { ChangedFields, NullMeans } from './ChangedFields.js'
import type { ChangeEvent } from './ChangeEvent.js'
import { asInRest, dateKindOf } from './DateField.js'
import { atPath, decode } from './DecodeEach.js'
import type { EventFields } from './EventFields.js'
import { withoutUnion } from './EventPayload.js'
import type { Refetch } from './Refetch.js'

/** The reason why an event does not contain enough data to make a record, and the fields that cause the problem. */
export type NotEnough = Pick<Refetch, 'reason' | 'fields'>

const notEnough = (reason: NotEnough['reason'], fields: ReadonlyArray<string> = []): NotEnough => ({ reason, fields })

/** Tests whether an event contains all fields of the record, not only the changed fields. */
const hasAllFields = ({ type }: ChangeEvent): boolean => type === 'CREATE' || type === 'UNDELETE'

const isDeletedAfter = ({ type }: ChangeEvent, known: O.Option<{ readonly isDeleted?: boolean }>): boolean =>
  type === 'DELETE' || (type === 'UPDATE' && O.isSome(known) && known.value.isDeleted === true)

/**
 * Converts the value of a field whose type is unknown. If the known value of the field is a date, the function reads the new
 * value as a date.
 */
const inFormOf = (known: O.Option<FieldValue>, value: FieldValue): FieldValue =>
  pipe(
    O.flatMap(dateKindOf)(known),
    O.match(
      () => value,
      (kind) => asInRest(kind)(value),
    ),
  )

const merge = (known: Fields, { changed, blankIfHeld }: ChangedFields, isTyped: boolean): Fields => {
  const fields: Record<FieldName, FieldValue> = { ...known }
  for (const name of blankIfHeld) if (Object.hasOwn(known, name)) fields[name] = null
  for (const name of fieldNames(changed)) {
    const value = changed[name] ?? null
    fields[name] = isTyped ? value : inFormOf(valueOf(name)(known), value)
  }
  return fields
}

/**
 * Adds blank fields with the value null, because an event with a whole record leaves out the blank fields. A field that already
 * has a value keeps this value.
 */
const withBlanks = (fields: Fields, blanks: ReadonlyArray<FieldName>): Fields => {
  const leftOut = blanks.filter((name) => !Object.hasOwn(fields, name))
  return leftOut.length === 0 ? fields : { ...fields, ...Object.fromEntries(leftOut.map((name) => [name, null])) }
}

/** Explains why an event does not show the new field values of an account. */
const whyNotClear = (event: ChangeEvent, { diffs, compounds, unclear }: ChangedFields): O.Option<NotEnough> => {
  if (event.isEncoded) return O.some(notEnough('bitmap'))
  if (diffs.length > 0) return O.some(notEnough('diff', diffs))
  if (compounds.length > 0) return O.some(notEnough('compound', compounds))
  return unclear.length > 0 ? O.some(notEnough('contradiction', unclear)) : O.none
}

/**
 * Returns the id of the account into which an account was merged. The result is empty if the event contains no such id. A null
 * counts as no id, because null can mean that the id is unknown.
 */
const masterRecordIn = ({ payload }: ChangeEvent): Pick<AccountRecord, 'masterRecordId'> => {
  const id = AccountIdCodec.decode(withoutUnion(own(payload, 'MasterRecordId')))
  return E.isRight(id) ? { masterRecordId: id.right } : {}
}

/** Returns the record of an account after an event, or the reason why the caller has to fetch the record. */
export const mergeAccount =
  (event: ChangeEvent, fields: EventFields, changes: ChangedFields) =>
  (id: AccountId, known: O.Option<AccountRecord>): E.Either<NotEnough, AccountRecord> => {
    const head = {
      id,
      systemModstamp: event.systemModstamp,
      isDeleted: isDeletedAfter(event, known),
      ...masterRecordIn(event),
    }
    const fieldsBefore = O.map((record: AccountRecord) => record.fields)(known)
    if (event.type === 'DELETE') return E.right({ ...head, fields: O.getOrElse((): Fields => ({}))(fieldsBefore) })
    const reason = whyNotClear(event, changes)
    if (O.isSome(reason)) return E.left(reason.value)
    const isWhole = hasAllFields(event)
    return pipe(
      fieldsBefore,
      O.alt(() => (isWhole && fieldNames(changes.changed).length > 0 ? O.some(changes.nulls) : O.none)),
      O.map((before) => {
        const merged = merge(before, changes, fields.isTyped)
        return { ...head, fields: isWhole ? withBlanks(merged, fields.blanks) : merged }
      }),
      E.fromOption(() => notEnough('unknown record')),
    )
  }

/**
 * Returns the account to which an event assigns its contact. Returns `O.none` if the event does not mention the account. Returns
 * `NotEnough` if the event reports that the contact has moved, but does not name the new account.
 */
export const accountIdIn = (
  nullMeans: NullMeans,
  { type, payload, changedFields, nulledFields, isEncoded }: ChangeEvent,
): E.Either<ReadonlyArray<DecodeError>, O.Option<AccountId | null> | NotEnough> => {
  const value = withoutUnion(own(payload, 'AccountId'))
  const isGiven = value !== undefined && value !== null && value !== ''
  if (type !== 'DELETE' && isEncoded && !isGiven) return E.right(notEnough('bitmap'))
  if (isGiven && nulledFields.has('AccountId')) return E.right(notEnough('contradiction', ['AccountId']))
  if (isGiven) return E.bimap(atPath('AccountId'), (id: AccountId) => O.some(id))(decode(AccountIdCodec, value))
  if (value === '' || nulledFields.has('AccountId') || (value === null && nullMeans === 'blank'))
    return E.right(O.some(null))
  return E.right(changedFields.has('AccountId') ? notEnough('contradiction', ['AccountId']) : O.none)
}

/**
 * Returns the account of a contact after an event that does not mention the account. Returns `O.none` if the account is unknown.
 */
const unmentionedAccountId = (event: ChangeEvent, known: O.Option<ContactRecord>): O.Option<AccountId | null> => {
  const before = O.isSome(known) ? known.value.accountId : null
  // If a new contact has an account, its event mentions the account. The event of a deleted contact can leave out the account.
  const isCertain =
    isDeletedAfter(event, known) ||
    event.type === 'CREATE' ||
    (O.isSome(known) && (event.type !== 'UNDELETE' || before !== null))
  return isCertain ? O.some(before) : O.none
}

/** Returns the record of a contact after an event, or the reason why the caller has to fetch the record. */
export const mergeContact =
  (event: ChangeEvent, mentioned: O.Option<AccountId | null> | NotEnough) =>
  (id: ContactId, known: O.Option<ContactRecord>): E.Either<NotEnough, ContactRecord> =>
    'reason' in mentioned
      ? E.left(mentioned)
      : pipe(
          mentioned,
          O.alt(() => unmentionedAccountId(event, known)),
          O.map((accountId) => ({
            id,
            systemModstamp: event.systemModstamp,
            isDeleted: isDeletedAfter(event, known),
            accountId,
          })),
          E.fromOption(() => notEnough('unknown record')),
        )
