/**
 * Decides what an input does at one partition (a stop). The input is decided at this partition, or continues to other partitions.
 *
 * | input                                                                                             | path                                                     | decided at        |
 * | ------------------------------------------------------------------------------------------------- | -------------------------------------------------------- | ----------------- |
 * | `SyncAccount`                                                                                     | account                                                  | account           |
 * | `SyncContact`: late, repeated, or the account stays the same                                      | contact                                                  | contact           |
 * | `SyncContact`: joins or leaves an account                                                         | contact, account                                         | account           |
 * | `SyncContact`: moves from one account to another                                                  | contact, lower account id, higher account id             | higher account id |
 * | `SyncContact`: joins an account that Marketo does not know                                        | as in the two rows above, up to that account             | that account      |
 * | `EditAccountField`: the contact is unknown or not live                                            | contact                                                  | contact           |
 * | `EditAccountField`                                                                                | contact, its account                                     | account           |
 * | `PutPerson`                                                                                       | person, its old and its new contact, in the order of ids | the last of these |
 * | `ConvertPerson`, `FailConversion`                                                                 | person                                                   | person            |
 * | `ConfirmConversion`: the person is unknown, the answer is repeated, or no conversion is under way | person                                                   | person            |
 * | `ConfirmConversion`: any other                                                                    | person, opportunity, contact, account                    | account           |
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
import type { Key } from './Key.js'
import { namedKeys, ordKey } from './Key.js'
import type { Facts } from './Known.js'
import { contactIn, mapsOf } from './Known.js'
import { deferred } from './Refusals.js'
import type { Rows } from './Rows.js'
import { linkedKeys } from './Rows.js'
import type { Verdict } from './Verdict.js'
import { verdictOn } from './Verdict.js'

/**
 * An input that has arrived at a partition.
 *
 * @category model
 * @since 0.2.0
 */
export interface Arrival {
  readonly input: Input
  /** The rows that the input has collected. The list is empty at the partition where the input starts. */
  readonly facts: Facts
  /**
   * The partitions that the input must visit after this partition, in order. The list is empty at the partition where the input
   * starts.
   */
  readonly rest: ReadonlyArray<Key>
}

/**
 * The input is decided at this partition. Apply the decision to this partition and to all partitions that the input visited
 * before.
 *
 * @category model
 * @since 0.2.0
 */
export interface Decides extends Verdict {
  readonly _tag: 'Decides'
}

/**
 * The input continues to the first partition of `rest`. The partition that the input leaves must not change until the input is
 * decided.
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
 * The result of {@link stop}: the input is decided, or continues to another partition.
 *
 * @category model
 * @since 0.2.0
 */
export type Stop = Decides | GoesOn

/**
 * Decides about a contact record. Only one partition shows whether Marketo knows the account in the record: the partition of this
 * account. If Marketo does not know the account, the input ends at this partition.
 *
 * At every other partition, the function assumes that Marketo knows the account.
 */
const placeContact = (input: SyncContact, known: ReadonlyArray<Rows>, rows: Rows): Decided => {
  const { at, record } = input
  const isUnknown = rows._tag === 'AccountRows' && rows.id === record.accountId && rows.account === null
  const decided = syncContact({ at, record, isAccountKnown: !isUnknown }, contactIn(known))
  return E.isLeft(decided) ? E.left(deferred(decided.left, input)) : E.right(RA.fromOption(decided.right))
}

/**
 * Tests whether the input has to visit the remaining partitions. If the decision contains events, the input has to visit them. If
 * the decision is one of two refusals, the input also has to visit them, because a later partition can change the refusal:
 *
 * - A record in the answer to a conversion is already claimed. A later partition can show that the refusal has to name a
 *   different record.
 * - The account of the contact is not among the known rows. The next partition can be the partition of this account.
 */
const isOpen = (decided: Decided): boolean => {
  if (E.isRight(decided)) return decided.right.length > 0
  if (decided.left._tag === 'Deferred') return false
  const { refusal } = decided.left
  return refusal._tag === 'RecordAlreadyClaimed' || (refusal._tag === 'ContactNotLive' && refusal.why === 'elsewhere')
}

/**
 * Lists the partitions that an input visits after its first partition. These are the partitions that the input names, and the
 * partitions to which the rows are linked. A partition that is both named and linked is left out, because the input does not
 * change the link to this partition.
 */
const pathFrom = (rows: Rows, input: Input): ReadonlyArray<Key> => {
  const [named, linked] = [namedKeys(input).slice(1), linkedKeys(rows)]
  return RA.sort(ordKey)([
    ...named.filter((key) => !linked.includes(key)),
    ...linked.filter((key) => !named.includes(key)),
  ])
}

/**
 * Decides what an input does at one partition. A service with partitions needs no other function to decide inputs. Call this
 * function first for the partition where the input starts ({@link entryKey}). Then call it for each partition that the result
 * names.
 *
 * @rule locality.account
 * @category decisions
 * @since 0.2.0
 */
export const stop = (settings: Settings): ((arrival: Arrival, rows: Rows) => Stop) => {
  const decide = decideIn(settings)
  return ({ input, facts, rest }, rows) => {
    const known = [...facts, rows]
    const decided = input._tag === 'SyncContact' ? placeContact(input, known, rows) : decide(input, mapsOf(known))
    const path = RA.isEmpty(facts) ? pathFrom(rows, input) : rest
    return isOpen(decided) && RA.isNonEmpty(path)
      ? { _tag: 'GoesOn', facts: rows._tag === 'AccountRows' ? facts : [...facts, rows], rest: path }
      : { _tag: 'Decides', ...verdictOn(contactIn(known), decided) }
  }
}
