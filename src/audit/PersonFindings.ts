/** Computes the findings about people and contacts. */
import type { AccountId } from '../model/SalesforceId.js'
import type { Gathered } from './Gathered.js'
import { fileOf, isPartial } from './Gathered.js'
import { accountIdOf, byText, contactIdOf } from './Ids.js'
import type { AnyRecordFinding } from './RecordFinding.js'
import { byStamp, exportedApart, ifIncomplete, keyOfAccount, recordFinding } from './RecordFinding.js'
import { masterOf, notThere } from './SalesforceSide.js'

/** Returns the numbers below `size` that pass a test. There can be millions of numbers, but few of them pass. */
const indicesWhere = (size: number, passes: (index: number) => boolean): Array<number> => {
  const indices: Array<number> = []
  for (let index = 0; index < size; index++) if (passes(index)) indices.push(index)
  return indices
}

const accountIdOrNull = (key: string | undefined): AccountId | null => (key === undefined ? null : accountIdOf(key))

/**
 * Tests whether one of three facts is true: the contact of the person is deleted, the contact is unknown, or Salesforce and
 * Marketo link the person to different accounts.
 */
const standsOut = (gathered: Gathered, person: number): boolean => {
  const { accounts, contacts, people } = gathered
  if (people.deleted.has(person)) return false
  const contact = people.contacts[person] ?? notThere
  if (contact === notThere)
    return people.otherContacts.has(person) && contacts !== null && !isPartial(gathered, 'contacts')
  if (contacts === null) return false
  if (contacts.deleted.has(contact)) return true
  if (!people.has.sfdcAccountId) return false
  const group = people.groups[person]
  const linked = group === undefined || group.isInferred ? notThere : group.account
  const inSalesforce = contacts.accounts[contact] ?? notThere
  if (linked !== notThere && inSalesforce !== notThere) {
    // A person of a merged account has no finding here, because the finding about the merged account lists the person.
    const master = masterOf(accounts, linked)
    return linked !== inSalesforce && (master === null || master !== keyOfAccount(gathered, inSalesforce))
  }
  const linkedKey = linked === notThere ? people.otherAccounts.get(person) : keyOfAccount(gathered, linked)
  const inSalesforceKey =
    inSalesforce === notThere ? contacts.otherAccounts.get(contact) : keyOfAccount(gathered, inSalesforce)
  return linkedKey !== inSalesforceKey
}

/** Makes the finding about a person for whom {@link standsOut} is true. */
const personFinding = (gathered: Gathered, person: number): AnyRecordFinding => {
  const { contacts, people } = gathered
  const id = people.ids.idAt(person)
  const contact = people.contacts[person] ?? notThere
  const group = people.groups[person]
  const linkedKey =
    group === undefined || group.isInferred ? people.otherAccounts.get(person) : keyOfAccount(gathered, group.account)
  const accountId = accountIdOrNull(linkedKey)
  if (contact === notThere || contacts === null) {
    const { causes, refutedBy } = ifIncomplete(gathered, 'contacts')
    return recordFinding('DeletedInSalesforce', {
      certainty: 'open',
      alternatives: ['NotYetSynced', ...causes, 'Unexplained'],
      people: [id],
      evidence: [{ _tag: 'Deleted', how: 'not in the export', masterRecordId: null }],
      refutedBy: [...refutedBy, 'later-export'],
      contactId: contactIdOf(people.otherContacts.get(person) ?? ''),
      accountId,
    })
  }
  const contactId = contactIdOf(contacts.ids.idAt(contact))
  if (contacts.deleted.has(contact)) {
    const causes = byStamp(gathered, contact, ['RecordFailed', 'Unexplained'])
    return recordFinding('DeletedInSalesforce', {
      ...causes,
      people: [id],
      evidence: [{ _tag: 'Deleted', how: 'flagged', masterRecordId: null }, ...(causes.evidence ?? [])],
      contactId,
      accountId,
    })
  }
  const inSalesforce = contacts.accounts[contact] ?? notThere
  return recordFinding('LinkedElsewhere', {
    ...byStamp(gathered, contact, ['StaleLink', 'RecordFailed', 'Unexplained']),
    people: [id],
    contactId,
    accountId,
    otherAccountId: accountIdOrNull(
      inSalesforce === notThere ? contacts.otherAccounts.get(contact) : keyOfAccount(gathered, inSalesforce),
    ),
  })
}

