/** Computes the findings about accounts, contacts and people. */
import type { Instant } from '../model/Instant.js'
import type { PersonId } from '../model/Person.js'
import type { RuleId } from '../model/RuleId.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import { peopleOf } from './CellFindings.js'
import type { Cause, Certainty, Evidence, RecordClass, RecordFinding, Refutation } from './Finding.js'
import type { Gathered } from './Gathered.js'
import { groupsOf, instantOrNull, isComplete, isOverCap } from './Gathered.js'
import { accountIdOf, byText, contactIdOf } from './Ids.js'
import type { Group } from './MarketoSide.js'
import { notThere } from './SalesforceSide.js'
import { groupsInRow, sharedRowEvidence } from './OtherAccount.js'

const rules: Readonly<Record<RecordClass, RuleId | null>> = {
  CompanyRowSplit: 'contact.one-account',
  CompanyRowShared: 'contact.one-account',
  LinkedElsewhere: 'contact.moves',
  LinkedToMergedAccount: 'contact.moves',
  LinkUnclear: 'contact.moves',
  ContactMissing: null,
  DeletedInSalesforce: 'contact.deleted',
  DuplicatePerson: 'contact.one-account',
  LeadOfSameCompany: 'edit.fan-out',
  OverTheCap: 'activity.cap',
  DuplicateName: 'convert.never-joins',
  NoPeople: null,
  SyncFailed: null,
}

interface About {
  readonly certainty?: Certainty
  readonly alternatives?: ReadonlyArray<Cause>
  readonly people?: ReadonlyArray<number>
  readonly evidence?: ReadonlyArray<Evidence>
  readonly refutedBy?: ReadonlyArray<Refutation>
  readonly accountId?: AccountId | null
  readonly contactId?: ContactId | null
  readonly otherAccountId?: AccountId | null
}

const recordFinding = <Tag extends RecordClass>(_tag: Tag, about: About): RecordFinding<Tag> => ({
  _tag,
  certainty: about.certainty ?? 'shown',
  alternatives: about.alternatives ?? [],
  rule: rules[_tag],
  ...peopleOf(about.people ?? []),
  evidence: about.evidence ?? [],
  refutedBy: about.refutedBy ?? [],
  next: null,
  accountId: about.accountId ?? null,
  contactId: about.contactId ?? null,
  otherAccountId: about.otherAccountId ?? null,
})

/** A record finding of any class. */
export type AnyRecordFinding = { readonly [Tag in RecordClass]: RecordFinding<Tag> }[RecordClass]

/** Returns the numbers below `size` that pass a test. There can be millions of numbers, but few of them pass. */
const indicesWhere = (size: number, passes: (index: number) => boolean): Array<number> => {
  const indices: Array<number> = []
  for (let index = 0; index < size; index++) if (passes(index)) indices.push(index)
  return indices
}

/** The greatest number of accounts that a finding lists as evidence. */
const longestList = 10

const accountsEvidence = (keys: ReadonlyArray<string>): Evidence => ({
  _tag: 'Accounts',
  ids: [...keys].sort(byText).slice(0, longestList).map(accountIdOf),
  count: keys.length,
})

const keyOfAccount = ({ accounts }: Gathered, account: number): string => accounts.keys[account] as string

const peopleIn = (groups: ReadonlyArray<Group>): ReadonlyArray<number> => groups.flatMap(({ people }) => people)

/**
 * Returns the SystemModstamp of a contact as evidence, and the possible causes of a difference, with the most likely cause first.
 */
