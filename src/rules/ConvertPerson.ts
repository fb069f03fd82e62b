/**
 * Decides what the flow step Convert Person changes. In this step, Marketo asks Salesforce to create a new contact, account and
 * opportunity for a person.
 *
 * The vendor warns against this flow step. To prevent a call by mistake, {@link convertPerson} needs an argument that only {@link
 * accept} can make.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { ConversionRequested, NewLead } from '../model/Event.js'
import type { ConvertPerson } from '../model/Input.js'
import { newAccountAndOpportunity } from '../model/Input.js'
import type { ConvertiblePerson, Person } from '../model/Person.js'
import { needsSync } from '../model/Person.js'
import type {
  AlreadyAContact,
  ConversionUnderWay,
  LeadFieldsMissing,
  NeededByLead,
  NewAccountNotAccepted,
  OwnerNotAUser,
} from '../model/Refusal.js'
import { UserId } from '../model/SalesforceId.js'
import type { PersonDefaults, Settings } from '../model/Settings.js'

/**
 * @category model
 * @since 0.1.0
 */
export interface AcceptedBrand {
  readonly Accepted: symbol
}

/**
 * A Convert Person request whose caller has accepted that Salesforce will create a new account and opportunity. Only {@link
 * accept} makes values of this type.
 *
 * @rule convert.guarded
 * @category model
 * @since 0.1.0
 */
export type Accepted = t.Branded<ConvertPerson, AcceptedBrand>

/**
 * Checks that the caller accepts the effect of Convert Person. The caller must pass the exact text in `accepts`.
 *
 * | `accepts`                     | result                  |
 * | ----------------------------- | ----------------------- |
 * | `new account and opportunity` | accepted                |
 * | `New account and opportunity` | `NewAccountNotAccepted` |
 * | `yes`, or nothing             | `NewAccountNotAccepted` |
 *
 * @rule convert.guarded
 * @category decisions
 * @since 0.1.0
 */
export const accept = (command: ConvertPerson): E.Either<NewAccountNotAccepted, Accepted> =>
  command.accepts === newAccountAndOpportunity
    ? E.right(command as Accepted)
    : E.left({
        _tag: 'NewAccountNotAccepted',
        rule: 'convert.guarded',
        personId: command.personId,
        accepts: command.accepts,
      })

/**
 * Checks that a person can be converted: the person is not a contact, and no conversion of the person is under way.
 *
 * @rule convert.not-a-contact
 * @category decisions
 * @since 0.1.0
 */
export const asConvertible = (person: Person): E.Either<AlreadyAContact | ConversionUnderWay, ConvertiblePerson> => {
  const { sfdc } = person
  switch (sfdc._tag) {
    case 'NotInSalesforce':
    case 'SfdcLead':
      return E.right({ ...person, sfdc })
    case 'SfdcContact':
      return E.left({
        _tag: 'AlreadyAContact',
        rule: 'convert.not-a-contact',
        personId: person.id,
        contactId: sfdc.contactId,
      })
    case 'Converting':
      return E.left(conversionUnderWay(person.id, sfdc.since))
  }
}

/**
 * Makes the refusal `ConversionUnderWay`: the input is not allowed during a conversion of the person.
 *
 * @internal
 */
export const conversionUnderWay = (
  personId: ConversionUnderWay['personId'],
  since: ConversionUnderWay['since'],
): ConversionUnderWay => ({ _tag: 'ConversionUnderWay', rule: 'convert.not-a-contact', personId, since })

const isBlank = (text: string | null): text is null => text === null || text.trim() === ''

/**
 * Chooses the value for the new lead. If the person's value is blank, the new lead gets the default of the Marketo instance.
 */
const filled = (own: string | null, standIn: string | null): string | null =>
  isBlank(own) ? (isBlank(standIn) ? null : standIn) : own

const newLead = (
  person: ConvertiblePerson,
  defaults: PersonDefaults,
): E.Either<ReadonlyArray<NeededByLead>, NewLead> => {
  const lastName = filled(person.lastName, defaults.lastName)
  const company = filled(person.company, defaults.company)
  if (lastName !== null && company !== null) return E.right({ lastName, company })
  return E.left([
    ...(lastName === null ? ['lastName' as const] : []),
    ...(company === null ? ['company' as const] : []),
  ])
}

/**
 * Decides what Convert Person asks Salesforce to do for one person, or why Marketo refuses the request.
 *
 * | person                                                    | result                                                                     |
 * | --------------------------------------------------------- | -------------------------------------------------------------------------- |
 * | any person, if the new owner is not a user (`005`)        | `OwnerNotAUser`                                                            |
 * | a lead in Salesforce, and the lead is not deleted         | `ConversionRequested` without a new lead                                   |
 * | not in Salesforce, or a deleted lead                      | `ConversionRequested` with a new lead: the person's values or the defaults |
 * | needs a new lead, but a value is blank and has no default | `LeadFieldsMissing`, with the names of the blank fields                    |
 *
 * @rule convert.creates-three
 * @rule convert.never-joins
 * @rule convert.user-owner
 * @rule convert.syncs-first
 * @category decisions
 * @since 0.1.0
 */
export const convertPerson =
  (settings: Settings) =>
  (command: Accepted, person: ConvertiblePerson): E.Either<OwnerNotAUser | LeadFieldsMissing, ConversionRequested> => {
    const { at, assignTo, convertedStatus, notifyOwner } = command
    const personId = person.id
    if (!UserId.is(assignTo)) return E.left({ _tag: 'OwnerNotAUser', rule: 'convert.user-owner', personId, assignTo })
    const requested = (lead: NewLead | null): ConversionRequested => ({
      _tag: 'ConversionRequested',
      at,
      personId,
      from: person.sfdc,
      terms: { assignTo, convertedStatus, notifyOwner },
      newLead: lead,
    })
    if (!needsSync(person.sfdc)) return E.right(requested(null))
    return E.bimap(
      (missing: ReadonlyArray<NeededByLead>): LeadFieldsMissing => ({
        _tag: 'LeadFieldsMissing',
        rule: 'convert.syncs-first',
        personId,
        missing,
      }),
      requested,
    )(newLead(person, settings.instance.personDefaults))
  }
