/**
 * Plays a history line by line.
 *
 * @since 0.4.0
 */
import type { Marketo } from '../marketo/Marketo.js'
import { emptyMarketo } from '../marketo/Marketo.js'
import { run, step } from '../marketo/Simulate.js'
import type { Step } from '../marketo/Step.js'
import type { Settings } from '../model/Settings.js'
import { defaultSettings } from '../model/Settings.js'
import type { HistoryLine } from './HistoryLine.js'
import { inputsOfLine } from './Place.js'

/**
 * The state between two lines of a history. It contains the current settings and the Marketo state.
 *
 * @category model
 * @since 0.4.0
 */
export interface Stage {
  readonly settings: Settings
  readonly marketo: Marketo
  /**
   * The functions `step` and `run` for these settings. The stage stores both functions, because preparing the settings takes
   * longer than one step.
   */
  readonly step: ReturnType<typeof step>
  readonly run: ReturnType<typeof run>
}

const stageOf = (settings: Settings, marketo: Marketo): Stage => ({
  settings,
  marketo,
  step: step(settings),
  run: run(settings),
})

/**
 * The stage before the first line. It contains the default settings and an empty Marketo state.
 *
 * @category playing
 * @since 0.4.0
 */
export const firstStage: Stage = /* @__PURE__ */ stageOf(defaultSettings, emptyMarketo)

/**
 * Plays one line. Returns the steps of the inputs in the line, and the next stage. The given stage does not change. Therefore a
 * caller that keeps the stages can play the history again from any line.
 *
 * @example
 * import { firstStage, parse, playLine } from 'marketo-account-sync/histories'
 * import { accountsOf } from 'marketo-account-sync'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const history = parse('sync-down Acme @1: Industry=Electronics')
 * if (E.isLeft(history)) assert.fail()
 * const [steps, stage] = playLine(history.right[0]!, firstStage)
 * assert.strictEqual(steps.length, 1)
 * assert.strictEqual([...accountsOf(stage.marketo)].length, 1)
 *
 * @category playing
 * @since 0.4.0
 */
export const playLine = (line: HistoryLine, stage: Stage): readonly [ReadonlyArray<Step>, Stage] => {
  switch (line._tag) {
    case 'SettingsLine':
      return [[], stageOf(line.settings, stage.marketo)]
    case 'InputLine': {
      const [played, marketo] = stage.step(line.input, stage.marketo)
      return [[played], { ...stage, marketo }]
    }
    case 'CrowdLine': {
      const { steps, marketo } = stage.run(inputsOfLine(line), stage.marketo)
      return [steps, { ...stage, marketo }]
    }
  }
}