const byStamp = (
  { contacts, failures, howFarContacts }: Gathered,
  contact: number,
  ifRead: ReadonlyArray<Cause>,
): Pick<About, 'certainty' | 'alternatives' | 'evidence' | 'refutedBy'> => {
  const stamp = contacts?.stamps[contact] ?? Number.NaN
  const failed = failures?.records.get(`003${contacts?.ids.idAt(contact) ?? ''}`)
  const hasFailed = failed !== undefined && !(failed.failedOn < stamp)
  const evidence: ReadonlyArray<Evidence> = [
    ...(Number.isNaN(stamp)
      ? []
      : [{ _tag: 'Stamp' as const, systemModstamp: stamp as Instant, howFar: howFarContacts }]),
    ...(hasFailed ? [{ _tag: 'SyncError' as const, failedOn: instantOrNull(failed.failedOn) }] : []),
  ]
  const isAhead = howFarContacts !== null && stamp > howFarContacts.until
  const causes: ReadonlyArray<Cause> = isAhead
    ? ['NotYetSynced', ...ifRead]
    : howFarContacts?.by === 'sync-status' && stamp <= howFarContacts.until
      ? ifRead
      : [...ifRead.filter((cause) => cause !== 'Unexplained'), 'NotYetSynced', 'Unexplained']
  const refutedBy: ReadonlyArray<Refutation> = Number.isNaN(stamp)
    ? ['systemModstamp', 'later-export']
    : howFarContacts?.by === 'sync-status'
      ? ['later-export']
      : ['sync-status', 'later-export']
  const alternatives: ReadonlyArray<Cause> = hasFailed
    ? ['RecordFailed', ...causes.filter((cause) => cause !== 'RecordFailed')]
    : causes
  return { certainty: 'open', alternatives, evidence, refutedBy }
}

const companyRows = (groups: ReadonlyArray<Group>): ReadonlyMap<string, ReadonlyArray<number>> => {
  const rows = new Map<string, Array<number>>()
  for (const { companyRow, people } of groups) {
    if (companyRow === '') continue
    const known = rows.get(companyRow)
    if (known === undefined) rows.set(companyRow, [...people])
    else known.push(...people)
  }
  return rows
}

/** Computes the findings about one account. */
export const accountFindings = (
  gathered: Gathered,
  account: number,
  groups: ReadonlyArray<Group>,
): ReadonlyArray<AnyRecordFinding> => {
  const { accounts, liveContacts, settings } = gathered
  const key = keyOfAccount(gathered, account)
  const accountId = accountIdOf(key)
  const deleted = accounts.deleted.get(account)
  const people = peopleIn(groups)
  const findings: Array<AnyRecordFinding> = []
  if (deleted !== undefined && people.length > 0) {
    const evidence: ReadonlyArray<Evidence> = [
      {
        _tag: 'Deleted',
        how: 'flagged',
        masterRecordId: deleted.master === null ? null : accountIdOf(deleted.master),
      },
    ]
    findings.push(
      deleted.master === null
        ? recordFinding('DeletedInSalesforce', { accountId, people, evidence })
        : recordFinding('LinkedToMergedAccount', {
            accountId,
            people,
            evidence,
            otherAccountId: accountIdOf(deleted.master),
          }),
    )
  }
  const rows = companyRows(groups)
  if (rows.size > 1)
    findings.push(
      recordFinding('CompanyRowSplit', {
        accountId,
        people,
        evidence: [
          {
            _tag: 'CompanyRows',
            rows: [...rows]
              .sort(([a], [b]) => byText(a, b))
              .slice(0, longestList)
              .map(([row, each]) => ({ row, count: each.length, accounts: [accountId] })),
          },
        ],
      }),
    )
  if (deleted !== undefined) return findings
  if (isOverCap(gathered, account))
    findings.push(
      recordFinding('OverTheCap', {
        accountId,
        people,
        evidence: [
          {
            _tag: 'OverCap',
            liveContacts: liveContacts[account] ?? 0,
            activityCap: settings.instance.activityCap,
          },
        ],
      }),
    )
  if (people.length === 0 && isComplete(gathered, 'people'))
    findings.push(
      recordFinding(
        'NoPeople',
        gathered.people.has.sfdcAccountId
          ? { accountId }
          : {
              accountId,
              certainty: 'open',
              alternatives: ['LinkedElsewhere', 'Unexplained'],
              refutedBy: ['sfdc-account-id'],
            },
      ),
    )
  return findings
}

function* sharedRows(gathered: Gathered): Iterable<AnyRecordFinding> {
  for (const [row, among] of [...gathered.sharedRows].sort(([a], [b]) => byText(a, b))) {
    const keys = [...among].map((account) => keyOfAccount(gathered, account)).sort(byText)
    yield recordFinding('CompanyRowShared', {
      accountId: accountIdOf(keys[0] as string),
      otherAccountId: accountIdOf(keys[1] as string),
      people: peopleIn(groupsInRow(gathered, row)),
      evidence: [sharedRowEvidence(gathered, row)],
    })
  }
}

