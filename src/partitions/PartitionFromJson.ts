/**
 * Reads and writes the messages and partitions as JSON. Store the JSON in a form that keeps the order of keys, for example as
 * text.
 *
 * @since 0.2.0
 */
import * as t from 'io-ts'
import type { ObjectCodec } from '../codecs/Combinators.js'
import { count, isObject, listOf, nullable, struct, taggedStruct, taggedUnion } from '../codecs/Combinators.js'
import { InputFromJson } from '../codecs/InputFromJson.js'
import { AccountId, ContactId } from '../model/SalesforceId.js'
import { DecisionFromJson, positive, transactionFromJson } from './DecisionFromJson.js'
import type { Message, Partition, WaitingRecord } from './Partition.js'
import { factsFromJson, KeyFromJson, RowsFromJson } from './RowsFromJson.js'

const keys = listOf(KeyFromJson, 'keys')

/**
 * Decodes a message between partitions.
 *
 * @category codecs
 * @since 0.2.0
 */
export const MessageFromJson: ObjectCodec<Message> = taggedUnion<Message>('a message', {
  Submit: taggedStruct('Submit', { submission: positive, input: InputFromJson }),
  Visit: taggedStruct('Visit', { transaction: transactionFromJson, held: keys, rest: keys, facts: factsFromJson }),
  Settle: taggedStruct('Settle', { decision: DecisionFromJson }),
  Retry: taggedStruct('Retry', { accountId: AccountId }),
})

const waitingRecord: ObjectCodec<WaitingRecord> = struct('a record that waits', {
  accountId: AccountId,
  submission: positive,
  input: InputFromJson,
})

const isSeen = (value: unknown): value is Partition['seen'] =>
  isObject(value) && Object.entries(value).every(([key, number]) => KeyFromJson.is(key) && positive.is(number))

const seen: t.Type<Partition['seen'], Partition['seen'], unknown> = new t.Type(
  'numbers of transactions',
  isSeen,
  (value, context) =>
    isSeen(value)
      ? t.success({ ...value })
      : t.failure(value, context, 'an object with partition keys and whole numbers from 1'),
  t.identity,
)

/**
 * Decodes a partition that a service has stored.
 *
 * @category codecs
 * @since 0.2.0
 */
export const PartitionFromJson: ObjectCodec<Partition> = struct('a partition', {
  rows: RowsFromJson,
  hold: nullable(struct('the transaction that holds the partition', { origin: KeyFromJson, number: positive })),
  stash: listOf(MessageFromJson, 'messages'),
  submitted: count,
  begun: count,
  seen,
  waiting: listOf(ContactId, 'ids of contacts'),
  deferred: listOf(waitingRecord, 'records that wait'),
})
