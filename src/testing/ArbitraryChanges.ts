/**
 * Arbitrary batches of change events as they are read, and what they are completed from.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import type { FieldName } from '../model/Field.js'
import type { ChangeContext, Changes } from '../records/Changes.js'
import { changesFromCometd, changesFromPubSub, knownRecordsOf } from '../records/Changes.js'
import type { DateKind } from '../records/DateField.js'
import type { ReadAccountsAgain, Refetch, ReadAgainReason, ReadContactsAgain } from '../records/Refetch.js'
import { anyChangeEvent } from './ArbitraryChangeEvent.js'
import { anyMarketo } from './ArbitraryHistory.js'
import { anyFieldName, anyInstant } from './ArbitraryValue.js'
import { oneTagged } from './PickOne.js'

/**
 * Either of the two kinds of date.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyDateKind: fc.Arbitrary<DateKind> = fc.constantFrom('date', 'datetime')

/**
 * Any reason to read a record again.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyReadAgainReason: fc.Arbitrary<ReadAgainReason> = fc.constantFrom(
  'gap',
  'overflow',
  'wildcard',
  'not held',
  'diff',
  'compound',
)

const anyDateFields: fc.Arbitrary<(field: FieldName) => DateKind | undefined> = fc
  .array(fc.tuple(anyFieldName, anyDateKind), { maxLength: 2 })
  .map((pairs) => (field) => new Map(pairs).get(field))

/**
 * What a random history has led to, to complete events from; every other one knows which fields hold dates.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyChangeContext: fc.Arbitrary<ChangeContext> = fc
  .tuple(anyInstant, anyMarketo, fc.option(anyDateFields, { freq: 2 }))
  .map(([at, marketo, dateFields]) => ({ at, ...knownRecordsOf(marketo), ...(dateFields === null ? {} : { dateFields }) }))

/**
 * What up to six change events amount to, read as the Pub/Sub API's or as CometD's: deliveries, what to read again, and
 * errors.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyChanges: fc.Arbitrary<Changes> = fc
  .tuple(
    fc.constantFrom(changesFromPubSub, changesFromCometd),
    anyChangeContext,
    fc.array(anyChangeEvent, { maxLength: 6 }),
  )
  .map(([read, context, messages]) => read(context)(messages))

const refetch = anyChanges.map((changes) => changes.refetch)

/**
 * Accounts to be read again, for each reason.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyReadAccountsAgain: fc.Arbitrary<ReadAccountsAgain> = oneTagged(refetch, 'ReadAccountsAgain')

/**
 * Contacts to be read again, for each reason that a contact can have: not `diff` or `compound`.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyReadContactsAgain: fc.Arbitrary<ReadContactsAgain> = oneTagged(refetch, 'ReadContactsAgain')

/**
 * Records to be read again, accounts as often as contacts.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyReadAgain: fc.Arbitrary<Refetch> = fc.oneof<Array<fc.Arbitrary<Refetch>>>(
  anyReadAccountsAgain,
  anyReadContactsAgain,
)
