/**
 * Arbitrary pages of a query's result, and what is read in them.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import type { AccountRecord } from '../model/Account.js'
import { AccountRecordFromRest } from '../codecs/AccountRecordFromRest.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { ContactRecordFromRest } from '../codecs/ContactRecordFromRest.js'
import type { ContactRecord } from '../model/Contact.js'
import type { QueriedRecord, QueryResult, RecordPage } from '../records/QueryResult.js'
import { accountsFromQuery, contactsFromQuery } from '../records/QueryResult.js'
import { anyAccountRecord, anyContactRecord } from './ArbitraryInput.js'
import { rarely } from './Weights.js'

/** A record by its id in `attributes.url` as well; then perhaps without `Id`, or without the stamp that it needs. */
const asQueried =
  (type: string) =>
  (record: JsonObject, selectsId: boolean, isBroken: boolean): QueriedRecord & JsonObject => {
    const { Id, SystemModstamp, ...rest } = record
    return {
      ...(selectsId ? { Id: String(Id) } : {}),
      ...(isBroken ? {} : { SystemModstamp }),
      ...rest,
      attributes: { type, url: `/services/data/v52.0/sobjects/${type}/${String(Id)}` },
    }
  }

const queried = (type: string, record: fc.Arbitrary<JsonObject>): fc.Arbitrary<QueriedRecord> =>
  fc
    .tuple(record, fc.boolean(), rarely)
    .map(([fields, omitsId, isBroken]) => asQueried(type)(fields, !omitsId, isBroken))

const anyQueriedAccount = queried(
  'Account',
  anyAccountRecord.map((record) => AccountRecordFromRest.encode(record)),
)
const anyQueriedContact = queried(
  'Contact',
  anyContactRecord.map((record) => ContactRecordFromRest.encode(record)),
)

/**
 * An Account or Contact record as a query returns it, `Id` selected or not; one in six lacks its stamp.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyQueriedRecord: fc.Arbitrary<QueriedRecord> = fc.oneof(anyQueriedAccount, anyQueriedContact)

const resultOf = (record: fc.Arbitrary<QueriedRecord>): fc.Arbitrary<QueryResult> =>
  fc.tuple(fc.array(record, { maxLength: 4 }), fc.nat(5), fc.integer({ min: 0, max: 7 })).map(([records, more, n]) => ({
    done: more === 0,
    totalSize: records.length + more,
    records,
    // A page that says it is not the last and does not say where to read on is an error.
    ...(more === 0 || n === 7 ? {} : { nextRecordsUrl: `/services/data/v52.0/query/01g4W000000000${n}-2000` }),
  }))

/**
 * A page of accounts or of contacts, the last or not, in which some records cannot be read.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyQueryResult: fc.Arbitrary<QueryResult> = fc.oneof(
  resultOf(anyQueriedAccount),
  resultOf(anyQueriedContact),
)

/**
 * What `accountsFromQuery` reads in a page: records, errors, and where to read on.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyAccountRecordPage: fc.Arbitrary<RecordPage<AccountRecord>> =
  resultOf(anyQueriedAccount).map(accountsFromQuery)

/**
 * What `contactsFromQuery` reads in a page: records, errors, and where to read on.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyContactRecordPage: fc.Arbitrary<RecordPage<ContactRecord>> =
  resultOf(anyQueriedContact).map(contactsFromQuery)
