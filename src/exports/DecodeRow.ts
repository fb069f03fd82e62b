/**
 * Decodes the rows of a file. Each kind of file has its own decoder.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as Json from 'fp-ts/lib/Json.js'
import * as O from 'fp-ts/lib/Option.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import type { FieldName } from '../model/Field.js'
import { ContactId } from '../model/SalesforceId.js'
import type { LoggedActivity } from '../records/LoggedActivity.js'
import type { KnownFields } from './AccountFields.js'
import { accountFieldsOf } from './AccountFields.js'
import type { ExportKind } from './Columns.js'
import type { MappedField, Mapping } from './Mapping.js'
import type { Notation } from './Notation.js'
import { apiNotation } from './Notation.js'
import type { Reading } from './Reading.js'
import {
  accountIdCell,
  aContactId,
  anAccountId,
  anInstant,
  anyIdCell,
  aPersonId,
  booleanCell,
  columnIn,
  contactIdCell,
  fieldsReader,
  instantCell,
  needed,
  numberAsTextCell,
  personIdCell,
  textCell,
  wholeCell,
} from './Reading.js'
import type { AccountRow, ContactRow, PersonRow, Placed, RowOf, SyncErrorRow, SyncStatusRow } from './Rows.js'

/**
 * The options for reading rows. The known fields help to recognise field names in a log, and the describe result contains the
 * types of the fields.
 *
 * @category model
 * @since 0.2.0
 */
export interface RowOptions extends KnownFields {
  /** The way in which the file writes numbers, dates and times. Missing keys have the values of {@link apiNotation}. */
  readonly notation?: Partial<Notation>
}

/** Decodes the current row. The result is ignored if the row has a fault. */
export type DecodeRow<A> = (reading: Reading) => A | undefined

/**
 * In a file from Salesforce, an empty string means blank. The word `null` is an ordinary string, unless the column contains ids,
 * dates or numbers.
 */
const inSalesforce = { nullText: '', keeps: true }
/** Marketo's bulk extract writes `null` for an empty field. */
const inMarketo = { nullText: 'null', keeps: false }

const notationOf = ({ notation }: RowOptions): Notation => ({ ...apiNotation, ...notation })

const accountRow = (mapping: Mapping, options: RowOptions): DecodeRow<AccountRow> => {
  const notation = notationOf(options)
  const idColumn = columnIn(mapping, 'id')
  const id = needed(idColumn, anAccountId, accountIdCell(idColumn))
  const systemModstamp = instantCell(columnIn(mapping, 'systemModstamp'), notation)
  const isDeletedColumn = columnIn(mapping, 'isDeleted')
  const isDeleted = needed(isDeletedColumn, 'true or false', booleanCell(isDeletedColumn))
  const masterColumn = columnIn(mapping, 'masterRecordId')
  const masterRecordId = accountIdCell(masterColumn)
  const fields = fieldsReader(mapping, options.schema, notation, inSalesforce)
  return (reading) => {
    const [idRead, stamp, deleted, master] = [
      id(reading),
      systemModstamp(reading),
      isDeleted(reading),
      masterRecordId(reading),
    ]
    if (idRead === undefined || stamp === undefined || reading.faults.length > 0) return undefined
    return {
      line: reading.line,
      id: idRead,
      systemModstamp: stamp,
      ...(deleted === undefined ? {} : { isDeleted: deleted }),
      ...(masterColumn === undefined || master === undefined ? {} : { masterRecordId: master }),
      fields: fields(reading),
    }
  }
}

