/**
 * Compares and prints JSON values.
 *
 * @since 0.1.0
 */
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'

/**
 * The greatest depth of nesting that the functions follow. This library never writes a value with deeper nesting. The functions
 * stop at this depth, because a deeper value possibly contains itself.
 */
const maxDepth = 32

const notJson = (value: number): string => `(not JSON: ${value})`

const write = (value: unknown, depth: number): string => {
  if (depth > maxDepth) return '"… (too deep)"'
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`
  if (isObject(value))
    return `{${Object.keys(value)
      .sort()
      .filter((key) => value[key] !== undefined)
      .map((key) => `${JSON.stringify(key)}:${write(value[key], depth + 1)}`)
      .join(',')}}`
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number') return JSON.stringify(Number.isFinite(value) ? value : notJson(value))
  return `"(not JSON: ${typeof value})"`
}

/** Writes a JSON value with its keys sorted. Never throws. If a value cannot be written as JSON, a string takes its place. */
export const canonical = (value: unknown): string => write(value, 0)

const replaceNonFinite = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? notJson(value) : value

const hasNonFinite = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).some(hasNonFinite)
    : typeof value === 'number' && !Number.isFinite(value)

/**
 * Writes a value as JSON and parses the JSON. Returns `undefined` if the value has no JSON form. Throws if a getter in the value
 * throws, or if the value contains itself.
 *
 * A number such as NaN becomes a string. Without this step, JSON would turn the number into null, and null is a valid field
 * value.
 */
export const throughJson = (value: unknown): unknown => {
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) return undefined
  // A replacer makes `JSON.stringify` slow, so the code uses a replacer only for values that need it. Here the value cannot
  // contain itself, because the first `JSON.stringify` throws on such a value.
  return JSON.parse(hasNonFinite(value) ? JSON.stringify(value, replaceNonFinite) : text)
}

/** A place where two JSON values differ. `undefined` stands for a missing value. */
export interface Difference {
  readonly path: ReadonlyArray<string>
  readonly expected: unknown
  readonly found: unknown
}

const entriesOf = (value: unknown): JsonObject | undefined =>
  Array.isArray(value) ? Object.fromEntries(value.entries()) : isObject(value) ? value : undefined

const definedKeys = (value: JsonObject): ReadonlyArray<string> =>
  Object.keys(value).filter((key) => value[key] !== undefined)

/**
 * Tests whether two JSON values have the same {@link canonical} text. This comparison is faster than writing and comparing both
 * texts.
 */
const isSame = (a: unknown, b: unknown, depth: number): boolean => {
  if (a === b || depth > maxDepth) return true
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isSame(item, b[index], depth + 1))
  if (!isObject(a) || !isObject(b)) return canonical(a) === canonical(b)
  const keys = definedKeys(a)
  return keys.length === definedKeys(b).length && keys.every((key) => isSame(a[key], own(b, key), depth + 1))
}

/**
 * Finds the places where two JSON values differ. Compares two objects key by key, and two lists item by item. For any other pair
 * of values, the place is the whole value.
 */
export const differences = (
  expected: unknown,
  found: unknown,
  path: ReadonlyArray<string> = [],
): ReadonlyArray<Difference> => {
  if (isSame(expected, found, 0)) return []
  const left = entriesOf(expected)
  const right = entriesOf(found)
  const areOfTwoKinds = left === undefined || right === undefined || Array.isArray(expected) !== Array.isArray(found)
  if (areOfTwoKinds || path.length >= maxDepth) return [{ path, expected, found }]
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) =>
    differences(own(left, key), own(right, key), [...path, key]),
  )
}

const textOrNothing = (value: unknown): string => (value === undefined ? 'nothing' : canonical(value))

/** Formats a difference as one line of text. */
export const sayDifference = ({ path, expected, found }: Difference): string =>
  `${path.length === 0 ? '' : `${path.join('.')}: `}expected ${textOrNothing(expected)}, found ${textOrNothing(found)}`
