/**
 * Decodes the rows of a file. Each kind of file has its own decoder.
 */
import { ContactId } from '../model/SalesforceId.js'
import type { ExportKind } from './Columns.js'
import { changeRow } from './DecodeChange.js'
import type { Mapping } from './Mapping.js'
import { isNullText } from './NullText.js'
import {
  accountIdCell,
  aContactId,
  anAccountId,
  anInstant,
  anyIdCell,
  aPersonId,
  booleanCell,
  columnIn,
  companyRowCell,
  contactIdCell,
  fieldsReader,
  instantCell,
  needed,
  personIdCell,
  textCell,
  wholeCell,
} from './Reading.js'
import type { DecodeRow, RowOptions } from './RowOptions.js'
import { notationOf } from './RowOptions.js'
import type { AccountRow, ContactRow, PersonRow, RowOf, SyncErrorRow, SyncStatusRow } from './Rows.js'

/**
 * In a file from Salesforce, an empty string means blank. In a column that can contain a text, a text such as `null` is an
 * ordinary string. In any other column, such a text means blank.
 */
const inSalesforce = { isNull: () => false, keeps: true }
const inMarketo = { isNull: isNullText, keeps: false }

/** The decoder adds optional keys to this row, because a copy of the row for each key would take longer. */
type Growing<A> = { -readonly [K in keyof A]: A[K] }

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
    const idRead = id(reading)
    const stamp = systemModstamp(reading)
    const deleted = isDeleted(reading)
    const master = masterRecordId(reading)
    if (idRead === undefined || stamp === undefined || reading.faults.length > 0) return undefined
    const row: Growing<AccountRow> = {
      line: reading.line,
      id: idRead,
      systemModstamp: stamp,
      fields: fields(reading),
    }
    if (deleted !== undefined) row.isDeleted = deleted
    if (masterColumn !== undefined && master !== undefined) row.masterRecordId = master
    return row
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
    const idRead = id(reading)
    const account = accountId(reading)
    const stamp = systemModstamp(reading)
    const deleted = isDeleted(reading)
    const master = masterRecordId(reading)
    if (idRead === undefined || account === undefined || stamp === undefined || reading.faults.length > 0)
      return undefined
    const row: Growing<ContactRow> = {
      line: reading.line,
      id: idRead,
      accountId: account,
      systemModstamp: stamp,
    }
    if (deleted !== undefined) row.isDeleted = deleted
    if (masterColumn !== undefined && master !== undefined) row.masterRecordId = master
    return row
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
  const contactCompany = companyRowCell(columnIn(mapping, 'contactCompany'), notation)
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

/** Makes a decoder from a mapping. The decoder decodes the rows of a file. */
export const decodeRowOf = <K extends ExportKind>(mapping: Mapping<K>, options: RowOptions): DecodeRow<RowOf[K]> =>
  decoders[mapping.kind](mapping, options)
