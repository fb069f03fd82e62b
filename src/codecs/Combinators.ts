/**
 * The functions from which the codecs of this library are built. They do three things that the functions of io-ts do not do. They
 * copy the decoded value. They ignore the inherited keys of an object. They report each wrong value as one error in words.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { pushAll } from '../model/PushAll.js'

/**
 * A JSON object. The codecs of this library encode values to such objects, and `JSON.stringify` writes the objects without loss.
 *
 * @category model
 * @since 0.1.0
 */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * A codec that decodes a value from a JSON object.
 *
 * @category model
 * @since 0.1.0
 */
export type ObjectCodec<A> = t.Type<A, JsonObject, unknown>

/** Any codec of this library. The type of the encoded value is unknown. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a codec is invariant in its type
type AnyCodec = t.Type<any, unknown, unknown>

/** Tests whether a value is a JSON object. Null, an array, a Map and a Date are not JSON objects. */
export const isObject = (value: unknown): value is JsonObject =>
  Object.prototype.toString.call(value) === '[object Object]'

/** Returns the value of an own key, or `undefined` if the object has no such key. */
export const own = (object: JsonObject, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined)

/**
 * Tests whether a codec encodes every value to itself. io-ts marks such a codec with `t.identity`. A structure that consists only
 * of such codecs is encoded without a copy. This saves time, because an event can contain a long list of changes.
 */
const isIdentity = (codec: AnyCodec): boolean => codec.encode === t.identity

const nowhere: t.Context = []

/**
 * Validates one value of an object or a list. Adds the key of the value to the path of each error.
 *
 * The code builds a context only for a value that is not valid, because building a context doubles the time.
 */
const validateAt = <A>(
  codec: t.Type<A, unknown, unknown>,
  value: unknown,
  key: string,
  context: t.Context,
): t.Validation<A> => {
  const validated = codec.validate(value, nowhere)
  if (E.isRight(validated)) return validated
  const here = t.appendContext(context, key, codec, value)
  return E.left(validated.left.map((error) => ({ ...error, context: [...here, ...error.context] })))
}

const decodeAt = <A>(
  codec: t.Type<A, unknown, unknown>,
  value: unknown,
  key: string,
  context: t.Context,
  errors: t.Errors,
): A | undefined => {
  const decoded = validateAt(codec, value, key, context)
  if (E.isRight(decoded)) return decoded.right
  pushAll(errors, decoded.left)
  return undefined
}

/** Decodes one key of an object. If the value is wrong, the function adds the errors to `errors` and returns `undefined`. */
export const decodeKey = <A>(
  codec: t.Type<A, unknown, unknown>,
  object: JsonObject,
  key: string,
  context: t.Context,
  errors: t.Errors,
): A | undefined => decodeAt(codec, own(object, key), key, context, errors)

/**
 * Decodes one key of an object, like {@link decodeKey}. If the key is missing, the function returns `undefined`. This is not an
 * error.
 */
export const decodeKeyIfPresent = <A>(
  codec: t.Type<A, unknown, unknown>,
  object: JsonObject,
  key: string,
  context: t.Context,
  errors: t.Errors,
): A | undefined => {
  const value = own(object, key)
  return value === undefined ? undefined : decodeAt(codec, value, key, context, errors)
}

type Values<P> = { readonly [K in keyof P]: P[K] extends t.Type<infer A, unknown, unknown> ? A : never }

/** Makes one error for each unknown key. The error shows the key and not its value, because only the key is wrong. */
const unknownKeys = (object: JsonObject, known: ReadonlyArray<string>, context: t.Context): t.Errors =>
  Object.keys(object)
    .filter((key) => !known.includes(key))
    .map((key) => ({
      value: key,
      context: t.appendContext(context, key, t.unknown, object[key]),
      message: `one of the keys ${known.join(', ')}`,
    }))

