/**
 * Finds the ids in change events, so that a service can load the rows with these ids before it decodes the events.
 *
 * @since 0.3.0
 */
import * as E from 'fp-ts/lib/Either.js'
import { isObject, own } from '../codecs/Combinators.js'
import { AccountId, ContactId } from '../model/SalesforceId.js'
import { payloadIn, withoutUnion, withoutUnions } from './EventPayload.js'

/**
 * The ids in several change events, without duplicates, in the order of the events.
 *
 * @category model
 * @since 0.3.0
 */
export interface EventIds {
  /** The ids of the accounts that changed. The list also contains the ids in the field `AccountId` of contact events. */
  readonly accounts: ReadonlyArray<AccountId>
  readonly contacts: ReadonlyArray<ContactId>
}

/**
 * Finds the ids in change events of the Pub/Sub API or of CometD. Load the rows with these ids, and pass the rows to
 * `changesFromPubSub` or `changesFromCometd`. An event that concerns all records of an object, or that cannot be decoded,
 * contributes no ids. `changesFromPubSub` and `changesFromCometd` report such events.
 *
 * @example
 * import { idsIn } from 'marketo-account-sync/records'
 *
 * const header = { changeType: 'UPDATE', commitTimestamp: 1696444513000 }
 * const ids = idsIn([
 * { payload: { ChangeEventHeader: { ...header, entityName: 'Account', recordIds: ['0014W000027f6UwQAI'] } } },
 * { payload: { ChangeEventHeader: { ...header, entityName: 'Contact', recordIds: ['0034W00002xyzAB'] },
 * AccountId: '0014W000027f6UxQAI' } }
 * ])
 * assert.deepStrictEqual(ids, {
 * accounts: ['0014W000027f6UwQAI', '0014W000027f6UxQAI'],
 * contacts: ['0034W00002xyzABQAY']
 * })
 *
 * @category queries
 * @since 0.3.0
 */
export const idsIn = (messages: Iterable<unknown>): EventIds => {
  const accounts = new Set<AccountId>()
  const contacts = new Set<ContactId>()
  const addAccount = (undecoded: unknown): void => {
    const id = AccountId.decode(undecoded)
    if (E.isRight(id)) accounts.add(id.right)
  }
  const addContact = (undecoded: unknown): void => {
    const id = ContactId.decode(undecoded)
    if (E.isRight(id)) contacts.add(id.right)
  }
  for (const message of messages) {
    const located = payloadIn(message)
    if (E.isLeft(located)) continue
    const { payload } = located.right
    const wrapped = withoutUnion(own(payload, 'ChangeEventHeader'))
    const header = isObject(wrapped) ? withoutUnions(wrapped) : {}
    const object = own(header, 'entityName')
    const recordIds = own(header, 'recordIds')
    const ids: ReadonlyArray<unknown> = Array.isArray(recordIds) ? recordIds : []
    if (object === 'Account') ids.forEach(addAccount)
    if (object === 'Contact') {
      ids.forEach(addContact)
      addAccount(own(payload, 'AccountId'))
    }
  }
  return { accounts: [...accounts], contacts: [...contacts] }
}
