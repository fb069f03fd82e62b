// Compares the findings of an audit with the true causes in a generated world.
import type { AccountId, FieldName } from 'marketo-account-sync'
import type { Cause as Alternative, CellFinding, Certainty, Finding, FindingClass } from 'marketo-account-sync/audit'
import { inOtherNotation, translatedField, worldFields } from './fields.js'
import type { WorldPerson } from './person.js'
import type { Inputs } from './read.js'
import type { SalesforceAccount } from './salesforce.js'
import { day, exportedAt, mergedAt, versionAt } from './salesforce.js'
import type { Cause } from './truth.js'
import type { World } from './world.js'

/** A cause that comes from the exports or from the options of the audit, not from Marketo. */
type CauseOfFiles =
  'Salesforce exported too early' | 'translated value' | 'converted currency' | 'set apart' | 'person account'
type TrueCause = Cause | CauseOfFiles

interface Answer {
  /** `none` means that the audit must not report the difference. */
  readonly class: FindingClass | 'none'
  /**
   * An alternative that the audit must name in addition to the class. If the class alone names the cause, this key is missing.
   */
  readonly alternative?: Alternative
}

/** For each true cause, the answer that the audit should give. */
const rightAnswers: Readonly<Record<TrueCause, Answer>> = {
  'local edit': { class: 'LocalEditStands' },
  'not yet synced': { class: 'NotYetSynced' },
  'hidden field': { class: 'HiddenField' },
  'field not syncing': { class: 'FieldNotSyncing' },
  'formula without a new stamp': { class: 'FormulaNotStamped' },
  'record failed to sync': { class: 'RecordFailed' },
  'split company row': { class: 'SiblingsDisagree', alternative: 'CompanyRowSplit' },
  'one sibling corrupt': { class: 'SiblingsDisagree', alternative: 'Unexplained' },
  'shared company row': { class: 'OtherAccountShown' },
  unexplained: { class: 'Unexplained' },
  'translated value': { class: 'ValuesTranslated' },
  'converted currency': { class: 'ValuesScaled' },
  'set apart': { class: 'none' },
  'person account': { class: 'Unexplained', alternative: 'PersonAccount' },
  'Salesforce exported too early': { class: 'Unexplained', alternative: 'ExportedAtDifferentTimes' },
}

/** The answer of the audit for one difference. `none` means that the audit found no difference. */
interface Said {
  readonly class: FindingClass | 'none'
  readonly certainty: Certainty
  readonly alternatives: ReadonlyArray<Alternative>
}

const nothingSaid: Said = { class: 'none', certainty: 'open', alternatives: [] }

const isFirst = (cause: TrueCause, said: Said): boolean => rightAnswers[cause].class === said.class

