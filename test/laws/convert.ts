// The laws about the conversions that Convert Person allows, and about the requests to Salesforce.
import fc from 'fast-check'
import type { Person, Settings } from 'marketo-account-sync'
import { accountsOf, eqPerson } from 'marketo-account-sync'
import { anyAcceptance, anyAccountId, anySalesforceId, anySettings } from 'marketo-account-sync/testing'
import { personIn, refusalIn, requestedIn, sameAccounts, sameContacts } from '../helpers/observe.js'
import { isBlank } from '../helpers/values.js'
import { aConversion, aNamesakeKnown, endingIn } from './historySuffixes.js'
import type { Law } from './law.js'
import { law, whenever } from './law.js'
import {
  acceptedText,
  convertible,
  convertibleNamesake,
  impliedSync,
  inconvertible,
  knownPerson,
  otherOwner,
  otherText,
  putConverting,
  putSettled,
  requestOrFailure,
  unknownPerson,
  userOwner,
  withoutImpliedSync,
} from './selectors.js'

const own = (text: string | null, standIn: string | null): string | null =>
  !isBlank(text) ? text : isBlank(standIn) ? null : standIn

/** The names that a new lead gets from a person. A default replaces a blank name. A blank name without a default is `null`. */
const leadOf = ({ lastName, company }: Person, { instance: { personDefaults } }: Settings) => ({
  lastName: own(lastName, personDefaults.lastName),
  company: own(company, personDefaults.company),
})

const missingIn = (person: Person, settings: Settings): ReadonlyArray<string> =>
  Object.entries(leadOf(person, settings)).flatMap(([name, value]) => (value === null ? [name] : []))

/** Random settings. In three of four cases, the settings have a default for the last name and for the company of a person. */
const anySettingsWithDefaults = fc.tuple(anySettings, fc.nat(3)).map(([settings, n]): Settings => {
  const personDefaults = { lastName: 'Young', company: 'Dickenson plc' }
  return n === 0 ? settings : { ...settings, instance: { ...settings.instance, personDefaults } }
})

const conversions = { histories: endingIn(aConversion()) }
const anyText = { histories: endingIn(aConversion(fc.record({ accepts: anyAcceptance }))) }
const anyOwner = { histories: endingIn(aConversion(fc.record({ assignTo: fc.oneof(anySalesforceId, anyAccountId) }))) }

