/**
 * Reads and writes settings as JSON.
 *
 * @since 0.1.0
 */
import { FieldName } from '../model/Field.js'
import type { Instance, PersonDefaults, Readings, Settings } from '../model/Settings.js'
import { defaultSettings } from '../model/Settings.js'
import type { ObjectCodec } from './Combinators.js'
import { count, exactStruct, listOf, nullable, oneOf, optional, text } from './Combinators.js'

const { instance, readings } = defaultSettings

const personDefaults: ObjectCodec<PersonDefaults> = exactStruct('the defaults for persons', {
  lastName: optional(nullable(text), instance.personDefaults.lastName),
  company: optional(nullable(text), instance.personDefaults.company),
})

const instanceCodec: ObjectCodec<Instance> = exactStruct('the facts of an instance', {
  activityCap: optional(count, instance.activityCap),
  hiddenFields: optional(listOf(FieldName, 'field names'), instance.hiddenFields),
  formulaFields: optional(listOf(FieldName, 'field names'), instance.formulaFields),
  personDefaults: optional(personDefaults, instance.personDefaults),
})

const readingsCodec: ObjectCodec<Readings> = exactStruct('readings', {
  overrideOn: optional(oneOf('every-update', 'field-change'), readings.overrideOn),
  localEditLog: optional(oneOf('edited-contact', 'every-contact', 'none'), readings.localEditLog),
})

/**
 * Decodes settings. Every key is optional, and a missing key gets its value from `defaultSettings`. An unknown key or value is an
 * error, so that nobody overlooks a misspelt setting.
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
