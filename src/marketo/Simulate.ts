/**
 * A history, step by step: inputs folded over a Marketo.
 *
 * @since 0.1.0
 */
import type { Input } from '../model/Input.js'
import type { Settings } from '../model/Settings.js'
import { decideIn } from './Decide.js'
import { replay } from './Evolve.js'
import { accountsInPlace } from './state/AccountEntry.js'
import { applyEvent } from './state/ApplyEvent.js'
import type { Marketo, MarketoState } from './state/MarketoState.js'
import { asMarketo, asState } from './state/MarketoState.js'
import { transientOf } from './state/TransientMap.js'
import type { Step } from './Step.js'
import { eventsOf, stepOf } from './Step.js'

/**
 * One step of a history: what came of the input, and the Marketo after it. The Marketo before it stays as it was.
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
  accounts: transientOf(accounts, accountsInPlace),
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
 * The steps of a history. Iterate over it to run it; the iterator's return value is the Marketo at the end.
 *
 * @category model
 * @since 0.2.0
 */
export interface Simulation {
  readonly [Symbol.iterator]: () => Generator<Step, Marketo, undefined>
}

/**
 * The steps of a history, made one by one while somebody iterates. This is equal to folding {@link step}, and faster,
 * because the states in between are never made. Memory grows with what Marketo holds, and not with the history.
 *
 * `for…of` drops the iterator's return value, the final Marketo. If you need it, and the steps fit into memory, use
 * {@link run}.
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
 * A history that has run: all its steps, and the Marketo at the end.
 *
 * @category model
 * @since 0.2.0
 */
export interface Run {
  readonly steps: ReadonlyArray<Step>
  readonly marketo: Marketo
}

/**
 * Runs a whole history at once: the steps of {@link simulate}, and the Marketo at the end.
 *
 * @category simulation
 * @since 0.2.0
 */
export const run = (settings: Settings): ((inputs: Iterable<Input>, marketo: Marketo) => Run) => {
  const simulation = simulate(settings)
  return (inputs, marketo) => {
    let end = marketo
    // A spread would drop the return value of the simulation, so a generator around it keeps it.
    const all = function* (): Generator<Step, undefined> {
      end = yield* simulation(inputs, marketo)[Symbol.iterator]()
      return undefined
    }
    const steps = [...all()]
    return { steps, marketo: end }
  }
}

/**
 * The steps of a history, each with the Marketo after it, made one by one while somebody iterates. Use it if you need the
 * states in between.
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
