import * as E from 'fp-ts/lib/Either.js'
import type { FieldName, Input, Settings } from 'marketo-account-sync'
import { defaultSettings, settingsWith } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import { ruleIds } from 'marketo-account-sync/rules'
import type { ConformsOptions, ConformsReport, NotConforming, System, Timers } from 'marketo-account-sync/testing'
import { conforms, reference } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'
import { afterAnswers, rightSystem, systemOf } from './systems.js'

const tagOf = (input: unknown): Input['_tag'] => (input as Input)._tag
const tagsIn = ({ history }: NotConforming): ReadonlyArray<string> => history.map(tagOf)

/** A system that answers inputs of one kind with `apply`. Its answers to the other inputs are right. */
const rightExceptAt = (tag: Input['_tag'], apply: () => Promise<unknown>): System => {
  const system = rightSystem()
  return { ...system, apply: (input) => (tagOf(input) === tag ? apply() : system.apply(input)) }
}

/** A system that answers the n-th input of a history, and all later inputs, with `apply`. Its earlier answers are right. */
const rightBefore = (n: number, apply: () => Promise<unknown>): System => {
  const system = rightSystem()
  let inputs = 0
  return {
    ...system,
    reset: (settings) => {
      inputs = 0
      return system.reset(settings)
    },
    apply: (input) => {
      inputs += 1
      return inputs < n ? system.apply(input) : apply()
    },
  }
}

/** Wraps a system, and records the settings and the kinds of input that `conforms` sends. */
const noting = (system: System) => {
  const settings = new Set<string>()
  const kinds = new Set<string>()
  const noted: System = {
    ...system,
    reset: (json) => {
      settings.add(JSON.stringify(json))
      return system.reset(json)
    },
    apply: (input) => {
      kinds.add(tagOf(input))
      return system.apply(input)
    },
  }
  return { system: noted, settings, kinds }
}

const quick = { timers: afterAnswers, histories: 20 }

const differs = (report: ConformsReport): NotConforming => {
  if (report._tag !== 'Differs') throw new Error(report.message)
  return report
}

const nothing = { activities: [], toSalesforce: [] }
const neverAnswers = () => new Promise<never>(() => undefined)
const throws = (reason: unknown) => (): Promise<never> => {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a system may reject with anything
  return Promise.reject(reason)
}

