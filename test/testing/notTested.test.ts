import fc from 'fast-check'
import { defaultSettings } from 'marketo-account-sync'
import type { ConformsOptions, ConformsReport, System } from 'marketo-account-sync/testing'
import { conforms, reference } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'
import { systemOf } from '../faults/catch.js'

/** One that agrees with everything, and counts how often it is asked. */
const asked = (): { readonly system: System; readonly calls: () => number } => {
  let calls = 0
  const answer = () => {
    calls += 1
    return Promise.resolve({})
  }
  return { system: { reset: answer, apply: answer, picture: answer }, calls: () => calls }
}

const right = (): System => systemOf({ implementation: reference })
const few = { timers: globalThis, histories: 5 }
const { instance, readings } = defaultSettings
const kinds =
  '"SyncAccount" or "SyncContact" or "ConfirmConversion" or "FailConversion" or "EditAccountField" or "PutPerson" or "ConvertPerson"'
const wholeNumber = 'a whole number from 1'
const milliseconds = 'milliseconds from 1 to 2147483647'
const hasTimers = 'an object with setTimeout and clearTimeout, as globalThis'

describe('conforms tests nothing, and says why, where', { timeout: 60_000 }, () => {
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
    ['settings', {}, 'settings.instance', 'a setting, such as {"activityCap":5000,"hiddenFields":[],"personDefaults":{"company":null,"lastName":null}}', 'nothing'], // prettier-ignore
    ['settings', { instance: { activityCap: 3 }, readings }, 'settings.instance.hiddenFields', 'a setting, such as []', 'nothing'], // prettier-ignore
    ['settings', { instance: { ...instance, activityCap: NaN }, readings }, 'settings.instance.activityCap', 'a whole number from 0', 'NaN'], // prettier-ignore
    ['settings', { instance, readings, cap: 3 }, 'settings.cap', 'one of the keys instance, readings', '3'],
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
  ])('%s is %j', async (option, value, path, expected, found) => {
    const { system, calls } = asked()
    const report = await conforms({ ...few, [option]: value } as ConformsOptions<unknown>)(system)
    expect(report).toMatchObject({ _tag: 'NotTested', brokeOff: null })
    expect(report._tag === 'NotTested' ? report.unusable[0] : null).toEqual({ path, expected, found })
    expect(report.message).toContain(
      `Nothing was tested: these options cannot be used.\n- ${path}: expected ${expected}, found ${found}`,
    )
    expect(calls()).toBe(0)
  })

  it('there are no options at all', async () => {
    for (const options of [undefined, null, 7]) {
      const report = await conforms(options as unknown as ConformsOptions<unknown>)(asked().system)
      expect(report.message).toMatch(/^Nothing was tested: .*\n- options: expected an object: options, found /)
    }
  })

  it('several options cannot be used: it names each', async () => {
    const report = await conforms({ ...few, seed: NaN, histories: 0, timeLimit: -1 })(asked().system)
    const paths = report._tag === 'NotTested' ? report.unusable.map(({ path }) => path) : []
    expect(paths).toEqual(['histories', 'seed', 'timeLimit'])
  })

  it.each<readonly [what: string, options: Partial<ConformsOptions<unknown>>]>([
    ['that the system knows', { seed: 2, inputs: ['FailConversion'] }],
    ['at all', { seed: 12 }],
  ])('no history holds an input %s', async (_what, options) => {
    const one = { ...few, ...options, histories: 1 } as ConformsOptions<unknown>
    const brokeOff = 'after 1 of 1 histories: none of them holds an input'
    expect(await conforms(one)(right())).toMatchObject({ _tag: 'NotTested', unusable: [], brokeOff })
  })
})

describe('conforms can use', { timeout: 60_000 }, () => {
  it.each<readonly [what: string, options: Partial<ConformsOptions<unknown>>]>([
    ['any finite seed', { seed: -1.5 }],
    ['the longest limit that a timer has', { timeLimit: 2_147_483_647 }],
    ['a fraction of a millisecond', { timeLimit: 900.5 }],
    ['one kind of input', { inputs: ['PutPerson'] }],
    ['settings with every key', { settings: { instance: { ...instance, activityCap: 0 }, readings } }],
    ['options that are there and not told', { inputs: undefined, settings: undefined } as object],
  ])('%s', async (_what, options) => {
    const report = await conforms({ ...few, ...options } as ConformsOptions<ReturnType<typeof setTimeout>>)(right())
    expect(report._tag).toBe('Conforms')
  })
})

