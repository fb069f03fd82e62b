/** Arbitrary trials: histories as they are sent, and the settings under which they run. */
import * as fc from 'fast-check'
import type { Input } from '../model/Input.js'
import type { Settings } from '../model/Settings.js'
import { anyHistory } from './ArbitraryHistory.js'
import { anySettings } from './ArbitrarySettings.js'
import { assignStamps } from './AssignStamps.js'
import type { Form } from './Forms.js'
import { spelled } from './Forms.js'
import { anyCrowd } from './Scenarios.js'
import type { Trial } from './Spelling.js'

const anyNumbers = fc.array(fc.nat(), { minLength: 32, maxLength: 32 })

const trialOf =
  (anyInputs: fc.Arbitrary<ReadonlyArray<Input>>, settings: fc.Arbitrary<Settings>) =>
  (taken: ReadonlyArray<Form>): fc.Arbitrary<Trial> =>
    fc
      .tuple(settings, anyInputs, anyNumbers)
      .map(([under, inputs, numbers]) => ({ settings: under, history: spelled(inputs, numbers, taken) }))

/** A history with inputs of all kinds. */
export const anyTrial = trialOf(anyHistory, anySettings)

/** A history of one account with more than 64 contacts, and a cap near their number. */
export const anyCrowdedTrial = trialOf(
  anyCrowd.map((scenario) => assignStamps([scenario])),
  fc
    .tuple(anySettings, fc.constantFrom(64, 65, 66, 5_000))
    .map(([{ instance, readings }, activityCap]) => ({ instance: { ...instance, activityCap }, readings })),
)
