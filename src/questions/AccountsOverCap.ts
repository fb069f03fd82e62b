/**
 * Answers the question: which accounts have more live contacts than the activity cap allows? Marketo logs no changes of these
 * accounts.
 *
 * @since 0.2.0
 */
import type { Account } from '../model/Account.js'
import type { Settings } from '../model/Settings.js'
import { logsChanges } from '../rules/ActivityLog.js'
import type { Marketo } from '../marketo/Marketo.js'
import { accountsOf, countLiveContacts } from '../marketo/Marketo.js'

/**
 * An account that has more live contacts than the activity cap allows.
 *
 * @rule activity.cap
 * @category model
 * @since 0.2.0
 */
export interface AccountOverCap {
  readonly account: Account
  /** How many live contacts the account has. */
  readonly liveContacts: number
}

/**
 * Finds every account that has more live contacts than `activityCap` allows. A sync-down of such an account changes values as
 * usual, but Marketo logs no Change Data Value.
 *
 * The function searches lazily, in the order of the account ids.
 *
 * | live contacts | with the cap of 5,000 |
 * | ------------: | --------------------- |
 * |         5,000 | not over the cap      |
 * |         5,001 | over the cap          |
 *
 * The result includes accounts that are deleted in Salesforce, because the cap also applies to their sync-downs.
 *
 * @rule activity.cap
 * @rule activity.cap-spares-values
 * @example
 * import { defaultSettings, run, settingsWith, emptyMarketo } from 'marketo-account-sync'
 * import { InputFromJson } from 'marketo-account-sync/codecs'
 * import { accountsOverCap } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const at = '2024-05-01T09:00:00Z'
 * const stamp = { SystemModstamp: at }
 * const inputs = E.traverseArray(InputFromJson.decode)([
 * { _tag: 'SyncAccount', at, record: { Id: '0014W000027f6Uw', ...stamp } },
 * { _tag: 'SyncContact', at, record: { Id: '0034W00002Anna0', AccountId: '0014W000027f6Uw', ...stamp } },
 * { _tag: 'SyncContact', at, record: { Id: '0034W00002Boris', AccountId: '0014W000027f6Uw', ...stamp } },
 * ])
 * if (E.isLeft(inputs)) assert.fail()
 * const { marketo } = run(defaultSettings)(inputs.right, emptyMarketo)
 * const crowded = [...accountsOverCap(settingsWith({ instance: { activityCap: 1 } }))(marketo)]
 * assert.deepStrictEqual(crowded.map(({ account, liveContacts }) => [account.id, liveContacts]), [['0014W000027f6UwQAI', 2]])
 * assert.deepStrictEqual([...accountsOverCap(defaultSettings)(marketo)], [])
 *
 * @category questions
 * @since 0.2.0
 */
export const accountsOverCap = (settings: Settings): ((marketo: Marketo) => Iterable<AccountOverCap>) => {
  const logs = logsChanges(settings.instance.activityCap)
  return (marketo) => ({
    *[Symbol.iterator]() {
      for (const account of accountsOf(marketo)) {
        const liveContacts = countLiveContacts(account.id)(marketo)
        if (!logs(liveContacts)) yield { account, liveContacts }
      }
    },
  })
}
