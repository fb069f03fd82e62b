import fc from 'fast-check'
import type { Marketo, Settings } from 'marketo-account-sync'
import { accountsOf, countLiveContacts, defaultSettings, fieldNames, isSynced, step } from 'marketo-account-sync'
import { atRisk } from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import { contactIn, editsIn } from '../helpers/observe.js'
import {
  accountRecord,
  contactRecord,
  editThrough,
  instant,
  nthAccountId,
  nthContactId,
  syncAccount,
  syncContact,
} from '../helpers/values.js'
import { anyHistory, anySettings, endOf, fieldNames as someFields, watch } from './world.js'

const hiding = (settings: Settings, ...hiddenFields: Settings['instance']['hiddenFields']): Settings => ({
  ...settings,
  instance: { ...settings.instance, hiddenFields },
})

/** Delivers a record of each account. One field of the record has a new value. Returns the local edits that end. */
const undone = (settings: Settings, marketo: Marketo) =>
  [...accountsOf(marketo)].flatMap(({ id, synced, localEdits }) => {
    const changed = fieldNames(synced).find(isSynced(new Set(settings.instance.hiddenFields)))
    const fields = { ...synced, ...(changed === undefined ? {} : { [changed]: 'fresh' }) }
    const record = { id, systemModstamp: instant(99), isDeleted: false, fields }
    const [, after] = step(settings)(syncAccount(record), marketo)
    const left = editsIn(after, id)
    return localEdits
      .filter(({ field }) => !left.some((edit) => edit.field === field))
      .map((edit) => [id, edit.field, edit.value, edit.through, edit.at, synced[edit.field]])
  })

describe('`atRisk` (lists the local edits that the next sync-down will undo)', () => {
  test('[sync.override-all] lists a local edit if and only if a sync-down of its account undoes the edit', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, inputs) => {
        const marketo = endOf(settings, inputs)
        const found = [...atRisk(settings)(marketo)].map((edit) => [
          edit.accountId,
          edit.field,
          edit.value,
          edit.through,
          edit.at,
          edit.synced,
        ])
        return JSON.stringify(found) === JSON.stringify(undone(settings, marketo))
      }),
    )
  })

  test('[sync.visible-fields] leaves out the edits of a hidden field', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, fc.constantFrom(...someFields), (settings, inputs, field) => {
        // The field is visible in the settings of the history, and hidden in the settings of the question.
        const marketo = endOf(hiding(settings), inputs)
        const all = [...atRisk(hiding(settings))(marketo)]
        const left = [...atRisk(hiding(settings, field))(marketo)]
        return JSON.stringify(left) === JSON.stringify(all.filter((edit) => edit.field !== field))
      }),
    )
  })

  test('[edit.fan-out] counts the live contacts that show the edited value', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, inputs) => {
        const marketo = endOf(settings, inputs)
        return [...atRisk(settings)(marketo)].every(
          ({ accountId, liveContacts, through }) =>
            liveContacts === countLiveContacts(accountId)(marketo) && contactIn(marketo, through) !== undefined,
        )
      }),
    )
  })

  test('lists edits in many random histories, and lists fewer edits if fields are hidden', () => {
    const found = fc.sample(fc.tuple(anySettings, anyHistory), 500).map(([settings, inputs]) => {
      const marketo = endOf(hiding(settings), inputs)
      const all = [...atRisk(hiding(settings))(marketo)].length
      return { all, safe: all - [...atRisk(hiding(settings, ...someFields))(marketo)].length }
    })
    expect(found.filter(({ all }) => all > 0).length).toBeGreaterThan(100)
    expect(found.filter(({ safe }) => safe > 0).length).toBeGreaterThan(100)
  })

  test('reports that the account of an edit is deleted, and names the account that it was merged into', () => {
    const masterRecordId = nthAccountId(2)
    const inputs = [
      syncAccount(accountRecord(1, { Industry: 'Energy' })),
      syncContact(contactRecord(1)),
      editThrough(nthContactId(1), 'Industry', 'Media'),
      syncAccount({ ...accountRecord(2, {}, true), masterRecordId }),
    ]
    const found = [...atRisk(defaultSettings)(endOf(defaultSettings, inputs))]
    expect(found).toMatchObject([{ field: 'Industry', isDeleted: true, masterRecordId }])
  })

  test('computes nothing until the caller iterates over the result, and the caller can iterate twice', () => {
    const id = nthAccountId(1)
    const inputs = [
      syncAccount(accountRecord(1, { Industry: 'Energy' })),
      syncContact(contactRecord(1)),
      editThrough(nthContactId(1), 'Industry', 'Media'),
    ]
    const { watched, reads } = watch(endOf(defaultSettings, inputs))
    const found = atRisk(defaultSettings)(watched)
    expect(reads()).toBe(0)
    expect([...found]).toMatchObject([{ accountId: id, value: 'Media' }])
    expect([...found]).toMatchObject([{ accountId: id, value: 'Media' }])
  })
})
