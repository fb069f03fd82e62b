/**
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
export const beforeConversion: ObjectCodec<NotInSalesforce | SfdcLead> = taggedUnion('where the person stood', {
  NotInSalesforce: notInSalesforce,
  SfdcLead: sfdcLead,
})

/** @internal */
export const conversionTerms: ObjectCodec<ConversionTerms> = struct('ConversionTerms', {
  assignTo: UserId,
  convertedStatus: text,
  notifyOwner: flag,
})

const sfdcStatus: ObjectCodec<SfdcStatus> = taggedUnion<SfdcStatus>('where the person stands', {
  NotInSalesforce: notInSalesforce,
  SfdcLead: sfdcLead,
  SfdcContact: taggedStruct('SfdcContact', { contactId: ContactId }),
  Converting: taggedStruct('Converting', { from: beforeConversion, since: Instant, terms: conversionTerms }),
})

/**
 * Decodes a person as this library stores it, a conversion under way included.
 *
 * @category codecs
 * @since 0.1.0
 */
export const PersonFromJson: ObjectCodec<Person> = struct('Person', {
  id: PersonId,
  lastName: nullable(text),
  company: nullable(text),
  sfdc: sfdcStatus,
})

const marketoLead = struct('a person of Marketo', {
  id: PersonId,
  sfdcType: nullable(oneOf('Lead', 'Contact')),
  sfdcContactId: nullable(ContactId),
  sfdcIsDeleted: flag,
  lastName: nullable(text),
  company: nullable(text),
})

const statusOf = (lead: t.TypeOf<typeof marketoLead>): E.Either<string, SettledPerson['sfdc']> => {
  if (lead.sfdcType === 'Contact')
    return lead.sfdcContactId === null
      ? E.left('the id of the Contact, for sfdcType is "Contact"')
      : E.right({ _tag: 'SfdcContact', contactId: lead.sfdcContactId })
  if (lead.sfdcContactId !== null) return E.left('null, for sfdcType is not "Contact"')
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
 * Decodes a person as Marketo describes it, and as `PutPerson` takes it.
 *
 * | `sfdcType`  | `sfdcContactId` | `sfdcIsDeleted` | decoded                          |
 * | ----------- | --------------- | --------------- | -------------------------------- |
 * | null        | null            | any             | not in Salesforce                |
 * | `"Lead"`    | null            | any             | a lead, deleted there or not     |
 * | `"Contact"` | an id           | any             | that contact                     |
 * | any         | else            | any             | an error                         |
 *
 * @category codecs
 * @since 0.1.0
 */
export const SettledPersonFromJson: ObjectCodec<SettledPerson> = new t.Type(
  'a person of Marketo',
  (value): value is SettledPerson => PersonFromJson.is(value) && value.sfdc._tag !== 'Converting',
  (value, context) => {
    const lead = marketoLead.validate(value, context)
    if (E.isLeft(lead)) return lead
    const { id, lastName, company, sfdcContactId } = lead.right
    const sfdc = statusOf(lead.right)
    return E.isLeft(sfdc)
      ? t.failure(sfdcContactId, t.appendContext(context, 'sfdcContactId', ContactId, sfdcContactId), sfdc.left)
      : t.success({ id, lastName, company, sfdc: sfdc.right })
  },
  encodeSettled,
)