const contactRow = (mapping: Mapping, options: RowOptions): DecodeRow<ContactRow> => {
  const notation = notationOf(options)
  const idColumn = columnIn(mapping, 'id')
  const id = needed(idColumn, aContactId, contactIdCell(idColumn))
  const accountId = accountIdCell(columnIn(mapping, 'accountId'))
  const systemModstamp = instantCell(columnIn(mapping, 'systemModstamp'), notation)
  const isDeletedColumn = columnIn(mapping, 'isDeleted')
  const isDeleted = needed(isDeletedColumn, 'true or false', booleanCell(isDeletedColumn))
  const masterColumn = columnIn(mapping, 'masterRecordId')
  const masterRecordId = contactIdCell(masterColumn)
  return (reading) => {
    const [idRead, account, stamp] = [id(reading), accountId(reading), systemModstamp(reading)]
    const [deleted, master] = [isDeleted(reading), masterRecordId(reading)]
    if (idRead === undefined || account === undefined || stamp === undefined || reading.faults.length > 0)
      return undefined
    return {
      line: reading.line,
      id: idRead,
      accountId: account,
      systemModstamp: stamp,
      ...(deleted === undefined ? {} : { isDeleted: deleted }),
      ...(masterColumn === undefined || master === undefined ? {} : { masterRecordId: master }),
    }
  }
}

const personRow = (mapping: Mapping, options: RowOptions): DecodeRow<PersonRow> => {
  const notation = notationOf(options)
  const idColumn = columnIn(mapping, 'id')
  const id = needed(idColumn, aPersonId, personIdCell(idColumn, notation))
  const sfdcContactId = contactIdCell(columnIn(mapping, 'sfdcContactId'))
  const sfdcAccountId = accountIdCell(columnIn(mapping, 'sfdcAccountId'))
  const sfdcId = anyIdCell(columnIn(mapping, 'sfdcId'))
  const sfdcType = textCell(columnIn(mapping, 'sfdcType'))
  const sfdcIsDeleted = booleanCell(columnIn(mapping, 'sfdcIsDeleted'))
  const contactCompany = numberAsTextCell(columnIn(mapping, 'contactCompany'), notation)
  const updatedAt = instantCell(columnIn(mapping, 'updatedAt'), notation)
  const fields = fieldsReader(mapping, options.schema, notation, inMarketo)
  return (reading) => {
    const person = {
      id: id(reading),
      contactId: sfdcContactId(reading),
      sfdcAccountId: sfdcAccountId(reading),
      sfdcId: sfdcId(reading),
      sfdcType: sfdcType(reading) ?? null,
      sfdcIsDeleted: sfdcIsDeleted(reading) ?? null,
      contactCompany: contactCompany(reading) ?? null,
      updatedAt: updatedAt(reading) ?? null,
    }
    if (person.id === undefined || reading.faults.length > 0) return undefined
    return {
      line: reading.line,
      id: person.id,
      sfdcContactId: person.contactId ?? (ContactId.is(person.sfdcId) ? person.sfdcId : null),
      sfdcAccountId: person.sfdcAccountId ?? null,
      sfdcType: person.sfdcType,
      sfdcIsDeleted: person.sfdcIsDeleted,
      contactCompany: person.contactCompany,
      updatedAt: person.updatedAt,
      fields: fields(reading),
    }
  }
}

const orNull = (value: unknown): string | null => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

/**
 * Finds the account field for a name in the log. A log has few names and many rows, so the function looks up each name only once.
 */
export const fieldsOfLog = (
  given: ReadonlyArray<MappedField>,
  known: KnownFields,
): ((name: string) => O.Option<FieldName>) => {
  const { inMarketo: find } = accountFieldsOf(known)
  const fields = new Map<string, O.Option<FieldName>>(given.map(({ column, field }) => [column, O.some(field)]))
  return (name) => {
    const seen = fields.get(name)
    if (seen !== undefined) return seen
    const field = O.map(({ field: each }: { readonly field: FieldName }) => each)(find(name))
    fields.set(name, field)
    return field
  }
}

