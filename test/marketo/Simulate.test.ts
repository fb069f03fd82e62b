import fc from 'fast-check'
import {
  activities,
  countStepActivities,
  decide,
  emptyMarketo,
  eqMarketo,
  eventsOf,
  evolve,
  type Input,
  type Marketo,
  replay,
  rowsOf,
  scan,
  simulate,
  simulateAll,
  step,
  type Step,
} from 'marketo-account-sync'
import { anyHistory, anyMarketo, anySettings, momentsOf, reference } from 'marketo-account-sync/testing'
import { describe, test } from 'vitest'

const said = (taken: Step): string => JSON.stringify([taken.decided, [...activities(taken)]])

const content = (marketo: Marketo): string => JSON.stringify(rowsOf(marketo))

const run = (steps: Generator<Step, Marketo>): { readonly steps: ReadonlyArray<string>; readonly marketo: Marketo } => {
  const collected: Array<string> = []
  let next = steps.next()
  while (next.done !== true) {
    collected.push(said(next.value))
    next = steps.next()
  }
  return { steps: collected, marketo: next.value }
}

const everywhere = (
  predicate: (settings: Parameters<typeof step>[0], history: ReadonlyArray<Input>, start: Marketo) => boolean,
) => {
  fc.assert(fc.property(anySettings, anyHistory, fc.oneof(fc.constant(emptyMarketo), anyMarketo), predicate))
}

describe('simulating a history', () => {
  test('is taking its steps one after the other', () => {
    everywhere((settings, history, start) => {
      const next = step(settings)
      let state = start
      const steps = history.map((input) => {
        const [taken, after] = next(input)(state)
        state = after
        return said(taken)
      })
      const simulated = run(simulate(settings)(history)(start)[Symbol.iterator]())
      return JSON.stringify(simulated.steps) === JSON.stringify(steps) && eqMarketo.equals(simulated.marketo, state)
    })
  })

  test('is deciding and evolving, input by input', () => {
    everywhere((settings, history, start) => {
      const decideNow = decide(settings)
      const end = history.reduce((marketo, input) => {
        const decided = decideNow(input)(marketo)
        return decided._tag === 'Right' ? decided.right.reduce(evolve, marketo) : marketo
      }, start)
      return eqMarketo.equals(simulateAll(settings)(history)(start), end)
    })
  })

  test('in one go, or in two halves, ends the same', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, fc.nat(), (settings, history, n) => {
        const half = n % (history.length + 1)
        const first = simulateAll(settings)(history.slice(0, half))(emptyMarketo)
        return eqMarketo.equals(
          simulateAll(settings)(history.slice(half))(first),
          simulateAll(settings)(history)(emptyMarketo),
        )
      }),
    )
  })

  test('leaves the Marketo it starts from as it was, and can be done again', () => {
    everywhere((settings, history, start) => {
      const before = content(start)
      const once = simulateAll(settings)(history)(start)
      const again = simulateAll(settings)(history)(start)
      return eqMarketo.equals(once, again) && content(start) === before
    })
  })

  test('leaves every Marketo in which an earlier part of it ended as it was', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, anyHistory, anyHistory, (settings, first, second, third) => {
        const one = simulateAll(settings)(first)(emptyMarketo)
        const was = content(one)
        const two = simulateAll(settings)(second)(one)
        const then = content(two)
        simulateAll(settings)(third)(one)
        simulateAll(settings)(third)(two)
        return content(one) === was && content(two) === then
      }),
    )
  })

  test('gives steps that keep their activities while the history goes on', () => {
    everywhere((settings, history, start) => {
      const kept: Array<readonly [Step, string]> = []
      for (const taken of simulate(settings)(history)(start)) kept.push([taken, said(taken)])
      return kept.every(([taken, text]) => said(taken) === text)
    })
  })

  test('with the states in between gives each step and the Marketo after it', () => {
    everywhere((settings, history, start) => {
      const all = [...scan(settings)(history)(start)]
      const next = step(settings)
      return (
        all.length === history.length &&
        all.every(([taken, after], index) => {
          const [other, state] = next(taken.input)(all[index - 1]?.[1] ?? start)
          return said(taken) === said(other) && eqMarketo.equals(after, state)
        })
      )
    })
  })
})

describe('the activities of a step', () => {
  test('are those of its events, for the contacts that were live before it', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, history) => {
        const moments = momentsOf(reference)(settings)(history)
        return [...simulate(settings)(history)(emptyMarketo)].every(
          (taken, index) => JSON.stringify([...activities(taken)]) === JSON.stringify(moments[index]?.activities),
        )
      }),
    )
  })
})

describe('replaying the events of a history', () => {
  test('gives the Marketo in which it ended, without the settings', () => {
    everywhere((settings, history, start) => {
      const events = [...simulate(settings)(history)(start)].flatMap(eventsOf)
      return eqMarketo.equals(replay(events)(start), simulateAll(settings)(history)(start))
    })
  })
})

describe('counting activities', () => {
  test('gives the number that iterating makes', () => {
    everywhere((settings, history, start) =>
      [...simulate(settings)(history)(start)].every(
        (taken) => countStepActivities(taken) === [...activities(taken)].length,
      ),
    )
  })
})