/** Finds the contacts that have several people in Marketo. */
function* duplicatePeople({ people, contacts }: Gathered): Iterable<AnyRecordFinding> {
  const several = new Map<string, Array<number>>()
  const add = (key: string, first: number, person: number): void => {
    const known = several.get(key)
    if (known === undefined) several.set(key, [people.ids.idAt(first), people.ids.idAt(person)])
    else known.push(people.ids.idAt(person))
  }
  /** For each contact, the index of its first person plus one. Zero if no person has been found yet. */
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
  for (const [key, ids] of [...several].sort(([x], [y]) => byText(x, y)))
    yield recordFinding('DuplicatePerson', { contactId: contactIdOf(key), people: ids })
}

const accountIdOrNull = (key: string | undefined): AccountId | null => (key === undefined ? null : accountIdOf(key))

/** Tests whether the contact of a person is deleted, is unknown, or belongs to a different account than in Marketo. */
const standsOut = (gathered: Gathered, person: number): boolean => {
  const { accounts, contacts, people } = gathered
  if (people.deleted.has(person)) return false
  const contact = people.contacts[person] ?? notThere
  if (contact === notThere)
    return people.otherContacts.has(person) && contacts !== null && isComplete(gathered, 'contacts')
  if (contacts === null) return false
  if (contacts.deleted.has(contact)) return true
  if (!people.has.sfdcAccountId) return false
  const group = people.groups[person]
  const linked = group === undefined || group.isInferred ? notThere : group.account
  const inSalesforce = contacts.accounts[contact] ?? notThere
  if (linked !== notThere && inSalesforce !== notThere) {
    // The finding about a merged account already contains its people.
    const master = accounts.deleted.get(linked)?.master ?? null
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
  if (contact === notThere || contacts === null)
    return recordFinding('DeletedInSalesforce', {
      certainty: 'open',
      alternatives: ['NotYetSynced', 'Unexplained'],
      people: [id],
      evidence: [{ _tag: 'Deleted', how: 'not in the export', masterRecordId: null }],
      refutedBy: ['later-export'],
      contactId: contactIdOf(people.otherContacts.get(person) ?? ''),
      accountId,
    })
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

/** Finds the people without a link for whom Marketo does not show the values of the contact's account. */
function* unclearLinks(gathered: Gathered): Iterable<AnyRecordFinding> {
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

/** Finds accounts to which Marketo links people, but which the complete export does not contain. */
function* unknownAccounts(gathered: Gathered): Iterable<AnyRecordFinding> {
  const { people } = gathered
  if (!isComplete(gathered, 'accounts')) return
  const byAccount = new Map<string, Array<number>>()
  for (const [person, key] of people.otherAccounts) {
    if (people.deleted.has(person)) continue
    const known = byAccount.get(key)
    if (known === undefined) byAccount.set(key, [people.ids.idAt(person)])
    else known.push(people.ids.idAt(person))
  }
  for (const [key, ids] of [...byAccount].sort(([a], [b]) => byText(a, b)))
    yield recordFinding('DeletedInSalesforce', {
      certainty: 'open',
      alternatives: ['NotYetSynced', 'Unexplained'],
      people: ids,
      evidence: [{ _tag: 'Deleted', how: 'not in the export', masterRecordId: null }],
      refutedBy: ['later-export'],
      accountId: accountIdOf(key),
    })
}

function* missingContacts(gathered: Gathered): Iterable<AnyRecordFinding> {
  const { contacts, people } = gathered
  if (contacts === null || !isComplete(gathered, 'people') || !people.has.sfdcContactId) return
  const present = new Uint8Array(contacts.accounts.length)
  for (const contact of people.contacts) if (contact !== notThere) present[contact] = 1
  const missing = indicesWhere(
    contacts.accounts.length,
    (contact) => present[contact] === 0 && !contacts.deleted.has(contact) && contacts.accounts[contact] !== notThere,
  )
  missing.sort((a, b) => byText(contacts.ids.idAt(a), contacts.ids.idAt(b)))
  for (const contact of missing)
    yield recordFinding('ContactMissing', {
      ...byStamp(gathered, contact, ['SyncFilter', 'RecordFailed', 'Unexplained']),
      contactId: contactIdOf(contacts.ids.idAt(contact)),
      accountId: accountIdOf(keyOfAccount(gathered, contacts.accounts[contact] as number)),
    })
}

function* namesOfSeveral(gathered: Gathered): Iterable<AnyRecordFinding> {
  const { people, log } = gathered
  const sorted = [...gathered.accounts.byName].sort(([a], [b]) => byText(a, b))
  const converted = new Map<number, { readonly personId: number; readonly at: number }>()
  for (const [personId, at] of [...(log?.conversions ?? [])].sort(([a], [b]) => a - b)) {
    const group = people.groups[people.ids.get(personId) ?? notThere]
    if (group !== undefined && !converted.has(group.account)) converted.set(group.account, { personId, at })
  }
  const leads = new Map<string, Array<number>>()
  for (const [person, form] of people.leadNames) {
    const known = leads.get(form)
    if (known === undefined) leads.set(form, [people.ids.idAt(person)])
    else known.push(people.ids.idAt(person))
  }
  for (const [form, among] of sorted) {
    const keys = among.map((account) => keyOfAccount(gathered, account)).sort(byText)
    const accountId = accountIdOf(keys[0] as string)
    if (among.length > 1)
      yield recordFinding('DuplicateName', {
        accountId,
        otherAccountId: accountIdOf(keys[1] as string),
        people: among.flatMap((account) => peopleIn(groupsOf(gathered, account))),
        evidence: [
          accountsEvidence(keys),
          ...among
            .flatMap((account) => {
              const one = converted.get(account)
              return one === undefined ? [] : [one]
            })
            .sort((a, b) => a.personId - b.personId)
            .map(({ personId, at }): Evidence => ({
              _tag: 'Converted',
              personId: personId as PersonId,
              at: at as Instant,
            })),
        ],
      })
    for (const id of [...(leads.get(form) ?? [])].sort((a, b) => a - b))
      yield recordFinding('LeadOfSameCompany', { accountId, people: [id], evidence: [accountsEvidence(keys)] })
  }
}

function* failedRecords(gathered: Gathered): Iterable<AnyRecordFinding> {
  const { failures, accounts, contacts, people } = gathered
  if (failures === null) return
  for (const [key, { failedOn }] of [...failures.records].sort(([a], [b]) => byText(a, b))) {
    const evidence: ReadonlyArray<Evidence> = [{ _tag: 'SyncError', failedOn: instantOrNull(failedOn) }]
    const record = key.slice(3)
    if (key.startsWith('001'))
      yield recordFinding('SyncFailed', {
        accountId: accountIdOf(record),
        evidence,
        people: peopleIn(groupsOf(gathered, accounts.indexOf.get(record) ?? notThere)),
      })
    else if (key.startsWith('003')) {
      const contact = contacts?.ids.get(record)
      const account = contact === undefined ? notThere : (contacts?.accounts[contact] ?? notThere)
      yield recordFinding('SyncFailed', {
        contactId: contactIdOf(record),
        accountId: account === notThere ? null : accountIdOf(keyOfAccount(gathered, account)),
        evidence,
      })
    }
  }
  for (const [person, failedOn] of [...failures.people].sort(([a], [b]) => a - b)) {
    const group = people.groups[people.ids.get(person) ?? notThere]
    yield recordFinding('SyncFailed', {
      people: [person],
      accountId: group === undefined ? null : accountIdOf(keyOfAccount(gathered, group.account)),
      evidence: [{ _tag: 'SyncError', failedOn: instantOrNull(failedOn) }],
    })
  }
}

/** Computes the findings about contacts, people and groups of accounts. The findings of each kind are sorted by id. */
export function* recordFindings(gathered: Gathered): Iterable<AnyRecordFinding> {
  const { people } = gathered
  yield* sharedRows(gathered)
  yield* namesOfSeveral(gathered)
  yield* unknownAccounts(gathered)
  const persons = indicesWhere(people.contacts.length, (person) => standsOut(gathered, person))
  persons.sort((a, b) => people.ids.idAt(a) - people.ids.idAt(b))
  for (const person of persons) yield personFinding(gathered, person)
  yield* unclearLinks(gathered)
  yield* duplicatePeople(gathered)
  yield* missingContacts(gathered)
  yield* failedRecords(gathered)
}
