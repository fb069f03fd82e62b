/**
 * What an input does to the whole of Marketo: it finds the account, contact or person, counts, and asks the decision
 * about that one.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as N from 'fp-ts/lib/number.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Ord } from 'fp-ts/lib/Ord.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { pipe } from 'fp-ts/lib/function.js'
import { decideContact } from '../rules/ContactSync.js'
import type { ConversionClaims } from '../rules/ConversionAnswer.js'
import { confirmConversion, failConversion } from '../rules/ConversionAnswer.js'
import { accept, asConvertible, convertPerson } from '../rules/ConvertPerson.js'
import type { Event } from '../model/Event.js'
import type { ConvertPerson, EditAccountField, Input, SyncAccount, SyncContact } from '../model/Input.js'
import { asLive, decideEdit } from '../rules/LocalEdit.js'
import { sizeOf } from './state/SortedIdSet.js'
import { contactIn, liveIn, expand } from './state/CompactContact.js'
import type { Marketo } from './Marketo.js'
import { lookupConversion, lookupPerson } from './Marketo.js'
import type { Person, PersonId } from '../model/Person.js'
import { putPerson } from '../rules/PutPerson.js'
import type { AccountNotYetKnown, ConvertRefused, EditRefused, Refusal, UnknownPerson } from '../model/Refusal.js'
import type { Settings } from '../model/Settings.js'
import { syncDownDecider } from '../rules/SyncDown.js'

/**
 * An input that was refused, and why. The state is as it was.
 *
 * @category model
 * @since 0.1.0
 */
export interface Refused {
  readonly _tag: 'Refused'
  readonly refusal: Refusal
  readonly input: Input
}

/**
 * An input that has to wait, and why. The state is as it was; deliver the input again.
 *
 * @category model
 * @since 0.1.0
 */
export interface Deferred {
  readonly _tag: 'Deferred'
  readonly reason: AccountNotYetKnown
  readonly input: Input
}

type Decided<R> = E.Either<R, ReadonlyArray<Event>>

const knownPerson =
  (marketo: Marketo) =>
  (personId: PersonId): E.Either<UnknownPerson, Person> =>
    pipe(
      lookupPerson(personId)(marketo),
      E.fromOption((): UnknownPerson => ({ _tag: 'UnknownPerson', rule: 'convert.known-person', personId })),
    )

/** The lowest number first, so that which of several persons a refusal names does not depend on their history. */
const byNumber: Ord<PersonId> = N.Ord

/** What an answer to a conversion is checked against. */
export const claimsIn = (marketo: Marketo): ConversionClaims => ({
  contactOfAnother: (contactId, personId) =>
    RA.head(RA.sort(byNumber)((marketo.personsOf.get(contactId) ?? []).filter((other) => other !== personId))),
  outcomeOf: (id) => lookupConversion(id)(marketo),
})

const eventOrNone = (event: Event | undefined): ReadonlyArray<Event> => (event === undefined ? [] : [event])

const editIn = (settings: Settings, edit: EditAccountField, marketo: Marketo): Decided<EditRefused> => {
  const { contactId } = edit
  const kept = marketo.contacts.get(contactId)
  if (kept === undefined) return E.left({ _tag: 'UnknownContact', rule: 'edit.live-contact', contactId })
  const accountId = liveIn(kept)
  if (accountId === undefined) return E.map(() => eventOrNone(undefined))(asLive(expand(kept)))
  const entry = marketo.accounts.get(accountId)
  // No contact is live in an account that Marketo does not know; a state made by hand may hold one all the same.
  if (entry === undefined)
    return E.left({ _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId, why: 'elsewhere' })
  const decided = decideEdit(settings, { id: contactId, accountId }, edit, entry.account)
  return E.isLeft(decided) ? decided : E.right(eventOrNone(decided.right))
}

const syncContactIn = (delivery: SyncContact, marketo: Marketo): Decided<AccountNotYetKnown> => {
  const { id, accountId } = delivery.record
  const isKnown = accountId !== null && marketo.accounts.get(accountId) !== undefined
  const decided = decideContact(delivery, contactIn(marketo.contacts, id), isKnown)
  return E.isLeft(decided) ? decided : E.right(eventOrNone(decided.right))
}

const decideConvert =
  (settings: Settings) =>
  (command: ConvertPerson) =>
  (marketo: Marketo): Decided<ConvertRefused> =>
    pipe(
      knownPerson(marketo)(command.personId),
      E.flatMap(asConvertible),
      E.flatMap((person) =>
        pipe(
          accept(command),
          E.flatMap((accepted) => convertPerson(settings)(accepted)(person)),
        ),
      ),
      E.map((event) => [event]),
    )

const refused =
  (input: Input) =>
  (refusal: Refusal): Refused => ({ _tag: 'Refused', refusal, input })

/**
 * What an input does: the events it causes, in order. No events at all where a record is late or repeated, or a request
 * changes nothing. A refused or deferred input comes back with the reason.
 *
 * Apply the settings once and keep the result: they are prepared then.
 *
 * @category decisions
 * @since 0.1.0
 */
export const decide = (
  settings: Settings,
): ((input: Input) => (marketo: Marketo) => E.Either<Refused | Deferred, ReadonlyArray<Event>>) => {
  const decideNow = decider(settings)
  return (input) => (marketo) => decideNow(input, marketo)
}

/**
 * {@link decide} with its arguments at once, so that a long history makes no functions for each of its inputs. The
 * decisions that it asks have such a form too.
 *
 * @internal
 */
export const decider = (
  settings: Settings,
): ((input: Input, marketo: Marketo) => E.Either<Refused | Deferred, ReadonlyArray<Event>>) => {
  const applied = syncDownDecider(settings)
  const syncAccount = (delivery: Pick<SyncAccount, 'at' | 'record'>, marketo: Marketo): ReadonlyArray<Event> => {
    const entry = marketo.accounts.get(delivery.record.id)
    return eventOrNone(
      entry === undefined
        ? applied(0, delivery, undefined)
        : applied(sizeOf(entry.liveContacts), delivery, entry.account),
    )
  }
  const convert = decideConvert(settings)
  return (input, marketo) => {
    switch (input._tag) {
      case 'SyncAccount':
        return E.right(syncAccount(input, marketo))
      case 'SyncContact': {
        const decided = syncContactIn(input, marketo)
        return E.isLeft(decided) ? E.left({ _tag: 'Deferred', reason: decided.left, input }) : decided
      }
      case 'ConfirmConversion':
        return pipe(
          knownPerson(marketo)(input.personId),
          E.flatMap(confirmConversion(claimsIn(marketo))(input)),
          E.bimap(
            refused(input),
            O.match(
              () => [],
              (event) => [...syncAccount({ at: input.at, record: input.account }, marketo), event],
            ),
          ),
        )
      case 'FailConversion':
        return pipe(
          knownPerson(marketo)(input.personId),
          E.flatMap(failConversion(input)),
          E.bimap(refused(input), (event) => [event]),
        )
      case 'EditAccountField': {
        const decided = editIn(settings, input, marketo)
        return E.isLeft(decided) ? E.left(refused(input)(decided.left)) : decided
      }
      case 'PutPerson':
        return pipe(lookupPerson(input.person.id)(marketo), putPerson(input), E.bimap(refused(input), RA.fromOption))
      case 'ConvertPerson':
        return E.mapLeft(refused(input))(convert(input)(marketo))
    }
  }
}
