/** Computes the lanes. For each field and each line, a pair of lanes shows the value in Salesforce and the value in Marketo. */
import {
  type Account,
  type AccountId,
  type FieldName,
  type FieldValue,
  localEditOf,
  shownValue,
  valueOf,
} from 'marketo-account-sync'
import * as O from 'fp-ts/lib/Option.js'
import { printFieldValue } from 'marketo-account-sync/histories'
import type { Played } from './play.js'

export interface Column {
  readonly accountId: AccountId
  readonly field: FieldName
}

/** The part of one lane beside one line. */
export interface Cell {
  /** The value as text, or `undefined` if the account does not have the field. */
  readonly text: string | undefined
  readonly isBlank: boolean
  readonly isEdited: boolean
  /** Whether the value or its kind differs from the previous line. */
  readonly begins: boolean
  /** The number of the colour. Equal values in a column have the same number. */
  readonly colour: number
}

export interface Lanes {
  readonly columns: ReadonlyArray<Column>
  /** For each line and each column, the cell of Salesforce and the cell of Marketo. */
  readonly cells: ReadonlyArray<ReadonlyArray<readonly [Cell, Cell]>>
  /** The number of columns if none were left out. */
  readonly all: number
  /** The number of accounts in the history. */
  readonly accounts: number
}

const mostColumns = 4

const keyOf = ({ accountId, field }: Column): string => `${accountId} ${field}`

/** Lists every account field of the history. The fields that change most often come first. */
const columnsOf = (
  played: ReadonlyArray<Played>,
): { readonly columns: ReadonlyArray<Column>; readonly all: number } => {
  const changes = new Map<string, { readonly column: Column; count: number }>()
  for (const { account, changedFields } of played) {
    if (account === undefined) continue
    for (const field of Object.keys(account.synced) as Array<FieldName>) {
      const column = { accountId: account.id, field }
      const known = changes.get(keyOf(column)) ?? { column, count: 0 }
      if (changedFields.includes(field)) known.count++
      changes.set(keyOf(column), known)
    }
  }
  const all = [...changes.values()].sort((a, b) => b.count - a.count)
  // The first value of a field counts as a change. A field that does not change again gets a lane only if no field changes again.
  const changing = all.filter(({ count }) => count > 1)
  return {
    columns: (changing.length > 0 ? changing : all.slice(0, 2)).map(({ column }) => column),
    all: all.length,
  }
}

const absent: Cell = { text: undefined, isBlank: false, isEdited: false, begins: false, colour: 0 }

const cellOf = (
  value: O.Option<FieldValue>,
  isEdited: boolean,
  before: Cell,
  colourOf: (text: string) => number,
): Cell => {
  if (O.isNone(value)) return { ...absent, begins: before.text !== undefined }
  const text = printFieldValue(value.value)
  return {
    text,
    isBlank: value.value === null,
    isEdited,
    begins: text !== before.text || isEdited !== before.isEdited,
    colour: colourOf(text),
  }
}

const colours = (): ((text: string) => number) => {
  const known = new Map<string, number>()
  return (text) => {
    const colour = known.get(text) ?? known.size % 6
    known.set(text, colour)
    return colour
  }
}

const pairOf = (
  account: Account,
  { field }: Column,
  [sent, shown]: readonly [Cell, Cell],
  colourOf: (text: string) => number,
): readonly [Cell, Cell] => [
  cellOf(valueOf(field)(account.synced), false, sent, colourOf),
  cellOf(shownValue(field)(account), O.isSome(localEditOf(field)(account)), shown, colourOf),
]

const goesOn = (cell: Cell): Cell => (cell.begins ? { ...cell, begins: false } : cell)

export const lanesOf = (played: ReadonlyArray<Played>): Lanes => {
  const { columns: worthy, all } = columnsOf(played)
  const chosen = new Set(worthy.slice(0, mostColumns).map(keyOf))
  // The columns of one account are side by side. Their order stays the same when the history changes.
  const columns = worthy.filter((column) => chosen.has(keyOf(column))).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const colourOf = columns.map(colours)
  let last = columns.map((): readonly [Cell, Cell] => [absent, absent])
  const cells = played.map(({ account }) => {
    last = columns.map((column, index) => {
      const before = last[index] ?? [absent, absent]
      return account?.id === column.accountId
        ? pairOf(account, column, before, colourOf[index] ?? (() => 0))
        : [goesOn(before[0]), goesOn(before[1])]
    })
    return last
  })
  const accounts = new Set(played.flatMap(({ account }) => (account === undefined ? [] : [account.id]))).size
  return { columns, cells, all, accounts }
}
