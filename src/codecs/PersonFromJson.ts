/**
 * Reads and writes a person as JSON. There are two forms. One is the row that a service stores. The other form has Marketo's
 * three fields about a person in Salesforce: SFDC Type, SFDC Contact Id and SFDC Is Deleted.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { SettledPerson } from '../model/Input.js'
import { Instant } from '../model/Instant.js'
import type { ConversionTerms, NotInSalesforce, Person, SfdcLead, SfdcStatus } from '../model/Person.js'
import { PersonId } from '../model/Person.js'
import { ContactId, UserId } from '../model/SalesforceId.js'
import type { JsonObject, ObjectCodec } from './Combinators.js'
import { flag, nullable, oneOf, struct, taggedStruct, taggedUnion, text } from './Combinators.js'

const notInSalesforce = taggedStruct('NotInSalesforce', {})
const sfdcLead = taggedStruct('SfdcLead', { isDeleted: flag })

/** @internal */
export const beforeConversion: ObjectCodec<NotInSalesforce | SfdcLead> = taggedUnion(
  'the SFDC status before the conversion',
  {
    NotInSalesforce: notInSalesforce,
    SfdcLead: sfdcLead,
  },
)

/** @internal */
export const conversionTerms: ObjectCodec<ConversionTerms> = struct('the terms of a conversion', {
  assignTo: UserId,
  convertedStatus: text,
  notifyOwner: flag,
})

const sfdcStatus: ObjectCodec<SfdcStatus> = taggedUnion<SfdcStatus>('the SFDC status of a person', {
  NotInSalesforce: notInSalesforce,
  SfdcLead: sfdcLead,
  SfdcContact: taggedStruct('SfdcContact', { contactId: ContactId }),
  Converting: taggedStruct('Converting', { from: beforeConversion, since: Instant, terms: conversionTerms }),
})

/**
 * Decodes a person that a service has stored. The person can have a conversion under way.
 *
 * @category codecs
 * @since 0.1.0
 */
export const PersonFromJson: ObjectCodec<Person> = struct('a person', {
  id: PersonId,
  lastName: nullable(text),
  company: nullable(text),
  sfdc: sfdcStatus,
})

const describedPerson = struct('a person as Marketo describes it', {
  id: PersonId,
  sfdcType: nullable(oneOf('Lead', 'Contact')),
  sfdcContactId: nullable(ContactId),
  sfdcIsDeleted: flag,
  lastName: nullable(text),
  company: nullable(text),
})

const statusOf = (lead: t.TypeOf<typeof describedPerson>): E.Either<string, SettledPerson['sfdc']> => {
  if (lead.sfdcType === 'Contact')
    return lead.sfdcContactId === null
      ? E.left('the id of the Contact, because sfdcType is "Contact"')
      : E.right({ _tag: 'SfdcContact', contactId: lead.sfdcContactId })
  if (lead.sfdcContactId !== null) return E.left('null, because sfdcType is not "Contact"')
  return E.right(
    lead.sfdcType === null ? { _tag: 'NotInSalesforce' } : { _tag: 'SfdcLead', isDeleted: lead.sfdcIsDeleted },
  )
}

const encodeSettled = ({ id, lastName, company, sfdc }: SettledPerson): JsonObject => ({
  id,
  sfdcType: sfdc._tag === 'NotInSalesforce' ? null : sfdc._tag === 'SfdcLead' ? 'Lead' : 'Contact',
  sfdcContactId: sfdc._tag === 'SfdcContact' ? sfdc.contactId : null,
  sfdcIsDeleted: sfdc._tag === 'SfdcLead' && sfdc.isDeleted,
  lastName,
  company,
})

/**
 * Decodes a person in the form that Marketo uses. This form has the fields SFDC Type, SFDC Contact Id and SFDC Is Deleted. The
 * input `PutPerson` contains a person in this form.
 *
 * | `sfdcType`  | `sfdcContactId` | `sfdcIsDeleted` | what it decodes to                   |
 * | ----------- | --------------- | --------------- | ------------------------------------ |
 * | null        | null            | any             | not in Salesforce                    |
 * | `"Lead"`    | null            | true or false   | a lead, deleted in Salesforce or not |
 * | `"Contact"` | an id           | any             | the contact with that id             |
 *
 * Every other combination is an error. A missing key is also an error.
 *
 * @category codecs
 * @since 0.1.0
 */
export const SettledPersonFromJson: ObjectCodec<SettledPerson> = new t.Type(
  'a person as Marketo describes it',
  (value): value is SettledPerson => PersonFromJson.is(value) && value.sfdc._tag !== 'Converting',
  (value, context) => {
    const lead = describedPerson.validate(value, context)
    if (E.isLeft(lead)) return lead
    const { id, lastName, company, sfdcContactId } = lead.right
    const sfdc = statusOf(lead.right)
    return E.isLeft(sfdc)
      ? t.failure(sfdcContactId, t.appendContext(context, 'sfdcContactId', ContactId, sfdcContactId), sfdc.left)
      : t.success({ id, lastName, company, sfdc: sfdc.right })
  },
  encodeSettled,
)
