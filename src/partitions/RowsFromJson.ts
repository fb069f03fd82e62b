/**
 * Reads and writes the keys and rows of partitions as JSON, so that a service can store them.
 *
 * Store the JSON as text, or in a type that keeps the order of keys, such as `json` of PostgreSQL. The type `jsonb` changes the
 * order of keys. This order matters, because the library lists the changes and activities of a record in the order of the
 * record's fields.
 *
 * @since 0.2.0
 */
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { AccountFromJson } from '../codecs/AccountFromJson.js'
import type { Fault, JsonObject, ObjectCodec } from '../codecs/Combinators.js'
import { checked, count, listOf, nullable, taggedStruct, taggedUnion } from '../codecs/Combinators.js'
import { ContactFromJson } from '../codecs/ContactFromJson.js'
import { ConversionFromJson } from '../codecs/MarketoFromJson.js'
import { PersonFromJson } from '../codecs/PersonFromJson.js'
import { PersonId } from '../model/Person.js'
import { AccountId, ContactId, OpportunityId } from '../model/SalesforceId.js'
import type { Key } from './Key.js'
import { accountKey, contactKey, opportunityKey, personKey } from './Key.js'
import type { Facts } from './Known.js'
import type { AccountRows, ContactRows, OpportunityRows, PersonRows, Rows } from './Rows.js'

const personIdIn = (id: string): unknown => (/^[1-9]\d*$/.test(id) ? Number(id) : id)

const parseKey = (text: string): O.Option<Key> => {
  const slash = text.indexOf('/')
  const id = text.slice(slash + 1)
  switch (text.slice(0, slash)) {
    case 'person':
      return O.map(personKey)(O.fromEither(PersonId.decode(personIdIn(id))))
    case 'opportunity':
      return O.map(opportunityKey)(O.fromEither(OpportunityId.decode(id)))
    case 'contact':
      return O.map(contactKey)(O.fromEither(ContactId.decode(id)))
    case 'account':
      return O.map(accountKey)(O.fromEither(AccountId.decode(id)))
    default:
      return O.none
  }
}

/**
 * Decodes the key of a partition.
 *
 * @example
 * import { KeyFromJson } from 'marketo-account-sync/partitions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.deepStrictEqual(KeyFromJson.decode('account/0014W000027f6Uw'), E.right('account/0014W000027f6UwQAI'))
 * assert.ok(E.isLeft(KeyFromJson.decode('lead/1')))
 *
 * @category codecs
 * @since 0.2.0
 */
export const KeyFromJson: t.Type<Key, string, unknown> = new t.Type(
  'the key of a partition',
  (value): value is Key => typeof value === 'string' && O.toNullable(parseKey(value)) === value,
  (value, context) => {
    const key = typeof value === 'string' ? parseKey(value) : O.none
    return O.isSome(key)
      ? t.success(key.value)
      : t.failure(value, context, 'the key of a partition: person/, opportunity/, contact/ or account/ and the id')
  },
  t.identity,
)

const outcome = nullable(ConversionFromJson)

/** Returns a decoding error if a row has an id that differs from the id of the partition. */
const otherId = (path: ReadonlyArray<string>, id: unknown, found: unknown): ReadonlyArray<Fault> =>
  found === undefined || found === id
    ? []
    : [{ path, expected: `${String(id)}, the id of the partition`, value: found }]

const personRows: ObjectCodec<PersonRows> = checked(
  taggedStruct('PersonRows', {
    id: PersonId,
    person: nullable(PersonFromJson),
    outcomes: listOf(ConversionFromJson, 'conversions'),
  }),
  ({ id, person, outcomes }) => [
    ...otherId(['person', 'id'], id, person?.id),
    ...outcomes.flatMap(({ personId }, index) => otherId(['outcomes', String(index), 'personId'], id, personId)),
  ],
)

const opportunityRows: ObjectCodec<OpportunityRows> = checked(
  taggedStruct('OpportunityRows', { id: OpportunityId, outcome }),
  (rows) => otherId(['outcome', 'opportunityId'], rows.id, rows.outcome?.opportunityId),
)

const contactRows: ObjectCodec<ContactRows> = checked(
  taggedStruct('ContactRows', {
    id: ContactId,
    contact: nullable(ContactFromJson),
    persons: listOf(PersonId, 'numbers of persons'),
    outcome,
  }),
  (rows) => [
    ...otherId(['contact', 'id'], rows.id, rows.contact?.id),
    ...otherId(['outcome', 'contactId'], rows.id, rows.outcome?.contactId),
  ],
)

const accountRows: ObjectCodec<AccountRows> = checked(
  taggedStruct('AccountRows', { id: AccountId, account: nullable(AccountFromJson), liveContacts: count, outcome }),
  (rows) => [
    ...otherId(['account', 'id'], rows.id, rows.account?.id),
    ...otherId(['outcome', 'accountId'], rows.id, rows.outcome?.accountId),
    ...(rows.account === null && rows.liveContacts > 0
      ? [{ path: ['liveContacts'], expected: '0, because Marketo does not know the account', value: rows.liveContacts }]
      : []),
  ],
)

/**
 * Decodes the rows of a partition that a service has stored. The codec rejects rows that belong to a different record. It also
 * rejects a live contact of an unknown account.
 *
 * @category codecs
 * @since 0.2.0
 */
export const RowsFromJson: ObjectCodec<Rows> = taggedUnion<Rows>('the rows of a partition', {
  PersonRows: personRows,
  OpportunityRows: opportunityRows,
  ContactRows: contactRows,
  AccountRows: accountRows,
})

/** @internal */
export const factsFromJson: t.Type<Facts, ReadonlyArray<JsonObject>, unknown> = listOf(
  taggedUnion<Facts[number]>('the rows of a person, an opportunity or a contact', {
    PersonRows: personRows,
    OpportunityRows: opportunityRows,
    ContactRows: contactRows,
  }),
  'rows',
)
