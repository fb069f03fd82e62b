/** The report as a table to read, written while the history is folded, and a summary. */
import * as E from 'fp-ts/lib/Either.js'
import {
  allAccounts,
  allContacts,
  countStepActivities,
  emptyMarketo,
  eventsOf,
  type Input,
  type RuleId,
  type Settings,
  step,
} from 'marketo-account-sync'
import { type Cell, rowText, totalWidth } from './columns.js'
import type { Undecodable } from './decode.js'
import { beforeStep, rowOf } from './describe.js'
import { type Logged, type Report, withLogged } from './report.js'
import { count, plain, whenWords } from './words.js'

const widths = [16, 34, 28, 13, 21]

/** How wide the table is. */
export const tableWidth = totalWidth(widths)

/** One row: line and when, what happened, what Marketo shows now, what was logged, by which rules. */
export const tableRow = (cells: ReadonlyArray<Cell>): string => rowText(widths, cells)

const heading = `${tableRow([['Line, when (UTC)'], ['What happened'], ['What Marketo shows now'], ['Logged'], ['Rule']])}${'─'.repeat(tableWidth)}\n`

/** How many of the lines that could not be decoded the summary names. */
const mostNamed = 10
/** How many of one line's errors the table shows. */
const mostErrors = 3

const undecodableText = (line: number, errors: Undecodable): string => {
  const shown = errors.slice(0, mostErrors)
  const more = errors.length - shown.length
  const cells: Cell = [
    'NOT AN INPUT, skipped',
    ...shown.flatMap(({ path, expected, found }) => [
      `at       ${path === '' ? 'the line as a whole' : plain(path)}`,
      `expected ${expected}`,
      `found    ${plain(found)}`,
    ]),
    ...(more > 0 ? [`and ${count(more, 'more error')}`] : []),
  ]
  return rowText([widths[0] ?? 0, tableWidth - (widths[0] ?? 0) - 2], [[`line ${line}`], cells])
}

interface Tally {
  applied: number
  unchanged: number
  refused: Map<RuleId, number>
  deferred: number
  undecodable: Array<number>
  undecodableCount: number
}

const refusedText = (refused: ReadonlyMap<RuleId, number>): string => {
  const total = [...refused.values()].reduce((sum, n) => sum + n, 0)
  const byRule = [...refused].map(([rule, n]) => `${rule} ${n}`).join(', ')
  return `${total.toLocaleString('en')}${total === 0 ? '' : ` (${byRule})`}`
}

const undecodableSummary = ({ undecodable, undecodableCount }: Tally): string =>
  undecodableCount === 0
    ? '0'
    : `${undecodableCount.toLocaleString('en')} (line ${undecodable.join(', ')}${undecodableCount > undecodable.length ? ', …' : ''})`

export const tableReport = (settings: Settings, quiet = false): Report => {
  const take = step(settings)
  let marketo = emptyMarketo
  let logged: Logged = { changeDataValue: 0, convertLead: 0 }
  const tally: Tally = {
    applied: 0,
    unchanged: 0,
    refused: new Map(),
    deferred: 0,
    undecodable: [],
    undecodableCount: 0,
  }

  const taken = (line: number, input: Input): string => {
    const before = beforeStep(input, marketo)
    const [result, after] = take(input)(marketo)
    marketo = after
    const events = eventsOf(result)
    logged = withLogged(logged, events, countStepActivities(result))
    if (events.length > 0) tally.applied++
    else if (E.isRight(result.decided)) tally.unchanged++
    else if (result.decided.left._tag === 'Deferred') tally.deferred++
    else {
      const { rule } = result.decided.left.refusal
      tally.refused.set(rule, (tally.refused.get(rule) ?? 0) + 1)
    }
    if (quiet && E.isRight(result.decided)) return ''
    const row = rowOf(result, before, after)
    const rules = row.rules.length === 0 ? ['–'] : row.rules
    return tableRow([[`line ${line}`, whenWords(input.at)], row.happened, row.shown, row.logged, rules])
  }

  const summary = (): string => {
    const contacts = allContacts(marketo)
    const accounts = allAccounts(marketo)
    const number = (n: number) => n.toLocaleString('en')
    const inState = (tag: (typeof contacts)[number]['_tag']) =>
      number(contacts.filter(({ _tag }) => _tag === tag).length)
    const edits = accounts.reduce((sum, account) => sum + account.localEdits.length, 0)
    const rows: ReadonlyArray<readonly [string, string]> = [
      ['applied', number(tally.applied)],
      ['changed nothing', number(tally.unchanged)],
      ['refused', refusedText(tally.refused)],
      ['deferred', number(tally.deferred)],
      ['not an input', undecodableSummary(tally)],
      ['logged', `${number(logged.changeDataValue)} Change Data Value, ${number(logged.convertLead)} Convert Lead`],
      [
        'accounts',
        `${number(accounts.length)} (${number(accounts.filter((one) => one.isDeleted).length)} deleted), with ${count(edits, 'local edit')}`,
      ],
      [
        'contacts',
        `${inState('LiveContact')} live, ${inState('DeletedContact')} deleted, ${inState('PrivateContact')} private`,
      ],
    ]
    return `${'─'.repeat(tableWidth)}\n\nSummary\n${rows.map(([name, value]) => rowText([16, tableWidth - 18], [[name], [value]])).join('')}`
  }

  return {
    begin: () => heading,
    line: (line, decoded) => {
      if (E.isRight(decoded)) return taken(line, decoded.right)
      tally.undecodableCount++
      if (tally.undecodable.length < mostNamed) tally.undecodable.push(line)
      return undecodableText(line, decoded.left)
    },
    end: () => [summary()],
  }
}
