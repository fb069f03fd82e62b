import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import fc from 'fast-check'
import {
  activities,
  activitiesOf,
  countStepActivities,
  defaultSettings,
  emptyMarketo,
  eqMarketo,
  eventsOf,
  type Input,
  liveContactsOf,
  type Marketo,
  marketoDecider,
  marketoOf,
  refusalOf,
  rowsOf,
  run,
  scan,
  type Settings,
  settingsWith,
  simulate,
  step,
  type Step,
} from 'marketo-account-sync'
import { anyHistory, anyMarketo, anySettings } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import {
  account,
  accountRecord,
  contactRecord,
  editThrough,
  frozen,
  live,
  nthAccountId,
  nthContactId,
  syncAccount,
  syncContact,
} from '../helpers/values.js'

const content = (marketo: Marketo): string => JSON.stringify(rowsOf(marketo))

/** Returns the input, the decision and the activities of a step as text. */
const textOf = (one: Step): string => JSON.stringify([one.input, one.decided, [...activities(one)]])
const textsOf = (steps: ReadonlyArray<Step>): ReadonlyArray<string> => steps.map(textOf)

/** Iterates `simulate` to its end. Returns the steps, and the Marketo state that the iterator returns. */
const drained = (steps: Generator<Step, Marketo>): ReturnType<ReturnType<typeof run>> => {
  const collected: Array<Step> = []
  let next = steps.next()
  for (; next.done !== true; next = steps.next()) collected.push(next.value)
  return { steps: collected, marketo: next.value }
}

const anyStart = fc.oneof(fc.constant(emptyMarketo), anyMarketo)

const everywhere = (predicate: (settings: Settings, history: ReadonlyArray<Input>, start: Marketo) => boolean) => {
  fc.assert(fc.property(anySettings, anyHistory, anyStart, predicate))
}

const endOf = (settings: Settings, history: ReadonlyArray<Input>, start: Marketo = emptyMarketo): Marketo =>
  run(settings)(history, start).marketo

describe('running a history with `run`', () => {
  test('gives the same result as calling `step` for each input in order', () => {
    everywhere((settings, history, start) => {
      const next = step(settings)
      let marketo = start
      const steps = history.map((input) => {
        const [one, after] = next(input, marketo)
        marketo = after
        return one
      })
      const whole = run(settings)(history, start)
      expect(textsOf(whole.steps)).toEqual(textsOf(steps))
      return eqMarketo.equals(whole.marketo, marketo)
    })
  })

  test('gives the same result as calling `decide` and `evolve` for each input in order', () => {
    everywhere((settings, history, start) => {
      const { decide, evolve } = marketoDecider(settings)
      const whole = run(settings)(history, start)
      let marketo = start
      for (const [index, input] of history.entries()) {
        const decided = decide(input, marketo)
        expect(decided).toEqual(whole.steps[index]?.decided)
        marketo = E.getOrElseW(() => [])(decided).reduce(evolve, marketo)
      }
      return whole.steps.length === history.length && eqMarketo.equals(whole.marketo, marketo)
    })
  })

  test('ends in the same Marketo state if the history runs in two parts', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, fc.nat(), (settings, history, n) => {
        const cut = n % (history.length + 1)
        const first = endOf(settings, history.slice(0, cut))
        return eqMarketo.equals(endOf(settings, history.slice(cut), first), endOf(settings, history))
      }),
    )
  })

  test('does not change the initial Marketo state, and can be repeated', () => {
    everywhere((settings, history, start) => {
      const before = content(start)
      const once = endOf(settings, history, start)
      const again = endOf(settings, history, start)
      return eqMarketo.equals(once, again) && content(start) === before
    })
  })

  test('does not change the final Marketo state of an earlier run', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, anyHistory, anyHistory, (settings, first, second, third) => {
        const one = endOf(settings, first)
        const contentOfOne = content(one)
        const two = endOf(settings, second, one)
        const contentOfTwo = content(two)
        endOf(settings, third, one)
        endOf(settings, third, two)
        return content(one) === contentOfOne && content(two) === contentOfTwo
      }),
    )
  })

  test('does not change its inputs', () => {
    everywhere((settings, history, start) => {
      run(settings)(frozen(history), start)
      return true
    })
  })
})

