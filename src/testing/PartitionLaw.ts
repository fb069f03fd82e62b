/**
 * Checks whether the log and the stored partitions of a run obey the law in docs/partitions.md. A breach is a sentence that
 * describes how the law is broken.
 */
import { emptyMarketo, eqMarketo, marketoOf, type MarketoRows } from '../marketo/Marketo.js'
import { run } from '../marketo/Simulate.js'
import { activities } from '../marketo/Step.js'
import type { Input } from '../model/Input.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import type { Glue, PartitionAtRest } from './Glue.js'
import type { Interleaving, Logged, Remains } from './RunInterleaved.js'
import { outcomeText, parsed, randomOf } from './RunInterleaved.js'

type Breaches = ReadonlyArray<string>

/**
 * Simulates the inputs in the order of the decisions. The simulated outcomes must equal the logged outcomes. The final rows of
 * the simulation must equal the given rows. Any difference is a breach.
 */
const isSimulated = (settings: Settings, decisions: ReadonlyArray<Logged>, rows: MarketoRows): Breaches => {
  const { steps, marketo } = run(settings)(
    decisions.map(({ input }) => input),
    emptyMarketo,
  )
  const breaches = decisions.flatMap(({ id, outcome }, index) => {
    const next = steps[index]
    const expected = next === undefined ? 'nothing' : outcomeText(next.decided, activities(next))
    return outcome === expected ? [] : [`${id} has the outcome ${outcome}, but simulate gives ${expected}`]
  })
  return [
    ...breaches.slice(0, 1),
    ...(eqMarketo.equals(marketo, marketoOf(rows)) ? [] : ['the rows of all partitions are not where simulate ends']),
  ]
}

/**
 * Puts all decisions into one random order. In this order, the decisions of each partition stay in the order of the partition.
 * Returns `undefined` if the orders of two partitions contradict each other.
 */
const anotherOrder = (
  log: ReadonlyArray<Logged>,
  own: Remains['own'],
  random: () => number,
): ReadonlyArray<Logged> | undefined => {
  const after = new Map<string, Array<string>>(log.map(({ id }) => [id, []]))
  const missing = new Map<string, number>(log.map(({ id }) => [id, 0]))
  for (const ids of own.values())
    for (const [index, id] of ids.entries()) {
      const before = ids[index - 1]
      if (before === undefined) continue
      after.get(before)?.push(id)
      missing.set(id, (missing.get(id) ?? 0) + 1)
    }
  const byId = new Map(log.map((logged) => [logged.id, logged]))
  const ready = [...missing].flatMap(([id, count]) => (count === 0 ? [id] : []))
  const order: Array<Logged> = []
  while (ready.length > 0) {
    const [id] = ready.splice(Math.floor(random() * ready.length), 1) as [string]
    order.push(byId.get(id) as Logged)
    for (const next of after.get(id) ?? []) {
      const count = (missing.get(next) ?? 0) - 1
      missing.set(next, count)
      if (count === 0) ready.push(next)
    }
  }
  return order.length === log.length ? order : undefined
}

const rowsOfAll = (parts: ReadonlyArray<PartitionAtRest>): MarketoRows => ({
  accounts: parts.flatMap(({ rows }) => rows.accounts),
  contacts: parts.flatMap(({ rows }) => rows.contacts),
  persons: parts.flatMap(({ rows }) => rows.persons),
  conversions: parts.flatMap(({ rows }) => rows.conversions),
})

/**
 * Counts the decisions about each input. An input needs one decision. If Marketo now knows the account of a deferred input, the
 * input needs one more decision for each deferral. Any other number is a breach.
 */
const decidedOftenEnough = (
  inputs: ReadonlyArray<Input>,
  log: ReadonlyArray<Logged>,
  isKnown: (id: AccountId) => boolean,
): Breaches =>
  inputs.flatMap((input, index) => {
    const decisions = log.filter(({ submission }) => submission === index + 1)
    const deferrals = decisions.filter(({ isDeferred }) => isDeferred).length
    const isTakenAgain =
      input._tag === 'SyncContact' && input.record.accountId !== null && isKnown(input.record.accountId)
    const expected = 1 + (isTakenAgain ? deferrals : 0)
    return decisions.length === expected
      ? []
      : [`input ${index + 1} (${input._tag}) was decided ${decisions.length} times, not ${expected}`]
  })

