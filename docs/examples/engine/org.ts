/** Stores an org before the first input, to measure the engine with many contacts. */
import type { Marketo } from 'marketo-account-sync'
import { keyOf, RowsFromJson } from 'marketo-account-sync/partitions'
import type { Database } from './database.js'
import type { Org } from './shared/generate.js'
import { marketoOfOrg, rowsIn } from './shared/org.js'

function* grouped<A>(items: Iterable<A>, size: number): Generator<ReadonlyArray<A>, void, undefined> {
  let group: Array<A> = []
  for (const item of items) {
    group.push(item)
    if (group.length < size) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}

/** Stores the rows of an org without any log, and returns the org as a Marketo state. */
export const storeOrg = async (database: Database, org: Org): Promise<Marketo> => {
  const marketo = marketoOfOrg(org)
  for (const rows of grouped(rowsIn(marketo), 10_000)) {
    await database.query(
      'insert into partition (key, rows) select key, rows::json from unnest($1::text[], $2::text[]) as t (key, rows)',
      [rows.map(keyOf), rows.map((each) => JSON.stringify(RowsFromJson.encode(each)))],
    )
    const live = rows.flatMap((each) =>
      each._tag === 'ContactRows' && each.contact?._tag === 'LiveContact' ? [each.contact] : [],
    )
    await database.query(
      'insert into member (contact, account) select * from unnest($1::text[], $2::text[]) as t (contact, account)',
      [live.map(({ id }) => id), live.map(({ accountId }) => accountId)],
    )
  }
  await database.execute('vacuum analyze')
  return marketo
}
