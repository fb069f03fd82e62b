/**
 * Describes what will override a value in Marketo. Also describes why the sync leaves out a field.
 *
 * @since 0.1.0
 */
import type { FieldName } from '../model/Field.js'
import { isFieldKey } from '../codecs/AccountRelationships.js'
import { isSynced } from '../model/Field.js'
import type { Settings } from '../model/Settings.js'

/**
 * The event that will override the value of a field. The override also ends a local edit of the field.
 *
 * | result           | what overrides the value                                                                      |
 * | ---------------- | --------------------------------------------------------------------------------------------- |
 * | `next sync-down` | the next applied record that contains the field, with any value                               |
 * | `next change`    | the next record that contains the field and changes any synced value (setting `field-change`) |
 * | `none`           | nothing, because the sync ignores the field, or the field is hidden from the sync user        |
 *
 * @rule sync.override-all
 * @rule sync.visible-fields
 * @category model
 * @since 0.1.0
 */
export type NextOverride = 'next sync-down' | 'next change' | 'none'

/**
 * The reason why the sync leaves out a field.
 *
 * | why           | the field                                                                                 |
 * | ------------- | ----------------------------------------------------------------------------------------- |
 * | `not a field` | describes the record, such as `Id`, or is a relationship, such as `Parent` (`isFieldKey`) |
 * | `ignored`     | is an Account field that the sync ignores, such as `Fax`                                  |
 * | `hidden`      | is hidden from the sync user                                                              |
 *
 * @rule sync.visible-fields
 * @category model
 * @since 0.1.0
 */
export type NotSynced = 'not a field' | 'ignored' | 'hidden'

/**
 * @internal Tests whether any Marketo instance can sync a field. Ignored fields, and keys that are not fields, are never synced.
 */
export const isEverSynced: (field: FieldName) => boolean = /* @__PURE__ */ isSynced(/* @__PURE__ */ new Set())

/** @internal Explains why the sync leaves out a field. Call this function only with a field that the sync leaves out. */
export const whyNotSynced = (field: FieldName): NotSynced =>
  isFieldKey(field) ? (isEverSynced(field) ? 'hidden' : 'ignored') : 'not a field'

/** @internal Tests whether the sync takes a field to Marketo under these settings. */
export const isSyncedUnder = (settings: Settings): ((field: FieldName) => boolean) =>
  isSynced(new Set(settings.instance.hiddenFields))

/** @internal */
export const nextOverride = (settings: Settings): ((field: FieldName) => NextOverride) => {
  const isSyncedHere = isSyncedUnder(settings)
  const override = settings.readings.overrideOn === 'every-update' ? 'next sync-down' : 'next change'
  return (field) => (isSyncedHere(field) ? override : 'none')
}