/** Computes the findings about people whose contact is deleted or unknown, or belongs to another account. */
export function* personFindings(gathered: Gathered): Iterable<AnyRecordFinding> {
  const { people } = gathered
  const persons = indicesWhere(people.contacts.length, (person) => standsOut(gathered, person))
  persons.sort((a, b) => people.ids.idAt(a) - people.ids.idAt(b))
  for (const person of persons) yield personFinding(gathered, person)
}

/**
 * Finds the people whose link to an account is missing. People are left out if Marketo shows the values of their contact's
 * account.
 */
export function* unclearLinks(gathered: Gathered): Iterable<AnyRecordFinding> {
  const { contacts, people } = gathered
  if (contacts === null || people.has.sfdcAccountId) return
  const idOf = (account: number): AccountId | null =>
    account === notThere ? null : accountIdOf(keyOfAccount(gathered, account))
  const sorted = [...people.unclearLinks].sort(([a], [b]) => people.ids.idAt(a) - people.ids.idAt(b))
  for (const [person, shown] of sorted) {
    const contact = people.contacts[person] as number
    const causes = byStamp(gathered, contact, ['StaleLink', 'OtherAccountShown', 'RecordFailed', 'Unexplained'])
    yield recordFinding('LinkUnclear', {
      ...causes,
      people: [people.ids.idAt(person)],
      contactId: contactIdOf(contacts.ids.idAt(contact)),
      accountId: idOf(shown),
      otherAccountId: idOf(contacts.accounts[contact] as number),
      refutedBy: ['sfdc-account-id', ...(causes.refutedBy ?? [])],
    })
  }
}

/** Finds the contacts that have several people in Marketo. */
export function* duplicatePeople(gathered: Gathered): Iterable<AnyRecordFinding> {
  const { people, contacts } = gathered
  const several = new Map<string, Array<number>>()
  const add = (key: string, first: number, person: number): void => {
    const known = several.get(key)
    if (known === undefined) several.set(key, [people.ids.idAt(first), people.ids.idAt(person)])
    else known.push(people.ids.idAt(person))
  }
  /**
   * For each contact, a number. If no person of the contact has been found yet, the number is 0. Otherwise it is 1 more than the
   * index of the first person.
   */
  const firsts = new Int32Array(contacts?.accounts.length ?? 0)
  const others = new Map<string, number>()
  for (const [person, contact] of people.contacts.entries()) {
    if (people.deleted.has(person)) continue
    if (contact === notThere) {
      const key = people.otherContacts.get(person)
      const first = key === undefined ? undefined : others.get(key)
      if (key !== undefined && first === undefined) others.set(key, person)
      else if (key !== undefined && first !== undefined) add(key, first, person)
    } else if (firsts[contact] === 0) firsts[contact] = person + 1
    else if (contacts !== null) add(contacts.ids.idAt(contact), (firsts[contact] as number) - 1, person)
  }
  for (const [key, ids] of [...several].sort(([x], [y]) => byText(x, y))) {
    // If each person is in a different file, Marketo may have merged the people between the exports of these files.
    const mayBeMerged = new Set(ids.map((id) => fileOf(gathered, id))).size === ids.length
    yield recordFinding('DuplicatePerson', {
      contactId: contactIdOf(key),
      people: ids,
      ...(mayBeMerged ? exportedApart : {}),
    })
  }
}

export function* missingContacts(gathered: Gathered): Iterable<AnyRecordFinding> {
  const { contacts, people } = gathered
  if (contacts === null || isPartial(gathered, 'people') || !people.has.sfdcContactId) return
  const present = new Uint8Array(contacts.accounts.length)
  for (const contact of people.contacts) if (contact !== notThere) present[contact] = 1
  const missing = indicesWhere(
    contacts.accounts.length,
    (contact) => present[contact] === 0 && !contacts.deleted.has(contact) && contacts.accounts[contact] !== notThere,
  )
  missing.sort((a, b) => byText(contacts.ids.idAt(a), contacts.ids.idAt(b)))
  const incomplete = ifIncomplete(gathered, 'people')
  for (const contact of missing) {
    const causes = byStamp(gathered, contact, ['SyncFilter', 'RecordFailed', ...incomplete.causes, 'Unexplained'])
    yield recordFinding('ContactMissing', {
      ...causes,
      refutedBy: [...incomplete.refutedBy, ...(causes.refutedBy ?? [])],
      contactId: contactIdOf(contacts.ids.idAt(contact)),
      accountId: accountIdOf(keyOfAccount(gathered, contacts.accounts[contact] as number)),
    })
  }
}
