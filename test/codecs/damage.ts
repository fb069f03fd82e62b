// Damages a value: changes one part of it.
import fc from 'fast-check'
import { idSuffix } from 'marketo-account-sync'

/** A change of one part of a value. The act `hole` makes a hole in an array, or gives a key of an object the value `undefined`. */
export interface Damage {
  readonly path: ReadonlyArray<number>
  readonly act: 'replace' | 'remove' | 'add' | 'rename' | 'repeat' | 'swap' | 'hole'
  readonly key: string
  readonly junk: unknown
}

const id = (fifteen: string): string => fifteen + idSuffix(fifteen)

/** Junk values that JSON can represent. Some of them are valid in some places. */
const jsonJunk: ReadonlyArray<unknown> = [
  null,
  true,
  false,
  0,
  -0,
  1,
  2,
  3,
  -1,
  1.5,
  1e308,
  2 ** 53,
  10_000,
  '',
  ' ',
  'a',
  'b',
  'x y',
  'Lead',
  'NotNew',
  'Contact',
  'Industry',
  'industry',
  'Parent',
  'Fax',
  'Id',
  'IsDeleted',
  'MasterRecordId',
  'Region__r',
  'constructor',
  '__proto__',
  '\ud800',
  '2026-01-01T00:00:00Z',
  '1970-01-01T00:00:01.000Z',
  ...['001000000000001', '001000000000002', '003000000000001', '005000000000001', '006000000000001', '00G000000000001'],
  ...['001000000000001', '001000000000002', '003000000000001', '005000000000001', '006000000000001'].map(id),
  '0014w000027f6uwqai',
  [],
  {},
  [null],
  [1],
  ['a'],
  { a: 1 },
  { name: 'Industry', value: 'a' },
  { field: 'Industry', value: 'a' },
]

/** Junk values that JSON cannot represent. */
const otherJunk: ReadonlyArray<unknown> = [
  undefined,
  NaN,
  Infinity,
  -Infinity,
  Symbol('junk'),
  10n,
  new Date(0),
  new Map([['a', 1]]),
  // This array has a hole. A hole differs from an item that is undefined.
  [, 1],
  [undefined],
  Object.create({ a: 1 }),
  Object.create(null),
]

const keys: ReadonlyArray<string> = [
  '_tag',
  'a b',
  'at',
  'attributes',
  'constructor',
  'extra',
  'further',
  'Industry',
  'Fax',
  'masterRecordId',
  'MasterRecordId',
  'isDeleted',
  'Parent',
  'rule',
  '__proto__',
  'length',
]

const acts: ReadonlyArray<Damage['act']> = [
  'replace',
  'replace',
  'replace',
  'remove',
  'add',
  'rename',
  'repeat',
  'swap',
]

const damageBy = (junk: ReadonlyArray<unknown>, ...others: ReadonlyArray<Damage['act']>): fc.Arbitrary<Damage> =>
  fc.record({
    path: fc.array(fc.nat(1_000), { maxLength: 6, size: 'max' }),
    act: fc.constantFrom(...acts, ...others),
    key: fc.constantFrom(...keys),
    junk: fc.constantFrom(...junk),
  })

/** Damage that makes only values that JSON can represent. */
export const anyJsonDamage = damageBy(jsonJunk)
/** Damage that can make any value. */
export const anyDamage = damageBy([...jsonJunk, ...otherJunk], 'hole')

type Items = ReadonlyArray<unknown>
type Parts = Readonly<Record<string, unknown>>

/**
 * Whether a value is an object whose parts can be damaged. Returns `false` for an object with functions, because such an
 * object is a map of a Marketo state.
 */
const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Map) &&
  !(value instanceof Date) &&
  !Object.values(value).some((part) => typeof part === 'function')

/** Makes an object with these own keys. `__proto__` also becomes an own key. */
const objectOf = (entries: ReadonlyArray<readonly [string, unknown]>): Parts => {
  const object = {}
  for (const [key, value] of entries)
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true })
  return object
}

const inItems = (items: Items, place: number, { act, junk }: Damage): Items => {
  const copy = items.slice()
  const at = copy.length === 0 ? 0 : place % copy.length
  switch (act) {
    case 'add':
      copy.splice(at, 0, junk)
      return copy
    case 'remove':
      copy.splice(at, 1)
      return copy
    case 'rename':
    case 'repeat':
      return copy.length === 0 ? [junk] : [...copy, copy[at]]
    case 'swap':
      return copy.reverse()
    case 'hole':
      copy.length += 1
      return copy
    case 'replace':
      copy[at] = junk
      return copy
  }
}

const inParts = (parts: Parts, place: number, { act, key, junk }: Damage): Parts => {
  const entries = Object.entries(parts)
  const at = entries.length === 0 ? 0 : place % entries.length
  const [atKey, atValue] = entries[at] ?? [key, junk]
  const others = entries.filter(([other]) => other !== atKey)
  switch (act) {
    case 'add':
      return objectOf([...entries.filter(([other]) => other !== key), [key, junk]])
    case 'remove':
      return objectOf(others)
    case 'rename':
      return objectOf([...others.filter(([other]) => other !== key), [key, atValue]])
    case 'repeat':
      return objectOf([...entries.filter(([other]) => other !== key), [key, atValue]])
    case 'swap': {
      const [other, value] = entries[(at + 1) % Math.max(1, entries.length)] ?? [key, junk]
      return objectOf([...others.filter(([one]) => one !== other), [atKey, value], [other, atValue]])
    }
    case 'hole':
      return objectOf([...others, [atKey, undefined]])
    case 'replace':
      return objectOf([...others, [atKey, junk]])
  }
}

/**
 * Copies a value and damages the copy at a path. If only the beginning of the path exists in the value, damages the part at the end
 * of this beginning.
 */
export const damaged = (value: unknown, damage: Damage): unknown => {
  const { path, junk } = damage
  const [place, ...rest] = path
  if (place === undefined || !isParts(value))
    return isParts(value) && path.length === 0 ? inside(value, 0, damage) : junk
  const children: ReadonlyArray<readonly [string, unknown]> = Object.entries(value)
  const child = children[place % Math.max(1, children.length)]
  if (rest.length === 0 || child === undefined || !isParts(child[1])) return inside(value, place, damage)
  const next = damaged(child[1], { ...damage, path: rest })
  return Array.isArray(value)
    ? value.map((item: unknown, index) => (String(index) === child[0] ? next : item))
    : objectOf(children.map(([key, part]) => [key, key === child[0] ? next : part]))
}

const inside = (value: Parts, place: number, damage: Damage): unknown =>
  Array.isArray(value) ? inItems(value, place, damage) : inParts(value, place, damage)