describe('`conforms` on a faulty system', () => {
  it('reports a difference if the system throws', async () => {
    const broken = rightExceptAt('PutPerson', () => {
      throw new Error('no such table')
    })
    const report = differs(await conforms(quick)(broken))
    expect(report).toMatchObject({ lookFirstAt: null, differences: ['apply: threw no such table'] })
    expect(tagsIn(report)).toEqual(['PutPerson'])
  })

  it.each<readonly [what: string, reason: unknown]>([
    ['a string', 'gone'],
    ['undefined', undefined],
    ['null', null],
    ['an object', { code: 7 }],
    ['a bigint', 3n],
  ])('reports a difference if the system rejects its promise with %s', async (_what, reason) => {
    const report = await conforms(quick)({ ...rightSystem(), picture: throws(reason) })
    expect(differs(report).differences[0]).toMatch(/^picture: threw /)
  })

  it('reports a difference if the system rejects its promise with a value that cannot be read', async () => {
    const trap = () => {
      throw new Error('trapped')
    }
    const proxy = new Proxy({}, { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap })
    const getter = Object.defineProperty({}, 'message', { get: trap })
    const noText = { message: Object.create(null) as unknown }
    for (const reason of [proxy, getter, noText]) {
      const report = await conforms(quick)(rightExceptAt('SyncAccount', throws(reason)))
      expect(report).toMatchObject({ differences: ['apply: threw a value that cannot be read'] })
    }
  })

  it.each<
    readonly [what: string, settle: (resolve: (value: unknown) => void, reject: (reason: Error) => void) => void]
  >([
    ['answers a call', (resolve) => { resolve(nothing) }], // prettier-ignore
    ['rejects the promise of a call', (_resolve, reject) => { reject(new Error('too late')) }], // prettier-ignore
  ])('reports a difference if the system %s only after the time limit', async (_what, settle) => {
    const late = rightExceptAt(
      'SyncAccount',
      () =>
        new Promise((resolve, reject) =>
          setImmediate(() =>
            setImmediate(() => {
              settle(resolve, reject)
            }),
          ),
        ),
    )
    const report = await conforms({ ...quick, timeLimit: 5 })(late)
    expect(report).toMatchObject({ differences: ['apply: no answer in 5 ms'] })
  })

  it('reports a difference if the system gives a single wrong answer', async () => {
    let calls = 0
    const system = rightSystem()
    const report = await conforms(quick)({
      ...system,
      apply: (input) => {
        calls += 1
        return calls === 4 ? Promise.resolve({ refusal: 1 }) : system.apply(input)
      },
    })
    expect(report._tag).toBe('Differs')
  })

  it('reports a difference if the system changes the object that it receives', async () => {
    const hiddenFields: Array<FieldName> = []
    const settings = settingsWith({ instance: { hiddenFields } })
    const system = rightSystem()
    const report = await conforms({ ...quick, settings })({
      ...system,
      reset: (json) => {
        // The system changes the settings object that it received. The reference must not use this object.
        const { instance } = json as { readonly instance: { readonly hiddenFields: Array<string> } }
        instance.hiddenFields.push('Industry')
        return system.reset(json)
      },
    })
    expect(differs(report).lookFirstAt).toBe('sync.override-all')
    expect(hiddenFields).toEqual([])
  })

  it('reports a difference if the system never answers a call with an input', async () => {
    const report = differs(await conforms(quick)(rightExceptAt('EditAccountField', neverAnswers)))
    expect(report).toMatchObject({ lookFirstAt: null, differences: ['apply: no answer in 1000 ms'] })
    expect(tagsIn(report)).toEqual(['EditAccountField'])
  })

  it('reports a difference if the system answers the first call of `reset`, but not the later calls', async () => {
    const system = rightSystem()
    let calls = 0
    const report = differs(
      await conforms({ ...quick, seed: 2 })({
        ...system,
        reset: (json) => ((calls += 1), calls > 1 ? neverAnswers() : system.reset(json)),
      }),
    )
    expect(report).toMatchObject({ hasDied: true, differences: ['reset: no answer in 1000 ms'] })
    expect(report.history).not.toEqual([])
    expect(calls).toBe(3)
  })

  it('calls `reset` only once if the system throws at `reset`, and reports a difference', async () => {
    let calls = 0
    const reset = () => {
      calls += 1
      return Promise.reject(new Error('not today'))
    }
    const report = await conforms(quick)({ ...rightSystem(), reset })
    expect(report).toMatchObject({ history: [], hasDied: false, differences: ['reset: threw not today'] })
    expect(report.message).toMatch(/^The system gave no answer\./)
    expect(calls).toBe(1)
  })

  const loop: Record<string, unknown> = {}
  loop['self'] = loop
  const trap = Object.defineProperty({}, 'refusal', { enumerable: true, get: () => { throw new Error('trapped') } }) // prettier-ignore
  it.each<readonly [what: string, outcome: unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a string', 'ok'],
    ['a number', 7],
    ['a list', []],
    ['an empty object', {}],
    ['an object with a wrong refusal', { refusal: 1 }],
    ['an outcome whose activities are an object', { activities: {} }],
    ['NaN', NaN],
    ['an object that contains itself', loop],
    ['an object that throws', trap],
    ['a bigint', 1n],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
  ])('reports a difference if the system returns an outcome that is %s', async (_what, outcome) => {
    const report = await conforms(quick)(rightExceptAt('SyncAccount', () => Promise.resolve(outcome)))
    expect(differs(report).differences).not.toEqual([])
  })

  it('reports a difference if the system returns a number that JSON does not have, such as NaN, instead of null', async () => {
    const system = rightSystem()
    const withNaN = (picture: unknown): unknown =>
      JSON.parse(JSON.stringify(picture), (key, value: unknown) => (key === 'lastName' && value === null ? NaN : value))
    const report = await conforms(quick)({ ...system, picture: async () => withNaN(await system.picture()) })
    expect(differs(report).differences.join()).toMatch(/lastName: expected null, found "\(not JSON: NaN\)"/)
  })

  it.each<readonly [picture: unknown]>([[undefined], [null], ['none'], [{ accounts: [] }]])(
    'reports a difference if the system returns %j from `picture`',
    async (picture) => {
      const report = await conforms(quick)({ ...rightSystem(), picture: () => Promise.resolve(picture) })
      expect(report._tag).toBe('Differs')
    },
  )

  it.each<readonly [tag: Input['_tag']]>([
    ['SyncAccount'],
    ['SyncContact'],
    ['EditAccountField'],
    ['PutPerson'],
    ['ConvertPerson'],
  ])(
    'reports a difference if the system ignores every %s, and names a rule of the registry in the report',
    async (tag) => {
      const report = await conforms(quick)(rightExceptAt(tag, () => Promise.resolve(nothing)))
      expect(ruleIds).toContain(differs(report).lookFirstAt)
    },
  )
})