describe('conforms says that it broke off where', { timeout: 60_000 }, () => {
  const broken = (name: 'setTimeout' | 'clearTimeout', after: number): ConformsOptions<unknown>['timers'] => {
    let calls = 0
    return {
      setTimeout: () => 0,
      clearTimeout: () => undefined,
      [name]: () => {
        calls += 1
        if (calls > after) throw new Error(`no ${name}`)
        return 0
      },
    }
  }

  it.each(['setTimeout', 'clearTimeout'] as const)('%s of the timers throws', async (name) => {
    expect(await conforms({ ...few, timers: broken(name, 0) })(right())).toEqual({
      _tag: 'NotTested',
      unusable: [],
      brokeOff: `after 0 of 5 histories: no ${name}`,
      message: `The test broke off, and no fault of the system is the reason.\n- after 0 of 5 histories: no ${name}\nseed: 1`,
    })
  })

  it('the timers throw before the last history, and tells how many it had', async () => {
    let calls = 0
    const counting = { setTimeout: () => (calls += 1), clearTimeout: () => undefined }
    await conforms({ ...few, timers: counting })(right())
    const report = await conforms({ ...few, timers: broken('setTimeout', calls - 1) })(right())
    expect(report).toMatchObject({ _tag: 'NotTested', brokeOff: 'after 4 of 5 histories: no setTimeout' })
  })

  it('the timers throw, but not where a fault is known: it reports that, as it found it', async () => {
    const silent = { ...right(), picture: () => Promise.reject(new Error('gone')) }
    // The fault takes three calls; the fifth is the first input of a simpler history.
    const report = await conforms({ ...few, timers: broken('setTimeout', 4) })(silent)
    expect(report).toMatchObject({ _tag: 'Differs', differences: ['picture: threw gone'] })
  })
})

it.each(['timers', 'settings'])('conforms says that it broke off where it cannot look at the %s', async (option) => {
  const trapped = () => {
    throw new Error('trapped')
  }
  const options = { ...few, [option]: new Proxy({}, { get: trapped, ownKeys: trapped }) }
  expect(await conforms(options)(right())).toEqual({
    _tag: 'NotTested',
    unusable: [],
    brokeOff: 'trapped',
    message: 'The test broke off, and no fault of the system is the reason.\n- trapped',
  })
})

describe('conforms, whatever fast-check is configured to do,', { timeout: 60_000 }, () => {
  /** Some of fast-check's own names for these are deprecated, and still there. */
  type Global = Readonly<Record<string, unknown>>

  const under = async (global: Global, system: System): Promise<ConformsReport> => {
    const before = fc.readConfigureGlobal()
    fc.configureGlobal({ ...before, ...global })
    // So many that some of them are the same.
    return conforms({ ...few, histories: 120, settings: defaultSettings })(system).finally(() => {
      fc.configureGlobal(before)
    })
  }

  it.each<readonly [global: Global]>([
    [{ interruptAfterTimeLimit: 0 }],
    [{ skipAllAfterTimeLimit: 0 }],
    [{ timeout: 1 }],
    [{ skipEqualValues: true }],
    [{ ignoreEqualValues: true }],
    [{ numRuns: 1 }],
  ])('has all its histories: %j', async (global) => {
    const slow = right()
    const wait = () => new Promise((resolve) => setTimeout(resolve, 2))
    const report = await under(global, { ...slow, reset: (json) => wait().then(() => slow.reset(json)) })
    expect(report).toMatchObject({ _tag: 'Conforms', histories: 120 })
  })

  it('breaks off where its configuration cannot be used', async () => {
    expect(await under({ randomType: 'dice' }, right())).toMatchObject({
      _tag: 'NotTested',
      brokeOff: "Invalid random specified: 'dice'",
    })
  })

  it('breaks off where a hook of every property fails', async () => {
    const hook = () => Promise.reject(new Error('no database'))
    expect(await under({ asyncBeforeEach: hook }, right())).toMatchObject({
      _tag: 'NotTested',
      brokeOff: 'after 0 of 120 histories: no database',
    })
  })

  it('reports a fault even where a hook after it fails', async () => {
    const hook = () => Promise.reject(new Error('no database'))
    const silent = { ...right(), reset: () => Promise.reject(new Error('gone')) }
    expect(await under({ asyncAfterEach: hook }, silent)).toMatchObject({ _tag: 'Differs' })
  })
})

it('has a message to print, whatever it reports', async () => {
  const messages = await Promise.all(
    [right(), { ...right(), reset: () => Promise.reject(new Error('gone')) }].map(
      // The type of the report is part of what is tested: it needs no narrowing.
      async (system) => (await conforms(few)(system)).message,
    ),
  )
  expect(messages).toEqual([
    'The system conforms.\nhistories: 5\nseed: 1',
    expect.stringContaining('- reset: threw gone\nseed: 1'),
  ])
})
