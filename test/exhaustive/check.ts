// What must hold at every step: the invariants of what Marketo holds, and every rule that a step can break. Written
// from the rules alone, on what a record carries and what Marketo shows before and after; no decision is asked.
import type { Settings } from 'marketo-account-sync'
import { eqPerson } from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import type { Broken } from './look.js'
import { personIn, firstBroken, must, sameAccounts, sameContacts, samePersons, same, tagOf } from './look.js'
import { accountRecordRules } from './accountRules.js'
import { contactRules, editRules } from './contactRules.js'
import { answerRules, convertRules } from './conversionRules.js'
import { invariants } from './invariants.js'

const rules = (moment: Moment, settings: Settings, { valueForContact }: Implementation): Broken => {
  const { input, before, after } = moment
  switch (input._tag) {
    case 'SyncAccount':
      return firstBroken(
        () => accountRecordRules(moment, input.record, settings),
        () =>
          must(
            sameAccounts(before, after, input.record.id) && sameContacts(before, after) && samePersons(before, after),
            'locality.account',
          ),
      )
    case 'SyncContact':
      return contactRules(moment, input)
    case 'EditAccountField':
      return editRules(moment, input, valueForContact)
    case 'PutPerson': {
      const was = personIn(before, input.person.id)
      const isConverting = was?.sfdc._tag === 'Converting'
      const is = personIn(after, input.person.id)
      return firstBroken(
        () => must((tagOf(moment) === 'ConversionUnderWay') === isConverting, 'convert.not-a-contact'),
        () => must(isConverting || (is !== undefined && eqPerson.equals(is, input.person)), 'convert.known-person'),
        () =>
          must(
            sameAccounts(before, after) && sameContacts(before, after) && moment.activities.length === 0,
            'account.only-from-salesforce',
          ),
      )
    }
    case 'ConvertPerson':
      return convertRules(moment, input)
    case 'ConfirmConversion':
    case 'FailConversion':
      return answerRules(moment, input, settings)
  }
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
      () => (moment.events.length === 0 ? null : invariants(moment.after)),
    )
