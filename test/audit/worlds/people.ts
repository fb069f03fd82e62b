// Builds the people in Marketo as an export shows them. Adds anomalies that no rule explains, and records the true cause of each
// difference.
import * as O from 'fp-ts/lib/Option.js'
import type { AccountId, ContactId, FieldName, Instant } from 'marketo-account-sync'
import { accountsOf, contactsOf, lookupAccount, shownFields } from 'marketo-account-sync'
import type { Values } from '../../helpers/values.js'
import { instant } from '../../helpers/values.js'
import { addAnomalies, addCauseTo } from './anomalies.js'
import { lastOfSameName, recordCauseOf, ruleCause } from './causes.js'
import { worldFields } from './fields.js'
import type { Failure, Synced } from './marketo.js'
import type { WorldPerson } from './person.js'
import type { Random } from './random.js'
import type { Salesforce, SalesforceContact } from './salesforce.js'
import { activityCap, countIn, exportedAt, last, minute } from './salesforce.js'
import type { Cause, RecordCause, Truth } from './truth.js'

export interface People {
  readonly people: ReadonlyArray<WorldPerson>
  readonly truth: Truth
  /** The people who were deleted in Marketo, together with their log entries. */
  readonly lost: ReadonlySet<number>
  /** The people whom Marketo could not write to Salesforce. */
  readonly failures: ReadonlyArray<Failure>
}

const blank: Values = Object.fromEntries(worldFields.map(({ name }) => [name, null]))

const companyRowOf = (index: number): number => 200_001 + index * 2

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
  const addCause = addCauseTo(causes)
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

  const { split, sharedRows } = addAnomalies({ accounts, people, peopleIn, rows, shownOf, causes, count, random })

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
