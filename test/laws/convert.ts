// The laws of Convert Person: what may be asked of Salesforce, and what is asked.
import fc from 'fast-check'
import type { ConvertPerson, Input, Person, SalesforceRequest, SettledPerson, Settings } from 'marketo-account-sync'
import { allAccounts, eqPerson, newAccountAndOpportunity } from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import {
  anyAcceptance,
  anyAccountId,
  anyConvertPerson,
  anyHistory,
  anyNotInSalesforce,
  anySalesforceId,
  anySettings,
  anySettledPerson,
  anySfdcLead,
} from 'marketo-account-sync/testing'
import { always, tried } from './always.js'
import { nthAccountId, second, syncAccount } from './inputs.js'
import type { Law } from './law.js'
import { law } from './law.js'
import { isTaken, personIn, refusalOf, requestedBy, sameAccounts, sameContacts, syncsFirst } from './observe.js'

const isBlank = (text: string | null): boolean => text === null || text.trim() === ''
const own = (text: string | null, standIn: string | null): string | null =>
  !isBlank(text) ? text : isBlank(standIn) ? null : standIn

/** What a new lead of the person has to say, `null` where that is missing. */
const leadOf = ({ lastName, company }: Person, { instance: { personDefaults } }: Settings) => ({
  lastName: own(lastName, personDefaults.lastName),
  company: own(company, personDefaults.company),
})

const aLead = fc.constant({ _tag: 'SfdcLead' as const, isDeleted: false })

/** A person that can be converted, and the request to. */
const anyCandidate = fc
  .tuple(
    anySettledPerson,
    fc.oneof<Array<fc.Arbitrary<SettledPerson['sfdc']>>>(anyNotInSalesforce, anySfdcLead, aLead),
    anyConvertPerson,
  )
  .map(([person, sfdc, convert]): readonly [SettledPerson, ConvertPerson] => [
    { ...person, sfdc },
    { ...convert, personId: person.id, accepts: newAccountAndOpportunity },
  ])

/** Settings, mostly with a default for every name that a person could lack. */
const anySettingsForNames = fc.tuple(anySettings, fc.nat(3)).map(([settings, n]): Settings => {
  const personDefaults = { lastName: 'Young', company: 'Dickenson plc' }
  return n === 0 ? settings : { ...settings, instance: { ...settings.instance, personDefaults } }
})

const put = (person: SettledPerson): Input => ({ _tag: 'PutPerson', at: second(0), person })

