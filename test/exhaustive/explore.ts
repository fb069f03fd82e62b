// Walks through every history of a world, breadth-first. The walk visits each state once, until there is no new state. At every
// step, the walk compares the implementation with the oracle, which is a second, simple implementation of the rules.
import type { Account, Contact, Conversion, Input, MarketoRows, Person } from 'marketo-account-sync'
import { emptyMarketo, marketoOf, rowsOf } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { momentOf } from 'marketo-account-sync/testing'
import { agrees, answersAgree, differencesFrom } from '../oracle/compare.js'
import { obviousMarketo } from '../oracle/ObviousMarketo.js'
import type { World } from './worlds.js'

/** Returns the content of a row as text. The order of keys does not matter: `{X, Y}` and `{Y, X}` have the same text. */
const contentOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(contentOf).join()}]`
  const content = value as Readonly<Record<string, unknown>>
  const keys = Object.keys(content).sort()
  return `{${keys.map((key) => `${key}:${contentOf(content[key])}`).join()}}`
}

/**
 * All rows that one id can have. Each row has a number. The number 0 means that the state has no row with the id.
 */
interface Place<Row> {
  /** Every row number is less than the base, so each row is one digit of the encoded state. */
  readonly base: number
  readonly rows: Array<Row | undefined>
  readonly numberOf: (row: Row | undefined) => number
}

const place = <Row extends object>(base: number): Place<Row> => {
  const rows: Array<Row | undefined> = [undefined]
  const byContent = new Map<string, number>()
  // A row is looked up by identity, then by its text with unsorted keys, and finally by its content. The look-up by content comes
  // last, because sorting the keys takes time.
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

/** Encodes a state as one number, and decodes the number again. Each row of the state is one digit of the number. */
const encoding = ({ accountIds, contactIds, personIds }: World) => {
  const accounts = accountIds.map((id) => ({ id, ...place<Account>(4_096) }))
  const contacts = contactIds.map((id) => ({ id, ...place<Contact>(64) }))
  const persons = personIds.map((id) => ({ id, ...place<Person>(32) }))
  const conversions = accountIds.map((id) => ({ id, ...place<Conversion>(4) }))
  const encode = (rows: MarketoRows): number => {
    let number = 0
    for (const { id, base, numberOf } of accounts)
      number = number * base + numberOf(rows.accounts.find((row) => row.id === id))
    for (const { id, base, numberOf } of contacts)
      number = number * base + numberOf(rows.contacts.find((row) => row.id === id))
    for (const { id, base, numberOf } of persons)
      number = number * base + numberOf(rows.persons.find((row) => row.id === id))
    for (const { id, base, numberOf } of conversions)
      number = number * base + numberOf(rows.conversions.find((row) => row.accountId === id))
    return number
  }
  const decode = (state: number): MarketoRows => {
    let rest = state
    const rowsIn = <Row>(places: ReadonlyArray<Place<Row>>): Array<Row> => {
      const rows: Array<Row> = []
      for (let index = places.length - 1; index >= 0; index--) {
        const { base, rows: held } = places[index] as Place<Row>
        const row = held[rest % base]
        rest = Math.floor(rest / base)
        if (row !== undefined) rows.unshift(row)
      }
      return rows
    }
    const last = rowsIn(conversions)
    const [p, c, a] = [rowsIn(persons), rowsIn(contacts), rowsIn(accounts)]
    return { accounts: a, contacts: c, persons: p, conversions: last }
  }
  return { encode, decode }
}

export interface FoundFault {
  /** The differences between the implementation and the oracle at the last input. */
  readonly differences: ReadonlyArray<string>
  /** The shortest history that shows the difference. There is no shorter history, because the walk is breadth-first. */
  readonly history: ReadonlyArray<Input>
}

export interface Explored {
  readonly states: number
  readonly transitions: number
  /** The item at index n is the number of states whose shortest history has n inputs. */
  readonly byDepth: ReadonlyArray<number>
  readonly fault: FoundFault | null
}

/** Visits every state of a world. Stops at the first step at which the implementation and the oracle give different results. */
export const explore = (
  world: World,
  implementation: Implementation,
  onDepth: (depth: number, states: number) => void = () => undefined,
): Explored => {
  const { encode, decode } = encoding(world)
  const next = momentOf(implementation)(world.settings)
  const oracle = obviousMarketo(world.settings)
  const states = [encode(rowsOf(emptyMarketo))]
  const seen = new Set(states)
  // Each state has its previous state in `parents`, and the input between these two states in `vias`.
  const parents = [-1]
  const vias = [-1]
  const byDepth = [1]
  let transitions = 0

  const historyTo = (state: number): ReadonlyArray<Input> =>
    state <= 0 ? [] : [...historyTo(parents[state] as number), world.inputs[vias[state] as number] as Input]

  for (let from = 0, depth = 0; from < states.length; depth++) {
    const end = states.length
    for (; from < end; from++) {
      const rows = decode(states[from] as number)
      const before = marketoOf(rows)
      for (const [via, input] of world.inputs.entries()) {
        if (!world.isOffered(input, rows)) continue
        transitions += 1
        const moment = next(input, before)
        const due = oracle(input, rows)
        // Most inputs change nothing. If an input changes nothing, it is enough to compare the answers.
        const isStill = due[1] === rows && moment.after === before
        const isRight = isStill ? answersAgree(implementation, moment, due[0]) : agrees(implementation, moment, due)
        if (!isRight) {
          const differences = differencesFrom(implementation, moment, due)
          const history = [...historyTo(from), input]
          return { states: states.length, transitions, byDepth, fault: { differences, history } }
        }
        if (isStill) continue
        const state = encode(due[1])
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
