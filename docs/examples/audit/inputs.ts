/** Opens the files of an audit, finds their columns, and reads a row only when the audit needs it. */
import * as E from 'fp-ts/lib/Either.js'
import { decodeErrors, FieldName } from 'marketo-account-sync'
import type { AuditRows } from 'marketo-account-sync/audit'
import {
  type BadRow,
  type Export,
  type ExportKind,
  type FileError,
  type GivenMapping,
  givenMappingOf,
  latestRows,
  type Mapping,
  MappingFromJson,
  type OtherRow,
  csvRows,
  type ReadOptions,
  readTable,
  type Records,
  type Remark,
  type RowOf,
  tableOf,
  type UnreadRow,
} from 'marketo-account-sync/exports'
import { type ObjectSchema, schemaFromDescribe } from 'marketo-account-sync/records'
import { type Encoding, type Source, textOf, unpacked } from './bytes.js'
import { draftMapping } from './draft.js'
import { fieldWarnings, wrongSkipField } from './names.js'
import type { FileKind, Options } from './options.js'

/** The report about one file. The counts grow while the audit reads the file. */
export interface FileReport {
  readonly kind: FileKind
  readonly name: string
  readonly mapping: Mapping
  encoding: Encoding
  /** The number of rows that became records. */
  read: number
  readonly unread: Record<BadRow['_tag'] | OtherRow['what'], number>
  /** The first bad rows. */
  readonly firstBad: Array<BadRow>
  readonly remarks: Map<Remark['_tag'], number>
  /** Whether each id of 15 characters so far has letters of only one case. */
  hasOneCase: boolean
}

export interface Inputs {
  readonly rows: AuditRows
  readonly files: ReadonlyArray<FileReport>
  readonly schema: ObjectSchema | undefined
  /** Warnings about names in the options that the files do not contain. */
  readonly warnings: ReadonlyArray<string>
}

/** The reason why an audit cannot begin. */
export interface Refusal {
  readonly because: 'usage' | 'data'
  readonly message: string
  /** The mappings that the user can correct, if the names of the columns are the reason. */
  readonly mappings?: ReadonlyArray<GivenMapping>
}

const refuse = (
  because: Refusal['because'],
  message: string,
  mappings: ReadonlyArray<GivenMapping> = [],
): E.Either<Refusal, never> => E.left({ because, message, mappings })

const mostBadRows = 5

/** Reads a small file as JSON. */
export const jsonIn = (text: string, option: string): E.Either<Refusal, unknown> =>
  E.tryCatch(
    () => JSON.parse(text) as unknown,
    () => ({ because: 'usage' as const, message: `${option}: expected JSON, found another text` }),
  )

/** Decodes mappings in the form that `--map-out` writes: one mapping, or a list of mappings. */
export const mappingsIn = (json: unknown, option: string): E.Either<Refusal, ReadonlyArray<GivenMapping>> => {
  const mappings: Array<GivenMapping> = []
  for (const [index, each] of (Array.isArray(json) ? (json as ReadonlyArray<unknown>) : [json]).entries()) {
    const decoded = MappingFromJson.decode(each)
    if (E.isLeft(decoded)) {
      const [error] = decodeErrors(decoded.left)
      const place = [`mapping ${index + 1}`, error?.path ?? ''].filter((part) => part !== '').join(', ')
      return refuse('usage', `${option}: ${place}: expected ${error?.expected ?? ''}, found ${error?.found ?? ''}`)
    }
    mappings.push(decoded.right)
  }
  return E.right(mappings)
}

interface Schemas {
  readonly Account?: ObjectSchema
  readonly Contact?: ObjectSchema
}

/** Decodes describe results of the REST API or of `sf sobject describe --json`. */
export const schemasIn = (jsons: ReadonlyArray<unknown>): E.Either<Refusal, Schemas> => {
  let schemas: Schemas = {}
  for (const json of jsons) {
    const decoded = schemaFromDescribe(json)
    if (E.isLeft(decoded)) {
      const { path = '', expected = '', found = '' } = decoded.left[0] ?? {}
      return refuse('usage', `--describe: ${path === '' ? '' : `${path}: `}expected ${expected}, found ${found}`)
    }
    schemas = { ...schemas, [decoded.right.object]: decoded.right }
  }
  return E.right(schemas)
}

const hints: Readonly<Partial<Record<FileError['_tag'], string>>> = {
  WrongDelimiter: 'Use --delimiter.',
  WrongEncoding: 'Use --encoding.',
  MappingNeeded: 'Write a mapping with --map-out, correct it, and pass it with --map. docs/audit.md shows an example.',
  ColumnsMissing:
    'If the columns have other names, write a mapping with --map-out, correct it, and pass it with --map.',
  GivenColumnMissing: 'The mapping of --map does not fit this file.',
}

