// The rules that Salesforce's answer to a conversion can break.
import type {
  AnswerRefused,
  Conversion,
  Converting,
  ConvertLead,
  Input,
  Marketo,
  Person,
  Settings,
} from 'marketo-account-sync'
import { eqContact, eqConversion, eqPerson } from 'marketo-account-sync'
import type { Moment } from 'marketo-account-sync/testing'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Broken } from './look.js'
import {
  contactIn,
  firstBroken,
  isAnsweredBy,
  isLogged,
  must,
  personIn,
  rowsIn,
  sameAccounts,
  sameContacts,
  sameConversions,
  samePersons,
} from './look.js'
import { accountRecordRules } from './accountRules.js'
import { needsSync } from './convertRules.js'

type Confirm = Extract<Input, { _tag: 'ConfirmConversion' }>
type Fail = Extract<Input, { _tag: 'FailConversion' }>

const outcomeOf = ({ personId, account, contactId, opportunityId }: Confirm): Conversion => ({
  ...{ personId, accountId: account.id, contactId, opportunityId },
})

/** Why the three records of an answer are not new, if they are not. */
const recordAlreadyClaimed = (before: Marketo, { personId, accountId, contactId, opportunityId }: Conversion) => {
  const { persons, conversions } = rowsIn(before)
  const refusal = { _tag: 'RecordAlreadyClaimed', rule: 'convert.never-joins', personId } as const
  const holder = persons.find(
    ({ id, sfdc }) => id !== personId && sfdc._tag === 'SfdcContact' && sfdc.contactId === contactId,
  )
  if (holder !== undefined)
    return { ...refusal, id: contactId, why: 'contact of another person', of: holder.id } as const
  for (const id of [accountId, contactId, opportunityId]) {
    const other = conversions.find((one) => [one.accountId, one.contactId, one.opportunityId].includes(id as never))
    if (other !== undefined)
      return { ...refusal, id, why: 'outcome of another conversion', of: other.personId } as const
  }
  return undefined
}

const refusalOf = (before: Marketo, input: Confirm | Fail): AnswerRefused | undefined => {
  const { personId } = input
  const sfdc = personIn(before, personId)?.sfdc
  if (sfdc === undefined) return { _tag: 'UnknownPerson', rule: 'convert.known-person', personId }
  if (sfdc._tag !== 'Converting') return { _tag: 'NoConversionUnderWay', rule: 'convert.answered-once', personId }
  if (input._tag === 'ConfirmConversion') return recordAlreadyClaimed(before, outcomeOf(input))
  return input.failedAt === 'sync' && !needsSync(sfdc.from)
    ? { _tag: 'NoSyncNeeded', rule: 'convert.syncs-first', personId }
    : undefined
}

const convertLead = ({ terms }: Converting, input: Confirm | Fail): ConvertLead => {
  const { at, personId } = input
  return input._tag === 'ConfirmConversion'
    ? { _tag: 'ConvertLead', at, personId, ...terms, outcome: 'succeeded', failedAt: null, reason: null }
    : { _tag: 'ConvertLead', at, personId, ...terms, outcome: 'failed', failedAt: input.failedAt, reason: input.reason }
}

const failureRules = ({ before, after }: Moment, input: Fail, person: Person, { from }: Converting): Broken => {
  const is = personIn(after, input.personId)
  const sfdc: Person['sfdc'] = input.failedAt === 'sync' ? from : { _tag: 'SfdcLead', isDeleted: false }
  return firstBroken(
    () => must(is !== undefined && eqPerson.equals(is, { ...person, sfdc }), 'convert.answered-once'),
    () =>
      must(
        sameAccounts(before, after) && sameContacts(before, after) && sameConversions(before, after),
        'convert.creates-three',
      ),
  )
}

const confirmationRules = (moment: Moment, input: Confirm, person: Person, settings: Settings): Broken => {
  const { before, after } = moment
  const { account, contactId } = input
  const known = contactIn(before, contactId)
  const placed = contactIn(after, contactId)
  const is = personIn(after, input.personId)
  const outcomes = [...rowsIn(before).conversions, outcomeOf(input)].sort((a, b) =>
    a.accountId < b.accountId ? -1 : 1,
  )
  return firstBroken(
    () =>
      must(
        is !== undefined && eqPerson.equals(is, { ...person, sfdc: { _tag: 'SfdcContact', contactId } }),
        'convert.creates-three',
      ),
    () =>
      must(
        known !== undefined || placed?._tag !== 'LiveContact' || placed.accountId === account.id,
        'convert.never-joins',
      ),
    () =>
      must(
        placed !== undefined &&
          eqContact.equals(
            placed,
            known ?? { _tag: 'LiveContact', id: contactId, accountId: account.id, appliedAtStamp: [] },
          ),
        'convert.creates-three',
      ),
    () => must(sameAccounts(before, after, account.id) && sameContacts(before, after, contactId), 'locality.account'),
    () => accountRecordRules(moment, account, settings),
    () => must(RA.getEq(eqConversion).equals(rowsIn(after).conversions, outcomes), 'convert.answered-once'),
  )
}

export const answerRules = (moment: Moment, input: Confirm | Fail, settings: Settings): Broken => {
  const { before, after } = moment
  const isSameAnswer =
    input._tag === 'ConfirmConversion' &&
    personIn(before, input.personId) !== undefined &&
    rowsIn(before).conversions.some((conversion) => eqConversion.equals(conversion, outcomeOf(input)))
  if (isSameAnswer) return must(isAnsweredBy(moment, undefined) && moment.events.length === 0, 'convert.answered-once')
  const refusal = refusalOf(before, input)
  const person = personIn(before, input.personId)
  const converting = person?.sfdc
  if (refusal !== undefined || person === undefined || converting?._tag !== 'Converting')
    return must(isAnsweredBy(moment, refusal), refusal?.rule ?? 'convert.answered-once')
  const logged = moment.activities.filter(({ _tag }) => _tag === 'ConvertLead')
  return firstBroken(
    // An answer under way is applied: neither ignored, nor refused with another reason.
    () => must(isAnsweredBy(moment, undefined) && moment.events.length > 0, 'convert.answered-once'),
    () =>
      input._tag === 'FailConversion'
        ? failureRules(moment, input, person, converting)
        : confirmationRules(moment, input, person, settings),
    () => must(samePersons(before, after, input.personId), 'locality.account'),
    () => must(isLogged(logged, [convertLead(converting, input)]), 'activity.convert'),
    () => must(input._tag === 'ConfirmConversion' || logged.length === moment.activities.length, 'activity.convert'),
  )
}
