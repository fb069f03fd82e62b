/**
 * Turns scenarios into a history. Calculates each arrival time and each SystemModstamp from the position of the input in the
 * history.
 */
import type { Input } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { Scenario } from './Scenarios.js'

/**
 * Replaces the instants of an input. These instants are the arrival time of the input, and the SystemModstamp of the input's
 * record.
 */
export const mapInstants =
  (change: (instant: Instant) => Instant) =>
  (input: Input): Input => {
    const later = <A extends { readonly systemModstamp: Instant }>(record: A): A => ({
      ...record,
      systemModstamp: change(record.systemModstamp),
    })
    const at = change(input.at)
    switch (input._tag) {
      case 'SyncAccount':
        return { ...input, at, record: later(input.record) }
      case 'ConfirmConversion':
        return { ...input, at, account: later(input.account) }
      case 'SyncContact':
        return { ...input, at, record: later(input.record) }
      case 'FailConversion':
      case 'EditAccountField':
      case 'PutPerson':
      case 'ConvertPerson':
        return { ...input, at }
    }
  }

/**
 * Joins scenarios into a history. Adds n seconds to the instants of the n-th input. These instants are the arrival time of the
 * input, and the SystemModstamp of the input's record.
 *
 * In a scenario, the SystemModstamp of a record can be lower than the SystemModstamp of the previous record. The addition can
 * make these two SystemModstamps equal. If the difference is too large, the record stays older than the previous record.
 */
export const assignStamps = (scenarios: ReadonlyArray<Scenario>): ReadonlyArray<Input> => {
  const inputs: Array<Input> = []
  for (const next of scenarios.flat()) {
    if (typeof next === 'number') inputs.push(...inputs.slice(-next).slice(0, 1))
    else inputs.push(mapInstants((instant) => (instant + inputs.length * 1_000) as Instant)(next))
  }
  return inputs
}