/** The message about a file that cannot be used. It may quote the header of the file, but never a row. */
const fileErrorText = (name: string, { _tag, expected, found }: FileError): string =>
  [`${name}: expected ${expected}, found ${found}.`, hints[_tag] ?? ''].join(' ').trim()

const needsMapping: ReadonlySet<FileError['_tag']> = new Set(['ColumnsMissing', 'MappingNeeded'])

/** The text of the remark about an id of 15 characters that has a capital letter and a small letter. */
const mixedCase = /^read as (?=\w{0,14}[A-Z])\w{0,14}[a-z]/

/** Yields the rows of one file, and counts them in the report. */
function* counted<A>(records: Records<A>, reports: () => FileReport): Generator<A, undefined> {
  for (const record of records) {
    const report = reports()
    if (E.isRight(record)) {
      report.read++
      const { remarks } = record.right as { readonly remarks?: ReadonlyArray<Remark> }
      if (remarks !== undefined)
        for (const { _tag, text } of remarks) {
          report.remarks.set(_tag, (report.remarks.get(_tag) ?? 0) + 1)
          if (_tag === 'IdCompleted' && report.hasOneCase) report.hasOneCase = !mixedCase.test(text)
        }
      yield record.right
      continue
    }
    const row = record.left
    if (row._tag === 'OtherRow') report.unread[row.what]++
    else {
      report.unread.BadRow++
      if (report.firstBad.length < mostBadRows) report.firstBad.push(row)
    }
  }
  return undefined
}

/** Adds the number of the file to its rows. */
function* inFile<A>(records: Records<A>, file: number): Generator<E.Either<UnreadRow, A>, undefined> {
  for (const record of records) yield E.isRight(record) ? E.right({ ...record.right, file }) : record
  return undefined
}

interface Opened<K extends ExportKind> {
  readonly report: FileReport
  readonly file: Export<K>
}

export interface Opening {
  readonly options: Pick<Options, 'files' | 'notation' | 'encoding' | 'delimiter' | 'audit' | 'settings'>
  readonly given: ReadonlyArray<GivenMapping>
  readonly schemas: Schemas
  /** Opens a file by its name on the command line. */
  readonly sourceOf: (name: string) => Source
  /** Called each time that bytes of a file have been read. */
  readonly passed: (bytes: number) => void
}

function* watched(pieces: Iterable<Uint8Array>, passed: Opening['passed']): Generator<Uint8Array, undefined> {
  for (const piece of pieces) {
    passed(piece.length)
    yield piece
  }
  return undefined
}

/** Copies an object, but leaves out the keys whose value is undefined. */
type WithoutMissing<A> = { readonly [K in keyof A as undefined extends A[K] ? never : K]: A[K] } & {
  readonly [K in keyof A as undefined extends A[K] ? K : never]?: Exclude<A[K], undefined>
}

const withoutMissing = <A extends object>(record: A): WithoutMissing<A> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as WithoutMissing<A>

