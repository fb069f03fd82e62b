/** Scenarios as a history: each input gets its place, and with it its stamps. */
import type { AccountRecord } from '../model/Account.js'
import type { Input } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { Scenario } from './Scenarios.js'

const last = 253_402_300_799_999
const later = (instant: Instant, seconds: number): Instant => Math.min(instant + seconds * 1_000, last) as Instant

const recordLater = (record: AccountRecord, seconds: number): AccountRecord => ({
  ...record,
  systemModstamp: later(record.systemModstamp, seconds),
})

/** The input as the n-th of a history. Its stamp moves on with it: inputs near each other share it or come late. */
const arriving = (input: Input, n: number): Input => {
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

/** The inputs of scenarios, one after the other. */
export const inOrder = (scenarios: ReadonlyArray<Scenario>): ReadonlyArray<Input> => {
  const inputs: Array<Input> = []
  for (const next of scenarios.flat()) {
    if (typeof next === 'number') inputs.push(...inputs.slice(-next).slice(0, 1))
    else inputs.push(arriving(next, inputs.length))
  }
  return inputs
}
