import { reference } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'
import { wrongs } from '../gallery/wrongs.js'
import { brokenBy } from './check.js'
import type { Explored } from './explore.js'
import { explore } from './explore.js'
import type { World } from './worlds.js'
import { oneAccount, twoAccounts } from './worlds.js'

const walkedBy = (name: string, world: World): Explored => {
  const implementation = wrongs.find((wrong) => wrong.name === name)?.implementation
  if (implementation === undefined) throw new Error(`no mistake of the gallery is called ${name}`)
  return explore(world, implementation, brokenBy(world.settings, implementation))
}

const shape = ({ fault }: Explored): unknown => [fault?.broken, fault?.history.map(({ _tag }) => _tag)]

describe('every history of a small world', { timeout: 120_000 }, () => {
  it('keeps every rule and every invariant: one account, two contacts, two fields, three stamps, a cap of one', () => {
    const { states, transitions, byDepth, fault } = explore(
      oneAccount,
      reference,
      brokenBy(oneAccount.settings, reference),
    )
    process.stdout.write(`one account: ${states} states, ${transitions} transitions, depth ${byDepth.length - 1}\n`)
    expect(fault).toBeNull()
    expect(states).toBeGreaterThanOrEqual(oneAccount.atLeast)
  })

  it('shows a planted mistake by a history that no shorter one shows', () => {
    expect(shape(walkedBy('a repeat within one stamp flips back', oneAccount))).toEqual([
      'sync.only-newer',
      ['SyncAccount', 'SyncAccount', 'SyncAccount'],
    ])
    expect(shape(walkedBy('does not log an undone edit', oneAccount))).toEqual([
      'activity.per-contact',
      ['SyncAccount', 'SyncContact', 'EditAccountField', 'SyncAccount'],
    ])
    expect(shape(walkedBy('edit follows a moved contact', twoAccounts))).toEqual([
      'contact.moves',
      ['SyncAccount', 'SyncAccount', 'SyncContact', 'EditAccountField', 'SyncContact'],
    ])
    expect(shape(walkedBy('a failed conversion leaves the person converting', twoAccounts))).toEqual([
      'convert.answered-once',
      ['PutPerson', 'ConvertPerson', 'FailConversion'],
    ])
  })
})