/** Opens all files. At this time it reads only the first piece of each file. */
export const inputsOf = ({ options, given, schemas, sourceOf, passed }: Opening): E.Either<Refusal, Inputs> => {
  const reports: Array<FileReport> = []
  /** The files with missing columns: their error messages, and a draft of a mapping for each. */
  const problems: Array<string> = []
  const drafts: Array<GivenMapping> = []
  const mappingsSoFar = (): ReadonlyArray<GivenMapping> => [
    ...reports.map(({ mapping }) => givenMappingOf(mapping)),
    ...drafts,
  ]
  const schema = schemas.Account
  const known: ReadOptions = {
    given,
    ...(schema === undefined ? {} : { schema }),
    ...(schemas.Contact === undefined ? {} : { contactSchema: schemas.Contact }),
    ...(options.delimiter === null ? {} : { delimiter: options.delimiter }),
  }

  const open = <K extends ExportKind>(
    kind: K,
    fileKind: FileKind,
    more: ReadOptions = {},
  ): E.Either<Refusal, ReadonlyArray<Opened<K>>> => {
    const isSalesforce = kind === 'accounts' || kind === 'contacts'
    const notation = isSalesforce ? options.notation.salesforce : options.notation.marketo
    const opened: Array<Opened<K>> = []
    for (const name of options.files[fileKind]) {
      let encoding: Encoding = options.encoding ?? 'utf-8'
      const text = textOf(unpacked(watched(sourceOf(name).bytes(), passed), name), options.encoding, (used) => {
        encoding = used
      })
      const reading = { ...known, notation, ...more }
      const table = tableOf(csvRows(reading)(text))
      if (E.isLeft(table)) return refuse('data', fileErrorText(name, table.left))
      const file = readTable(kind, reading)(table.right)
      if (E.isLeft(file)) {
        const draft = needsMapping.has(file.left._tag) ? draftMapping(kind, table.right.header, reading) : null
        if (draft === null) return refuse('data', fileErrorText(name, file.left), mappingsSoFar())
        problems.push(fileErrorText(name, file.left))
        drafts.push(draft)
        continue
      }
      const report: FileReport = {
        kind: fileKind,
        name,
        mapping: file.right.mapping,
        encoding,
        read: 0,
        unread: { BadRow: 0, header: 0, footer: 0, older: 0 },
        firstBad: [],
        remarks: new Map(),
        hasOneCase: true,
      }
      reports.push(report)
      opened.push({ report, file: file.right })
    }
    return E.right(opened)
  }

  /** The rows of all files of a kind, in the order of the files. `settle` chooses between several rows of one record. */
  const all = <K extends ExportKind>(
    [first, ...others]: ReadonlyArray<Opened<K>>,
    settle: (records: Records<RowOf[K]>) => Records<RowOf[K]>,
  ): Iterable<RowOf[K]> | undefined => {
    if (first === undefined) return undefined
    if (others.length === 0) return counted(settle(first.file.records), () => first.report)
    let { report } = first
    const records: Records<RowOf[K]> = {
      *[Symbol.iterator]() {
        for (const [index, each] of [first, ...others].entries()) {
          report = each.report
          yield* index > 0 && report.kind === 'people' ? inFile(each.file.records, index) : each.file.records
        }
      },
    }
    return counted(settle(records), () => report)
  }
  const asTheyAre = <A>(records: Records<A>): Records<A> => records

  const accounts = open('accounts', 'accounts')
  if (E.isLeft(accounts)) return accounts
  const accountFields: ReadonlyArray<FieldName> = [
    ...new Set([
      ...accounts.right.flatMap(({ file }) => file.mapping.fields.map(({ field }) => field)),
      ...drafts.flatMap(({ fields }) => Object.keys(fields).filter(FieldName.is)),
    ]),
  ]
  const earlierAccounts = open('accounts', 'earlierAccounts')
  if (E.isLeft(earlierAccounts)) return earlierAccounts
  const contacts = open('contacts', 'contacts')
  if (E.isLeft(contacts)) return contacts
  const syncStatus = open('syncStatus', 'syncStatus')
  if (E.isLeft(syncStatus)) return syncStatus
  const syncErrors = open('syncErrors', 'syncErrors')
  if (E.isLeft(syncErrors)) return syncErrors
  const people = open('people', 'people', { accountFields })
  if (E.isLeft(people)) return people
  // The names in the people show whether Marketo adds a suffix to the name of an account field.
  const suffixedFields = people.right.flatMap(({ file }) =>
    file.mapping.fields.flatMap(({ field, by }) => (by === 'account-suffix' ? [field] : [])),
  )
  const changes = open('changes', 'changes', { accountFields, suffixedFields })
  if (E.isLeft(changes)) return changes

  if (problems.length > 0) return refuse('data', problems.join(' '), mappingsSoFar())
  const knownFields = new Set<string>([...accountFields, ...Object.keys(schema?.fields ?? {})])
  const wrongName = wrongSkipField(options.audit, knownFields)
  if (wrongName !== null) return refuse('usage', wrongName)
  const peopleFields = new Set(people.right.flatMap(({ file }) => file.mapping.fields.map(({ field }) => field)))
  if (!accountFields.some((field) => peopleFields.has(field)))
    return refuse(
      'data',
      [
        'the accounts and the people have no field in common, so there is nothing to compare.',
        `The accounts have ${accountFields.length === 0 ? 'no fields' : accountFields.join(', ')};`,
        `the people have ${peopleFields.size === 0 ? 'no fields of accounts' : [...peopleFields].join(', ')}.`,
        'If the columns have other names, write a mapping with --map-out, correct it, and pass it with --map.',
      ].join(' '),
      mappingsSoFar(),
    )

  const rows = {
    accounts: all(accounts.right, latestRows) ?? [],
    earlierAccounts: all(earlierAccounts.right, latestRows),
    contacts: all(contacts.right, latestRows),
    syncStatus: all(syncStatus.right, asTheyAre),
    syncErrors: all(syncErrors.right, asTheyAre),
    people: all(people.right, latestRows) ?? [],
    changes: all(changes.right, asTheyAre),
  }
  return E.right({
    files: reports,
    schema,
    rows: withoutMissing(rows),
    warnings: fieldWarnings(options.settings, given, knownFields),
  })
}
