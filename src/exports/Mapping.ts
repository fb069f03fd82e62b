/**
 * A mapping contains the meaning of each column of a file. The library finds the mapping from the header. You can print a
 * mapping, change it, and pass it as an option.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { FieldName } from '../model/Field.js'
import { isFieldKey } from '../codecs/AccountRelationships.js'
import { FieldName as FieldNameCodec } from '../model/Field.js'
import type { AccountFields, FoundBy, FoundField, KnownFields } from './AccountFields.js'
import { accountFieldsOf, isRecordKey } from './AccountFields.js'
import type { ColumnOf, ExportKind } from './Columns.js'
import { candidates, columnsOf, hasColumnsOf, hasFields, isUnpublished, lossesOf, missingGroups } from './Columns.js'
import type { Delimiter } from './Csv.js'
import { likelyDelimiters } from './Csv.js'
import type { FileError } from './FileError.js'
import { fileError, listed, unlikeHeader } from './FileError.js'

/**
 * A column that contains a field of the account.
 *
 * @category model
 * @since 0.2.0
 */
export interface MappedField {
  readonly field: FieldName
  readonly column: string
  readonly by: FoundBy
}

/**
 * A column that the library does not read, and the reason.
 *
 * @category model
 * @since 0.2.0
 */
export interface UnusedColumn {
  readonly column: string
  readonly because:
    | 'the given mapping ignores it'
    | 'it is not known as a field of the account'
    | 'another column is the same field'
    | 'two columns have this name'
    | 'it is not needed'
}

/**
 * A warning about a mapping. Read the warnings before you rely on the records of the file.
 *
 * | `_tag`          | meaning                                                                               |
 * | --------------- | ------------------------------------------------------------------------------------- |
 * | `ColumnMissing` | the file can be read, but the library cannot answer some questions without the column |
 * | `PlainName`     | the column may be a contact field that has the same name as an account field          |
 * | `CaseLost`      | the field names are in capitals, and no describe result shows the right case          |
 * | `ColumnTwice`   | two columns have the same name, so neither is read                                    |
 * | `NoFields`      | no column is a field of the account                                                   |
 * | `WrongEncoding` | the header has characters that could not be decoded                                   |
 *
 * @category model
 * @since 0.2.0
 */
export interface MappingWarning {
  readonly _tag: 'ColumnMissing' | 'PlainName' | 'CaseLost' | 'ColumnTwice' | 'NoFields' | 'WrongEncoding'
  /** The columns that the warning is about, or the missing column. */
  readonly columns: ReadonlyArray<string>
  /** The meaning of the warning, in words. */
  readonly text: string
}

/**
 * A mapping that the caller passes. It may leave out columns. The library finds those columns from the header.
 *
 * @category model
 * @since 0.2.0
 */
export interface GivenMapping {
  readonly kind: ExportKind
  /** For each special column, its name in the header. */
  readonly columns: Readonly<Record<string, string>>
  /**
   * For each field of the account, the name of its column in the header. For files of kind `changes`, the name of the field in
   * the log.
   */
  readonly fields: Readonly<Record<string, string>>
  /** Columns that are not read. */
  readonly ignored: ReadonlyArray<string>
}

/**
 * The columns of a file that the library found.
 *
 * @category model
 * @since 0.2.0
 */
export interface Mapping<K extends ExportKind = ExportKind> {
  readonly kind: K
  readonly header: ReadonlyArray<string>
  readonly columns: Readonly<Partial<Record<ColumnOf<K>, string>>>
  readonly fields: ReadonlyArray<MappedField>
  readonly unused: ReadonlyArray<UnusedColumn>
  readonly warnings: ReadonlyArray<MappingWarning>
}

/**
 * The options for finding the mapping.
 *
 * @category model
 * @since 0.2.0
 */
export interface MappingOptions extends KnownFields {
  /** Mappings for several kinds of files. The library uses only the mapping for the kind of the file that it reads. */
  readonly given?: ReadonlyArray<GivenMapping>
}

type FoundColumns = Readonly<Record<string, string>>

