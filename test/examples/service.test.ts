import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { AccountId, Event, Instant } from 'marketo-account-sync'
import { Instant as InstantCodec } from 'marketo-account-sync'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { accountDelivered, type Store } from '../../docs/examples/service.js'

const at = E.toUnion(InstantCodec.decode('2026-03-02T09:00:00Z')) as unknown as Instant
const later = E.toUnion(InstantCodec.decode('2026-03-03T09:00:00Z')) as unknown as Instant

const alder = '0015g00000AlderAAB'
const record = (stamp: string, industry: string) => ({
  attributes: { type: 'Account' },
  Id: alder,
  SystemModstamp: stamp,
  Industry: industry,
})

/** A database of texts that counts the reads of each account. */
const database = (liveContacts: number, rows = new Map<string, string>()) => {
  const events: Array<unknown> = []
  const asked: Array<AccountId> = []
  const store: Store = {
    loadAccount: (id) => {
      asked.push(id)
      const row = rows.get(id)
      return Promise.resolve(row === undefined ? O.none : O.some(JSON.parse(row)))
    },
    countLiveContacts: () => Promise.resolve(liveContacts),
    save: (account, stored) => {
      rows.set((account as { readonly id: string }).id, JSON.stringify(account))
      events.push(...stored)
      return Promise.resolve()
    },
  }
  return { store, rows, events, asked }
}

const tags = (result: E.Either<unknown, ReadonlyArray<Event>>) =>
  E.map((events: ReadonlyArray<Event>) => events.map(({ _tag }) => _tag))(result)

describe('the service of the README', () => {
  it('reads only the row of the account, and stores the new row and the event', async () => {
    const { store, rows, events, asked } = database(2)
    const result = await accountDelivered(store)(record('2026-03-02T08:58:10.000+0000', 'Electronics'), at)
    expect(tags(result)).toEqual(E.right(['AccountSyncedDown']))
    expect(asked).toEqual([alder])
    expect(JSON.parse(rows.get(alder) ?? '')).toMatchObject({ synced: { Industry: 'Electronics' } })
    expect(events).toMatchObject([{ _tag: 'AccountSyncedDown', liveContacts: 2, logged: true }])
  })
  it('continues from the stored row: an update overrides the local edit in the row', async () => {
    const { store, rows, events } = database(5_001)
    const deliver = accountDelivered(store)
    await deliver(record('2026-03-02T08:58:10.000+0000', 'Electronics'), at)
    const row = JSON.parse(rows.get(alder) ?? '') as object
    const localEdits = [
      { field: 'Industry', value: 'Energy', through: '0035g00000MariaAAB', at: '2026-03-02T10:00:00Z' },
    ]
    rows.set(alder, JSON.stringify({ ...row, localEdits }))
    await deliver(record('2026-03-03T08:58:10.000+0000', 'Electronics'), later)
    expect(JSON.parse(rows.get(alder) ?? '')).toMatchObject({ synced: { Industry: 'Electronics' }, localEdits: [] })
    expect(events[1]).toMatchObject({
      changes: [{ field: 'Industry', oldValue: 'Energy', newValue: 'Electronics' }],
      logged: false,
    })
  })
  it('stores nothing for a repeated record', async () => {
    const { store, events } = database(2)
    const deliver = accountDelivered(store)
    const body = record('2026-03-02T08:58:10.000+0000', 'Electronics')
    await deliver(body, at)
    expect(await deliver(body, later)).toEqual(E.right([]))
    expect(events).toHaveLength(1)
  })
  it('reports what is wrong with a record or a row, and stores nothing', async () => {
    const { store, events, rows } = database(2, new Map([[alder, '{"id":1}']]))
    const deliver = accountDelivered(store)
    expect(await deliver({ Id: alder }, at)).toMatchObject({ _tag: 'Left', left: [{ path: 'SystemModstamp' }] })
    const result = await deliver(record('2026-03-02T08:58:10.000+0000', 'Electronics'), at)
    expect(result).toMatchObject({ _tag: 'Left' })
    expect([events, rows.get(alder)]).toEqual([[], '{"id":1}'])
  })
  it('is shown unchanged in README.md', () => {
    const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
    expect(read('README.md')).toContain(`\`\`\`ts\n${read('docs/examples/service.ts')}\`\`\`\n`)
  })
})
