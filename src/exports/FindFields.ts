/** Finds the columns that contain fields of the account. */
import * as O from 'fp-ts/lib/Option.js'
import { FieldName as FieldNameCodec } from '../model/Field.js'
import { isFieldKey } from '../codecs/AccountRelationships.js'
import type { FieldName } from '../model/Field.js'
import type { AccountFields, FoundBy, FoundField } from './AccountFields.js'
import { accountFieldsOf, isRecordKey } from './AccountFields.js'
import type { ExportKind } from './Columns.js'
import { hasFields } from './Columns.js'
import type { GivenMapping, MappedField, MappingOptions, UnusedColumn } from './Mapping.js'

export type FoundColumns = Readonly<Record<string, string>>

export const isTwice = (header: ReadonlyArray<string>, name: string): boolean =>
  header.indexOf(name) !== header.lastIndexOf(name)

const ranks: Readonly<Record<FoundBy, number>> = {
  given: 0,
  documented: 1,
  'account-suffix': 1,
  'api-name': 2,
  label: 3,
  'plain-name': 4,
}

/**
 * Tests whether the header contains API names and not labels. In a header with API names, an unknown name also counts as an API
 * name.
 */
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

export interface FoundFields {
  readonly fields: ReadonlyArray<MappedField>
  readonly unused: ReadonlyArray<UnusedColumn>
}

export const findFields = (
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
  const found = [...best.values()]
  for (const { by, column } of found)
    if (by === 'plain-name') unused.push({ column, because: 'a contact field may have this name' })
  return { fields: found.filter(({ by }) => by !== 'plain-name'), unused }
}
