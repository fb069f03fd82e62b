// Runs random histories through the library and through the oracle, and compares the two after every step.
import fc from 'fast-check'
import { activities, countStepActivities, emptyMarketo, eventsOf, rowsOf, scan } from 'marketo-account-sync'
import { anyHistory, anySettings, reference } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { agrees, differencesFrom } from './compare.js'
import { obviousMarketo } from './ObviousMarketo.js'

describe('the library and the oracle (a second, simple implementation)', () => {
  test('[edit.fan-out] [sync.override-all] agree under any settings about all values, rows, activities, requests and refusals after every step', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, inputs) => {
        const next = obviousMarketo(settings)
        let rows = rowsOf(emptyMarketo)
        for (const [step, after] of scan(settings)(inputs, emptyMarketo)) {
          const due = next(step.input, rows)
          const moment = { ...step, events: eventsOf(step), activities: [...activities(step)], after }
          if (!agrees(reference, moment, due)) expect(differencesFrom(reference, moment, due)).toEqual([])
          expect(countStepActivities(step)).toBe(due[0].activities.length)
          rows = due[1]
        }
      }),
    )
  })
})
