import { reference } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'
import { wrongs } from '../faults/wrongs.js'
import { brokenBy } from './check.js'
import { explore } from './explore.js'
import { comingBack, planted } from './planted.js'
import type { World } from './worlds.js'
import { oneAccount, twoAccounts } from './worlds.js'

/** Of the gallery, all but the one that types rule out; by which rule each is seen, and after how many inputs. */
const seen: ReadonlyArray<readonly [world: World, mistake: string, broken: string, inputs: number]> = [
  [oneAccount, 'cap at ≥', 'activity.per-contact', 3],
  [oneAccount, 'cap counts deleted contacts', 'activity.per-contact', 4],
  [oneAccount, 'cap counts private contacts', 'activity.per-contact', 4],
  [oneAccount, 'overflow-only logging', 'activity.cap', 4],
  [oneAccount, 'cap also stops the values', 'sync.only-newer', 4],
  [oneAccount, 'logs equal old and new', 'activity.real-change', 3],
  [oneAccount, 'does not log an undone edit', 'activity.per-contact', 4],
  [oneAccount, 'override of changed fields only', 'sync.override-all', 4],
  [oneAccount, 'absent clears', 'sync.absent-field', 2],
  [oneAccount, 'a repeat wipes an edit', 'sync.only-newer', 2],
  [oneAccount, 'an older record wins', 'sync.only-newer', 2],
  [oneAccount, 'equal stamp ignored', 'sync.only-newer', 2],
  [oneAccount, 'a repeat within one stamp flips back', 'sync.only-newer', 3],
  [oneAccount, 'same content at a newer stamp is ignored', 'sync.only-newer', 2],
  [oneAccount, 'ignored field held', 'sync.visible-fields', 1],
  [oneAccount, 'edit through a deleted contact', 'edit.live-contact', 2],
  [oneAccount, 'a local edit is logged the wrong way round', 'activity.local-edit', 3],
  [oneAccount, 'a late record revives a deleted contact', 'contact.deleted', 2],
  [oneAccount, 'a deleted account takes its live contacts away', 'contact.deleted', 3],
  [oneAccount, 'a deleted contact is forgotten', 'contact.deleted', 1],
  [oneAccount, 'a refusal names another rule', 'edit.live-contact', 1],
  [twoAccounts, 'one log per account instead of per contact', 'activity.per-contact', 4],
  [twoAccounts, 'blank does not override', 'sync.override-all', 2],
  [twoAccounts, 'edit leaks to another account', 'edit.fan-out', 4],
  [twoAccounts, 'edit follows a moved contact', 'contact.moves', 5],
  [twoAccounts, 'moved contact keeps old values', 'contact.moves', 4],
  [twoAccounts, 'conversion joins a same-named account', 'convert.never-joins', 4],
  [twoAccounts, 'implied sync skipped', 'convert.syncs-first', 2],
  [twoAccounts, 'defaults used on a later sync', 'convert.syncs-first', 2],
  [twoAccounts, 'queue owner accepted', 'convert.user-owner', 2],
  [twoAccounts, 'conversion without acceptance', 'convert.guarded', 2],
  [twoAccounts, 'whoever is not in Salesforce is remembered as a deleted lead', 'convert.syncs-first', 2],
  [twoAccounts, 'Salesforce is asked for a lead of another name', 'convert.syncs-first', 2],
  [twoAccounts, 'Salesforce is asked with another owner', 'convert.creates-three', 2],
  [twoAccounts, 'Salesforce is asked nothing', 'convert.syncs-first', 2],
  [twoAccounts, 'a failed conversion leaves the person converting', 'convert.answered-once', 3],
  [twoAccounts, 'a failed conversion is ignored', 'convert.answered-once', 3],
  [twoAccounts, 'a failed conversion is refused as not new', 'convert.answered-once', 3],
  [twoAccounts, 'a confirmation is refused as not new', 'convert.answered-once', 3],
  [twoAccounts, 'the outcome of a conversion is not kept', 'convert.answered-once', 3],
  [twoAccounts, 'Convert Lead is logged with the wrong outcome', 'activity.convert', 3],
]

const mistakes = new Map([
  ...wrongs
    .filter(({ typeTest }) => typeTest === undefined)
    .map(({ name, implementation }) => [name, comingBack(implementation)] as const),
  ...Object.entries(planted),
])

describe('every history of a small world', { timeout: 120_000 }, () => {
  it('keeps every rule and every invariant: one account, two contacts, two fields, three stamps, a cap of one', () => {
    const { states, transitions, byDepth, fault } = explore(
      oneAccount,
      reference,
      brokenBy(oneAccount.settings, reference),
    )
    process.stdout.write(`one account: ${states} states, ${transitions} transitions, depth ${byDepth.length - 1}\n`)
    expect(fault).toBeNull()
    expect(states).toBeGreaterThanOrEqual(oneAccount.atLeast)
  })

  it.each(seen.map(([world, ...rest]) => [...rest, world] as const))(
    '%s is seen by %s in %i inputs, and in none shorter',
    (mistake, broken, inputs, world) => {
      const implementation = mistakes.get(mistake)
      if (implementation === undefined) throw new Error(`no mistake is called ${mistake}`)
      const { fault } = explore(world, implementation, brokenBy(world.settings, implementation))
      expect([fault?.broken, fault?.history.length]).toEqual([broken, inputs])
    },
  )

  it('and no planted mistake is left out', () => {
    expect(seen.map(([, mistake]) => mistake).sort()).toEqual([...mistakes.keys()].sort())
  })
})
