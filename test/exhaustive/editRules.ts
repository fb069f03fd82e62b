// The rules that a local edit can break.
import type { Account, ChangeDataValue, Contact, EditRefused, Input, LocalEdit } from 'marketo-account-sync'
import { eqAccount, shownFields } from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import * as O from 'fp-ts/lib/Option.js'
import type { Broken, Values } from './look.js'
import {
  accountIn,
  contactIn,
  shownIn,
  liveIn,
  firstBroken,
  isAnsweredBy,
  isLogged,
  must,
  sameAccounts,
  sameContacts,
  sameConversions,
  samePersons,
} from './look.js'

type Edit = Extract<Input, { _tag: 'EditAccountField' }>

const refusalOf = (
  { contactId, field }: Edit,
  contact: Contact | undefined,
  account: Account | undefined,
): EditRefused | undefined => {
  const rule = 'edit.live-contact'
  if (contact === undefined) return { _tag: 'UnknownContact', rule, contactId }
  if (contact._tag !== 'LiveContact')
    return { _tag: 'ContactNotLive', rule, contactId, why: contact._tag === 'DeletedContact' ? 'deleted' : 'private' }
  if (account === undefined) return { _tag: 'ContactNotLive', rule, contactId, why: 'elsewhere' }
  if (account.isDeleted) return { _tag: 'AccountDeleted', rule, contactId, accountId: account.id }
  return Object.hasOwn(account.synced, field)
    ? undefined
    : { _tag: 'UnknownField', rule: 'edit.known-field', accountId: account.id, field }
}

const afterEdit = (account: Account, { at, contactId, field, value }: Edit): Account => {
  const others = account.localEdits.filter((edit) => edit.field !== field)
  const edit: LocalEdit = { field, value, through: contactId, at }
  const localEdits = account.synced[field] === value ? others : [...others, edit]
  return { ...account, localEdits: [...localEdits].sort((a, b) => (a.field < b.field ? -1 : 1)) }
}

/** By the reading that an edit is logged for the contact it was made through. */
export const editRules = (moment: Moment, input: Edit, valueForContact: Implementation['valueForContact']): Broken => {
  const { before, after } = moment
  const { at, contactId, field, value: newValue } = input
  const contact = contactIn(before, contactId)
  const account = contact?._tag === 'LiveContact' ? accountIn(before, contact.accountId) : undefined
  const refusal = refusalOf(input, contact, account)
  if (refusal !== undefined || account === undefined)
    return must(isAnsweredBy(moment, refusal), refusal?.rule ?? 'edit.live-contact')
  const old = shownFields(account)
  const oldValue = old[field] ?? null
  const isChange = oldValue !== newValue
  const due: ChangeDataValue = {
    ...{ _tag: 'ChangeDataValue', at, contactId, accountId: account.id, field },
    ...{ oldValue, newValue, cause: 'local edit' },
  }
  const is = accountIn(after, account.id)
  return firstBroken(
    () => must(isAnsweredBy(moment, undefined), 'edit.live-contact'),
    () => must(sameAccounts(before, after, account.id), 'edit.fan-out'),
    () =>
      must(
        sameContacts(before, after) && samePersons(before, after) && sameConversions(before, after),
        'locality.account',
      ),
    () =>
      must(
        liveIn(after, account.id).every((id) => O.toUndefined(valueForContact(id, field)(after)) === newValue),
        'edit.fan-out',
      ),
    () =>
      must(
        Object.entries(shownIn(after, account.id)).every(
          ([name, value]) => name === field || value === (old as Values)[name],
        ),
        'edit.fan-out',
      ),
    () =>
      must(
        is !== undefined && eqAccount.equals(is, isChange ? afterEdit(account, input) : account),
        'edit.until-override',
      ),
    () => must(isLogged(moment.activities, isChange ? [due] : []), 'activity.local-edit'),
  )
}
