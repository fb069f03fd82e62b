// Walks through every history of the small worlds. `npm run exhaustive -- medium` walks through the medium worlds, and
// `npm run exhaustive` walks through the large worlds. These two walks take minutes.
//
// The tests in test/faults check that a walk finds each fault.
import { reference } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'
import { explore } from './explore.js'
import { worlds } from './worlds.js'

describe('the library and the oracle (a second, simple implementation)', { timeout: 120_000 }, () => {
  it.each(worlds.small.map((world) => [world.name, world] as const))(
    'agree at every step of every short history in the world "%s"',
    (_name, world) => {
      const { states, fault } = explore(world, reference)
      expect(fault).toBeNull()
      expect(states).toBe(world.states)
    },
  )
})
