/**
 * Finds the account of a contact if the Salesforce query selected the account through a relationship. A row of such a query has
 * the key `Account: { Id }`, or is nested in the row of its account.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { found } from '../model/DecodeError.js'
import { pushAll } from '../model/PushAll.js'
import { AccountId } from '../model/SalesforceId.js'
import { decodeError } from './DecodeEach.js'
import type { Row, Rows } from './RecordsIn.js'
import { inside, rowsIn } from './RecordsIn.js'

/** Returns the last segment of `attributes.url`. This segment is the id of the record, even if the query did not select `Id`. */
export const idInUrl = (record: JsonObject): string | undefined => {
  const attributes = own(record, 'attributes')
  const url = isObject(attributes) ? own(attributes, 'url') : undefined
  return typeof url === 'string' ? url.slice(url.lastIndexOf('/') + 1) : undefined
}

/** The id of an account, and the path at which the row contains the id. */
interface Named {
  readonly path: string
  readonly id: unknown
}

/**
 * Finds the id of the account in the relationship `Account` of a row. A null `Account` does not prove that the contact has no
 * account. The user who ran the query possibly has no access to the account.
 */
const namedAccount = (row: JsonObject): Named | undefined => {
  const account = own(row, 'Account')
  if (isObject(account)) {
    const id = own(account, 'Id')
    return id === undefined ? { path: 'Account.attributes.url', id: idInUrl(account) } : { path: 'Account.Id', id }
  }
  const flat = own(row, 'Account.Id')
  return typeof flat === 'string' && flat !== '' ? { path: 'Account.Id', id: flat } : undefined
}

const isSameId = (one: unknown, other: unknown): boolean => {
  const [a, b] = [AccountId.decode(one), AccountId.decode(other)]
  return E.isRight(a) && E.isRight(b) && a.right === b.right
}

/**
 * Adds the `AccountId` if the row names the account through a relationship. A row that names two different accounts is an error.
 */
export const withAccountId = (
  record: JsonObject,
  row: JsonObject,
  parentId: unknown,
): E.Either<DecodeError, JsonObject> => {
  const named = parentId === undefined ? namedAccount(row) : { path: 'AccountId', id: parentId }
  if (named?.id === undefined) return E.right(record)
  const accountId = own(record, 'AccountId')
  if (accountId === undefined) return E.right({ ...record, AccountId: named.id })
  return isSameId(accountId, named.id)
    ? E.right(record)
    : E.left({
        path: 'AccountId',
        expected: `the same id as ${parentId === undefined ? named.path : 'the account around the contact'}, ${found(named.id)}`,
        found: found(accountId),
      })
}

export interface ContactRow extends Row {
  /** The id of the account in which the contact is nested. */
  readonly parentId?: unknown
}

const isAccountWithContacts = (row: unknown): row is JsonObject => {
  if (!isObject(row) || own(row, 'Contacts') === undefined) return false
  const attributes = own(row, 'attributes')
  const type = isObject(attributes) ? own(attributes, 'type') : undefined
  const id = own(row, 'Id')
  return type === 'Account' || (type === undefined && typeof id === 'string' && id.startsWith('001'))
}

/** Replaces each account by the contacts in its sub-query `Contacts`. For an account without contacts, the sub-query is null. */
export const withNestedContacts = ({
  rows,
  errors,
  next,
}: Rows): Rows & { readonly rows: ReadonlyArray<ContactRow> } => {
  const contacts: Array<ContactRow> = []
  const allErrors: Array<DecodeError> = [...errors]
  for (const row of rows) {
    if (!isAccountWithContacts(row.value)) {
      contacts.push(row)
      continue
    }
    const nested = own(row.value, 'Contacts')
    if (nested === null) continue
    const inAccount = rowsIn(nested, inside(row.path, 'Contacts'))
    const parentId = own(row.value, 'Id') ?? idInUrl(row.value) ?? null
    for (const contact of inAccount.rows) contacts.push({ ...contact, parentId })
    pushAll(allErrors, inAccount.errors)
    if (inAccount.next !== null)
      allErrors.push(
        decodeError(
          inAccount.next.path,
          'all nested contacts on one page (pass further pages separately, with AccountId)',
          inAccount.next.url,
        ),
      )
  }
  return { rows: contacts, errors: allErrors, next }
}
