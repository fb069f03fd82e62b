// Every history of the small worlds. The larger worlds take minutes: `npm run exhaustive -- medium` and
// `npm run exhaustive`. That a walk finds faults, and by the shortest history, is tested in test/faults.
import { reference } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'
import { explore } from './explore.js'
import { worlds } from './worlds.js'

describe('the implementation does what the oracle does at every step of every history', { timeout: 120_000 }, () => {
  it.each(worlds.small.map((world) => [world.name, world] as const))('%s', (_name, world) => {
    const { states, fault } = explore(world, reference)
    expect(fault).toBeNull()
    expect(states).toBe(world.states)
  })
})
