// Faults that break laws about histories as a whole.
import * as E from 'fp-ts/lib/Either.js'
import type { Event, LocalEdit, Refusal } from 'marketo-account-sync'
import { reference } from 'marketo-account-sync/testing'
import { editsIn } from '../helpers/observe.js'
import type { Fault } from './fault.js'
import { uncaught } from './fault.js'
import { decidingInstead, evolvingInstead } from './implementations.js'

export const wholeFaults: ReadonlyArray<Fault> = [
  {
    name: 'a refusal contains the wrong rule',
    rule: 'edit.live-contact',
    implementation: decidingInstead(({ input, marketo }, decide) => {
      const decided = decide(input, marketo)
      return E.isLeft(decided) && decided.left._tag === 'Refused'
        ? E.left({ ...decided.left, refusal: { ...decided.left.refusal, rule: 'convert.guarded' } as Refusal })
        : decided
    }),
    caughtBy: {
      vectors: 'case',
      laws: ['a local edit is refused if its contact is unknown, deleted or private, or if the account is deleted'],
      conforms: true,
      exhaustive: ['few records', 1],
    },
  },
  {
    name: 'a refusal contains an input that was not refused',
    rule: 'whole',
    implementation: decidingInstead(({ input, marketo }, decide) => {
      const decided = decide(input, marketo)
      return E.isLeft(decided) ? E.left({ ...decided.left, input: { ...input } }) : decided
    }),
    caughtBy: {
      vectors: uncaught('an outcome does not contain the input'),
      laws: ['a refused or deferred input changes nothing and is returned with the reason'],
      conforms: uncaught('an outcome does not contain the input'),
      exhaustive: ['few records', 1],
    },
  },
  {
    name: 'a local edit also changes the earlier Marketo state',
    rule: 'whole',
    implementation: evolvingInstead((after, event, before) => {
      if (event._tag !== 'AccountFieldEdited') return after
      const [earlier, later] = [before, after].map((marketo) => editsIn(marketo, event.accountId))
      const edit = later?.find(({ field }) => field === event.field)
      if (earlier?.length === 0 && edit !== undefined) (earlier as Array<LocalEdit>).push(edit)
      return after
    }),
    caughtBy: {
      vectors: uncaught('a case never looks at an earlier Marketo state again'),
      laws: [
        'two inputs have the same effect in either order if they share no account, contact, person or opportunity',
        'a Marketo state value never changes, even if the history continues or branches',
      ],
      conforms: uncaught('a system exchanges JSON, so nobody sees an earlier Marketo state again'),
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'an event is applied only by the decider that created the event',
    rule: 'whole',
    implementation: {
      ...reference,
      marketoDecider: (settings) => {
        const { decide, evolve, initialState } = reference.marketoDecider(settings)
        const decided = new WeakSet<Event>()
        return {
          initialState,
          decide: (input, marketo) => {
            const result = decide(input, marketo)
            if (E.isRight(result)) result.right.forEach((event) => decided.add(event))
            return result
          },
          evolve: (marketo, event) => (decided.has(event) ? evolve(marketo, event) : marketo),
        }
      },
    },
    caughtBy: {
      vectors: uncaught('a case decides and applies with the same decider'),
      laws: ['the events of a history lead to the same Marketo state as the inputs of the history'],
      conforms: uncaught('a system decides and applies with the same decider'),
      exhaustive: uncaught('the walk decides and applies with the same decider'),
    },
  },
]
