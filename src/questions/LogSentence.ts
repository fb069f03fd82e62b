/**
 * Writes the answers of `whyNotLogged` as sentences.
 *
 * @since 0.1.0
 */
import type { LogAnswer, NotLogged } from './LogAnswer.js'
import {
  formatAnswer,
  formatChange,
  formatCount,
  formatInstant,
  formatMeant,
  formatNotSynced,
  formatRefusal,
  formatRefused,
  formatStatus,
  formatValue,
  formatWasNotLive,
  rulesOfStatus,
} from './Wording.js'

const formatAccount = (accountId: string | null): string => (accountId === null ? 'no account' : `account ${accountId}`)

const formatMove = (from: string | null, to: string | null, rule: NotLogged['rule']): string => {
  if (rule === 'contact.deleted') return `the contact was deleted in Salesforce (it had been in ${formatAccount(from)})`
  return from === null
    ? `the contact joined ${formatAccount(to)}`
    : `the contact moved from ${formatAccount(from)} to ${formatAccount(to)}`
}

const formatReason = ({ reason, rule, field, accountId }: NotLogged): string => {
  switch (reason._tag) {
    case 'NothingHappened':
      return accountId === null
        ? `the contact had no account, and nobody edited its ${field}`
        : `no record of its account ${accountId} arrived, and nobody edited its ${field}`
    case 'NotLive':
      return reason.why === 'unknown'
        ? 'Marketo did not know the contact'
        : `the contact ${formatWasNotLive(reason.why)}`
    case 'Elsewhere':
      return `the record was for ${formatAccount(accountId)}, but the contact was in ${formatAccount(reason.liveIn)}`
    case 'Deferred':
      return `the record of the contact arrived before its account ${reason.waitsFor}, so the record has to be delivered again`
    case 'Moved':
      return `${formatMove(reason.from, reason.to, rule)}, which logs nothing`
    case 'Refused':
      return `${formatRefused(reason.refusal)} was refused because ${formatRefusal(reason.refusal)}`
    case 'AnsweredBefore':
      return 'Salesforce had already given this answer to the conversion, and a repeated answer changes nothing'
    case 'Late':
      return `the record (of ${formatInstant(reason.systemModstamp)}) was older than the last record (of ${formatInstant(reason.applied)})`
    case 'Repeated':
      return `the record (of ${formatInstant(reason.systemModstamp)}) had the same SystemModstamp as the last record and contained no new value`
    case 'CameBefore':
      return `an earlier record with the same SystemModstamp (${formatInstant(reason.systemModstamp)}) contained this value of ${field}`
    case 'FormulaWaits':
      return `${field} is a formula field, and its new value waits until the SystemModstamp (${formatInstant(reason.systemModstamp)}) changes`
    case 'NotSynced':
      return formatNotSynced(reason.why, field, field)
    case 'Absent':
      return `the record did not contain ${field}`
    case 'Skipped':
      return 'all values in the record equalled the last values from Salesforce, so the record was skipped (our reading, field-change)'
    case 'NoChange':
      return reason.value === null
        ? 'the new value was blank, and Marketo showed no other value'
        : `Marketo already showed ${formatValue(reason.value)}`
    case 'OtherContact':
      return `Marketo logs an edit only for the contact through which somebody made it, which was ${reason.through}`
    case 'EditsNotLogged':
      return 'local edits are not logged (our reading, localEditLog none)'
    case 'OverTheCap':
      return `the account had ${formatCount(reason.liveContacts, 'live contact')}, which is over the cap`
  }
}

export const formatLogAnswer = (answer: LogAnswer): string => {
  if (answer._tag === 'Logged') {
    const { at, contactId, cause } = answer.activity
    return formatAnswer(
      [
        `A Change Data Value was logged for contact ${contactId} on ${formatInstant(at)}: ${formatChange(answer.activity)}, by a ${cause}.`,
      ],
      answer.rule,
    )
  }
  const { contactId, field, at, accountStatus, meant } = answer
  const when = at === null ? 'in that period' : `on ${formatInstant(at)}`
  return formatAnswer(
    [
      `No Change Data Value of ${field} was logged for contact ${contactId} ${when}: ${formatReason(answer)}.`,
      accountStatus === null ? '' : formatStatus(accountStatus),
      formatMeant(field, meant),
    ],
    answer.rule,
    ...rulesOfStatus(accountStatus),
  )
}
