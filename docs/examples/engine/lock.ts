/** Locks the partitions that a batch of inputs needs, and loads their rows. */
import * as E from 'fp-ts/lib/Either.js'
import type { Input } from 'marketo-account-sync'
import { emptyRows, type Key, linkedKeys, namedKeys, type Rows, RowsFromJson } from 'marketo-account-sync/partitions'
import { type Decoded, decoded } from './decoded.js'
import type { Connection, Row } from './database.js'

const kinds = ['person/', 'opportunity/', 'contact/', 'account/'] as const

const lockedRow = (row: Row): readonly [Key, Decoded<Rows>] => {
  const key = row['key'] as Key
  return [key, row['rows'] === null ? E.right(emptyRows(key)) : decoded(RowsFromJson, row['rows'])]
}

/**
 * Locks every partition that the inputs can touch, and loads its rows. All workers lock in the same order: first by kind of
 * partition, then by key. It inserts missing rows first, because PostgreSQL can lock only an existing row.
 */
export const lock = async (connection: Connection, inputs: ReadonlyArray<Input>): Promise<Map<Key, Decoded<Rows>>> => {
  const keys = new Set(inputs.flatMap(namedKeys))
  const partitions = new Map<Key, Decoded<Rows>>()
  for (const kind of kinds) {
    const needed = [...keys].filter((key) => key.startsWith(kind))
    if (needed.length === 0) continue
    await connection.query(
      `insert into partition (key) select key collate "C" from unnest($1::text[]) as needed (key) order by 1
        on conflict do nothing`,
      [needed],
    )
    const rows = await connection.query('select key, rows from partition where key = any($1) order by key for update', [
      needed,
    ])
    for (const [key, decodedRows] of rows.map(lockedRow)) {
      partitions.set(key, decodedRows)
      if (E.isRight(decodedRows)) for (const linked of linkedKeys(decodedRows.right)) keys.add(linked)
    }
  }
  return partitions
}