export const convertLaws: ReadonlyArray<Law> = [
  law(
    'convert.creates-three',
    'a conversion asks Salesforce for one contact, one account and one opportunity with the same owner, and puts the contact into the account',
    whenever(
      convertible,
      (moment) => {
        const { personId, assignTo, convertedStatus, notifyOwner } = moment.command
        if (refusalIn(moment) !== undefined) return moment.requests.length === 0
        const asked = moment.requests.filter(({ _tag }) => _tag === 'ConvertSfdcLead')
        const creates = {
          account: { ownerId: assignTo },
          contact: { ownerId: assignTo, in: 'account' },
          opportunity: { ownerId: assignTo, of: 'account' },
        }
        const due = { _tag: 'ConvertSfdcLead', personId, convertedStatus, sendNotificationEmail: notifyOwner, creates }
        return moment.requests.at(-1) === asked[0] && JSON.stringify(asked) === JSON.stringify([due])
      },
      conversions,
    ),
  ),
  law(
    'convert.creates-three',
    'neither a requested conversion nor a failed conversion creates an account or a contact',
    whenever(requestOrFailure, ({ before, after }) => sameAccounts(before, after) && sameContacts(before, after)),
  ),
  law(
    'convert.never-joins',
    'a conversion asks Salesforce for a new account even if an account of the same name exists',
    whenever(
      convertibleNamesake,
      (moment) => {
        const asked = JSON.stringify(moment.requests)
        return (
          (requestedIn(moment) === undefined ? refusalIn(moment) !== undefined : asked.includes('"account":{')) &&
          [...accountsOf(moment.before)].every(({ id }) => !asked.includes(id))
        )
      },
      { histories: endingIn(aNamesakeKnown) },
    ),
  ),
  law(
    'convert.guarded',
    'a conversion is refused if the request does not contain the exact text of acceptance',
    whenever(
      otherText,
      (moment) => {
        const refusal = refusalIn(moment)
        return (
          refusal?._tag === 'NewAccountNotAccepted' &&
          refusal.accepts === moment.command.accepts &&
          moment.requests.length === 0
        )
      },
      anyText,
    ),
  ),
  law(
    'convert.guarded',
    'Convert Person with the exact text of acceptance is never refused because of the text',
    whenever(acceptedText, (moment) => refusalIn(moment)?._tag !== 'NewAccountNotAccepted', conversions),
  ),
  law(
    'convert.known-person',
    'a person whom Marketo does not know cannot be converted, and an answer to a conversion of the person is refused',
    whenever(unknownPerson, (moment) => refusalIn(moment)?._tag === 'UnknownPerson'),
  ),
  law(
    'convert.known-person',
    'a person whom Marketo knows is never refused as unknown',
    whenever(knownPerson, (moment) => refusalIn(moment)?._tag !== 'UnknownPerson'),
  ),
  law(
    'convert.not-a-contact',
    'a person who is a contact or who is being converted cannot be converted',
    whenever(inconvertible, (moment) => {
      const due = moment.person.sfdc._tag === 'SfdcContact' ? 'AlreadyAContact' : 'ConversionUnderWay'
      return refusalIn(moment)?._tag === due && personIn(moment.after, moment.person.id) === moment.person
    }),
  ),
  law(
    'convert.not-a-contact',
    'a conversion is refused with AlreadyAContact only for a contact, and with ConversionUnderWay only for a person who is being converted',
    whenever(convertible, (moment) => refusalIn(moment)?.rule !== 'convert.not-a-contact', conversions),
  ),
  law(
    'convert.not-a-contact',
    'PutPerson is refused while the person is being converted',
    whenever(putConverting, (moment) => refusalIn(moment)?._tag === 'ConversionUnderWay'),
  ),
  law(
    'convert.not-a-contact',
    'PutPerson stores the person in Marketo if no conversion of the person is under way',
    whenever(putSettled, ({ put, after }) => {
      const person = personIn(after, put.person.id)
      return person !== undefined && eqPerson.equals(person, put.person)
    }),
  ),
  law(
    'convert.user-owner',
    'Convert Person is refused if the owner is not a user',
    whenever(
      otherOwner,
      (moment) => refusalIn(moment)?._tag === 'OwnerNotAUser' && moment.requests.length === 0,
      anyOwner,
    ),
  ),
  law(
    'convert.user-owner',
    'Convert Person with a user as the owner is never refused because of the owner',
    whenever(userOwner, (moment) => refusalIn(moment)?._tag !== 'OwnerNotAUser', conversions),
  ),
  law(
    'convert.syncs-first',
    'a person who is not in Salesforce is synced as a new lead before the conversion, and the defaults replace missing names',
    whenever(
      impliedSync,
      (moment) => {
        const leads = moment.requests.filter(({ _tag }) => _tag === 'CreateLead')
        if (refusalIn(moment) !== undefined) return leads.length === 0
        const due = { _tag: 'CreateLead', personId: moment.person.id, ...leadOf(moment.person, moment.settings) }
        return JSON.stringify(leads) === JSON.stringify([due]) && moment.requests[0] === leads[0]
      },
      { settings: anySettingsWithDefaults, ...conversions },
    ),
  ),
  law(
    'convert.syncs-first',
    'a lead that is already in Salesforce is not synced before the conversion',
    whenever(
      withoutImpliedSync,
      (moment) => requestedIn(moment) !== undefined && moment.requests.every(({ _tag }) => _tag === 'ConvertSfdcLead'),
      { settings: anySettingsWithDefaults, ...conversions },
    ),
  ),
  law(
    'convert.syncs-first',
    'a conversion is refused if Last Name or Company is missing and has no default, and the refusal names the missing fields',
    whenever(
      impliedSync,
      (moment) => {
        const refusal = refusalIn(moment)
        const missing = missingIn(moment.person, moment.settings)
        return missing.length > 0
          ? refusal?._tag === 'LeadFieldsMissing' && JSON.stringify(refusal.missing) === JSON.stringify(missing)
          : requestedIn(moment) !== undefined && personIn(moment.after, moment.person.id)?.sfdc._tag === 'Converting'
      },
      conversions,
    ),
  ),
]
