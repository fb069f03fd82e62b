// The laws of what one account has to do with another: nothing.
import type { AccountRecord, Input } from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import { anyAccountId, anyFields, anyHistory, anySettings, momentsOf } from 'marketo-account-sync/testing'
import fc from 'fast-check'
import { always } from './always.js'
import type { Law } from './law.js'
import { law } from './law.js'
import { changesLogged, contactIn, othersStay, sameAccount } from './observe.js'

/** The one account that an input can change. */
const concerned = ({ input, before }: Moment) => {
  if (input._tag === 'SyncAccount') return input.record.id
  if (input._tag === 'ConfirmConversion') return input.account.id
  const contact = input._tag === 'EditAccountField' ? contactIn(before, input.contactId) : undefined
  return contact?._tag === 'LiveContact' ? contact.accountId : undefined
}

const noAccount = '' as AccountRecord['id']

export const localityLaws = (implementation: Implementation): ReadonlyArray<Law> => {
  const eachMoment = always(implementation)
  return [
    eachMoment(
      'locality.account',
      'an input changes no account but the one it concerns, and logs for no other',
      (moment) => {
        const id = concerned(moment) ?? noAccount
        return othersStay(moment, id) && changesLogged(moment).every(({ accountId }) => accountId === id)
      },
    ),
    law(
      'locality.account',
      'what the records of other accounts say makes no difference to an account',
      [anySettings, anyHistory, anyAccountId, anyFields, fc.boolean()],
      (settings, history, id, fields, isDeleted) => {
        const otherwise = (record: AccountRecord): AccountRecord =>
          record.id === id ? record : { ...record, fields, isDeleted }
        const inputs = history.map((input): Input => {
          if (input._tag === 'SyncAccount') return { ...input, record: otherwise(input.record) }
          return input._tag === 'ConfirmConversion' ? { ...input, account: otherwise(input.account) } : input
        })
        const logged = (moment: Moment) =>
          JSON.stringify(changesLogged(moment).filter(({ accountId }) => accountId === id))
        const others = momentsOf(implementation)(settings)(inputs)
        return momentsOf(implementation)(settings)(history).every((moment, index) => {
          const other = others[index]!
          return sameAccount(moment.after, other.after, id) && logged(moment) === logged(other)
        })
      },
    ),
  ]
}
