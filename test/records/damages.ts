// Damages a good value in one of four ways: drops a key, renames a key, repeats a key in a different letter case, or gives a
// key a value of a different type.

type Path = ReadonlyArray<string>

export interface Damaged {
  readonly title: string
  /** The path of keys to the damage. */
  readonly path: string
  readonly kind: 'dropped' | 'renamed' | 'doubled' | 'retyped'
  readonly value: unknown
  /** The value under the damaged key. */
  readonly inner?: unknown
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

/** The paths of all object keys. The index of a list can be part of a path, but lists themselves are not damaged. */
const keyPaths = (value: unknown, path: Path = []): ReadonlyArray<Path> =>
  isContainer(value)
    ? Object.entries(value).flatMap(([key, inner]) => [
        ...(Array.isArray(value) ? [] : [[...path, key]]),
        ...keyPaths(inner, [...path, key]),
      ])
    : []

/** Replaces the entry at a path by other entries. */
const replaced = (
  value: unknown,
  [key = '', ...rest]: Path,
  entries: (key: string, inner: unknown) => ReadonlyArray<readonly [string, unknown]>,
): unknown => {
  const change = ([each, inner]: [string, unknown]): ReadonlyArray<readonly [string, unknown]> => {
    if (each !== key) return [[each, inner]]
    return rest.length === 0 ? entries(each, inner) : [[each, replaced(inner, rest, entries)]]
  }
  const changed = Object.entries(value as object).flatMap(change)
  return Array.isArray(value) ? changed.map(([, item]) => item) : Object.fromEntries(changed)
}

const otherCase = (key: string): string => (key === key.toUpperCase() ? key.toLowerCase() : key.toUpperCase())

/**
 * Values that have a different type than the given value. No string replaces null, because the string could be valid.
 */
const otherTypes = (value: unknown): ReadonlyArray<unknown> => {
  const primitives = [0.5, '?', true].filter(
    (other) => typeof other !== typeof value && !(value === null && other === '?'),
  )
  return isContainer(value) ? primitives : [...primitives, {}, []]
}

export const damages = (good: unknown): ReadonlyArray<Damaged> =>
  keyPaths(good).flatMap((keys) => {
    const path = keys.join('.')
    const damaged = (kind: Damaged['kind'], entries: Parameters<typeof replaced>[2], more = ''): Damaged => ({
      title: `${path} ${kind}${more}`,
      path,
      kind,
      value: replaced(good, keys, entries),
    })
    const inner = keys.reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>>)[key], good)
    return [
      damaged('dropped', () => []),
      damaged('renamed', (key, value) => [[`${key}x`, value]]),
      damaged('doubled', (key, value) => [
        [key, value],
        [otherCase(key), '?'],
      ]),
      ...otherTypes(inner).map((other) => ({
        ...damaged('retyped', (key) => [[key, other]], ` to ${JSON.stringify(other)}`),
        inner: other,
      })),
    ]
  })
