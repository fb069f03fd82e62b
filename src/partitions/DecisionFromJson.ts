/**
 * Reads and writes decisions as JSON. A decision is the result of one input. This module also reads and writes the entries of a
 * decision log.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { ObjectCodec } from '../codecs/Combinators.js'
import { checked, count, listOf, nullable, struct, taggedStruct, taggedUnion } from '../codecs/Combinators.js'
import { EventFromJson } from '../codecs/EventFromJson.js'
import { InputFromJson } from '../codecs/InputFromJson.js'
import { RefusalFromJson } from '../codecs/RefusalFromJson.js'
import type { Decided, Deferred, Refused } from '../marketo/Decide.js'
import { eqInput } from '../model/Input.js'
import type { AccountNotYetKnown, Refusal } from '../model/Refusal.js'
import { AccountId, ContactId } from '../model/SalesforceId.js'
import { entryKey } from './Key.js'
import type { Move } from './Verdict.js'
import type { Decision, Transaction } from './Partition.js'
import { KeyFromJson } from './RowsFromJson.js'

const isReason = (value: Refusal | AccountNotYetKnown): value is AccountNotYetKnown =>
  value._tag === 'AccountNotYetKnown'

const refusal = checked(RefusalFromJson, (value) =>
  isReason(value) ? [{ path: ['_tag'], expected: 'the tag of a refusal', value: value._tag }] : [],
) as unknown as ObjectCodec<Refusal>

const reason = checked(RefusalFromJson, (value) =>
  isReason(value) ? [] : [{ path: ['_tag'], expected: '"AccountNotYetKnown"', value: value._tag }],
) as unknown as ObjectCodec<AccountNotYetKnown>

/**
 * Decodes the result of an input. `{"_tag":"Right","right":[…]}` contains the events. `{"_tag":"Left","left":{…}}` contains the
 * input, and the reason why Marketo refused the input or why the input has to wait.
 *
 * @category codecs
 * @since 0.2.0
 */
export const DecidedFromJson: ObjectCodec<Decided> = taggedUnion<Decided>('the result of an input', {
  Left: taggedStruct('Left', {
    left: taggedUnion<Refused | Deferred>('a refusal or a deferral', {
      Refused: taggedStruct('Refused', { refusal, input: InputFromJson }),
      Deferred: taggedStruct('Deferred', { reason, input: InputFromJson }),
    }),
  }),
  Right: taggedStruct('Right', { right: listOf(EventFromJson, 'events') }),
})

/** @internal A whole number, 1 or more. */
export const positive: t.Type<number, number, unknown> = new t.Type<number, number, unknown>(
  'a whole number from 1',
  (value): value is number => count.is(value) && value >= 1,
  (value, context) =>
    count.is(value) && value >= 1 ? t.success(value) : t.failure(value, context, 'a whole number from 1'),
  t.identity,
)

/** @internal */
export const transactionFromJson: ObjectCodec<Transaction> = checked(
  struct('a transaction', { origin: KeyFromJson, number: positive, submission: positive, input: InputFromJson }),
  ({ origin, input }) =>
    origin === entryKey(input)
      ? []
      : [{ path: ['origin'], expected: `${entryKey(input)}, the partition at which the input starts`, value: origin }],
)

const move: ObjectCodec<Move> = checked(
  struct('a move', { contactId: ContactId, from: nullable(AccountId), to: nullable(AccountId) }),
  ({ from, to }) =>
    from === to ? [{ path: ['to'], expected: 'an account other than the account in from', value: to }] : [],
)

/**
 * Decodes a decision that a service has logged. A decision about a refused or waiting input contains this input. The input in the
 * decision must equal the input in the transaction.
 *
 * @category codecs
 * @since 0.2.0
 */
export const DecisionFromJson: ObjectCodec<Decision> = checked(
  struct('a decision', {
    transaction: transactionFromJson,
    at: KeyFromJson,
    decided: DecidedFromJson,
    move: nullable(move),
  }),
  ({ transaction, decided }) =>
    E.isRight(decided) || eqInput.equals(decided.left.input, transaction.input)
      ? []
      : [
          {
            path: ['decided', 'left', 'input'],
            expected: 'the input of the transaction',
            value: decided.left.input._tag,
          },
        ],
)
