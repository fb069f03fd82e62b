/** Writes the report as a table and a summary. It writes each row of the table while the history runs. */
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
  type Step,
  step,
} from 'marketo-account-sync'
import { adviceOn, knownBefore, narrate } from 'marketo-account-sync/questions'
import type { Cell } from '../terminal/columns.js'
import { type Display, displayOf } from '../terminal/display.js'
import { linkedRule } from '../terminal/rule-links.js'
import { hintFor } from './hints.js'
import { type Layout, layoutOf } from './layout.js'
import type { Line } from './lines.js'
import { recordNames } from './names.js'
import { nothingLogged, type Report, withLogged } from './report.js'
import { count, number, plain, whenWords } from './words.js'

const orNothing = (cell: Cell): Cell => (cell.length === 0 ? ['–'] : cell)

/** The summary lists the lines that were not inputs. This is the largest number of lines that it lists. */
const mostNamed = 10
/** The largest number of errors that the table shows for one line. */
const mostErrors = 3

const undecodableText = (
  { pair }: Layout,
  { red }: Display,
  line: number,
  errors: ReadonlyArray<DecodeError>,
  hint: string | undefined,
): string => {
  const more = errors.length - mostErrors
  return pair(`line ${line}`, [
    red('NOT AN INPUT, skipped'),
    ...errors
      .slice(0, mostErrors)
      .flatMap(({ path, expected, found }) => [
        `where    ${path === '' ? 'the whole line' : plain(path)}`,
        `expected ${expected}`,
        `found    ${plain(found)}`,
      ]),
    ...(more > 0 ? [`and ${count(more, 'more error')}`] : []),
    ...(hint === undefined ? [] : [hint]),
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

const adviceOf = ({ decided }: Step): Cell => {
  if (E.isRight(decided)) return []
  return [`Next: ${adviceOn(decided.left._tag === 'Refused' ? decided.left.refusal : decided.left.reason)}`]
}

const inColour = ({ red, yellow }: Display, text: string): string =>
  text.replace(/^REFUSED/, red).replace(/^DEFERRED/, yellow)

interface TableOptions {
  /** If true, the table has rows only for inputs that were not applied. */
  readonly quiet?: boolean
  readonly display?: Display
  /** Whether the number of a row is the number of a line or of a step. */
  readonly unit?: 'line' | 'step'
}

export const tableReport = (settings: Settings, options: TableOptions = {}): Report => {
  const { quiet = false, display = displayOf({}), unit = 'line' } = options
  const layout = layoutOf(display, unit)
  const names = recordNames()
  const next = step(settings)
  const narrateStep = narrate(settings)
  let marketo = emptyMarketo
  let logged = nothingLogged
  let [applied, unchanged, deferred] = [0, 0, 0]
  const refused = new Map<RuleId, number>()
  const undecodable: Array<number> = []

  const inputText = (line: number, input: Input, text?: Line): string => {
    if (typeof text === 'string') names.learn(input, text)
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
    const inWords = (cell: Cell): Cell => cell.map(names.inText)
    return layout.row([
      [`${unit} ${line}`, whenWords(input.at)],
      [...inWords(told.happened).map((words) => inColour(display, words)), ...adviceOf(result)],
      inWords(told.shown),
      inWords(orNothing(told.logged)),
      orNothing(told.rules).map((id) => linkedRule(display, id)),
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
      .map(([name = '', value = '']) => layout.pair(name, [value]))
      .join('')

  return {
    begin: () => layout.heading,
    line: (line, decoded, text) => {
      if (E.isRight(decoded)) return inputText(line, decoded.right, text)
      undecodable.push(line)
      const hint = undecodable.length === 1 ? hintFor(text) : undefined
      return undecodableText(layout, display, line, decoded.left, hint)
    },
    end: () => [`${layout.ruler}\nSummary\n${summary()}`],
  }
}
