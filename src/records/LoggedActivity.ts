/**
 * Decodes entries of Marketo's activity log, in the form in which Marketo's REST API returns them.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, listOf, own, struct, text } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import type { FieldName } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { PersonId } from '../model/Person.js'
import type { Attributes } from './ActivityAttributes.js'
import { attributesOf, orNull, textOrNull } from './ActivityAttributes.js'
import { atPath, decode, decodeError } from './DecodeEach.js'
import { fieldOfDisplayName, fieldOfRestName } from './MarketoField.js'

interface LoggedOf<Tag extends string> {
  readonly _tag: Tag
  /** The `marketoGUID` of the activity, or its `id` if there is no `marketoGUID`. */
  readonly id: string
  readonly leadId: PersonId
  readonly at: Instant
}

/**
 * A change of one field in Marketo's log (activity type 13). The old and new values are the strings in the log. A value is `null`
 * if the log does not contain it.
 *
 * @category model
 * @since 0.1.0
 */
export interface LoggedChange extends LoggedOf<'LoggedChange'> {
  /**
   * The name of the field in the page. Get Lead Activities returns the display name, and Get Lead Changes returns the REST name.
   */
  readonly name: string
  /**
   * The account field that has this name in Marketo's documentation. `O.none` if there is no such field, for example because the
   * name belongs to a field of the person.
   */
  readonly field: O.Option<FieldName>
  /**
   * The account field that this name possibly means. If the name can mean an account field or a contact field, this key is
   * present, and `field` is `O.none`. Otherwise this key is absent.
   */
  readonly possibleField?: FieldName
  readonly newValue: string | null
  readonly oldValue: string | null
  readonly reason: string | null
  readonly source: string | null
}

/**
 * A Convert Lead activity in Marketo's log (activity type 21).
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
 * An activity of any other type. This library does not use such activities, but they are not errors.
 *
 * @category model
 * @since 0.1.0
 */
export interface OtherActivity extends LoggedOf<'OtherActivity'> {
  readonly activityTypeId: number
}

/**
 * One entry of Marketo's activity log.
 *
 * @category model
 * @since 0.1.0
 */
export type LoggedActivity = LoggedChange | LoggedConversion | OtherActivity

/** Decodes a whole number. Bulk extracts write whole numbers as strings. */
const wholeOrText = <A>(codec: t.Type<A, unknown, unknown>): t.Type<A, unknown, unknown> =>
  new t.Type<A, unknown, unknown>(
    codec.name,
    codec.is,
    (value, context) =>
      codec.validate(typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value, context),
    codec.encode,
  )

const Whole: t.Type<number, number, unknown> = new t.Type<number, number, unknown>(
  'a whole number',
  (value): value is number => Number.isSafeInteger(value),
  (value, context) =>
    Number.isSafeInteger(value) ? t.success(value as number) : t.failure(value, context, 'a whole number'),
  t.identity,
)

const Head = struct('an activity', {
  leadId: wholeOrText(PersonId),
  activityDate: Instant,
  activityTypeId: wholeOrText(Whole),
})

const Field = struct('a changed field', { name: text, newValue: textOrNull, oldValue: textOrNull })
const Fields = listOf(Field, 'changed fields')

type Errors = ReadonlyArray<DecodeError>
type DecodeBody = (
  item: JsonObject,
  activityTypeId: number,
  entry: Omit<LoggedOf<string>, '_tag'>,
) => E.Either<Errors, ReadonlyArray<LoggedActivity>>

/** The column names with `_` that some tools use in their tables. */
const columns: ReadonlyArray<readonly [key: string, column: string]> = [
  ['leadId', 'lead_id'],
  ['activityDate', 'activity_date'],
  ['activityTypeId', 'activity_type_id'],
  ['primaryAttributeValue', 'primary_attribute_value'],
  ['marketoGUID', 'marketo_guid'],
]

/** Renames the columns of an item to the names that Marketo uses. */
const withMarketosNames = (item: JsonObject): JsonObject => {
  const renamed = columns.filter(([key, column]) => own(item, key) === undefined && own(item, column) !== undefined)
  return renamed.length === 0
    ? item
    : { ...item, ...Object.fromEntries(renamed.map(([key, column]) => [key, item[column]])) }
}

const idOf = (item: JsonObject): E.Either<Errors, string> => {
  const guid = own(item, 'marketoGUID')
  const id = own(item, 'id')
  if (typeof guid === 'string' && guid !== '') return E.right(guid)
  return Number.isSafeInteger(id) || (typeof id === 'string' && id !== '')
    ? E.right(String(id))
    : E.left([decodeError('marketoGUID', 'the id of an activity', guid)])
}

