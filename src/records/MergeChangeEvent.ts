/**
 * The record that an event leaves behind: what it says, on top of what was held. Where that is not enough, why.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { AccountRecord } from '../model/Account.js'
import { own } from '../codecs/Combinators.js'
import type { ContactRecord } from '../model/Contact.js'
import type { DecodeError } from '../model/DecodeError.js'
import type { FieldName, Fields, FieldValue } from '../model/Field.js'
import { fieldNames, valueOf } from '../model/Field.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import { AccountId as AccountIdCodec } from '../model/SalesforceId.js'
import type { ChangedFields, NullMeans } from './ChangedFields.js'
import type { ChangeEvent } from './ChangeEvent.js'
import type { DateKind } from './DateField.js'
import { asInRest, kindOfHeld } from './DateField.js'
import { read, under } from './DecodeEach.js'
import type { ReadAgainReason } from './Refetch.js'

/** Why an event is not enough, and by which of its fields. */
export interface Again {
  readonly why: ReadAgainReason
  readonly fields: ReadonlyArray<string>
}

const again = (why: ReadAgainReason, fields: ReadonlyArray<string> = []): Again => ({ why, fields })

/** An event of these types tells of every field of its record. */
const isWhole = ({ type }: ChangeEvent): boolean => type === 'CREATE' || type === 'UNDELETE'

const isDeletedAfter = ({ type }: ChangeEvent, held: { readonly isDeleted: boolean } | undefined): boolean =>
  type === 'DELETE' || (type === 'UPDATE' && held?.isDeleted === true)

const completed = (dateKind: (name: FieldName) => DateKind | undefined, held: Fields, changed: Fields): Fields => {
  const fields: Record<FieldName, FieldValue> = { ...held }
  for (const name of fieldNames(changed))
    fields[name] = asInRest(dateKind(name) ?? kindOfHeld(valueOf(held)(name)), changed[name] ?? null)
  return fields
}

/** The account's record after an event, or why it has to be read. */
export const accountAfter =
  (dateKind: (name: FieldName) => DateKind | undefined, event: ChangeEvent, said: ChangedFields) =>
  (id: AccountId, held: AccountRecord | undefined): E.Either<Again, AccountRecord> => {
    const { systemModstamp } = event
    const isDeleted = isDeletedAfter(event, held)
    if (event.type === 'DELETE') return E.right({ id, systemModstamp, isDeleted, fields: held?.fields ?? {} })
    if (said.diffs.length > 0) return E.left(again('diff', said.diffs))
    if (said.compounds.length > 0) return E.left(again('compound', said.compounds))
    if (held === undefined && !(isWhole(event) && fieldNames(said.changed).length > 0)) return E.left(again('not held'))
    const fields = completed(dateKind, held === undefined ? said.nulls : held.fields, said.changed)
    return E.right({ id, systemModstamp, isDeleted, fields })
  }

/** The account that an event gives its contact; `undefined` where it says nothing of it. */
export const accountIdSaid = (
  nullMeans: NullMeans,
  { payload, nulledFields }: ChangeEvent,
): E.Either<ReadonlyArray<DecodeError>, AccountId | null | undefined> => {
  const value = own(payload, 'AccountId')
  if (value === '' || nulledFields.includes('AccountId')) return E.right(null)
  if (value === undefined || value === null) return E.right(value === null && nullMeans === 'blank' ? null : undefined)
  return E.mapLeft(under('AccountId'))(read(AccountIdCodec, value))
}

/** The contact's record after an event, or why it has to be read. */
export const contactAfter =
  (event: ChangeEvent, said: AccountId | null | undefined) =>
  (id: ContactId, held: ContactRecord | undefined): E.Either<Again, ContactRecord> => {
    const isDeleted = isDeletedAfter(event, held)
    // The event of a new contact without an account has none to name. Undeleted, a contact may have had one all the same.
    const isKnown =
      said !== undefined ||
      isDeleted ||
      event.type === 'CREATE' ||
      (held !== undefined && (event.type !== 'UNDELETE' || held.accountId !== null))
    const accountId = said === undefined ? (held?.accountId ?? null) : said
    return isKnown
      ? E.right({ id, systemModstamp: event.systemModstamp, isDeleted, accountId })
      : E.left(again('not held'))
  }
