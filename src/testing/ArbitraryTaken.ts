/**
 * What an answer to a conversion is checked against, as some Marketo has it.
 *
 * @since 0.2.0
 */
import type * as fc from 'fast-check'
import type { ConversionClaims } from '../rules/ConversionAnswer.js'
import { claimsIn } from '../marketo/Decide.js'
import { anyMarketo } from './ArbitraryHistory.js'

/**
 * The contacts and outcomes that a random history has taken, as `decide` looks them up.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyTaken: fc.Arbitrary<ConversionClaims> = anyMarketo.map(claimsIn)
