/** Counts the findings by class and field, and keeps two examples of each class. */
import type {
  CellFinding,
  Certainty,
  FieldFinding,
  Finding,
  FindingClass,
  RecordFinding,
  Refutation,
} from 'marketo-account-sync/audit'

/** The findings of one class. */
export interface ClassTally {
  readonly name: FindingClass
  count: number
  /** The number of differences. A finding about a field counts once for each account. */
  differences: number
  readonly certainties: Record<Certainty, number>
  /** The number of findings for each field. It is empty for classes of findings about records. */
  readonly fields: Map<string, number>
  readonly examples: Array<Finding>
}

/** A local edit that the next sync-down overrides, with the number of people who show it. */
interface EditAtRisk {
  readonly finding: CellFinding
  readonly people: number
}

export interface Tally {
  readonly classes: ReadonlyMap<FindingClass, ClassTally>
  /** The local edits that the most people show, the most people first. */
  readonly atRisk: ReadonlyArray<EditAtRisk>
  readonly atRiskCount: number
  /** For each further file, the number of findings with another certainty than `shown` that the file could decide. */
  readonly undecided: ReadonlyMap<Refutation, number>
  readonly findings: number
}

export const isCell = (finding: Finding): finding is Extract<Finding, CellFinding> => 'salesforce' in finding
export const isField = (finding: Finding): finding is Extract<Finding, FieldFinding> => 'accounts' in finding
export const isRecord = (finding: Finding): finding is Extract<Finding, RecordFinding> => 'contactId' in finding

/** The classes in the order of the report. Classes that no rule explains come first. */
const classOrder: ReadonlyArray<FindingClass> = [
  'Unexplained',
  'SiblingsDisagree',
  'OtherAccountShown',
  'CompanyRowSplit',
  'CompanyRowShared',
  'LinkedElsewhere',
  'LinkedToMergedAccount',
  'LinkUnclear',
  'DeletedInSalesforce',
  'ContactMissing',
  'SyncFailed',
  'RecordFailed',
  'FieldNotSyncing',
  'FormulaNotStamped',
  'LocalEditStands',
  'NotYetSynced',
  'HiddenField',
  'ValuesTranslated',
  'ValuesScaled',
  'DuplicatePerson',
  'DuplicateName',
  'LeadOfSameCompany',
  'OverTheCap',
  'NoPeople',
]

/** The classes that somebody should check. With a finding of such a class, the command ends with the exit code 1. */
const anomalies: ReadonlySet<FindingClass> = new Set([
  'Unexplained',
  'SiblingsDisagree',
  'OtherAccountShown',
  'CompanyRowSplit',
  'CompanyRowShared',
  'LinkedElsewhere',
  'LinkedToMergedAccount',
  'RecordFailed',
  'SyncFailed',
  'FieldNotSyncing',
])

export const hasAnomalies = ({ classes }: Tally): boolean => [...classes.keys()].some((name) => anomalies.has(name))

const mostExamples = 2
const mostAtRisk = 10

export const tallyOf = (findings: Iterable<Finding>): Tally => {
  const classes = new Map<FindingClass, ClassTally>()
  const undecided = new Map<Refutation, number>()
  let atRisk: Array<EditAtRisk> = []
  let [atRiskCount, count] = [0, 0]
  for (const finding of findings) {
    count++
    let tally = classes.get(finding._tag)
    if (tally === undefined) {
      tally = {
        name: finding._tag,
        count: 0,
        differences: 0,
        certainties: { shown: 0, consistent: 0, open: 0 },
        fields: new Map(),
        examples: [],
      }
      classes.set(finding._tag, tally)
    }
    tally.count++
    tally.differences += isField(finding) ? finding.accounts : 1
    tally.certainties[finding.certainty]++
    if (!isRecord(finding)) tally.fields.set(finding.field, (tally.fields.get(finding.field) ?? 0) + 1)
    if (tally.examples.length < mostExamples) tally.examples.push(finding)
    if (finding.certainty !== 'shown')
      for (const input of finding.refutedBy) undecided.set(input, (undecided.get(input) ?? 0) + 1)
    if (isCell(finding) && finding._tag === 'LocalEditStands' && finding.next?._tag === 'Overridden') {
      atRiskCount++
      atRisk.push({ finding, people: finding.peopleCount })
      if (atRisk.length > 100 * mostAtRisk) atRisk = mostPeople(atRisk)
    }
  }
  const ordered = classOrder.flatMap((name) => {
    const tally = classes.get(name)
    return tally === undefined ? [] : [[name, tally] as const]
  })
  return { classes: new Map(ordered), atRisk: mostPeople(atRisk), atRiskCount, undecided, findings: count }
}

const mostPeople = (edits: ReadonlyArray<EditAtRisk>): Array<EditAtRisk> =>
  [...edits]
    .sort((a, b) => b.people - a.people || (a.finding.accountId < b.finding.accountId ? -1 : 1))
    .slice(0, mostAtRisk)
