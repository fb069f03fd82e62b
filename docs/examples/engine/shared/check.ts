/**
 * The final check of an engine. It runs `simulate` with the inputs of the log, in the order of the log, and compares the result
 * with the stored data.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import {
  type AccountId,
  type ContactId,
  countLiveContacts,
  countStepActivities,
  eqMarketo,
  emptyMarketo,
  type Event,
  eventsOf,
  type Input,
  lookupAccount,
  lookupContact,
  lookupConversion,
  lookupPerson,
  type Marketo,
  marketoOf,
  type PersonId,
  type Settings,
  step,
} from 'marketo-account-sync'
import { DecidedFromJson, entryKey, keyOf, marketoRowsOf, moveOf, type Rows } from 'marketo-account-sync/partitions'
import { isDeepStrictEqual } from 'node:util'
import { type Logged, nothingLogged, withLogged } from '../../simulate/report.js'

/** Identifies an input by its source and its number in the source. */
export interface Numbered {
  readonly source: string
  readonly number: number
}

export interface LoggedDecision extends Numbered {
  readonly settings: number
  readonly input: Input
  /** `DecidedFromJson` of the decision, as text. */
  readonly decided: string
  /** The move of a contact, as JSON. */
  readonly move: unknown
}

/** The data that an engine has stored, at one moment. */
export interface Stored {
  /** The settings, each with its number. */
  readonly settings: ReadonlyMap<number, Settings>
  /** For each source, the number of the last submitted input. */
  readonly sources: ReadonlyMap<string, number>
  /** The inputs that wait for a worker. */
  readonly queued: AsyncIterable<Numbered>
  /** The inputs that could not be decoded. */
  readonly deadLetters: AsyncIterable<Numbered>
  /** The decisions, in the order L of the law (docs/partitions.md). */
  readonly log: AsyncIterable<LoggedDecision>
  readonly partitions: AsyncIterable<Rows>
  /** The account in which each contact is live. */
  readonly members: AsyncIterable<{ readonly contactId: ContactId; readonly accountId: AccountId }>
  /** The contact records that wait for an account. */
  readonly waiting: AsyncIterable<Numbered & { readonly accountId: AccountId }>
}

export interface Checked {
  readonly decisions: number
  readonly deadLetters: number
  /** The number of inputs that wait for a worker, and the number of records that wait for an account. */
  readonly queued: number
  readonly waiting: number
  /** The number of submitted inputs that are missing: they were not decided, do not wait, and are not dead letters. */
  readonly lost: number
  /** The number of inputs that were decided too often. */
  readonly doubled: number
  /** The first sentences about differences from `simulate`. */
  readonly differences: ReadonlyArray<string>
  /** The number of activities of all decisions. */
  readonly logged: Logged
  /** The stored data as one Marketo state. */
  readonly marketo: Marketo
}

const mostDifferences = 10

const nameOf = ({ source, number }: Numbered): string => `${source} ${number}`

/** Returns the rows of the same partition in the simulated Marketo state. */
const rowsIn = (marketo: Marketo, outcomes: ReadonlyMap<number, PersonOutcomes>, rows: Rows): Rows => {
  switch (rows._tag) {
    case 'PersonRows':
      return { ...rows, person: O.toNullable(lookupPerson(rows.id)(marketo)), outcomes: outcomes.get(rows.id) ?? [] }
    case 'OpportunityRows':
      return { ...rows, outcome: O.toNullable(lookupConversion(rows.id)(marketo)) }
    case 'ContactRows':
      return {
        ...rows,
        contact: O.toNullable(lookupContact(rows.id)(marketo)),
        outcome: O.toNullable(lookupConversion(rows.id)(marketo)),
      }
    case 'AccountRows':
      return {
        ...rows,
        account: O.toNullable(lookupAccount(rows.id)(marketo)),
        liveContacts: countLiveContacts(rows.id)(marketo),
        outcome: O.toNullable(lookupConversion(rows.id)(marketo)),
      }
  }
}

type PersonOutcomes = Extract<Rows, { readonly _tag: 'PersonRows' }>['outcomes']

/** The contact that an input is about before the input, because only `moveOf` needs it. */
const contactBefore = (input: Input, marketo: Marketo) => {
  switch (input._tag) {
    case 'SyncContact':
      return lookupContact(input.record.id)(marketo)
    case 'ConfirmConversion':
      return lookupContact(input.contactId)(marketo)
    case 'SyncAccount':
    case 'EditAccountField':
    case 'PutPerson':
    case 'ConvertPerson':
    case 'FailConversion':
      return O.none
  }
}

/**
 * Compares the stored data with `simulate`. `start` is the Marketo state before the first decision. While workers run, pass data
 * from one moment.
 */
