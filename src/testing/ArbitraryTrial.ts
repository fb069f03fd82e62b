/**
 * Arbitrary trials. A trial consists of a history and the settings for this history. The inputs of the history are in the form in
 * which they are sent.
 */
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

const anyCrowdedHistory = anyCrowd.map((scenario) => assignStamps([scenario]))

const anyNearCap = fc
  .tuple(anySettings, fc.constantFrom(64, 65, 66, 5_000))
  .map(([{ instance, readings }, activityCap]): Settings => ({ instance: { ...instance, activityCap }, readings }))

/**
 * Each number chooses the forms of one input. If there are more inputs than numbers, the numbers repeat from the first.
 */
const anyNumbers = fc.array(fc.nat(), { minLength: 32, maxLength: 32 })

/**
 * Makes trials with inputs of all kinds. In one history in fifty, an account has more than 64 contacts, and the activity cap is
 * near the number of these contacts. If `only` is not null, all trials have the settings in `only`.
 */
export const anyTrial = (taken: ReadonlyArray<Form>, only: Settings | null = null): fc.Arbitrary<Trial> => {
  const trialOf = (anyInputs: fc.Arbitrary<ReadonlyArray<Input>>, settings: fc.Arbitrary<Settings>) =>
    fc
      .tuple(only === null ? settings : fc.constant(only), anyInputs, anyNumbers)
      .map(([under, inputs, numbers]): Trial => ({ settings: under, history: spelled(inputs, numbers, taken) }))
  return fc.oneof(
    { weight: 49, arbitrary: trialOf(anyHistory, anySettings) },
    { weight: taken.includes('large-accounts') ? 1 : 0, arbitrary: trialOf(anyCrowdedHistory, anyNearCap) },
  )
}