const isTwice = (header: ReadonlyArray<string>, name: string): boolean =>
  header.indexOf(name) !== header.lastIndexOf(name)

/** Finds the special columns of this kind of file in the header. */
const findColumns = (
  kind: ExportKind,
  header: ReadonlyArray<string>,
  given: GivenMapping | undefined,
): E.Either<FileError, FoundColumns> => {
  const found: Record<string, string> = {}
  const ignored = given?.ignored ?? []
  // The field names of a log are in its rows, so they are not columns.
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
 * Detects a file of a different kind. Files of the other kinds also have a column `id`. Without this check, such a file would be
 * read as accounts, and every row would be bad.
 */
const otherKind = (kind: ExportKind, header: ReadonlyArray<string>): FileError | undefined => {
  if (kind !== 'accounts') return undefined
  const others: ReadonlyArray<ExportKind> = ['people', 'contacts', 'changes']
  const isContact = header.some((name) => name.toLowerCase() === 'accountid')
  const other = others.find((each) => hasColumnsOf(each, header) && (each !== 'contacts' || isContact))
  return other === undefined ? undefined : fileError('OtherKind', 'accounts', `the columns of ${other}`)
}

const ranks: Readonly<Record<FoundBy, number>> = {
  given: 0,
  documented: 1,
  'account-suffix': 1,
  'api-name': 2,
  label: 3,
  'plain-name': 4,
}

/** Tests whether the header contains API names rather than labels. If so, an unknown name also counts as an API name. */
const hasApiNames = (header: ReadonlyArray<string>, { isApiName }: AccountFields): boolean =>
  header.some((name) => isApiName(name) || isRecordKey(name))

const findField = (
  kind: ExportKind,
  header: ReadonlyArray<string>,
  options: MappingOptions,
): ((column: string) => O.Option<FoundField>) => {
  const fields = accountFieldsOf(options)
  if (kind === 'people') return fields.inMarketo
  const takesAny = options.schema === undefined && hasApiNames(header, fields)
  return (column) => {
    if (isRecordKey(column)) return O.none
    const known = fields.inSalesforce(column)
    if (O.isSome(known) || !takesAny || !FieldNameCodec.is(column) || !isFieldKey(column)) return known
    return O.some({ field: column, by: 'api-name' })
  }
}

interface FoundFields {
  readonly fields: ReadonlyArray<MappedField>
  readonly unused: ReadonlyArray<UnusedColumn>
}

const findFields = (
  kind: ExportKind,
  header: ReadonlyArray<string>,
  columns: FoundColumns,
  given: GivenMapping | undefined,
  options: MappingOptions,
): FoundFields => {
  const find = hasFields(kind) ? findField(kind, header, options) : () => O.none
  const givenFields = new Map(Object.entries(given?.fields ?? {}).map(([field, column]) => [column, field]))
  const taken = new Set(Object.values(columns))
  const best = new Map<FieldName, MappedField>()
  const unused: Array<UnusedColumn> = []
  for (const column of new Set(header)) {
    if (taken.has(column)) continue
    if (given?.ignored.includes(column) === true) {
      unused.push({ column, because: 'the given mapping ignores it' })
      continue
    }
    const givenField = givenFields.get(column)
    const found: O.Option<FoundField> =
      givenField !== undefined && FieldNameCodec.is(givenField)
        ? O.some({ field: givenField, by: 'given' })
        : find(column)
    if (O.isNone(found)) {
      unused.push({
        column,
        because: hasFields(kind) ? 'it is not known as a field of the account' : 'it is not needed',
      })
      continue
    }
    if (isTwice(header, column)) {
      unused.push({ column, because: 'two columns have this name' })
      continue
    }
    const mapped = { ...found.value, column }
    const other = best.get(mapped.field)
    const isBetter = other === undefined || ranks[mapped.by] < ranks[other.by]
    if (isBetter) best.set(mapped.field, mapped)
    const worse = isBetter ? other : mapped
    if (worse !== undefined) unused.push({ column: worse.column, because: 'another column is the same field' })
  }
  return { fields: [...best.values()], unused }
}

const warning = (_tag: MappingWarning['_tag'], columns: ReadonlyArray<string>, text: string): MappingWarning => ({
  _tag,
  columns,
  text,
})

const warningsOf = (
  kind: ExportKind,
  header: ReadonlyArray<string>,
  columns: FoundColumns,
  { fields, unused }: FoundFields,
  { schema }: MappingOptions,
): ReadonlyArray<MappingWarning> => {
  const of = (
    tag: MappingWarning['_tag'],
    found: ReadonlyArray<string>,
    text: string,
  ): ReadonlyArray<MappingWarning> => (found.length === 0 ? [] : [warning(tag, found, text)])
  const twice = unused.filter(({ because }) => because === 'two columns have this name').map(({ column }) => column)
  const plain = fields.filter(({ by }) => by === 'plain-name').map(({ column }) => column)
  const capitals = fields.filter(
    ({ by, field, column }) => by === 'api-name' && schema === undefined && field === column && !/[a-z]/.test(field),
  )
  return [
    ...lossesOf(kind)
      .filter(([column]) => columns[column] === undefined)
      .map(([column, loss]) => warning('ColumnMissing', [column], `without ${column}, ${loss}`)),
    ...(hasFields(kind) && fields.length === 0 ? [warning('NoFields', [], 'no column is a field of the account')] : []),
    ...of('ColumnTwice', twice, 'two columns have the same name, so neither is read'),
    ...of('PlainName', plain, 'a contact field may have the same name; pass the describe of Contact to find out'),
    ...of(
      'CaseLost',
      capitals.map(({ column }) => column),
      'the file has lost the case of the names; pass the describe of Account to restore it',
    ),
    ...of(
      'WrongEncoding',
      header.filter((name) => name.includes('\uFFFD')),
      'the file was decoded with the wrong encoding',
    ),
  ]
}

/**
 * Returns the names that account fields have in the log, according to a given mapping. These names are not columns, so a header
 * cannot contain them.
 */
export const fieldsGivenForLog = ({ given }: MappingOptions): ReadonlyArray<MappedField> =>
  Object.entries(given?.find(({ kind }) => kind === 'changes')?.fields ?? {}).flatMap(([field, column]) =>
    FieldNameCodec.is(field) ? [{ field, column, by: 'given' as const }] : [],
  )

/**
 * Finds the mapping for a header, or returns the reason why the file cannot be used.
 *
 * The function finds a special column by its API name, REST name, label or display name. Case, spaces and underscores do not
 * matter. It finds a field of the account as follows.
 *
 * | file     | name of the column                                                          | value of `by`                |
 * | -------- | --------------------------------------------------------------------------- | ---------------------------- |
 * | any      | the name in the given mapping                                               | `given`                      |
 * | accounts | the API name of a field, in any case                                        | `api-name`                   |
 * | accounts | any field name, if the header has API names and there is no describe result | `api-name`                   |
 * | accounts | the label of a field, in the describe result or of a standard field         | `label`                      |
 * | people   | Marketo's documented name, such as `company` or `Company Name`              | `documented`                 |
 * | people   | `Region__c_account` or `Region (A)`                                         | `account-suffix`             |
 * | people   | `Region__c` or `Region`, if the contact has no such field                   | `api-name`, `label`          |
 * | people   | `Region__c` or `Region`, without a describe result of Contact               | `plain-name`, with a warning |
 *
 * Accounts need the column `Id`. Contacts need `Id` and `AccountId`. People need `id`, and `sfdcContactId` or `sfdcAccountId`.
 * Sync Status and Sync Errors need a given mapping, because Marketo does not publish their columns. Without a given mapping, the
 * result is an error that lists the header.
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

/**
 * Converts a mapping that the library found to a mapping that you can pass. If you pass the result, the library finds the same
 * columns in the same file.
 *
 * @category queries
 * @since 0.2.0
 */
export const givenMappingOf = ({ kind, columns, fields, unused }: Mapping): GivenMapping => ({
  kind,
  columns,
  fields: Object.fromEntries(fields.map(({ field, column }) => [field, column])),
  ignored: unused.map(({ column }) => column),
})
