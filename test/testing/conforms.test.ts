import * as E from 'fp-ts/lib/Either.js'
import type { FieldName, Settings } from 'marketo-account-sync'
import { defaultSettings } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import { ruleIds } from 'marketo-account-sync/rules'
import type { System } from 'marketo-account-sync/testing'
import { conforms, reference } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'
import { systemOf } from '../faults/catch.js'
import { wrongs } from '../faults/wrongs.js'

const right = (): System => systemOf({ implementation: reference })

type Tagged = { readonly _tag: string }

/** The reference, but for what it does at inputs of one kind. */
const rightBut = (tag: string, apply: () => Promise<unknown>): System => {
  const system = right()
  return { ...system, apply: (input) => ((input as Tagged)._tag === tag ? apply() : system.apply(input)) }
}

/** The reference, but for what it does at the n-th input of a history and after. */
const rightBefore = (n: number, apply: () => Promise<unknown>): System => {
  const system = right()
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

/** Neither an account record nor one that carries a field. */
const isBare = (json: unknown): boolean => {
  const input = InputFromJson.decode(json)
  return E.isRight(input) && (input.right._tag !== 'SyncAccount' || Object.keys(input.right.record.fields).length === 0)
}

const quick = { timers: globalThis, histories: 20, timeLimit: 20 }

const tagsIn = (history: ReadonlyArray<unknown>): ReadonlyArray<string> =>
  history.map((input) => (input as Tagged)._tag)

describe('conforms survives a system that', { timeout: 60_000 }, () => {
  it('throws, and says what', async () => {
    const broken = rightBut('PutPerson', () => {
      throw new Error('no such table')
    })
    const report = await conforms(quick)(broken)
    expect(report).toMatchObject({ _tag: 'Differs', rule: null, differences: ['apply: threw no such table'] })
    expect(report._tag === 'Differs' ? tagsIn(report.history) : []).toEqual(['PutPerson'])
  })

  it('rejects with anything at all', async () => {
    for (const reason of ['gone', undefined, null, { code: 7 }, 3n]) {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever a system may do
      const report = await conforms(quick)({ ...right(), picture: () => Promise.reject(reason) })
      expect(report._tag === 'Differs' ? report.differences[0] : '').toMatch(/^picture: threw /)
    }
  })

  it('rejects with what cannot be looked at', async () => {
    const trapped = () => {
      throw new Error('trapped')
    }
    const proxy = new Proxy({}, { get: trapped, has: trapped, ownKeys: trapped, getPrototypeOf: trapped })
    const getter = Object.defineProperty({}, 'message', { get: trapped })
    const noText = { message: Object.create(null) as unknown }
    for (const reason of [proxy, getter, noText]) {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever a system may do
      const report = await conforms(quick)(rightBut('SyncAccount', () => Promise.reject(reason)))
      expect(report).toMatchObject({ differences: ['apply: threw what cannot be looked at'] })
    }
  })

  it('answers too late, or rejects too late', async () => {
    const late = (settle: (resolve: (value: unknown) => void, reject: (reason: Error) => void) => void) =>
      rightBut('SyncAccount', () => new Promise((resolve, reject) => setTimeout(() => { settle(resolve, reject) }, 30))) // prettier-ignore
    const rejects = late((_resolve, reject) => { reject(new Error('too late')) }) // prettier-ignore
    const answers = late((resolve) => { resolve({ activities: [], toSalesforce: [] }) }) // prettier-ignore
    for (const system of [rejects, answers]) {
      const report = await conforms({ ...quick, timeLimit: 5 })(system)
      expect(report).toMatchObject({ differences: ['apply: no answer in 5 ms'] })
    }
  })

  it('is wrong once and never again', async () => {
    let calls = 0
    const system = right()
    const report = await conforms(quick)({
      ...system,
      apply: (input) => {
        calls += 1
        return calls === 40 ? Promise.resolve({ refusal: 1 }) : system.apply(input)
      },
    })
    expect(report._tag).toBe('Differs')
  })

  it('changes what it is sent', async () => {
    const hiddenFields: Array<FieldName> = []
    const settings = { ...defaultSettings, instance: { ...defaultSettings.instance, hiddenFields } }
    const system = right()
    const report = await conforms({ timers: globalThis, settings })({
      ...system,
      reset: (json) => {
        // It hides a field, and would hide it from the reference too.
        const { instance } = json as { readonly instance: { readonly hiddenFields: Array<string> } }
        instance.hiddenFields.push('Industry')
        return system.reset(json)
      },
    })
    expect(report).toMatchObject({ _tag: 'Differs', rule: 'sync.override-all' })
    expect(hiddenFields).toEqual([])
  })

  it('never answers, within the time limit for each call', async () => {
    const report = await conforms(quick)(rightBut('EditAccountField', () => new Promise(() => undefined)))
    expect(report).toMatchObject({ _tag: 'Differs', rule: null, differences: ['apply: no answer in 20 ms'] })
    expect(report._tag === 'Differs' ? tagsIn(report.history) : []).toEqual(['EditAccountField'])
  })

  it('never starts', async () => {
    const report = await conforms(quick)({ ...right(), reset: () => new Promise(() => undefined) })
    expect(report).toMatchObject({ history: [], differences: ['reset: no answer in 20 ms'] })
  })

  it('never starts, and is asked no second time', async () => {
    let asked = 0
    const reset = () => {
      asked += 1
      return Promise.reject(new Error('not today'))
    }
    const report = await conforms(quick)({ ...right(), reset })
    expect(report).toMatchObject({ history: [], differences: ['reset: threw not today'] })
    expect(asked).toBe(1)
  })

  it('answers what is no outcome, or no JSON', async () => {
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    const trap = Object.defineProperty({}, 'refusal', { enumerable: true, get: () => { throw new Error('trapped') } }) // prettier-ignore
    for (const answer of [
      undefined,
      null,
      'ok',
      7,
      [],
      {},
      { refusal: 1 },
      { activities: {} },
      NaN,
      loop,
      trap,
      1n,
      () => 1,
      Symbol('s'),
    ]) {
      const report = await conforms(quick)(rightBut('SyncAccount', () => Promise.resolve(answer)))
      expect(report._tag).toBe('Differs')
      expect(report._tag === 'Differs' ? report.differences.length : 0).toBeGreaterThan(0)
    }
  })

  it('shows a number that JSON has not where there is null', async () => {
    const system = right()
    const nameless = (picture: unknown): unknown =>
      JSON.parse(JSON.stringify(picture), (key, value: unknown) => (key === 'lastName' && value === null ? NaN : value))
    const report = await conforms({ timers: globalThis })({
      ...system,
      picture: async () => nameless(await system.picture()),
    })
    expect(report._tag === 'Differs' ? report.differences.join() : '').toMatch(
      /lastName: expected null, found "\(not JSON: NaN\)"/,
    )
  })

  it('answers to reset whatever it likes', async () => {
    const handle: Record<string, unknown> = {}
    handle['itself'] = handle
    const system = right()
    const report = await conforms(quick)({ ...system, reset: async (json) => (await system.reset(json), handle) })
    expect(report._tag).toBe('Conforms')
  })

  it('draws what is no picture', async () => {
    for (const picture of [undefined, null, 'none', { accounts: [] }]) {
      const report = await conforms(quick)({ ...right(), picture: () => Promise.resolve(picture) })
      expect(report._tag).toBe('Differs')
    }
  })
})

describe('conforms, where a call is left open,', { timeout: 60_000 }, () => {
  const leftOpen = (n: number) => {
    const calls = { open: 0 }
    const system = rightBefore(n, () => {
      calls.open += 1
      return new Promise(() => undefined)
    })
    return { calls, system }
  }

  // Whatever the system answers at once is there before any timer rings.
  const impatient = { timers: globalThis, timeLimit: 1 }

  it('waits for no more than ten others', async () => {
    // With this seed there are more than ten simpler histories of as many inputs.
    const { calls, system } = leftOpen(20)
    const report = await conforms({ ...impatient, seed: 6 })(system)
    expect(report._tag === 'Differs' ? report.history.length : 0).toBe(20)
    expect(calls.open).toBe(11)
  })

  it.each([
    ['throw', () => Promise.reject(new Error('gone'))],
    ['are wrong', () => Promise.resolve({ refusal: 1 })],
  ])('goes on where others %s, which costs no time', async (_, answer) => {
    let answered = 0
    const system = rightBefore(20, () => {
      answered += 1
      return answer()
    })
    const report = await conforms({ ...impatient, seed: 6 })(system)
    expect(report._tag === 'Differs' ? report.history.length : 0).toBe(20)
    expect(answered).toBeGreaterThan(11)
  })

  it('tries nothing that came after it', async () => {
    const { calls, system } = leftOpen(1)
    const report = await conforms({ ...impatient, settings: defaultSettings })(system)
    expect(report._tag === 'Differs' ? report.history.length : 0).toBe(1)
    expect(calls.open).toBeLessThan(7)
  })
})

describe('conforms', { timeout: 60_000 }, () => {
  it('leaves no timer behind and asks within the limit it was given', async () => {
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
    expect(await conforms({ timers, histories: 5, timeLimit: 77 })(right())).toEqual({
      _tag: 'Conforms',
      histories: 5,
      seed: 1,
      message: 'The system conforms.\nhistories: 5\nseed: 1',
    })
    expect(next).toBeGreaterThan(10)
    expect([...open]).toEqual([])
    expect([...limits]).toEqual([77])
  })

  it('reports the same history again for the same seed', async () => {
    const [wrong] = wrongs
    if (wrong === undefined) throw new Error('the gallery is empty')
    const test = conforms({ timers: globalThis, seed: 5 })
    const report = await test(systemOf(wrong))
    expect(report._tag).toBe('Differs')
    expect(await test(systemOf(wrong))).toEqual(report)
  })

  it('reports a history of which every input is needed', async () => {
    const wrong = wrongs.find(({ name }) => name === 'does not log an undone edit')
    if (wrong === undefined) throw new Error('not in the gallery')
    const report = await conforms({ timers: globalThis })(systemOf(wrong))
    expect(report._tag === 'Differs' ? tagsIn(report.history) : []).toEqual([
      'SyncAccount',
      'SyncContact',
      'EditAccountField',
      'SyncAccount',
    ])
    expect(report._tag === 'Differs' ? report.settings : null).toMatchObject({ readings: defaultSettings.readings })
  })

  it.each([
    ['throws', () => Promise.reject(new Error('full'))],
    ['answers something else', () => Promise.resolve({ refusal: 1 })],
  ])('simplifies without end where a system %s: no field is left, nor any setting', async (_what, apply) => {
    const report = await conforms({ timers: globalThis })(rightBefore(8, apply))
    if (report._tag !== 'Differs') throw new Error('the system is wrong')
    expect(report.history.length).toBe(8)
    expect(report.history.filter((input) => !isBare(input))).toEqual([])
    expect(report.settings).toEqual(SettingsFromJson.encode(defaultSettings))
  })

  it('prints that a system gave no answer, and numbers the inputs from one', async () => {
    const report = await conforms(quick)(rightBefore(3, () => Promise.reject(new Error('full'))))
    const message = report._tag === 'Differs' ? report.message : ''
    expect(message).toMatch(
      /^The system gave no answer\.\nsettings: .*\n1\. .*\n2\. .*\n3\. .*\n- apply: threw full\nseed: 1$/,
    )
  })

  it('says of a picture where in it the difference is', async () => {
    const report = await conforms(quick)({ ...right(), picture: () => Promise.resolve({ accounts: {} }) })
    const [, first, second] = report._tag === 'Differs' ? report.differences : []
    expect([first, second].join(' ')).toMatch(/picture\.(contacts|persons): expected \{.*\}, found nothing/)
  })

  it('prints the rule, the settings, each input and each difference', async () => {
    const silent = systemOf({ implementation: { ...reference, activitiesOf: () => () => [] } })
    const report = await conforms({ timers: globalThis, settings: defaultSettings })(silent)
    const message = report._tag === 'Differs' ? report.message : ''
    expect(message).toMatch(/^The system breaks activity\.[a-z-]+: /)
    expect(message).toContain('settings: {"instance":{"activityCap":5000')
    expect(message).toContain('\n1. {"_tag":')
    expect(message).toContain('\n- outcome.activities.0: expected {')
    expect(message).toMatch(/\nseed: 1$/)
  })

  it('sends only the kinds of input and the settings that the system knows', async () => {
    const seen = new Set<string>()
    const settings = new Set<string>()
    const system = right()
    const report = await conforms({
      timers: globalThis,
      histories: 20,
      inputs: ['SyncAccount', 'SyncContact'],
      settings: defaultSettings,
    })({
      ...system,
      reset: (json) => {
        settings.add(JSON.stringify(json))
        return system.reset(json)
      },
      apply: (input) => {
        seen.add((input as Tagged)._tag)
        return system.apply(input)
      },
    })
    expect(report._tag).toBe('Conforms')
    expect([...seen].sort()).toEqual(['SyncAccount', 'SyncContact'])
    expect(settings.size).toBe(1)
  })

  it.each([
    ['SyncAccount', ['SyncAccount', 'SyncContact']],
    ['ConfirmConversion', ['PutPerson', 'ConvertPerson', 'ConfirmConversion']],
    ['FailConversion', ['ConvertPerson', 'FailConversion', 'PutPerson']],
  ] as const)('sends no others where a fault at %s is shortened', async (tag, inputs) => {
    const settings: Settings = {
      instance: { activityCap: 3, hiddenFields: [], personDefaults: { lastName: 'Young', company: null } },
      readings: { overrideOn: 'field-change', localEditLog: 'none' },
    }
    const seen = new Set<string>()
    const known = new Set<string>()
    const system = rightBut(tag, () => Promise.resolve({ activities: [], toSalesforce: [], none: null }))
    const report = await conforms({ timers: globalThis, histories: 20, inputs, settings })({
      ...system,
      reset: (json) => {
        known.add(JSON.stringify(json))
        return system.reset(json)
      },
      apply: (input) => {
        seen.add((input as Tagged)._tag)
        return system.apply(input)
      },
    })
    expect(report).toMatchObject({ _tag: 'Differs', settings: SettingsFromJson.encode(settings) })
    expect(inputs).toEqual(expect.arrayContaining([...seen]))
    expect(known.size).toBe(1)
  })

  it('sends no others where a fault at the answer to a conversion is shortened', async () => {
    // Such an answer needs the person and the request before it, which the system knows; its account record alone it does not.
    const inputs = ['PutPerson', 'ConvertPerson', 'ConfirmConversion'] as const
    const seen = new Set<string>()
    const system = right()
    const report = await conforms({ timers: globalThis, inputs })({
      ...system,
      apply: async (input) => {
        seen.add((input as Tagged)._tag)
        const outcome = (await system.apply(input)) as { readonly activities?: ReadonlyArray<unknown> }
        const isConfirmed = (input as Tagged)._tag === 'ConfirmConversion' && outcome.activities?.length === 1
        return isConfirmed ? { ...outcome, activities: [] } : outcome
      },
    })
    expect(report).toMatchObject({ _tag: 'Differs', rule: 'activity.convert' })
    expect(report._tag === 'Differs' ? tagsIn(report.history) : []).toEqual(inputs)
    expect([...seen].sort()).toEqual([...inputs].sort())
  })

  it('names a rule of the registry for every way to be silent', async () => {
    for (const tag of ['SyncAccount', 'SyncContact', 'EditAccountField', 'PutPerson', 'ConvertPerson']) {
      const report = await conforms(quick)(rightBut(tag, () => Promise.resolve({ activities: [], toSalesforce: [] })))
      expect(report._tag === 'Differs' ? ruleIds : []).toContain(report._tag === 'Differs' ? report.rule : '')
    }
  })
})