const changeRow = (mapping: Mapping, options: RowOptions): DecodeRow<LoggedActivity & Placed> => {
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
    const [lead, at, type] = [leadId(reading), activityDate(reading), activityTypeId(reading)]
    const attributes = attributesIn(reading)
    if (lead === undefined || at === undefined || reading.faults.length > 0) return undefined
    const entry = { line: reading.line, id: id(reading) ?? `line ${reading.line}`, leadId: lead, at }
    const name = primary(reading)
    const of = (attribute: string): string | null => orNull(own(attributes, attribute))
    // A table with columns for the old and the new value needs no column for the activity type.
    if (type === 21)
      return {
        _tag: 'LoggedConversion',
        ...entry,
        assignTo: name,
        convertedStatus: of('Converted Status'),
        sendNotificationEmail: of('Send Notification Email'),
      }
    if (type !== undefined && type !== 13) return { _tag: 'OtherActivity', ...entry, activityTypeId: type }
    if (name === null) {
      const column = columnIn(mapping, 'primaryAttributeValue')?.name ?? null
      reading.faults.push({ column, expected: 'the name of a field', found: 'nothing' })
      return undefined
    }
    const isFlat = attributesColumn === undefined
    return {
      _tag: 'LoggedChange',
      ...entry,
      name,
      field: fieldOf(name),
      newValue: isFlat ? newValue(reading) : of('New Value'),
      oldValue: isFlat ? oldValue(reading) : of('Old Value'),
      reason: isFlat ? reason(reading) : of('Reason'),
      source: isFlat ? source(reading) : of('Source'),
    }
  }
}

const syncStatusRow = (mapping: Mapping, options: RowOptions): DecodeRow<SyncStatusRow> => {
  const notation = notationOf(options)
  const neededText = (name: string) => {
    const column = columnIn(mapping, name)
    return needed(column, 'a text', textCell(column))
  }
  const startedColumn = columnIn(mapping, 'startedAt')
  const startedAt = needed(startedColumn, anInstant, instantCell(startedColumn, notation))
  const endedAt = instantCell(columnIn(mapping, 'endedAt'), notation)
  const [object, operation, status] = [neededText('object'), neededText('operation'), neededText('status')]
  const failedItems = wholeCell(columnIn(mapping, 'failedItems'), notation)
  const skipped = wholeCell(columnIn(mapping, 'skipped'), notation)
  return (reading) => {
    const started = startedAt(reading)
    const texts = [object(reading), operation(reading), status(reading)]
    const row = {
      endedAt: endedAt(reading) ?? null,
      failedItems: failedItems(reading) ?? null,
      skipped: skipped(reading) ?? null,
    }
    if (started === undefined || reading.faults.length > 0) return undefined
    return {
      line: reading.line,
      startedAt: started,
      object: texts[0] ?? '',
      operation: texts[1] ?? '',
      status: texts[2] ?? '',
      ...row,
    }
  }
}

const syncErrorRow = (mapping: Mapping, options: RowOptions): DecodeRow<SyncErrorRow> => {
  const notation = notationOf(options)
  const failedOn = instantCell(columnIn(mapping, 'failedOn'), notation)
  const errorType = textCell(columnIn(mapping, 'errorType'))
  const personId = personIdCell(columnIn(mapping, 'personId'), notation)
  const salesforceId = anyIdCell(columnIn(mapping, 'salesforceId'))
  return (reading) => ({
    line: reading.line,
    failedOn: failedOn(reading) ?? null,
    errorType: errorType(reading) ?? null,
    personId: personId(reading) ?? null,
    salesforceId: salesforceId(reading) ?? null,
  })
}

type Decoders = { readonly [K in ExportKind]: (mapping: Mapping, options: RowOptions) => DecodeRow<RowOf[K]> }

const decoders: Decoders = {
  accounts: accountRow,
  contacts: contactRow,
  people: personRow,
  changes: changeRow,
  syncStatus: syncStatusRow,
  syncErrors: syncErrorRow,
}

/** Makes the decoder for the rows of a file with this mapping. */
export const decodeRowOf = <K extends ExportKind>(mapping: Mapping<K>, options: RowOptions): DecodeRow<RowOf[K]> =>
  decoders[mapping.kind](mapping, options)
