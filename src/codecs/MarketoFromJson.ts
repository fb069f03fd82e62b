/**
 * Reads and writes the whole Marketo state as JSON.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Conversion } from '../model/Conversion.js'
import { PersonId } from '../model/Person.js'
import { AccountId, ContactId, OpportunityId } from '../model/SalesforceId.js'
import type { Marketo, MarketoRows } from '../marketo/Marketo.js'
import { marketoOf, rowsOf } from '../marketo/Marketo.js'
import { isMarketo } from '../marketo/state/IsMarketo.js'
import { AccountFromJson } from './AccountFromJson.js'
import type { Fault, ObjectCodec } from './Combinators.js'
import { checked, listOf, struct } from './Combinators.js'
import { ContactFromJson } from './ContactFromJson.js'
import { PersonFromJson } from './PersonFromJson.js'

/**
 * The version of the JSON format of {@link MarketoFromJson}. The codec also decodes version 1, which releases 0.1 and 0.2
 * stored.
 *
 * @category codecs
 * @since 0.1.0
 */
export const schemaVersion = 2

const version: t.Type<1 | typeof schemaVersion, number, unknown> = new t.Type(
  '1 or 2',
  (value): value is 1 | typeof schemaVersion => value === 1 || value === schemaVersion,
  (value, context) => (value === 1 || value === schemaVersion ? t.success(value) : t.failure(value, context, '1 or 2')),
  t.identity,
)

/**
 * Decodes the stored result of a lead conversion. The result contains the person and the three records that Salesforce created.
 *
 * @category codecs
 * @since 0.1.0
 */
export const ConversionFromJson: ObjectCodec<Conversion> = struct('a conversion', {
  personId: PersonId,
  accountId: AccountId,
  contactId: ContactId,
  opportunityId: OpportunityId,
})

/** Finds each id that occurs more than once among the rows. */
const repeatedIds = (kind: string, key: string, ids: ReadonlyArray<string | number>): ReadonlyArray<Fault> => {
  const seen = new Set<string | number>()
  return ids.flatMap((id, index) => {
    if (!seen.has(id)) {
      seen.add(id)
      return []
    }
    return [{ path: [kind, String(index), key], expected: 'an id that no earlier row has', value: id }]
  })
}

/** Finds each id that refers to a missing row. */
const unknownReferences = ({ accounts, contacts, persons, conversions }: MarketoRows): ReadonlyArray<Fault> => {
  const accountIds = new Set<string>(accounts.map(({ id }) => id))
  const contactIds = new Set<string>(contacts.map(({ id }) => id))
  const personIds = new Set<number>(persons.map(({ id }) => id))
  const fault = (path: ReadonlyArray<string>, what: string, value: unknown): Fault => ({
    path,
    expected: `the id of ${what} in this Marketo state`,
    value,
  })
  return [
    ...contacts.flatMap((contact, index) =>
      contact._tag === 'LiveContact' && !accountIds.has(contact.accountId)
        ? [fault(['contacts', String(index), 'accountId'], 'an account', contact.accountId)]
        : [],
    ),
    ...conversions.flatMap(({ personId, accountId, contactId }, index) => [
      ...(personIds.has(personId) ? [] : [fault(['conversions', String(index), 'personId'], 'a person', personId)]),
      ...(accountIds.has(accountId)
        ? []
        : [fault(['conversions', String(index), 'accountId'], 'an account', accountId)]),
      ...(contactIds.has(contactId)
        ? []
        : [fault(['conversions', String(index), 'contactId'], 'a contact', contactId)]),
    ]),
  ]
}

const faults = (rows: MarketoRows): ReadonlyArray<Fault> => {
  const idOf = <Id>({ id }: { readonly id: Id }): Id => id
  return [
    ...repeatedIds('accounts', 'id', rows.accounts.map(idOf)),
    ...repeatedIds('contacts', 'id', rows.contacts.map(idOf)),
    ...repeatedIds('persons', 'id', rows.persons.map(idOf)),
    ...repeatedIds(
      'conversions',
      'accountId',
      rows.conversions.map(({ accountId }) => accountId),
    ),
    ...repeatedIds(
      'conversions',
      'contactId',
      rows.conversions.map(({ contactId }) => contactId),
    ),
    ...repeatedIds(
      'conversions',
      'opportunityId',
      rows.conversions.map(({ opportunityId }) => opportunityId),
    ),
    ...unknownReferences(rows),
  ]
}

const stored = checked(
  struct('a Marketo state', {
    schemaVersion: version,
    accounts: listOf(AccountFromJson, 'accounts'),
    contacts: listOf(ContactFromJson, 'contacts'),
    persons: listOf(PersonFromJson, 'persons'),
    conversions: listOf(ConversionFromJson, 'conversions'),
  }),
  faults,
)

/**
 * Decodes the whole Marketo state that a service has stored. The codec rejects a state that no history of inputs can lead to. In
 * such a state, for example, an id occurs twice, or the account of a live contact is missing.
 *
 * The codec encodes the rows in the order of their ids. Equal states therefore give equal JSON.
 *
 * @example
 * import { emptyMarketo } from 'marketo-account-sync'
 * import { MarketoFromJson } from 'marketo-account-sync/codecs'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const json = MarketoFromJson.encode(emptyMarketo)
 * assert.deepStrictEqual(json, { schemaVersion: 2, accounts: [], contacts: [], persons: [], conversions: [] })
 * assert.ok(E.isLeft(MarketoFromJson.decode({ ...json, schemaVersion: 3 })))
 *
 * @category codecs
 * @since 0.1.0
 */
export const MarketoFromJson: ObjectCodec<Marketo> = new t.Type(
  'Marketo',
  (value): value is Marketo => isMarketo(value) && stored.is({ schemaVersion, ...rowsOf(value) }),
  (value, context) => E.map(marketoOf)(stored.validate(value, context)),
  (marketo) => stored.encode({ schemaVersion, ...rowsOf(marketo) }),
)
