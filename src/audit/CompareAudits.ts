/**
 * Compares two audits.
 *
 * @since 0.4.0
 */
import type { Finding } from './Finding.js'

/**
 * A finding that is in both audits, as each of them has it.
 *
 * @category model
 * @since 0.4.0
 */
export interface Stayed {
  readonly earlier: Finding
  readonly later: Finding
}

/**
 * What came, went and stayed between two audits.
 *
 * @category model
 * @since 0.4.0
 */
export interface AuditComparison {
  /** The findings that only the later audit has, in its order. */
  readonly came: ReadonlyArray<Finding>
  /** The findings that only the earlier audit has, in its order. */
  readonly went: ReadonlyArray<Finding>
  /** The findings that both audits have, in the order of the later one. Their classes may differ. */
  readonly stayed: ReadonlyArray<Stayed>
}

/**
 * A text that is the same for a finding of both audits. A difference in a field keeps its key if its class changes, because the
 * later audit may know more. Two findings of one audit may have the same key.
 *
 * | finding               | key                                                            |
 * | --------------------- | -------------------------------------------------------------- |
 * | about a cell          | the account and the field                                      |
 * | about a field         | the class and the field                                        |
 * | about a record        | the class, the accounts, the contact, and the people           |
 */
const keyOfFinding = (finding: Finding): string => {
  if ('salesforce' in finding) return `${finding.accountId} ${finding.field}`
  if ('field' in finding) return `${finding._tag} ${finding.field}`
  const { _tag, accountId, otherAccountId, contactId, people } = finding
  // The people of an account change, and an account has only one finding of the other classes.
  const person =
    _tag === 'LeadOfSameCompany' || _tag === 'LinkedElsewhere' || _tag === 'DeletedInSalesforce' ? people[0] : ''
  return [_tag, accountId, otherAccountId, contactId, person].join(' ')
}

const countedKeys = (findings: Iterable<Finding>): ReadonlyArray<readonly [key: string, finding: Finding]> => {
  const counts = new Map<string, number>()
  return [...findings].map((finding) => {
    const key = keyOfFinding(finding)
    const count = counts.get(key) ?? 0
    counts.set(key, count + 1)
    return [`${key} ${count}`, finding]
  })
}

/**
 * Compares the findings of two audits of one Marketo.
 *
 * @example
 * import { defaultSettings } from 'marketo-account-sync'
 * import { audit, compareAudits } from 'marketo-account-sync/audit'
 *
 * const { findings } = audit(defaultSettings)({ accounts: [], people: [] })
 * assert.deepStrictEqual(compareAudits(findings, findings), { came: [], went: [], stayed: [] })
 *
 * @category queries
 * @since 0.4.0
 */
export const compareAudits = (earlier: Iterable<Finding>, later: Iterable<Finding>): AuditComparison => {
  const before = countedKeys(earlier)
  const after = countedKeys(later)
  const known = new Map(before)
  const present = new Map(after)
  return {
    came: after.flatMap(([key, finding]) => (known.has(key) ? [] : [finding])),
    went: before.flatMap(([key, finding]) => (present.has(key) ? [] : [finding])),
    stayed: after.flatMap(([key, finding]) => {
      const found = known.get(key)
      return found === undefined ? [] : [{ earlier: found, later: finding }]
    }),
  }
}
