/** Reads the people from Marketo. If people of one account show the same values, they are stored as one group. */
import type { PersonRow } from '../exports/Rows.js'
import type { FieldValue } from '../model/Field.js'
import { rawValue } from '../model/Field.js'
import type { AuditField } from './FieldTable.js'
import { sharedValues } from './FieldTable.js'
import { keyOf } from './Ids.js'
import { linkInference } from './InferredLink.js'
import type { IdTable } from '../exports/IdTable.js'
import { numberTable } from '../exports/IdTable.js'
import type { Accounts, Contacts } from './SalesforceSide.js'
import { noInstant, notThere } from './SalesforceSide.js'

/** A value that differs from the value in Salesforce. */
interface Difference {
  readonly field: number
  readonly value: FieldValue
}

/** A group of people. All of them have the same account, the same company row and the same values in Marketo. */
export interface Group {
  readonly account: number
  /** The value of Contact Company. Empty if it is not known. */
  readonly companyRow: string
  /** Whether the audit inferred the account. The audit infers the account if Marketo's own link is not known. */
  readonly isInferred: boolean
  /** The differences from Salesforce, sorted by field. */
  readonly differences: ReadonlyArray<Difference>
  /**
   * `written` has the fields that are written differently in the two systems. `cut` has the fields that Marketo shows only in
   * part.
   */
  readonly written: ReadonlyArray<number>
  readonly cut: ReadonlyArray<number>
  readonly people: Array<number>
}

export interface People {
  readonly rows: number
  /** The table of people, with Marketo's ids of people as keys. */
  readonly ids: IdTable<number>
  /** The contact of each person, or {@link notThere}. */
  readonly contacts: ReadonlyArray<number>
  /** A map from a person to the key of the contact. The map contains only people whose contact is not in the file of contacts. */
  readonly otherContacts: ReadonlyMap<number, string>
  /** A map from a person to the key of the account. The map contains only people whose account is not in the file of accounts. */
  readonly otherAccounts: ReadonlyMap<number, string>
  /** The people for whom SFDC Is Deleted is true in Marketo. */
  readonly deleted: ReadonlySet<number>
  /**
   * Some people are not contacts, but have the company name of an account. For each of these people, the map contains the
   * comparable form of the company name.
   */
  readonly leadNames: ReadonlyMap<number, string>
  /**
   * The people whose link to an account is missing. The map contains a person only if Marketo does not show the values of the
   * contact's account. The value in the map is the account whose values Marketo shows instead, or {@link notThere}.
   */
  readonly unclearLinks: ReadonlyMap<number, number>
  /** The group of each person. `undefined` if the person is not compared with an account. */
  readonly groups: ReadonlyArray<Group | undefined>
  /**
   * For each person, the number of the file that contains the person. The first file has the number 0. A missing number means 0.
   */
  readonly files: ReadonlyArray<number>
  /**
   * Some people have several rows with different values, and no time shows which row is newer. This set contains the accounts of
   * these people.
   */
  readonly contradicted: ReadonlySet<number>
  /** The groups of each account. */
  readonly groupsOf: ReadonlyArray<ReadonlyArray<Group> | undefined>
  /** For each field, whether at least one person shows a value that is not blank. */
  readonly isFilled: ReadonlyArray<boolean>
  /** For each field, whether the file of people contains the field. */
  readonly hasField: ReadonlyArray<boolean>
  /** For each of these three columns, whether at least one person has a value in the column. */
  readonly has: { readonly sfdcContactId: boolean; readonly sfdcAccountId: boolean; readonly contactCompany: boolean }
  readonly newestUpdate: number
}

const isSameList = (a: ReadonlyArray<number>, b: ReadonlyArray<number>): boolean =>
  a.length === b.length && a.every((each, index) => each === b[index])

const isSameDifference = (a: Difference, b: Difference | undefined): boolean =>
  a.field === b?.field && a.value === b.value

