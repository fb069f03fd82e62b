/**
 * Arbitrary ids, instants, fields and values. Most values are from a small pool, so that several inputs are about the same record
 * or field. One value in thirty can be any value.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import type { FieldName, Fields, FieldValue } from '../model/Field.js'
import { isFieldKey } from '../codecs/AccountRelationships.js'

import type { Instant } from '../model/Instant.js'
import type { PersonId } from '../model/Person.js'
import type { AccountId, ContactId, OpportunityId, SalesforceId, UserId } from '../model/SalesforceId.js'
import { idSuffix } from '../model/SalesforceId.js'
import * as pool from './Pools.js'
import { mostly } from './Weights.js'

const anyIdOf = <A extends SalesforceId>(prefix: string, few: ReadonlyArray<A>): fc.Arbitrary<A> =>
  mostly(
    fc.constantFrom(...few),
    fc
      .stringMatching(/^[A-Za-z0-9]{15}$/)
      .map((text) => prefix + text.slice(prefix.length))
      .map((fifteen) => (fifteen + idSuffix(fifteen)) as A),
  )

/**
 * An account id. Usually it is one of three ids. Rarely it is any other id.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyAccountId: fc.Arbitrary<AccountId> = anyIdOf('001', pool.accountIds)

/**
 * A contact id. Usually it is one of six ids. Rarely it is any other id. Six contacts are enough to exceed a small cap.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyContactId: fc.Arbitrary<ContactId> = anyIdOf('003', pool.contactIds)

/**
 * A user id. Usually it is one of two ids. Rarely it is any other id.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyUserId: fc.Arbitrary<UserId> = anyIdOf('005', pool.userIds)

/**
 * An opportunity id. Usually it is one of three ids. Rarely it is any other id. Three ids are so few that two conversions often
 * have the same opportunity.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyOpportunityId: fc.Arbitrary<OpportunityId> = anyIdOf('006', pool.opportunityIds)

/**
 * The id of any record. Six ids in seven are ids of users. The others are ids of queues or of any other object.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anySalesforceId: fc.Arbitrary<SalesforceId> = fc.oneof(
  { weight: 6, arbitrary: anyUserId },
  { weight: 1, arbitrary: anyIdOf('', [pool.queueId]) },
)

/**
 * The number of a person. Usually it is 1, 2 or 3. Rarely it is any other number.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyPersonId: fc.Arbitrary<PersonId> = mostly(
  fc.constantFrom(...pool.personIds),
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }) as fc.Arbitrary<PersonId>,
)

/**
 * An instant. Usually it is one of four consecutive seconds. Sometimes it is half a second later. Rarely it is any other instant
 * from 1970 to 2099.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyInstant: fc.Arbitrary<Instant> = mostly(
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...pool.instantPool.slice(0, 4)) },
    { weight: 1, arbitrary: fc.constantFrom(...pool.instantPool.slice(4)) },
  ),
  fc.integer(pool.instantRange) as fc.Arbitrary<Instant>,
)

/**
 * The name of an account field. Usually it is one of four names. Rarely it is any other name. The sync ignores one of the four
 * fields.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyFieldName: fc.Arbitrary<FieldName> = mostly(
  fc.constantFrom(...pool.fieldNamePool),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,40}$/).filter(isFieldKey) as fc.Arbitrary<FieldName>,
)

/**
 * Any string, including strings with lone surrogates and the string `__proto__`.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', ' ', 'a', '\ud800', '__proto__'),
  // The code does not use `fc.string({ unit: 'binary' })`. That arbitrary generates the same strings, but its first use takes
  // more than half a second.
  fc.array(fc.nat(0x10ffff)).map((codePoints) => String.fromCodePoint(...codePoints)),
)

/**
 * The value of a field. Usually it is one of six values, such as null, the empty string, zero or false. One value in seven is
 * similar to one of these six. Any other value is rare.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyFieldValue: fc.Arbitrary<FieldValue> = mostly(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...pool.fieldValuePool) },
    { weight: 1, arbitrary: fc.constantFrom(...pool.similarValuePool) },
  ),
  fc.oneof(
    anyText,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
    fc.boolean(),
  ),
)

const anyPooledFields: fc.Arbitrary<Fields> = fc
  .record(
    Object.fromEntries(pool.fieldNamePool.map((name) => [name, fc.option(anyFieldValue, { nil: undefined, freq: 4 })])),
  )
  .map((fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields)

/**
 * The fields of a record. Each of the four usual fields is present in four of five records.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyFields: fc.Arbitrary<Fields> = mostly(
  anyPooledFields,
  fc.array(fc.tuple(anyFieldName, anyFieldValue), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs)),
)
