import { DeciderCommandHandler } from '@event-driven-io/emmett'
import * as E from 'fp-ts/lib/Either.js'
import type { Deferred, Event, Input, Marketo, Refused, Settings } from 'marketo-account-sync'
import { marketoDecider } from 'marketo-account-sync'

type Outcome = Event | Refused | Deferred

/** The library emmett expects `{ type, data }`, and the type of `data` needs an index signature. Interfaces have none. */
interface Message<A extends { readonly _tag: string }> {
  readonly type: A['_tag']
  readonly data: A & Record<string, unknown>
}

const message = <A extends { readonly _tag: string }>(data: A): Message<A> => ({ type: data._tag, data: { ...data } })

/** A command handler for emmett. It stores a refusal or deferral as a separate event that does not change the state. */
export const emmettHandler = (settings: Settings) => {
  const { decide, evolve, initialState } = marketoDecider(settings)
  return DeciderCommandHandler<Marketo, Message<Input>, Message<Outcome>>({
    decide: ({ data }, marketo) => {
      const decided = decide(data, marketo)
      return E.isLeft(decided) ? message<Outcome>(decided.left) : decided.right.map(message<Outcome>)
    },
    evolve: (marketo, { data }) =>
      data._tag === 'Refused' || data._tag === 'Deferred' ? marketo : evolve(marketo, data),
    initialState,
  })
}
