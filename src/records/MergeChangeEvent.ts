/** The record after a change event: the known record with the changes of the event, or why the event is not enough. */
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
import type { DateKind } from './DateField.js'
import { asInRest, dateKindOf } from './DateField.js'
import { atPath, decode } from './DecodeEach.js'
import type { Refetch } from './Refetch.js'

/** Why an event is not enough to make a record, and because of which fields. */
export type NotEnough = Pick<Refetch, 'reason' | 'fields'>

export type DateFields = (field: FieldName) => O.Option<DateKind>

const notEnough = (reason: NotEnough['reason'], fields: ReadonlyArray<string> = []): NotEnough => ({ reason, fields })

/** Whether an event contains all fields of its record, and not only those that have changed. */
const hasAllFields = ({ type }: ChangeEvent): boolean => type === 'CREATE' || type === 'UNDELETE'

const isDeletedAfter = ({ type }: ChangeEvent, known: O.Option<{ readonly isDeleted?: boolean }>): boolean =>
  type === 'DELETE' || (type === 'UPDATE' && O.isSome(known) && known.value.isDeleted === true)

const merge = (dateFields: DateFields, known: Fields, changed: Fields): Fields => {
  const fields: Record<FieldName, FieldValue> = { ...known }
  for (const name of fieldNames(changed)) {
    const value = changed[name] ?? null
    fields[name] = pipe(
      dateFields(name),
      O.alt(() => O.flatMap(dateKindOf)(valueOf(name)(known))),
      O.match(
        () => value,
        (kind) => asInRest(kind)(value),
      ),
    )
  }
  return fields
}

/** The record of an account after an event, or why it has to be fetched. */
export const mergeAccount =
  (dateFields: DateFields, event: ChangeEvent, { changed, nulls, diffs, compounds }: ChangedFields) =>
  (id: AccountId, known: O.Option<AccountRecord>): E.Either<NotEnough, AccountRecord> => {
    const { systemModstamp } = event
    const isDeleted = isDeletedAfter(event, known)
    const fieldsBefore = O.map(({ fields }: AccountRecord) => fields)(known)
    if (event.type === 'DELETE')
      return E.right({ id, systemModstamp, isDeleted, fields: O.getOrElse((): Fields => ({}))(fieldsBefore) })
    if (diffs.length > 0) return E.left(notEnough('diff', diffs))
    if (compounds.length > 0) return E.left(notEnough('compound', compounds))
    return pipe(
      fieldsBefore,
      O.alt(() => (hasAllFields(event) && fieldNames(changed).length > 0 ? O.some(nulls) : O.none)),
      O.map((before) => ({ id, systemModstamp, isDeleted, fields: merge(dateFields, before, changed) })),
      E.fromOption(() => notEnough('unknown record')),
    )
  }

/** The account that an event gives to its contact. `O.none` if the event does not mention the account. */
export const accountIdIn = (
  nullMeans: NullMeans,
  { payload, nulledFields }: ChangeEvent,
): E.Either<ReadonlyArray<DecodeError>, O.Option<AccountId | null>> => {
  const value = own(payload, 'AccountId')
  if (value === '' || nulledFields.includes('AccountId')) return E.right(O.some(null))
  if (value === undefined) return E.right(O.none)
  if (value === null) return E.right(nullMeans === 'blank' ? O.some(null) : O.none)
  return E.bimap(atPath('AccountId'), (id: AccountId) => O.some(id))(decode(AccountIdCodec, value))
}

/** The account of a contact after an event that does not mention the account. `O.none` if it cannot be known. */
const unmentionedAccountId = (event: ChangeEvent, known: O.Option<ContactRecord>): O.Option<AccountId | null> => {
  const before = O.isSome(known) ? known.value.accountId : null
  // The event of a new contact mentions its account if it has one. A contact that was deleted can have had an account.
  const isCertain =
    isDeletedAfter(event, known) ||
    event.type === 'CREATE' ||
    (O.isSome(known) && (event.type !== 'UNDELETE' || before !== null))
  return isCertain ? O.some(before) : O.none
}

/** The record of a contact after an event, or why it has to be fetched. */
export const mergeContact =
  (event: ChangeEvent, mentioned: O.Option<AccountId | null>) =>
  (id: ContactId, known: O.Option<ContactRecord>): E.Either<NotEnough, ContactRecord> =>
    pipe(
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
