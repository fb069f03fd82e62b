/** Writes the findings of the audit as a report for a terminal. */
import type { AuditComparison as Comparison, AuditSummary } from 'marketo-account-sync/audit'
import type { BadRow } from 'marketo-account-sync/exports'
import { wrapped } from '../terminal/columns.js'
import { count, number, plain } from '../simulate/words.js'
import type { Display } from '../terminal/display.js'
import type { FileReport } from './inputs.js'
import type { ClassTally, Tally } from './tally.js'
import {
  classWords,
  howFarText,
  inputWords,
  instantWords,
  personAccountsText,
  sentenceText,
  subjectText,
  valuesText,
} from './wording.js'

/** Everything that the outputs print. */
export interface Results {
  readonly files: ReadonlyArray<FileReport>
  /** Warnings about names in the options. */
  readonly warnings: ReadonlyArray<string>
  readonly summary: AuditSummary
  readonly tally: Tally
  /** Whether the options contain the time when the people were exported. */
  readonly isUntilTold: boolean
  readonly comparison: Comparison | null
}

type Style = Pick<Display, 'width' | 'bold' | 'dim'>

/** A name with a text beside it. A long text continues on further lines with the same indentation. */
const entry = (width: number, indent: number, name: string, text: string): string => {
  const column = indent + 2
  const label = name.padEnd(column)
  const [first = '', ...more] = wrapped(text, Math.max(20, width - column))
  return name.length < column
    ? [`${label}${first}`, ...more.map((line) => ' '.repeat(column) + line)].join('\n')
    : [name, ...[first, ...more].map((line) => ' '.repeat(column) + line)].join('\n')
}

const paragraph = (width: number, text: string, indent = ''): string =>
  wrapped(text, width - indent.length)
    .map((line) => indent + line)
    .join('\n')

const kindWords: Readonly<Record<FileReport['kind'], string>> = {
  accounts: 'accounts',
  earlierAccounts: 'earlier accounts',
  contacts: 'contacts',
  people: 'people',
  changes: 'changes',
  syncStatus: 'Sync Status',
  syncErrors: 'Sync Errors',
}

/** A date such as 19/07/2026, in which the day and the month can have any order. */
const unorderedDate = /^"\d{1,2}[/-]\d{1,2}[/-]\d{4}/

/** The first error in a bad row. It never quotes a text of the row. */
export const badRowText = ({ line, faults: [{ column, expected, found }] }: BadRow): string =>
  [
    `line ${number(line)}${column === null ? '' : `, ${plain(column)}`}: expected ${expected}, found ${plain(found)}`,
    ...(unorderedDate.test(found) ? ['Use --date-order day-month or --date-order month-day.'] : []),
  ].join('. ')

const unreadText = ({ unread }: FileReport): string =>
  [
    unread.BadRow === 0 ? '' : `${count(unread.BadRow, 'row')} NOT READ`,
    unread.older === 0 ? '' : `${count(unread.older, 'older row')} left out because a newer row has the same id`,
    unread.header === 0 ? '' : count(unread.header, 'repeated header'),
    unread.footer === 0 ? '' : `${count(unread.footer, 'line')} of a footer`,
  ]
    .filter((text) => text !== '')
    .join(', ')

const remarkWords: Readonly<Record<string, string>> = {
  IdCompleted: 'ids of 15 characters completed',
  IdRepaired: 'ids in the wrong letter case repaired',
  OtherType: 'values do not have the type of their field',
  NoCompanyRow: 'not read in Contact Company, because a company row has a whole number above 0',
  WrongEncoding: 'texts have characters that could not be decoded; try --encoding',
  PlainName:
    'entries were not read, because a contact field may have the same name; pass the describe of Contact, or a mapping',
  Replaces: 'rows replaced an older row of the same record',
  Repeats: 'rows have the id of an earlier row, and no time shows which row is newer, so the last row counts',
}

