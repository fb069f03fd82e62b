/** The report as a table and a summary. The table is written while the history runs. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import {
  accountsOf,
  contactsOf,
  countStepActivities,
  type DecodeError,
  emptyMarketo,
  type Input,
  type Marketo,
  refusalOf,
  type RuleId,
  type Settings,
  step,
} from 'marketo-account-sync'
import { knownBefore, narrate } from 'marketo-account-sync/questions'
import { type Cell, rowText, totalWidth } from './columns.js'
import { nothingLogged, type Report, withLogged } from './report.js'
import { count, number, plain, whenWords } from './words.js'

const firstWidth = 16
const widths = [firstWidth, 34, 28, 13, 21]

export const tableWidth = totalWidth(widths)

/** One row: line and time, what happened, what Marketo shows now, what was logged, by which rules. */
export const tableRow = (cells: ReadonlyArray<Cell>): string => rowText(widths, cells)

const twoColumns = (first: string, second: Cell): string =>
  rowText([firstWidth, tableWidth - firstWidth - 2], [[first], second])

const orNothing = (cell: Cell): Cell => (cell.length === 0 ? ['–'] : cell)

const ruler = `${'─'.repeat(tableWidth)}\n`
const heading = `${tableRow([['Line, when (UTC)'], ['What happened'], ['What Marketo shows now'], ['Logged'], ['Rule']])}${ruler}`

/** How many of the lines that were not an input the summary names. */
const mostNamed = 10
/** How many errors of one line the table shows. */
const mostErrors = 3

const undecodableText = (line: number, errors: ReadonlyArray<DecodeError>): string => {
  const more = errors.length - mostErrors
  return twoColumns(`line ${line}`, [
    'NOT AN INPUT, skipped',
    ...errors
      .slice(0, mostErrors)
      .flatMap(({ path, expected, found }) => [
        `at       ${path === '' ? 'the line as a whole' : plain(path)}`,
        `expected ${expected}`,
        `found    ${plain(found)}`,
      ]),
    ...(more > 0 ? [`and ${count(more, 'more error')}`] : []),
  ])
}

const refusedText = (refused: ReadonlyMap<RuleId, number>): string => {
  const total = [...refused.values()].reduce((sum, n) => sum + n, 0)
  const byRule = [...refused].map(([rule, n]) => `${rule} ${n}`).join(', ')
  return `${number(total)}${total === 0 ? '' : ` (${byRule})`}`
}

const undecodableSummary = (lines: ReadonlyArray<number>): string => {
  const named = lines.slice(0, mostNamed).join(', ')
  return lines.length === 0 ? '0' : `${number(lines.length)} (line ${named}${lines.length > mostNamed ? ', …' : ''})`
}

const accountsText = (marketo: Marketo): string => {
  let [all, deleted, edits] = [0, 0, 0]
  for (const { isDeleted, localEdits } of accountsOf(marketo)) {
    all++
    if (isDeleted) deleted++
    edits += localEdits.length
  }
  return `${number(all)} (${number(deleted)} deleted), with ${count(edits, 'local edit')}`
}

const contactsText = (marketo: Marketo): string => {
  const all = { LiveContact: 0, DeletedContact: 0, PrivateContact: 0 }
  for (const { _tag } of contactsOf(marketo)) all[_tag]++
  return `${number(all.LiveContact)} live, ${number(all.DeletedContact)} deleted, ${number(all.PrivateContact)} private`
}

export const tableReport = (settings: Settings, quiet = false): Report => {
  const next = step(settings)
  const narrateStep = narrate(settings)
  let marketo = emptyMarketo
  let logged = nothingLogged
  let [applied, unchanged, deferred] = [0, 0, 0]
  const refused = new Map<RuleId, number>()
  const undecodable: Array<number> = []

  const inputText = (line: number, input: Input): string => {
    const before = knownBefore(input, marketo)
    const [result, after] = next(input, marketo)
    marketo = after
    logged = withLogged(logged, result, countStepActivities(result))
    const refusal = refusalOf(result)
    if (O.isSome(refusal)) refused.set(refusal.value.rule, (refused.get(refusal.value.rule) ?? 0) + 1)
    else if (E.isLeft(result.decided)) deferred++
    else if (result.decided.right.length > 0) applied++
    else unchanged++
    if (quiet && E.isRight(result.decided)) return ''
    const told = narrateStep(result, { before, after })
    return tableRow([
      [`line ${line}`, whenWords(input.at)],
      told.happened,
      told.shown,
      orNothing(told.logged),
      orNothing(told.rules),
    ])
  }

  const summary = (): string =>
    [
      ['applied', number(applied)],
      ['changed nothing', number(unchanged)],
      ['refused', refusedText(refused)],
      ['deferred', number(deferred)],
      ['not an input', undecodableSummary(undecodable)],
      ['logged', `${number(logged.changeDataValue)} Change Data Value, ${number(logged.convertLead)} Convert Lead`],
      ['accounts', accountsText(marketo)],
      ['contacts', contactsText(marketo)],
    ]
      .map(([name = '', value = '']) => twoColumns(name, [value]))
      .join('')

  return {
    begin: () => heading,
    line: (line, decoded) => {
      if (E.isRight(decoded)) return inputText(line, decoded.right)
      undecodable.push(line)
      return undecodableText(line, decoded.left)
    },
    end: () => [`${ruler}\nSummary\n${summary()}`],
  }
}
