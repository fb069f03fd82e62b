/**
 * What will end a value that Marketo shows, or why a field has none: whether the sync takes the field at all.
 *
 * @since 0.1.0
 */
import type { FieldName } from '../model/Field.js'
import { isFieldKey, isSynced } from '../model/Field.js'
import type { Settings } from '../model/Settings.js'

/**
 * What will override the value of a field, a local edit included.
 *
 * | value            | overridden by                                                                                |
 * | ---------------- | -------------------------------------------------------------------------------------------- |
 * | `next sync-down` | the next applied record that carries the field, whatever it says                             |
 * | `next change`    | the next one that carries it and says something new in any field (the reading `field-change`) |
 * | `none`           | nothing: the sync ignores the field, or it is hidden                                         |
 *
 * @rule sync.override-all
 * @rule sync.visible-fields
 * @category model
 * @since 0.1.0
 */
export type NextOverride = 'next sync-down' | 'next change' | 'none'

/**
 * Why the sync leaves a field out.
 *
 * | why           | the field                                                                                   |
 * | ------------- | ------------------------------------------------------------------------------------------- |
 * | `not a field` | says what the record is, such as `Id`, and this model counts it as none (see `isFieldKey`)   |
 * | `ignored`     | is one of the Account that the sync ignores, such as `Fax`                                  |
 * | `hidden`      | is hidden from the sync user                                                                |
 *
 * @rule sync.visible-fields
 * @category model
 * @since 0.1.0
 */
export type NotSynced = 'not a field' | 'ignored' | 'hidden'

const nothingHidden: ReadonlySet<string> = /* @__PURE__ */ new Set()

/** @internal Of a field that the sync leaves out: why. */
export const whyNotSynced = (field: FieldName): NotSynced =>
  isFieldKey(field) ? (isSynced(nothingHidden)(field) ? 'hidden' : 'ignored') : 'not a field'

/** @internal Whether the sync takes a field, under these settings. */
export const syncs = (settings: Settings): ((field: FieldName) => boolean) =>
  isSynced(new Set(settings.instance.hiddenFields))

/** @internal */
export const nextOverride = (settings: Settings): ((field: FieldName) => NextOverride) => {
  const isTaken = syncs(settings)
  const override = settings.readings.overrideOn === 'every-update' ? 'next sync-down' : 'next change'
  return (field) => (isTaken(field) ? override : 'none')
}
