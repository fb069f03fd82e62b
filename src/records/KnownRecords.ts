/**
 * What change events are completed from: the last synced fields that the caller holds, and on top of them what earlier
 * events of the same batch have brought.
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountRecord } from '../model/Account.js'
import type { Contact, ContactRecord } from '../model/Contact.js'
import { accountIdOf, contactStamp } from '../model/Contact.js'
import type { Instant } from '../model/Instant.js'

/** What is needed of a record to hold it. */
export interface HeldRecord<Id> {
  readonly id: Id
  readonly systemModstamp: Instant
}

/** The records of one object, as last known. */
export interface Held<Id, A extends HeldRecord<Id>> {
  /** `undefined` where there is nothing to complete from. */
  readonly get: (id: Id) => A | undefined
  /** A record completed: what later events of the batch are completed from, unless it is late. */
  readonly put: (record: A) => void
  /** What is held of these is not enough any more. */
  readonly forget: (ids: ReadonlyArray<Id> | 'every') => void
}

export const overlay = <Id, A extends HeldRecord<Id>>(lookup: (id: Id) => A | undefined): Held<Id, A> => {
  const seen = new Map<Id, A | undefined>()
  const flags = { every: false }
  const get = (id: Id): A | undefined => (seen.has(id) ? seen.get(id) : flags.every ? undefined : lookup(id))
  return {
    get,
    put: (record) => {
      const before = get(record.id)
      if (before === undefined || before.systemModstamp <= record.systemModstamp) seen.set(record.id, record)
    },
    forget: (ids) => {
      if (ids === 'every') {
        flags.every = true
        seen.clear()
      } else for (const id of ids) seen.set(id, undefined)
    },
  }
}

/** The last synced record of an account. Nothing, where it carried no field: a deletion was all that was known of it. */
export const syncedAccount = (account: Account): AccountRecord | undefined =>
  Object.keys(account.synced).length === 0
    ? undefined
    : {
        id: account.id,
        systemModstamp: account.systemModstamp,
        isDeleted: account.isDeleted,
        fields: account.synced,
      }

/** Earlier than any record's: that of a contact of which only a conversion has told. */
const noStamp = -62_167_219_200_000 as Instant

/** The last synced record of a contact; after a conversion alone, what that says. */
export const syncedContact = (contact: Contact): ContactRecord => ({
  id: contact.id,
  systemModstamp: O.getOrElse(() => noStamp)(contactStamp(contact)),
  isDeleted: contact._tag === 'DeletedContact',
  accountId:
    contact._tag === 'DeletedContact'
      ? (contact.appliedAtStamp[contact.appliedAtStamp.length - 1]?.accountId ?? null)
      : O.toNullable(accountIdOf(contact)),
})
