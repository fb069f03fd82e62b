// Runs the examples for emmett and fmodel-ts in docs/guide.md with the real libraries.
import { getInMemoryEventStore } from '@event-driven-io/emmett'
import { EventSourcingAggregate } from '@fraktalio/fmodel-ts'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import {
  type Deferred,
  defaultSettings,
  emptyMarketo,
  eqMarketo,
  type Event,
  type Input,
  type Marketo,
  type Refused,
  run,
} from 'marketo-account-sync'
import { anyHistory } from 'marketo-account-sync/testing'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { emmettHandler } from '../../docs/examples/emmett.js'
import { fmodelDecider } from '../../docs/examples/fmodel.js'

type Outcome = Event | Refused | Deferred

interface Played {
  /** For each input, the list contains the events or the refusal. */
  readonly outcomes: ReadonlyArray<ReadonlyArray<Outcome>>
  readonly marketo: Marketo
}

const byEmmett = async (inputs: ReadonlyArray<Input>): Promise<Played> => {
  const store = getInMemoryEventStore()
  const handle = emmettHandler(defaultSettings)
  const outcomes: Array<ReadonlyArray<Outcome>> = []
  let marketo = emptyMarketo
  for (const input of inputs) {
    const { newEvents, newState } = await handle(store, 'marketo', { type: input._tag, data: { ...input } })
    outcomes.push(newEvents.map(({ data }) => data))
    marketo = newState
  }
  return { outcomes, marketo }
}

const byFmodel = async (inputs: ReadonlyArray<Input>): Promise<Played> => {
  const stored: Array<Outcome> = []
  const decider = fmodelDecider(defaultSettings)
  const aggregate = new EventSourcingAggregate(decider, {
    fetchEvents: () => Promise.resolve([...stored]),
    save: (event) => Promise.resolve(event),
    saveAll: (events) => {
      stored.push(...events)
      return Promise.resolve(events)
    },
  })
  const outcomes: Array<ReadonlyArray<Outcome>> = []
  for (const input of inputs) outcomes.push(await aggregate.handle(input))
  return { outcomes, marketo: stored.reduce((marketo, event) => decider.evolve(marketo, event), decider.initialState) }
}

const byRun = (inputs: ReadonlyArray<Input>): Played => {
  const { steps, marketo } = run(defaultSettings)(inputs, emptyMarketo)
  return { outcomes: steps.map(({ decided }) => (E.isLeft(decided) ? [decided.left] : decided.right)), marketo }
}

describe.each([
  ['emmett', byEmmett, 'docs/examples/emmett.ts'],
  ['fmodel-ts', byFmodel, 'docs/examples/fmodel.ts'],
])('`marketoDecider` in %s', (_, play, file) => {
  it('gives the same events, refusals and Marketo state as `run`', async () => {
    await fc.assert(
      fc.asyncProperty(anyHistory, async (inputs) => {
        const [played, expected] = [await play(inputs), byRun(inputs)]
        expect(played.outcomes).toEqual(expected.outcomes)
        expect(eqMarketo.equals(played.marketo, expected.marketo)).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  it('docs/guide.md shows the example code that this test runs', () => {
    const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
    expect(read('docs/guide.md').includes(`\`\`\`ts\n${read(file)}\`\`\`\n`), `does not show ${file}`).toBe(true)
  })
})
