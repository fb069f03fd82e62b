/** Lists the inputs that the audit did not have and that could refute a cause. */
import type { CellFacts } from './CellFacts.js'
import { hasGapSince } from './CellFacts.js'
import type { Refutation } from './Evidence.js'
import type { Cause, Finding } from './Finding.js'
import type { Gathered } from './Gathered.js'

/**
 * Lists what is missing from the log. If nothing is missing, the log shows whether somebody edited a field after the account's last
 * update.
 */
const logMissing = ({ log, stamp }: CellFacts): ReadonlyArray<Refutation> => {
  if (log === null) return ['log']
  return [
    ...(log.lacksSources ? (['log-source'] as const) : []),
    ...(hasGapSince(log, stamp) ? (['log-gap'] as const) : []),
    ...(log.from <= stamp ? [] : (['longer-log'] as const)),
  ]
}

/** Lists the inputs that could refute a cause. */
const refutationsOf = (cause: Cause, cell: CellFacts): ReadonlyArray<Refutation> => {
  switch (cause) {
    case 'LocalEditStands':
      return logMissing(cell)
    case 'NotYetSynced':
      return [Number.isNaN(cell.stamp) ? 'systemModstamp' : 'sync-status', 'earlier-accounts']
    case 'RecordFailed':
      return ['sync-errors']
    case 'HiddenField':
    case 'FieldNotSyncing':
      return ['field-permissions']
    case 'FormulaNotStamped':
      return cell.isFormula === 'maybe' ? ['describe'] : []
    case 'LinkedElsewhere':
    case 'StaleLink':
      return ['sfdc-account-id']
    case 'CompanyRowSplit':
      return ['contact-company']
    case 'OtherAccountShown':
      return cell.otherAccount === 'unknown' ? ['contact-company'] : []
    case 'PersonAccount':
      return ['is-person-account']
    case 'SyncFilter':
      return ['sync-filter']
    case 'ExportIncomplete':
      return ['complete-export']
    case 'ExportedAtDifferentTimes':
    case 'WrittenDifferently':
    case 'ValuesTranslated':
    case 'ValuesScaled':
    case 'Unexplained':
      return []
  }
}

export const refutationsOfCell = (causes: ReadonlyArray<Cause>, cell: CellFacts): ReadonlyArray<Refutation> => [
  ...new Set<Refutation>([...causes.flatMap((cause) => refutationsOf(cause, cell)), 'later-export']),
]

/** Lists the inputs that the audit has. */
const givenInputs = ({ earlier, failures, options, people, pulls }: Gathered): ReadonlySet<Refutation> => {
  const inputs: ReadonlyArray<readonly [input: Refutation, isGiven: boolean]> = [
    ['earlier-accounts', earlier !== null],
    ['sync-status', pulls !== null],
    ['sync-errors', failures !== null],
    ['describe', options.schema !== undefined],
    ['contact-company', people.has.contactCompany],
    ['sfdc-account-id', people.has.sfdcAccountId],
  ]
  return new Set(inputs.filter(([, isGiven]) => isGiven).map(([input]) => input))
}

/**
 * Returns a function that removes inputs from the `refutedBy` of a finding. The removed inputs are the inputs that the audit
 * already has.
 */
export const withoutGivenInputs = (gathered: Gathered): ((finding: Finding) => Finding) => {
  const given = givenInputs(gathered)
  return (finding) =>
    finding.refutedBy.some((input) => given.has(input))
      ? { ...finding, refutedBy: finding.refutedBy.filter((input) => !given.has(input)) }
      : finding
}
