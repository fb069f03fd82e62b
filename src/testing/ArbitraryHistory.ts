/**
 * Arbitrary histories with inputs of all kinds, and the Marketo states at the end of such histories.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import type { Marketo, MarketoRows } from '../marketo/Marketo.js'
import { emptyMarketo, rowsOf } from '../marketo/Marketo.js'
import { run } from '../marketo/Simulate.js'
import type { Input } from '../model/Input.js'
import { anyInput } from './ArbitraryInput.js'
import { anySettings } from './ArbitrarySettings.js'
import { assignStamps } from './AssignStamps.js'
import type { Scenario } from './Scenarios.js'
import { anyScenario, populated } from './Scenarios.js'

/**
 * A history with inputs of all kinds. Some records arrive late, arrive twice, or have the SystemModstamp of another record. Some
 * ids are unknown.
 *
 * Contacts move, are deleted and are restored. Some accounts exceed a small cap. Conversions are confirmed, fail, and are
 * answered twice.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyHistory: fc.Arbitrary<ReadonlyArray<Input>> = fc
  .tuple(
    fc.oneof(
      { withCrossShrink: true },
      { weight: 1, arbitrary: fc.constant<Scenario>([]) },
      { weight: 2, arbitrary: fc.constant(populated) },
    ),
    fc.array(
      fc.oneof<Array<fc.WeightedArbitrary<Scenario>>>(
        { weight: 12, arbitrary: anyInput.map((input) => [input]) },
        { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }).map((back) => [back]) },
        { weight: 9, arbitrary: anyScenario },
      ),
      { maxLength: 24, size: 'max' },
    ),
  )
  .map(([beginning, scenarios]) => assignStamps([beginning, ...scenarios]))

/**
 * The Marketo state at the end of a history.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyMarketo: fc.Arbitrary<Marketo> = fc
  .tuple(anySettings, anyHistory)
  .map(([settings, history]) => run(settings)(history, emptyMarketo).marketo)

/**
 * The accounts, contacts, persons and conversions in the Marketo state at the end of a history.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyMarketoRows: fc.Arbitrary<MarketoRows> = anyMarketo.map(rowsOf)
