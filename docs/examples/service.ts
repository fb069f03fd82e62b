import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import {
  type Account,
  type AccountId,
  type DecodeError,
  decodeErrors,
  defaultSettings,
  type Event,
  evolveAccount,
  type Instant,
  syncDown,
} from 'marketo-account-sync'
import { AccountFromJson, AccountRecordFromRest, EventFromJson } from 'marketo-account-sync/codecs'

/** One row for each account and one for each event, as JSON; whatever database holds them. */
export interface Store {
  readonly loadAccount: (id: AccountId) => Promise<O.Option<unknown>>
  readonly countLiveContacts: (id: AccountId) => Promise<number>
  /** Both or neither, in one transaction. */
  readonly save: (account: O.Option<unknown>, events: ReadonlyArray<unknown>) => Promise<void>
}

const decideSyncDown = syncDown(defaultSettings)

/** Salesforce has delivered one account record. Nothing of any other account is loaded to sync it down. */
export const accountDelivered =
  (store: Store) =>
  async (body: unknown, at: Instant): Promise<E.Either<ReadonlyArray<DecodeError>, ReadonlyArray<Event>>> => {
    const record = AccountRecordFromRest.decode(body)
    if (E.isLeft(record)) return E.left(decodeErrors(record.left))

    const row = await store.loadAccount(record.right.id)
    const account = O.traverse(E.Applicative)((json: unknown) => AccountFromJson.decode(json))(row)
    if (E.isLeft(account)) return E.left(decodeErrors(account.left))

    const liveContacts = await store.countLiveContacts(record.right.id)
    const event = decideSyncDown(liveContacts)({ at, record: record.right })(account.right)
    if (O.isNone(event)) return E.right([]) // late, or a repeat

    const after: O.Option<Account> = evolveAccount(event.value)(account.right)
    await store.save(O.map(AccountFromJson.encode)(after), [EventFromJson.encode(event.value)])
    return E.right([event.value])
  }
