/**
 * Arbitrary histories: inputs of every kind, dense around the edges.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import type { Input } from '../model/Input.js'
import type { Marketo, MarketoRows } from '../marketo/Marketo.js'
import { emptyMarketo, rowsOf } from '../marketo/Marketo.js'
import type { Step } from '../marketo/Simulate.js'
import { simulateAll, step } from '../marketo/Simulate.js'
import { anyInput } from './ArbitraryInput.js'
import { anySettings } from './ArbitrarySettings.js'
import { inOrder } from './AssignStamps.js'
import type { Scenario } from './Scenarios.js'
import { anyScenario, populated } from './Scenarios.js'

/**
 * A history of every kind of input: late, repeated and of equal stamps, of known and unknown ids, with moves, deletions
 * and returns, crossings of a small cap, and conversions confirmed, failed, contradicted and answered again.
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
  .map(([beginning, scenarios]) => inOrder([beginning, ...scenarios]))

/**
 * The Marketo in which a history ends.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyMarketo: fc.Arbitrary<Marketo> = fc
  .tuple(anySettings, anyHistory)
  .map(([settings, history]) => simulateAll(settings)(history)(emptyMarketo))

/**
 * The accounts, contacts and persons of the Marketo in which a history ends, as rows to be stored.
 *
 * @category arbitraries
 * @since 0.1.0
 */
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