describe('a shortened history of `conforms`', () => {
  it('has no input that the difference does not need', async () => {
    const loggingNoOverride: System = systemOf({
      ...reference,
      activitiesOf: (contacts) => (event) =>
        event._tag === 'AccountSyncedDown' ? [] : reference.activitiesOf(contacts)(event),
    })
    const report = differs(await conforms(quick)(loggingNoOverride))
    expect(tagsIn(report)).toEqual(['SyncAccount', 'SyncContact', 'SyncAccount'])
    expect(report.settings).toEqual(SettingsFromJson.encode(defaultSettings))
  })

  it('has no fields and the default settings if the difference does not depend on fields or settings', async () => {
    const report = differs(await conforms(quick)(rightBefore(8, () => Promise.resolve({ refusal: 1 }))))
    const fields = report.history.map((json) => {
      const input = InputFromJson.decode(json)
      return E.isRight(input) && input.right._tag === 'SyncAccount' ? Object.keys(input.right.record.fields) : []
    })
    expect(fields).toHaveLength(8)
    expect(fields.flat()).toEqual([])
    expect(report.settings).toEqual(SettingsFromJson.encode(defaultSettings))
  })

  it.each([
    ['has one input if the system throws', throws(new Error('full')), 1],
    ['is final after ten shorter histories have timed out', neverAnswers, 3],
  ])('%s', async (_what, apply, length) => {
    // The first failure is at input 13, the second at input 12, and so on.
    const options = { ...quick, settings: defaultSettings, inputs: ['SyncContact', 'SyncAccount'] } as const
    let inputs = 0
    let faults = 0
    const system = rightSystem()
    const report = await conforms(options)({
      ...system,
      reset: (settings) => {
        inputs = 0
        return system.reset(settings)
      },
      apply: (input) => {
        inputs += 1
        if (inputs < 13 - faults) return system.apply(input)
        faults += 1
        return apply()
      },
    })
    expect(differs(report).history).toHaveLength(length)
  })

  it('is found in a few calls, because the first step drops all inputs after the failing input', async () => {
    let calls = 0
    const silent = rightBefore(1, () => {
      calls += 1
      return neverAnswers()
    })
    const report = await conforms({ ...quick, settings: defaultSettings })(silent)
    expect(differs(report).history).toHaveLength(1)
    expect(calls).toBeLessThan(9)
  })

  const settings: Settings = settingsWith({
    instance: { activityCap: 3, personDefaults: { lastName: 'Young', company: null } },
    readings: { overrideOn: 'field-change', localEditLog: 'none' },
  })
  it.each<readonly [tag: Input['_tag'], inputs: ReadonlyArray<Input['_tag']>]>([
    ['SyncAccount', ['SyncAccount', 'SyncContact']],
    ['ConfirmConversion', ['PutPerson', 'ConvertPerson', 'ConfirmConversion']],
    ['FailConversion', ['ConvertPerson', 'FailConversion', 'PutPerson']],
  ])('contains only known inputs and known settings if the answer to %s is wrong', async (tag, inputs) => {
    const noted = noting(rightExceptAt(tag, () => Promise.resolve({ ...nothing, other: null })))
    const report = await conforms({ ...quick, inputs, settings })(noted.system)
    expect(differs(report).settings).toEqual(SettingsFromJson.encode(settings))
    expect(inputs).toEqual(expect.arrayContaining([...noted.kinds]))
    expect(noted.settings.size).toBe(1)
  })

  it('is PutPerson, ConvertPerson, ConfirmConversion if the options allow no other kinds', async () => {
    const inputs = ['PutPerson', 'ConvertPerson', 'ConfirmConversion'] as const
    const system = rightSystem()
    const noted = noting({
      ...system,
      apply: async (input) => {
        const outcome = (await system.apply(input)) as { readonly activities?: ReadonlyArray<unknown> }
        const isConfirmed = tagOf(input) === 'ConfirmConversion' && outcome.activities?.length === 1
        return isConfirmed ? { ...outcome, activities: [] } : outcome
      },
    })
    const report = differs(await conforms({ ...quick, histories: 100, inputs })(noted.system))
    expect(report.lookFirstAt).toBe('activity.convert')
    expect(tagsIn(report)).toEqual(inputs)
    expect([...noted.kinds].sort()).toEqual([...inputs].sort())
  })
})

