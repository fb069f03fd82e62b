/**
 * A person in Marketo, with the person's status in Salesforce.
 *
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import * as t from 'io-ts'
import type { Instant } from './Instant.js'
import type { ContactId, UserId } from './SalesforceId.js'
import { plainEq } from './PlainEq.js'

/** @category model @since 0.1.0 */
export interface PersonIdBrand {
  readonly PersonId: symbol
}

/**
 * A whole number that identifies a person in Marketo. The number is 1 or greater.
 *
 * @category model
 * @since 0.1.0
 */
export type PersonId = t.Branded<number, PersonIdBrand>

const isPersonId = (value: unknown): value is PersonId => Number.isSafeInteger(value) && (value as number) >= 1

/**
 * Decodes the number that identifies a person in Marketo.
 *
 * @example
 * import { PersonId } from 'marketo-account-sync'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.ok(E.isRight(PersonId.decode(318581)))
 * assert.ok(E.isLeft(PersonId.decode(0)))
 *
 * @category codecs
 * @since 0.1.0
 */
export const PersonId: t.Type<PersonId, number, unknown> = new t.Type(
  'PersonId',
  isPersonId,
  (value, context) =>
    isPersonId(value)
      ? t.success(value)
      : t.failure(value, context, "Marketo's number for a person, a whole number from 1"),
  t.identity,
)

/**
 * The person is not in Salesforce. In Marketo, SFDC Type is empty.
 *
 * @category model
 * @since 0.1.0
 */
export interface NotInSalesforce {
  readonly _tag: 'NotInSalesforce'
}

/**
 * The person is a lead in Salesforce, possibly a deleted one. In Marketo, SFDC Type is Lead.
 *
 * @category model
 * @since 0.1.0
 */
export interface SfdcLead {
  readonly _tag: 'SfdcLead'
  readonly isDeleted: boolean
}

/**
 * The person is a contact in Salesforce. In Marketo, SFDC Type is Contact.
 *
 * @category model
 * @since 0.1.0
 */
export interface SfdcContact {
  readonly _tag: 'SfdcContact'
  readonly contactId: ContactId
}

/**
 * The options with which somebody runs Convert Person.
 *
 * @category model
 * @since 0.1.0
 */
export interface ConversionTerms {
  /** The user who will own the contact, the account and the opportunity. */
  readonly assignTo: UserId
  readonly convertedStatus: string
  /** Whether Salesforce sends the owner a notification email. */
  readonly notifyOwner: boolean
}

/**
 * A conversion of the person is under way: Marketo has sent the request, and Salesforce has not answered yet.
 *
 * @category model
 * @since 0.1.0
 */
export interface Converting {
  readonly _tag: 'Converting'
  readonly from: NotInSalesforce | SfdcLead
  readonly since: Instant
  readonly terms: ConversionTerms
}

/**
 * The status of a person in Salesforce.
 *
 * @category model
 * @since 0.1.0
 */
export type SfdcStatus = NotInSalesforce | SfdcLead | SfdcContact | Converting

/**
 * A person. The type parameter `S` narrows the person's status in Salesforce.
 *
 * @category model
 * @since 0.1.0
 */
export interface Person<S extends SfdcStatus = SfdcStatus> {
  readonly id: PersonId
  readonly lastName: string | null
  readonly company: string | null
  readonly sfdc: S
}

/**
 * A person who can be converted: the person is not a contact, and no conversion of the person is under way.
 *
 * @rule convert.not-a-contact
 * @category model
 * @since 0.1.0
 */
export type ConvertiblePerson = Person<NotInSalesforce | SfdcLead>

/**
 * Tests whether Marketo must create the person as a new lead in Salesforce before the conversion.
 *
 * | SFDC Type | SFDC Is Deleted | new lead     |
 * | --------- | --------------- | ------------ |
 * | empty     | any             | yes          |
 * | Lead      | true            | yes          |
 * | Lead      | false           | no           |
 *
 * @rule convert.syncs-first
 * @category decisions
 * @since 0.1.0
 */
export const needsSync = (status: NotInSalesforce | SfdcLead): boolean =>
  status._tag === 'NotInSalesforce' || status.isDeleted

/**
 * @category instances
 * @since 0.1.0
 */
export const eqPerson: Eq<Person> = /* @__PURE__ */ plainEq()
