/**
 * JSON values, compared and shown.
 *
 * @since 0.1.0
 */
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'

/** Deeper than anything this library writes; a value that goes deeper may hold itself. */
const deepest = 32

const noNumber = (value: number): string => `(not JSON: ${value})`

const write = (value: unknown, depth: number): string => {
  if (depth > deepest) return '"… (too deep)"'
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`
  if (isObject(value))
    return `{${Object.keys(value)
      .sort()
      .filter((key) => value[key] !== undefined)
      .map((key) => `${JSON.stringify(key)}:${write(value[key], depth + 1)}`)
      .join(',')}}`
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number') return JSON.stringify(Number.isFinite(value) ? value : noNumber(value))
  return `"(not JSON: ${typeof value})"`
}

/** One text for a JSON value, whatever the order of its keys. Total: what is not JSON is said to be none. */
export const canonical = (value: unknown): string => write(value, 0)

const sayNoNumber = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? noNumber(value) : value

/**
 * The value as it is written and read again, `undefined` if it is not written at all. A number that JSON has not becomes a
 * text that says so: JSON itself makes it null, which a field may well be. Throws what the value throws when it is read, or
 * if it holds itself.
 */
export const throughJson = (value: unknown): unknown => {
  const text = JSON.stringify(value, sayNoNumber) as string | undefined
  return text === undefined ? undefined : JSON.parse(text)
}

/** A place where two JSON values differ; `undefined` where there is nothing. */
export interface Difference {
  readonly path: ReadonlyArray<string>
  readonly expected: unknown
  readonly found: unknown
}

const entriesOf = (value: unknown): JsonObject | undefined =>
  Array.isArray(value) ? Object.fromEntries(value.entries()) : isObject(value) ? value : undefined

/** Where two JSON values differ, as deep as both have keys. */
export const differences = (
  expected: unknown,
  found: unknown,
  path: ReadonlyArray<string> = [],
): ReadonlyArray<Difference> => {
  if (canonical(expected) === canonical(found)) return []
  const left = entriesOf(expected)
  const right = entriesOf(found)
  const apart = left === undefined || right === undefined || Array.isArray(expected) !== Array.isArray(found)
  if (apart || path.length >= deepest) return [{ path, expected, found }]
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) =>
    differences(own(left, key), own(right, key), [...path, key]),
  )
}

const said = (value: unknown): string => (value === undefined ? 'nothing' : canonical(value))

/** A difference in one line. */
export const sayDifference = ({ path, expected, found }: Difference): string =>
  `${path.length === 0 ? '' : `${path.join('.')}: `}expected ${said(expected)}, found ${said(found)}`
