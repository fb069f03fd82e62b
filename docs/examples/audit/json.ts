/** Writes the audit as one JSON object. Each finding is on a line of its own, so a program can read a large audit line by line. */
import { Instant } from 'marketo-account-sync'
import { type Finding, FindingFromJson } from 'marketo-account-sync/audit'
import type { FileReport } from './inputs.js'
import type { Results } from './report.js'

/** The version of the output. It increases with each change that could break a program that reads the output. */
export const format = 1

const instants: ReadonlySet<string> = new Set(['from', 'until', 'peopleUntil'])

/** Writes the times of the summary in ISO 8601. */
const withInstants = (key: string, value: unknown): unknown =>
  instants.has(key) && Instant.is(value) ? Instant.encode(value) : value

const json = (value: unknown): string => JSON.stringify(value, withInstants)

const fileJson = ({ kind, name, encoding, read, unread, firstBad, remarks, mapping }: FileReport) => ({
  kind,
  name,
  encoding,
  read,
  unread,
  firstBad,
  remarks: Object.fromEntries(remarks),
  columns: mapping.columns,
  fields: mapping.fields,
  unused: mapping.unused,
  warnings: mapping.warnings,
})

export function* jsonReport(findings: Iterable<Finding>, results: Results): Generator<string, undefined> {
  const { files, warnings, summary, comparison } = results
  yield `{"format":${format},\n"files":${json(files.map(fileJson))},\n"warnings":${json(warnings)},\n"summary":${json(summary)},\n`
  if (comparison !== null)
    yield `"sinceEarlier":${json({
      came: comparison.came.length,
      went: comparison.went.map(FindingFromJson.encode),
      stayed: comparison.stayed.length,
    })},\n`
  yield '"findings":['
  let separator = '\n'
  for (const finding of findings) {
    yield separator + JSON.stringify(FindingFromJson.encode(finding))
    separator = ',\n'
  }
  yield '\n]}\n'
  return undefined
}
