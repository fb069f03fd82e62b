/** Computes the findings about accounts and their company rows. */
import type { Instant } from '../model/Instant.js'
import type { PersonId } from '../model/Person.js'
import type { Evidence } from './Evidence.js'
import type { Cause } from './Finding.js'
import type { Gathered } from './Gathered.js'
import { fileOf, groupsOf, isOverCap, isPartial, mayBePersonAccount } from './Gathered.js'
import { accountIdOf, byText } from './Ids.js'
import type { Group } from './MarketoSide.js'
import { groupsInRow, sharedRowEvidence } from './OtherAccount.js'
import type { AnyRecordFinding } from './RecordFinding.js'
import { exportedApart, ifIncomplete, keyOfAccount, longestList, peopleIn, recordFinding } from './RecordFinding.js'
import { masterOf, notThere } from './SalesforceSide.js'

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

/**
 * Returns false if one file has people from two of the company rows. If the result is true, the company row of the account
 * possibly changed between the exports of the files.
 */
const mayHaveChanged = (gathered: Gathered, rows: ReadonlyMap<string, ReadonlyArray<number>>): boolean => {
  const files = [...rows.values()].flatMap((ids) => [...new Set(ids.map((id) => fileOf(gathered, id)))])
  return new Set(files).size === files.length
}

/**
 * If the merge is newer than the last change that the sync has read, the finding is open. The reason is that the next sync can
 * still move the people.
 */
const ifUnread = ({ accounts, howFar }: Gathered, account: number, merge: ReadonlyArray<Evidence>) => {
  const stamp = accounts.stamps[account] as Instant
  return howFar === null || !(stamp > howFar.until)
    ? { evidence: merge }
    : {
        certainty: 'open' as const,
        alternatives: ['NotYetSynced', 'Unexplained'] as const,
        evidence: [...merge, { _tag: 'Stamp' as const, systemModstamp: stamp, howFar }],
        refutedBy: ['later-export'] as const,
      }
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
  const incomplete = ifIncomplete(gathered, 'people')
  if (deleted !== undefined && people.length > 0) {
    const master = masterOf(accounts, account)
    const evidence: ReadonlyArray<Evidence> = [
      {
        _tag: 'Deleted',
        how: 'flagged',
        masterRecordId: deleted.master === null ? null : accountIdOf(deleted.master),
      },
    ]
    findings.push(
      master === null
        ? recordFinding('DeletedInSalesforce', { accountId, people, evidence })
        : recordFinding('LinkedToMergedAccount', {
            accountId,
            people,
            ...ifUnread(gathered, account, evidence),
            otherAccountId: accountIdOf(master),
          }),
    )
  }
  const rows = groups.length > 1 ? companyRows(groups) : null
  if (rows !== null && rows.size > 1)
    findings.push(
      recordFinding('CompanyRowSplit', {
        accountId,
        people,
        ...(mayHaveChanged(gathered, rows) ? exportedApart : {}),
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
        // Marketo compares its own number of live contacts with the cap. Marketo can have fewer live contacts than Salesforce.
        ...(people.length > settings.instance.activityCap
          ? {}
          : {
              certainty: 'open',
              alternatives: ['NotYetSynced', 'SyncFilter', ...incomplete.causes, 'Unexplained'],
              refutedBy: [...incomplete.refutedBy, 'later-export'],
            }),
        evidence: [
          {
            _tag: 'OverCap',
            liveContacts: liveContacts[account] ?? 0,
            activityCap: settings.instance.activityCap,
          },
        ],
      }),
    )
  if (people.length === 0 && !isPartial(gathered, 'people')) {
    const { sfdcAccountId } = gathered.people.has
    const causes: ReadonlyArray<Cause> = [
      ...(sfdcAccountId ? [] : (['LinkedElsewhere'] as const)),
      ...incomplete.causes,
    ]
    findings.push(
      recordFinding('NoPeople', {
        accountId,
        ...(causes.length === 0 ? {} : { certainty: 'open', alternatives: [...causes, 'Unexplained'] }),
        refutedBy: [...(sfdcAccountId ? [] : (['sfdc-account-id'] as const)), ...incomplete.refutedBy],
      }),
    )
  }
  return findings
}

export function* sharedRows(gathered: Gathered): Iterable<AnyRecordFinding> {
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

const accountsEvidence = (keys: ReadonlyArray<string>): Evidence => ({
  _tag: 'Accounts',
  ids: [...keys].sort(byText).slice(0, longestList).map(accountIdOf),
  count: keys.length,
})

/** Finds the accounts that are not in the export, although Marketo links people to them. */
export function* unknownAccounts(gathered: Gathered): Iterable<AnyRecordFinding> {
  const { people } = gathered
  if (isPartial(gathered, 'accounts')) return
  const { causes, refutedBy } = ifIncomplete(gathered, 'accounts')
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
      alternatives: ['NotYetSynced', ...causes, 'Unexplained'],
      people: ids,
      evidence: [{ _tag: 'Deleted', how: 'not in the export', masterRecordId: null }],
      refutedBy: [...refutedBy, 'later-export'],
      accountId: accountIdOf(key),
    })
}

const mayBePersons = {
  certainty: 'open',
  alternatives: ['PersonAccount', 'Unexplained'],
  refutedBy: ['is-person-account'],
} as const

export function* namesOfSeveral(gathered: Gathered): Iterable<AnyRecordFinding> {
  const { people, log } = gathered
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
  const sorted = [...gathered.accounts.byName]
    .filter(([form, among]) => among.length > 1 || leads.has(form))
    .sort(([a], [b]) => byText(a, b))
  for (const [form, among] of sorted) {
    const keys = among.map((account) => keyOfAccount(gathered, account)).sort(byText)
    const accountId = accountIdOf(keys[0] as string)
    // A person account is not a company. Therefore other accounts and leads can have the same name as a person account.
    const ifPersons = among.some((account) => mayBePersonAccount(gathered, account)) ? mayBePersons : {}
    if (among.length > 1)
      yield recordFinding('DuplicateName', {
        ...ifPersons,
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
      yield recordFinding('LeadOfSameCompany', {
        ...ifPersons,
        accountId,
        people: [id],
        evidence: [accountsEvidence(keys)],
      })
  }
}
