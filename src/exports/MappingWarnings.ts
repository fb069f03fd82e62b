/** Lists the warnings about a mapping. */
import type { ExportKind } from './Columns.js'
import { hasFields, lossesOf } from './Columns.js'
import type { FoundColumns, FoundFields } from './FindFields.js'
import type { MappingOptions, MappingWarning } from './Mapping.js'

const warning = (_tag: MappingWarning['_tag'], columns: ReadonlyArray<string>, text: string): MappingWarning => ({
  _tag,
  columns,
  text,
})

export const warningsOf = (
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
  const plain = unused
    .filter(({ because }) => because === 'a contact field may have this name')
    .map(({ column }) => column)
  const capitals = fields.filter(
    ({ by, field, column }) => by === 'api-name' && schema === undefined && field === column && !/[a-z]/.test(field),
  )
  return [
    ...lossesOf(kind)
      .filter(([column]) => columns[column] === undefined)
      .map(([column, loss]) => warning('ColumnMissing', [column], `without ${column}, ${loss}`)),
    ...(hasFields(kind) && fields.length === 0 ? [warning('NoFields', [], 'no column is a field of the account')] : []),
    ...of('ColumnTwice', twice, 'two columns have the same name, so neither is read'),
    ...of(
      'PlainName',
      plain,
      'not read, because a contact field may have the same name; pass the describe of Contact, or a mapping',
    ),
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