const structure =
  (unknown: 'ignored' | 'refused') =>
  <P extends Readonly<Record<string, AnyCodec>>>(name: string, codecs: P): ObjectCodec<Values<P>> => {
    const entries = Object.entries(codecs)
    const keys = Object.keys(codecs)
    return new t.Type<Values<P>, JsonObject, unknown>(
      name,
      (value): value is Values<P> =>
        isObject(value) &&
        Object.keys(value).length === keys.length &&
        entries.every(([key, codec]) => codec.is(own(value, key))),
      (value, context) => {
        if (!isObject(value)) return t.failure(value, context, `an object: ${name}`)
        const errors: t.Errors = unknown === 'refused' ? unknownKeys(value, keys, context) : []
        const decoded: Record<string, unknown> = {}
        for (const [key, codec] of entries) decoded[key] = decodeKey(codec, value, key, context, errors)
        return errors.length > 0 ? t.failures(errors) : t.success(decoded as Values<P>)
      },
      entries.every(([, codec]) => isIdentity(codec))
        ? t.identity
        : (value) => {
            // This is a plain loop, because the code runs for every key of every event.
            const encoded: Record<string, unknown> = {}
            for (const [key, codec] of entries) encoded[key] = codec.encode((value as JsonObject)[key])
            return encoded
          },
    )
  }

/** Makes a codec for an object with these keys. The codec ignores unknown keys. */
export const struct = structure('ignored')

/** Makes a codec for an object with these keys. An unknown key is an error. */
export const exactStruct = structure('refused')

/** Makes a codec that accepts only the given strings. */
export const oneOf = <A extends string>(...texts: readonly [A, ...ReadonlyArray<A>]): t.Type<A, string, unknown> => {
  const name = texts.map((text) => JSON.stringify(text)).join(' or ')
  const is = (value: unknown): value is A => texts.some((text) => text === value)
  return new t.Type<A, string, unknown>(
    name,
    is,
    (value, context) => (is(value) ? t.success(value) : t.failure(value, context, name)),
    t.identity,
  )
}

/** Makes a codec that also accepts null. */
export const nullable = <A, O>(codec: t.Type<A, O, unknown>): t.Type<A | null, O | null, unknown> =>
  new t.Type<A | null, O | null, unknown>(
    `${codec.name} or null`,
    (value): value is A | null => value === null || codec.is(value),
    (value, context) => {
      if (value === null) return t.success(null)
      const validated = codec.validate(value, context)
      if (E.isRight(validated)) return validated
      const isHere = (error: t.ValidationError): boolean => error.context.length === context.length
      return E.left(
        validated.left.map((error) =>
          isHere(error) ? { ...error, message: `${error.message ?? codec.name}, or null` } : error,
        ),
      )
    },
    (value) => (value === null ? null : codec.encode(value)),
  )

/** Makes a codec for an optional key. If the key is missing, its value is `ifAbsent`. */
export const optional = <A, O>(codec: t.Type<A, O, unknown>, ifAbsent: A): t.Type<A, O, unknown> =>
  new t.Type<A, O, unknown>(
    codec.name,
    codec.is,
    (value, context) => (value === undefined ? t.success(ifAbsent) : codec.validate(value, context)),
    codec.encode,
  )

/**
 * Tests whether all items pass. The code does not use `every`, because `every` skips the holes of an array. A hole must count as
 * an item that does not pass.
 */
const everyItem = (items: ReadonlyArray<unknown>, passes: (item: unknown) => boolean): boolean => {
  for (const item of items) if (!passes(item)) return false
  return true
}

/** Makes a codec for an array. `plural` names the items in error texts, such as `an array of changes`. */
export const listOf = <A, O>(
  codec: t.Type<A, O, unknown>,
  plural = codec.name,
): t.Type<ReadonlyArray<A>, ReadonlyArray<O>, unknown> =>
  new t.Type<ReadonlyArray<A>, ReadonlyArray<O>, unknown>(
    `an array of ${plural}`,
    (value): value is ReadonlyArray<A> => Array.isArray(value) && everyItem(value, codec.is),
    (value, context) => {
      if (!Array.isArray(value)) return t.failure(value, context, `an array of ${plural}`)
      const errors: t.Errors = []
      const decoded: Array<A> = []
      for (const [index, item] of value.entries()) {
        const one = validateAt(codec, item, String(index), context)
        if (E.isRight(one)) decoded.push(one.right)
        else pushAll(errors, one.left)
      }
      return errors.length > 0 ? t.failures(errors) : t.success(decoded)
    },
    isIdentity(codec)
      ? (t.identity as unknown as t.Encode<ReadonlyArray<A>, ReadonlyArray<O>>)
      : (values) => values.map(codec.encode),
  )

