// Runs one case on an implementation, or on any other subject that answers inputs, and lists the differences.
import * as E from 'fp-ts/lib/Either.js'
import type { AccountId, Input, LiveContact, Marketo, Settings } from 'marketo-account-sync'
import { countLiveContacts, emptyMarketo, marketoOf, rowsOf } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import type { Implementation, Outcome, Picture } from 'marketo-account-sync/testing'
import { outcomeOf, pictureOf } from 'marketo-account-sync/testing'
import { differences, sayDifference } from '../../src/testing/Json.js'
import { inOneOrder } from '../../src/testing/Outcome.js'
import { liveContactIn } from '../helpers/observe.js'
import { idsOf, range } from '../helpers/values.js'
import type { Case, Decision, History } from './files.js'
import { isHistory } from './files.js'

/** The subject on which a case runs. */
export interface Subject {
  readonly next: (settings: Settings) => (input: Input, marketo: Marketo) => readonly [Outcome, Marketo]
  readonly pictureOf: (marketo: Marketo) => Picture
}

/** An implementation. `tampered` may change its outcomes, for faults that the types make impossible. */
export const subjectOf = ({
  implementation,
  tampered = (_input, outcome) => outcome,
}: {
  readonly implementation: Implementation
  readonly tampered?: (input: Input, outcome: Outcome) => Outcome
}): Subject => ({
  next: (settings) => {
    const next = outcomeOf(implementation)(settings)
    return (input, marketo) => {
      const [outcome, after] = next(input, marketo)
      return [tampered(input, outcome), after]
    }
  },
  pictureOf: pictureOf(implementation),
})

const decoded = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error('a vector must have been validated')
  return either.right
}

const inputOf = (json: unknown): Input => decoded(InputFromJson.decode(json))

const { nthContactId: nthFiller } = idsOf('ZZ')

/** The account whose number of live contacts `liveContacts` gives. */
const accountOf = (input: Input, marketo: Marketo): AccountId => {
  if (input._tag === 'SyncAccount') return input.record.id
  const contact = input._tag === 'EditAccountField' ? liveContactIn(marketo, input.contactId) : undefined
  if (contact === undefined) throw new Error('liveContacts is for a sync-down or a local edit')
  return contact.accountId
}

/** Adds live contacts to the account until it has as many as the case asks for. */
const filled = ({ liveContacts, when }: Decision, marketo: Marketo): readonly [Marketo, ReadonlySet<string>] => {
  if (liveContacts === undefined) return [marketo, new Set()]
  const accountId = accountOf(inputOf(when), marketo)
  const fillers = range(liveContacts - countLiveContacts(accountId)(marketo)).map((n): LiveContact => ({
    _tag: 'LiveContact',
    id: nthFiller(n),
    accountId,
    appliedAtStamp: [],
  }))
  const rows = rowsOf(marketo)
  return [marketoOf({ ...rows, contacts: [...rows.contacts, ...fillers] }), new Set(fillers.map(({ id }) => id))]
}

const withoutContacts = (picture: Picture, ids: ReadonlySet<string>): Picture => ({
  ...picture,
  contacts: Object.fromEntries(Object.entries(picture.contacts).filter(([id]) => !ids.has(id))),
})

type Next = ReturnType<Subject['next']>

/** The outcomes of inputs one after the other, and Marketo after the last. */
const played = (next: Next, inputs: ReadonlyArray<unknown>, from: Marketo): readonly [Array<Outcome>, Marketo] => {
  let marketo = from
  const outcomes = inputs.map((json) => {
    const [outcome, after] = next(inputOf(json), marketo)
    marketo = after
    return outcome
  })
  return [outcomes, marketo]
}

const counted = (outcome: Outcome): unknown =>
  'activities' in outcome ? { activityCount: outcome.activities.length, toSalesforce: outcome.toSalesforce } : outcome

const ofDecision = (subject: Subject, next: Next, one: Decision): ReadonlyArray<string> => {
  const [scene, fillers] = filled(one, played(next, one.given, emptyMarketo)[1])
  const [outcome, after] = next(inputOf(one.when), scene)
  const { picture: duePicture = 'unchanged', ...dueOutcome } = one.then
  const draw = (marketo: Marketo): Picture => withoutContacts(subject.pictureOf(marketo), fillers)
  const found = 'activityCount' in dueOutcome ? counted(outcome) : inOneOrder(outcome)
  return [
    ...differences(inOneOrder(dueOutcome), found, ['then']),
    ...differences(duePicture === 'unchanged' ? draw(scene) : duePicture, draw(after), ['then', 'picture']),
  ].map(sayDifference)
}

const ofHistory = (subject: Subject, next: Next, one: History): ReadonlyArray<string> => {
  const [outcomes, end] = played(next, one.when, played(next, one.given, emptyMarketo)[1])
  return [
    ...differences(one.then.outcomes.map(inOneOrder), outcomes.map(inOneOrder), ['then', 'outcomes']),
    ...differences(one.then.picture, subject.pictureOf(end), ['then', 'picture']),
  ].map(sayDifference)
}

const nextFor = (subject: Subject, one: Case): Next => subject.next(decoded(SettingsFromJson.decode(one.settings)))

/** The differences between a case and its subject. Empty if they agree. */
export const differencesIn =
  (subject: Subject) =>
  (one: Case): ReadonlyArray<string> =>
    isHistory(one) ? ofHistory(subject, nextFor(subject, one), one) : ofDecision(subject, nextFor(subject, one), one)

/** The outcomes of the inputs in `given`, which set up a case. */
export const sceneOutcomes =
  (subject: Subject) =>
  (one: Case): ReadonlyArray<Outcome> =>
    played(nextFor(subject, one), one.given, emptyMarketo)[0]
