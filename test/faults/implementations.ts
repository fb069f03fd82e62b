// Builds implementations with a fault. Each function takes an implementation as its last argument, and replaces one part of this
// implementation. If this argument is missing, the function uses the reference implementation. Two functions together make a
// fault with two parts.
import * as E from 'fp-ts/lib/Either.js'
import type {
  Account,
  AccountSyncedDown,
  Activity,
  Contact,
  Deferred,
  Event,
  Input,
  Marketo,
  MarketoDecider,
  MarketoRows,
  Person,
  Refusal,
  Refused,
  Settings,
} from 'marketo-account-sync'
import { evolve, marketoOf, rowsOf } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { reference } from 'marketo-account-sync/testing'

// Changes of the Marketo state

export const withRows = (marketo: Marketo, change: (rows: MarketoRows) => Partial<MarketoRows>): Marketo => {
  const rows = rowsOf(marketo)
  return marketoOf({ ...rows, ...change(rows) })
}

const replaced = <A extends { readonly id: unknown }>(rows: ReadonlyArray<A>, row: A): ReadonlyArray<A> => [
  ...rows.filter(({ id }) => id !== row.id),
  row,
]

export const withAccount = (marketo: Marketo, account: Account): Marketo =>
  withRows(marketo, ({ accounts }) => ({ accounts: replaced(accounts, account) }))

export const withContact = (marketo: Marketo, contact: Contact): Marketo =>
  withRows(marketo, ({ contacts }) => ({ contacts: replaced(contacts, contact) }))

export const withPerson = (marketo: Marketo, person: Person): Marketo =>
  withRows(marketo, ({ persons }) => ({ persons: replaced(persons, person) }))

// Changes of decisions

/** The arguments of a decision. */
export interface Asked {
  readonly input: Input
  readonly marketo: Marketo
  readonly settings: Settings
}

type Decided = ReturnType<MarketoDecider['decide']>

/** Replaces `decide` with `change`. The function `change` can call the original `decide`. */
export const decidingInstead = (
  change: (asked: Asked, decide: MarketoDecider['decide']) => Decided,
  from: Implementation = reference,
): Implementation => ({
  ...from,
  marketoDecider: (settings) => {
    const decider = from.marketoDecider(settings)
    return { ...decider, decide: (input, marketo) => change({ input, marketo, settings }, decider.decide) }
  },
})

/** Changes the input or the Marketo state before the decision. */
export const decidingAbout = (
  change: (asked: Asked) => { readonly input?: Input; readonly marketo?: Marketo },
  from?: Implementation,
): Implementation =>
  decidingInstead((asked, decide) => {
    const { input, marketo } = { ...asked, ...change(asked) }
    return E.mapLeft((left: Refused | Deferred) => ({ ...left, input: asked.input }))(decide(input, marketo))
  }, from)

/** Changes the settings before the decision. */
export const decidingWith = (
  change: (settings: Settings) => Settings,
  from: Implementation = reference,
): Implementation => ({ ...from, marketoDecider: (settings) => from.marketoDecider(change(settings)) })

/** Makes the right decision, and then changes its events. */
export const eventsInstead = (
  change: (events: ReadonlyArray<Event>, asked: Asked) => ReadonlyArray<Event>,
  from?: Implementation,
): Implementation =>
  decidingInstead(
    (asked, decide) =>
      E.map((events: ReadonlyArray<Event>) => change(events, asked))(decide(asked.input, asked.marketo)),
    from,
  )

/** Makes the right decision, and then changes each event of one kind. */
export const eventInstead = <Tag extends Event['_tag']>(
  tag: Tag,
  change: (event: Extract<Event, { readonly _tag: Tag }>, asked: Asked) => Event,
  from?: Implementation,
): Implementation =>
  eventsInstead(
    (events, asked) =>
      events.map((event) =>
        event._tag === tag ? change(event as Extract<Event, { readonly _tag: Tag }>, asked) : event,
      ),
    from,
  )

export const syncDownInstead = (
  change: (event: AccountSyncedDown, asked: Asked) => AccountSyncedDown,
  from?: Implementation,
): Implementation => eventInstead('AccountSyncedDown', change, from)

/** Accepts some inputs, and returns no event for these inputs. */
export const ignoring = (isIgnored: (asked: Asked) => boolean): Implementation =>
  decidingInstead((asked, decide) => (isIgnored(asked) ? E.right([]) : decide(asked.input, asked.marketo)))

/** Accepts inputs that should be refused, and returns no event for these inputs. */
export const ignoringRefusals = (...tags: ReadonlyArray<Refusal['_tag']>): Implementation =>
  decidingInstead(({ input, marketo }, decide) => {
    const decided = decide(input, marketo)
    return E.isLeft(decided) && decided.left._tag === 'Refused' && tags.includes(decided.left.refusal._tag)
      ? E.right([])
      : decided
  })

/**
 * Works like the reference, but refuses an input if `refusal` returns a reason. `refusal` is asked only about inputs that the
 * reference accepts.
 */
export const refusing = (refusal: (asked: Asked) => Refusal | undefined): Implementation =>
  decidingInstead((asked, decide) => {
    const decided = decide(asked.input, asked.marketo)
    const reason = E.isRight(decided) ? refusal(asked) : undefined
    return reason === undefined ? decided : E.left({ _tag: 'Refused', refusal: reason, input: asked.input })
  })

// Changes of the next state

/** Applies the event, and then changes the resulting Marketo state. */
export const evolvingInstead = (
  change: (after: Marketo, event: Event, before: Marketo) => Marketo,
  from: Implementation = reference,
): Implementation => ({
  ...from,
  marketoDecider: (settings) => ({
    ...from.marketoDecider(settings),
    evolve: (marketo, event) => change(evolve(marketo, event), event, marketo),
  }),
})

// Changes of activities

/** Changes each activity that an event logs. */
export const activityInstead = (change: (activity: Activity, event: Event) => Activity): Implementation => ({
  ...reference,
  activitiesOf: (contacts) => (event) =>
    [...reference.activitiesOf(contacts)(event)].map((activity) => change(activity, event)),
})

/** Logs the activities of an event for the contacts that `change` returns. */
export const loggingFor = (
  change: (
    contacts: Parameters<typeof reference.activitiesOf>[0],
    event: Event,
  ) => Parameters<typeof reference.activitiesOf>[0],
  from: Implementation = reference,
): Implementation => ({
  ...from,
  activitiesOf: (contacts) => (event) => from.activitiesOf(change(contacts, event))(event),
})

/** Logs nothing for events of one kind. */
export const notLogging = (tag: Event['_tag']): Implementation => ({
  ...reference,
  activitiesOf: (contacts) => (event) => (event._tag === tag ? [] : reference.activitiesOf(contacts)(event)),
})
