// Tests that decoding a partition is the inverse of encoding it, and that the codecs reject JSON that no history can lead to.
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import type * as t from 'io-ts'
import { decodeErrors, defaultSettings } from 'marketo-account-sync'
import { anyHistory, anySettings } from 'marketo-account-sync/testing'
import { describe, expect, inject, test } from 'vitest'
import { plainEq } from '../../src/model/PlainEq.js'
import type { Decision, Partition, Rows } from '../../src/partitions/index.js'
import {
  DecidedFromJson,
  DecisionFromJson,
  emptyPartition,
  KeyFromJson,
  keyOf,
  MessageFromJson,
  PartitionFromJson,
  RowsFromJson,
} from '../../src/partitions/index.js'
import { nthAccountId, nthContactId } from '../helpers/values.js'
import type { Seen } from './fifo.js'
import { seenIn } from './fifo.js'
import { account, contactsChangePlaces, into } from './histories.js'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a codec is invariant in its type
type AnyCodec = t.Type<any, unknown, unknown>

const { equals } = plainEq()

const throughJson = (json: unknown): unknown => JSON.parse(JSON.stringify(json)) as unknown

const comesBack = (codec: AnyCodec, value: unknown): void => {
  const decoded = codec.decode(throughJson(codec.encode(value)))
  // `expect` is slow, so it is called only to describe a difference.
  if (!(E.isRight(decoded) && equals(decoded.right, value))) expect(decoded).toEqual(E.right(value))
  expect(codec.is(value)).toBe(true)
}

const valuesOf = ({ messages, partitions, decisions }: Seen): ReadonlyArray<readonly [AnyCodec, unknown]> => [
  ...messages.map((message) => [MessageFromJson, message] as const),
  ...partitions.map((partition) => [PartitionFromJson, partition] as const),
  ...partitions.map(({ rows }) => [RowsFromJson, rows] as const),
  ...partitions.map(({ rows }) => [KeyFromJson, keyOf(rows)] as const),
  ...decisions.map((decision) => [DecisionFromJson, decision] as const),
  ...decisions.map(({ decided }) => [DecidedFromJson, decided] as const),
]

const fewer = Math.ceil(inject('fcRuns') / 10)

test('every value that partitions store or send is unchanged after encoding to JSON and decoding', () => {
  fc.assert(
    fc.property(anySettings, anyHistory, (settings, inputs) => {
      for (const [codec, value] of valuesOf(seenIn(settings, inputs))) comesBack(codec, value)
    }),
    { numRuns: fewer },
  )
})

// A value with one part replaced

type Path = ReadonlyArray<string>

const entriesOf = (value: unknown): ReadonlyArray<readonly [string, unknown]> =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []

const pathsIn = (value: unknown): ReadonlyArray<Path> => [
  [],
  ...entriesOf(value).flatMap(([key, part]) => pathsIn(part).map((path) => [key, ...path])),
]

const partAt = (value: unknown, [key, ...path]: Path): unknown =>
  key === undefined ? value : partAt((value as Readonly<Record<string, unknown>>)[key], path)

const replacedAt = (value: unknown, [key, ...path]: Path, part: unknown): unknown => {
  if (key === undefined) return part
  const replaced = Object.fromEntries(
    entriesOf(value).map(([name, other]) => [name, name === key ? replacedAt(other, path, part) : other]),
  )
  return Array.isArray(value) ? Object.values(replaced) : replaced
}

const wrongParts: ReadonlyArray<unknown> = [
  null,
  undefined,
  '',
  'x',
  0,
  -1,
  1.5,
  true,
  [],
  {},
  nthContactId(9),
  'person/1',
]

/** Replaces one part of a value. The new part is another part of the same value, or one of `wrongParts`. */
const changed = (value: unknown, where: number, by: number): unknown => {
  const paths = pathsIn(value)
  const path = paths[where % paths.length] as Path
  const parts = [...wrongParts, ...paths.map((other) => partAt(value, other))]
  return replacedAt(value, path, parts[by % parts.length])
}

test('the check `is` of a partition codec accepts every decoded value, and the codec decodes every value that `is` accepts', () => {
  let [recognised, decodedAgain] = [0, 0]
  fc.assert(
    fc.property(
      anySettings,
      anyHistory,
      fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 50, maxLength: 50 }),
      (settings, inputs, changes) => {
        const values = valuesOf(seenIn(settings, inputs))
        if (values.length === 0) return
        for (const [which, where, by] of changes) {
          const [codec, value] = values[which % values.length] as (typeof values)[number]
          const other = changed(value, where, by)
          if (codec.is(other)) {
            recognised += 1
            expect(codec.decode(throughJson(codec.encode(other)))).toEqual(E.right(expect.anything()))
          }
          const decoded = codec.decode(changed(throughJson(codec.encode(value)), where, by))
          if (E.isRight(decoded)) {
            decodedAgain += 1
            expect(codec.is(decoded.right)).toBe(true)
          }
        }
      },
    ),
    { numRuns: fewer },
  )
  expect(recognised).toBeGreaterThan(10)
  expect(decodedAgain).toBeGreaterThan(10)
})

