// Helpers that read a file. They return the rows, or the errors that the reader found.
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type {
  BadRow,
  Export,
  ExportKind,
  FileError,
  Fault,
  OtherRow,
  ReadOptions,
  Records,
  RowOf,
  Zone,
} from 'marketo-account-sync/exports'
import { fixedZone, readCsv } from 'marketo-account-sync/exports'

/** Returns the file that was read. If reading failed, the test fails with the error. */
export const orFail = <A>(either: E.Either<FileError, A>): A =>
  E.getOrElseW((error: FileError) => {
    throw new Error(JSON.stringify(error))
  })(either)

export const readFile = <K extends ExportKind>(
  kind: K,
  text: string | ReadonlyArray<string>,
  options: ReadOptions = {},
): Export<K> => orFail(readCsv(kind, options)(typeof text === 'string' ? [text] : text))

export const rowsOf = <A>(records: Records<A>): ReadonlyArray<A> =>
  [...records].flatMap((record) => (E.isRight(record) ? [record.right] : []))

/** Reads a file of the given kind. Returns its rows. */
export const rowsIn = <K extends ExportKind>(
  kind: K,
  text: string,
  options: ReadOptions = {},
): ReadonlyArray<RowOf[K]> => rowsOf(readFile(kind, text, options).records)

/** Removes the line number and the remarks from a row. */
export const withoutPlace = <A extends object>(row: A): A =>
  Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'line' && key !== 'remarks')) as A

const unread = <A>(records: Records<A>): ReadonlyArray<BadRow | OtherRow> =>
  [...records].flatMap((record) => (E.isLeft(record) ? [record.left] : []))

export const badRowsOf = <A>(records: Records<A>): ReadonlyArray<BadRow> =>
  unread(records).flatMap((row) => (row._tag === 'BadRow' ? [row] : []))

export const otherRowsOf = <A>(records: Records<A>): ReadonlyArray<readonly [line: number, what: string]> =>
  unread(records).flatMap((row) => (row._tag === 'OtherRow' ? [[row.line, row.what] as const] : []))

/** Reads a file. Returns the errors of the bad rows, with line numbers. */
export const faultsIn = (
  kind: ExportKind,
  text: string,
  options: ReadOptions = {},
): ReadonlyArray<Fault & { readonly line: number }> =>
  badRowsOf(readFile(kind, text, options).records).flatMap(({ line, faults }) =>
    faults.map((fault) => ({ line, ...fault })),
  )

export const zoneOf = (offset: string): Zone =>
  O.getOrElseW(() => {
    throw new Error(offset)
  })(fixedZone(offset))
