/**
 * Change events leave out fields. This module keeps the records that supply those fields. At first, these records contain the
 * last synced fields that the caller knows. Then each event of the call changes these records.
 */
import * as O from 'fp-ts/lib/Option.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Account, AccountRecord } from '../model/Account.js'
import type { Contact, ContactRecord } from '../model/Contact.js'
import { accountIdOf, contactStamp } from '../model/Contact.js'
import type { Instant } from '../model/Instant.js'

interface KnownRecord<Id> {
  readonly id: Id
  readonly systemModstamp: Instant
}

/** The known records of one Salesforce object, such as Account. Each event changes these records. */
export interface KnownRecords<Id, A> {
  readonly get: (id: Id) => O.Option<A>
  /** Remembers a record for later events, unless the known record is newer. */
  readonly put: (record: A) => void
  /** Forgets the given records, because they are out of date and cannot supply missing fields. */
  readonly forget: (ids: ReadonlyArray<Id> | 'all') => void
}

/** Applies the changes of earlier events to the records that the caller knows. */
export const overlay = <Id, A extends KnownRecord<Id>>(lookup: (id: Id) => O.Option<A>): KnownRecords<Id, A> => {
  const changed = new Map<Id, O.Option<A>>()
  const forgotten = { all: false }
  const get = (id: Id): O.Option<A> => changed.get(id) ?? (forgotten.all ? O.none : lookup(id))
  return {
    get,
    put: (record) => {
      const known = get(record.id)
      if (O.isNone(known) || known.value.systemModstamp <= record.systemModstamp) changed.set(record.id, O.some(record))
    },
    forget: (ids) => {
      if (ids === 'all') {
        forgotten.all = true
        changed.clear()
      } else for (const id of ids) changed.set(id, O.none)
    },
  }
}

/**
 * Returns the last synced record of an account. Returns none if that record had no fields. Such a record reported a deletion and
 * nothing else.
 */
export const lastSyncedAccount = ({ id, systemModstamp, isDeleted, synced }: Account): O.Option<AccountRecord> =>
  Object.keys(synced).length === 0 ? O.none : O.some({ id, systemModstamp, isDeleted, fields: synced })

/** The earliest possible instant. No record has an older SystemModstamp. */
const noStamp = -62_167_219_200_000 as Instant

/** Returns the `accountId` of the last record that was applied to a deleted contact. */
const lastAccountId = (contact: Contact): ContactRecord['accountId'] =>
  contact.appliedAtStamp[contact.appliedAtStamp.length - 1]?.accountId ?? null

/**
 * Returns the last synced record of a contact. If a lead conversion created the contact, it is possible that no record of the
 * contact has arrived yet. The result then contains the account, but no real SystemModstamp.
 */
export const lastSyncedContact = (contact: Contact): ContactRecord => {
  const isDeleted = contact._tag === 'DeletedContact'
  return {
    id: contact.id,
    systemModstamp: pipe(
      contactStamp(contact),
      O.getOrElse(() => noStamp),
    ),
    isDeleted,
    accountId: isDeleted ? lastAccountId(contact) : O.toNullable(accountIdOf(contact)),
  }
}
