/** How scenarios become a history: each input gets its instant and its stamp from its place in the history. */
import type { Input } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { Scenario } from './Scenarios.js'

/** The input with other instants: when it arrives, and the stamp of its record. */
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
 * The history of some scenarios, one after the other. The n-th input comes n seconds later than its scenario says, and so
 * does the stamp of its record. Records near each other may share a stamp, or come late.
 */
export const assignStamps = (scenarios: ReadonlyArray<Scenario>): ReadonlyArray<Input> => {
  const inputs: Array<Input> = []
  for (const next of scenarios.flat()) {
    if (typeof next === 'number') inputs.push(...inputs.slice(-next).slice(0, 1))
    else inputs.push(mapInstants((instant) => (instant + inputs.length * 1_000) as Instant)(next))
  }
  return inputs
}
