/**
 * Finds the mapping for the header of a file.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type { ExportKind } from './Columns.js'
import { candidates, columnsOf, hasColumnsOf, hasFields, isUnpublished, missingGroups } from './Columns.js'
import type { Delimiter } from './Csv.js'
import { likelyDelimiters } from './Csv.js'
import type { FileError } from './FileError.js'
import { fileError, listed, unlikeHeader } from './FileError.js'
import type { FoundColumns } from './FindFields.js'
import { findFields, isTwice } from './FindFields.js'
import type { GivenMapping, Mapping, MappingOptions } from './Mapping.js'
import { fieldsGivenForLog } from './Mapping.js'
import { warningsOf } from './MappingWarnings.js'

/** Finds the special columns of this kind of file in the header. */
const findColumns = (
  kind: ExportKind,
  header: ReadonlyArray<string>,
  given: GivenMapping | undefined,
): E.Either<FileError, FoundColumns> => {
  const found: Record<string, string> = {}
  const ignored = given?.ignored ?? []
  // The rows of a log contain the field names. The header of a log does not contain the field names.
  const givenNames = [
    ...Object.values(given?.columns ?? {}),
    ...(hasFields(kind) ? Object.values(given?.fields ?? {}) : []),
  ]
  const absent = givenNames.find((name) => !header.includes(name))
  if (absent !== undefined)
    return E.left(fileError('GivenColumnMissing', `a column ${JSON.stringify(absent)}`, listed(header)))
  for (const column of columnsOf(kind)) {
    const givenName = given?.columns[column]
    const name = givenName ?? candidates(kind, column, header).find((each) => !ignored.includes(each))
    if (name === undefined) continue
    if (isTwice(header, name))
      return E.left(fileError('ColumnTwice', `one column ${JSON.stringify(name)}`, 'two columns of this name'))
    found[column] = name
  }
  return E.right(found)
}

const resplit = (header: ReadonlyArray<string>, delimiter: Delimiter): ReadonlyArray<string> =>
  header.flatMap((name) => name.split(delimiter))

const delimiterNames: Readonly<Record<Delimiter, string>> = {
  ',': 'a comma',
  ';': 'a semicolon',
  '\t': 'a tab',
  '|': 'a pipe',
  '^': 'a caret',
  '`': 'a backquote',
  ' ': 'a blank',
}

const orOf = (columns: ReadonlyArray<string>): string => columns.join(' or ')

/** Makes the error for a header that does not contain all required columns. */
const whyMissing = (
  kind: ExportKind,
  header: ReadonlyArray<string>,
  missing: ReadonlyArray<ReadonlyArray<string>>,
): FileError => {
  const needed = missing.map(orOf).join(', and ')
  if (isUnpublished(kind))
    return fileError('MappingNeeded', `a mapping that names the columns ${needed}`, listed(header))
  const delimiter = likelyDelimiters.find((each) => hasColumnsOf(kind, resplit(header, each)))
  if (delimiter !== undefined || header.length === 1) {
    const found = delimiter === undefined ? 'one column' : `columns separated by ${delimiterNames[delimiter]}`
    return fileError('WrongDelimiter', `the columns ${needed}`, found)
  }
  return fileError('ColumnsMissing', `the columns ${needed}`, listed(header))
}

/**
 * Finds out whether the caller passed a file of people, contacts or log entries as a file of accounts. Each of these files has a
 * column `id`. Without this check, the library would read the rows as accounts, and every row would be bad.
 */
const otherKind = (kind: ExportKind, header: ReadonlyArray<string>): FileError | undefined => {
  if (kind !== 'accounts') return undefined
  const others: ReadonlyArray<ExportKind> = ['people', 'contacts', 'changes']
  const isContact = header.some((name) => name.toLowerCase() === 'accountid')
  const other = others.find((each) => hasColumnsOf(each, header) && (each !== 'contacts' || isContact))
  return other === undefined ? undefined : fileError('OtherKind', 'accounts', `the columns of ${other}`)
}

/**
 * Finds the mapping for a header, or returns the reason why the file cannot be used.
 *
 * The function finds a special column by its API name, REST name, label or display name. Case, spaces and underscores do not
 * matter. The table shows which columns count as fields of the account.
 *
 * | file     | name of the column                                                          | value of `by`                |
 * | -------- | --------------------------------------------------------------------------- | ---------------------------- |
 * | any      | the name in the given mapping                                               | `given`                      |
 * | accounts | the API name of a field, in any case                                        | `api-name`                   |
 * | accounts | any field name, if the header has API names and there is no describe result | `api-name`                   |
 * | accounts | a label in the describe result, or the label of a standard field            | `label`                      |
 * | people   | Marketo's documented name, such as `company` or `Company Name`              | `documented`                 |
 * | people   | `Region__c_account` or `Region (A)`                                         | `account-suffix`             |
 * | people   | `Region__c` or `Region`, if the contact has no such field                   | `api-name`, `label`          |
 * | people   | `Region__c` or `Region`, without a describe result of Contact               | not read, with a warning     |
 *
 * Accounts need the column `Id`. Contacts need `Id` and `AccountId`. People need `id`, and `sfdcContactId` or `sfdcAccountId`.
 *
 * Sync Status and Sync Errors need a given mapping, because Marketo does not publish their columns. If one of these two files has
 * no given mapping, the result is an error that lists the header.
 *
 * @example
 * import { mappingOf } from 'marketo-account-sync/exports'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const people = mappingOf('people')(['Id', 'SFDC Contact Id', 'SFDC Account Id', 'Company Name', 'First Name'])
 * if (E.isLeft(people)) assert.fail()
 * assert.deepStrictEqual(people.right.fields, [{ field: 'Name', by: 'documented', column: 'Company Name' }])
 * assert.deepStrictEqual(people.right.unused, [
 *   { column: 'First Name', because: 'it is not known as a field of the account' }
 * ])
 * assert.deepStrictEqual(people.right.warnings.map(({ columns }) => columns), [['contactCompany']])
 *
 * assert.deepStrictEqual(mappingOf('contacts')(['Id;AccountId;Email']), E.left({
 *   _tag: 'WrongDelimiter', expected: 'the columns id, and accountId', found: 'columns separated by a semicolon'
 * }))
 *
 * @category queries
 * @since 0.2.0
 */
export const mappingOf =
  <K extends ExportKind>(kind: K, options: MappingOptions = {}) =>
  (header: ReadonlyArray<string>): E.Either<FileError, Mapping<K>> => {
    const given = options.given?.find((each) => each.kind === kind)
    const unlike = unlikeHeader(header) ?? otherKind(kind, header)
    if (unlike !== undefined) return E.left(unlike)
    const columns = findColumns(kind, header, given)
    if (E.isLeft(columns)) return columns
    const missing = missingGroups(kind, (column) => columns.right[column] !== undefined)
    if (missing.length > 0) return E.left(whyMissing(kind, header, missing))
    const found = findFields(kind, header, columns.right, given, options)
    return E.right({
      kind,
      header,
      columns: columns.right as Mapping<K>['columns'],
      fields: kind === 'changes' ? fieldsGivenForLog(options) : found.fields,
      unused: found.unused,
      warnings: warningsOf(kind, header, columns.right, found, options),
    })
  }
