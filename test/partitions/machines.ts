// Three ways to run a history:
// - one input after the other,
// - with messages that do not hold partitions,
// - with the messages of this library, which hold partitions.
//
// A history runs step by step, so that a test can try every order of the steps.
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountId, Contact, ContactId, Event, Input } from 'marketo-account-sync'
import {
  accountIdOf,
  accountsOf,
  asLive,
  defaultSettings,
  editAccountField,
  emptyMarketo,
  eventsOf,
  evolveAccount,
  evolveContact,
  run,
  shownFields,
  syncContact,
  syncDown,
} from 'marketo-account-sync'
import type { Message, Partition } from '../../src/partitions/index.js'
import { emptyPartition, entryKey, handle } from '../../src/partitions/index.js'

/**
 * The visible state of an account: the industry that Marketo shows, and the number of live contacts at the account's last
 * sync-down.
 */
export interface Seen {
  readonly industry: unknown
  readonly liveContacts: number | undefined
}

/** For each entry partition, the submitted inputs that no step has taken yet, in order. */
type Queues = Readonly<Record<string, ReadonlyArray<Input>>>

export interface Machine<State> {
  readonly start: State
  readonly submit: (state: State, inputs: ReadonlyArray<Input>) => State
  /** Returns the states that one step can lead to. */
  readonly next: (state: State) => ReadonlyArray<State>
  readonly look: (state: State, id: AccountId) => Seen
}

const withInputs = (queues: Queues, inputs: ReadonlyArray<Input>): Queues =>
  inputs.reduce<Queues>(
    (all, input) => ({ ...all, [entryKey(input)]: [...(all[entryKey(input)] ?? []), input] }),
    queues,
  )

/** For each queue that is not empty, returns its key, its first item, and the queues without this item. */
const heads = <A>(
  queues: Readonly<Record<string, ReadonlyArray<A>>>,
): ReadonlyArray<readonly [string, A, Readonly<Record<string, ReadonlyArray<A>>>]> =>
  Object.entries(queues).flatMap(([key, [first, ...others]]) =>
    first === undefined ? [] : [[key, first, { ...queues, [key]: others }] as const],
  )

const industryOf = (account: Account | null | undefined): unknown =>
  account === null || account === undefined ? undefined : shownFields(account)['Industry' as never]

type Counts = Readonly<Record<AccountId, number>>

const counted = (counts: Counts, events: ReadonlyArray<Event>): Counts =>
  events.reduce<Counts>(
    (all, event) => (event._tag === 'AccountSyncedDown' ? { ...all, [event.accountId]: event.liveContacts } : all),
    counts,
  )

// The first way runs one input after the other.

interface Sequence {
  readonly queues: Queues
  readonly order: ReadonlyArray<Input>
}

export const sequential: Machine<Sequence> = {
  start: { queues: {}, order: [] },
  submit: ({ queues, order }, inputs) => ({ queues: withInputs(queues, inputs), order }),
  next: ({ queues, order }) => heads(queues).map(([, input, others]) => ({ queues: others, order: [...order, input] })),
  look: ({ order }, id) => {
    const { steps, marketo } = run(defaultSettings)(order, emptyMarketo)
    return {
      industry: industryOf([...accountsOf(marketo)].find((account) => account.id === id)),
      liveContacts: counted({}, steps.flatMap(eventsOf))[id],
    }
  },
}

// With messages that do not hold partitions, a contact decides alone and informs the accounts later.

type Told =
  | { readonly contactId: ContactId; readonly version: number; readonly isLive: boolean }
  | Extract<Input, { _tag: 'EditAccountField' }>

interface Asynchronous {
  readonly queues: Queues
  /**
   * The messages that contacts have sent to accounts, but that have not arrived yet. The messages from one contact to one account
   * are in order.
   */
  readonly told: Readonly<Record<string, ReadonlyArray<Told>>>
  readonly contacts: Readonly<Record<ContactId, Contact>>
  readonly versions: Readonly<Record<ContactId, number>>
  readonly accounts: Readonly<Record<AccountId, Account>>
  /** For each account, the latest message from each contact. */
  readonly members: Readonly<Record<AccountId, Readonly<Record<ContactId, Told>>>>
  readonly counts: Counts
}

const membersOf = ({ members }: Asynchronous, id: AccountId) => Object.values(members[id] ?? {}) as ReadonlyArray<Told>

const tell = (
  state: Asynchronous,
  accountId: AccountId | undefined,
  contactId: ContactId,
  told: Told,
): Asynchronous => {
  if (accountId === undefined) return state
  const channel = `${contactId} ${accountId}`
  return { ...state, told: { ...state.told, [channel]: [...(state.told[channel] ?? []), told] } }
}

