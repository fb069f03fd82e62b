/**
 * What came of an input, with the account that a contact leaves and the one that it joins. The event of a contact says only
 * where the contact is afterwards.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Contact } from '../model/Contact.js'
import { accountIdOf } from '../model/Contact.js'
import type { ContactSynced, ConversionConfirmed, Event } from '../model/Event.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Decided } from '../marketo/Decide.js'
import { evolveContact } from '../rules/ContactSync.js'

/**
 * A contact stops being live in one account, becomes live in another, or both. The two differ.
 *
 * @rule contact.moves
 * @category model
 * @since 0.2.0
 */
export interface Move {
  readonly contactId: ContactId
  /** The account that the contact leaves, or `null` if it was live in none. */
  readonly from: AccountId | null
  /** The account that the contact joins, or `null` if it is live in none now. */
  readonly to: AccountId | null
}

const moveBy = (contact: O.Option<Contact>, event: ContactSynced | ConversionConfirmed): O.Option<Move> => {
  const after = evolveContact(contact, event)
  const from = O.toNullable(O.flatMap(accountIdOf)(contact))
  const to = O.toNullable(accountIdOf(after))
  return from === to ? O.none : O.some({ contactId: after.id, from, to })
}

/**
 * The move that an event makes. `contact` is the contact of the event, as it was before. None if the event is about no
 * contact, or the contact stays where it is.
 *
 * @rule contact.moves
 * @rule contact.one-account
 * @category queries
 * @since 0.2.0
 */
export const moveOf = (contact: O.Option<Contact>, event: Event): O.Option<Move> => {
  switch (event._tag) {
    case 'ContactSynced':
    case 'ConversionConfirmed':
      return moveBy(contact, event)
    case 'AccountSyncedDown':
    case 'AccountSkipped':
    case 'AccountFieldEdited':
    case 'PersonPut':
    case 'ConversionRequested':
    case 'ConversionFailed':
      return O.none
  }
}

/**
 * What came of an input, and which contact moved by it.
 *
 * @category model
 * @since 0.2.0
 */
export interface Verdict {
  readonly decided: Decided
  /** `null` if no contact moved. */
  readonly move: Move | null
}

/** @internal The verdict of a decision about a contact, as the contact was before. */
export const verdictOn = (contact: O.Option<Contact>, decided: Decided): Verdict => ({
  decided,
  move: E.isLeft(decided)
    ? null
    : O.toNullable(RA.findFirstMap((event: Event) => moveOf(contact, event))(decided.right)),
})
