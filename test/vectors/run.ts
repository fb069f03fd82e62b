// Runs one case and lists the differences. The subject of the case is an implementation, or anything else that answers inputs.
import * as E from 'fp-ts/lib/Either.js'
import type { Validation } from 'io-ts'
import type { AccountId, Input, LiveContact, Marketo, Settings } from 'marketo-account-sync'
import { countLiveContacts, decodeErrors, emptyMarketo, marketoOf, rowsOf } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import type { Implementation, Outcome, Picture } from 'marketo-account-sync/testing'
import { outcomeOf, pictureOf } from 'marketo-account-sync/testing'
import { differences, sayDifference } from '../../src/testing/Json.js'
import { inOneOrder } from '../../src/testing/Outcome.js'
import { liveContactIn } from '../helpers/observe.js'
import { idsOf, range } from '../helpers/values.js'
import type { Case, Decision, History, Undecodable } from './files.js'
import { isHistory, isUndecodable } from './files.js'

/** The subject on which a case runs. */
export interface Subject {
  /** Reads the JSON of an input. */
  readonly decode: (json: unknown) => Validation<Input>
  readonly next: (settings: Settings) => (input: Input, marketo: Marketo) => readonly [Outcome, Marketo]
  readonly pictureOf: (marketo: Marketo) => Picture
}

/**
 * Makes a subject from an implementation. The types of an implementation make some faults impossible. The function `tampered`
 * plants such a fault: it changes the outcomes.
 */
export const subjectOf = ({
  implementation,
  decode = (json) => InputFromJson.decode(json),
  tampered = (_input, outcome) => outcome,
}: {
  readonly implementation: Implementation
  readonly decode?: ((json: unknown) => Validation<Input>) | undefined
  readonly tampered?: (input: Input, outcome: Outcome) => Outcome
}): Subject => ({
  decode,
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

const { nthContactId: nthFiller } = idsOf('ZZ')

/** The account to which the key `liveContacts` of a case applies. */
const accountOf = (input: Input, marketo: Marketo): AccountId => {
  if (input._tag === 'SyncAccount') return input.record.id
  const contact = input._tag === 'EditAccountField' ? liveContactIn(marketo, input.contactId) : undefined
  if (contact === undefined) throw new Error('liveContacts is for a sync-down or a local edit')
  return contact.accountId
}

/** Adds live contacts to the account until the account has the number in the case. */
const filled = (
  subject: Subject,
  { liveContacts, when }: Decision,
  marketo: Marketo,
): readonly [Marketo, ReadonlySet<string>] => {
  if (liveContacts === undefined) return [marketo, new Set()]
  const accountId = accountOf(decoded(subject.decode(when)), marketo)
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

type Next = (json: unknown, marketo: Marketo) => readonly [Outcome, Marketo]

/** Runs inputs one after the other. Returns their outcomes, and the Marketo state after the last input. */
const played = (next: Next, inputs: ReadonlyArray<unknown>, from: Marketo): readonly [Array<Outcome>, Marketo] => {
  let marketo = from
  const outcomes = inputs.map((json) => {
    const [outcome, after] = next(json, marketo)
    marketo = after
    return outcome
  })
  return [outcomes, marketo]
}

const counted = (outcome: Outcome): unknown =>
  'activities' in outcome ? { activityCount: outcome.activities.length, toSalesforce: outcome.toSalesforce } : outcome

const ofDecision = (subject: Subject, next: Next, one: Decision): ReadonlyArray<string> => {
  const [scene, fillers] = filled(subject, one, played(next, one.given, emptyMarketo)[1])
  const [outcome, after] = next(one.when, scene)
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

/** The paths of all errors in an input, without duplicates. The list is empty if the input can be decoded. */
const wrongPaths = (subject: Subject, json: unknown): ReadonlyArray<string> => {
  const input = subject.decode(json)
  return E.isRight(input) ? [] : [...new Set(decodeErrors(input.left).map(({ path }) => path))].sort()
}

const ofUndecodable = (subject: Subject, one: Undecodable): ReadonlyArray<string> =>
  differences([...one.then.undecodable].sort(), wrongPaths(subject, one.when), ['then', 'undecodable']).map(
    sayDifference,
  )

const nextFor = (subject: Subject, one: Case): Next => {
  const next = subject.next(decoded(SettingsFromJson.decode(one.settings)))
  return (json, marketo) => next(decoded(subject.decode(json)), marketo)
}

/** Runs a case on a subject. Returns the differences from the expected results. The list is empty if the case passes. */
export const differencesIn =
  (subject: Subject) =>
  (one: Case): ReadonlyArray<string> => {
    if (isUndecodable(one)) return ofUndecodable(subject, one)
    const next = nextFor(subject, one)
    return isHistory(one) ? ofHistory(subject, next, one) : ofDecision(subject, next, one)
  }

/** The outcomes of the inputs in `given`. These inputs prepare the Marketo state for a case. */
export const sceneOutcomes =
  (subject: Subject) =>
  (one: Case): ReadonlyArray<Outcome> =>
    played(nextFor(subject, one), one.given, emptyMarketo)[0]
