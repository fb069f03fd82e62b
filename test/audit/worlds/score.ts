// Compares the findings of an audit with the true causes in a generated world.
import type { AccountId, FieldName } from 'marketo-account-sync'
import type { Cause as Alternative, CellFinding, Finding, FindingClass } from 'marketo-account-sync/audit'
import { worldFields } from './fields.js'
import type { WorldPerson } from './people.js'
import type { Inputs } from './read.js'
import { day, exportedAt, versionAt } from './salesforce.js'
import type { Cause } from './truth.js'
import type { World } from './world.js'

/** A cause of differences that only the time of the exports creates. */
type CauseOfFiles = 'Salesforce exported too early'
type TrueCause = Cause | CauseOfFiles

interface Answer {
  readonly class: FindingClass
  /** The alternative that must also be named, if the class alone does not name the cause. */
  readonly alternative?: Alternative
}

/** The right answer of the audit for each true cause. */
const rightAnswers: Readonly<Record<TrueCause, Answer>> = {
  'local edit': { class: 'LocalEditStands' },
  'not yet synced': { class: 'NotYetSynced' },
  'hidden field': { class: 'HiddenField' },
  'field not syncing': { class: 'FieldNotSyncing' },
  'formula without a new stamp': { class: 'FormulaNotStamped' },
  'record failed to sync': { class: 'RecordFailed' },
  'split company row': { class: 'SiblingsDisagree', alternative: 'CompanyRowSplit' },
  'one sibling corrupt': { class: 'SiblingsDisagree', alternative: 'Unexplained' },
  unexplained: { class: 'Unexplained' },
  'Salesforce exported too early': { class: 'Unexplained', alternative: 'ExportedAtDifferentTimes' },
}

const isFirst = (cause: TrueCause, finding: CellFinding): boolean => rightAnswers[cause].class === finding._tag

/** Whether the class or the alternatives of a finding include the true cause. */
const isAmong = (cause: TrueCause, { _tag, alternatives }: CellFinding): boolean => {
  const right = rightAnswers[cause]
  const named: ReadonlyArray<string> = [_tag, ...alternatives]
  return named.includes(right.alternative ?? right.class)
}

/** The answers of the audit for the cells with one true cause. */
export interface Tally {
  readonly cells: number
  readonly first: number
  readonly among: number
  readonly shown: number
  readonly shownWrong: number
  readonly alternatives: number
  /**
   * The number of findings of each class. `none` means that the audit found no difference. If the audit does not know the
   * account of the people who show the difference, the class is `LinkUnclear`.
   */
  readonly said: ReadonlyMap<FindingClass | 'none', number>
}

const nothing: Tally = { cells: 0, first: 0, among: 0, shown: 0, shownWrong: 0, alternatives: 0, said: new Map() }

const sumOf = (tallies: Iterable<Tally>): Tally => {
  let sum = nothing
  for (const each of tallies) {
    const said = new Map(sum.said)
    for (const [name, count] of each.said) said.set(name, (said.get(name) ?? 0) + count)
    sum = {
      cells: sum.cells + each.cells,
      first: sum.first + each.first,
      among: sum.among + each.among,
      shown: sum.shown + each.shown,
      shownWrong: sum.shownWrong + each.shownWrong,
      alternatives: sum.alternatives + each.alternatives,
      said,
    }
  }
  return sum
}

const tallyOf = (cause: TrueCause, finding: CellFinding | undefined, isLinkUnclear: boolean): Tally => {
  if (finding === undefined)
    return isLinkUnclear
      ? { ...nothing, cells: 1, among: 1, said: new Map([['LinkUnclear', 1]]) }
      : { ...nothing, cells: 1, said: new Map([['none', 1]]) }
  const isShown = finding.certainty === 'shown'
  return {
    cells: 1,
    first: Number(isFirst(cause, finding)),
    among: Number(isAmong(cause, finding)),
    shown: Number(isShown),
    shownWrong: Number(isShown && !isFirst(cause, finding)),
    alternatives: finding.alternatives.length,
    said: new Map([[finding._tag, 1]]),
  }
}

export interface Score {
  readonly byCause: ReadonlyMap<TrueCause, Tally>
  /** The number of findings about cells that are equal in both systems. */
  readonly falseAlarms: number
  /** Examples of cells for which the audit rules out the true cause. They help to find the mistake. */
  readonly misses: ReadonlyArray<string>
}

