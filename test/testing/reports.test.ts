// Tests the reports of `conforms` about systems that die, start slowly, or return very large or strange answers.
import fc from 'fast-check'
import type { NotConforming, System } from 'marketo-account-sync/testing'
import { allForms, conforms } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { anyTrial } from '../../src/testing/ArbitraryTrial.js'
import { differing, linesOf } from '../../src/testing/ConformsReport.js'
import { between } from './sampling.js'
import { afterAnswers, rightSystem } from './systems.js'

const quick = { timers: afterAnswers, histories: 60, seed: 2 }

const reported = async (system: System, options = quick): Promise<NotConforming> => {
  const report = await conforms(options)(system)
  if (report._tag !== 'Differs') throw new Error(report.message)
  return report
}

/** A system without mistakes. `otherwise` can replace the answer to a call. The calls are counted from 1. */
const rightUnless = (
  otherwise: (call: number, name: keyof System, input: unknown) => (() => Promise<unknown>) | undefined,
): System => {
  const system = rightSystem()
  let calls = 0
  const call = (name: keyof System, right: () => Promise<unknown>, input?: unknown): Promise<unknown> => {
    calls += 1
    return (otherwise(calls, name, input) ?? right)()
  }
  return {
    reset: (settings) => call('reset', () => system.reset(settings)),
    apply: (input) => call('apply', () => system.apply(input), input),
    picture: () => call('picture', () => system.picture()),
  }
}

const exited = () => Promise.reject(new Error('the process exited with code 1'))
const neverAnswers = () => new Promise<never>(() => undefined)
const wrong = () => Promise.resolve({ refusal: 1 })

describe('the report of `conforms`', () => {
  test.each([
    ['exits', exited, 'threw the process exited with code 1'],
    ['stops answering', neverAnswers, 'no answer in 1000 ms'],
  ])('states that the system died and names the input if the system %s at an input', async (_what, answer, said) => {
    let last: unknown
    const report = await reported(
      rightUnless((call, name, input) => {
        if (last === undefined && name === 'apply' && call > 30) last = input
        return last === undefined ? undefined : answer
      }),
    )
    expect(report).toMatchObject({ hasDied: true, lookFirstAt: null, differences: [`apply: ${said}`] })
    expect(report.first).toMatchObject({ input: last, differences: report.differences })
    expect(report.history.at(-1)).toEqual(last)
    expect(report.history).toHaveLength(report.first.inputs)
    expect(report.message).toMatch(/^The system died: after the last input it did not even answer to reset\.\n/)
  })

  test('contains the history if the system dies after the last input of the history', async () => {
    const report = await reported(rightUnless((call, name) => (call > 30 && name === 'reset' ? exited : undefined)))
    expect(report).toMatchObject({ hasDied: true, differences: ['reset: threw the process exited with code 1'] })
    expect(report.history.length).toBeGreaterThan(0)
  })

  test('contains the first difference if the system dies while `conforms` shortens the history', async () => {
    let died = Infinity
    const report = await reported(
      rightUnless((call, name) => {
        if (call > died) return exited
        if (call < 30 || name !== 'apply') return undefined
        died = Math.min(died, call + 10)
        return wrong
      }),
    )
    expect(report).toMatchObject({ hasDied: true, lookFirstAt: expect.any(String) as unknown })
    expect(report.message).toContain(
      '\nThe system died while the history was shortened, so the history is not minimal.\n',
    )
  })

  test('contains a shortened history if the system dies but restarts at each reset', async () => {
    let isDead = false
    const report = await reported(
      rightUnless((_call, name, input) => {
        if (name === 'reset') isDead = false
        if ((input as { readonly _tag?: string } | undefined)?._tag === 'PutPerson') isDead = true
        return isDead ? exited : undefined
      }),
    )
    expect(report).toMatchObject({ hasDied: false, history: [{ _tag: 'PutPerson' }] })
    expect(report.first.inputs).toBeGreaterThan(1)
  })

  test('states that nothing was tested and names a remedy if the system starts slowly', async () => {
    const report = await conforms(quick)({ ...rightSystem(), reset: neverAnswers })
    expect(report).toEqual({
      _tag: 'NotTested',
      unusable: [],
      stoppedBecause: 'the system did not start in 1000 ms: no answer to the first reset',
      message:
        'Nothing was tested, because the system did not start in 1000 ms: no answer to the first reset. Start it before the test, or set a longer timeLimit.',
    })
  })
})

