// The Salesforce of a generated world during 200 days: all versions of each account and each contact.
import type { AccountId, ContactId, FieldName, FieldValue, Instant } from 'marketo-account-sync'
import type { Values } from '../../helpers/values.js'
import { idsOf, instant, utc } from '../../helpers/values.js'
import { formulaField, otherValue, plainFields, stoppedField, hiddenField, worldFields } from './fields.js'
import type { Random } from './random.js'

export const minute = 60_000
export const day = 24 * 60 * minute

/** The time at which all files are exported. */
export const exportedAt = utc('2026-07-20T12:00:00Z')
export const begin = exportedAt - 200 * day
/** The log begins 90 days before the export, because Marketo keeps 90 days. */
export const logBegin = exportedAt - 90 * day
/** The start of the last cycle of the sync. Marketo has not read the records of the last 45 minutes yet. */
export const syncedUntil = exportedAt - 45 * minute
/** The time of the earlier export from Salesforce. Marketo has read all records from before this time. */
export const earlierExportAt = exportedAt - 50 * minute
/** After this time, the records do not have the field that stopped syncing. */
export const stoppedAt = exportedAt - 60 * day
const cycle = 5 * minute

/** The time of the first sync cycle that reads a record with this SystemModstamp. */
export const cycleOf = (stamp: number): number => exportedAt - Math.floor((exportedAt - stamp) / cycle) * cycle

export interface AccountVersion {
  readonly stamp: Instant
  readonly fields: Values
}

export interface SalesforceAccount {
  readonly id: AccountId
  readonly versions: ReadonlyArray<AccountVersion>
  /** The values at the time of the export. A formula field can have a different value than in the last version. */
  readonly present: Values
  readonly isConverted: boolean
  readonly isPersonAccount: boolean
  /**
   * The account into which this account was merged, and the time of the merge. `isStale` is true if Marketo has read that the
   * contacts moved, but still links the people to the merged account.
   */
  readonly merged: { readonly into: AccountId; readonly at: Instant; readonly isStale: boolean } | null
}

interface ContactVersion {
  readonly stamp: Instant
  readonly accountId: AccountId | null
  readonly isDeleted: boolean
}

export interface SalesforceContact {
  readonly id: ContactId
  /** Marketo's number for the person. */
  readonly personId: number
  readonly versions: ReadonlyArray<ContactVersion>
  /** Whether a sync filter keeps the contact out of Marketo. */
  readonly isFiltered: boolean
  /** Whether the last version failed to sync. */
  readonly isFailing: boolean
}

export interface Salesforce {
  readonly accounts: ReadonlyArray<SalesforceAccount>
  readonly contacts: ReadonlyArray<SalesforceContact>
}

const { nthAccountId, nthContactId } = idsOf('Aw')
export { nthContactId }

/**
 * Marketo does not log the sync-downs of an account with more live contacts than this cap. The cap is small so that the world can
 * be small.
 */
export const activityCap = 20

/**
 * Scales a number of occurrences to the number of accounts in a world. In a large world, each cause occurs at least 20 times. In
 * a small world, each cause occurs a few times.
 */
export const countIn =
  (accounts: number) =>
  (inThreeThousand: number, least = 22): number =>
    Math.max(accounts < smallest ? 4 : least, Math.round((inThreeThousand * accounts) / 3_000))

/** The number of accounts in the smallest world in which each cause can occur 20 times. */
const smallest = 250

export const last = <A>(items: ReadonlyArray<A>): A => items[items.length - 1]!

/** The newest version at this time. */
export const versionAt = <A extends { readonly stamp: number }>(
  versions: ReadonlyArray<A>,
  time: number,
): A | undefined => versions.filter(({ stamp }) => stamp <= time).at(-1)

/** Returns the merge of an account. Returns `null` if the account was merged after this time or never. */
export const mergedAt = ({ merged }: SalesforceAccount, time: number): SalesforceAccount['merged'] =>
  merged !== null && merged.at <= time ? merged : null

const firstValues = (random: Random): Values =>
  Object.fromEntries(worldFields.map(({ name, value }) => [name, value(random)]))

/** Chooses the fields that an update changes. The name of a company rarely changes. */
const changedFields = (random: Random): ReadonlyArray<FieldName> => [
  ...random.some(plainFields, 1 + random.below(3)).filter((name) => name !== 'Name' || random.chance(0.1)),
  ...(random.chance(0.09) ? [stoppedField] : []),
  ...(random.chance(0.1) ? [hiddenField] : []),
  ...(random.chance(0.1) ? [formulaField] : []),
]

const changed = (values: Values, names: ReadonlyArray<FieldName>, random: Random): Values => ({
  ...values,
  ...Object.fromEntries(names.map((name) => [name, otherValue(name, values[name] ?? null, random)])),
})

/** SystemModstamps are whole minutes, because a report shows no seconds. */
export const stampAt = (time: number): Instant => instant(Math.floor(time / minute) * minute)