describe('`conforms`', () => {
  it('clears every timer, and uses the given time limit', async () => {
    const open = new Set<number>()
    const limits = new Set<number>()
    let next = 0
    const timers = {
      setTimeout: (_ring: () => void, milliseconds: number) => {
        next += 1
        open.add(next)
        limits.add(milliseconds)
        return next
      },
      clearTimeout: (id: number) => {
        open.delete(id)
      },
    }
    expect(await conforms({ timers, histories: 5, timeLimit: 77 })(rightSystem())).toEqual({
      _tag: 'Conforms',
      histories: 5,
      seed: 1,
      notTested: expect.arrayContaining(['large-accounts']) as unknown,
      message: expect.stringMatching(
        /^The system conforms\.\nhistories: 5\nseed: 1\nnot tested: .*accounts of more than 64 contacts/,
      ) as unknown,
    })
    expect(next).toBeGreaterThan(10)
    expect([...open]).toEqual([])
    expect([...limits]).toEqual([77])
  })

  it('ignores the value that the system returns from `reset`', async () => {
    const handle: Record<string, unknown> = {}
    handle['itself'] = handle
    const system = rightSystem()
    const report = await conforms({ ...quick, histories: 3 })({
      ...system,
      reset: async (json) => (await system.reset(json), handle),
    })
    expect(report._tag).toBe('Conforms')
  })

  it('sends only the inputs and the settings that the system knows', async () => {
    const noted = noting(rightSystem())
    const options = { ...quick, inputs: ['SyncAccount', 'SyncContact'], settings: defaultSettings } as const
    expect((await conforms(options)(noted.system))._tag).toBe('Conforms')
    expect([...noted.kinds].sort()).toEqual(['SyncAccount', 'SyncContact'])
    expect(noted.settings.size).toBe(1)
  })

  it('gives the same report for the same seed', async () => {
    const test = conforms({ ...quick, seed: 5 })
    const silent = () => systemOf({ ...reference, activitiesOf: () => () => [] })
    const report = await test(silent())
    expect(report._tag).toBe('Differs')
    expect(await test(silent())).toEqual(report)
  })

  it('names an account, contact or person that is missing from the picture', async () => {
    const report = await conforms(quick)({ ...rightSystem(), picture: () => Promise.resolve({ accounts: {} }) })
    expect(differs(report).differences.join()).toMatch(/picture\.(contacts|persons): expected \{.*\}, found nothing/)
  })

  it('prints the rule that is most likely broken, the settings, each input and each difference', async () => {
    const silent = systemOf({ ...reference, activitiesOf: () => () => [] })
    const { message } = await conforms({ ...quick, settings: defaultSettings })(silent)
    expect(message).toMatch(/^The system differs\. Look first at activity\.[a-z-]+: /)
    expect(message).toContain('settings: {"instance":{"activityCap":5000')
    expect(message).toContain('\n1. {"_tag":')
    expect(message).toContain('\n- outcome.activities.0: expected {')
    expect(message).toMatch(/\nseed: 1$/)
  })

  it('prints the number of the input that the system did not answer', async () => {
    const { message } = await conforms(quick)(rightBefore(3, throws(new Error('full'))))
    expect(message).toMatch(
      /^The system gave no answer\.\nsettings: .*\n1\. .*\n2\. .*\n3\. .*\n- apply: threw full\nfirst failure, at input 3 of its history: \{.*\n {2}- apply: threw full\nseed: 1$/,
    )
  })
})

describe('`conforms`', () => {
  const few = { ...quick, histories: 5 }

  /** Makes timers. The function `name` of the timers works `callsBefore` times, and then throws. */
  const broken = (name: 'setTimeout' | 'clearTimeout', callsBefore: number): Timers<number> => {
    let calls = 0
    return {
      setTimeout: () => 0,
      clearTimeout: () => undefined,
      [name]: () => {
        calls += 1
        if (calls > callsBefore) throw new Error(`no ${name}`)
        return 0
      },
    }
  }

  it.each(['setTimeout', 'clearTimeout'] as const)('stops early if `%s` throws', async (name) => {
    expect(await conforms({ ...few, timers: broken(name, 0) })(rightSystem())).toEqual({
      _tag: 'NotTested',
      unusable: [],
      stoppedBecause: `after 0 of 5 histories: no ${name}`,
      message: `The test stopped before its end. The system did not cause this.\n- after 0 of 5 histories: no ${name}\nseed: 1`,
    })
  })

  it('stops early if a timer throws in the last history, and reports how many histories passed', async () => {
    let calls = 0
    const counting = { setTimeout: () => (calls += 1), clearTimeout: () => undefined }
    await conforms({ ...few, timers: counting })(rightSystem())
    const report = await conforms({ ...few, timers: broken('setTimeout', calls - 1) })(rightSystem())
    expect(report).toMatchObject({ _tag: 'NotTested', stoppedBecause: 'after 4 of 5 histories: no setTimeout' })
  })

  it('reports a difference that it found before a timer throws', async () => {
    const silent = { ...rightSystem(), picture: throws(new Error('gone')) }
    // Three calls show the first difference. The timer throws at the fifth call, when `conforms` tries a simpler history.
    const report = await conforms({ ...few, timers: broken('setTimeout', 4) })(silent)
    expect(report).toMatchObject({ _tag: 'Differs', differences: ['picture: threw gone'] })
  })

  it.each(['timers', 'settings'])('stops early if a getter of the option `%s` throws', async (option) => {
    const trap = () => {
      throw new Error('trapped')
    }
    const options = { ...few, [option]: new Proxy({}, { get: trap, ownKeys: trap }) }
    expect(await conforms(options)(rightSystem())).toEqual({
      _tag: 'NotTested',
      unusable: [],
      stoppedBecause: 'trapped',
      message: 'The test stopped before its end. The system did not cause this.\n- trapped',
    })
  })

  it.each<readonly [what: string, options: Partial<ConformsOptions<NodeJS.Immediate>>]>([
    [
      'the only history has no FailConversion, and the system accepts no other input',
      { seed: 2, inputs: ['FailConversion'] },
    ],
    ['the only history is empty', { seed: 1 }],
  ])('stops early if %s', async (_what, options) => {
    const stoppedBecause = 'after 1 of 1 histories: none of them has an input that the system knows'
    const report = await conforms({ ...few, ...options, histories: 1 })(rightSystem())
    expect(report).toMatchObject({ _tag: 'NotTested', unusable: [], stoppedBecause })
  })
})
