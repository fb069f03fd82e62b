// Tests that the functions that read pages of records accept the types of jsforce. Only this test depends on jsforce.
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

test('a page that jsforce returns is a QueryResult of this library', () => {
  expectTypeOf<JsforceQueryResult<JsforceAccount>>().toExtend<QueryResult>()
  expectTypeOf<JsforceQueryResult<JsforceContact>>().toExtend<QueryResult>()
  expectTypeOf<JsforceAccount>().toExtend<QueriedRecord>()
  expectTypeOf<JsforceRecord>().toExtend<QueriedRecord>()
})

/** The declared keys of a jsforce type, without the index signature that allows any key. */
type Named<A> = keyof { [K in keyof A as string extends K ? never : K]: A[K] }

test('jsforce declares the fields of an account and of a contact under the names that this library reads', () => {
  expectTypeOf<'Name' | 'Industry' | 'BillingCity' | 'IsDeleted' | 'SystemModstamp'>().toExtend<Named<JsforceAccount>>()
  expectTypeOf<'AccountId' | 'IsDeleted' | 'SystemModstamp'>().toExtend<Named<JsforceContact>>()
})

test('a page of jsforce can be read without conversion, and the records have types', () => {
  expectTypeOf(accountsFromQuery(accounts).records).toEqualTypeOf<ReadonlyArray<AccountRecord>>()
  expectTypeOf(accountsFromQuery(untyped).errors).toEqualTypeOf<ReadonlyArray<DecodeError>>()
  expectTypeOf(contactsFromQuery(contacts).records).toEqualTypeOf<ReadonlyArray<ContactRecord>>()
})

test('an object without records is not a page', () => {
  // @ts-expect-error -- `records` is missing
  expectTypeOf<{ done: boolean; totalSize: number }>().toExtend<QueryResult>()
})
