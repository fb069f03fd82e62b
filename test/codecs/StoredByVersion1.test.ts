// Tests that the library can still decode the data of versions 0.1 and 0.2. Replaying the stored events must give the stored
// picture.
//
// The code of versions 0.1 and 0.2 wrote the fixture, under two different settings. The two versions wrote identical data, except
// for the tags of two refusals.
import * as E from 'fp-ts/lib/Either.js'
import type { Account, Input } from 'marketo-account-sync'
import {
  accountsOf,
  decodeErrors,
  emptyMarketo,
  eqMarketo,
  furtherValues,
  marketoOf,
  replay,
  rowsOf,
  run,
  shownFields,
} from 'marketo-account-sync'
import {
  AccountFromJson,
  ContactFromJson,
  ConversionFromJson,
  EventFromJson,
  InputFromJson,
  MarketoFromJson,
  PersonFromJson,
  RefusalFromJson,
  SettingsFromJson,
} from 'marketo-account-sync/codecs'
import { SyncStateFromJson } from 'marketo-account-sync/records'
import type * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import stored from './fixtures/stored-by-version-1.json' with { type: 'json' }

const { inputs, stories } = stored

const decoded = <A>(codec: t.Type<A, unknown, unknown>, json: unknown): A => {
  const either = codec.decode(json)
  if (E.isLeft(either)) throw new Error(JSON.stringify(decodeErrors(either.left)))
  return either.right
}

/**
 * Names of fields in the fixture. Versions 0.1 and 0.2 treated these names as fields. Later versions do not treat them as fields.
 */
const neverFields = ['Parent', 'BillingAddress', 'Contacts', 'Region__r']

const withoutNeverFields = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !neverFields.includes(name)))

const [acmeId, boltId] = ['001000000000001AAA', '001000000000002AAA'] as const

describe.each(stories.map((story, index) => [index, story] as const))(
  'the stored history %i of version 1',
  (_, story) => {
    const marketo = decoded(MarketoFromJson, story.syncState.marketo)

    test('contains all names that are no longer fields, edits of these names, and several records with one SystemModstamp', () => {
      const { accounts } = story.syncState.marketo
      const names = new Set(accounts.flatMap(({ synced }) => Object.keys(synced)))
      expect(neverFields.filter((name) => !names.has(name))).toEqual([])
      expect(accounts.map(({ localEdits }) => localEdits.some(({ field }) => field === 'Parent'))).toEqual([
        true,
        true,
        false,
      ])
      expect(accounts.some(({ appliedAtStamp }) => appliedAtStamp.length > 1)).toBe(true)
      expect(story.syncState.marketo.schemaVersion).toBe(1)
    })

    test('decodes as the whole Marketo state and as a SyncState', () => {
      expect(eqMarketo.equals(decoded(SyncStateFromJson, story.syncState).marketo, marketo)).toBe(true)
      expect(decoded(SyncStateFromJson, story.syncState).deferred.length).toBe(2)
      expect(MarketoFromJson.encode(marketo)['schemaVersion']).toBe(2)
      expect(eqMarketo.equals(decoded(MarketoFromJson, MarketoFromJson.encode(marketo)), marketo)).toBe(true)
    })

    test('decodes row by row', () => {
      const { accounts, contacts, persons, conversions } = story.syncState.marketo
      const rows = {
        accounts: accounts.map((row) => decoded(AccountFromJson, row)),
        contacts: contacts.map((row) => decoded(ContactFromJson, row)),
        persons: persons.map((row) => decoded(PersonFromJson, row)),
        conversions: conversions.map((row) => decoded(ConversionFromJson, row)),
      }
      expect(eqMarketo.equals(marketoOf(rows), marketo)).toBe(true)
    })

    test('shows the stored values, without the names that are no longer fields', () => {
      const shown = Object.fromEntries([...accountsOf(marketo)].map((account) => [account.id, shownFields(account)]))
      expect(shown).toEqual(
        Object.fromEntries(Object.entries<object>(story.shown).map(([id, fields]) => [id, withoutNeverFields(fields)])),
      )
    })

    test('gives the stored Marketo state if its events are replayed', () => {
      const events = story.events.map((event) => decoded(EventFromJson, event))
      expect(eqMarketo.equals(replay(events, emptyMarketo), marketo)).toBe(true)
      expect(rowsOf(replay(events, emptyMarketo))).toEqual(rowsOf(marketo))
      const again = events.map((event) => decoded(EventFromJson, EventFromJson.encode(event)))
      expect(again).toEqual(events)
    })

    test.each(['0.1', '0.2'] as const)('has refusals that can be decoded from the format of version %s', (version) => {
      const refusals = story.refusals[version].map((refusal) => decoded(RefusalFromJson, refusal))
      expect(refusals).toEqual(story.refusals['0.2'].map((refusal) => decoded(RefusalFromJson, refusal)))
      expect(new Set(refusals.map(({ _tag }) => _tag)).size).toBe(14)
    })

    test('has settings that are decoded as settings without formula fields', () => {
      const { instance } = decoded(SettingsFromJson, story.settings)
      expect(instance.formulaFields).toEqual([])
      expect(SettingsFromJson.encode(decoded(SettingsFromJson, story.settings))).toEqual({
        ...story.settings,
        instance: { ...story.settings.instance, formulaFields: [] },
      })
    })

    test('treats known records as repeats, and refuses an edit through a contact that is no longer live', () => {
      const settings = decoded(SettingsFromJson, story.settings)
      const all = inputs.map((input) => decoded(InputFromJson, input))
      const records = all.filter((input: Input) => input._tag === 'SyncAccount' || input._tag === 'SyncContact')
      const { steps, marketo: after } = run(settings)(records, marketo)
      expect(steps.filter(({ decided }) => E.isRight(decided) && decided.right.length > 0)).toEqual([])
      expect(eqMarketo.equals(after, marketo)).toBe(true)
      const edit = all.filter((input) => input._tag === 'EditAccountField' && input.field === 'Parent')
      expect(edit.length).toBe(3)
      const refusals = run(settings)(edit.slice(0, 1), marketo).steps.map(({ decided }) =>
        E.isLeft(decided) && decided.left._tag === 'Refused' ? decided.left.refusal._tag : undefined,
      )
      expect(refusals).toEqual(['ContactNotLive'])
    })
  },
)

test('the refusals that version 0.1 stored include NotNew and Incomplete', () => {
  const tags = stories.flatMap(({ refusals }) => refusals['0.1'].map(({ _tag }) => _tag))
  expect(tags).toEqual(expect.arrayContaining(['NotNew', 'Incomplete']))
})

test('a decoded account keeps all the values that arrived with its last SystemModstamp', () => {
  const [story] = stories
  const accounts = new Map<string, Account>(
    story?.syncState.marketo.accounts.map((row) => [row.id, decoded(AccountFromJson, row)]),
  )
  const acme = accounts.get(acmeId)
  expect(acme?.broughtAtStamp.fields).toEqual({ Name: 'Acme', Industry: 'Energy', IsKey__c: false })
  expect(acme === undefined ? [] : furtherValues(acme.broughtAtStamp)).toEqual([{ name: 'Industry', value: 'Power' }])
  expect(acme?.masterRecordId).toBeNull()
  expect(accounts.get(boltId)?.isDeleted).toBe(true)
})
