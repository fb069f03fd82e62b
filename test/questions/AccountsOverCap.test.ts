import fc from 'fast-check'
import { accountsOf, countStepActivities, emptyMarketo, marketoOf, run, settingsWith, step } from 'marketo-account-sync'
import { accountsOverCap } from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import { liveIn } from '../helpers/observe.js'
import { account, instant, live, nthAccountId, range, syncAccount } from '../helpers/values.js'
import { anyHistory, anySettings, watch } from './world.js'

/** Makes a Marketo state in which the accounts have these numbers of live contacts. */
const crowded = (...sizes: ReadonlyArray<number>) => {
  const accounts = sizes.map((_, index) => ({ ...account(1, {}), id: nthAccountId(index + 1) }))
  const places = sizes.flatMap((size, index) => range(size).map(() => nthAccountId(index + 1)))
  return marketoOf({ accounts, contacts: places.map((id, index) => live(index, id)), persons: [], conversions: [] })
}

const capOf = (activityCap: number) => settingsWith({ instance: { activityCap } })

describe('`accountsOverCap` (lists the accounts over the activity cap)', () => {
  test('[activity.cap] lists each account that has more live contacts than the cap, and gives the number of these contacts', () => {
    const found = [...accountsOverCap(capOf(2))(crowded(3, 2, 0, 4))]
    expect(found.map((one) => [one.account.id, one.liveContacts])).toEqual([
      [nthAccountId(1), 3],
      [nthAccountId(4), 4],
    ])
  })

  test('[activity.cap] uses the cap of 5,000 unless the settings have a different cap', () => {
    const marketo = crowded(5_000, 5_001)
    expect([...accountsOverCap(settingsWith({}))(marketo)].map((one) => one.account.id)).toEqual([nthAccountId(2)])
  })

  test('[activity.cap] lists an account if and only if the cap prevents the activities of its next sync-down', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, inputs) => {
        const { marketo } = run(settings)(inputs, emptyMarketo)
        const uncapped = { ...settings, instance: { ...settings.instance, activityCap: 1_000 } }
        const logged = (under: typeof settings, id: ReturnType<typeof nthAccountId>): number => {
          const fields = { Name: 'fresh', Industry: 'fresh' }
          const record = { id, systemModstamp: instant(99), isDeleted: false, fields }
          return countStepActivities(step(under)(syncAccount(record), marketo)[0])
        }
        const expected = [...accountsOf(marketo)]
          .filter(({ id }) => logged(settings, id) === 0 && logged(uncapped, id) > 0)
          .map((one) => ({ account: one, liveContacts: liveIn(marketo, one.id).length }))
        expect([...accountsOverCap(settings)(marketo)]).toEqual(expected)
      }),
    )
  })

  test('computes nothing until the caller iterates over the result, and the caller can iterate twice', () => {
    const { watched, reads } = watch(crowded(2, 3))
    const found = accountsOverCap(capOf(1))(watched)
    expect(reads()).toBe(0)
    expect([...found]).toHaveLength(2)
    expect([...found]).toHaveLength(2)
  })
})