export const check = async (stored: Stored, start: Marketo = emptyMarketo): Promise<Checked> => {
  const differences: Array<string> = []
  const differs = (sentence: string): void => {
    if (differences.length < mostDifferences) differences.push(sentence)
  }

  // Check the log, decision by decision (sentences 1 and 3 of the law).
  let marketo = start
  let logged = nothingLogged
  let decisions = 0
  let settingsBefore = 0
  const times = new Map<string, number>()
  const deferrals = new Map<string, number>()
  const lastOf = new Map<string, number>()
  const outcomes = new Map<number, PersonOutcomes>()
  for await (const entry of stored.log) {
    const name = nameOf(entry)
    decisions += 1
    const settings = stored.settings.get(entry.settings)
    if (settings === undefined || entry.settings < settingsBefore) {
      differs(`${name} was decided with settings ${entry.settings}, after settings ${settingsBefore}`)
      continue
    }
    settingsBefore = entry.settings
    const contact = contactBefore(entry.input, marketo)
    const [simulated, next] = step(settings)(entry.input, marketo)
    marketo = next
    logged = withLogged(logged, simulated, countStepActivities(simulated))
    const { decided } = simulated
    if (JSON.stringify(DecidedFromJson.encode(decided)) !== entry.decided)
      differs(`${name} (${entry.input._tag}) was decided in another way than simulate decides it`)
    const move = RA.findFirstMap((event: Event) => moveOf(contact, event))(eventsOf(simulated))
    if (!isDeepStrictEqual(O.toNullable(move), entry.move)) differs(`${name} moved a contact in another way`)
    for (const event of eventsOf(simulated))
      if (event._tag === 'ConversionConfirmed') {
        const { personId, accountId, contactId, opportunityId } = event
        outcomes.set(personId, [...(outcomes.get(personId) ?? []), { personId, accountId, contactId, opportunityId }])
      }

    const before = times.get(name) ?? 0
    times.set(name, before + 1)
    if (E.isLeft(decided) && decided.left._tag === 'Deferred') deferrals.set(name, (deferrals.get(name) ?? 0) + 1)
    if (before === 0) {
      const lane = `${entry.source} ${entryKey(entry.input)}`
      const last = lastOf.get(lane) ?? 0
      lastOf.set(lane, entry.number)
      if (entry.number <= last) differs(`${name} was decided after ${entry.source} ${last} of the same partition`)
    }
  }

  // Check that every submitted input was decided once (sentence 2 of the law).
  const open = new Map<string, number>()
  const count = async (inputs: AsyncIterable<Numbered>): Promise<number> => {
    let all = 0
    for await (const input of inputs) {
      all += 1
      open.set(nameOf(input), (open.get(nameOf(input)) ?? 0) + 1)
    }
    return all
  }
  const queued = await count(stored.queued)
  const deadLetters = await count(stored.deadLetters)
  let waiting = 0
  for await (const record of stored.waiting) {
    waiting += 1
    open.set(nameOf(record), (open.get(nameOf(record)) ?? 0) + 1)
    if (O.isSome(lookupAccount(record.accountId)(marketo)))
      differs(`${nameOf(record)} waits for ${record.accountId}, which is known`)
  }
  let [lost, doubled] = [0, 0]
  for (const [source, last] of stored.sources)
    for (let number = 1; number <= last; number++) {
      const name = nameOf({ source, number })
      // A deferred input either still waits, or is decided again later in the log.
      const found = (times.get(name) ?? 0) - (deferrals.get(name) ?? 0) + (open.get(name) ?? 0)
      if (found < 1) lost += 1
      if (found > 1) doubled += 1
    }

  // Check the rows of all partitions (sentences 1 and 4 of the law).
  const partitions: Array<Rows> = []
  const personsOfContact = new Map<string, Array<PersonId>>()
  for await (const rows of stored.partitions) {
    partitions.push(rows)
    if (rows._tag === 'PersonRows' && rows.person?.sfdc._tag === 'SfdcContact') {
      const { contactId } = rows.person.sfdc
      personsOfContact.set(contactId, [...(personsOfContact.get(contactId) ?? []), rows.id])
    }
  }
  const sorted = (ids: ReadonlyArray<PersonId>) => [...ids].sort((a, b) => a - b)
  const live = new Map<ContactId, AccountId>()
  for (const rows of partitions) {
    if (!isDeepStrictEqual(rows, rowsIn(marketo, outcomes, rows))) differs(`${keyOf(rows)} is not where simulate ends`)
    if (rows._tag !== 'ContactRows') continue
    if (!isDeepStrictEqual(sorted(rows.persons), sorted(personsOfContact.get(rows.id) ?? [])))
      differs(`${keyOf(rows)} has other persons than are this contact`)
    if (rows.contact?._tag === 'LiveContact') live.set(rows.id, rows.contact.accountId)
  }
  const result = marketoOf(marketoRowsOf(partitions))
  if (!eqMarketo.equals(marketo, result)) differs('the rows of all partitions are not where simulate ends')
  let members = 0
  for await (const { contactId, accountId } of stored.members) {
    members += 1
    if (live.get(contactId) !== accountId) differs(`${contactId} is listed as live in ${accountId}`)
  }
  if (members !== live.size) differs(`${members} live contacts are listed, but ${live.size} contacts are live`)

  return { decisions, deadLetters, queued, waiting, lost, doubled, differences, logged, marketo: result }
}
