import fc from 'fast-check'
import { emptyMarketo } from 'marketo-account-sync'
import { anyMarketo } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { isMarketo } from '../../../src/marketo/state/IsMarketo.js'

type Keys = Readonly<Record<string, unknown>>

/** The maps of the empty Marketo state, by name. */
const maps: Keys = { ...emptyMarketo }
const names = Object.keys(maps)
const map = maps['accounts'] as Keys

const without = (object: Keys, key: string): Keys =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))

/** A map that contains only this value. */
const mapOf = (value: unknown): Keys => ({ ...map, size: 1, values: () => [value] })

describe('the check of a Marketo state', () => {
  test('accepts every state from a random history', () => {
    fc.assert(
      fc.property(anyMarketo, (marketo) => {
        expect(isMarketo(marketo)).toBe(true)
      }),
    )
  })

  test.each<readonly [string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a string', 'Marketo'],
    ['a function that has all keys of a state', Object.assign(() => undefined, maps)],
    ['an empty object', {}],
    ['a state with an additional map', { ...maps, leads: map }],
    ...names.map((name) => [`a state without the map ${name}`, without(maps, name)] as const),
    ...names.map(
      (name) =>
        [`a state with a different map in place of the map ${name}`, { ...without(maps, name), leads: map }] as const,
    ),
    ...names.flatMap((name) => [
      [`a state in which the map ${name} is null`, { ...maps, [name]: null }] as const,
      [
        `a state in which the map ${name} is a function`,
        { ...maps, [name]: Object.assign(() => undefined, map) },
      ] as const,
      [`a state in which the map ${name} contains null`, { ...maps, [name]: mapOf(null) }] as const,
      [`a state in which the map ${name} contains a string`, { ...maps, [name]: mapOf('value') }] as const,
    ]),
    ['a state whose accounts contain an empty object', { ...maps, accounts: mapOf({}) }],
    ['a state whose contacts contain an empty object', { ...maps, contacts: mapOf({}) }],
    ['a state with an additional key in a map', { ...maps, accounts: { ...map, keys: () => [] } }],
    ...Object.keys(map).map(
      (key) => [`a state in which a map lacks the key "${key}"`, { ...maps, accounts: without(map, key) }] as const,
    ),
    ...Object.keys(map).map(
      (key) =>
        [
          `a state in which a map has a string under the key "${key}"`,
          { ...maps, accounts: { ...map, [key]: 'x' } },
        ] as const,
    ),
  ])('rejects %s', (_, value) => {
    expect(isMarketo(value)).toBe(false)
  })

  test.each<readonly [string, Keys]>([
    ['the map accounts contains an object with the key "liveContacts"', { accounts: mapOf({ liveContacts: [] }) }],
    ['the map contacts contains a single record', { contacts: mapOf({ systemModstamp: 1 }) }],
    ['the map contacts contains a LiveContact', { contacts: mapOf({ _tag: 'LiveContact' }) }],
    ['the map contacts contains a list of records', { contacts: mapOf({ records: [] }) }],
    ['the map persons contains an empty object', { persons: mapOf({}) }],
  ])('accepts a state if %s', (_, changed) => {
    expect(isMarketo({ ...maps, ...changed })).toBe(true)
  })
})