const fileText = (width: number, report: FileReport): string => {
  const { kind, name, encoding, read, mapping, remarks, firstBad } = report
  const unread = unreadText(report)
  const plainNames = mapping.fields.map(({ field, column }) =>
    field === column ? field : `${field} = ${plain(column)}`,
  )
  const unused = mapping.unused.map(({ column }) => plain(column))
  return [
    entry(
      width,
      16,
      kindWords[kind],
      `${plain(name)}: ${count(read, 'row')} read${unread === '' ? '' : `, ${unread}`} (${encoding})`,
    ),
    ...firstBad.map((row) => entry(width, 16, '', badRowText(row))),
    ...[...remarks].map(([tag, times]) => entry(width, 16, '', `${number(times)} ${remarkWords[tag] ?? tag}`)),
    ...(plainNames.length === 0 ? [] : [entry(width, 16, '', `fields: ${plainNames.join(', ')}`)]),
    ...(unused.length === 0 ? [] : [entry(width, 16, '', `not read: ${unused.join(', ')}`)]),
    ...mapping.warnings.map(({ text, columns }) =>
      entry(width, 16, '', `warning: ${text}${columns.length > 1 ? ` (${columns.map(plain).join(', ')})` : ''}`),
    ),
  ].join('\n')
}

const comparedText = ({ fields }: AuditSummary): string => {
  const sum = (of: 'cells' | 'same' | 'writtenDifferently' | 'cut' | 'different'): number =>
    fields.reduce((total, field) => total + field[of], 0)
  const verb = (of: Parameters<typeof sum>[0], one: string, several: string): string =>
    `${number(sum(of))} ${sum(of) === 1 ? one : several}`
  return [
    `${count(sum('cells'), 'cell')}: ${verb('same', 'agrees', 'agree')}, ${verb('writtenDifferently', 'is', 'are')} written differently`,
    `but ${sum('writtenDifferently') === 1 ? 'means' : 'mean'} the same, ${verb('cut', 'is', 'are')} cut at Marketo's limit, ${verb('different', 'differs', 'differ')}`,
  ].join(' ')
}

const fieldsText = (fields: ReadonlyMap<string, number>): string => {
  const sorted = [...fields].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  const named = sorted.slice(0, 5).map(([field, times]) => `${field} ${number(times)}`)
  return `${named.join(', ')}${sorted.length > 5 ? ` and ${count(sorted.length - 5, 'more field')}` : ''}`
}

const certaintiesText = ({ certainties }: ClassTally): string =>
  Object.entries(certainties)
    .filter(([, times]) => times > 0)
    .map(([name, times]) => `${number(times)} ${name}`)
    .join(', ')

const classText = ({ width, bold, dim }: Style, tally: ClassTally): string => {
  const [title, meaning] = classWords[tally.name]
  return [
    paragraph(width, `${bold(title)}: ${number(tally.count)} (${certaintiesText(tally)})`),
    dim(paragraph(width, `${meaning}${tally.fields.size === 0 ? '' : ` Fields: ${fieldsText(tally.fields)}.`}`, '  ')),
    ...tally.examples.flatMap((finding) => [
      paragraph(width, `e.g. ${subjectText(finding)}`, '  '),
      paragraph(width, sentenceText(finding), '    '),
    ]),
  ].join('\n')
}

const atRiskText = ({ width, bold }: Style, { atRisk, atRiskCount }: Tally): ReadonlyArray<string> =>
  atRiskCount === 0
    ? []
    : [
        [
          bold('Local edits at risk, by number of people'),
          paragraph(
            width,
            'The next update of the account in Salesforce overrides these edits for all people of the account.',
          ),
          ...atRisk.map(({ finding }) =>
            entry(
              width,
              10,
              number(finding.peopleCount).padStart(8),
              `${subjectText(finding)}. ${valuesText(finding)}`,
            ),
          ),
          ...(atRiskCount > atRisk.length ? [`and ${count(atRiskCount - atRisk.length, 'more edit')}`] : []),
        ].join('\n'),
      ]

/** Lists the further files that would help. Files that people can export at once come before exports at a later time. */
const undecidedText = ({ width, bold }: Style, { undecided }: Tally): ReadonlyArray<string> => {
  const isLater = (input: string): number => Number(input === 'later-export')
  const sorted = [...undecided].sort(([a, n], [b, m]) => isLater(a) - isLater(b) || m - n)
  return sorted.length === 0
    ? []
    : [
        [
          bold('Further files that would help'),
          ...sorted.map(([input, times]) => entry(width, 10, number(times).padStart(8), inputWords[input])),
        ].join('\n'),
      ]
}

