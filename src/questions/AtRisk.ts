/**
 * Which local edits would a sync-down undo?
 *
 * @since 0.1.0
 */
import type { FieldName, FieldValue } from '../model/Field.js'
import { valueOf } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { Marketo } from '../marketo/Marketo.js'
import { allAccounts, countLiveContacts } from '../marketo/Marketo.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import type { NextOverride } from './NextOverride.js'
import { nextOverride } from './NextOverride.js'

/**
 * A local edit that a sync-down of its account would undo.
 *
 * @rule sync.override-all
 * @category model
 * @since 0.1.0
 */
export interface EditAtRisk {
  readonly _tag: 'EditAtRisk'
  readonly rule: 'sync.override-all'
  readonly accountId: AccountId
  readonly field: FieldName
  /** What Marketo shows. */
  readonly value: FieldValue
  /** What Salesforce last said: what a record shows again that says nothing new of the field. */
  readonly synced: FieldValue
  readonly through: ContactId
  readonly at: Instant
  /** How many live contacts show the value. */
  readonly liveContacts: number
  readonly override: Exclude<NextOverride, 'none'>
}

/**
 * Every local edit that a sync-down of its account would undo, found while somebody iterates: by account in the order of
 * their ids, then by field name. An edit of a field that the sync does not take is safe, and so not among them.
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
      for (const { id: accountId, synced, localEdits } of allAccounts(marketo))
        for (const { field, value, through, at } of localEdits) {
          const override = overrideOf(field)
          if (override === 'none') continue
          yield {
            _tag: 'EditAtRisk',
            rule: 'sync.override-all',
            accountId,
            field,
            value,
            synced: valueOf(synced)(field) ?? null,
            through,
            at,
            liveContacts: countLiveContacts(accountId)(marketo),
            override,
          }
        }
    },
  })
}
