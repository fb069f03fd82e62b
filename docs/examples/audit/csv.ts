/** The findings as CSV for a spreadsheet, one on each line. */
import type { FieldValue } from 'marketo-account-sync'
import { type Finding, findingSentence } from 'marketo-account-sync/audit'
import { isCell, isField, isRecord } from './tally.js'
import { causeText, classWords } from './wording.js'

const columns = [
  'class',
  'certainty',
  'account',
  'contact',
  'other account',
  'field',
  'salesforce',
  'marketo',
  'number of people',
  'people',
  'also possible',
  'rule',
  'explanation',
]

/** A spreadsheet runs a cell as a formula if the cell begins with one of these characters, or with its full-width form. */
const beginsFormula = /^[\s\0]*[=+\-@\t\r\n＝＋－＠]/
const isNumber = /^-?\d+(?:\.\d+)?$/

/** Writes one cell. Anybody can type a value into a web form, so an apostrophe prevents a spreadsheet from running it. */
export const safeCell = (value: FieldValue | undefined): string => {
  const text = String(value ?? '')
  const safe = beginsFormula.test(text) && !isNumber.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

const rowOf = (finding: Finding): ReadonlyArray<FieldValue | undefined> => {
  const cell = isCell(finding) ? finding : null
  const record = isRecord(finding) ? finding : null
  return [
    classWords[finding._tag][0],
    finding.certainty,
    cell?.accountId ?? record?.accountId,
    record?.contactId,
    record?.otherAccountId,
    cell?.field ?? (isField(finding) ? finding.field : null),
    cell?.salesforce,
    cell?.marketo,
    isField(finding) ? `${finding.accounts} accounts` : finding.peopleCount,
    finding.people.join(' '),
    finding.alternatives.map(causeText).join(', '),
    finding.rule,
    findingSentence(finding),
  ]
}

/** Begins with a byte order mark, because without it a spreadsheet assumes another encoding than UTF-8. */
export function* csvReport(findings: Iterable<Finding>): Generator<string, undefined> {
  yield `\uFEFF${columns.join(',')}\r\n`
  for (const finding of findings) yield `${rowOf(finding).map(safeCell).join(',')}\r\n`
  return undefined
}
