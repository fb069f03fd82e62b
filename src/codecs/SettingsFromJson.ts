/**
 * @since 0.1.0
 */
import { FieldName } from '../model/Field.js'
import type { Instance, PersonDefaults, Readings, Settings } from '../model/Settings.js'
import { defaultSettings } from '../model/Settings.js'
import type { ObjectCodec } from './Combinators.js'
import { count, exactStruct, listOf, nullable, oneOf, optional, text } from './Combinators.js'

const { instance, readings } = defaultSettings

const personDefaults: ObjectCodec<PersonDefaults> = exactStruct('personDefaults', {
  lastName: optional(nullable(text), instance.personDefaults.lastName),
  company: optional(nullable(text), instance.personDefaults.company),
})

const instanceCodec: ObjectCodec<Instance> = exactStruct('instance', {
  activityCap: optional(count, instance.activityCap),
  hiddenFields: optional(listOf(FieldName), instance.hiddenFields),
  personDefaults: optional(personDefaults, instance.personDefaults),
})

const readingsCodec: ObjectCodec<Readings> = exactStruct('readings', {
  overrideOn: optional(oneOf('every-update', 'field-change'), readings.overrideOn),
  localEditLog: optional(oneOf('edited-contact', 'every-contact', 'none'), readings.localEditLog),
})

/**
 * Decodes settings: every key may be left out and then has its default; an unknown key or value is an error.
 *
 * @example
 * import { defaultSettings } from 'marketo-account-sync'
 * import { SettingsFromJson } from 'marketo-account-sync/codecs'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.deepStrictEqual(SettingsFromJson.decode({}), E.right(defaultSettings))
 * assert.ok(E.isLeft(SettingsFromJson.decode({ instance: { activitycap: 10 } })))
 *
 * @category codecs
 * @since 0.1.0
 */
export const SettingsFromJson: ObjectCodec<Settings> = exactStruct('settings', {
  instance: optional(instanceCodec, instance),
  readings: optional(readingsCodec, readings),
})
