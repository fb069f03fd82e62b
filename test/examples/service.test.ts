import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountId, Event, Instant } from 'marketo-account-sync'
import { evolveAccount, Instant as InstantCodec } from 'marketo-account-sync'
import { AccountFromJson, EventFromJson } from 'marketo-account-sync/codecs'
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

const wait = () => Promise.resolve()

/** A database that stores strings. It counts the reads of each account, and can wait before it answers. */
const database = (contacts: number, rows = new Map<string, string>(), before = wait, checksVersion = true) => {
  const events: Array<unknown> = []
  const asked: Array<AccountId> = []
  const now = { contacts, version: rows.size }
  const store: Store = {
    load: async (id) => {
      await before()
      asked.push(id)
      const row = rows.get(id)
      return {
        account: row === undefined ? O.none : O.some(JSON.parse(row)),
        liveContacts: now.contacts,
        version: now.version,
      }
    },
    save: async (account, stored, { version }) => {
      await before()
      if (checksVersion && version !== now.version) return false
      now.version += 1
      rows.set((account as { readonly id: string }).id, JSON.stringify(account))
      events.push(...stored)
      return true
    },
  }
  const join = async () => {
    await before()
    now.version += 1
    now.contacts += 1
    events.push('a contact joins')
  }
  return { store, rows, events, asked, join }
}

const tags = (result: E.Either<unknown, ReadonlyArray<Event>>) =>
  E.map((events: ReadonlyArray<Event>) => events.map(({ _tag }) => _tag))(result)

describe('the example service in README.md', () => {
  it('reads only the row of the account, and stores the new row and the event', async () => {
    const { store, rows, events, asked } = database(2)
    const result = await accountDelivered(store)(record('2026-03-02T08:58:10.000+0000', 'Electronics'), at)
    expect(tags(result)).toEqual(E.right(['AccountSyncedDown']))
    expect(asked).toEqual([alder])
    expect(JSON.parse(rows.get(alder) ?? '')).toMatchObject({ synced: { Industry: 'Electronics' } })
    expect(events).toMatchObject([{ _tag: 'AccountSyncedDown', liveContacts: 2, logged: true }])
  })
  it('lets an update override the local edit in the stored row', async () => {
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
  it('reports the mistakes in a record or a row, and stores nothing', async () => {
    const { store, events, rows } = database(2, new Map([[alder, '{"id":1}']]))
    const deliver = accountDelivered(store)
    expect(await deliver({ Id: alder }, at)).toMatchObject({ _tag: 'Left', left: [{ path: 'SystemModstamp' }] })
    const result = await deliver(record('2026-03-02T08:58:10.000+0000', 'Electronics'), at)
    expect(result).toMatchObject({ _tag: 'Left' })
    expect([events, rows.get(alder)]).toEqual([[], '{"id":1}'])
  })
  it('does not save an account if another process has saved it in the meantime', async () => {
    const { store, asked, events } = database(2)
    const deliver = accountDelivered(store)
    await Promise.all([
      deliver(record('2026-03-02T08:58:10.000+0000', 'Electronics'), at),
      deliver(record('2026-03-03T08:58:10.000+0000', 'Energy'), later),
    ])
    expect(asked).toHaveLength(3)
    expect(events.slice(1)).toMatchObject([{ changes: [{ oldValue: 'Electronics', newValue: 'Energy' }] }])
  })
  it('has the same code in README.md as in this test', () => {
    const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
    expect(read('README.md')).toContain(`\`\`\`ts\n${read('docs/examples/service.ts')}\`\`\`\n`)
  })
})

/** Two processes deliver one record each, while a contact joins the account. All requests to the database run in any order. */
const atOnce = (checksVersion: boolean) =>
  fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const gate = () => scheduler.schedule(Promise.resolve())
    const { store, rows, events, join } = database(0, new Map(), gate, checksVersion)
    const deliver = accountDelivered(store)
    const website = { Id: alder, SystemModstamp: '2026-03-03T08:58:10.000+0000', Website: 'alder.example' }
    await scheduler.waitFor(
      Promise.all([
        deliver(record('2026-03-02T08:58:10.000+0000', 'Electronics'), at),
        deliver(website, later),
        join(),
      ]),
    )

    // Short descriptions of the stored events, in order.
    const joined = events.indexOf('a contact joins')
    const stored = events.flatMap((json, index) => {
      const event = EventFromJson.decode(json)
      return E.isRight(event) && event.right._tag === 'AccountSyncedDown'
        ? [{ event: event.right, contacts: index > joined ? 1 : 0 }]
        : []
    })
    const account = stored.reduce<O.Option<Account>>((before, { event }) => evolveAccount(before, event), O.none)
    expect(JSON.parse(rows.get(alder) ?? '')).toEqual(O.toUndefined(O.map(AccountFromJson.encode)(account)))
    expect(stored.map(({ event }) => event.liveContacts)).toEqual(stored.map(({ contacts }) => contacts))
  })

describe('two processes of the example service in README.md', () => {
  it('lose no event, and count the contacts at the moment of saving', async () => {
    await fc.assert(atOnce(true))
  })
  it('would lose an event if the store did not check the version', async () => {
    const { failed } = await fc.check(atOnce(false))
    expect(failed).toBe(true)
  })
})