const comparisonText = ({ width, bold }: Style, { came, went, stayed }: Comparison): string =>
  [
    bold('Since the earlier audit'),
    entry(width, 10, number(came.length).padStart(8), 'came'),
    entry(width, 10, number(went.length).padStart(8), 'went'),
    entry(width, 10, number(stayed.length).padStart(8), 'stayed'),
    ...[
      ...came.slice(0, 3).map((finding) => ['came', finding] as const),
      ...went.slice(0, 3).map((finding) => ['went', finding] as const),
    ].map(([what, finding]) =>
      paragraph(width, `${what}: ${classWords[finding._tag][0]}, ${subjectText(finding)}`, '  '),
    ),
  ].join('\n')

const headText = ({ width, bold }: Style, { files, warnings, summary, isUntilTold }: Results): string => {
  const { log, setApart, accountsCompared, peopleCompared, blankColumns } = summary
  const apart = [
    setApart.personAccounts === 0 ? '' : count(setApart.personAccounts, 'person account'),
    setApart.accounts === 0 ? '' : count(setApart.accounts, 'account'),
    setApart.deletedAccounts === 0 ? '' : `${count(setApart.deletedAccounts, 'account')} deleted in Salesforce`,
    setApart.fields.length === 0 ? '' : `the fields ${setApart.fields.join(', ')}`,
  ].filter((text) => text !== '')
  return [
    bold('Files'),
    ...files.map((report) => fileText(width, report)),
    ...warnings.map((warning) => paragraph(width, `warning: ${warning}`)),
    '',
    bold('How far the sync has read'),
    paragraph(width, howFarText(summary.howFar)),
    paragraph(
      width,
      `The people are as of ${instantWords(summary.peopleUntil)}${isUntilTold ? '.' : ', the newest time in the files. If you exported them later, give the time with --people-until.'}`,
    ),
    paragraph(
      width,
      log === null
        ? 'There is no log of account fields.'
        : `The log covers the time from ${instantWords(log.from)} until ${instantWords(log.until)}: ${count(log.bySync, 'change')} by the sync, ${number(log.byOthers)} by others${log.withoutSource === 0 ? '' : `, ${number(log.withoutSource)} without a clear Source`}.${log.byOthers === 0 && log.bySync > 0 ? ' It contains no local edits at all, so it cannot rule out a local edit.' : ''}`,
    ),
    ...(log?.gaps ?? []).map(({ from, until }) =>
      paragraph(
        width,
        `The log has no entry from ${instantWords(from)} until ${instantWords(until)}. If a file is missing, add it with --changes. Without it, nothing is certain that needs a complete log of this time.`,
      ),
    ),
    '',
    bold('Compared values'),
    paragraph(
      width,
      `${count(accountsCompared, 'account')} with ${number(peopleCompared)} people; ${comparedText(summary)}.`,
    ),
    ...(apart.length === 0 ? [] : [paragraph(width, `Not compared: ${apart.join(', ')}.`)]),
    ...[personAccountsText(summary)].filter((text) => text !== '').map((text) => paragraph(width, text)),
    ...(blankColumns.length === 0
      ? []
      : [paragraph(width, `Ignored, because they are blank in every row: ${blankColumns.join(', ')}.`)]),
  ].join('\n')
}

export function* textReport(style: Style, results: Results): Generator<string, undefined> {
  const { tally, comparison } = results
  yield `${headText(style, results)}\n`
  const titles =
    tally.findings === 0
      ? [paragraph(style.width, 'No value differs, and no record needs a check.')]
      : [...tally.classes.values()].map((each) => classText(style, each))
  for (const text of [
    ...titles,
    ...atRiskText(style, tally),
    ...(comparison === null ? [] : [comparisonText(style, comparison)]),
    ...undecidedText(style, tally),
  ])
    yield `\n${text}\n`
  return undefined
}