describe('the first failure that `conforms` finds', () => {
  test('is reported with exactly the input that `conforms` sent, even if the failure never happens again', async () => {
    let sent: unknown
    const report = await reported(
      rightUnless((call, name, input) => {
        if (sent !== undefined || call < 30 || name !== 'apply') return undefined
        sent = input
        return wrong
      }),
    )
    expect(report.first.input).toEqual(sent)
    expect(report.first.differences.join()).toContain('outcome.refusal: expected nothing, found 1')
    expect(report.history.at(-1)).toEqual(sent)
  })

  test('is in the text of the report if the history was shortened', async () => {
    const { message, first } = await reported(rightUnless((_call, name) => (name === 'picture' ? wrong : undefined)))
    expect(message).toContain(`\nfirst failure, at input ${first.inputs} of its history: {"_tag":`)
  })
})

describe('a report of `conforms`', () => {
  const times = <A>(n: number, item: (index: number) => A): ReadonlyArray<A> =>
    Array.from({ length: n }, (_, n) => item(n))
  const keys = (n: number, key: (index: number) => string) =>
    Object.fromEntries(times(n, (index) => [key(index), index]))
  const deep = times(5_000, () => 0).reduce<unknown>((inner) => ({ inner }), 'end')

  test.each<readonly [what: string, answer: () => Promise<unknown>]>([
    ['a long text', () => Promise.resolve('家'.repeat(1_000_000))],
    ['many keys', () => Promise.resolve(keys(4_000, (n) => `key ${n}`))],
    ['long keys', () => Promise.resolve(keys(100, (n) => `${n} ${'家'.repeat(10_000)}`))],
    ['keys that are many lines long', () => Promise.resolve(keys(100, (n) => `${n}${'\n'.repeat(1_000)}`))],
    ['many activities', () => Promise.resolve({ activities: times(4_000, (n) => ({ n })), toSalesforce: [] })],
    ['a deeply nested object', () => Promise.resolve(deep)],
    ['an error whose text has many lines', () => Promise.reject(new Error('at line 7\r\n'.repeat(10_000)))],
    ['an error with a long text', () => Promise.reject(new Error('家'.repeat(1_000_000)))],
  ])('has at most 200 lines and 100 kB, even if the system answers with %s', async (_what, answer) => {
    for (const name of ['apply', 'picture'] as const) {
      const report = await reported({ ...rightSystem(), [name]: answer })
      expect(report.message.split(/[\n\r\u2028\u2029]/).length).toBeLessThanOrEqual(200)
      expect(Buffer.byteLength(JSON.stringify(report))).toBeLessThanOrEqual(100_000)
    }
  })

  test('has at most 200 lines and 100 kB, even for more than 100 inputs and 100 long differences', () => {
    const trials = fc.sample(anyTrial(allForms), { seed: 1, numRuns: 200 })
    const trial = trials.reduce((longest, one) => (one.history.length > longest.history.length ? one : longest))
    const lines = linesOf(times(100, (n) => ({ path: ['picture', String(n)], expected: '家'.repeat(1_000), found: n })))
    const fault = { trial, lookFirstAt: null, lines, unanswered: null, hasTimedOut: false }
    const { message } = differing(fault, { ...fault }, false, { seed: 1, notTested: allForms })
    expect(trial.history.length).toBeGreaterThan(100)
    expect(message.split('\n').length).toSatisfy(between(130, 200))
    expect(message).toContain('\n- … and 70 more\n')
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(100_000)
  })
})
