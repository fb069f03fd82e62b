/**
 * Arbitrary answers to any of the questions.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import type { Answer } from '../questions/Sentence.js'
import { anyConversionPreview } from './ArbitraryConversionPreview.js'
import { anyEditAtRisk, anyExplanation } from './ArbitraryExplanation.js'
import { anyLogAnswer } from './ArbitraryLogAnswer.js'
import { anyPreview } from './ArbitraryPreview.js'

/**
 * The answer to any of the questions, those with more kinds of answer more often.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyAnswer: fc.Arbitrary<Answer> = fc.oneof<Array<fc.WeightedArbitrary<Answer>>>(
  { weight: 4, arbitrary: anyExplanation },
  { weight: 3, arbitrary: anyPreview },
  { weight: 2, arbitrary: anyConversionPreview },
  { weight: 4, arbitrary: anyLogAnswer },
  { weight: 1, arbitrary: anyEditAtRisk },
)
