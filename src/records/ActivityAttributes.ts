/**
 * Reads the attributes of a Marketo activity. Marketo, and the tools that copy Marketo's data, write attributes in several forms.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as J from 'fp-ts/lib/Json.js'
import * as t from 'io-ts'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, listOf, nullable, own, struct, text } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { pushAll } from '../model/PushAll.js'
import { atPath, decode, decodeError } from './DecodeEach.js'

type Errors = ReadonlyArray<DecodeError>

/**
 * Returns the value of an attribute by name. Returns `null` if the attribute is empty or missing. Marketo usually leaves out
 * empty attributes.
 */
export type Attributes = (name: string) => string | null

/** Decodes a string. Marketo sends some values as numbers or booleans. These values become strings. */
const Text: t.Type<string, unknown, unknown> = new t.Type<string, unknown, unknown>(
  'a string, number, true or false',
  text.is,
  (value, context) =>
    typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
      ? t.success(String(value))
      : t.failure(value, context, 'a string, number, true or false'),
  text.encode,
)

export const textOrNull: t.Type<string | null, unknown, unknown> = nullable(Text)

/** Converts an empty string to `null`, because an empty string means that there is no value. */
export const orNull = (value: string | null): string | null => (value === '' ? null : value)

const List = listOf(struct('an attribute', { name: text, value: textOrNull }), 'attributes')

const valueIn =
  (values: ReadonlyMap<string, string | null>): Attributes =>
  (name) =>
    orNull(values.get(name) ?? null)

const fromList = (list: t.TypeOf<typeof List>): E.Either<Errors, Attributes> => {
  const values = new Map<string, string | null>()
  const errors: Array<DecodeError> = []
  for (const [index, { name, value }] of list.entries()) {
    if ((values.get(name) ?? value) !== value)
      errors.push(decodeError(`${index}.name`, 'each attribute only once', name))
    values.set(name, value)
  }
  return errors.length > 0 ? E.left(errors) : E.right(valueIn(values))
}

const fromObject = (object: JsonObject): E.Either<Errors, Attributes> => {
  const values = new Map<string, string | null>()
  const errors: Array<DecodeError> = []
  for (const name of Object.keys(object)) {
    const value = decode(textOrNull, object[name])
    if (E.isRight(value)) values.set(name, value.right)
    else pushAll(errors, atPath(name)(value.left))
  }
  return errors.length > 0 ? E.left(errors) : E.right(valueIn(values))
}

/** Makes a column name, such as `old_value` for `Old Value`. */
const columnOf = (name: string): string => name.toLowerCase().replace(/ /g, '_')

/**
 * Decodes the attributes of an activity. The REST API sends them as a list. A bulk extract contains them as a JSON object in a
 * string.
 */
const fromAttributes = (attributes: unknown): E.Either<Errors, Attributes> => {
  const parsed: unknown =
    typeof attributes === 'string' ? E.getOrElseW(() => attributes)(J.parse(attributes)) : attributes
  if (isObject(parsed)) return fromObject(parsed)
  return typeof parsed === 'string'
    ? E.left([decodeError('', 'attributes, or their JSON', attributes)])
    : E.chain(fromList)(decode(List, parsed))
}

/**
 * Finds the attributes of an activity. Some tools write each attribute to its own column. An activity from such a tool has one
 * column for each attribute, and no `attributes`.
 */
export const attributesOf = (item: JsonObject, ...names: ReadonlyArray<string>): E.Either<Errors, Attributes> => {
  const attributes = own(item, 'attributes')
  if (attributes !== undefined && attributes !== null)
    return E.mapLeft(atPath('attributes'))(fromAttributes(attributes))
  const columns = names.map(columnOf)
  if (!columns.every((column) => Object.hasOwn(item, column)))
    return E.left([decodeError('attributes', `attributes, or the columns ${columns.join(' and ')}`, attributes)])
  const flat = Object.fromEntries(
    [...names, 'Reason', 'Source'].map((name) => [columnOf(name), own(item, columnOf(name)) ?? null]),
  )
  return E.map(
    (values: Attributes): Attributes =>
      (name) =>
        values(columnOf(name)),
  )(fromObject(flat))
}
