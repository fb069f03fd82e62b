/**
 * Making a history that shows a fault as short as it gets.
 *
 * @since 0.1.0
 */
import type { Input } from '../Input.js'
import type { Settings } from '../Settings.js'
import { defaultSettings, eqSettings } from '../Settings.js'

/** A history, and the settings it runs under. */
export interface Trial {
  readonly settings: Settings
  readonly history: ReadonlyArray<Input>
}

const without = <A>(items: ReadonlyArray<A>, from: number, count: number): ReadonlyArray<A> => [
  ...items.slice(0, from),
  ...items.slice(from + count),
]

/** The history without some run of inputs: long runs first, late ones first. */
function* fewerInputs({ settings, history }: Trial): Generator<Trial, undefined> {
  for (let count = history.length >>> 1; count >= 1; count >>>= 1)
    for (let from = history.length - count; from >= 0; from -= 1)
      yield { settings, history: without(history, from, count) }
  return undefined
}

/** The history in which an account record carries at once what it and a later one of the same account carry. */
function* joinedRecords({ settings, history }: Trial): Generator<Trial, undefined> {
  for (const [later, one] of history.entries())
    for (const [earlier, other] of history.slice(0, later).entries())
      if (one._tag === 'SyncAccount' && other._tag === 'SyncAccount' && one.record.id === other.record.id) {
        const fields = { ...other.record.fields, ...one.record.fields }
        const both: Input = { ...other, record: { ...other.record, fields } }
        const shorter = without(history, later, 1)
        yield { settings, history: [...shorter.slice(0, earlier), both, ...shorter.slice(earlier + 1)] }
      }
  return undefined
}

/** The history with one field less in one account record. */
function* fewerFields({ settings, history }: Trial): Generator<Trial, undefined> {
  for (const [index, input] of history.entries())
    if (input._tag === 'SyncAccount')
      for (const field of Object.keys(input.record.fields)) {
        const fields = Object.fromEntries(Object.entries(input.record.fields).filter(([name]) => name !== field))
        const leaner: Input = { ...input, record: { ...input.record, fields } }
        yield { settings, history: [...history.slice(0, index), leaner, ...history.slice(index + 1)] }
      }
  return undefined
}

/** The history under settings of which one more is the default. */
function* simplerSettings({ settings, history }: Trial): Generator<Trial, undefined> {
  const { instance, readings } = settings
  const usual = defaultSettings
  const candidates: ReadonlyArray<Settings> = [
    { instance: { ...instance, activityCap: usual.instance.activityCap }, readings },
    { instance: { ...instance, hiddenFields: usual.instance.hiddenFields }, readings },
    { instance: { ...instance, personDefaults: usual.instance.personDefaults }, readings },
    { instance, readings: { ...readings, overrideOn: usual.readings.overrideOn } },
    { instance, readings: { ...readings, localEditLog: usual.readings.localEditLog } },
  ]
  for (const candidate of candidates)
    if (!eqSettings.equals(candidate, settings)) yield { settings: candidate, history }
  return undefined
}

/** Everything that is one step simpler than a trial, most of all first. */
export function* simpler(trial: Trial): Generator<Trial, undefined> {
  yield* fewerInputs(trial)
  yield* joinedRecords(trial)
  yield* simplerSettings(trial)
  yield* fewerFields(trial)
  return undefined
}
