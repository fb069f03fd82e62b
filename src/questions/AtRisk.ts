/**
 * Answers the question: which local edits would a sync-down undo?
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import { valueOf } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import type { Marketo } from '../marketo/Marketo.js'
import { accountsOf, countLiveContacts } from '../marketo/Marketo.js'
import type { NextOverride } from './NextOverride.js'
import { nextOverride } from './NextOverride.js'

/**
 * A local edit that a sync-down of the account would undo.
 *
 * @rule sync.override-all
 * @category model
 * @since 0.1.0
 */
export interface EditAtRisk {
  readonly _tag: 'EditAtRisk'
  readonly rule: 'sync.override-all'
  readonly accountId: AccountId
  /** Whether the account is deleted in Salesforce. */
  readonly isDeleted: boolean
  /**
   * The id of the account into which this account was merged in Salesforce. `null` if this account was not merged. The id comes
   * from the account records.
   */
  readonly masterRecordId: AccountId | null
  readonly field: FieldName
  /** The value that Marketo shows now. */
  readonly value: FieldValue
  /** The value that Salesforce sent last. If the next sync-down contains this value, Marketo shows the value again. */
  readonly synced: FieldValue
  /** The contact on which somebody edited the field. */
  readonly through: ContactId
  readonly at: Instant
  /** The number of live contacts for which Marketo shows the value. */
  readonly liveContacts: number
  readonly override: Exclude<NextOverride, 'none'>
}

/**
 * Finds every local edit that a sync-down would undo. The function searches lazily. The accounts are in the order of their ids.
 * The edits of each account are in the order of the field names. The function leaves out edits of fields that the sync does not
 * take to Marketo, because no sync-down undoes them.
 *
 * @rule sync.override-all
 * @rule sync.visible-fields
 * @example
 * import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
 * import { atRisk } from 'marketo-account-sync/questions'
 *
 * assert.deepStrictEqual([...atRisk(defaultSettings)(emptyMarketo)], [])
 *
 * @category questions
 * @since 0.1.0
 */
export const atRisk = (settings: Settings): ((marketo: Marketo) => Iterable<EditAtRisk>) => {
  const overrideOf = nextOverride(settings)
  return (marketo) => ({
    *[Symbol.iterator]() {
      for (const { id: accountId, isDeleted, masterRecordId, synced, localEdits } of accountsOf(marketo))
        for (const { field, value, through, at } of localEdits) {
          const override = overrideOf(field)
          if (override === 'none') continue
          yield {
            _tag: 'EditAtRisk',
            rule: 'sync.override-all',
            accountId,
            isDeleted,
            masterRecordId,
            field,
            value,
            synced: O.toNullable(valueOf(field)(synced)),
            through,
            at,
            liveContacts: countLiveContacts(accountId)(marketo),
            override,
          }
        }
    },
  })
}
