// The records of the real jsforce, as it types them, are what a page of this library is. (jsforce is here for this alone.)
import type { QueryResult as JsforceQueryResult, Record as JsforceRecord, SObjectRecord, StandardSchema } from 'jsforce'
import type { AccountRecord, ContactRecord, DecodeError } from 'marketo-account-sync'
import type { QueriedRecord, QueryResult } from 'marketo-account-sync/records'
import { accountsFromQuery, contactsFromQuery } from 'marketo-account-sync/records'
import { expectTypeOf, test } from 'vitest'

type JsforceAccount = SObjectRecord<StandardSchema, 'Account'>
type JsforceContact = SObjectRecord<StandardSchema, 'Contact'>

declare const accounts: JsforceQueryResult<JsforceAccount>
declare const contacts: JsforceQueryResult<JsforceContact>
declare const untyped: ReadonlyArray<JsforceRecord>

test('a page that jsforce returns is a page of ours', () => {
  expectTypeOf<JsforceQueryResult<JsforceAccount>>().toExtend<QueryResult>()
  expectTypeOf<JsforceQueryResult<JsforceContact>>().toExtend<QueryResult>()
  expectTypeOf<JsforceAccount>().toExtend<QueriedRecord>()
  expectTypeOf<JsforceRecord>().toExtend<QueriedRecord>()
})

/** Without the index signature that all of jsforce's records have: with it, any name would do. */
type Named<A> = keyof { [K in keyof A as string extends K ? never : K]: A[K] }

test('jsforce knows the fields of an account and of a contact by the names that we read', () => {
  expectTypeOf<'Name' | 'Industry' | 'BillingCity' | 'IsDeleted' | 'SystemModstamp'>().toExtend<Named<JsforceAccount>>()
  expectTypeOf<'AccountId' | 'IsDeleted' | 'SystemModstamp'>().toExtend<Named<JsforceContact>>()
})

test('what jsforce returns is taken as it is, and what comes out is typed', () => {
  expectTypeOf(accountsFromQuery(accounts).records).toEqualTypeOf<ReadonlyArray<AccountRecord>>()
  expectTypeOf(accountsFromQuery(untyped).errors).toEqualTypeOf<ReadonlyArray<DecodeError>>()
  expectTypeOf(contactsFromQuery(contacts).records).toEqualTypeOf<ReadonlyArray<ContactRecord>>()
})

test('a page that is none of jsforce is told apart', () => {
  // @ts-expect-error -- `records` is missing
  expectTypeOf<{ done: boolean; totalSize: number }>().toExtend<QueryResult>()
})