export const scoreSum = (scores: ReadonlyArray<Score>): Score => {
  const causes = new Set(scores.flatMap(({ byCause }) => [...byCause.keys()]))
  return {
    byCause: new Map(
      [...causes].map((cause) => [cause, sumOf(scores.map(({ byCause }) => byCause.get(cause) ?? nothing))]),
    ),
    falseAlarms: scores.reduce((sum, { falseAlarms }) => sum + falseAlarms, 0),
    misses: scores.flatMap(({ misses }) => misses),
  }
}

/** The tally of all causes except the hidden field, which differs in nearly every account. */
export const allExceptHidden = ({ byCause }: Score): Tally =>
  sumOf([...byCause].flatMap(([cause, tally]) => (cause === 'hidden field' ? [] : [tally])))

type Cells<A> = ReadonlyMap<string, A>
const cellKey = (id: AccountId, field: FieldName): string => `${id} ${field}`

/** The true cause of a difference in the files, and the people who show it. */
interface TrueDifference {
  readonly cause: TrueCause
  readonly people: ReadonlyArray<number>
}

/** The differences in the files of these inputs. */
const trueDifferences = (world: World, inputs: Pick<Inputs, 'halfOfPeople' | 'dayEarlier'>): Cells<TrueDifference> => {
  const people = world.people.filter((_, index) => !inputs.halfOfPeople || index % 2 === 0)
  const linked = new Map<AccountId, Array<WorldPerson>>()
  for (const person of people) {
    if (person.sfdcAccountId === null) continue
    const others = linked.get(person.sfdcAccountId)
    if (others === undefined) linked.set(person.sfdcAccountId, [person])
    else others.push(person)
  }
  const until = inputs.dayEarlier ? exportedAt - day : exportedAt
  const differences = new Map<string, TrueDifference>()
  for (const { id, versions, present } of world.accounts) {
    const version = versionAt(versions, until)
    if (version === undefined) continue
    const exported = version === versions.at(-1) ? present : version.fields
    const shown = linked.get(id) ?? []
    for (const { name } of worldFields) {
      const different = shown.filter(({ fields }) => (fields[name] ?? null) !== (exported[name] ?? null))
      if (different.length === 0) continue
      const cause = world.truth.causes.get(id)?.get(name)
      differences.set(cellKey(id, name), {
        // Marketo has read all records of an export from a day earlier. It shows a later value, not an earlier one.
        cause:
          cause === undefined || (inputs.dayEarlier && cause === 'not yet synced')
            ? 'Salesforce exported too early'
            : cause,
        people: different.map(({ id: person }) => person),
      })
    }
  }
  return differences
}

const isCell = (finding: Finding): finding is Finding & CellFinding => 'salesforce' in finding

/** Computes the score of an audit: compares its findings with the true causes. */
export const scoreOf = (
  world: World,
  inputs: Pick<Inputs, 'halfOfPeople' | 'dayEarlier'>,
  findings: Iterable<Finding>,
): Score => {
  const differences = trueDifferences(world, inputs)
  const cells = new Map<string, CellFinding>()
  const unclear = new Set<number>()
  for (const finding of findings)
    if (isCell(finding)) cells.set(cellKey(finding.accountId, finding.field), finding)
    else if (finding._tag === 'LinkUnclear') for (const person of finding.people) unclear.add(person)
  const byCause = new Map<TrueCause, Array<Tally>>()
  const misses: Array<string> = []
  for (const [key, { cause, people }] of differences) {
    const finding = cells.get(key)
    const tally = tallyOf(
      cause,
      finding,
      people.every((person) => unclear.has(person)),
    )
    const tallies = byCause.get(cause)
    if (tallies === undefined) byCause.set(cause, [tally])
    else tallies.push(tally)
    if (tally.among === 0 || tally.shownWrong > 0)
      misses.push(
        `world ${world.seed}, ${key}: ${cause}, said ${finding?._tag ?? 'nothing'} (${finding?.certainty ?? ''})`,
      )
  }
  for (const [key, { _tag }] of cells)
    if (!differences.has(key)) misses.push(`world ${world.seed}, ${key}: agrees, said ${_tag}`)
  return {
    byCause: new Map([...byCause].map(([cause, tallies]) => [cause, sumOf(tallies)])),
    falseAlarms: [...cells.keys()].filter((key) => !differences.has(key)).length,
    misses,
  }
}
