// The rules that Convert Person can break.
import type {
  ConvertRefused,
  Input,
  Person,
  PersonId,
  SalesforceRequest,
  SettledPerson,
  Settings,
  UserId,
} from 'marketo-account-sync'
import { eqPerson, eqSalesforceRequest } from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Broken } from './look.js'
import {
  firstBroken,
  isAnsweredBy,
  must,
  personIn,
  sameAccounts,
  sameContacts,
  sameConversions,
  samePersons,
} from './look.js'

type Convert = Extract<Input, { _tag: 'ConvertPerson' }>

const isBlank = (text: string | null): boolean => text === null || text.trim() === ''

const filled = (own: string | null, standIn: string | null): string | null =>
  isBlank(own) ? (isBlank(standIn) ? null : standIn) : own

/** Whether a person has to become a lead first. */
export const needsSync = (sfdc: SettledPerson['sfdc']): boolean =>
  sfdc._tag === 'NotInSalesforce' || (sfdc._tag === 'SfdcLead' && sfdc.isDeleted)

const refusalOf = (
  { personId, assignTo, accepts }: Convert,
  person: Person | undefined,
  lead: Pick<Person, 'lastName' | 'company'>,
): ConvertRefused | undefined => {
  if (person === undefined) return { _tag: 'UnknownPerson', rule: 'convert.known-person', personId }
  const { sfdc } = person
  if (sfdc._tag === 'SfdcContact')
    return { _tag: 'AlreadyAContact', rule: 'convert.not-a-contact', personId, contactId: sfdc.contactId }
  if (sfdc._tag === 'Converting')
    return { _tag: 'ConversionUnderWay', rule: 'convert.not-a-contact', personId, since: sfdc.since }
  if (accepts !== 'new account and opportunity')
    return { _tag: 'NewAccountNotAccepted', rule: 'convert.guarded', personId, accepts }
  if (!assignTo.startsWith('005')) return { _tag: 'OwnerNotAUser', rule: 'convert.user-owner', personId, assignTo }
  const missing = (['lastName', 'company'] as const).filter((name) => lead[name] === null)
  return needsSync(sfdc) && missing.length > 0
    ? { _tag: 'LeadFieldsMissing', rule: 'convert.syncs-first', personId, missing }
    : undefined
}

const conversionFor = (personId: PersonId, { convertedStatus, notifyOwner, ...rest }: Convert): SalesforceRequest => {
  const ownerId = rest.assignTo as UserId
  return {
    ...{ _tag: 'ConvertSfdcLead', personId, convertedStatus, sendNotificationEmail: notifyOwner },
    creates: { account: { ownerId }, contact: { ownerId, in: 'account' }, opportunity: { ownerId, of: 'account' } },
  }
}

/** What Salesforce is asked to do after a step. */
export const requestsOf = (
  { events }: Moment,
  toSalesforce: Implementation['toSalesforce'],
): ReadonlyArray<SalesforceRequest> =>
  events.flatMap((event) => (event._tag === 'ConversionRequested' ? toSalesforce(event) : []))

const sameRequests = RA.getEq(eqSalesforceRequest).equals

export const convertRules = (
  moment: Moment,
  input: Convert,
  { instance: { personDefaults } }: Settings,
  toSalesforce: Implementation['toSalesforce'],
): Broken => {
  const { before, after } = moment
  const { at: since, personId, convertedStatus, notifyOwner } = input
  const person = personIn(before, personId)
  const lastName = filled(person?.lastName ?? null, personDefaults.lastName)
  const company = filled(person?.company ?? null, personDefaults.company)
  const refusal = refusalOf(input, person, { lastName, company })
  if (refusal !== undefined) return must(isAnsweredBy(moment, refusal), refusal.rule)
  const from = person?.sfdc
  if (person === undefined || (from?._tag !== 'NotInSalesforce' && from?._tag !== 'SfdcLead'))
    return 'convert.not-a-contact'
  const is = personIn(after, personId)
  const terms = { assignTo: input.assignTo as UserId, convertedStatus, notifyOwner }
  const converting: Person = { ...person, sfdc: { _tag: 'Converting', from, since, terms } }
  const leads: ReadonlyArray<SalesforceRequest> =
    needsSync(from) && lastName !== null && company !== null
      ? [{ _tag: 'CreateLead', personId, lastName, company }]
      : []
  const requests = requestsOf(moment, toSalesforce)
  return firstBroken(
    () => must(isAnsweredBy(moment, undefined), 'convert.creates-three'),
    () =>
      must(
        sameAccounts(before, after) && sameContacts(before, after) && sameConversions(before, after),
        'account.only-from-salesforce',
      ),
    () => must(samePersons(before, after, personId), 'locality.account'),
    () => must(moment.activities.length === 0, 'activity.convert'),
    // What the person was is looked at here: a failed sync later makes them that again.
    () => must(is !== undefined && eqPerson.equals(is, converting), 'convert.syncs-first'),
    () =>
      must(
        sameRequests(
          requests.filter(({ _tag }) => _tag === 'CreateLead'),
          leads,
        ),
        'convert.syncs-first',
      ),
    () => must(sameRequests(requests, [...leads, conversionFor(personId, input)]), 'convert.creates-three'),
  )
}
