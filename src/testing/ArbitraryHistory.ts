/**
 * Arbitrary histories: inputs of every kind, dense around the edges.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import type { AccountRecord } from '../Account.js'
import type { Input } from '../Input.js'
import type { Instant } from '../Instant.js'
import type { Marketo, MarketoRows } from '../Marketo.js'
import { emptyMarketo, rowsOf } from '../Marketo.js'
import type { Step } from '../Simulate.js'
import { simulateAll, step } from '../Simulate.js'
import { anyInput } from './ArbitraryInput.js'
import { anySettings } from './ArbitrarySettings.js'
import type { Scenario } from './Scenarios.js'
import { anyScenario, populated } from './Scenarios.js'

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

const joined = (scenarios: ReadonlyArray<Scenario>): ReadonlyArray<Input> => {
  const inputs: Array<Input> = []
  for (const next of scenarios.flat()) {
    if (typeof next === 'number') inputs.push(...inputs.slice(-next).slice(0, 1))
    else inputs.push(arriving(next, inputs.length))
  }
  return inputs
}

/**
 * A history of every kind of input: late, repeated and of equal stamps, of known and unknown ids, with moves, deletions
 * and returns, crossings of a small cap, and conversions confirmed, failed, contradicted and answered again.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyHistory: fc.Arbitrary<ReadonlyArray<Input>> = fc
  .tuple(
    fc.oneof({ weight: 1, arbitrary: fc.constant<Scenario>([]) }, { weight: 2, arbitrary: fc.constant(populated) }),
    fc.array(
      fc.oneof<Array<fc.WeightedArbitrary<Scenario>>>(
        { weight: 12, arbitrary: anyInput.map((input) => [input]) },
        { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }).map((back) => [back]) },
        { weight: 9, arbitrary: anyScenario },
      ),
      { maxLength: 24, size: 'max' },
    ),
  )
  .map(([beginning, scenarios]) => joined([beginning, ...scenarios]))

/**
 * The Marketo in which a history ends.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyMarketo: fc.Arbitrary<Marketo> = fc
  .tuple(anySettings, anyHistory)
  .map(([settings, history]) => simulateAll(settings)(history)(emptyMarketo))

/** @category arbitraries @since 0.1.0 */
export const anyMarketoRows: fc.Arbitrary<MarketoRows> = anyMarketo.map(rowsOf)

/**
 * One input and what came of it, somewhere in a history.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyStep: fc.Arbitrary<Step> = fc
  .tuple(anySettings, anyMarketo, anyInput)
  .map(([settings, marketo, input]) => step(settings)(input)(marketo)[0])