const takeInput = (state: Asynchronous, input: Input): Asynchronous => {
  if (input._tag === 'SyncAccount') {
    const { id } = input.record
    const live = membersOf(state, id).filter((told) => 'isLive' in told && told.isLive)
    const account = O.fromNullable(state.accounts[id])
    const event = syncDown(defaultSettings)({ ...input, liveContacts: live.length }, account)
    if (O.isNone(event)) return state
    const after = O.toNullable(evolveAccount(account, event.value)) as Account
    return { ...state, accounts: { ...state.accounts, [id]: after }, counts: counted(state.counts, [event.value]) }
  }
  if (input._tag === 'EditAccountField') {
    const contact = state.contacts[input.contactId]
    return tell(state, contact?._tag === 'LiveContact' ? contact.accountId : undefined, input.contactId, input)
  }
  if (input._tag !== 'SyncContact') throw new Error('the counterexamples need no persons')
  const { id } = input.record
  const before = O.fromNullable(state.contacts[id])
  const decided = syncContact({ ...input, isAccountKnown: true }, before)
  if (E.isLeft(decided) || O.isNone(decided.right)) return state
  const after = evolveContact(before, decided.right.value)
  const version = (state.versions[id] ?? 0) + 1
  const moved = {
    ...state,
    contacts: { ...state.contacts, [id]: after },
    versions: { ...state.versions, [id]: version },
  }
  const [from, to] = [O.toUndefined(O.flatMap(accountIdOf)(before)), O.toUndefined(accountIdOf(after))]
  const left = tell(moved, from, id, { contactId: id, version, isLive: false })
  return tell(left, to, id, { contactId: id, version, isLive: true })
}

const takeTold = (state: Asynchronous, accountId: AccountId, told: Told): Asynchronous => {
  if ('isLive' in told) {
    const members = { ...state.members[accountId], [told.contactId]: told }
    return { ...state, members: { ...state.members, [accountId]: members } }
  }
  const account = state.accounts[accountId]
  const contact = state.contacts[told.contactId]
  if (account === undefined || contact === undefined || E.isLeft(asLive(contact))) return state
  const decided = editAccountField(defaultSettings)({ ...told, through: { id: told.contactId, accountId } }, account)
  if (E.isLeft(decided) || O.isNone(decided.right)) return state
  const after = O.toNullable(evolveAccount(O.some(account), decided.right.value)) as Account
  return { ...state, accounts: { ...state.accounts, [accountId]: after } }
}

export const asynchronous: Machine<Asynchronous> = {
  start: { queues: {}, told: {}, contacts: {}, versions: {}, accounts: {}, members: {}, counts: {} },
  submit: (state, inputs) => ({ ...state, queues: withInputs(state.queues, inputs) }),
  next: (state) => [
    ...heads(state.queues).map(([, input, queues]) => takeInput({ ...state, queues }, input)),
    ...heads(state.told).map(([channel, message, told]) =>
      takeTold({ ...state, told }, channel.split(' ')[1] as AccountId, message),
    ),
  ],
  look: ({ accounts, counts }, id) => ({ industry: industryOf(accounts[id]), liveContacts: counts[id] }),
}

// The third way uses the messages of this library. A message can hold a partition, which then handles no other input.

interface Holding {
  readonly queues: Queues
  /** For each entry partition, the number of the last input that was sent to this partition. */
  readonly submitted: Readonly<Record<string, number>>
  /** The messages under way. They can arrive in any order. */
  readonly messages: ReadonlyArray<readonly [to: string, message: Message]>
  readonly partitions: Readonly<Record<string, Partition>>
  readonly counts: Counts
}

const handleMessage = handle(defaultSettings)

const take = (state: Holding, to: string, message: Message): Holding => {
  const before = state.partitions[to] ?? emptyPartition(to as Parameters<typeof emptyPartition>[0])
  const { partition, out, applied } = handleMessage(message, before)
  const made = applied.filter(({ at }) => at === to)
  return {
    ...state,
    messages: [...state.messages, ...out.map((sent) => [sent.to, sent.message] as const)].sort((a, b) =>
      JSON.stringify(a) < JSON.stringify(b) ? -1 : 1,
    ),
    partitions: { ...state.partitions, [to]: partition },
    counts: counted(
      state.counts,
      made.flatMap(({ decided }) => (E.isRight(decided) ? decided.right : [])),
    ),
  }
}

export const holding: Machine<Holding> = {
  start: { queues: {}, submitted: {}, messages: [], partitions: {}, counts: {} },
  submit: (state, inputs) => ({ ...state, queues: withInputs(state.queues, inputs) }),
  next: (state) => [
    ...heads(state.queues).map(([key, input, queues]) => {
      const submission = (state.submitted[key] ?? 0) + 1
      const submitted = { ...state.submitted, [key]: submission }
      return take({ ...state, queues, submitted }, key, { _tag: 'Submit', submission, input })
    }),
    ...state.messages.map(([to, message], index) =>
      take({ ...state, messages: state.messages.filter((_, other) => other !== index) }, to, message),
    ),
  ],
  look: ({ partitions, counts }, id) => {
    const rows = partitions[`account/${id}`]?.rows
    return {
      industry: rows?._tag === 'AccountRows' ? industryOf(rows.account) : undefined,
      liveContacts: counts[id],
    }
  },
}

/**
 * Runs the inputs in `before` completely and one after the other. Then runs the steps of `inputs` in every possible order. Returns
 * every visible state at the end.
 */
export const endings = <State>(
  { start, submit, next, look }: Machine<State>,
  before: ReadonlyArray<Input>,
  inputs: ReadonlyArray<Input>,
  say: (look: (id: AccountId) => Seen) => string,
): ReadonlyArray<string> => {
  let begun = start
  for (const input of before) {
    begun = submit(begun, [input])
    for (let [after] = next(begun); after !== undefined; [after] = next(begun)) begun = after
  }
  const known = new Set<string>()
  const ends = new Set<string>()
  const open = [submit(begun, inputs)]
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const text = JSON.stringify(state)
    if (known.has(text)) continue
    known.add(text)
    const after = next(state)
    const here = state
    if (after.length === 0) ends.add(say((id) => look(here, id)))
    open.push(...after)
  }
  return [...ends].sort()
}