export const convertLaws = (implementation: Implementation): ReadonlyArray<Law> => {
  const eachMoment = always(implementation)

  /** The moment of converting a candidate after a history, unless a conversion of the person was under way already. */
  const converted = (
    settings: Settings,
    history: ReadonlyArray<Input>,
    [person, convert]: readonly [SettledPerson, ConvertPerson],
    then: (moment: Moment, person: Person) => boolean,
  ): boolean => {
    const [known, moment] = tried(implementation)(settings, history, [put(person), convert])
    return !isTaken(known!) || then(moment!, person)
  }
  const requestsOf = (moment: Moment): ReadonlyArray<SalesforceRequest> =>
    moment.events.flatMap((event) => (event._tag === 'ConversionRequested' ? implementation.toSalesforce(event) : []))

  return [
    law(
      'convert.creates-three',
      'Salesforce is asked for one contact, one account and one opportunity, of the one owner, the contact in the account',
      [anySettings, anyHistory, anyCandidate],
      (settings, history, candidate) =>
        converted(settings, history, candidate, (moment) => {
          const { personId, assignTo, convertedStatus, notifyOwner } = candidate[1]
          const requests = requestsOf(moment)
          const conversions = requests.filter(({ _tag }) => _tag === 'ConvertSfdcLead')
          if (refusalOf(moment) !== undefined) return requests.length === 0
          const creates = {
            account: { ownerId: assignTo },
            contact: { ownerId: assignTo, in: 'account' },
            opportunity: { ownerId: assignTo, of: 'account' },
          }
          const expected = {
            _tag: 'ConvertSfdcLead',
            personId,
            convertedStatus,
            sendNotificationEmail: notifyOwner,
            creates,
          }
          return requests.at(-1) === conversions[0] && JSON.stringify(conversions) === JSON.stringify([expected])
        }),
    ),
    eachMoment(
      'convert.creates-three',
      'a request for a conversion, and one that failed, makes no account and no contact',
      (moment) =>
        (moment.input._tag !== 'ConvertPerson' && moment.input._tag !== 'FailConversion') ||
        (sameAccounts(moment.before, moment.after) && sameContacts(moment.before, moment.after)),
    ),
    law(
      'convert.never-joins',
      'an account of the same name is not joined: a new one is asked for',
      [anySettings, anyHistory, anyCandidate],
      (settings, history, candidate) => {
        const [person] = candidate
        const namesake = syncAccount({ id: nthAccountId(1), at: 0, fields: { Name: person.company } })
        return converted(settings, [...history, namesake], candidate, (moment) => {
          const event = requestedBy(moment)
          const text = JSON.stringify(requestsOf(moment))
          return (
            (event === undefined ? refusalOf(moment) !== undefined : text.includes('"account":{')) &&
            allAccounts(moment.before).every(({ id }) => !text.includes(id))
          )
        })
      },
    ),
    law(
      'convert.guarded',
      'a conversion is refused unless its caller accepts by the exact text',
      [anySettings, anyHistory, anyCandidate, anyAcceptance],
      (settings, history, [person, convert], accepts) =>
        converted(settings, history, [person, { ...convert, accepts }], (moment) => {
          const refusal = refusalOf(moment)
          return accepts === newAccountAndOpportunity
            ? refusal?._tag !== 'NewAccountNotAccepted'
            : refusal?._tag === 'NewAccountNotAccepted' &&
                refusal.accepts === accepts &&
                requestsOf(moment).length === 0
        }),
    ),
    eachMoment(
      'convert.known-person',
      'a person that Marketo does not know is neither converted nor answered for',
      (moment) => {
        const { input, before } = moment
        if (!('personId' in input)) return true
        const isKnown = personIn(before, input.personId) !== undefined
        return isKnown === (refusalOf(moment)?._tag !== 'UnknownPerson')
      },
    ),
    eachMoment(
      'convert.not-a-contact',
      'a person who is a contact, or whose conversion is under way, is not converted',
      (moment) => {
        const { input, before, after } = moment
        if (input._tag !== 'ConvertPerson') return true
        const person = personIn(before, input.personId)
        if (person === undefined) return true
        const refusal = refusalOf(moment)
        const expected = {
          SfdcContact: 'AlreadyAContact',
          Converting: 'ConversionUnderWay',
          NotInSalesforce: undefined,
          SfdcLead: undefined,
        }[person.sfdc._tag]
        if (expected === undefined) return refusal?.rule !== 'convert.not-a-contact'
        return refusal?._tag === expected && personIn(after, input.personId) === person
      },
    ),
    eachMoment(
      'convert.not-a-contact',
      'a person is put as given, except while a conversion of it is under way',
      (moment) => {
        const { input, before, after } = moment
        if (input._tag !== 'PutPerson') return true
        const underWay = personIn(before, input.person.id)?.sfdc._tag === 'Converting'
        const person = personIn(after, input.person.id)
        return underWay
          ? refusalOf(moment)?._tag === 'ConversionUnderWay'
          : person !== undefined && eqPerson.equals(person, input.person)
      },
    ),
    law(
      'convert.user-owner',
      'an owner that is no user is refused',
      [anySettings, anyHistory, anyCandidate, fc.oneof(anySalesforceId, anyAccountId)],
      (settings, history, [person, convert], assignTo) =>
        converted(settings, history, [person, { ...convert, assignTo }], (moment) =>
          assignTo.startsWith('005')
            ? refusalOf(moment)?._tag !== 'OwnerNotAUser'
            : refusalOf(moment)?._tag === 'OwnerNotAUser' && requestsOf(moment).length === 0,
        ),
    ),
    law(
      'convert.syncs-first',
      'a person not in Salesforce is first synced as a new lead, with its own names or else the defaults',
      [anySettingsForNames, anyHistory, anyCandidate],
      (settings, history, candidate) =>
        converted(settings, history, candidate, (moment, person) => {
          const requests = requestsOf(moment)
          const leads = requests.filter(({ _tag }) => _tag === 'CreateLead')
          if (refusalOf(moment) !== undefined || !syncsFirst(person)) return leads.length === 0
          const expected = { _tag: 'CreateLead', personId: person.id, ...leadOf(person, settings) }
          return JSON.stringify(leads) === JSON.stringify([expected]) && requests[0] === leads[0]
        }),
    ),
    law(
      'convert.syncs-first',
      'without Last Name or Company, and without a default, the conversion is refused and says which is missing',
      [anySettings, anyHistory, anyCandidate],
      (settings, history, candidate) =>
        converted(settings, history, candidate, (moment, person) => {
          const refusal = refusalOf(moment)
          if (refusal?._tag === 'OwnerNotAUser') return true
          const { lastName, company } = leadOf(person, settings)
          const missing = [...(lastName === null ? ['lastName'] : []), ...(company === null ? ['company'] : [])]
          return syncsFirst(person) && missing.length > 0
            ? refusal?._tag === 'LeadFieldsMissing' && JSON.stringify(refusal.missing) === JSON.stringify(missing)
            : requestedBy(moment) !== undefined && personIn(moment.after, person.id)?.sfdc._tag === 'Converting'
        }),
    ),
  ]
}