/** Whether the class or the alternatives of an answer include the true cause. */
const isAmong = (cause: TrueCause, said: Said): boolean => {
  const right = rightAnswers[cause]
  const named: ReadonlyArray<string> = [said.class, ...said.alternatives]
  // If the audit does not know the account of a person, it cannot name a cause for each difference.
  const isOfRecord = said.class === 'LinkUnclear' && cause !== 'shared company row'
  return isOfRecord || named.includes(right.alternative ?? right.class)
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

const tallyOf = (cause: TrueCause, said: Said): Tally => {
  const isShown = said.certainty === 'shown'
  return {
    cells: 1,
    first: Number(isFirst(cause, said)),
    among: Number(isAmong(cause, said)),
    shown: Number(isShown),
    shownWrong: Number(isShown && !isFirst(cause, said)),
    alternatives: said.alternatives.length,
    said: new Map([[said.class, 1]]),
  }
}

export interface Score {
  readonly byCause: ReadonlyMap<TrueCause, Tally>
  /** The number of findings about cells that are equal in both systems. */
  readonly falseAlarms: number
  /** Examples of cells for which the audit rules out the true cause. The examples help to find the mistake of the audit. */
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

/**
 * Causes that make a whole field or a whole record differ. They cause so many differences that the total would say little about
 * other causes.
 */
const uncounted: ReadonlySet<TrueCause> = new Set([
  'hidden field',
  'translated value',
  'converted currency',
  'set apart',
])

/** The tally of all differences, except those with an {@link uncounted} cause. */
export const counted = ({ byCause }: Score): Tally =>
  sumOf([...byCause].flatMap(([cause, tally]) => (uncounted.has(cause) ? [] : [tally])))

type Cells<A> = ReadonlyMap<string, A>
const cellKey = (id: AccountId, field: FieldName): string => `${id} ${field}`

/** The inputs on which the differences depend. */
export type Scored = Pick<
  Inputs,
  'halfOfPeople' | 'dayEarlier' | 'otherNotation' | 'personAccounts' | 'earlierExport'
> & {
  readonly setApartFields?: ReadonlyArray<FieldName>
}

/** The true cause of a difference in the files, and the people who show it. */
interface TrueDifference {
  readonly cause: TrueCause
  readonly people: ReadonlyArray<number>
}

/** Finds the differences between the files of the two systems. The inputs determine what the files contain. */
const trueDifferences = (world: World, inputs: Scored): Cells<TrueDifference> => {
  const people = world.people.filter((_, index) => !inputs.halfOfPeople || index % 2 === 0)
  const linked = new Map<AccountId, Array<WorldPerson>>()
  for (const person of people) {
    if (person.sfdcAccountId === null) continue
    const others = linked.get(person.sfdcAccountId)
    if (others === undefined) linked.set(person.sfdcAccountId, [person])
    else others.push(person)
  }
  const until = inputs.dayEarlier ? exportedAt - day : exportedAt
  const causeOf = (account: SalesforceAccount, name: FieldName, isDifferent: boolean): TrueCause => {
    // The earlier export always has the column IsPersonAccount.
    if (account.isPersonAccount && !inputs.personAccounts && !inputs.earlierExport) return 'person account'
    if (account.isPersonAccount || inputs.setApartFields?.includes(name) === true) return 'set apart'
    if (!isDifferent) return name === translatedField ? 'translated value' : 'converted currency'
    const cause = world.truth.causes.get(account.id)?.get(name)
    // If Salesforce was exported a day earlier, Marketo has read all exported records. Marketo can show a newer value.
    const isTooEarly = cause === undefined || (inputs.dayEarlier && cause === 'not yet synced')
    return isTooEarly ? 'Salesforce exported too early' : cause
  }
  const differences = new Map<string, TrueDifference>()
  for (const account of world.accounts) {
    const { id, versions, present } = account
    const version = versionAt(versions, until)
    if (version === undefined || mergedAt(account, until) !== null) continue
    const values = version === versions.at(-1) ? present : version.fields
    const shown = linked.get(id) ?? []
    for (const { name } of worldFields) {
      const value = values[name] ?? null
      const exported = inputs.otherNotation ? inOtherNotation(name, value) : value
      const different = shown.filter(({ fields }) => (fields[name] ?? null) !== exported)
      if (different.length === 0) continue
      differences.set(cellKey(id, name), {
        cause: causeOf(
          account,
          name,
          different.some(({ fields }) => (fields[name] ?? null) !== value),
        ),
        people: different.map(({ id: person }) => person),
      })
    }
  }
  return differences
}

const isCell = (finding: Finding): finding is Finding & CellFinding => 'salesforce' in finding

/** Compares the findings of an audit with the true causes, and returns the score. */
export const scoreOf = (world: World, inputs: Scored, findings: Iterable<Finding>): Score => {
  const differences = trueDifferences(world, inputs)
  const cells = new Map<string, Said>()
  const fields = new Map<FieldName, Said>()
  const unclear = new Map<number, Said>()
  for (const finding of findings) {
    const { _tag, certainty, alternatives } = finding
    const said: Said = { class: _tag, certainty, alternatives }
    if (isCell(finding)) cells.set(cellKey(finding.accountId, finding.field), said)
    else if ('field' in finding) fields.set(finding.field, said)
    else if (finding._tag === 'LinkUnclear') for (const person of finding.people) unclear.set(person, said)
  }
  const saidOf = (key: string, { cause, people }: TrueDifference): Said => {
    const field = fields.get(key.split(' ')[1] as FieldName)
    if (field !== undefined && uncounted.has(cause) && cause !== 'set apart') return field
    const links = people.map((person) => unclear.get(person))
    return (links.every((link) => link !== undefined) ? links[0] : undefined) ?? nothingSaid
  }
  const byCause = new Map<TrueCause, Array<Tally>>()
  const misses: Array<string> = []
  for (const [key, difference] of differences) {
    const { cause } = difference
    const said = cells.get(key) ?? saidOf(key, difference)
    const tally = tallyOf(cause, said)
    const tallies = byCause.get(cause)
    if (tallies === undefined) byCause.set(cause, [tally])
    else tallies.push(tally)
    if (tally.among === 0 || tally.shownWrong > 0)
      misses.push(`world ${world.seed}, ${key}: ${cause}, said ${said.class} (${said.certainty})`)
  }
  for (const [key, { class: name }] of cells)
    if (!differences.has(key)) misses.push(`world ${world.seed}, ${key}: agrees, said ${name}`)
  return {
    byCause: new Map([...byCause].map(([cause, tallies]) => [cause, sumOf(tallies)])),
    falseAlarms: [...cells.keys()].filter((key) => !differences.has(key)).length,
    misses,
  }
}