// JSON that no history can lead to

const errorsOf = (codec: AnyCodec, value: unknown): ReadonlyArray<string> => {
  const decoded = codec.decode(value)
  return E.isLeft(decoded) ? decodeErrors(decoded.left).map(({ path, expected }) => `${path}: ${expected}`) : []
}

const { partitions, decisions } = seenIn(defaultSettings, [...contactsChangePlaces, into(3, 3, 1)])

const rowsOf = (tag: Rows['_tag']): Rows => {
  const found = partitions
    .map(({ rows }) => rows)
    .filter(({ _tag }) => _tag === tag)
    .at(-1)
  if (found === undefined) throw new Error(`there are no ${tag}`)
  return found
}

const decision = (isOne: (one: Decision) => boolean): Decision => {
  const found = decisions.find(isOne)
  if (found === undefined) throw new Error('there is no such decision')
  return found
}

describe('a codec of partitions', () => {
  test.each<[unknown, string]>([
    ['account/0034W00002xyzAB', 'the id of another object'],
    ['person/01', 'a number with a leading zero'],
    ['person/0', 'the number 0'],
    ['accounts/0014W000027f6UwQAI', 'an unknown kind'],
    ['0014W000027f6UwQAI', 'an id without a kind'],
    [1, 'a number'],
  ])('rejects the key %s (%s)', (key) => {
    expect(KeyFromJson.is(key)).toBe(false)
    expect(errorsOf(KeyFromJson, key)).toEqual([
      ': the key of a partition: person/, opportunity/, contact/ or account/ and the id',
    ])
  })

  test('rejects rows whose record does not have the id of the partition', () => {
    const rows = { ...(RowsFromJson.encode(rowsOf('AccountRows')) as object), id: nthAccountId(9) }
    expect(errorsOf(RowsFromJson, rows)).toEqual([`account.id: ${nthAccountId(9)}, the id of the partition`])
  })

  test('rejects live contacts of an unknown account', () => {
    const { rows } = emptyPartition(keyOf(rowsOf('AccountRows')))
    expect(errorsOf(RowsFromJson, { ...rows, liveContacts: 1 })).toEqual([
      'liveContacts: 0, because Marketo does not know the account',
    ])
  })

  test('rejects a transaction about a contact if the origin of the transaction is the partition of a person', () => {
    const json = DecisionFromJson.encode(decision(({ transaction }) => transaction.input._tag === 'SyncContact'))
    const transaction = { ...(json['transaction'] as object), origin: 'person/1' }
    expect(errorsOf(DecisionFromJson, { ...json, transaction })).toEqual([
      `transaction.origin: contact/${nthContactId(1)}, the partition at which the input starts`,
    ])
  })

  test('rejects a deferred input that differs from the input of the transaction', () => {
    const deferred = decision(({ decided }) => E.isLeft(decided))
    const json = DecisionFromJson.encode({
      ...deferred,
      transaction: { ...deferred.transaction, origin: `account/${nthAccountId(1)}`, input: account(1) },
    })
    expect(errorsOf(DecisionFromJson, json)).toEqual(['decided.left.input: the input of the transaction'])
  })

  test('rejects a move from an account to the same account', () => {
    const json = DecisionFromJson.encode(decision(({ move }) => move !== null))
    const move = { contactId: nthContactId(1), from: null, to: null }
    expect(errorsOf(DecisionFromJson, { ...json, move })).toEqual([
      'move.to: an account other than the account in from',
    ])
  })

  test('rejects a refusal if its reason is a reason for a deferral', () => {
    const deferred = decision(({ decided }) => E.isLeft(decided)).decided
    const json = DecidedFromJson.encode(deferred) as { readonly left: { readonly reason: unknown } }
    const left = { ...json.left, _tag: 'Refused', refusal: json.left.reason }
    expect(errorsOf(DecidedFromJson, { ...json, left })).toEqual(['left.refusal._tag: the tag of a refusal'])
  })

  test('rejects the transaction number 0, because the first transaction has the number 1', () => {
    const [partition] = partitions
    const json = PartitionFromJson.encode(partition as Partition)
    expect(errorsOf(PartitionFromJson, { ...json, seen: { 'person/1': 0 } })).toEqual([
      'seen: an object with partition keys and whole numbers from 1',
    ])
  })
})
