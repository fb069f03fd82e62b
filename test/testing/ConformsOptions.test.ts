import { defaultSettings } from 'marketo-account-sync'
import type { ConformsOptions, System } from 'marketo-account-sync/testing'
import { allForms, conforms } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'
import { afterAnswers, rightSystem } from './systems.js'

/** A system that counts its calls. */
const counting = (): { readonly system: System; readonly calls: () => number } => {
  let calls = 0
  const answer = () => {
    calls += 1
    return Promise.resolve({})
  }
  return { system: { reset: answer, apply: answer, picture: answer }, calls: () => calls }
}

const few = { timers: afterAnswers, histories: 3 }
const { instance, readings } = defaultSettings
const kinds =
  '"SyncAccount" or "SyncContact" or "ConfirmConversion" or "FailConversion" or "EditAccountField" or "PutPerson" or "ConvertPerson"'
const forms = allForms.map((form) => `"${form}"`).join(' or ')
const wholeNumber = 'a whole number from 1'
const milliseconds = 'milliseconds from 1 to 2147483647'
const hasTimers = 'an object with setTimeout and clearTimeout, such as globalThis'

describe('`conforms`', () => {
  it.each<readonly [option: string, value: unknown, path: string, expected: string, found: string]>([
    ['histories', 0, 'histories', wholeNumber, '0'],
    ['histories', -1, 'histories', wholeNumber, '-1'],
    ['histories', 2.5, 'histories', wholeNumber, '2.5'],
    ['histories', NaN, 'histories', wholeNumber, 'NaN'],
    ['histories', Infinity, 'histories', wholeNumber, 'Infinity'],
    ['histories', '100', 'histories', wholeNumber, '"100"'],
    ['histories', null, 'histories', wholeNumber, 'null'],
    ['inputs', [], 'inputs', 'at least one kind of input', 'an array of 0'],
    ['inputs', ['SyncContact', 'SyncAcount'], 'inputs.1', kinds, '"SyncAcount"'],
    ['inputs', 'SyncAccount', 'inputs', `an array of ${kinds}`, '"SyncAccount"'],
    ['forms', ['ids-of-16'], 'forms.0', forms, '"ids-of-16"'],
    ['forms', 'fractions', 'forms', `an array of ${forms}`, '"fractions"'],
    [
      'histores',
      100,
      'histores',
      'one of the keys timers, histories, inputs, forms, settings, seed, timeLimit',
      '"histores"',
    ],
    ['settings', {}, 'settings.instance', 'a setting, such as {"activityCap":5000,"formulaFields":[],"hiddenFields":[],"personDefaults":{"company":null,"lastName":null}}', 'nothing'], // prettier-ignore
    ['settings', { instance: { activityCap: 3 }, readings }, 'settings.instance.hiddenFields', 'a setting, such as []', 'nothing'], // prettier-ignore
    ['settings', { instance: { ...instance, activityCap: NaN }, readings }, 'settings.instance.activityCap', 'a whole number from 0', 'NaN'], // prettier-ignore
    ['settings', { instance, readings, cap: 3 }, 'settings.cap', 'one of the keys instance, readings', '"cap"'],
    ['settings', null, 'settings', 'an object: settings', 'null'],
    ['seed', NaN, 'seed', 'a finite number', 'NaN'],
    ['seed', '7', 'seed', 'a finite number', '"7"'],
    ['timeLimit', 0, 'timeLimit', milliseconds, '0'],
    ['timeLimit', '900', 'timeLimit', milliseconds, '"900"'],
    ['timeLimit', Infinity, 'timeLimit', milliseconds, 'Infinity'],
    ['timeLimit', 2_147_483_648, 'timeLimit', milliseconds, '2147483648'],
    ['timers', undefined, 'timers', hasTimers, 'nothing'],
    ['timers', {}, 'timers', hasTimers, 'an object of 0 keys'],
    ['timers', { setTimeout }, 'timers', hasTimers, 'an object of 1 keys'],
    ['timers', { clearTimeout }, 'timers', hasTimers, 'an object of 1 keys'],
  ])('tests nothing and reports the reason if the option `%s` is %j', async (option, value, path, expected, found) => {
    const { system, calls } = counting()
    const report = await conforms({ ...few, [option]: value } as ConformsOptions<unknown>)(system)
    expect(report).toMatchObject({ _tag: 'NotTested', stoppedBecause: null })
    expect(report._tag === 'NotTested' ? report.unusable[0] : null).toEqual({ path, expected, found })
    expect(report.message).toContain(
      `Nothing was tested, because these options cannot be used:\n- ${path}: expected ${expected}, found ${found}`,
    )
    expect(calls()).toBe(0)
  })

  it('tests nothing and reports the reason if there are no options', async () => {
    for (const options of [undefined, null, 7]) {
      const report = await conforms(options as unknown as ConformsOptions<unknown>)(counting().system)
      expect(report.message).toMatch(/^Nothing was tested, because .*\n- options: expected an object: options, found /)
    }
  })

  it('tests nothing and lists all invalid options if several options are invalid', async () => {
    const report = await conforms({ ...few, seed: NaN, histories: 0, timeLimit: -1 })(counting().system)
    const paths = report._tag === 'NotTested' ? report.unusable.map(({ path }) => path) : []
    expect(paths).toEqual(['histories', 'seed', 'timeLimit'])
  })
})

describe('`conforms`', () => {
  it.each<readonly [what: string, options: Partial<ConformsOptions<unknown>>]>([
    ['any finite seed', { seed: -1.5 }],
    ['the longest time limit that timers have', { timeLimit: 2_147_483_647 }],
    ['a time limit with a fraction of a millisecond', { timeLimit: 900.5 }],
    ['a single kind of input', { inputs: ['PutPerson'], histories: 20 }],
    ['an empty list of forms', { forms: [] }],
    ['settings with every key', { settings: { instance: { ...instance, activityCap: 0 }, readings } }],
    ['options whose value is undefined', { inputs: undefined, settings: undefined } as object],
  ])('accepts %s', async (_what, options) => {
    const report = await conforms({ ...few, ...options } as ConformsOptions<NodeJS.Immediate>)(rightSystem())
    expect(report._tag).toBe('Conforms')
  })
})
