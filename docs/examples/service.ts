import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { AccountId, DecodeError, Event, Instant } from 'marketo-account-sync'
import { decodeErrors, defaultSettings, evolveAccount, syncDown } from 'marketo-account-sync'
import { AccountFromJson, AccountRecordFromRest, EventFromJson } from 'marketo-account-sync/codecs'

/**
 * Any database: one row for each account and one for each event, as JSON. One delivery is one transaction that locks the
 * account, because two deliveries at once would lose an update.
 */
export interface Store {
  readonly loadAccount: (id: AccountId) => Promise<O.Option<unknown>>
  readonly countLiveContacts: (id: AccountId) => Promise<number>
  readonly save: (account: unknown, events: ReadonlyArray<unknown>) => Promise<void>
}

const decide = syncDown(defaultSettings)

/** Salesforce has delivered one account record. No other account is loaded. */
export const accountDelivered =
  (store: Store) =>
  async (body: unknown, at: Instant): Promise<E.Either<ReadonlyArray<DecodeError>, ReadonlyArray<Event>>> => {
    const record = AccountRecordFromRest.decode(body)
    if (E.isLeft(record)) return E.left(decodeErrors(record.left))

    const row = await store.loadAccount(record.right.id)
    const account = O.traverse(E.Applicative)(AccountFromJson.decode)(row)
    if (E.isLeft(account)) return E.left(decodeErrors(account.left))

    const liveContacts = await store.countLiveContacts(record.right.id)
    const event = decide({ at, record: record.right, liveContacts }, account.right)
    if (O.isNone(event)) return E.right([]) // the record is late or repeated

    const after = evolveAccount(account.right, event.value)
    if (O.isSome(after)) await store.save(AccountFromJson.encode(after.value), [EventFromJson.encode(event.value)])
    return E.right([event.value])
  }