const isSameGroup = (
  group: Group,
  companyRow: string,
  isInferred: boolean,
  differences: ReadonlyArray<Difference>,
  written: ReadonlyArray<number>,
  cut: ReadonlyArray<number>,
): boolean =>
  group.companyRow === companyRow &&
  group.isInferred === isInferred &&
  group.differences.length === differences.length &&
  isSameList(group.written, written) &&
  isSameList(group.cut, cut) &&
  group.differences.every((each, index) => isSameDifference(each, differences[index]))

const remove = (list: Array<number>, item: number): void => {
  const at = list.indexOf(item)
  if (at >= 0) list.splice(at, 1)
}

/** For nearly all people, nothing differs from Salesforce. To save memory, the groups of these people share two empty lists. */
const noDifferences: ReadonlyArray<Difference> = []
const noFields: ReadonlyArray<number> = []

const ascending = (a: number, b: number): number => a - b

const isType = ({ sfdcType }: PersonRow, type: 'contact' | 'lead'): boolean => sfdcType?.toLowerCase() === type

export const readPeople = (accounts: Accounts, contacts: Contacts | null, input: Iterable<PersonRow>): People => {
  let rows = 0
  let newestUpdate = noInstant
  const ids = numberTable()
  const updates: Array<number> = []
  const contactOf: Array<number> = []
  const otherContacts = new Map<number, string>()
  const otherAccounts = new Map<number, string>()
  const deleted = new Set<number>()
  const leadNames = new Map<number, string>()
  /** The people in `leadNames` whose SFDC Type is Lead. The set is not needed if any person has an SFDC Contact Id. */
  const statedLeads = new Set<number>()
  const groups: Array<Group | undefined> = []
  const groupsOf: Array<Array<Group> | undefined> = accounts.keys.map(() => undefined)
  const isFilled = accounts.fields.map(() => false)
  const hasField = accounts.fields.map(() => false)
  const has = { sfdcContactId: false, sfdcAccountId: false, contactCompany: false }
  const unclearLinks = new Map<number, number>()
  const files: Array<number> = []
  const contradicted = new Set<number>()
  const contradict = (one: Group | undefined, other: Group | undefined): void => {
    if (one === other) return
    if (one !== undefined) contradicted.add(one.account)
    if (other !== undefined) contradicted.add(other.account)
  }
  const { nameOf, isName, accountShown } = linkInference(accounts)
  const share = accounts.fields.map(() => sharedValues())
  const shareRow = sharedValues()
  const { fieldIndex, fields, columns } = accounts
  /** The fields of the previous row. All rows of a file have the same names in the same order, so the code looks up few names. */
  const names: Array<string> = []
  const fieldsAt: Array<number | undefined> = []

  /** Compares the values of a row with the values of an account, and adds the person to a group. */
  const place = (row: PersonRow, account: number, isInferred: boolean): Group => {
    let [differences, written, cut] = [noDifferences, noFields, noFields]
    let at = 0
    for (const name in row.fields) {
      if (names[at] !== name) {
        names[at] = name
        fieldsAt[at] = fieldIndex.get(name)
      }
      const field = fieldsAt[at++]
      if (field === undefined) continue
      const salesforce = columns[field]?.[account]
      if (salesforce === undefined) continue
      const marketo = row.fields[name as keyof typeof row.fields] as FieldValue
      if (salesforce === marketo) continue
      switch ((fields[field] as AuditField).agree(salesforce, marketo)) {
        case 'same':
          break
        case 'written-differently':
          written = [...written, field]
          break
        case 'cut':
          cut = [...cut, field]
          break
        case 'different':
          differences = [...differences, { field, value: (share[field] as (value: FieldValue) => FieldValue)(marketo) }]
      }
    }
    if (differences.length > 1) differences = [...differences].sort((a, b) => a.field - b.field)
    if (written.length > 1) written = [...written].sort(ascending)
    if (cut.length > 1) cut = [...cut].sort(ascending)
    const shownRow = row.contactCompany ?? ''
    const known = groupsOf[account] ?? []
    for (const group of known)
      if (isSameGroup(group, shownRow, isInferred, differences, written, cut)) {
        group.people.push(row.id)
        return group
      }
    const companyRow = String(shareRow(shownRow))
    const made: Group = { account, companyRow, isInferred, differences, written, cut, people: [row.id] }
    known.push(made)
    groupsOf[account] = known
    return made
  }

  /** The fields for which no person has a value so far. */
  let unfilled = [...fields.keys()]
  const fill = (row: PersonRow): void => {
    let isAny = false
    for (const field of unfilled) {
      const value = rawValue(row.fields, (fields[field] as AuditField).name)
      if (value === undefined) continue
      hasField[field] = true
      if (value === null || value === '') continue
      isFilled[field] = true
      isAny = true
    }
    if (isAny) unfilled = unfilled.filter((field) => isFilled[field] !== true)
  }

  for (const row of input) {
    rows += 1
    const update = row.updatedAt ?? noInstant
    if (!(update <= newestUpdate) && !Number.isNaN(update)) newestUpdate = update
    if (unfilled.length > 0) fill(row)
    if (row.sfdcContactId !== null) has.sfdcContactId = true
    if (row.sfdcAccountId !== null) has.sfdcAccountId = true
    if (row.contactCompany !== null) has.contactCompany = true
    const person = ids.getOrAdd(row.id)
    let rival: Group | undefined
    const isRepeat = person < updates.length && !(update > (updates[person] as number))
    if (person === updates.length) {
      updates.push(update)
      contactOf.push(notThere)
      groups.push(undefined)
    } else {
      if (update < (updates[person] as number)) continue
      updates[person] = update
      const former = groups[person]
      if (former !== undefined) remove(former.people, row.id)
      rival = former
      groups[person] = undefined
      otherContacts.delete(person)
      otherAccounts.delete(person)
      deleted.delete(person)
      leadNames.delete(person)
      unclearLinks.delete(person)
    }
    if (row.file !== undefined || files.length > 0) {
      while (files.length < person) files.push(0)
      files[person] = row.file ?? 0
    }
    const contactKey = row.sfdcContactId === null ? null : keyOf(row.sfdcContactId)
    const contact = contactKey === null ? notThere : (contacts?.ids.get(contactKey) ?? notThere)
    contactOf[person] = contact
    if (contactKey !== null && contact === notThere) otherContacts.set(person, contactKey)
    const accountKey = row.sfdcAccountId === null ? null : keyOf(row.sfdcAccountId)
    const linked = accountKey === null ? notThere : (accounts.indexOf.get(accountKey) ?? notThere)
    if (accountKey !== null && linked === notThere) otherAccounts.set(person, accountKey)
    if (row.sfdcIsDeleted === true) {
      deleted.add(person)
      if (isRepeat) contradict(rival, undefined)
      continue
    }
    if (linked !== notThere) groups[person] = place(row, linked, false)
    else if (accountKey === null && contact !== notThere) {
      const ofContact = contacts?.accounts[contact] ?? notThere
      if (ofContact !== notThere) {
        const shown = accountShown(row, ofContact)
        if (shown !== notThere) groups[person] = place(row, shown, true)
        if (shown !== ofContact) unclearLinks.set(person, shown)
      }
    } else if (accountKey === null && contactKey === null && !isType(row, 'contact')) {
      const form = nameOf(row)
      if (form !== null && isName(form)) {
        leadNames.set(person, String(shareRow(form)))
        if (!has.sfdcContactId && isType(row, 'lead')) statedLeads.add(person)
      }
    }
    if (isRepeat) contradict(rival, groups[person])
  }
  // If the file has no column SFDC Contact Id, any person may be a contact. Only a person whose SFDC Type is Lead is certainly
  // a lead.
  if (!has.sfdcContactId) for (const person of leadNames.keys()) if (!statedLeads.has(person)) leadNames.delete(person)
  return {
    rows,
    ids,
    contacts: contactOf,
    otherContacts,
    otherAccounts,
    deleted,
    leadNames,
    unclearLinks,
    groups,
    files,
    contradicted,
    groupsOf,
    isFilled,
    hasField,
    has,
    newestUpdate,
  }
}
