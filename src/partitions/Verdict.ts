/**
 * A verdict contains the result of an input. If the input moved a contact, the verdict also contains the contact's accounts
 * before and after the move. An event contains only the account after the move.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Contact } from '../model/Contact.js'
import { accountIdOf } from '../model/Contact.js'
import type { Event } from '../model/Event.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Decided } from '../marketo/Decide.js'
import { evolveContact } from '../rules/ContactSync.js'

/**
 * The move of a contact. If `from` is an account, the contact stops being live in this account. If `to` is an account, the
 * contact becomes live in this account. `from` and `to` are different.
 *
 * @rule contact.moves
 * @category model
 * @since 0.2.0
 */
export interface Move {
  readonly contactId: ContactId
  /** The account that the contact leaves. `null` if the contact was not live before the move. */
  readonly from: AccountId | null
  /** The account that the contact joins. `null` if the contact is not live after the move. */
  readonly to: AccountId | null
}

/**
 * Returns the move that an event causes. `contact` is the contact before the event. Returns none if the event is not about a
 * contact, or if the contact stays in its account.
 *
 * @rule contact.moves
 * @rule contact.one-account
 * @category queries
 * @since 0.2.0
 */
export const moveOf = (contact: O.Option<Contact>, event: Event): O.Option<Move> => {
  if (event._tag !== 'ContactSynced' && event._tag !== 'ConversionConfirmed') return O.none
  const after = evolveContact(contact, event)
  const from = O.toNullable(O.flatMap(accountIdOf)(contact))
  const to = O.toNullable(accountIdOf(after))
  return from === to ? O.none : O.some({ contactId: after.id, from, to })
}

/**
 * The result of an input. If the input moved a contact, the verdict also contains the move.
 *
 * @category model
 * @since 0.2.0
 */
export interface Verdict {
  readonly decided: Decided
  /** The move of the contact, or `null` if no contact moved. */
  readonly move: Move | null
}

/** @internal Makes a verdict from a decision. `contact` is the contact before the decision. */
export const verdictOn = (contact: O.Option<Contact>, decided: Decided): Verdict => ({
  decided,
  move: E.isLeft(decided)
    ? null
    : O.toNullable(RA.findFirstMap((event: Event) => moveOf(contact, event))(decided.right)),
})
