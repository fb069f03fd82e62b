import type { Instance } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { tried } from './always.js'
import { nthAccountId, nthContactId, range, syncAccount, syncContact, withInstance } from './inputs.js'
import { changesLogged } from './observe.js'

const id = nthAccountId(1)

/** As many contacts as the cap and some; then those some go, deleted or private. Logs nothing before, and for all after. */
export const logsAgainWithout = (
  implementation: Implementation,
  { activityCap }: Pick<Instance, 'activityCap'>,
  gone: number,
  isDeleted: boolean,
): boolean => {
  const contactIds = range(activityCap + gone).map(nthContactId)
  const inputs = [
    syncAccount({ id, at: 0, fields: { Name: 'a' } }),
    ...contactIds.map((contactId) => syncContact({ id: contactId, at: 0, accountId: id })),
    syncAccount({ id, at: 1, fields: { Name: 'b' } }),
    ...contactIds
      .slice(activityCap)
      .map((contactId) => syncContact({ id: contactId, at: 2, accountId: isDeleted ? id : null, isDeleted })),
    syncAccount({ id, at: 3, fields: { Name: 'c' } }),
  ]
  const moments = tried(implementation)(withInstance({ activityCap }), [], inputs)
  const loggedFor = (at: number) => changesLogged(moments.at(at)!).map(({ contactId }) => contactId)
  return (
    loggedFor(1 + contactIds.length).length === 0 &&
    JSON.stringify(loggedFor(-1)) === JSON.stringify(contactIds.slice(0, activityCap))
  )
}