interface Tagged {
  readonly _tag: string
}

/** Makes a codec for a union of objects. The `_tag` of the value selects the codec that decodes the value. */
export const taggedUnion = <A extends Tagged>(
  name: string,
  members: { readonly [Tag in A['_tag']]: ObjectCodec<Extract<A, { readonly _tag: Tag }>> },
): ObjectCodec<A> => {
  const tags = Object.keys(members)
  const member = (tag: unknown): ObjectCodec<A> | undefined =>
    typeof tag === 'string' ? (own(members, tag) as ObjectCodec<A> | undefined) : undefined
  const expected = tags.map((tag) => JSON.stringify(tag)).join(' or ')
  const codecOf = (value: A): ObjectCodec<A> => members[value._tag as A['_tag']] as unknown as ObjectCodec<A>
  return new t.Type<A, JsonObject, unknown>(
    name,
    (value): value is A => isObject(value) && member(own(value, '_tag'))?.is(value) === true,
    (value, context) => {
      if (!isObject(value)) return t.failure(value, context, `an object: ${name}`)
      const tag = own(value, '_tag')
      return (
        member(tag)?.validate(value, context) ??
        t.failure(tag, t.appendContext(context, '_tag', t.string, tag), expected)
      )
    },
    (value) => codecOf(value).encode(value),
  )
}

/** Makes a codec for an object with a fixed `_tag`. */
export const taggedStruct = <Tag extends string, P extends Readonly<Record<string, AnyCodec>>>(
  tag: Tag,
  codecs: P,
): ObjectCodec<{ readonly _tag: Tag } & Values<P>> =>
  struct(tag, { _tag: oneOf(tag), ...codecs }) as unknown as ObjectCodec<{ readonly _tag: Tag } & Values<P>>

/**
 * A fault in a value: two parts of the value contradict each other. The fault shows the path of one part, what was expected at
 * this path, and what was found there.
 */
export interface Fault {
  readonly path: ReadonlyArray<string>
  readonly expected: string
  readonly value: unknown
}

/** Adds a check to a codec: the parts of a decoded value must agree with one another. */
export const checked = <A>(codec: ObjectCodec<A>, check: (value: A) => ReadonlyArray<Fault>): ObjectCodec<A> =>
  new t.Type<A, JsonObject, unknown>(
    codec.name,
    (value): value is A => codec.is(value) && check(value).length === 0,
    (value, context) => {
      const decoded = codec.validate(value, context)
      if (E.isLeft(decoded)) return decoded
      const faults = check(decoded.right)
      return faults.length === 0
        ? decoded
        : t.failures(
            faults.map((fault) => ({
              value: fault.value,
              context: fault.path.reduce((path, key) => t.appendContext(path, key, t.unknown, fault.value), context),
              message: fault.expected,
            })),
          )
    },
    codec.encode,
  )

/** Decodes a whole number that is 0 or more. */
export const count: t.Type<number, number, unknown> = new t.Type<number, number, unknown>(
  'a whole number from 0',
  (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0),
  (value, context) =>
    Number.isSafeInteger(value) && (value as number) >= 0
      ? t.success(value === 0 ? 0 : (value as number))
      : t.failure(value, context, 'a whole number from 0'),
  t.identity,
)

/** Decodes any string. */
export const text: t.Type<string, string, unknown> = new t.Type<string, string, unknown>(
  'a string',
  (value): value is string => typeof value === 'string',
  (value, context) => (typeof value === 'string' ? t.success(value) : t.failure(value, context, 'a string')),
  t.identity,
)

/** Decodes true or false. */
export const flag: t.Type<boolean, boolean, unknown> = new t.Type<boolean, boolean, unknown>(
  'true or false',
  (value): value is boolean => typeof value === 'boolean',
  (value, context) => (typeof value === 'boolean' ? t.success(value) : t.failure(value, context, 'true or false')),
  t.identity,
)
