import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { AccountId, DecodeError, Event, Instant } from 'marketo-account-sync'
import { decodeErrors, defaultSettings, evolveAccount, syncDown } from 'marketo-account-sync'
import { AccountFromJson, AccountRecordFromRest, EventFromJson } from 'marketo-account-sync/codecs'

/** The data that a database stores about one account. */
export interface Loaded {
  /** The account as JSON, if the database has it. */
  readonly account: O.Option<unknown>
  readonly liveContacts: number
  /** The version increases each time that the account is saved, and each time that a contact joins or leaves the account. */
  readonly version: number
}

/** Any database that has one row for each account and one row for each event. */
export interface Store {
  readonly load: (id: AccountId) => Promise<Loaded>
  /**
   * Stores the account and the events in one transaction, if the account still has the loaded version. Otherwise another
   * process has saved the account in the meantime. Then this function stores nothing, and the result is false.
   */
  readonly save: (account: unknown, events: ReadonlyArray<unknown>, loaded: Loaded) => Promise<boolean>
}

const decide = syncDown(defaultSettings)

/**
 * Processes an account record that Salesforce has delivered. The function loads the account, decides, and saves the account
 * with its event. If another process has saved the account in the meantime, the function loads the account again and repeats the
 * decision. So any number of processes can call it at the same time.
 *
 * It returns the event, or no event if the record is late or repeated. If it cannot decode the record or the stored account, it
 * returns the errors and saves nothing. If the store rejects, the function also rejects, and you can call it again.
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
