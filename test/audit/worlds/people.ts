// Builds the people in Marketo as an export shows them. Adds anomalies that no rule explains, and records the true cause of each
// difference.
import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountId, ContactId, FieldName, FieldValue, Instant } from 'marketo-account-sync'
import { accountsOf, contactsOf, localEditOf, lookupAccount, shownFields } from 'marketo-account-sync'
import type { Values } from '../../helpers/values.js'
import { instant } from '../../helpers/values.js'
import { formulaField, hiddenField, otherValue, plainFields, stoppedField, worldFields } from './fields.js'
import type { Failure, Synced } from './marketo.js'
import { isPending, readVersion } from './marketo.js'
import type { Random } from './random.js'
import type { Salesforce, SalesforceAccount, SalesforceContact } from './salesforce.js'
import { activityCap, countIn, exportedAt, last, minute, syncedUntil, versionAt } from './salesforce.js'
import type { Cause, RecordCause, Truth } from './truth.js'

export interface WorldPerson {
  readonly id: number
  readonly sfdcContactId: ContactId | null
  readonly sfdcAccountId: AccountId | null
  readonly sfdcType: 'Contact' | 'Lead' | null
  readonly sfdcIsDeleted: boolean
  /** The number of the company row. */
  readonly contactCompany: number
  readonly updatedAt: Instant
  readonly fields: Values
}

export interface People {
  readonly people: ReadonlyArray<WorldPerson>
  readonly truth: Truth
  /** The people who were deleted in Marketo, together with their log entries. */
  readonly lost: ReadonlySet<number>
  /** The people whom Marketo could not write to Salesforce. */
  readonly failures: ReadonlyArray<Failure>
}

const blank: Values = Object.fromEntries(worldFields.map(({ name }) => [name, null]))

/** The true cause of a difference that the sync or a local edit caused. */
const ruleCause = (field: FieldName, account: SalesforceAccount, inMarketo: Account, shown: FieldValue): Cause => {
  if (O.isSome(localEditOf(field)(inMarketo))) return 'local edit'
  if (field === hiddenField) return 'hidden field'
  const read = readVersion(account)
  const applied = versionAt(account.versions, inMarketo.systemModstamp)
  if (read !== undefined && read !== applied && read.fields[field] !== shown && applied?.fields[field] === shown)
    return 'record failed to sync'
  if (field === stoppedField && read?.fields[field] !== shown) return 'field not syncing'
  if (isPending(account) && read?.fields[field] === shown) return 'not yet synced'
  if (field === formulaField) return 'formula without a new stamp'
  throw new Error(`no rule explains ${field} of ${account.id}`)
}

/** The cause of a fact about a contact or its person. It matters only if there is such a fact. */
const recordCauseOf = ({ isFailing, isFiltered, versions }: SalesforceContact): RecordCause => {
  if (isFiltered) return 'sync filter'
  if (last(versions).stamp > syncedUntil) return 'not yet synced'
  return isFailing ? 'record failed to sync' : 'stale link'
}

const companyRowOf = (index: number): number => 200_001 + index * 2

/**
 * For each name that several accounts have, the last of these accounts. It has the name because of a conversion, or by chance.
 */
const lastOfSameName = (accounts: ReadonlyArray<SalesforceAccount>): ReadonlySet<AccountId> => {
  const byName = new Map<FieldValue, ReadonlyArray<AccountId>>()
  for (const { id, present, isPersonAccount, merged } of accounts) {
    if (isPersonAccount || merged !== null) continue
    const name = present['Name'] ?? null
    byName.set(name, [...(byName.get(name) ?? []), id])
  }
  return new Set([...byName.values()].flatMap((ids) => (ids.length > 1 ? ids.slice(-1) : [])))
}

