// Tests partitions that call each other one after the other. The tests store the rows of the partitions as JSON text.
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import type { AccountId, Conversion, Input, Settings } from 'marketo-account-sync'
import { emptyMarketo, eqMarketo, marketoOf, step } from 'marketo-account-sync'
import { anyHistory, anySettings } from 'marketo-account-sync/testing'
import { expect, inject, test } from 'vitest'
import { plainEq } from '../../src/model/PlainEq.js'
import type { Called, Key, Rows } from '../../src/partitions/index.js'
import {
  callChain,
  emptyRows,
  evolveRows,
  isMadeKnown,
  keyOf,
  linkedKeys,
  marketoRowsOf,
  namedKeys,
  ordKey,
  RowsFromJson,
} from '../../src/partitions/index.js'
import { value } from './glue.js'

interface Ran {
  readonly input: Input
  readonly keys: ReadonlyArray<Key>
  readonly called: Called
  /** All rows, as they were before the input. */
  readonly before: ReadonlyMap<Key, Rows>
}

/** Stores rows as JSON text and reads them back. */
const stored = (rows: Rows): Rows => value(RowsFromJson, JSON.parse(JSON.stringify(RowsFromJson.encode(rows))))

/**
 * Runs inputs as in the example of docs/partitions.md, with a map as the database. Each input is one transaction, and an input
 * that has to wait is tried again.
 */
const ranByCalls = function* (settings: Settings, inputs: ReadonlyArray<Input>): Generator<Ran, Iterable<Rows>> {
  const begin = callChain(settings)
  const all = new Map<Key, Rows>()
  const waiting = new Map<AccountId, ReadonlyArray<Input>>()
  const queue = [...inputs]
  for (let input = queue.shift(); input !== undefined; input = queue.shift()) {
    const keys: Array<Key> = []
    let call = begin(input)
    while (call._tag === 'NeedsRows') {
      keys.push(call.key)
      call = call.given(all.get(call.key) ?? emptyRows(call.key))
    }
    yield { input, keys, called: call, before: all }
    for (const [index, after] of call.after.entries()) {
      all.set(keyOf(after), stored(after))
      if (isMadeKnown(call.before[index] ?? after, after)) {
        queue.unshift(...(waiting.get(after.id) ?? []))
        waiting.delete(after.id)
      }
    }
    if (E.isLeft(call.decided) && call.decided.left._tag === 'Deferred') {
      const { accountId } = call.decided.left.reason
      waiting.set(accountId, [...(waiting.get(accountId) ?? []), input])
    }
  }
  return all.values()
}

const fewer = Math.ceil(inject('fcRuns') / 3)

/**
 * Whether the partitions of the person, the account, the contact and the opportunity store the same outcome for each conversion.
 */
const haveSameOutcomes = (all: ReadonlyArray<Rows>): boolean => {
  const outcomes = (tag: Rows['_tag']) =>
    all
      .filter(({ _tag }) => _tag === tag)
      .flatMap((rows): ReadonlyArray<Conversion | null> => ('outcomes' in rows ? rows.outcomes : [rows.outcome]))
      .flatMap((outcome) => (outcome === null ? [] : [JSON.stringify(outcome)]))
      .sort()
  const expected = outcomes('OpportunityRows').join()
  return (['PersonRows', 'ContactRows', 'AccountRows'] as const).every((tag) => outcomes(tag).join() === expected)
}

test('calls between partitions give the same decisions and the same final Marketo state as `simulate`', () => {
  fc.assert(
    fc.property(anySettings, anyHistory, (settings, inputs) => {
      const next = step(settings)
      let marketo = emptyMarketo
      const ran = ranByCalls(settings, inputs)
      for (let one = ran.next(); ; one = ran.next()) {
        if (one.done === true) {
          const rows = [...one.value]
          return eqMarketo.equals(marketoOf(marketoRowsOf(rows)), marketo) && haveSameOutcomes(rows)
        }
        const [{ decided }, after] = next(one.value.input, marketo)
        if (!plainEq().equals(one.value.called.decided, decided)) return false
        marketo = after
      }
    }),
    { numRuns: fewer },
  )
})

test('an input reads each partition once, in key order, and reads only partitions whose ids are in the input or in a stored row', () => {
  fc.assert(
    fc.property(anySettings, anyHistory, (settings, inputs) => {
      for (const { input, keys, called, before } of ranByCalls(settings, inputs)) {
        expect(keys).toEqual([...new Set(keys)].sort(ordKey.compare))
        expect(called.before.map(keyOf)).toEqual(keys)
        expect(called.after.map(keyOf)).toEqual(keys)
        const reach = [...namedKeys(input), ...called.before.flatMap(linkedKeys)]
        expect(keys.filter((key) => !reach.includes(key))).toEqual([])
        for (const [key, rows] of before) if (!keys.includes(key)) expect(evolveRows(rows, called)).toBe(rows)
      }
    }),
    { numRuns: Math.ceil(fewer / 2) },
  )
})
