/** Plays the text of the editor. If the text changes, plays it again from the first changed line. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import {
  type Account,
  type AccountId,
  countStepActivities,
  decodeErrors,
  eventsOf,
  type FieldName,
  lookupAccount,
  type RuleId,
  type Step,
  toSalesforce,
} from 'marketo-account-sync'
import { InputFromJson } from 'marketo-account-sync/codecs'
import {
  firstPlace,
  firstStage,
  formatHistoryError,
  type HistoryError,
  type HistoryLine,
  linesOfText,
  nameOfId,
  parseLine,
  type Place,
  placeAfter,
  playLine,
  type Stage,
} from 'marketo-account-sync/histories'
import { counted, knownBefore, narrate, type Narration } from 'marketo-account-sync/questions'

/**
 * The greatest number of lines that the page plays. The page is for histories that a person reads. Use `simulate` for longer
 * histories.
 */
export const mostLines = 2_000

export interface Played {
  /** The number of the line. The first line is 1. */
  readonly number: number
  readonly text: string
  readonly place: Place
  readonly before: Stage
  readonly after: Stage
  /** The kind of the line. */
  readonly kind: 'empty' | 'remark' | 'settings' | 'input' | 'error'
  readonly error: { readonly message: string; readonly column: number; readonly length: number } | undefined
  readonly line: HistoryLine | undefined
  /** The result: `applied`, `nothing`, `waits`, or the name of a refusal. Empty if the line is not an input. */
  readonly result: string
  readonly logged: number
  /** Computes the narration of the line, only when the page needs it. */
  readonly narration: () => Narration | undefined
  /** The requests to Salesforce. */
  readonly asked: ReadonlyArray<string>
  /** The account that the line is about, if Marketo knows the account after this line. */
  readonly account: Account | undefined
  /** The field of a local edit, or the fields whose values changed. */
  readonly changedFields: ReadonlyArray<FieldName>
}

const resultOf = ({ decided }: Step): string => {
  if (E.isRight(decided)) return decided.right.length === 0 ? 'nothing' : 'applied'
  return decided.left._tag === 'Deferred' ? 'waits' : decided.left.refusal._tag
}

const accountIdOf = (line: HistoryLine, steps: ReadonlyArray<Step>): AccountId | undefined => {
  if (line._tag === 'CrowdLine') return line.accountId
  if (line._tag === 'SettingsLine') return undefined
  const { input } = line
  if (input._tag === 'SyncAccount') return input.record.id
  if (input._tag === 'ConfirmConversion') return input.account.id
  if (input._tag === 'SyncContact') return input.record.accountId ?? undefined
  const events = steps.flatMap(eventsOf)
  return events.flatMap((event) => (event._tag === 'AccountFieldEdited' ? [event.accountId] : []))[0]
}

const changedIn = (steps: ReadonlyArray<Step>): ReadonlyArray<FieldName> =>
  steps.flatMap(eventsOf).flatMap((event) => {
    if (event._tag === 'AccountFieldEdited') return [event.field]
    return event._tag === 'AccountSyncedDown' ? event.changes.map(({ field }) => field) : []
  })

const crowdRules: ReadonlyArray<RuleId> = ['contact.one-account']

const narrationOf = (line: HistoryLine, steps: ReadonlyArray<Step>, before: Stage, after: Stage): Narration => {
  const last = steps.at(-1)
  if (line._tag === 'SettingsLine' || last === undefined)
    return { happened: ['These settings hold from here on'], shown: ['unchanged'], logged: [], rules: [] }
  const told = narrate(before.settings)(last, {
    before: knownBefore(last.input, before.marketo),
    after: after.marketo,
  })
  if (line._tag === 'InputLine' || E.isLeft(last.decided)) return told
  return {
    happened: [`Salesforce sends ${counted(line.size, 'contact')}, all in ${nameOfId(line.accountId)}`],
    shown: ['each contact shows the values of its account', ...told.shown.slice(1)],
    logged: [],
    rules: crowdRules,
  }
}

