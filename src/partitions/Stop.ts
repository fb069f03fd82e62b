/**
 * What an input does at one partition: it is decided there, or it goes on to others.
 *
 * | input                                                       | path                                          | decided at         |
 * | ----------------------------------------------------------- | --------------------------------------------- | ------------------ |
 * | `SyncAccount`                                               | account                                       | account            |
 * | `SyncContact`: late, repeated, or the account stays the same | contact                                       | contact            |
 * | `SyncContact`: joins or leaves an account                   | contact, account                              | account            |
 * | `SyncContact`: moves from one account to another            | contact, lower account id, higher account id  | higher account id  |
 * | `SyncContact`: joins an account that is not known           | as above, to that account                     | that account       |
 * | `EditAccountField`: the contact is unknown or not live      | contact                                       | contact            |
 * | `EditAccountField`                                          | contact, its account                          | account            |
 * | `PutPerson`                                                 | person, the contact it was and the one it becomes, by id | the last |
 * | `ConvertPerson`, `FailConversion`                           | person                                        | person             |
 * | `ConfirmConversion`: unknown person, repeated, none under way | person                                      | person             |
 * | `ConfirmConversion`                                         | person, opportunity, contact, account         | account            |
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Input, SyncContact } from '../model/Input.js'
import type { Settings } from '../model/Settings.js'
import type { Decided } from '../marketo/Decide.js'
import { decideIn } from '../marketo/Decide.js'
import { syncContact } from '../rules/ContactSync.js'
import { evolveRows } from './EvolveRows.js'
import type { Key } from './Key.js'
import { entryKey, namedKeys, ordKey } from './Key.js'
import type { Facts } from './Known.js'
import { contactIn, mapsOf, told } from './Known.js'
import { deferred } from './Refusals.js'
import type { Rows } from './Rows.js'
import { keyOf, linkedKeys } from './Rows.js'
import type { Verdict } from './Verdict.js'
import { verdictOn } from './Verdict.js'

/**
 * An input that has come to a partition.
 *
 * @category model
 * @since 0.2.0
 */
export interface Arrival {
  readonly input: Input
  readonly facts: Facts
  /** The partitions that the input needs after this one, in their order. There are none where it enters. */
  readonly rest: ReadonlyArray<Key>
}

/**
 * The input is decided here. The verdict holds for this partition and for all that the input has visited.
 *
 * @category model
 * @since 0.2.0
 */
export interface Decides extends Verdict {
  readonly _tag: 'Decides'
}

/**
 * The input goes on to the first partition of `rest`. This partition must not change until the input is decided.
 *
 * @category model
 * @since 0.2.0
 */
export interface GoesOn {
  readonly _tag: 'GoesOn'
  readonly facts: Facts
  readonly rest: ReadonlyNonEmptyArray<Key>
}

/**
 * What an input does at one partition.
 *
 * @category model
 * @since 0.2.0
 */
export type Stop = Decides | GoesOn

/** The account that a record names counts as known until the record comes to its partition. */
const placeContact = (input: SyncContact, known: ReadonlyArray<Rows>, rows: Rows): Decided => {
  const { at, record } = input
  const isUnknown = rows._tag === 'AccountRows' && rows.id === record.accountId && rows.account === null
  const decided = syncContact({ at, record, isAccountKnown: !isUnknown }, contactIn(known))
  return E.isLeft(decided) ? E.left(deferred(decided.left, input)) : E.right(RA.fromOption(decided.right))
}

const inOrder = /* @__PURE__ */ RA.sort(ordKey)

/** The links of these rows that a decision ends and makes. The decision needs the partitions at both ends, and changes them. */
const changedLinks = (rows: Rows, decided: Decided): ReadonlyArray<Key> => {
  const [before, after] = [linkedKeys(rows), linkedKeys(evolveRows(rows, { decided, move: null }))]
  return RA.getEq(ordKey).equals(before, after) ? [] : inOrder([...before, ...after])
}

/** Whether other partitions may claim the records of an answer, so that the decision over the person alone is not final. */
const isOpen = (decided: Decided): boolean =>
  E.isRight(decided)
    ? decided.right.length > 0
    : decided.left._tag === 'Refused' && decided.left.refusal._tag === 'RecordAlreadyClaimed'

/** The partitions that an input needs after the one where it enters. There are none if the decision there is final. */
const pathFrom = (rows: Rows, input: Input, decided: Decided): ReadonlyArray<Key> => {
  switch (input._tag) {
    case 'SyncAccount':
    case 'ConvertPerson':
    case 'FailConversion':
      return []
    case 'EditAccountField':
      return linkedKeys(rows)
    case 'SyncContact':
    case 'PutPerson':
      return changedLinks(rows, decided)
    case 'ConfirmConversion':
      return isOpen(decided) ? namedKeys(input).slice(1) : []
  }
}

const isDeferred = (decided: Decided): boolean => E.isLeft(decided) && decided.left._tag === 'Deferred'

/**
 * What an input does at one partition. All decisions of the model come from here, and a service that holds partitions needs
 * to know nothing else of the rules. Ask only the partition where the input enters ({@link entryKey}), and then those that
 * the answers name.
 *
 * @rule locality.account
 * @category decisions
 * @since 0.2.0
 */
export const stop = (settings: Settings): ((arrival: Arrival, rows: Rows) => Stop) => {
  const decide = decideIn(settings)
  return ({ input, facts, rest }, rows) => {
    const known = [...facts, rows]
    // `decide` looks up the account that the record names, but a move may be decided at the account that the contact leaves.
    const decided = input._tag === 'SyncContact' ? placeContact(input, known, rows) : decide(input, mapsOf(known))
    const isEntry = keyOf(rows) === entryKey(input)
    const needed = isEntry ? pathFrom(rows, input, decided) : isDeferred(decided) ? [] : rest
    return RA.isNonEmpty(needed)
      ? { _tag: 'GoesOn', facts: told(facts, rows), rest: needed }
      : { _tag: 'Decides', ...verdictOn(contactIn(known), decided) }
  }
}
