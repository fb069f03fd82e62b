// The right system under test, and timers for tests of `conforms`.
import type { System, Timers } from 'marketo-account-sync/testing'
import { reference } from 'marketo-account-sync/testing'
import { systemOf } from '../faults/nets.js'

export const rightSystem = (): System => systemOf({ implementation: reference })

/**
 * Timers that ring as soon as no answer can come any more without them. With these no test depends on the speed of the
 * machine, and a call without an answer costs no time.
 */
export const afterAnswers: Timers<NodeJS.Immediate> = {
  setTimeout: (ring) => setImmediate(ring),
  clearTimeout: (id) => {
    clearImmediate(id)
  },
}