/** Builds the people of a world from the Marketo state, and adds anomalies. */
export const peopleOf = (salesforce: Salesforce, synced: Synced, random: Random): People => {
  const { marketo } = synced
  const count = countIn(salesforce.accounts.length)
  const accounts = new Map(
    [...salesforce.accounts, ...synced.conversions.map(({ account }) => account)].map((account) => [
      account.id,
      account,
    ]),
  )
  const rows = new Map([...accounts.keys()].map((id, index) => [id, companyRowOf(index)]))
  const shownOf = new Map(
    [...accountsOf(marketo)].map((account): [AccountId, Values] => [account.id, { ...blank, ...shownFields(account) }]),
  )
  const known = new Map([...contactsOf(marketo)].map((contact) => [contact.id, contact]))
  const personOf = new Map<ContactId, number>([
    ...salesforce.contacts.map(({ id, personId }): [ContactId, number] => [id, personId]),
    ...synced.conversions.map(({ contactId, personId }): [ContactId, number] => [contactId, personId]),
  ])
  const contactRows = new Map(salesforce.contacts.map((contact) => [contact.id, contact]))
  const causes = new Map<AccountId, Map<FieldName, Cause>>()
  const addCause = (id: AccountId, field: FieldName, cause: Cause): void => {
    const fields = causes.get(id) ?? new Map<FieldName, Cause>()
    causes.set(id, fields.set(field, cause))
  }
  const updatedAt = (): Instant => instant(exportedAt - random.below(90 * 24 * 60) * minute)

  // People and differences that the rules explain

  const live = [...known.values()].flatMap((contact) => (contact._tag === 'LiveContact' ? [contact] : []))
  const lost = new Set(random.some(live, count(22)).map(({ id }) => personOf.get(id)!))
  const linked = (id: number, contactId: ContactId, accountId: AccountId): WorldPerson => ({
    id,
    sfdcContactId: contactId,
    sfdcAccountId: accountId,
    sfdcType: 'Contact',
    sfdcIsDeleted: false,
    contactCompany: rows.get(accountId)!,
    updatedAt: updatedAt(),
    fields: shownOf.get(accountId)!,
  })
  const people: Array<WorldPerson> = live
    .map(({ id, accountId }) => linked(personOf.get(id)!, id, accountId))
    .filter(({ id }) => !lost.has(id))

  // Stale links: Marketo has read the move of the contact, but still shows the former account for the person.

  const movedBefore = (contact: SalesforceContact): boolean =>
    contact.versions.length === 2 &&
    !contact.isFailing &&
    accounts.get(contact.versions[0]!.accountId!)?.merged === null &&
    last(contact.versions).stamp <= exportedAt - 24 * 60 * minute &&
    contact.versions[0]!.accountId !== last(contact.versions).accountId
  const moved = people.flatMap(({ sfdcContactId }, index) => {
    const contact = sfdcContactId === null ? undefined : contactRows.get(sfdcContactId)
    return contact !== undefined && movedBefore(contact) ? [{ index, contact }] : []
  })
  const staleLinks = new Set<number>()
  for (const { index, contact } of random.some(moved, count(46))) {
    people[index] = linked(contact.personId, contact.id, contact.versions[0]!.accountId!)
    staleLinks.add(contact.personId)
  }

  // Merged accounts: Marketo has read that the contacts moved, but still links their people to the former account.

  for (const [index, { sfdcContactId }] of people.entries()) {
    const contact = sfdcContactId === null ? undefined : contactRows.get(sfdcContactId)
    const former = contact?.versions[0]!.accountId
    if (
      contact !== undefined &&
      former &&
      accounts.get(former)?.merged?.isStale === true &&
      contact.versions.length > 1
    )
      people[index] = linked(contact.personId, contact.id, former)
  }

  const peopleIn = new Map<AccountId, Array<number>>()
  for (const [index, { sfdcAccountId }] of people.entries())
    if (sfdcAccountId !== null) peopleIn.set(sfdcAccountId, [...(peopleIn.get(sfdcAccountId) ?? []), index])

  for (const [id, account] of accounts) {
    const inMarketo = O.toUndefined(lookupAccount(id)(marketo))
    if (inMarketo === undefined || !peopleIn.has(id)) continue
    const shown = shownOf.get(id)!
    for (const { name } of worldFields) {
      const value = shown[name] ?? null
      if (value !== account.present[name]) addCause(id, name, ruleCause(name, account, inMarketo, value))
    }
  }

  // Anomalies. Each anomaly is in a different account. It changes a field that would otherwise be equal in both systems.

  const calm = random.some(
    [...peopleIn.keys()].filter((id) => {
      const account = accounts.get(id)!
      return !isPending(account) && !account.isPersonAccount && account.merged === null
    }),
    Infinity,
  )
  // Only two pairs of accounts share a company row, because nearly all fields of the second account in a pair differ.
  const sharing = calm.filter((id) => peopleIn.get(id)!.length === 5).slice(0, 4)
  const several = calm.filter((id) => peopleIn.get(id)!.length >= 2 && !sharing.includes(id))
  const split = several.slice(0, count(63))
  const corruptSibling = several.slice(split.length, split.length + count(36))
  const used = new Set([...sharing, ...split, ...corruptSibling])
  const corrupt = calm.filter((id) => !used.has(id)).slice(0, count(33))
  const agreeing = (id: AccountId): ReadonlyArray<FieldName> =>
    plainFields.filter((name) => causes.get(id)?.has(name) !== true)
  const change = (index: number, field: FieldName, value: FieldValue, row?: number): void => {
    const person = people[index]!
    people[index] = {
      ...person,
      contactCompany: row ?? person.contactCompany,
      fields: { ...person.fields, [field]: value },
    }
  }
  for (const id of split) {
    // The second company row shows old values, and is not updated any more.
    const indices = peopleIn.get(id)!
    const second = indices.slice(0, 1 + random.below(indices.length - 1))
    const old = versionAt(accounts.get(id)!.versions, exportedAt - 20 * 24 * 60 * minute)?.fields
    const fields = random.some(agreeing(id), 1)
    for (const field of fields) {
      const present = accounts.get(id)!.present[field] ?? null
      const before = old?.[field] ?? null
      const value = before === present ? otherValue(field, present, random) : before
      for (const index of second) change(index, field, value, rows.get(id)! + 1)
      addCause(id, field, 'split company row')
    }
  }
  for (const id of corruptSibling)
    for (const field of random.some(agreeing(id), 1)) {
      change(random.pick(peopleIn.get(id)!), field, otherValue(field, accounts.get(id)!.present[field] ?? null, random))
      addCause(id, field, 'one sibling corrupt')
    }
  for (const id of corrupt)
    for (const field of random.some(agreeing(id), 1)) {
      const value = otherValue(field, accounts.get(id)!.present[field] ?? null, random)
      for (const index of peopleIn.get(id)!) change(index, field, value)
      addCause(id, field, 'unexplained')
    }

  // Two accounts share one company row, so Marketo shows the values of the first account for the second account, too.
  for (const [owner, other] of [sharing.slice(0, 2), sharing.slice(2)]) {
    if (owner === undefined || other === undefined) break
    const fields = shownOf.get(owner)!
    for (const index of peopleIn.get(other)!)
      people[index] = { ...people[index]!, fields, contactCompany: rows.get(owner)! }
    for (const { name } of worldFields) {
      const isDifferent = (fields[name] ?? null) !== (accounts.get(other)!.present[name] ?? null)
      if (!isDifferent) causes.get(other)?.delete(name)
      else if (name !== hiddenField) addCause(other, name, 'shared company row')
    }
  }
  const sharedRows = new Set(sharing.flatMap((id) => rows.get(id)!))
  // The people of person accounts show other values than Salesforce, because some of their fields sync in both directions.
  for (const id of peopleIn.keys())
    if (accounts.get(id)!.isPersonAccount) {
      for (const field of random.some(plainFields, 2)) {
        const value = otherValue(field, accounts.get(id)!.present[field] ?? null, random)
        for (const index of peopleIn.get(id)!) change(index, field, value)
      }
    }

  // Facts about records

  const moving = new Set<number>()
  const deleted = new Set<number>()
  const missing = new Set<ContactId>()
  const present = new Set(people.map(({ sfdcContactId }) => sfdcContactId))
  const recordCauses = new Map<number | ContactId, RecordCause>()
  for (const contact of salesforce.contacts) {
    const { id, versions, personId } = contact
    const version = last(versions)
    const inMarketo = known.get(id)
    const isLive = inMarketo?._tag === 'LiveContact' && present.has(id)
    if (version.isDeleted && isLive) deleted.add(personId)
    if (!version.isDeleted && !isLive && version.accountId !== null) missing.add(id)
    const cause = recordCauseOf(contact)
    recordCauses.set(id, lost.has(personId) ? 'deleted in Marketo' : cause).set(personId, cause)
    if (!isLive || version.isDeleted || version.accountId === inMarketo.accountId) continue
    if (accounts.get(inMarketo.accountId)?.merged?.into !== version.accountId) moving.add(personId)
  }
  for (const { contactId } of synced.conversions)
    if (!present.has(contactId)) {
      missing.add(contactId)
      recordCauses.set(contactId, 'deleted in Marketo')
    }

  const sizes = new Map<AccountId, number>()
  for (const { accountId } of live) sizes.set(accountId, (sizes.get(accountId) ?? 0) + 1)

  const duplicates = random
    .some(
      people.filter(({ sfdcContactId, contactCompany }) => sfdcContactId !== null && !sharedRows.has(contactCompany)),
      count(22),
    )
    .map((person, n) => {
      // The copy of a person has the same problems as the person.
      for (const ids of [moving, staleLinks, deleted]) if (ids.has(person.id)) ids.add(700_001 + n)
      const cause = recordCauses.get(person.id)
      if (cause !== undefined) recordCauses.set(700_001 + n, cause)
      return { ...person, id: 700_001 + n }
    })

  const companies = [...accounts.values()].filter(({ isPersonAccount, merged }) => !isPersonAccount && merged === null)
  const leadNames = random.some(companies, count(287))
  const leads = leadNames.map((account, n): WorldPerson => ({
    id: 800_001 + n,
    sfdcContactId: null,
    sfdcAccountId: null,
    sfdcType: 'Lead',
    sfdcIsDeleted: false,
    contactCompany: 900_001 + n,
    updatedAt: updatedAt(),
    fields: { ...blank, Name: account.present['Name'] ?? null },
  }))
  const strangers = Array.from({ length: count(90) }, (_, n): WorldPerson => ({
    ...leads[0]!,
    id: 850_001 + n,
    contactCompany: 950_001 + n,
    fields: { ...blank, Name: `Nobody's Company ${n}` },
  }))
  // People whose contacts are deleted in both systems, or have no account.
  const gone = [...known.values()]
    .filter(({ _tag }) => _tag !== 'LiveContact')
    .filter(() => random.chance(0.5))
    .map((contact, n): WorldPerson => ({
      id: personOf.get(contact.id)!,
      sfdcContactId: contact.id,
      sfdcAccountId: null,
      sfdcType: 'Contact',
      sfdcIsDeleted: contact._tag === 'DeletedContact',
      contactCompany: 970_001 + n,
      updatedAt: updatedAt(),
      fields: blank,
    }))

  const all = random.some([...people, ...duplicates, ...leads, ...strangers, ...gone], Infinity)
  const peopleWhere = (passes: (person: WorldPerson) => boolean): ReadonlySet<number> =>
    new Set(all.filter(passes).map(({ id }) => id))
  return {
    people: all,
    lost,
    failures: leads.slice(0, count(25, 22)).map(({ id }) => ({
      record: null,
      personId: id,
      at: instant(exportedAt - 60 * minute - random.below(4 * 24 * 60) * minute),
    })),
    truth: {
      causes,
      facts: {
        overTheCap: new Set([...sizes].filter(([, size]) => size > activityCap).map(([id]) => id)),
        leadsOfSameCompany: new Set(leads.map(({ id }) => id)),
        splitRows: new Set(split),
        sharedRows: peopleWhere(({ contactCompany }) => sharedRows.has(contactCompany)),
        linkedToMerged: peopleWhere(
          ({ sfdcAccountId }) => sfdcAccountId !== null && accounts.get(sfdcAccountId)?.merged !== null,
        ),
        moving,
        staleLinks,
        deleted,
        missing,
        duplicateNames: lastOfSameName([...accounts.values()]),
        duplicatePeople: new Set(duplicates.flatMap(({ sfdcContactId }) => sfdcContactId ?? [])),
        causes: recordCauses,
        noPeople: new Set(
          [...accounts.values()].flatMap(({ id, merged }) => (peopleIn.has(id) || merged !== null ? [] : [id])),
        ),
      },
    },
  }
}