const decodeItem =
  (decodeBody: DecodeBody) =>
  (undecoded: unknown): E.Either<Errors, ReadonlyArray<LoggedActivity>> => {
    if (!isObject(undecoded)) return E.left([decodeError('', 'an object: an activity', undecoded)])
    const item = withMarketosNames(undecoded)
    const head = decode(Head, item)
    if (E.isLeft(head)) return head
    const { leadId, activityDate, activityTypeId } = head.right
    return E.chain((id: string) => decodeBody(item, activityTypeId, { id, leadId, at: activityDate }))(idOf(item))
  }

const decodePrimaryValue = (item: JsonObject): E.Either<Errors, string | null> =>
  E.bimap(atPath('primaryAttributeValue'), orNull)(decode(textOrNull, own(item, 'primaryAttributeValue')))

const decodeConversion = (
  item: JsonObject,
  entry: Omit<LoggedOf<string>, '_tag'>,
): E.Either<Errors, LoggedConversion> => {
  const assignTo = decodePrimaryValue(item)
  if (E.isLeft(assignTo)) return assignTo
  return E.map((attribute: Attributes): LoggedConversion => ({
    _tag: 'LoggedConversion',
    ...entry,
    assignTo: assignTo.right,
    convertedStatus: attribute('Converted Status'),
    sendNotificationEmail: attribute('Send Notification Email'),
  }))(attributesOf(item, 'Converted Status', 'Send Notification Email'))
}

const decodeChange = (item: JsonObject, entry: Omit<LoggedOf<string>, '_tag'>): E.Either<Errors, LoggedChange> => {
  const name = own(item, 'primaryAttributeValue')
  if (typeof name !== 'string' || name === '')
    return E.left([decodeError('primaryAttributeValue', 'the display name of a field', name)])
  return E.map((attribute: Attributes): LoggedChange => ({
    _tag: 'LoggedChange',
    ...entry,
    name,
    field: fieldOfDisplayName(name),
    newValue: attribute('New Value'),
    oldValue: attribute('Old Value'),
    reason: attribute('Reason'),
    source: attribute('Source'),
  }))(attributesOf(item, 'Old Value', 'New Value'))
}

/** An item of Get Lead Activities contains one entry of the log. */
const activityBody: DecodeBody = (item, activityTypeId, entry) => {
  const one = (activity: LoggedActivity): ReadonlyArray<LoggedActivity> => [activity]
  if (activityTypeId === 13) return E.map(one)(decodeChange(item, entry))
  if (activityTypeId === 21) return E.map(one)(decodeConversion(item, entry))
  return E.right([{ _tag: 'OtherActivity', ...entry, activityTypeId }])
}

/** Finds fields that occur twice in an item. It is unknown which of the two new values of such a field is right. */
const repeatedFields = (fields: t.TypeOf<typeof Fields>): Errors => {
  const seen = new Set<string>()
  const errors: Array<DecodeError> = []
  for (const [index, { name }] of fields.entries()) {
    if (seen.has(name)) errors.push(decodeError(`${index}.name`, 'each field only once', name))
    seen.add(name)
  }
  return errors
}

/**
 * An item of Get Lead Changes contains a list of changed fields. Items of other types, such as New Lead, contain no changed
 * fields.
 */
const changesBody: DecodeBody = (item, activityTypeId, entry) => {
  if (activityTypeId !== 13) return E.right([{ _tag: 'OtherActivity', ...entry, activityTypeId }])
  const fields = E.mapLeft(atPath('fields'))(
    E.filterOrElse(
      (decoded: t.TypeOf<typeof Fields>) => repeatedFields(decoded).length === 0,
      repeatedFields,
    )(decode(Fields, own(item, 'fields'))),
  )
  if (E.isLeft(fields)) return fields
  return E.map((attribute: Attributes) =>
    fields.right.map(({ name, newValue, oldValue }) => ({
      _tag: 'LoggedChange' as const,
      ...entry,
      name,
      field: fieldOfRestName(name),
      newValue: orNull(newValue),
      oldValue: orNull(oldValue),
      reason: attribute('Reason'),
      source: attribute('Source'),
    })),
  )(attributesOf(item, 'Reason', 'Source'))
}

/** Decodes an item of Get Lead Activities. The result is one entry of the log. */
export const decodeActivity = decodeItem(activityBody)

/** Decodes an item of Get Lead Changes. The result contains one log entry for each field in the item. */
export const decodeLeadChange = decodeItem(changesBody)
