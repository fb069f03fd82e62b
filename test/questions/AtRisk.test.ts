import fc from 'fast-check'
import type { Account, Marketo, Settings } from 'marketo-account-sync'
import {
  allAccounts,
  countLiveContacts,
  emptyMarketo,
  fieldNames,
  isSynced,
  lookupContact,
  simulateAll,
  step,
} from 'marketo-account-sync'
import * as O from 'fp-ts/lib/Option.js'
import { atRisk } from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import { anyHistory, anySettings, fieldNames as someFields, instant } from './world.js'

const hiding = (settings: Settings, ...hidden: Settings['instance']['hiddenFields']): Settings => ({
  ...settings,
  instance: { ...settings.instance, hiddenFields: hidden },
})

/** The local edits that end when each account is sent all its fields, one of them changed. */
const undone = (settings: Settings, marketo: Marketo) =>
  allAccounts(marketo).flatMap((account) => {
    const isTaken = isSynced(new Set(settings.instance.hiddenFields))
    const changed = fieldNames(account.synced).find(isTaken)
    const fields = { ...account.synced, ...(changed === undefined ? {} : { [changed]: 'fresh' }) }
    const record = { id: account.id, systemModstamp: instant(99), isDeleted: false, fields }
    const [, after] = step(settings)({ _tag: 'SyncAccount', at: instant(99), record })(marketo)
    const left = allAccounts(after).find(({ id }) => id === account.id) as Account
    return account.localEdits
      .filter(({ field }) => !left.localEdits.some((edit) => edit.field === field))
      .map((edit) => [account.id, edit.field, edit.value, edit.through, edit.at, account.synced[edit.field]])
  })

describe('local edits at risk', () => {
  test('[sync.override-all] are exactly those that a sync-down of their account undoes', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, inputs) => {
        const marketo = simulateAll(settings)(inputs)(emptyMarketo)
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

  test('[sync.visible-fields] are never of a field that the sync does not take', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, fc.constantFrom(...someFields), (settings, inputs, field) => {
        // Visible while the history went on, and hidden now.
        const marketo = simulateAll(hiding(settings))(inputs)(emptyMarketo)
        const all = [...atRisk(hiding(settings))(marketo)]
        const left = [...atRisk(hiding(settings, field))(marketo)]
        return JSON.stringify(left) === JSON.stringify(all.filter((edit) => edit.field !== field))
      }),
    )
  })

  test('[edit.fan-out] name how many live contacts see the value', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, inputs) => {
        const marketo = simulateAll(settings)(inputs)(emptyMarketo)
        return [...atRisk(settings)(marketo)].every(
          ({ accountId, liveContacts, through }) =>
            liveContacts === countLiveContacts(accountId)(marketo) && O.isSome(lookupContact(through)(marketo)),
        )
      }),
    )
  })

  test('are found in a good part of random histories, and a hidden field hides some', () => {
    const found = fc.sample(fc.tuple(anySettings, anyHistory), 500).map(([settings, inputs]) => {
      const marketo = simulateAll(hiding(settings))(inputs)(emptyMarketo)
      const all = [...atRisk(hiding(settings))(marketo)].length
      return { all, safe: all - [...atRisk(hiding(settings, ...someFields))(marketo)].length }
    })
    expect(found.filter(({ all }) => all > 0).length).toBeGreaterThan(100)
    expect(found.filter(({ safe }) => safe > 0).length).toBeGreaterThan(100)
  })

  test('are looked for only while somebody iterates, and again for each who does', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, inputs) => {
        const marketo = simulateAll(settings)(inputs)(emptyMarketo)
        const reads = { count: 0 }
        const watched: Marketo = {
          ...marketo,
          accounts: {
            ...marketo.accounts,
            values: () => {
              reads.count += 1
              return marketo.accounts.values()
            },
          },
        }
        const edits = atRisk(settings)(watched)
        const before = reads.count
        const [once, again] = [[...edits], [...edits]]
        return before === 0 && reads.count === 2 && JSON.stringify(once) === JSON.stringify(again)
      }),
    )
  })
})