describe('simulating a history with `simulate`', () => {
  test('yields the same steps as `run`, and returns the final Marketo state', () => {
    everywhere((settings, history, start) => {
      const simulated = drained(simulate(settings)(history, start)[Symbol.iterator]())
      const whole = run(settings)(history, start)
      expect(textsOf(simulated.steps)).toEqual(textsOf(whole.steps))
      return eqMarketo.equals(simulated.marketo, whole.marketo)
    })
  })

  test('reads no input before the caller asks for the step of this input', () => {
    let taken = 0
    const inputs: Iterable<Input> = {
      *[Symbol.iterator]() {
        for (const stamp of [1, 2, 3]) {
          taken += 1
          yield syncAccount(accountRecord(stamp, {}))
        }
      },
    }
    const steps = simulate(defaultSettings)(inputs, emptyMarketo)[Symbol.iterator]()
    expect(taken).toBe(0)
    steps.next()
    expect(taken).toBe(1)
    steps.next()
    expect(taken).toBe(2)
  })

  test('gives the same steps if the caller iterates again', () => {
    everywhere((settings, history, start) => {
      const steps = simulate(settings)(history, start)
      expect(textsOf([...steps])).toEqual(textsOf([...steps]))
      return true
    })
  })

  test('gives steps that later steps do not change', () => {
    everywhere((settings, history, start) => {
      const kept: Array<readonly [Step, string]> = []
      for (const one of simulate(settings)(history, start)) kept.push([one, textOf(one)])
      return kept.every(([one, text]) => textOf(one) === text)
    })
  })
})

describe('scanning a history with `scan`', () => {
  test('gives each step with the Marketo state after the step', () => {
    everywhere((settings, history, start) => {
      const all = [...scan(settings)(history, start)]
      const next = step(settings)
      return (
        all.length === history.length &&
        all.every(([one, after], index) => {
          const [other, state] = next(one.input, all[index - 1]?.[1] ?? start)
          return textOf(one) === textOf(other) && eqMarketo.equals(after, state)
        })
      )
    })
  })

  test('gives Marketo states that never change, so that other histories can start from them', () => {
    everywhere((settings, history, start) => {
      const states = [...scan(settings)(history, start)].map(([, after]) => after)
      const contents = states.map(content)
      for (const state of states) endOf(settings, history.slice().reverse(), state)
      expect(states.map(content)).toEqual(contents)
      return true
    })
  })
})

describe('a step of a history', () => {
  const marketo = marketoOf({
    accounts: [account(1, { Name: 'a' })],
    contacts: [live(1), live(2)],
    persons: [],
    conversions: [],
  })
  const take = (input: Input): Step => step(defaultSettings)(input, marketo)[0]
  const applied = take(syncAccount(accountRecord(2, { Name: 'b' })))
  const late = take(syncAccount(accountRecord(0, { Name: 'b' })))
  const refused = take(editThrough(nthContactId(9), 'Name', 'b'))
  const deferred = take(syncContact(contactRecord(1, { accountId: nthAccountId(9) })))

  test('has events only if its input changed something', () => {
    expect([applied, late, refused, deferred].map((one) => eventsOf(one).length)).toEqual([1, 0, 0, 0])
  })

  test('has a refusal if the input was refused, but none if the input was deferred', () => {
    expect(refusalOf(refused)).toEqual(
      O.some({ _tag: 'UnknownContact', rule: 'edit.live-contact', contactId: nthContactId(9) }),
    )
    expect([applied, late, deferred].map(refusalOf)).toEqual([O.none, O.none, O.none])
    everywhere((settings, history, start) => {
      for (const one of run(settings)(history, start).steps) {
        const isRefused = E.isLeft(one.decided) && one.decided.left._tag === 'Refused'
        expect(O.isSome(refusalOf(one))).toBe(isRefused)
      }
      return true
    })
  })

  test('[activity.per-contact] logs activities, sorted by contact, for the contacts that were live before the step', () => {
    expect([...activities(applied)]).toMatchObject([1, 2].map((n) => ({ contactId: nthContactId(n), newValue: 'b' })))
    everywhere((settings, history, start) => {
      let before = start
      for (const [one, after] of scan(settings)(history, start)) {
        const expected = eventsOf(one).flatMap((event) => {
          const ids = 'accountId' in event ? [...liveContactsOf(event.accountId)(before)] : []
          return [...activitiesOf(ids)(event)]
        })
        expect([...activities(one)]).toEqual(expected)
        before = after
      }
      return true
    })
  })

  test('[activity.local-edit] logs a local edit for every contact under the setting `every-contact`', () => {
    const next = step(settingsWith({ readings: { localEditLog: 'every-contact' } }))
    const [edited] = next(editThrough(nthContactId(2), 'Name', 'b'), marketo)
    expect([...activities(edited)].length).toBe(2)
    expect(countStepActivities(edited)).toBe(2)
  })

  test('has an activity count that equals the number of its activities', () => {
    everywhere((settings, history, start) =>
      run(settings)(history, start).steps.every((one) => countStepActivities(one) === [...activities(one)].length),
    )
  })
})
