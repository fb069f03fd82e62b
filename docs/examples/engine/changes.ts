/** Decides the inputs of a batch in memory, and collects the changes to the tables. */
import * as E from 'fp-ts/lib/Either.js'
import type { AccountId, ContactId, DecodeError, Input, Settings } from 'marketo-account-sync'
import {
  type Call,
  type Called,
  callChain,
  isMadeKnown,
  type Key,
  keyOf,
  type Rows,
} from 'marketo-account-sync/partitions'
import type { Decoded } from './decoded.js'

/** An input that a batch has taken from its lane. */
export interface Taken {
  readonly n: number
  readonly input: Decoded<Input>
}

/** Decides one input. If stored rows cannot be decoded, the result is an error that names them. */
const decide = (begin: (input: Input) => Call, partitions: ReadonlyMap<Key, Decoded<Rows>>, input: Input) => {
  let call = begin(input)
  while (call._tag === 'NeedsRows') {
    const { key } = call
    const rows = partitions.get(key)
    if (rows === undefined) throw new Error(`${key} is not locked`)
    if (E.isLeft(rows)) return E.left(rows.left.map((error) => ({ ...error, path: `${key} ${error.path}` })))
    call = call.given(rows.right)
  }
  return E.right(call)
}

/** The changes of a batch to the tables. */
export interface Changes {
  readonly decisions: Array<{ readonly n: number; readonly called: Called }>
  readonly setAside: Array<{ readonly n: number; readonly errors: ReadonlyArray<DecodeError> }>
  readonly rows: Map<Key, Rows>
  /** The account in which each contact is live afterwards, or null. */
  readonly members: Map<string, string | null>
  readonly waiting: Array<{ readonly n: number; readonly accountId: AccountId; readonly contactId: ContactId }>
  readonly madeKnown: Array<AccountId>
}

export const decideAll = (
  settings: Settings,
  taken: ReadonlyArray<Taken>,
  partitions: Map<Key, Decoded<Rows>>,
): Changes => {
  const begin = callChain(settings)
  const changes: Changes = {
    decisions: [],
    setAside: [],
    rows: new Map(),
    members: new Map(),
    waiting: [],
    madeKnown: [],
  }
  for (const { n, input } of taken) {
    const result = E.isLeft(input) ? input : decide(begin, partitions, input.right)
    if (E.isLeft(result)) {
      changes.setAside.push({ n, errors: result.left })
      continue
    }
    const called = result.right
    const { decided, move, before, after } = called
    changes.decisions.push({ n, called })
    for (const [index, rows] of after.entries()) {
      const earlier = before[index] ?? rows
      if (earlier === rows) continue
      const key = keyOf(rows)
      partitions.set(key, E.right(rows))
      changes.rows.set(key, rows)
      if (isMadeKnown(earlier, rows)) changes.madeKnown.push(rows.id)
    }
    if (move !== null) changes.members.set(move.contactId, move.to)
    if (E.isLeft(decided) && decided.left._tag === 'Deferred') changes.waiting.push({ n, ...decided.left.reason })
  }
  return changes
}
