/** Finds the records in a response from Salesforce. */
import * as O from 'fp-ts/lib/Option.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { found } from '../model/DecodeError.js'
import { pushAll } from '../model/PushAll.js'
import { atPath, decodeError } from './DecodeEach.js'
import { salesforceErrors } from './VendorErrors.js'

/** A value in a place where a record is expected. */
export interface Row {
  /** The path of the value in the response. */
  readonly path: string
  readonly value: unknown
}

export interface Rows {
  readonly rows: ReadonlyArray<Row>
  readonly errors: ReadonlyArray<DecodeError>
  /** The URL of the next page, and the path of this URL in the response. `null` if there is no next page. */
  readonly next: { readonly path: string; readonly url: string } | null
}

interface Search {
  readonly rows: Array<Row>
  readonly errors: Array<DecodeError>
  readonly nextUrls: Array<{ readonly path: string; readonly url: string }>
}

export const inside = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

/**
 * An object is a record if it has one of these keys. Some of the keys are API names. The others are the names of columns in
 * database tables.
 */
const keysOfRecords = [
  ...['attributes', 'Id', 'SystemModstamp'],
  ...['sfid', 'systemmodstamp', 'system_modstamp', 'SYSTEMMODSTAMP'],
]

export const isRecord = (value: JsonObject): boolean => keysOfRecords.some((key) => own(value, key) !== undefined)

const mostKeys = 5

export const keysFound = (value: unknown): string => {
  const keys = isObject(value) ? Object.keys(value) : []
  if (keys.length === 0) return found(value)
  const named = keys.slice(0, mostKeys).map((key) => found(key.slice(0, 40)))
  return `an object with the keys ${named.join(', ')}${keys.length > mostKeys ? ` and ${keys.length - mostKeys} more` : ''}`
}

const places = 'a list of records, one record, or an object with records, result, compositeResponse, results or graphs'

const findNextUrl = (path: string, page: JsonObject, { errors, nextUrls }: Search): void => {
  const done = own(page, 'done')
  const url = own(page, 'nextRecordsUrl')
  const at = inside(path, 'nextRecordsUrl')
  if (typeof url === 'string') nextUrls.push({ path: at, url })
  else if (url !== undefined && url !== null) errors.push(decodeError(at, 'a string', url))
  else if (done === false) errors.push(decodeError(at, 'the URL of the next page, because done is false', url))
  else if (done !== true && done !== undefined) errors.push(decodeError(inside(path, 'done'), 'true or false', done))
}

/** Collects the value of the key `inner` from each item of a list. Returns `undefined` if there is no list. */
const partsUnder = (path: string, value: JsonObject, key: string, inner: string): ReadonlyArray<Row> | undefined => {
  const list = own(value, key)
  return Array.isArray(list)
    ? (list as ReadonlyArray<unknown>).map((item, index) => ({
        path: `${inside(path, key)}.${index}.${inner}`,
        value: isObject(item) ? own(item, inner) : undefined,
      }))
    : undefined
}

/**
 * Finds the responses inside an object. The Salesforce command line puts a response into an object. For some requests, the REST
 * API returns an object with several responses.
 */
const partsOf = (path: string, value: JsonObject): ReadonlyArray<Row> | undefined => {
  const result = own(value, 'result')
  return result !== undefined
    ? [{ path: inside(path, 'result'), value: result }]
    : (partsUnder(path, value, 'compositeResponse', 'body') ??
        partsUnder(path, value, 'results', 'result') ??
        partsUnder(path, value, 'graphs', 'graphResponse'))
}

const addRows = (path: string, list: ReadonlyArray<unknown>, { rows }: Search): void => {
  for (const [index, value] of list.entries()) rows.push({ path: inside(path, String(index)), value })
}

/**
 * The maximum depth of nested responses. In the deepest response, a list of graphs contains a graph, the graph contains a query,
 * and the query contains a page.
 */
const deepest = 4

const findIn = (value: unknown, path: string, depth: number, search: Search): void => {
  const sent = salesforceErrors('the records of a query', value)
  if (O.isSome(sent)) pushAll(search.errors, atPath(path)(sent.value))
  else if (Array.isArray(value)) addRows(path, value, search)
  else if (!isObject(value)) search.errors.push(decodeError(path, places, value))
  else if (own(value, 'records') !== undefined) {
    const records = own(value, 'records')
    if (Array.isArray(records)) addRows(inside(path, 'records'), records, search)
    else search.errors.push(decodeError(inside(path, 'records'), 'a list of records', records))
    findNextUrl(path, value, search)
  } else {
    const parts = depth < deepest ? partsOf(path, value) : undefined
    if (parts !== undefined) for (const part of parts) findIn(part.value, part.path, depth + 1, search)
    else if (isRecord(value)) search.rows.push({ path, value })
    else search.errors.push({ path, expected: places, found: keysFound(value) })
  }
}

/**
 * Finds the records in a response from Salesforce.
 *
 * | response                                              | place of the records                                          |
 * | ----------------------------------------------------- | ------------------------------------------------------------- |
 * | a list, such as the response of a collections request | in the list                                                   |
 * | a page of a query                                     | in `records`                                                  |
 * | one record                                            | the whole response                                            |
 * | `sf data query --json` and others                     | in `result.records`, or `result` is the record                |
 * | composite, batch, graph                               | in `compositeResponse[].body`, `results[].result`, `graphs[]` |
 *
 * A response can contain several pages, and each page can name a next page. The result contains the first URL of a next page.
 * Every other URL of a next page becomes an error.
 */
export const rowsIn = (value: unknown, path = ''): Rows => {
  const search: Search = { rows: [], errors: [], nextUrls: [] }
  findIn(value, path, 0, search)
  const [next = null, ...others] = search.nextUrls
  for (const other of others)
    search.errors.push(decodeError(other.path, 'only one nextRecordsUrl (pass these pages separately)', other.url))
  return { rows: search.rows, errors: search.errors, next }
}
