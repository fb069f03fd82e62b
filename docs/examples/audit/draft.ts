/** Drafts a mapping for a file without all needed columns, so that the user only has to fill in the names of the columns. */
import * as E from 'fp-ts/lib/Either.js'
import {
  type ExportKind,
  type GivenMapping,
  givenMappingOf,
  mappingOf,
  type MappingOptions,
  requiredColumns,
} from 'marketo-account-sync/exports'

/** Stands for the name of a column that the command did not find. */
export const unknownColumn = '?'

/** Passes a name for each column of Sync Status and Sync Errors, because these are found only in a given mapping. */
const givenWith = (
  kind: ExportKind,
  names: ReadonlyArray<string>,
  given: GivenMapping | undefined,
): ReadonlyArray<GivenMapping> => {
  if (kind !== 'syncStatus' && kind !== 'syncErrors') return given === undefined ? [] : [given]
  const columns = { ...Object.fromEntries(names.map((name) => [name, name])), ...given?.columns }
  return [{ kind, columns, fields: {}, ignored: given?.ignored ?? [] }]
}

/**
 * Finds the mapping as if the file had all needed columns, and then marks the columns that the file does not have. The result is
 * null if the header is wrong for another reason.
 */
export const draftMapping = (
  kind: ExportKind,
  header: ReadonlyArray<string>,
  options: MappingOptions,
): GivenMapping | null => {
  const needed = requiredColumns(kind)
  const names = [...new Set(needed.flat())]
  const isInFile = (name: string): boolean => header.includes(name)
  const given = givenWith(
    kind,
    names,
    options.given?.find((each) => each.kind === kind),
  )
  const completed = [...header, ...names.filter((name) => !isInFile(name))]
  const mapping = mappingOf(kind, { ...options, given })(completed)
  if (E.isLeft(mapping)) return null
  const draft = givenMappingOf(mapping.right)
  const found = Object.entries(draft.columns).filter(([, name]) => isInFile(name))
  const isFound = (column: string): boolean => found.some(([each]) => each === column)
  const missing = needed.filter((group) => !group.some(isFound)).flat()
  return {
    kind,
    columns: Object.fromEntries([...found, ...missing.map((column) => [column, unknownColumn] as const)]),
    fields: Object.fromEntries(Object.entries(draft.fields).filter(([, name]) => kind === 'changes' || isInFile(name))),
    ignored: draft.ignored.filter(isInFile),
  }
}
