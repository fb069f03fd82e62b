/**
 * Compares the findings of two audits.
 *
 * @since 0.4.0
 */
import type { Finding } from './Finding.js'

/**
 * A finding that is in both audits. `earlier` and `later` are its content in each audit.
 *
 * @category model
 * @since 0.4.0
 */
export interface Stayed {
  readonly earlier: Finding
  readonly later: Finding
}

/**
 * The findings of two audits in three lists: only in the later audit, only in the earlier audit, and in both.
 *
 * @category model
 * @since 0.4.0
 */
export interface AuditComparison {
  /** The findings that only the later audit has, in the order of the later audit. */
  readonly came: ReadonlyArray<Finding>
  /** The findings that only the earlier audit has, in the order of the earlier audit. */
  readonly went: ReadonlyArray<Finding>
  /**
   * The findings that both audits have, in the order of the later audit. A finding can have different classes in the two audits.
   */
  readonly stayed: ReadonlyArray<Stayed>
}

/**
 * Makes a key by which a finding can be recognised in two audits. Two findings of one audit can have the same key.
 *
 * The key of a difference in a field does not contain the class, because a later audit can find a different class for the same
 * difference.
 *
 * | finding                        | key                                                                  |
 * | ------------------------------ | -------------------------------------------------------------------- |
 * | about one field of one account | the account and the field                                            |
 * | about a field in many accounts | the class and the field                                              |
 * | about a record                 | the class, the accounts, the contact, and in some classes the person |
 */
const keyOfFinding = (finding: Finding): string => {
  if ('salesforce' in finding) return `${finding.accountId} ${finding.field}`
  if ('field' in finding) return `${finding._tag} ${finding.field}`
  const { _tag, accountId, otherAccountId, contactId, people } = finding
  // Findings of these three classes have a person in the key. Findings of other classes do not, because their people can differ
  // between the audits.
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
 * Compares the findings of two audits of the same Marketo instance.
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
