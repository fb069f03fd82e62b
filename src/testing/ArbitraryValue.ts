/**
 * Arbitrary ids, instants, fields and values. Most come from a small pool, so that inputs are about the same things. One in
 * thirty is any other value.
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
 * An account id: one of three, and rarely any other.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyAccountId: fc.Arbitrary<AccountId> = anyIdOf('001', pool.accountIds)

/**
 * A contact id: one of six, which is enough to cross a small cap, and rarely any other.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyContactId: fc.Arbitrary<ContactId> = anyIdOf('003', pool.contactIds)

/**
 * A user id: one of two, and rarely any other.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyUserId: fc.Arbitrary<UserId> = anyIdOf('005', pool.userIds)

/**
 * An opportunity id: one of three, so that conversions claim the same opportunity, and rarely any other.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyOpportunityId: fc.Arbitrary<OpportunityId> = anyIdOf('006', pool.opportunityIds)

/**
 * The id of any record: six times in seven the id of a user, else the id of a queue or of any object.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anySalesforceId: fc.Arbitrary<SalesforceId> = fc.oneof(
  { weight: 6, arbitrary: anyUserId },
  { weight: 1, arbitrary: anyIdOf('', [pool.queueId]) },
)

/**
 * The number of a person: 1, 2 or 3, and rarely any other up to the largest.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyPersonId: fc.Arbitrary<PersonId> = mostly(
  fc.constantFrom(...pool.personIds),
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }) as fc.Arbitrary<PersonId>,
)

/**
 * An instant: one of four consecutive seconds, sometimes half a second later, and rarely any other from 1970 to 2099.
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
 * The name of an account field: one of four names, and rarely any other. The sync ignores one of the four.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyFieldName: fc.Arbitrary<FieldName> = mostly(
  fc.constantFrom(...pool.fieldNamePool),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,40}$/).filter(isFieldKey) as fc.Arbitrary<FieldName>,
)

/**
 * A text. Lone surrogates and `__proto__` are among the texts.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', ' ', 'a', '\ud800', '__proto__'),
  // `fc.string({ unit: 'binary' })` makes the same texts, but its first use takes most of a second.
  fc.array(fc.nat(0x10ffff)).map((codePoints) => String.fromCodePoint(...codePoints)),
)

/**
 * The value of a field. Usually one of six values, such as null, the empty text, zero and false. One time in seven a value
 * that is similar to one of the six. Rarely any other value.
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
 * The fields of a record. Each of the four usual names is present four times in five.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyFields: fc.Arbitrary<Fields> = mostly(
  anyPooledFields,
  fc.array(fc.tuple(anyFieldName, anyFieldValue), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs)),
)