const keptOrder = (glue: Glue, inputs: ReadonlyArray<Input>, log: ReadonlyArray<Logged>): Breaches => {
  const last = new Map<string, number>()
  const decided = new Set<number>()
  let submitted = 0
  return log.flatMap(({ submission, submittedAt, decidedAt }) => {
    submitted = Math.max(submitted, submittedAt)
    const late =
      decidedAt >= submitted ? [] : [`input ${submission} comes after one that was submitted after its decision`]
    if (decided.has(submission)) return late
    decided.add(submission)
    const key = glue.entryKey(inputs[submission - 1] as Input)
    const before = last.get(key) ?? 0
    last.set(key, submission)
    return submission > before ? late : [...late, `input ${submission} comes after input ${before} of ${key}`]
  })
}

const repeatsChangeNothing = async (
  glue: Glue,
  settings: Settings,
  { sent, stored }: Remains,
  random: () => number,
): Promise<Breaches> => {
  const handle = glue.handle(settings)
  const breaches: Array<string> = []
  for (const { to, text } of sent.filter(() => random() < 6 / sent.length)) {
    const { partition, out, applied } = await handle(to, JSON.parse(text), parsed(stored.get(to)))
    if (out.length > 0 || applied.length > 0 || JSON.stringify(partition) !== stored.get(to))
      breaches.push(`a repeated message changes ${to}: ${text}`)
  }
  return breaches
}

/** Reports a breach if a record still waits for an account that Marketo knows. */
const noneWaits = (parts: ReadonlyArray<PartitionAtRest>, isKnown: (id: AccountId) => boolean): Breaches =>
  parts.flatMap(({ waitsFor }) => waitsFor.filter(isKnown).map((id) => `a record waits for ${id}, which is known`))

/**
 * Reports a breach in two cases:
 *
 * - A partition stores a wrong number of live contacts for an account.
 * - In the rows, the live contacts of an account differ from the contacts that joined the account and have not left it.
 */
const countedRight = (
  parts: ReadonlyMap<string, PartitionAtRest>,
  { contacts }: MarketoRows,
  members: Remains['members'],
): Breaches =>
  [...parts].flatMap(([key, { liveContacts }]) =>
    liveContacts.flatMap(({ accountId, count }) => {
      const live = contacts.flatMap((contact): ReadonlyArray<ContactId> =>
        contact._tag === 'LiveContact' && contact.accountId === accountId ? [contact.id] : [],
      )
      const [right, beside] = [[...live].sort().join(), [...(members.get(key) ?? [])].sort().join()]
      return count === live.length && beside === right
        ? []
        : [`${accountId} counts ${count} live contacts, the rows beside it are [${beside}], but [${right}] are live`]
    }),
  )

const allReleased = (parts: ReadonlyMap<string, PartitionAtRest>): Breaches =>
  [...parts].flatMap(([key, { isHeld, stashed }]) => [
    ...(isHeld ? [`${key} is held`] : []),
    ...(stashed > 0 ? [`the stash of ${key} has ${stashed} messages`] : []),
  ])

const numbered = (law: number, breaches: Breaches): Breaches => breaches.map((breach) => `law ${law}: ${breach}`)

/** Finds all breaches of the law in a run. */
export const breachesOf = async (
  glue: Glue,
  { settings, inputs, seed }: Interleaving,
  remains: Remains,
): Promise<Breaches> => {
  const { log, own, stored, members } = remains
  const random = randomOf(~seed)
  const parts = new Map([...stored].map(([key, text]) => [key, glue.atRest(JSON.parse(text))]))
  const rows = rowsOfAll([...parts.values()])
  const known = new Set(rows.accounts.map(({ id }) => id))
  const isKnown = (id: AccountId): boolean => known.has(id)
  const order = anotherOrder(log, own, random)
  return [
    ...numbered(1, isSimulated(settings, log, rows)),
    ...numbered(2, decidedOftenEnough(inputs, log, isKnown)),
    ...numbered(2, noneWaits([...parts.values()], isKnown)),
    ...numbered(3, keptOrder(glue, inputs, log)),
    ...numbered(4, countedRight(parts, rows, members)),
    ...numbered(5, allReleased(parts)),
    ...numbered(6, order === undefined ? ['two partitions contradict each other'] : isSimulated(settings, order, rows)),
    ...(await repeatsChangeNothing(glue, settings, remains, random)),
  ]
}
