// Compares the findings about records with the facts of a generated world.
import type { ContactId } from 'marketo-account-sync'
import type { Cause, Finding, RecordClass, RecordFinding } from 'marketo-account-sync/audit'
import { day, exportedAt } from './salesforce.js'
import type { Facts, RecordCause } from './truth.js'
import type { World } from './world.js'

type Key = string | number | null

/** For each class of finding, the function that returns the keys of the records that the finding is about. */
const keys: Readonly<Partial<Record<RecordClass, (finding: RecordFinding) => ReadonlyArray<Key>>>> = {
  OverTheCap: ({ accountId }) => [accountId],
  CompanyRowSplit: ({ accountId }) => [accountId],
  CompanyRowShared: ({ people }) => people,
  LinkedToMergedAccount: ({ people }) => people,
  NoPeople: ({ accountId }) => [accountId],
  DuplicatePerson: ({ contactId }) => [contactId],
  ContactMissing: ({ contactId }) => [contactId],
  DuplicateName: ({ evidence }) => evidence.flatMap((each) => (each._tag === 'Accounts' ? each.ids.slice(-1) : [])),
  LeadOfSameCompany: ({ people }) => people,
  LinkedElsewhere: ({ people }) => people,
  DeletedInSalesforce: ({ people }) => people,
  SyncFailed: ({ accountId, contactId, people }) => [contactId ?? accountId ?? people[0] ?? null],
}

/** For each true cause of a fact, the cause that the audit should name. */
const rightCauses: Readonly<Record<RecordCause, Cause>> = {
  'not yet synced': 'NotYetSynced',
  'stale link': 'StaleLink',
  'record failed to sync': 'RecordFailed',
  'sync filter': 'SyncFilter',
  'deleted in Marketo': 'Unexplained',
}

/** The classes of facts that have a cause. */
const withCause: ReadonlySet<string> = new Set(['LinkedElsewhere', 'DeletedInSalesforce', 'ContactMissing'])

/** The records that Sync Errors lists, because they failed in the last `days` days. */
const failed = ({ failures }: World, days: number): ReadonlySet<Key> =>
  new Set(failures.filter(({ at }) => at > exportedAt - days * day).map(({ record, personId }) => record ?? personId))

const trueKeys = (facts: Facts): Readonly<Partial<Record<RecordClass, ReadonlySet<Key>>>> => ({
  OverTheCap: facts.overTheCap,
  CompanyRowSplit: facts.splitRows,
  CompanyRowShared: facts.sharedRows,
  LinkedToMergedAccount: facts.linkedToMerged,
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
  /**
   * `causes` counts the found facts that have a cause. `named` counts those of them for which the finding names the true cause.
   * `namedFirst` counts those for which the finding names the true cause first.
   */
  readonly causes: number
  readonly named: number
  readonly namedFirst: number
}

/** Counts the facts of each class that the audit found. `errorDays` is the number of days that the Sync Errors file covers. */
export const factsFound = (world: World, findings: Iterable<Finding>, errorDays = 0): ReadonlyArray<FactScore> => {
  const { facts } = world.truth
  const said = new Map<string, Map<Key, RecordFinding>>()
  for (const finding of findings) {
    if (!('contactId' in finding)) continue
    const found = said.get(finding._tag) ?? new Map<Key, RecordFinding>()
    for (const key of keys[finding._tag]?.(finding) ?? []) found.set(key, finding)
    said.set(finding._tag, found)
  }
  const expectedKeys = {
    ...trueKeys(facts),
    ...(errorDays === 0 ? {} : { SyncFailed: failed(world, errorDays) }),
  }
  return Object.entries(expectedKeys).map(([name, expected]) => {
    const found = said.get(name) ?? new Map<Key, RecordFinding>()
    const hits = [...expected].filter((key) => found.has(key))
    const causes = hits.flatMap((key) => {
      const cause = key === null || !withCause.has(name) ? undefined : facts.causes.get(key as number | ContactId)
      return cause === undefined ? [] : [{ right: rightCauses[cause], alternatives: found.get(key)!.alternatives }]
    })
    return {
      name: name as RecordClass,
      facts: expected.size,
      found: hits.length,
      wrong: [...found.keys()].filter((key) => !expected.has(key)).length,
      causes: causes.length,
      named: causes.filter(({ right, alternatives }) => alternatives.includes(right)).length,
      namedFirst: causes.filter(({ right, alternatives }) => alternatives[0] === right).length,
    }
  })
}
