/**
 * Runs a list of inputs (a history) on a Marketo state, step by step.
 *
 * @since 0.1.0
 */
import type { Input } from '../model/Input.js'
import type { Settings } from '../model/Settings.js'
import { decideIn } from './Decide.js'
import { replay } from './Evolve.js'
import { applyEvent } from './state/ApplyEvent.js'
import type { Marketo, MarketoState } from './state/MarketoState.js'
import { asMarketo, asState } from './state/MarketoState.js'
import { transientOf } from './state/TransientMap.js'
import type { Step } from './Step.js'
import { eventsOf, stepOf } from './Step.js'

/**
 * Decides and applies one input. Returns the step and the next Marketo state. The given state does not change.
 *
 * @category simulation
 * @since 0.1.0
 */
export const step = (settings: Settings): ((input: Input, marketo: Marketo) => readonly [Step, Marketo]) => {
  const decide = decideIn(settings)
  return (input, marketo) => {
    const maps = asState(marketo)
    const next = stepOf(input, decide(input, maps), maps)
    return [next, replay(eventsOf(next), marketo)]
  }
}

const asTransient = ({ accounts, contacts, persons, personsOf, conversions }: MarketoState) => ({
  accounts: transientOf(accounts),
  contacts: transientOf(contacts),
  persons: transientOf(persons),
  personsOf: transientOf(personsOf),
  conversions: transientOf(conversions),
})

const asPersistent = ({
  accounts,
  contacts,
  persons,
  personsOf,
  conversions,
}: ReturnType<typeof asTransient>): MarketoState => ({
  accounts: accounts.persist(),
  contacts: contacts.persist(),
  persons: persons.persist(),
  personsOf: personsOf.persist(),
  conversions: conversions.persist(),
})

/**
 * The steps of a history. Iterating over this object runs the history. The return value of the iterator is the final Marketo
 * state.
 *
 * @category model
 * @since 0.2.0
 */
export interface Simulation {
  readonly [Symbol.iterator]: () => Generator<Step, Marketo, undefined>
}

/**
 * Runs a history lazily: `simulate` decides a step only when the caller asks for the step.
 *
 * A loop over {@link step} gives the same result. But the loop is slower, because it makes all intermediate states.
 *
 * The length of the history does not affect the memory that `simulate` needs.
 *
 * The return value of the iterator is the final Marketo state. A `for…of` loop drops this value. If you need the final state, use
 * {@link run}. But `run` keeps all steps in memory.
 *
 * @category simulation
 * @since 0.1.0
 */
export const simulate = (settings: Settings): ((inputs: Iterable<Input>, marketo: Marketo) => Simulation) => {
  const decide = decideIn(settings)
  return (inputs, marketo) => ({
    *[Symbol.iterator]() {
      const maps = asTransient(asState(marketo))
      for (const input of inputs) {
        const next = stepOf(input, decide(input, maps), maps)
        for (const event of eventsOf(next)) applyEvent(maps, event)
        yield next
      }
      return asMarketo(asPersistent(maps))
    },
  })
}

/**
 * The result of a whole history: all steps, and the final Marketo state.
 *
 * @category model
 * @since 0.2.0
 */
export interface Run {
  readonly steps: ReadonlyArray<Step>
  readonly marketo: Marketo
}

/**
 * Runs a whole history at once. Returns all steps of {@link simulate} and the final Marketo state.
 *
 * @category simulation
 * @since 0.2.0
 */
export const run = (settings: Settings): ((inputs: Iterable<Input>, marketo: Marketo) => Run) => {
  const simulation = simulate(settings)
  return (inputs, marketo) => {
    let end = marketo
    // A spread drops the return value of a generator. This outer generator keeps that value, which is the final Marketo state.
    const all = function* (): Generator<Step, undefined> {
      end = yield* simulation(inputs, marketo)[Symbol.iterator]()
      return undefined
    }
    const steps = [...all()]
    return { steps, marketo: end }
  }
}

/**
 * Runs a history lazily, and returns each step with the Marketo state after the step. Use `scan` if you need the intermediate
 * states.
 *
 * @category simulation
 * @since 0.1.0
 */
export const scan =
  (settings: Settings) =>
  (inputs: Iterable<Input>, marketo: Marketo): Iterable<readonly [Step, Marketo]> => ({
    *[Symbol.iterator]() {
      const next = step(settings)
      let state = marketo
      for (const input of inputs) {
        const stepped = next(input, state)
        state = stepped[1]
        yield stepped
      }
    },
  })
