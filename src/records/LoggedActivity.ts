/**
 * One entry of Marketo's activity log, decoded from what its REST API returns.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, listOf, nullable, optional, own, struct, text } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import type { FieldName } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { PersonId } from '../model/Person.js'
import { atPath, decode, decodeError } from './DecodeEach.js'
import { fieldOfDisplayName, fieldOfRestName } from './MarketoField.js'

interface LoggedOf<Tag extends string> {
  readonly _tag: Tag
  /** `marketoGUID`, or `id` if there is no `marketoGUID`. */
  readonly id: string
  readonly leadId: PersonId
  readonly at: Instant
}

/**
 * A change of one field in Marketo's log (type 13). The values are texts, as the log has them, and `null` where the log
 * has none.
 *
 * @category model
 * @since 0.1.0
 */
export interface LoggedChange extends LoggedOf<'LoggedChange'> {
  /** The name in the page: the display name (Get Lead Activities) or the REST name (Get Lead Changes). */
  readonly name: string
  /** The field of the account with that name, if Marketo documents one. `O.none` for a field of the person. */
  readonly field: O.Option<FieldName>
  readonly newValue: string | null
  readonly oldValue: string | null
  readonly reason: string | null
  readonly source: string | null
}

/**
 * A Convert Lead in Marketo's log (type 21).
 *
 * @category model
 * @since 0.1.0
 */
export interface LoggedConversion extends LoggedOf<'LoggedConversion'> {
  readonly assignTo: string | null
  readonly convertedStatus: string | null
  readonly sendNotificationEmail: string | null
}

/**
 * An activity of any other type. This library has no use for it, but it is not an error.
 *
 * @category model
 * @since 0.1.0
 */
export interface OtherActivity extends LoggedOf<'OtherActivity'> {
  readonly activityTypeId: number
}

/**
 * One entry of Marketo's log.
 *
 * @category model
 * @since 0.1.0
 */
export type LoggedActivity = LoggedChange | LoggedConversion | OtherActivity

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)

/** A text. Marketo sends some attributes as numbers or booleans, which become texts. */
const Text: t.Type<string, unknown, unknown> = new t.Type<string, unknown, unknown>(
  'a string, number, true or false',
  text.is,
  (value, context) =>
    typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
      ? t.success(String(value))
      : t.failure(value, context, 'a string, number, true or false'),
  text.encode,
)

const Whole: t.Type<number, number, unknown> = new t.Type<number, number, unknown>(
  'a whole number',
  isWhole,
  (value, context) => (isWhole(value) ? t.success(value) : t.failure(value, context, 'a whole number')),
  t.identity,
)

const textOrNull = optional<string | null, unknown>(nullable(Text), null)

const Head = struct('an activity', {
  leadId: PersonId,
  activityDate: Instant,
  activityTypeId: Whole,
  primaryAttributeValue: textOrNull,
  attributes: optional<ReadonlyArray<{ readonly name: string; readonly value: string | null }> | null, unknown>(
    nullable(listOf(struct('an attribute', { name: text, value: textOrNull }), 'attributes')),
    null,
  ),
})

const Field = struct('a changed field', { name: text, newValue: textOrNull, oldValue: textOrNull })
const Fields = listOf(Field, 'changed fields')

type Errors = ReadonlyArray<DecodeError>
type Attribute = (name: string) => string | null
type DecodeBody = (
  item: JsonObject,
  head: t.TypeOf<typeof Head>,
  entry: Omit<LoggedOf<string>, '_tag'>,
  attribute: Attribute,
) => E.Either<Errors, ReadonlyArray<LoggedActivity>>

/** An empty text means that there is no value. Marketo usually leaves such attributes out, but not always. */
const orNull = (value: string | null | undefined): string | null => (value === undefined || value === '' ? null : value)

const idOf = (item: JsonObject): E.Either<Errors, string> => {
  const guid = own(item, 'marketoGUID')
  const id = own(item, 'id')
  if (typeof guid === 'string' && guid !== '') return E.right(guid)
  return isWhole(id) || typeof id === 'string'
    ? E.right(String(id))
    : E.left([decodeError('marketoGUID', 'the id of an activity', guid)])
}

const decodeItem =
  (decodeBody: DecodeBody) =>
  (item: unknown): E.Either<Errors, ReadonlyArray<LoggedActivity>> => {
    const head = decode(Head, item)
    if (E.isLeft(head)) return head
    if (!isObject(item)) return E.right([])
    const id = idOf(item)
    if (E.isLeft(id)) return id
    const { leadId, activityDate, attributes } = head.right
    return decodeBody(item, head.right, { id: id.right, leadId, at: activityDate }, (name) =>
      orNull(attributes?.find((attribute) => attribute.name === name)?.value),
    )
  }

/** An item of Get Lead Activities is one entry. */
const activityBody: DecodeBody = (_, { activityTypeId, primaryAttributeValue }, entry, attribute) => {
  if (activityTypeId === 21)
    return E.right([
      {
        _tag: 'LoggedConversion',
        ...entry,
        assignTo: orNull(primaryAttributeValue),
        convertedStatus: attribute('Converted Status'),
        sendNotificationEmail: attribute('Send Notification Email'),
      },
    ])
  if (activityTypeId !== 13) return E.right([{ _tag: 'OtherActivity', ...entry, activityTypeId }])
  if (primaryAttributeValue === null)
    return E.left([decodeError('primaryAttributeValue', 'the display name of a field', primaryAttributeValue)])
  return E.right([
    {
      _tag: 'LoggedChange',
      ...entry,
      name: primaryAttributeValue,
      field: fieldOfDisplayName(primaryAttributeValue),
      newValue: attribute('New Value'),
      oldValue: attribute('Old Value'),
      reason: attribute('Reason'),
      source: attribute('Source'),
    },
  ])
}

/** An item of Get Lead Changes has a list of fields. Its other types, such as New Lead, have no changes of fields. */
const changesBody: DecodeBody = (item, { activityTypeId }, entry, attribute) => {
  if (activityTypeId !== 13) return E.right([{ _tag: 'OtherActivity', ...entry, activityTypeId }])
  return E.bimap(atPath('fields'), (fields: t.TypeOf<typeof Fields>) =>
    fields.map(({ name, newValue, oldValue }) => ({
      _tag: 'LoggedChange' as const,
      ...entry,
      name,
      field: fieldOfRestName(name),
      newValue: orNull(newValue),
      oldValue: orNull(oldValue),
      reason: attribute('Reason'),
      source: attribute('Source'),
    })),
  )(decode(Fields, own(item, 'fields')))
}

/** Decodes an item of Get Lead Activities: one entry. */
export const decodeActivity = decodeItem(activityBody)

/** Decodes an item of Get Lead Changes: one entry for each field. */
export const decodeLeadChange = decodeItem(changesBody)
