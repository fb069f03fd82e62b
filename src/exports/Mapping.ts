/**
 * A mapping contains the meaning of each column of a file. The library finds the mapping from the header. You can print a
 * mapping, change it, and pass it as an option.
 *
 * @since 0.2.0
 */
import { FieldName as FieldNameCodec } from '../model/Field.js'
import type { FieldName } from '../model/Field.js'
import type { FoundBy, KnownFields } from './AccountFields.js'
import type { ColumnOf, ExportKind } from './Columns.js'

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
    | 'a contact field may have this name'
    | 'it is not needed'
}

/**
 * A warning about a mapping. Read the warnings before you rely on the records of the file.
 *
 * | `_tag`          | meaning                                                                               |
 * | --------------- | ------------------------------------------------------------------------------------- |
 * | `ColumnMissing` | the file can be read, but the library cannot answer some questions without the column |
 * | `PlainName`     | the column is not read, because a contact field can have the same name                |
 * | `CaseLost`      | the field names are in capitals, and no describe result shows their letter case       |
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
 * A mapping that the caller passes. If the mapping does not contain a column, the library finds the column in the header.
 *
 * @category model
 * @since 0.2.0
 */
export interface GivenMapping {
  readonly kind: ExportKind
  /** For each special column, its name in the header. */
  readonly columns: Readonly<Record<string, string>>
  /**
   * For each field of the account, the name of its column in the header. If the kind of the file is `changes`, the map contains
   * the name of the field in the log instead.
   */
  readonly fields: Readonly<Record<string, string>>
  /** Columns that are not read. */
  readonly ignored: ReadonlyArray<string>
}

/**
 * The columns that the library found in a file.
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
  /** Mappings for several kinds of files. When the library reads a file, it uses the mapping for the kind of this file. */
  readonly given?: ReadonlyArray<GivenMapping>
}

/**
 * Returns the account fields in the mapping that the caller passed for the log. In the log, the names of account fields are not
 * names of columns. Therefore the header cannot contain these names.
 */
export const fieldsGivenForLog = ({ given }: MappingOptions): ReadonlyArray<MappedField> =>
  Object.entries(given?.find(({ kind }) => kind === 'changes')?.fields ?? {}).flatMap(([field, column]) =>
    FieldNameCodec.is(field) ? [{ field, column, by: 'given' as const }] : [],
  )

/**
 * Takes a mapping that the library found. Returns a mapping that you can pass as an option. With this option, the library finds
 * the same columns in the same file.
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
