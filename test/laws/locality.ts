// The laws which state that the data of one account does not affect other accounts.
import type { AccountId } from 'marketo-account-sync'
import type { Moment } from 'marketo-account-sync/testing'
import { anyAccountId, anyFields, anyHistory, anySettings, momentsOf } from 'marketo-account-sync/testing'
import fc from 'fast-check'
import { changesLogged, liveContactIn, sameAccount, sameAccounts } from '../helpers/observe.js'
import type { Law } from './law.js'
import { always, law } from './law.js'
import { withRecord } from './records.js'

/** Returns the only account that an input can change. */
const concerned = ({ input, before }: Moment): AccountId | undefined => {
  if (input._tag === 'SyncAccount') return input.record.id
  if (input._tag === 'ConfirmConversion') return input.account.id
  return input._tag === 'EditAccountField' ? liveContactIn(before, input.contactId)?.accountId : undefined
}

export const localityLaws: ReadonlyArray<Law> = [
  law(
    'locality.account',
    'an input changes at most one account, and logs nothing for the contacts of other accounts',
    always((moment) => {
      const id = concerned(moment)
      return (
        sameAccounts(moment.before, moment.after, id) &&
        changesLogged(moment).every(({ accountId }) => accountId === id)
      )
    }),
  ),
  law(
    'locality.account',
    'the records of one account never affect another account',
    [anySettings, anyHistory, anyAccountId, anyFields, fc.boolean()],
    (settings, history, id, fields, isDeleted, implementation) => {
      const inputs = history.map((input) =>
        withRecord((record) => (record.id === id ? record : { ...record, fields, isDeleted }), input),
      )
      const logged = (moment: Moment) =>
        JSON.stringify(changesLogged(moment).filter(({ accountId }) => accountId === id))
      const run = momentsOf(implementation)(settings)
      const others = run(inputs)
      return run(history).every(
        (moment, index) =>
          sameAccount(moment.after, others[index]!.after, id) && logged(moment) === logged(others[index]!),
      )
    },
  ),
]
