// Runs one case on an implementation and says where it differs.
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { ContactId, Input, LiveContact, Marketo, Settings } from 'marketo-account-sync'
import {
  accountIdOf,
  countLiveContacts,
  emptyMarketo,
  idSuffix,
  lookupContact,
  marketoOf,
  rowsOf,
} from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import type { Implementation, Outcome, Picture } from 'marketo-account-sync/testing'
import { outcomeOf, pictureOf } from 'marketo-account-sync/testing'
import { differences, sayDifference } from '../../src/testing/Json.js'
import { inOneOrder } from '../../src/testing/Outcome.js'
import type { Case, Decision, History } from './files.js'
import { isHistory } from './files.js'

/** An implementation whose outcomes may besides be tampered with, for a mistake that its types rule out. */
export interface Subject {
  readonly implementation: Implementation
  readonly tampered?: (input: Input, outcome: Outcome) => Outcome
}

const decoded = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error('a vector must have been validated')
  return either.right
}

const inputOf = (json: unknown): Input => decoded(InputFromJson.decode(json))

const filler = (n: number): ContactId => {
  const fifteen = `003ZZ${String(n).padStart(10, '0')}`
  return (fifteen + idSuffix(fifteen)) as ContactId
}

/** As many more live contacts in the account of `when` as its count asks for, and their ids. */
const filled = ({ liveContacts, when }: Decision, marketo: Marketo): readonly [Marketo, ReadonlySet<string>] => {
  if (liveContacts === undefined) return [marketo, new Set()]
  const input = inputOf(when)
  const edited = input._tag === 'EditAccountField' ? lookupContact(input.contactId)(marketo) : O.none
  const accountId = input._tag === 'SyncAccount' ? input.record.id : O.toUndefined(O.flatMap(accountIdOf)(edited))
  if (accountId === undefined) throw new Error('liveContacts is for a sync-down or a local edit')
  const more = liveContacts - countLiveContacts(accountId)(marketo)
  const contacts = Array.from({ length: more }, (_, n): LiveContact => {
    const id = filler(n)
    return { _tag: 'LiveContact', id, accountId, appliedAtStamp: [] }
  })
  const rows = rowsOf(marketo)
  return [marketoOf({ ...rows, contacts: [...rows.contacts, ...contacts] }), new Set(contacts.map(({ id }) => id))]
}

const withoutContacts = (picture: Picture, ids: ReadonlySet<string>): Picture => ({
  ...picture,
  contacts: Object.fromEntries(Object.entries(picture.contacts).filter(([id]) => !ids.has(id))),
})

type Next = (input: Input) => (marketo: Marketo) => readonly [Outcome, Marketo]

const stepsOf =
  ({ implementation, tampered }: Subject) =>
  (settings: Settings): Next => {
    const next = outcomeOf(implementation)(settings)
    return (input) => (marketo) => {
      const [outcome, after] = next(input)(marketo)
      return [tampered === undefined ? outcome : tampered(input, outcome), after]
    }
  }

const sceneOf = (next: Next, given: ReadonlyArray<unknown>): Marketo =>
  given.reduce((marketo: Marketo, json) => next(inputOf(json))(marketo)[1], emptyMarketo)

const counted = (outcome: Outcome): unknown =>
  'activities' in outcome ? { activityCount: outcome.activities.length, toSalesforce: outcome.toSalesforce } : outcome

const ofDecision = (subject: Subject, next: Next, one: Decision): ReadonlyArray<string> => {
  const [scene, fillers] = filled(one, sceneOf(next, one.given))
  const [outcome, after] = next(inputOf(one.when))(scene)
  const { picture: expectedPicture = 'unchanged', ...expectedOutcome } = one.then
  const draw = (marketo: Marketo): Picture => withoutContacts(pictureOf(subject.implementation)(marketo), fillers)
  const found = 'activityCount' in expectedOutcome ? counted(outcome) : inOneOrder(outcome)
  return [
    ...differences(inOneOrder(expectedOutcome), found, ['then']),
    ...differences(expectedPicture === 'unchanged' ? draw(scene) : expectedPicture, draw(after), ['then', 'picture']),
  ].map(sayDifference)
}

const ofHistory = (subject: Subject, next: Next, one: History): ReadonlyArray<string> => {
  let marketo = sceneOf(next, one.given)
  const outcomes = one.when.map((json) => {
    const [outcome, after] = next(inputOf(json))(marketo)
    marketo = after
    return inOneOrder(outcome)
  })
  return [
    ...differences(one.then.outcomes.map(inOneOrder), outcomes, ['then', 'outcomes']),
    ...differences(one.then.picture, pictureOf(subject.implementation)(marketo), ['then', 'picture']),
  ].map(sayDifference)
}

/** Where a case and an implementation differ; nothing where they agree. */
export const differencesIn =
  (subject: Subject) =>
  (one: Case): ReadonlyArray<string> => {
    const next = stepsOf(subject)(decoded(SettingsFromJson.decode(one.settings)))
    return isHistory(one) ? ofHistory(subject, next, one) : ofDecision(subject, next, one)
  }

/** The outcomes of the inputs that set the scene of a case. */
export const sceneOutcomes =
  (subject: Subject) =>
  (one: Case): ReadonlyArray<Outcome> => {
    const next = stepsOf(subject)(decoded(SettingsFromJson.decode(one.settings)))
    let marketo = emptyMarketo
    return one.given.map((json) => {
      const [outcome, after] = next(inputOf(json))(marketo)
      marketo = after
      return outcome
    })
  }
