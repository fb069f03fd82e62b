/** Parses references to records, persons and fields in a history. A reference is a name or an id. */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { isFieldKey } from '../codecs/AccountRelationships.js'
import { decodeErrors } from '../model/DecodeError.js'
import { FieldName } from '../model/Field.js'
import { PersonId } from '../model/Person.js'
import { AccountId, ContactId, OpportunityId, SalesforceId } from '../model/SalesforceId.js'
import { idOfName, numberOfName, personNameShape, recordNameShape } from './Name.js'
import type { Parser } from './Scan.js'
import { checked, firstOf, map, matching, words } from './Scan.js'

const word = /[\p{L}\p{N}_]+/u

type Checked<A> = { readonly value: A } | { readonly expected: string }

const decoded = <A>(codec: t.Type<A, unknown, unknown>, value: unknown): Checked<A> => {
  const result = codec.decode(value)
  return E.isRight(result)
    ? { value: result.right }
    : { expected: decodeErrors(result.left)[0]?.expected ?? codec.name }
}

const idLengths: ReadonlyArray<number> = [15, 18]

const record = <A extends SalesforceId>(codec: t.Type<A, string, unknown>, prefix: string, what: string): Parser<A> =>
  checked((found: string): Checked<A> => {
    const id = idOfName(prefix, found)
    if (id !== undefined) return { value: id as A }
    return idLengths.includes(found.length)
      ? decoded(codec, found)
      : { expected: `${recordNameShape}, or the id of ${what}` }
  })(matching(word, `the name or the id of ${what}`))

export const account: Parser<AccountId> = record(AccountId, '001', 'an account')
export const contact: Parser<ContactId> = record(ContactId, '003', 'a contact')
export const opportunity: Parser<OpportunityId> = record(OpportunityId, '006', 'an opportunity')

const queue = '00G'
const user = '005'

const idOf = (prefix: string, name: string): SalesforceId => idOfName(prefix, name) as SalesforceId

/** The owner of a conversion request if the line names no owner. */
export const usualOwner: SalesforceId = /* @__PURE__ */ idOf(user, 'Owner')
/** The words `to a queue` stand for this queue. */
export const aQueue: SalesforceId = /* @__PURE__ */ idOf(queue, 'Queue')

/** Parses the owner of a converted person. A name always means a user. An id can be the id of any record. */
export const owner: Parser<SalesforceId> = firstOf(
  map(() => aQueue)(words('a queue')),
  record(SalesforceId, user, 'a user'),
)

/**
 * Tests whether the id belongs to a user. Only the id of a user can be written as a name, because the parser `owner` reads every
 * name as the name of a user.
 */
export const isNamedUser = (id: SalesforceId): boolean => id.startsWith(user)

export const person: Parser<PersonId> = checked((found: string): Checked<PersonId> => {
  if (/^\d+$/.test(found)) return decoded(PersonId, Number(found))
  const id = numberOfName(found)
  return id === undefined ? { expected: `${personNameShape}, or Marketo's number for a person` } : { value: id }
})(matching(word, 'the name or the number of a person'))

/**
 * The keys that describe the record itself are not fields. For each such key, this map contains a hint for people who write the
 * key as a field.
 */
const insteadOf: Readonly<Record<string, string>> = {
  IsDeleted: '(IsDeleted is not a field: write "deleted" after the SystemModstamp)',
  MasterRecordId: '(MasterRecordId is not a field: write "merged into" and an account after the SystemModstamp)',
  SystemModstamp: '(SystemModstamp is not a field: write it after @)',
}

export const field: Parser<FieldName> = checked((found: string): Checked<FieldName> => {
  if (FieldName.is(found) && isFieldKey(found)) return { value: found }
  const hint = Object.hasOwn(insteadOf, found) ? ` ${insteadOf[found]}` : ''
  return { expected: `the API name of a field of an account${hint}` }
})(matching(word, 'the API name of a field'))