/** Parses a line in JSON, which is an input as `simulate` reads it. */
const parseJson = (number: number, text: string): E.Either<HistoryError, O.Option<HistoryLine>> => {
  const start = text.indexOf('{')
  const fail = (expected: string, found: string): E.Either<HistoryError, never> =>
    E.left({ line: number, column: start + 1, length: text.length - start, expected, found })
  const json = E.tryCatch(
    () => JSON.parse(text) as unknown,
    () => undefined,
  )
  if (E.isLeft(json)) return fail('one JSON object', 'other text')
  const input = InputFromJson.decode(json.right)
  if (E.isRight(input)) return E.right(O.some({ _tag: 'InputLine', input: input.right }))
  const [error] = decodeErrors(input.left)
  return fail(
    `${error?.expected ?? 'an input'} at ${error?.path === '' ? 'the line as a whole' : (error?.path ?? '')}`,
    error?.found ?? '',
  )
}

export const parseAny = (number: number, text: string, place: Place): E.Either<HistoryError, O.Option<HistoryLine>> =>
  text.trimStart().startsWith('{') ? parseJson(number, text) : parseLine(number, text, place)

const once = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined
  return () => (made ??= { value: make() }).value
}

const nothingPlayed = {
  error: undefined,
  line: undefined,
  result: '',
  logged: 0,
  narration: () => undefined,
  asked: [],
  account: undefined,
  changedFields: [],
} as const

/** Finds the meaning of a line. If neither its text nor its place has changed, reuses the earlier result. */
const meaningOf = (
  number: number,
  text: string,
  place: Place,
  earlier: Played | undefined,
): ReturnType<typeof parseAny> =>
  earlier?.line !== undefined &&
  earlier.text === text &&
  earlier.place.at === place.at &&
  earlier.place.firstOfCrowd === place.firstOfCrowd
    ? E.right(O.some(earlier.line))
    : parseAny(number, text, place)

const playOne = (number: number, text: string, place: Place, before: Stage, earlier: Played | undefined): Played => {
  const parsed = meaningOf(number, text, place, earlier)
  const base = { ...nothingPlayed, number, text, place, before, after: before }
  if (E.isLeft(parsed)) {
    const { column, length } = parsed.left
    return { ...base, kind: 'error', error: { message: formatHistoryError(parsed.left), column, length } }
  }
  if (O.isNone(parsed.right)) return { ...base, kind: text.trim() === '' ? 'empty' : 'remark' }
  const line = parsed.right.value
  const [steps, after] = playLine(line, before)
  const last = steps.at(-1)
  const accountId = accountIdOf(line, steps)
  return {
    ...base,
    kind: line._tag === 'SettingsLine' ? 'settings' : 'input',
    line,
    after,
    result: last === undefined ? '' : resultOf(last),
    logged: steps.reduce((sum, step) => sum + countStepActivities(step), 0),
    narration: once(() => narrationOf(line, steps, before, after)),
    asked: steps
      .flatMap(eventsOf)
      .flatMap((event) => (event._tag === 'ConversionRequested' ? toSalesforce(event).map(({ _tag }) => _tag) : [])),
    account: accountId === undefined ? undefined : O.toUndefined(lookupAccount(accountId)(after.marketo)),
    changedFields: changedIn(steps),
  }
}

/** Finds the first line at which two texts differ. */
const firstChange = (played: ReadonlyArray<Played>, lines: ReadonlyArray<string>): number => {
  let index = 0
  while (index < played.length && index < lines.length && played[index]?.text === lines[index]) index++
  return index
}

/** Plays a text. Lines before the first change keep their earlier results. */
export const play = (text: string, earlier: ReadonlyArray<Played>): ReadonlyArray<Played> => {
  const lines = linesOfText(text)
  const from = firstChange(earlier, lines)
  const played = earlier.slice(0, from)
  const last = played.at(-1)
  let place = last === undefined ? firstPlace : last.line === undefined ? last.place : placeAfter(last.place, last.line)
  let stage = last?.after ?? firstStage
  for (const [offset, line] of lines.slice(from).entries()) {
    const one = playOne(from + offset + 1, line, place, stage, earlier[from + offset])
    played.push(one)
    if (one.line !== undefined) place = placeAfter(place, one.line)
    stage = one.after
  }
  return played
}
