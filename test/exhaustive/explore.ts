// Walks through a world breadth-first: every history of it, each state once, until nothing new comes.
import type { Account, Contact, Conversion, Input, Marketo, Person } from 'marketo-account-sync'
import {
  emptyMarketo,
  liveContactsOf,
  lookupAccount,
  lookupContact,
  lookupConversion,
  lookupPerson,
  marketoOf,
} from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import * as O from 'fp-ts/lib/Option.js'
import type { World } from './worlds.js'

/** A row's content as text, whatever the order of its keys: `{X, Y}` and `{Y, X}` are one. */
const contentOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(contentOf).join()}]`
  const content = value as Readonly<Record<string, unknown>>
  const keys = Object.keys(content).sort()
  return `{${keys.map((key) => `${key}:${contentOf(content[key])}`).join()}}`
}

/** The rows that one place of a state can hold; number 0 is none. */
interface Place<Row> {
  /** More rows than it can hold: its digit is below. */
  readonly base: number
  readonly rows: Array<Row | undefined>
  readonly numberOf: (row: Row | undefined) => number
}

const place = <Row extends object>(base: number): Place<Row> => {
  const rows: Array<Row | undefined> = [undefined]
  const byContent = new Map<string, number>()
  // Before its content is sorted, a row is looked for as itself, and by its text as it happens to be ordered.
  const byIdentity = new Map<Row, number>()
  const byText = new Map<string, number>()
  const numberByContent = (row: Row): number => {
    const content = contentOf(row)
    const known = byContent.get(content)
    if (known !== undefined) return known
    const number = rows.length
    if (number === base) throw new Error('a place holds more rows than a state can count')
    rows.push(row)
    byContent.set(content, number)
    byIdentity.set(row, number)
    return number
  }
  return {
    base,
    rows,
    numberOf: (row) => {
      if (row === undefined) return 0
      const known = byIdentity.get(row)
      if (known !== undefined) return known
      const text = JSON.stringify(row)
      const number = byText.get(text) ?? numberByContent(row)
      byText.set(text, number)
      return number
    },
  }
}

/** States as numbers: each place's row is one digit. */
const encoding = ({ accountIds, contactIds, personIds }: World) => {
  const accounts = accountIds.map(() => place<Account>(4_096))
  const contacts = contactIds.map(() => place<Contact>(64))
  const persons = personIds.map(() => place<Person>(32))
  const conversions = accountIds.map(() => place<Conversion>(4))
  const digits = <Row, Id>(
    places: ReadonlyArray<Place<Row>>,
    ids: ReadonlyArray<Id>,
    rowOf: (id: Id) => Row | undefined,
    number: number,
  ): number => places.reduce((all, one, index) => all * one.base + one.numberOf(rowOf(ids[index] as Id)), number)
  const encode = (marketo: Marketo): number => {
    let number = digits(accounts, accountIds, (id) => O.toUndefined(lookupAccount(id)(marketo)), 0)
    number = digits(contacts, contactIds, (id) => O.toUndefined(lookupContact(id)(marketo)), number)
    number = digits(persons, personIds, (id) => O.toUndefined(lookupPerson(id)(marketo)), number)
    return digits(conversions, accountIds, (id) => O.toUndefined(lookupConversion(id)(marketo)), number)
  }
  const decode = (state: number): Marketo => {
    let rest = state
    const rowsOf = <Row>(places: ReadonlyArray<Place<Row>>): Array<Row> => {
      const rows: Array<Row> = []
      for (let index = places.length - 1; index >= 0; index--) {
        const { base, rows: held } = places[index] as Place<Row>
        const row = held[rest % base]
        rest = Math.floor(rest / base)
        if (row !== undefined) rows.unshift(row)
      }
      return rows
    }
    const [c, p, k, a] = [rowsOf(conversions), rowsOf(persons), rowsOf(contacts), rowsOf(accounts)]
    return marketoOf({ accounts: a, contacts: k, persons: p, conversions: c })
  }
  return { encode, decode }
}

interface Fault {
  readonly broken: string
  /** The shortest that shows it: breadth-first, no shorter one did. */
  readonly history: ReadonlyArray<Input>
}

export interface Explored {
  readonly states: number
  readonly transitions: number
  /** How many states are first reached by a history of 0, 1, 2 … inputs. */
  readonly byDepth: ReadonlyArray<number>
  readonly fault: Fault | null
}

/**
 * Walks through the world with an implementation; `check` says what is wrong with a step, if anything. At the first
 * fault, the walk ends.
 */
export const explore = (
  world: World,
  implementation: Implementation,
  check: (moment: Moment) => string | null,
  onDepth: (depth: number, states: number) => void = () => undefined,
): Explored => {
  const { encode, decode } = encoding(world)
  const decideNow = implementation.decide(world.settings)
  const states = [encode(emptyMarketo)]
  const seen = new Set(states)
  /** By which state and input each was reached first. */
  const parents = [-1]
  const vias = [-1]
  const byDepth = [1]
  let transitions = 0

  const historyTo = (state: number): ReadonlyArray<Input> =>
    state <= 0 ? [] : [...historyTo(parents[state] as number), world.inputs[vias[state] as number] as Input]

  const momentOf = (input: Input, before: Marketo): Moment => {
    const decided = decideNow(input)(before)
    const events = decided._tag === 'Right' ? decided.right : []
    const activities = events.flatMap((event) => [
      ...implementation.activitiesOf(event)('accountId' in event ? liveContactsOf(event.accountId)(before) : []),
    ])
    return { input, before, decided, events, activities, after: events.reduce(implementation.evolve, before) }
  }

  for (let from = 0, depth = 0; from < states.length; depth++) {
    const end = states.length
    for (; from < end; from++) {
      const before = decode(states[from] as number)
      for (const [via, input] of world.inputs.entries()) {
        if (!world.isOffered(input, before)) continue
        transitions += 1
        const moment = momentOf(input, before)
        const broken = check(moment)
        if (broken !== null)
          return {
            states: states.length,
            transitions,
            byDepth,
            fault: { broken, history: [...historyTo(from), input] },
          }
        if (moment.events.length === 0) continue
        const state = encode(moment.after)
        if (seen.has(state)) continue
        seen.add(state)
        states.push(state)
        parents.push(from)
        vias.push(via)
      }
    }
    if (states.length > end) byDepth.push(states.length - end)
    onDepth(depth, states.length)
  }
  return { states: states.length, transitions, byDepth, fault: null }
}
