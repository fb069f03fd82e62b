/** Decodes the rows of Marketo's activity log. */
import * as E from 'fp-ts/lib/Either.js'
import * as Json from 'fp-ts/lib/Json.js'
import * as O from 'fp-ts/lib/Option.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import type { FieldName } from '../model/Field.js'
import type { LoggedActivity, LoggedChange } from '../records/LoggedActivity.js'
import { accountFieldsOf } from './AccountFields.js'
import type { MappedField, Mapping, MappingOptions } from './Mapping.js'
import type { Reading } from './Reading.js'
import { anInstant, aPersonId, columnIn, instantCell, needed, personIdCell, textCell, wholeCell } from './Reading.js'
import type { DecodeRow, RowOptions } from './RowOptions.js'
import { notationOf } from './RowOptions.js'
import type { Placed } from './Rows.js'

const orNull = (value: unknown): string | null => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

/**
 * For a name in the log, `field` is the account field with this name. `possibleField` is the account field that the name possibly
 * means.
 */
export type NamedInLog = Pick<LoggedChange, 'field' | 'possibleField'>

const unknown: NamedInLog = { field: O.none }

/**
 * Finds the account field for a name in the log. A log has few names and many rows, so the function looks up each name only once.
 *
 * A plain name, such as `Region`, can be the name of an account field or of a contact field. If there is no describe result of
 * Contact, the function uses the given mapping of people. In this mapping, the column of the account field can also have the
 * plain name. In this case, the name in the log means the account field.
 */
export const fieldsOfLog = (
  given: ReadonlyArray<MappedField>,
  options: MappingOptions,
): ((name: string) => NamedInLog) => {
  const { inMarketo: find } = accountFieldsOf(options)
  const inPeople = options.given?.find(({ kind }) => kind === 'people')?.fields ?? {}
  const isSuffixed = new Set<string>(options.suffixedFields)
  const fields = new Map<string, NamedInLog>(given.map(({ column, field }) => [column, { field: O.some(field) }]))

  const plain = (field: FieldName): NamedInLog => {
    const column = Object.hasOwn(inPeople, field) ? inPeople[field] : undefined
    const found = column === undefined ? O.none : find(column)
    const by = O.isSome(found) && found.value.field === field ? found.value.by : null
    if (by === 'plain-name') return { field: O.some(field) }
    return by === 'account-suffix' || isSuffixed.has(field) ? unknown : { field: O.none, possibleField: field }
  }

  return (name) => {
    const seen = fields.get(name)
    if (seen !== undefined) return seen
    const found = find(name)
    const named = O.isNone(found)
      ? unknown
      : found.value.by === 'plain-name'
        ? plain(found.value.field)
        : { field: O.some(found.value.field) }
    fields.set(name, named)
    return named
  }
}

export const changeRow = (
  mapping: Mapping,
  options: RowOptions & MappingOptions,
): DecodeRow<LoggedActivity & Placed> => {
  const notation = notationOf(options)
  const fieldOf = fieldsOfLog(mapping.fields, options)
  const textIn = (column: string) => {
    const read = textCell(columnIn(mapping, column))
    return (reading: Reading): string | null => read(reading) ?? null
  }
  const leadColumn = columnIn(mapping, 'leadId')
  const leadId = needed(leadColumn, aPersonId, personIdCell(leadColumn, notation))
  const dateColumn = columnIn(mapping, 'activityDate')
  const activityDate = needed(dateColumn, anInstant, instantCell(dateColumn, notation))
  const typeColumn = columnIn(mapping, 'activityTypeId')
  const activityTypeId = needed(typeColumn, 'the number of an activity type', wholeCell(typeColumn, notation))
  const attributesColumn = columnIn(mapping, 'attributes')
  const [id, primary] = [textIn('id'), textIn('primaryAttributeValue')]
  const [newValue, oldValue, reason, source] = [
    textIn('newValue'),
    textIn('oldValue'),
    textIn('reason'),
    textIn('source'),
  ]

  const attributesIn = (reading: Reading): JsonObject => {
    const cell = attributesColumn === undefined ? null : (reading.cells[attributesColumn.index] ?? null)
    if (typeof cell !== 'string' || cell === '' || cell === 'null') return {}
    const parsed = Json.parse(cell)
    if (E.isRight(parsed) && isObject(parsed.right)) return parsed.right
    const found = `a text of ${cell.length} characters that is no JSON object`
    reading.faults.push({ column: attributesColumn?.name ?? null, expected: 'a JSON object of attributes', found })
    return {}
  }

  return (reading) => {
    const lead = leadId(reading)
    const at = activityDate(reading)
    const type = activityTypeId(reading)
    const attributes = attributesIn(reading)
    if (lead === undefined || at === undefined || reading.faults.length > 0) return undefined
    const { line } = reading
    const activityId = id(reading) ?? `line ${line}`
    const name = primary(reading)
    const of = (attribute: string): string | null => orNull(own(attributes, attribute))
    // A table with columns for the old and the new value needs no column for the activity type.
    if (type === 21)
      return {
        _tag: 'LoggedConversion',
        line,
        id: activityId,
        leadId: lead,
        at,
        assignTo: name,
        convertedStatus: of('Converted Status'),
        sendNotificationEmail: of('Send Notification Email'),
      }
    if (type !== undefined && type !== 13)
      return { _tag: 'OtherActivity', line, id: activityId, leadId: lead, at, activityTypeId: type }
    if (name === null) {
      const column = columnIn(mapping, 'primaryAttributeValue')?.name ?? null
      reading.faults.push({ column, expected: 'the name of a field', found: 'nothing' })
      return undefined
    }
    const isFlat = attributesColumn === undefined
    const { field, possibleField } = fieldOf(name)
    if (possibleField !== undefined)
      reading.remarks.push({
        _tag: 'PlainName',
        column: columnIn(mapping, 'primaryAttributeValue')?.name ?? null,
        text: `may be the account field ${possibleField}, or a contact field of the same name`,
      })
    return {
      _tag: 'LoggedChange',
      line,
      id: activityId,
      leadId: lead,
      at,
      name,
      field,
      ...(possibleField === undefined ? {} : { possibleField }),
      newValue: isFlat ? newValue(reading) : of('New Value'),
      oldValue: isFlat ? oldValue(reading) : of('Old Value'),
      reason: isFlat ? reason(reading) : of('Reason'),
      source: isFlat ? source(reading) : of('Source'),
    }
  }
}
