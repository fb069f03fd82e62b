/**
 * A table is a header and the rows below it.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import { isObject, own } from '../codecs/Combinators.js'
import type { FieldValue } from '../model/Field.js'
import { found } from '../model/DecodeError.js'
import type { FileError } from './FileError.js'
import { fileError } from './FileError.js'
import { foundInCell } from './FoundInCell.js'
import type { BadRow, Row } from './Row.js'
import { badRow } from './Row.js'

/**
 * The names of the columns, and the rows. The rows can be iterated again only if their source can be iterated again.
 *
 * @category model
 * @since 0.2.0
 */
export interface Table {
  readonly header: ReadonlyArray<string>
  readonly rows: Iterable<E.Either<BadRow, Row>>
}

/** Makes an iterable of the remaining items of an iterator. Closing the iterable also closes the iterator. */
const restOf = <A>(iterator: Iterator<A>): Iterable<A> => {
  const rest: IterableIterator<A> = {
    next: () => iterator.next(),
    return: () => iterator.return?.() ?? { done: true, value: undefined },
    [Symbol.iterator]: () => rest,
  }
  return rest
}

/**
 * Makes a table whose header is the first row. Returns an error if there is no row.
 *
 * @example
 * import { csvRows, tableOf } from 'marketo-account-sync/exports'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const table = tableOf(csvRows()(['Id;Name\n', '0014W000027f6Uw;"Edge; Communications"\n']))
 * if (E.isLeft(table)) assert.fail()
 * assert.deepStrictEqual(table.right.header, ['Id', 'Name'])
 * assert.deepStrictEqual([...table.right.rows], [E.right({ line: 2, cells: ['0014W000027f6Uw', 'Edge; Communications'] })])
 *
 * @category constructors
 * @since 0.2.0
 */
export const tableOf = (rows: Iterable<E.Either<BadRow, Row>>): E.Either<FileError, Table> => {
  const iterator = rows[Symbol.iterator]()
  const first = iterator.next()
  const expected = 'a first line with the names of the columns'
  if (first.done === true) return E.left(fileError('Empty', expected, 'nothing'))
  if (E.isLeft(first.value)) {
    const [fault] = first.value.left.faults
    return E.left(fileError('NoHeader', `${expected}, with ${fault.expected}`, fault.found))
  }
  const header = first.value.right.cells.map((cell) => String(cell ?? '').trim())
  return E.right({ header, rows: restOf(iterator) })
}

const isValue = (value: unknown): value is FieldValue =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

const rowOfObject = (names: ReadonlyArray<string>, object: unknown, line: number): E.Either<BadRow, Row> => {
  if (!isObject(object))
    return E.left(badRow(line, 'cell', null, 'an object', isValue(object) ? foundInCell(object) : found(object)))
  const cells: Array<FieldValue> = []
  for (const name of names) {
    const value = own(object, name) ?? null
    if (!isValue(value))
      return E.left(badRow(line, 'cell', name, 'a text, a number, true, false or null', found(value)))
    cells.push(value)
  }
  return E.right({ line, cells })
}

/**
 * Makes a table from a list of JSON objects. If an object does not have a key, the cell for this key is null, because Marketo
 * leaves out null values.
 *
 * The header is the list `names`. If the caller passes no names, the header contains the keys of the objects. It leaves out a key
 * if every value of this key is an object or an array.
 *
 * @example
 * import { tableOfObjects } from 'marketo-account-sync/exports'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const { header, rows } = tableOfObjects([{ id: 7, company: 'Edge Communications' }, { id: 8 }])
 * assert.deepStrictEqual(header, ['id', 'company'])
 * assert.deepStrictEqual([...rows][1], E.right({ line: 2, cells: [8, null] }))
 *
 * @category constructors
 * @since 0.2.0
 */
export const tableOfObjects = (objects: ReadonlyArray<unknown>, names?: ReadonlyArray<string>): Table => {
  const keys = new Set<string>()
  if (names === undefined)
    for (const object of objects)
      if (isObject(object)) for (const [key, value] of Object.entries(object)) if (isValue(value)) keys.add(key)
  const header = names ?? [...keys]
  return { header, rows: objects.map((object, index) => rowOfObject(header, object, index + 1)) }
}