const historyOf = (random: Random): ReadonlyArray<AccountVersion> => {
  const perDay = random.chance(0.4) ? 0.003 : 0.03
  const created = random.chance(0.97) ? begin : begin + random.below(190 * day)
  const versions: Array<AccountVersion> = [{ stamp: stampAt(created), fields: firstValues(random) }]
  let time = created + minute + random.wait(perDay) * day
  while (time < syncedUntil - 10 * minute) {
    // Some updates change no visible field. An example is an update of a related record.
    const names = random.chance(0.1) ? [] : changedFields(random)
    versions.push({ stamp: stampAt(time), fields: changed(last(versions).fields, names, random) })
    time += cycle + random.wait(perDay) * day
  }
  return versions
}

const someAccounts = (count: number, random: Random): ReadonlyArray<SalesforceAccount> => {
  const countOf = countIn(count)
  const histories = Array.from({ length: count }, () => historyOf(random))
  const indices = random.some([...histories.keys()], countOf(130) + countOf(60, 30))
  const late = new Set(indices.slice(0, countOf(130)))
  const drifted = new Set(indices.slice(countOf(130)))
  return histories.map((history, index) => {
    const { fields } = last(history)
    // A bulk update shortly before the export. Marketo has not read it yet.
    const stamp = stampAt(syncedUntil + minute + random.below(43 * minute))
    const names = [
      ...random.some(
        plainFields.filter((name) => name !== 'Name'),
        1 + random.below(3),
      ),
    ]
    const versions = late.has(index) ? [...history, { stamp, fields: changed(fields, names, random) }] : history
    const present = last(versions).fields
    return {
      id: nthAccountId(index + 1),
      versions,
      present: drifted.has(index) ? changed(present, [formulaField], random) : present,
      isConverted: false,
      isPersonAccount: false,
      merged: null,
    }
  })
}

const sizeOf = (index: number, large: ReadonlySet<number>, random: Random): number => {
  if (large.has(index)) return activityCap + 2 + random.below(6)
  return random.chance(0.04) ? 0 : 1 + Math.min(11, Math.floor(random.wait(0.4)))
}

const someContacts = (accounts: ReadonlyArray<SalesforceAccount>, random: Random): ReadonlyArray<SalesforceContact> => {
  const countOf = countIn(accounts.length)
  const large = new Set(random.some([...accounts.keys()], countOf(24)))
  const homes = accounts.flatMap(({ id, versions }, index) =>
    Array.from({ length: sizeOf(index, large, random) }, () => ({
      id,
      since: versions[0]!.stamp,
      isLarge: large.has(index),
    })),
  )
  const late = (): number => syncedUntil + minute + random.below(43 * minute)
  const past = (since: number): number =>
    Math.min(since + day + random.below(Math.max(1, syncedUntil - since - 2 * day)), syncedUntil - 20 * minute)
  type Change = (before: ContactVersion) => ContactVersion
  const old = accounts.filter(({ versions }) => versions[0]!.stamp === stampAt(begin))
  const elsewhere: Change = (before) => ({ ...before, accountId: random.pick(old).id })
  const changes: ReadonlyArray<readonly [count: number, change: Change, isLate: boolean]> = [
    [countOf(85), (before) => ({ ...elsewhere(before), stamp: stampAt(late()) }), true],
    [countOf(60), (before) => ({ ...before, isDeleted: true, stamp: stampAt(late()) }), true],
    [countOf(150), (before) => ({ ...elsewhere(before), stamp: stampAt(past(before.stamp)) }), false],
    [countOf(200), (before) => ({ ...before, isDeleted: true, stamp: stampAt(past(before.stamp)) }), false],
    [countOf(20, 5), (before) => ({ ...before, accountId: null, stamp: stampAt(past(before.stamp)) }), false],
  ]
  const special = random.some(
    [...homes.keys()].filter((index) => !homes[index]!.isLarge),
    changes.reduce((sum, [count]) => sum + count, 0) + countOf(120) + countOf(25),
  )
  const changeOf = new Map<number, Change>()
  let taken = 0
  for (const [count, change] of changes) {
    for (const index of special.slice(taken, taken + count)) changeOf.set(index, change)
    taken += count
  }
  const filtered = new Set(special.slice(taken, taken + countOf(120)))
  const fresh = new Set(special.slice(taken + countOf(120)))
  return homes.map(({ id, since }, index) => {
    const created = fresh.has(index)
      ? late()
      : random.chance(0.9)
        ? since
        : Math.min(since + random.below(150 * day), syncedUntil - 5 * day)
    const first: ContactVersion = { stamp: stampAt(Math.max(created, since)), accountId: id, isDeleted: false }
    const change = changeOf.get(index)
    return {
      id: nthContactId(index + 1),
      personId: 1_001 + index * 3,
      versions: change === undefined ? [first] : [first, change(first)],
      isFiltered: filtered.has(index),
      isFailing: false,
    }
  })
}

/** Generates the Salesforce of a world after 200 days, without rare records. */
export const salesforceOf = (count: number, random: Random): Salesforce => {
  const accounts = someAccounts(count, random)
  return { accounts, contacts: someContacts(accounts, random) }
}

/** An account that the conversion of a lead creates, although Salesforce already has an account of the same company. */
export const convertedAccount = (n: number, name: FieldValue, at: number, random: Random): SalesforceAccount => {
  const fields = { ...firstValues(random), Name: name }
  return {
    id: nthAccountId(n),
    versions: [{ stamp: stampAt(at), fields }],
    present: fields,
    isConverted: true,
    isPersonAccount: false,
    merged: null,
  }
}
