// These tests change global settings of fast-check, so they need a worker of their own.
import fc from 'fast-check'
import { defaultSettings } from 'marketo-account-sync'
import type { ConformsReport, System } from 'marketo-account-sync/testing'
import { conforms } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'
import { afterAnswers, rightSystem } from './systems.js'

/**
 * Options with so many histories that some of the histories are equal. The run is still quick, because the system gets only one
 * kind of input.
 */
const options = {
  timers: afterAnswers,
  histories: 120,
  settings: defaultSettings,
  inputs: ['PutPerson'],
  forms: [],
} as const

/** Options for a slow system. The time limit is so long that no machine exceeds the limit. */
const patient = { ...options, timers: globalThis, timeLimit: 2_147_483_647 }

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const slow = (milliseconds: number): System => {
  const system = rightSystem()
  return { ...system, reset: (json) => wait(milliseconds).then(() => system.reset(json)) }
}

describe('`conforms` under a global configuration of fast-check', () => {
  const under = async (
    global: Readonly<Record<string, unknown>>,
    system: System,
    histories = 5,
  ): Promise<ConformsReport> => {
    const before = fc.readConfigureGlobal()
    fc.configureGlobal({ ...before, ...global })
    return conforms({ ...patient, histories })(system).finally(() => {
      fc.configureGlobal(before)
    })
  }

  // Some of these options are deprecated, but fast-check still accepts them.
  it.each<readonly [global: Readonly<Record<string, unknown>>, histories: number]>([
    [{ interruptAfterTimeLimit: 0 }, 5],
    [{ skipAllAfterTimeLimit: 0 }, 5],
    [{ timeout: 1 }, 5],
    [{ numRuns: 1 }, 5],
    [{ skipEqualValues: true }, 120],
    [{ ignoreEqualValues: true }, 120],
  ])('still runs all histories (%j)', async (global, histories) => {
    const system = histories === 5 ? slow(10) : rightSystem()
    expect(await under(global, system, histories)).toMatchObject({ _tag: 'Conforms', histories })
  })

  it('stops if it cannot use the configuration', async () => {
    expect(await under({ randomType: 'dice' }, rightSystem())).toMatchObject({
      _tag: 'NotTested',
      stoppedBecause: "Invalid random specified: 'dice'",
    })
  })

  it('stops if a hook of the configuration fails', async () => {
    const hook = () => Promise.reject(new Error('no database'))
    expect(await under({ asyncBeforeEach: hook }, rightSystem())).toMatchObject({
      _tag: 'NotTested',
      stoppedBecause: 'after 0 of 5 histories: no database',
    })
  })

  it('reports a difference if a hook of fast-check fails after the difference was found', async () => {
    const hook = () => Promise.reject(new Error('no database'))
    const silent = { ...rightSystem(), reset: () => Promise.reject(new Error('gone')) }
    expect(await under({ asyncAfterEach: hook }, silent)).toMatchObject({ _tag: 'Differs' })
  })
})

// These tests are the last tests of this file, because a plugin cannot be uninstalled.
describe('`conforms` under a global plugin of fast-check', () => {
  it('does not count the histories that a plugin leaves out', async () => {
    fc.installGlobalPlugin(fc.ignoreEqualValues())
    expect(await conforms(options)(rightSystem())).toMatchObject({ _tag: 'Conforms', histories: 119 })
  })

  it('stops if a plugin ends the run between two histories', async () => {
    fc.installGlobalPlugin(fc.interruptAfterTimeLimit(100))
    const report = await conforms({ ...patient, histories: 100_000 })(slow(5))
    expect(report._tag === 'NotTested' ? report.stoppedBecause : '').toMatch(/^after \d+ of 100000 histories$/)
  })

  it('stops if a plugin ends the run before the first history', async () => {
    fc.installGlobalPlugin(fc.interruptAfterTimeLimit(0))
    expect(await conforms({ ...options, histories: 5 })(rightSystem())).toMatchObject({
      _tag: 'NotTested',
      stoppedBecause: 'after 0 of 5 histories',
    })
  })
})
