// Compares the findings about records with the facts of a generated world.
import type { Finding, RecordClass, RecordFinding } from 'marketo-account-sync/audit'
import type { Facts } from './truth.js'
import type { World } from './world.js'

type Key = string | number | null

/** For each class that occurs in a world, the key that identifies the record of a finding. */
const keys: Readonly<Partial<Record<RecordClass, (finding: RecordFinding) => ReadonlyArray<Key>>>> = {
  OverTheCap: ({ accountId }) => [accountId],
  CompanyRowSplit: ({ accountId }) => [accountId],
  NoPeople: ({ accountId }) => [accountId],
  DuplicatePerson: ({ contactId }) => [contactId],
  ContactMissing: ({ contactId }) => [contactId],
  DuplicateName: ({ evidence }) => evidence.flatMap((each) => (each._tag === 'Accounts' ? each.ids.slice(-1) : [])),
  LeadOfSameCompany: ({ people }) => people,
  LinkedElsewhere: ({ people }) => people,
  DeletedInSalesforce: ({ people }) => people,
}

const trueKeys = (facts: Facts): Readonly<Partial<Record<RecordClass, ReadonlySet<Key>>>> => ({
  OverTheCap: facts.overTheCap,
  CompanyRowSplit: facts.splitRows,
  NoPeople: facts.noPeople,
  DuplicatePerson: facts.duplicatePeople,
  ContactMissing: facts.missing,
  DuplicateName: facts.duplicateNames,
  LeadOfSameCompany: facts.leadsOfSameCompany,
  LinkedElsewhere: new Set([...facts.moving, ...facts.staleLinks]),
  DeletedInSalesforce: facts.deleted,
})

export interface FactScore {
  readonly name: RecordClass
  readonly facts: number
  readonly found: number
  /** The number of findings about records that have no problem. */
  readonly wrong: number
}

/** Counts the facts of each class that the audit found. */
export const factsFound = ({ truth: { facts } }: World, findings: Iterable<Finding>): ReadonlyArray<FactScore> => {
  const said = new Map<string, Set<Key>>()
  for (const finding of findings) {
    if (!('contactId' in finding)) continue
    const set = said.get(finding._tag) ?? new Set<Key>()
    for (const key of keys[finding._tag]?.(finding) ?? []) set.add(key)
    said.set(finding._tag, set)
  }
  return Object.entries(trueKeys(facts)).map(([name, expected]) => {
    const found = said.get(name) ?? new Set<Key>()
    return {
      name: name as RecordClass,
      facts: expected.size,
      found: [...expected].filter((key) => found.has(key)).length,
      wrong: [...found].filter((key) => !expected.has(key)).length,
    }
  })
}
