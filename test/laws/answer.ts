// The laws of Salesforce's answers to a conversion.
import * as O from 'fp-ts/lib/Option.js'
import type { Input, Person } from 'marketo-account-sync'
import {
  allAccounts,
  allContacts,
  allPersons,
  eqContact,
  eqMarketo,
  eqPerson,
  lookupContact,
} from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { anyAccountRecord, anyHistory, anySettings, momentOf } from 'marketo-account-sync/testing'
import { always, tried } from './always.js'
import { second } from './inputs.js'
import { aNamesakeConverted, endingIn } from './historySuffixes.js'
import type { Law } from './law.js'
import { law } from './law.js'
import {
  accountIn,
  confirmedBy,
  contactIn,
  isTaken,
  liveIn,
  othersStay,
  personIn,
  refusalOf,
  repeatsAnswer,
  requestedBy,
  syncsFirst,
} from './observe.js'

export const answerLaws = (implementation: Implementation): ReadonlyArray<Law> => {
  const eachMoment = always(implementation)

  return [
    eachMoment(
      'convert.creates-three',
      'what Salesforce confirms is there: the account, the contact in it, and the person as that contact',
      (moment) => {
        const { input, before, after } = moment
        if (input._tag !== 'ConfirmConversion' || confirmedBy(moment) === undefined) return true
        const { contactId, account, personId } = input
        const person = personIn(after, personId)
        return (
          accountIn(after, account.id) !== undefined &&
          (contactIn(before, contactId) === undefined
            ? liveIn(after, account.id).includes(contactId)
            : O.getEq(eqContact).equals(lookupContact(contactId)(before), lookupContact(contactId)(after))) &&
          person?.sfdc._tag === 'SfdcContact' &&
          person.sfdc.contactId === contactId
        )
      },
      endingIn(aNamesakeConverted),
    ),
    eachMoment(
      'convert.never-joins',
      "an answer that names another person's contact, or the outcome of another conversion, is refused",
      (moment, past) => {
        const { input, before } = moment
        if (input._tag !== 'ConfirmConversion') return true
        const person = personIn(before, input.personId)
        if (person?.sfdc._tag !== 'Converting') return true
        const ids: ReadonlyArray<string> = [input.account.id, input.contactId, input.opportunityId]
        const outcomes = past.flatMap((earlier) => confirmedBy(earlier) ?? [])
        if (repeatsAnswer(past, input)) return true
        const others = allPersons(before).some(
          ({ id, sfdc }) => id !== input.personId && sfdc._tag === 'SfdcContact' && sfdc.contactId === input.contactId,
        )
        const taken = outcomes.some((other) =>
          [other.accountId, other.contactId, other.opportunityId].some((id) => ids.includes(id)),
        )
        const refusal = refusalOf(moment)
        return others || taken
          ? refusal?._tag === 'RecordAlreadyClaimed' &&
              ids.includes(refusal.id) &&
              (!others || refusal.why === 'contact of another person')
          : isTaken(moment)
      },
    ),
    eachMoment(
      'convert.never-joins',
      'a confirmed conversion changes no account but its own, and no other contact',
      (moment) => {
        const { input, before, after } = moment
        return (
          input._tag !== 'ConfirmConversion' ||
          (othersStay(moment, input.account.id) &&
            allContacts(before).every(({ id }) =>
              O.getEq(eqContact).equals(lookupContact(id)(before), lookupContact(id)(after)),
            ))
        )
      },
      endingIn(aNamesakeConverted),
    ),
    eachMoment(
      'convert.never-joins',
      'a confirmed conversion brings no contact into another account, not even into one of the same name',
      (moment) => {
        const { input, before, after } = moment
        return (
          input._tag !== 'ConfirmConversion' ||
          allAccounts(before).every(
            ({ id }) =>
              id === input.account.id || JSON.stringify(liveIn(after, id)) === JSON.stringify(liveIn(before, id)),
          )
        )
      },
      endingIn(aNamesakeConverted),
    ),
    eachMoment(
      'convert.answered-once',
      'an answer is refused where no conversion of the person is under way',
      (moment, past) => {
        const { input, before } = moment
        if (input._tag !== 'ConfirmConversion' && input._tag !== 'FailConversion') return true
        const person = personIn(before, input.personId)
        if (person === undefined || person.sfdc._tag === 'Converting')
          return refusalOf(moment)?._tag !== 'NoConversionUnderWay'
        return repeatsAnswer(past, input)
          ? isTaken(moment) && moment.events.length === 0
          : refusalOf(moment)?._tag === 'NoConversionUnderWay'
      },
    ),
    law(
      'convert.answered-once',
      'an answer that was applied is not applied again, nor is the account record in it',
      [anySettings, anyHistory, anyAccountRecord],
      (settings, history, { fields }) =>
        tried(implementation)(settings, [], history).every(({ input, events, after }) => {
          if (!events.some(({ _tag }) => _tag === 'ConversionConfirmed' || _tag === 'ConversionFailed')) return true
          const again: Input =
            input._tag === 'ConfirmConversion'
              ? { ...input, account: { ...input.account, systemModstamp: second(1), fields } }
              : input
          const moment = momentOf(implementation)(settings)(again)(after)
          return eqMarketo.equals(moment.after, after) && moment.activities.length === 0
        }),
    ),
    eachMoment('convert.answered-once', 'an applied answer ends the conversion', (moment) => {
      const { input, before, after } = moment
      if (input._tag !== 'ConfirmConversion' && input._tag !== 'FailConversion') return true
      if (!isTaken(moment) || personIn(before, input.personId)?.sfdc._tag !== 'Converting') return true
      return personIn(after, input.personId)?.sfdc._tag !== 'Converting' || moment.events.length === 0
    }),
    eachMoment(
      'convert.syncs-first',
      'a failed sync leaves the person as before, a failed conversion leaves a lead',
      (moment, past) => {
        const { input, before, after } = moment
        if (input._tag !== 'FailConversion' || personIn(before, input.personId)?.sfdc._tag !== 'Converting') return true
        const asked = [...past].reverse().find((earlier) => requestedBy(earlier)?.personId === input.personId)
        const person = asked === undefined ? undefined : personIn(asked.before, input.personId)
        if (person === undefined) return false
        if (input.failedAt === 'sync' && !syncsFirst(person)) return refusalOf(moment)?._tag === 'NoSyncNeeded'
        const left = personIn(after, input.personId)
        const expected: Person =
          input.failedAt === 'sync' ? person : { ...person, sfdc: { _tag: 'SfdcLead', isDeleted: false } }
        return left !== undefined && eqPerson.equals(left, expected)
      },
    ),
  ]
}
