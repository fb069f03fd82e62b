// A file of its own, since nothing uninstalls a plugin.
import fc from 'fast-check'
import { defaultSettings } from 'marketo-account-sync'
import { conforms, reference } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'
import { systemOf } from '../faults/catch.js'

const right = () => systemOf({ implementation: reference })
const few = { timers: globalThis, histories: 5 }

describe('conforms, under a plugin of fast-check that', { timeout: 60_000 }, () => {
  it('leaves repeated histories out, says how many are left', async () => {
    fc.installGlobalPlugin(fc.ignoreEqualValues())
    const report = await conforms({ ...few, histories: 120, settings: defaultSettings })(right())
    expect(report).toMatchObject({ _tag: 'Conforms', histories: 119 })
  })

  it('ends it, says that it broke off', async () => {
    fc.installGlobalPlugin(fc.interruptAfterTimeLimit(100))
    const system = right()
    const wait = () => new Promise((resolve) => setTimeout(resolve, 5))
    const slow = { ...system, reset: (json: unknown) => wait().then(() => system.reset(json)) }
    const report = await conforms({ ...few, histories: 1_000 })(slow)
    expect(report._tag === 'NotTested' ? report.brokeOff : '').toMatch(/^after \d+ of 1000 histories$/)
  })

  it('ends it before it has begun, says that it broke off', async () => {
    fc.installGlobalPlugin(fc.interruptAfterTimeLimit(0))
    expect(await conforms(few)(right())).toMatchObject({ _tag: 'NotTested', brokeOff: 'after 0 of 5 histories' })
  })
})
