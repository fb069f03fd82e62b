/** How scenarios become a history: each input gets its instant and its stamp from its place in the history. */
import type { AccountRecord } from '../model/Account.js'
import type { Input } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { Scenario } from './Scenarios.js'

const lastInstant = 253_402_300_799_999
const later = (instant: Instant, seconds: number): Instant =>
  Math.min(instant + seconds * 1_000, lastInstant) as Instant

const recordLater = (record: AccountRecord, seconds: number): AccountRecord => ({
  ...record,
  systemModstamp: later(record.systemModstamp, seconds),
})

/** The input as the n-th of a history, n seconds later. Inputs near each other may share a stamp, or come late. */
const delayed = (input: Input, n: number): Input => {
  const at = later(input.at, n)
  switch (input._tag) {
    case 'SyncAccount':
      return { ...input, at, record: recordLater(input.record, n) }
    case 'ConfirmConversion':
      return { ...input, at, account: recordLater(input.account, n) }
    case 'SyncContact':
      return { ...input, at, record: { ...input.record, systemModstamp: later(input.record.systemModstamp, n) } }
    case 'FailConversion':
    case 'EditAccountField':
    case 'PutPerson':
    case 'ConvertPerson':
      return { ...input, at }
  }
}

/** The history of some scenarios, one after the other. */
export const assignStamps = (scenarios: ReadonlyArray<Scenario>): ReadonlyArray<Input> => {
  const inputs: Array<Input> = []
  for (const next of scenarios.flat()) {
    if (typeof next === 'number') inputs.push(...inputs.slice(-next).slice(0, 1))
    else inputs.push(delayed(next, inputs.length))
  }
  return inputs
}
