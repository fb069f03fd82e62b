// Adds rare records to the Salesforce of a generated world: person accounts, merged accounts, and contacts that failed to sync.
import type { AccountId } from 'marketo-account-sync'
import type { Random } from './random.js'
import type { Salesforce, SalesforceAccount, SalesforceContact } from './salesforce.js'
import { begin, countIn, day, exportedAt, last, minute, stampAt, syncedUntil } from './salesforce.js'

/** There are only a few names, so several person accounts have the same name. */
const namesOfPersons = ['Ana Secretname', 'Kim Secretname', 'Lee Secretname', 'Max Secretname']

/** Old accounts with one to five contacts. No contact has moved to or from them, and none of their contacts is filtered. */
const quietAccounts = ({
  accounts,
  contacts,
}: Salesforce): Array<{ readonly account: SalesforceAccount; readonly contacts: ReadonlyArray<SalesforceContact> }> => {
  const contactsOf = new Map<AccountId, Array<SalesforceContact>>()
  const busy = new Set<AccountId>()
  for (const contact of contacts)
    for (const { accountId } of contact.versions) {
      if (accountId === null) continue
      if (contact.versions.length > 1 || contact.isFiltered) busy.add(accountId)
      contactsOf.set(accountId, [...(contactsOf.get(accountId) ?? []), contact])
    }
  return accounts.flatMap((account) => {
    const own = contactsOf.get(account.id) ?? []
    const isQuiet = own.length > 0 && own.length <= 5 && !busy.has(account.id)
    const isOld = account.versions[0]!.stamp === stampAt(begin) && last(account.versions).stamp <= syncedUntil - 2 * day
    return isQuiet && isOld ? [{ account, contacts: own }] : []
  })
}

const late = (random: Random): number => syncedUntil + minute + random.below(43 * minute)

/** Adds the rare records. It changes only quiet accounts, and contacts of quiet accounts. */
export const withRareRecords = (salesforce: Salesforce, random: Random): Salesforce => {
  const count = countIn(salesforce.accounts.length)
  const accounts = new Map(salesforce.accounts.map((account) => [account.id, account]))
  const contacts = new Map(salesforce.contacts.map((contact) => [contact.id, contact]))
  const quiet = [...random.some(quietAccounts(salesforce), Infinity)]
  const take = (number: number): typeof quiet => quiet.splice(0, number)

  // Person accounts. Each has exactly one contact.
  const single = quiet.filter((each) => each.contacts.length === 1).slice(0, count(24, 6))
  for (const each of single) {
    quiet.splice(quiet.indexOf(each), 1)
    const Name = random.pick(namesOfPersons)
    accounts.set(each.account.id, {
      ...each.account,
      isPersonAccount: true,
      versions: each.account.versions.map((version) => ({ ...version, fields: { ...version.fields, Name } })),
      present: { ...each.account.present, Name },
    })
  }

  // Merged accounts. The merge moves the contacts to the other account.
  const merge = (stamp: number, isStale: boolean): void => {
    const [loser, winner] = take(2)
    if (loser === undefined || winner === undefined) return
    const into = winner.account
    const at = stampAt(stamp)
    const present: SalesforceAccount['versions'][number] = { ...last(into.versions), stamp: at }
    accounts.set(into.id, { ...into, versions: [...into.versions, present] })
    accounts.set(loser.account.id, { ...loser.account, merged: { into: into.id, at, isStale } })
    for (const contact of loser.contacts)
      contacts.set(contact.id, {
        ...contact,
        versions: [...contact.versions, { stamp: at, accountId: into.id, isDeleted: false }],
      })
  }
  for (let n = 0; n < count(6, 6); n++) merge(late(random), false)
  for (let n = 0; n < count(6, 6); n++) merge(syncedUntil - day - random.below(day), true)
  for (let n = 0; n < count(3, 2); n++) merge(syncedUntil - day - random.below(day), false)

  // Contacts that failed to sync in the last days: contacts that moved, and new contacts.
  const recent = () => stampAt(exportedAt - 6 * 60 * minute - random.below(4 * day))
  for (const { contacts: own } of take(count(30, 22))) {
    const contact = own[0]!
    const versions = [
      ...contact.versions,
      { ...last(contact.versions), accountId: random.pick(quiet).account.id, stamp: recent() },
    ]
    contacts.set(contact.id, { ...contact, versions, isFailing: true })
  }
  for (const { contacts: own } of take(count(30, 22))) {
    const contact = own[0]!
    contacts.set(contact.id, {
      ...contact,
      versions: [{ ...contact.versions[0]!, stamp: recent() }],
      isFailing: true,
    })
  }
  return { accounts: [...accounts.values()], contacts: [...contacts.values()] }
}
