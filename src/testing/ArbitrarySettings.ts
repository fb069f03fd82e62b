/**
 * Arbitrary settings. Each setting in `Readings` can have any of its values. The activity cap is so low that a few contacts
 * exceed it.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import type { FieldName } from '../model/Field.js'
import type { Instance, PersonDefaults, Readings, Settings } from '../model/Settings.js'
import { anyText } from './ArbitraryValue.js'
import * as pool from './Pools.js'

const anySpace: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...pool.whiteSpacePool) },
  { weight: 1, arbitrary: fc.constantFrom(...pool.notWhiteSpacePool) },
)

/**
 * The value of Last Name or Company. It is missing, or blank, or a name. Some names have white space around them.
 *
 * The generated white space includes every character that `String.prototype.trim` removes. It also includes some characters that
 * `trim` keeps.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyName: fc.Arbitrary<string | null> = fc.oneof<Array<fc.WeightedArbitrary<string | null>>>(
  { weight: 26, arbitrary: fc.constantFrom(null, '', ' ', 'a', 'Young', 'Dickenson plc') },
  { weight: 2, arbitrary: fc.constant(' Young ') },
  { weight: 3, arbitrary: fc.tuple(anySpace, fc.constantFrom('', ' ', 'a')).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: anyText },
)

/**
 * The default Last Name and Company of a new lead. Each default is missing, blank or a name.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyPersonDefaults: fc.Arbitrary<PersonDefaults> = fc.record({ lastName: anyName, company: anyName })

const lowerCased = pool.fieldNamePool.map((name) => name.toLowerCase() as FieldName)

const someFields: fc.Arbitrary<Instance['hiddenFields']> = fc.oneof(
  { weight: 11, arbitrary: fc.constant([]) },
  { weight: 4, arbitrary: fc.subarray([...pool.fieldNamePool], { minLength: 1, maxLength: 2 }) },
  // Most names in lower case match no field of a record, because the comparison of field names respects letter case.
  { weight: 1, arbitrary: fc.subarray(lowerCased, { minLength: 1, maxLength: 2 }) },
)

/**
 * An instance with an activity cap from 0 to 8. One instance in four has hidden fields, and one in four has formula fields.
 *
 * Some names of hidden fields and of formula fields have the wrong letter case. Such a name matches no field of the records.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyInstance: fc.Arbitrary<Instance> = fc.record({
  activityCap: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.integer({ min: 0, max: 8 })),
  hiddenFields: someFields,
  formulaFields: someFields,
  personDefaults: anyPersonDefaults,
})

/**
 * A choice for each setting in `Readings`. All six combinations are equally frequent.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyReadings: fc.Arbitrary<Readings> = fc.record({
  overrideOn: fc.constantFrom('every-update', 'field-change'),
  localEditLog: fc.constantFrom('edited-contact', 'every-contact', 'none'),
})

/**
 * Random settings. Each setting in `Readings` can have any of its values. The activity cap is low. In most histories, the number
 * of contacts reaches the cap.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anySettings: fc.Arbitrary<Settings> = fc.record({ instance: anyInstance, readings: anyReadings })
