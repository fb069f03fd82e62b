// What must hold at every step: the invariants of what Marketo holds, and every rule that a step can break. Written
// from the rules alone, on what a record carries and what Marketo shows before and after; no decision is asked.
import type { Input, Settings } from 'marketo-account-sync'
import { eqPerson } from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import type { Broken } from './look.js'
import {
  firstBroken,
  isAnsweredBy,
  must,
  personIn,
  same,
  sameAccounts,
  sameContacts,
  sameConversions,
  samePersons,
} from './look.js'
import { accountRecordRules } from './accountRules.js'
import { answerRules } from './answerRules.js'
import { contactRules } from './contactRules.js'
import { convertRules, requestsOf } from './convertRules.js'
import { editRules } from './editRules.js'
import { invariants } from './invariants.js'

const putRules = (moment: Moment, { person }: Extract<Input, { _tag: 'PutPerson' }>): Broken => {
  const { before, after } = moment
  const was = personIn(before, person.id)
  const is = personIn(after, person.id)
  if (was?.sfdc._tag === 'Converting') {
    const { since } = was.sfdc
    const rule = 'convert.not-a-contact'
    return must(isAnsweredBy(moment, { _tag: 'ConversionUnderWay', rule, personId: person.id, since }), rule)
  }
  return firstBroken(
    () => must(isAnsweredBy(moment, undefined), 'convert.not-a-contact'),
    () => must(is !== undefined && eqPerson.equals(is, person), 'convert.known-person'),
    () => must(samePersons(before, after, person.id) && sameConversions(before, after), 'locality.account'),
    () =>
      must(
        sameAccounts(before, after) && sameContacts(before, after) && moment.activities.length === 0,
        'account.only-from-salesforce',
      ),
  )
}

const rules = (moment: Moment, settings: Settings, { valueForContact, toSalesforce }: Implementation): Broken => {
  const { input, before, after } = moment
  switch (input._tag) {
    case 'SyncAccount':
      return firstBroken(
        () => must(moment.decided._tag === 'Right', 'sync.override-all'),
        () => accountRecordRules(moment, input.record, settings),
        () => must(sameContacts(before, after), 'contact.deleted'),
        () =>
          must(
            sameAccounts(before, after, input.record.id) &&
              samePersons(before, after) &&
              sameConversions(before, after) &&
              moment.activities.every(({ _tag }) => _tag === 'ChangeDataValue'),
            'locality.account',
          ),
      )
    case 'SyncContact':
      return contactRules(moment, input)
    case 'EditAccountField':
      return editRules(moment, input, valueForContact)
    case 'PutPerson':
      return putRules(moment, input)
    case 'ConvertPerson':
      return convertRules(moment, input, settings, toSalesforce)
    case 'ConfirmConversion':
    case 'FailConversion':
      return answerRules(moment, input, settings)
  }
}

/** Only Convert Person asks anything of Salesforce. */
const asksNothing = (moment: Moment, { toSalesforce }: Implementation): Broken => {
  const { _tag } = moment.input
  return must(
    _tag === 'ConvertPerson' || requestsOf(moment, toSalesforce).length === 0,
    _tag === 'EditAccountField' ? 'edit.stays-local' : 'sync.one-way',
  )
}

/** What a step of an implementation breaks: a rule by its id, or an invariant in words. */
export const brokenBy =
  (settings: Settings, implementation: Implementation) =>
  (moment: Moment): Broken =>
    firstBroken(
      () =>
        must(
          moment.events.length > 0 || same(moment.before, moment.after),
          'invariant: without an event nothing changes',
        ),
      () => rules(moment, settings, implementation),
      () => asksNothing(moment, implementation),
      () =>
        must(
          moment.decided._tag === 'Right' || moment.decided.left.input === moment.input,
          'invariant: what is refused or deferred comes back',
        ),
      () => (moment.events.length === 0 ? null : invariants(moment.after, implementation)),
    )
