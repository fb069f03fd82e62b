// The rules that Convert Person and the answers to it can break.
import type { Input, Settings } from 'marketo-account-sync'
import { allPersons, eqContact, lookupConversion } from 'marketo-account-sync'
import type { Moment } from 'marketo-account-sync/testing'
import * as O from 'fp-ts/lib/Option.js'
import type { Broken } from './look.js'
import { contactIn, personIn, firstBroken, must, sameAccounts, sameContacts, tagOf } from './look.js'
import { accountRecordRules } from './accountRules.js'

const isBlank = (text: string | null): boolean => text === null || text.trim() === ''

export const convertRules = (moment: Moment, input: Extract<Input, { _tag: 'ConvertPerson' }>): Broken => {
  const person = personIn(moment.before, input.personId)
  const is = personIn(moment.after, input.personId)
  const needsSync =
    person?.sfdc._tag === 'NotInSalesforce' || (person?.sfdc._tag === 'SfdcLead' && person.sfdc.isDeleted)
  const checks: ReadonlyArray<readonly [boolean, string, string]> = [
    [person === undefined, 'UnknownPerson', 'convert.known-person'],
    [person?.sfdc._tag === 'SfdcContact', 'AlreadyAContact', 'convert.not-a-contact'],
    [person?.sfdc._tag === 'Converting', 'ConversionUnderWay', 'convert.not-a-contact'],
    [input.accepts !== 'new account and opportunity', 'NewAccountNotAccepted', 'convert.guarded'],
    [!input.assignTo.startsWith('005'), 'OwnerNotAUser', 'convert.user-owner'],
    [needsSync && (isBlank(person.lastName) || isBlank(person.company)), 'Incomplete', 'convert.syncs-first'],
  ]
  const refused = checks.find(([applies]) => applies)
  const requested = moment.events.find((event) => event._tag === 'ConversionRequested')
  return firstBroken(
    () => must(tagOf(moment) === refused?.[1], refused?.[2] ?? 'convert.creates-three'),
    () =>
      must(
        sameAccounts(moment.before, moment.after) && sameContacts(moment.before, moment.after),
        'account.only-from-salesforce',
      ),
    () => must(moment.activities.length === 0, 'activity.convert'),
    () =>
      must(
        refused !== undefined || (is?.sfdc._tag === 'Converting' && (requested?.newLead !== null) === needsSync),
        'convert.syncs-first',
      ),
  )
}

export const answerRules = (
  moment: Moment,
  input: Extract<Input, { _tag: 'ConfirmConversion' | 'FailConversion' }>,
  settings: Settings,
): Broken => {
  const { before, after } = moment
  const was = personIn(before, input.personId)
  const is = personIn(after, input.personId)
  const tag = tagOf(moment)
  const logged = moment.activities.filter(({ _tag }) => _tag === 'ConvertLead')
  const isApplied = tag === undefined && moment.events.length > 0
  if (tag === 'UnknownPerson') return must(was === undefined, 'convert.known-person')
  if (was === undefined) return 'convert.known-person'
  if (isApplied !== (logged.length === 1)) return 'activity.convert'
  if (isApplied && was.sfdc._tag !== 'Converting') return 'convert.answered-once'
  if (tag === 'NoConversionUnderWay') return must(was.sfdc._tag !== 'Converting', 'convert.answered-once')
  if (input._tag === 'FailConversion') {
    const from = was.sfdc._tag === 'Converting' ? was.sfdc.from : undefined
    const needed = from?._tag === 'NotInSalesforce' || from?.isDeleted === true
    const expected = input.failedAt === 'sync' ? from : ({ _tag: 'SfdcLead', isDeleted: false } as const)
    return firstBroken(
      () => must((tag === 'NoSyncNeeded') === (input.failedAt === 'sync' && !needed), 'convert.syncs-first'),
      () =>
        must(
          !isApplied || (is !== undefined && JSON.stringify(is.sfdc) === JSON.stringify(expected)),
          'convert.answered-once',
        ),
      () => must(sameAccounts(before, after) && sameContacts(before, after), 'convert.creates-three'),
    )
  }
  const { account, contactId } = input
  const outcome = O.toUndefined(lookupConversion(contactId)(before))
  const isSameAnswer = outcome?.personId === was.id && outcome.accountId === account.id
  if (!isApplied) return must(tag === 'NotNew' || isSameAnswer, 'convert.answered-once')
  const known = contactIn(before, contactId)
  const placed = contactIn(after, contactId)
  return firstBroken(
    () =>
      must(
        outcome === undefined &&
          !allPersons(before).some(
            ({ id, sfdc }) => id !== was.id && sfdc._tag === 'SfdcContact' && sfdc.contactId === contactId,
          ),
        'convert.never-joins',
      ),
    () => must(is?.sfdc._tag === 'SfdcContact' && is.sfdc.contactId === contactId, 'convert.creates-three'),
    () =>
      must(
        known === undefined
          ? placed?._tag === 'LiveContact' && placed.accountId === account.id
          : placed !== undefined && eqContact.equals(placed, known),
        'convert.creates-three',
      ),
    () => must(sameAccounts(before, after, account.id) && sameContacts(before, after, contactId), 'locality.account'),
    () => accountRecordRules(moment, account, settings),
  )
}
