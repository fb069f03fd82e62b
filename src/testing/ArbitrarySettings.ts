/**
 * Arbitrary settings: all readings, and instances with a cap so low that a few contacts cross it.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import type { Instance, PersonDefaults, Readings, Settings } from '../model/Settings.js'
import { anyText } from './ArbitraryValue.js'
import { fieldNamePool } from './Pools.js'
import { mostly } from './Weights.js'

/**
 * A Last Name or Company: missing, blank, or a text.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyName: fc.Arbitrary<string | null> = mostly(
  fc.constantFrom(null, '', ' ', 'a', 'Young', 'Dickenson plc'),
  anyText,
)

/**
 * The defaults for a new lead, each missing, blank or a text.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyPersonDefaults: fc.Arbitrary<PersonDefaults> = fc.record({ lastName: anyName, company: anyName })

/**
 * An instance with a cap from 0 to 8. One in four has hidden fields.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyInstance: fc.Arbitrary<Instance> = fc.record({
  activityCap: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.integer({ min: 0, max: 8 })),
  hiddenFields: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    fc.subarray([...fieldNamePool], { minLength: 1, maxLength: 2 }),
  ),
  personDefaults: anyPersonDefaults,
})

/**
 * A value for each reading. All six combinations are equally frequent.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyReadings: fc.Arbitrary<Readings> = fc.record({
  overrideOn: fc.constantFrom('every-update', 'field-change'),
  localEditLog: fc.constantFrom('edited-contact', 'every-contact', 'none'),
})

/**
 * Settings with any readings, and with a cap that the few contacts of a history reach most of the time.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anySettings: fc.Arbitrary<Settings> = fc.record({ instance: anyInstance, readings: anyReadings })
