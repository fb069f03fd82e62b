// The laws about Salesforce's answers to a conversion.
import type { Input } from 'marketo-account-sync'
import { accountsOf, contactsOf, eqMarketo, eqPerson } from 'marketo-account-sync'
import { momentOf } from 'marketo-account-sync/testing'
import {
  accountIn,
  confirmedIn,
  contactIn,
  isAccepted,
  liveIn,
  personIn,
  refusalIn,
  sameAccounts,
  sameContact,
} from '../helpers/observe.js'
import { lead, second } from '../helpers/values.js'
import { aClaim, aNamesakeConverted, aSecondLife, endingIn } from './historySuffixes.js'
import type { Law } from './law.js'
import { law, whenever } from './law.js'
import {
  answerToNothing,
  answerUnderWay,
  appliedAnswer,
  claimedRecords,
  confirmation,
  failedConversion,
  failedNeedlessSync,
  failedSync,
  newRecords,
  repeatedAnswer,
} from './selectors.js'

const namesakes = { histories: endingIn(aNamesakeConverted) }

export const answerLaws: ReadonlyArray<Law> = [
  law(
    'convert.creates-three',
    'after a confirmed conversion, Marketo has the new account with the new contact, and the person is this contact',
    whenever(
      newRecords,
      (moment) => {
        const { answer, before, after } = moment
        const { contactId, account, personId } = answer
        const person = personIn(after, personId)
        return (
          confirmedIn(moment) !== undefined &&
          accountIn(after, account.id) !== undefined &&
          (contactIn(before, contactId) === undefined
            ? liveIn(after, account.id).includes(contactId)
            : sameContact(before, after, contactId)) &&
          person?.sfdc._tag === 'SfdcContact' &&
          person.sfdc.contactId === contactId
        )
      },
      namesakes,
    ),
  ),
  law(
    'convert.never-joins',
    "an answer to a conversion is refused if the answer names another person's contact or a record of another conversion",
    whenever(claimedRecords, (moment) => refusalIn(moment)?._tag === 'RecordAlreadyClaimed'),
  ),
  law(
    'convert.never-joins',
    "if an answer has another person's contact and records of another conversion, the refusal names the contact",
    whenever(
      claimedRecords,
      (moment) => {
        const refusal = refusalIn(moment)
        const { holders, answer, outcomes } = moment
        const [holder] = [...holders].sort((a, b) => a - b)
        const outcome = outcomes[0]
        const due =
          holder === undefined
            ? { id: outcome?.id, why: 'outcome of another conversion', of: outcome?.of }
            : { id: answer.contactId, why: 'contact of another person', of: holder }
        return (
          refusal?._tag === 'RecordAlreadyClaimed' &&
          refusal.id === due.id &&
          refusal.why === due.why &&
          refusal.of === due.of
        )
      },
      { histories: endingIn(aClaim) },
    ),
  ),
  law(
    'convert.never-joins',
    'a confirmed conversion changes only the account in the answer, and changes no contact that Marketo already knew',
    whenever(
      confirmation,
      ({ answer, before, after }) =>
        sameAccounts(before, after, answer.account.id) &&
        [...contactsOf(before)].every(({ id }) => sameContact(before, after, id)),
      namesakes,
    ),
  ),
  law(
    'convert.never-joins',
    'a confirmed conversion moves no contact into or out of any account except the account in the answer',
    whenever(
      confirmation,
      ({ answer, before, after }) =>
        [...accountsOf(before)].every(
          ({ id }) =>
            id === answer.account.id || JSON.stringify(liveIn(after, id)) === JSON.stringify(liveIn(before, id)),
        ),
      namesakes,
    ),
  ),
  law(
    'convert.answered-once',
    'an answer to a conversion is refused if no conversion of the person is under way',
    whenever(answerToNothing, (moment) => refusalIn(moment)?._tag === 'NoConversionUnderWay'),
  ),
  law(
    'convert.answered-once',
    'an answer to a conversion is never refused with NoConversionUnderWay while the person is being converted',
    whenever(answerUnderWay, (moment) => refusalIn(moment)?._tag !== 'NoConversionUnderWay'),
  ),
  law(
    'convert.answered-once',
    'a repeated answer to a conversion is accepted and changes nothing',
    whenever(repeatedAnswer, (moment) => isAccepted(moment) && moment.events.length === 0, {
      histories: endingIn(aSecondLife),
    }),
  ),
  law(
    'convert.answered-once',
    'if an answer to a conversion is repeated with a newer account record, the record is not applied',
    whenever(appliedAnswer, ({ answer, after, settings, implementation }) => {
      const again: Input =
        answer._tag === 'ConfirmConversion'
          ? { ...answer, account: { ...answer.account, systemModstamp: second(1), fields: {} } }
          : answer
      const repeat = momentOf(implementation)(settings)(again, after)
      return eqMarketo.equals(repeat.after, after) && repeat.activities.length === 0
    }),
  ),
  law(
    'convert.answered-once',
    'an applied answer to a conversion ends the conversion',
    whenever(appliedAnswer, ({ answer, after }) => personIn(after, answer.personId)?.sfdc._tag !== 'Converting'),
  ),
  law(
    'convert.syncs-first',
    'if the sync fails before a conversion, the person is the same as before the request',
    whenever(failedSync, ({ failure, asked, after }) => {
      const left = personIn(after, failure.personId)
      return left !== undefined && asked !== undefined && eqPerson.equals(left, asked)
    }),
  ),
  law(
    'convert.syncs-first',
    'if a conversion fails after the sync, the person is a lead',
    whenever(failedConversion, ({ failure, asked, after }) => {
      const left = personIn(after, failure.personId)
      return left !== undefined && asked !== undefined && eqPerson.equals(left, { ...asked, sfdc: lead })
    }),
  ),
  law(
    'convert.syncs-first',
    'an answer that reports a failed sync is refused if the conversion needed no sync',
    whenever(failedNeedlessSync, (moment) => refusalIn(moment)?._tag === 'NoSyncNeeded'),
  ),
]
