import type { Instance } from 'marketo-account-sync'
import { settingsWith } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { momentsOf } from 'marketo-account-sync/testing'
import { changesLogged } from '../helpers/observe.js'
import { range } from '../helpers/values.js'
import { deliverAccount, deliverContact, nthAccountId, nthContactId } from './inputs.js'

const id = nthAccountId(1)

/**
 * Deletes the contacts above the cap of an account, or makes these contacts private. Returns `true` if Marketo logs no sync-down
 * before the change, and logs a sync-down after the change.
 */
export const logsAgainWithout = (
  implementation: Implementation,
  { activityCap }: Pick<Instance, 'activityCap'>,
  tooMany: number,
  isDeleted: boolean,
): boolean => {
  const contactIds = range(activityCap + tooMany).map(nthContactId)
  const inputs = [
    deliverAccount(id, 0, { Name: 'a' }),
    ...contactIds.map((contactId) => deliverContact(contactId, 0, id)),
    deliverAccount(id, 1, { Name: 'b' }),
    ...contactIds.slice(activityCap).map((contactId) => deliverContact(contactId, 2, isDeleted ? id : null, isDeleted)),
    deliverAccount(id, 3, { Name: 'c' }),
  ]
  const moments = momentsOf(implementation)(settingsWith({ instance: { activityCap } }))(inputs)
  const loggedFor = (at: number) => changesLogged(moments.at(at)!).map(({ contactId }) => contactId)
  return (
    loggedFor(1 + contactIds.length).length === 0 &&
    JSON.stringify(loggedFor(-1)) === JSON.stringify(contactIds.slice(0, activityCap))
  )
}
