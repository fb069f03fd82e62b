/**
 * The sentences of `whyNotLogged`.
 */
import type { RuleId } from '../rules/Rule.js'
import type { LogAnswer, NotLogged, Reason } from './LogAnswer.js'
import { change, count, notSynced, on, refusable, refusal, saying, shown, wasNotLive } from './Wording.js'

const place = (accountId: string | null): string => (accountId === null ? 'no account' : `account ${accountId}`)

const moved = ({ from, to }: Extract<Reason, { readonly _tag: 'Moved' }>, rule: RuleId): string => {
  if (rule === 'contact.deleted') return `the contact, of ${place(from)} until then, was deleted in Salesforce`
  return from === null ? `the contact came into ${place(to)}` : `the contact went from ${place(from)} to ${place(to)}`
}

const because = ({ reason, rule, field, accountId }: NotLogged): string => {
  switch (reason._tag) {
    case 'NothingHappened':
      return accountId === null
        ? `the contact had no account, and no edit of ${field} came`
        : `no record of its account ${accountId} came, and no edit of ${field}`
    case 'NotLive':
      return reason.why === 'unknown' ? 'Marketo did not know the contact' : `the contact ${wasNotLive[reason.why]}`
    case 'Elsewhere':
      return `the record was of ${place(accountId)}, and the contact was in ${place(reason.liveIn)}`
    case 'Deferred':
      return `the contact's own record came before its account ${reason.waitsFor}, and has to be delivered again`
    case 'Moved':
      return `${moved(reason, rule)}, and that logs nothing`
    case 'Refused':
      return `${refusable(reason.refusal)} was refused, for ${refusal(reason.refusal)}`
    case 'AnsweredBefore':
      return 'it was the same answer to a conversion once more, and an answer counts once'
    case 'Late':
      return `the record, of ${on(reason.systemModstamp)}, was older than the last one, of ${on(reason.applied)}`
    case 'Repeated':
      return `the record, of ${on(reason.systemModstamp)}, had been applied before`
    case 'NotSynced':
      return notSynced(reason.why, field, field)
    case 'Absent':
      return `the record did not carry ${field}`
    case 'Skipped':
      return 'the record said nothing new of any field and was skipped (our reading, field-change)'
    case 'NoChange':
      return reason.value === null
        ? 'the new value was blank, and Marketo showed no other'
        : `Marketo showed ${shown(reason.value)} already`
    case 'OtherContact':
      return `an edit is logged for the contact it is made through, and that was ${reason.through}`
    case 'EditsNotLogged':
      return 'no local edit is logged (our reading, localEditLog none)'
    case 'OverTheCap':
      return `the account had ${count(reason.liveContacts, 'live contact')}, over the cap`
  }
}

export const logSentence = (answer: LogAnswer): string => {
  if (answer._tag === 'Logged') {
    const { at, contactId, cause } = answer.activity
    return saying(
      [
        `There is a Change Data Value: on ${on(at)}, for contact ${contactId}, ${change(answer.activity)}, by a ${cause}.`,
      ],
      answer.rule,
    )
  }
  const { contactId, field, at } = answer
  const when = at === null ? 'in that time' : `on ${on(at)}`
  return saying([`No Change Data Value of ${field} for contact ${contactId} ${when}: ${because(answer)}.`], answer.rule)
}
