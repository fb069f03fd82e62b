import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { AccountId, DecodeError, Event, Instant } from 'marketo-account-sync'
import { decodeErrors, defaultSettings, evolveAccount, syncDown } from 'marketo-account-sync'
import { AccountFromJson, AccountRecordFromRest, EventFromJson } from 'marketo-account-sync/codecs'

/** What a database holds about one account. */
export interface Loaded {
  /** The account as JSON, if the database has it. */
  readonly account: O.Option<unknown>
  readonly liveContacts: number
  /** Every save of the account raises the version, and so does every contact that joins or leaves the account. */
  readonly version: number
}

/** Any database: one row for each account and one for each event. */
export interface Store {
  readonly load: (id: AccountId) => Promise<Loaded>
  /**
   * Stores the account and the events in one transaction, if the account still has the version that was loaded. Otherwise
   * another process was faster: it stores nothing, and the result is false.
   */
  readonly save: (account: unknown, events: ReadonlyArray<unknown>, loaded: Loaded) => Promise<boolean>
}

const decide = syncDown(defaultSettings)

/**
 * Salesforce has delivered one account record. This loads the account, decides, and saves the account with its event. If
 * another process has saved the account in the meantime, it decides again with what is there now. So any number of
 * processes can run it at once.
 *
 * It returns the event, or no event if the record is late or repeated. If the record or the stored account cannot be
 * decoded, it returns the errors and saves nothing. If the store rejects, it rejects too, and you can call it again.
 */
export const accountDelivered =
  (store: Store) =>
  async (body: unknown, at: Instant): Promise<E.Either<ReadonlyArray<DecodeError>, ReadonlyArray<Event>>> => {
    const record = AccountRecordFromRest.decode(body)
    if (E.isLeft(record)) return E.left(decodeErrors(record.left))

    for (;;) {
      const loaded = await store.load(record.right.id)
      const account = O.traverse(E.Applicative)(AccountFromJson.decode)(loaded.account)
      if (E.isLeft(account)) return E.left(decodeErrors(account.left))

      const event = decide({ at, record: record.right, liveContacts: loaded.liveContacts }, account.right)
      if (O.isNone(event)) return E.right([])

      const after = evolveAccount(account.right, event.value)
      const events = [EventFromJson.encode(event.value)]
      if (O.isNone(after) || (await store.save(AccountFromJson.encode(after.value), events, loaded)))
        return E.right([event.value])
    }
  }
