/**
 * The keys of the partitions, the order in which an input visits the partitions, and the partition at which an input starts.
 *
 * @since 0.2.0
 */
import * as Ord from 'fp-ts/lib/Ord.js'
import * as N from 'fp-ts/lib/number.js'
import * as S from 'fp-ts/lib/string.js'
import type { Input } from '../model/Input.js'
import type { PersonId } from '../model/Person.js'
import type { AccountId, ContactId, OpportunityId } from '../model/SalesforceId.js'

/** @category model @since 0.2.0 */
export type PersonKey = `person/${PersonId}`

/** @category model @since 0.2.0 */
export type OpportunityKey = `opportunity/${OpportunityId}`

/** @category model @since 0.2.0 */
export type ContactKey = `contact/${ContactId}`

/** @category model @since 0.2.0 */
export type AccountKey = `account/${AccountId}`

/**
 * The key of one partition. It consists of the kind of record, a slash, and the id.
 *
 * @category model
 * @since 0.2.0
 */
export type Key = PersonKey | OpportunityKey | ContactKey | AccountKey

/** @category constructors @since 0.2.0 */
export const personKey = (id: PersonId): PersonKey => `person/${id}`

/** @category constructors @since 0.2.0 */
export const opportunityKey = (id: OpportunityId): OpportunityKey => `opportunity/${id}`

/** @category constructors @since 0.2.0 */
export const contactKey = (id: ContactId): ContactKey => `contact/${id}`

/** @category constructors @since 0.2.0 */
export const accountKey = (id: AccountId): AccountKey => `account/${id}`

type Kind = Key extends `${infer K}/${string}` ? K : never

/** @internal Returns the kind of record that a key names. */
export const kindOf = (key: Key): Kind => key.slice(0, key.indexOf('/')) as Kind

/** @internal Returns the id in a key. */
export const idOf = (key: Key): string => key.slice(key.indexOf('/') + 1)

const rank: Readonly<Record<Kind, number>> = { person: 0, opportunity: 1, contact: 2, account: 3 }

/**
 * The order in which an input visits its partitions. Persons come first. Then come opportunities, contacts and accounts.
 * Partitions of the same kind are sorted by id. Every input uses this order, so two inputs can never wait for each other.
 *
 * @category instances
 * @since 0.2.0
 */
export const ordKey: Ord.Ord<Key> = /* @__PURE__ */ Ord.contramap(
  // The ids of persons are numbers, so the shorter id is the smaller number. All Salesforce ids have the same length, so their
  // order does not depend on the length.
  (key: Key) => [rank[kindOf(key)], key.length, key] as const,
)(/* @__PURE__ */ Ord.tuple(N.Ord, N.Ord, S.Ord))

/**
 * Lists the partitions that an input names, in the order of `ordKey`. The input starts at the first of these partitions. If the
 * input is the record of a deleted contact, the list contains no account, because a deleted contact joins no account.
 *
 * The rows of the named partitions can link to more partitions (`linkedKeys`). An input needs no partitions except the named and
 * the linked partitions. Therefore a service can lock all partitions of many inputs in four rounds, one round for each kind of
 * partition.
 *
 * @category queries
 * @since 0.2.0
 */
export const namedKeys = (input: Input): readonly [PersonKey | ContactKey | AccountKey, ...ReadonlyArray<Key>] => {
  switch (input._tag) {
    case 'SyncAccount':
      return [accountKey(input.record.id)]
    case 'SyncContact': {
      const { id, accountId, isDeleted } = input.record
      return isDeleted || accountId === null ? [contactKey(id)] : [contactKey(id), accountKey(accountId)]
    }
    case 'EditAccountField':
      return [contactKey(input.contactId)]
    case 'PutPerson': {
      const { id, sfdc } = input.person
      return sfdc._tag === 'SfdcContact' ? [personKey(id), contactKey(sfdc.contactId)] : [personKey(id)]
    }
    case 'ConfirmConversion': {
      const { personId, opportunityId, contactId, account } = input
      return [personKey(personId), opportunityKey(opportunityId), contactKey(contactId), accountKey(account.id)]
    }
    case 'ConvertPerson':
    case 'FailConversion':
      return [personKey(input.personId)]
  }
}

/**
 * Returns the partition at which an input starts.
 *
 * | input                                 | partition                 |
 * | ------------------------------------- | ------------------------- |
 * | `SyncAccount`                         | the account of the record |
 * | `SyncContact`, `EditAccountField`     | the contact               |
 * | `PutPerson`, `ConvertPerson`          | the person                |
 * | `ConfirmConversion`, `FailConversion` | the person                |
 *
 * @example
 * import { InputFromJson } from 'marketo-account-sync/codecs'
 * import { entryKey } from 'marketo-account-sync/partitions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const edit = InputFromJson.decode({
 * _tag: 'EditAccountField', at: '2026-01-01T09:00:00Z', contactId: '0034W00002xyzAB', field: 'Industry', value: 'Energy'
 * })
 * assert.deepStrictEqual(E.map(entryKey)(edit), E.right('contact/0034W00002xyzABQAY'))
 *
 * @category decisions
 * @since 0.2.0
 */
export const entryKey = (input: Input): PersonKey | ContactKey | AccountKey => namedKeys(input)[0]
