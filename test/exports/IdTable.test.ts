// Tests that the tables of ids behave like a Map.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { IdTable } from '../../src/exports/IdTable.js'
import { keyTable, numberTable, salesforceTable } from '../../src/exports/IdTable.js'

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const keys = fc
  .array(
    fc.nat(digits.length - 1).map((at) => digits.charAt(at)),
    { minLength: 12, maxLength: 12 },
  )
  .map((all) => all.join(''))
/** Keys that consist of two halves. Many keys share a half with other keys. */
const similarKeys = fc
  .tuple(fc.constantFrom('Aw0000', 'Aw0001', 'aW0000'), fc.constantFrom('000000', '000001', '00000A', '00000a'))
  .map(([first, second]) => first + second)

const agreesWithAMap = <Id>(table: IdTable<Id>, ids: ReadonlyArray<Id>): void => {
  const map = new Map<Id, number>()
  for (const id of ids) {
    expect(table.get(id)).toBe(map.get(id))
    const index = map.get(id) ?? map.size
    expect(table.getOrAdd(id)).toBe(index)
    map.set(id, index)
  }
  for (const [id, index] of map) expect([table.get(id), table.idAt(index)]).toEqual([index, id])
}

test('a table of text ids gives each new id the next number', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(keys, similarKeys), { maxLength: 60 }), (ids) => agreesWithAMap(keyTable(), ids)),
  )
})

test('a table of Salesforce ids gives each new id the next number', () => {
  const prefixes = fc.constantFrom('001', '003', '00Q')
  const ids = fc.tuple(prefixes, fc.oneof(keys, similarKeys)).map(([prefix, key]) => prefix + key)
  fc.assert(fc.property(fc.array(ids, { maxLength: 60 }), (all) => agreesWithAMap(salesforceTable(), all)))
  const table = salesforceTable()
  table.getOrAdd('0014W000027f6Uw')
  expect(table.get('0014W000027f6UwQAI')).toBe(0)
})

test('a table of numeric ids gives each new id the next number', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(50), fc.maxSafeNat()), { maxLength: 60 }), (ids) =>
      agreesWithAMap(numberTable(), ids),
    ),
  )
})

test('an id table grows without losing an id', () => {
  // Many keys share a half with other keys, so the table must compare both halves.
  const halves = Array.from({ length: 2_500 }, (_, n) => `A${String(n * 7).padStart(5, '0')}`)
  const ids = halves.flatMap((half) => [`${half}Aw0000`, `Aw0000${half}`])
  const table = keyTable()
  for (const id of ids) {
    expect(table.get(id)).toBeUndefined()
    table.getOrAdd(id)
  }
  expect(ids.map((id) => table.get(id))).toEqual([...ids.keys()])
  expect([...ids.keys()].map((index) => table.idAt(index))).toEqual(ids)
  expect(table.get('zzzzzzzzzzzz')).toBeUndefined()
})
