/**
 * Decides what an input changes in the whole Marketo state. This module looks up the account, contact or person, counts the live
 * contacts, and calls the function for the rule.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Event } from '../model/Event.js'
import type { ConvertPerson, EditAccountField, Input, SyncAccount, SyncContact } from '../model/Input.js'
import type { Person, PersonId } from '../model/Person.js'
import type { AccountNotYetKnown, ConvertRefused, EditRefused, Refusal, UnknownPerson } from '../model/Refusal.js'
import type { Settings } from '../model/Settings.js'
import { contactSynced } from '../rules/ContactSync.js'
import type { ConversionClaims } from '../rules/ConversionAnswer.js'
import { confirmConversion, failConversion } from '../rules/ConversionAnswer.js'
import { accept, asConvertible, convertPerson } from '../rules/ConvertPerson.js'
import { asLive, editShownValue } from '../rules/LocalEdit.js'
import { putPerson } from '../rules/PutPerson.js'
import { syncDown } from '../rules/SyncDown.js'
import { accountFor, shownIn } from './state/AccountEntry.js'
import { expand, isStaleIn, liveIn } from './state/CompactContact.js'
import type { MarketoMaps } from './state/MarketoState.js'
import type { SortedSet } from '../model/SortedSet.js'
import { emptySet, iterate, sizeOf } from '../model/SortedSet.js'

/**
 * An input that Marketo refused, and the reason. The input changes nothing.
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
 * An input that has to wait, and the reason. The input changes nothing. The caller should deliver the input again later.
 *
 * @category model
 * @since 0.1.0
 */
export interface Deferred {
  readonly _tag: 'Deferred'
  readonly reason: AccountNotYetKnown
  readonly input: Input
}

/**
 * The result of an input: its events in order, or {@link Refused}, or {@link Deferred}. The list of events is empty if a record
 * is late or repeated, or if a request changes nothing.
 *
 * @category model
 * @since 0.2.0
 */
export type Decided = E.Either<Refused | Deferred, ReadonlyArray<Event>>

type DecidedOr<R> = E.Either<R, ReadonlyArray<Event>>

const noEvents: DecidedOr<never> = E.right([])

const eventOrNone = (event: O.Option<Event>): DecidedOr<never> => (O.isSome(event) ? E.right([event.value]) : noEvents)

const knownPerson = (maps: MarketoMaps, personId: PersonId): E.Either<UnknownPerson, Person> => {
  const person = maps.persons.get(personId)
  return person === undefined
    ? E.left({ _tag: 'UnknownPerson', rule: 'convert.known-person', personId })
    : E.right(person)
}

/**
 * Finds the first person in `persons` whose number is not `personId`. Because `persons` is sorted by number, the result does not
 * depend on the order of earlier inputs.
 */
const otherThan = (personId: PersonId, persons: Iterable<PersonId>): O.Option<PersonId> => {
  for (const other of persons) if (other !== personId) return O.some(other)
  return O.none
}

const noPersons: SortedSet<PersonId> = emptySet

/**
 * Makes the two look-up functions for {@link confirmConversion}. The functions show whether a record in Salesforce's answer
 * already belongs to somebody.
 *
 * @internal
 */
export const claimsIn = (maps: MarketoMaps): ConversionClaims => ({
  contactOfAnother: (contactId, personId) => otherThan(personId, iterate(maps.personsOf.get(contactId) ?? noPersons)),
  outcomeOf: (id) => O.fromNullable(maps.conversions.get(id)),
})

const editIn = (settings: Settings): ((edit: EditAccountField, maps: MarketoMaps) => DecidedOr<EditRefused>) => {
  const decideEdit = editShownValue(settings)
  return ({ at, field, value, contactId }, maps) => {
    const contact = maps.contacts.get(contactId)
    if (contact === undefined) return E.left({ _tag: 'UnknownContact', rule: 'edit.live-contact', contactId })
    const accountId = liveIn(contact)
    if (accountId === undefined) return E.map(() => [])(asLive(expand(contact)))
    const entry = maps.accounts.get(accountId)
    // No history of inputs leads to a live contact in an unknown account. But a caller can pass rows with such a contact to the
    // library.
    if (entry === undefined)
      return E.left({ _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId, why: 'elsewhere' })
    const decided = decideEdit(
      { at, field, value, through: { id: contactId, accountId } },
      entry,
      shownIn(entry, field),
    )
    return E.isLeft(decided) ? decided : eventOrNone(decided.right)
  }
}

const syncContactIn = ({ at, record }: SyncContact, maps: MarketoMaps): DecidedOr<AccountNotYetKnown> => {
  const isAccountKnown = record.accountId !== null && maps.accounts.get(record.accountId) !== undefined
  const decided = contactSynced({ at, record, isAccountKnown }, isStaleIn(maps.contacts.get(record.id), record))
  return E.isLeft(decided) ? decided : eventOrNone(decided.right)
}

const syncDownIn = (
  settings: Settings,
): ((delivery: Pick<SyncAccount, 'at' | 'record'>, maps: MarketoMaps) => DecidedOr<never>) => {
  const decideSyncDown = syncDown(settings)
  return ({ at, record }, maps) => {
    const entry = maps.accounts.get(record.id)
    const liveContacts = entry === undefined ? 0 : sizeOf(entry.liveContacts)
    const account = entry === undefined ? O.none : O.some(accountFor(entry, record.fields))
    return eventOrNone(decideSyncDown({ at, record, liveContacts }, account))
  }
}

const convertIn = (settings: Settings): ((command: ConvertPerson, maps: MarketoMaps) => DecidedOr<ConvertRefused>) => {
  const decideConvert = convertPerson(settings)
  return (command, maps) =>
    pipe(
      knownPerson(maps, command.personId),
      E.flatMap(asConvertible),
      E.flatMap((person) =>
        pipe(
          accept(command),
          E.flatMap((accepted) => decideConvert(accepted, person)),
        ),
      ),
      E.map((event) => [event]),
    )
}

const refused = (input: Input, decided: DecidedOr<Refusal>): Decided =>
  E.isLeft(decided) ? E.left({ _tag: 'Refused', refusal: decided.left, input }) : decided

/**
 * Works like `decide` of `MarketoDecider`, but takes the maps of a Marketo state.
 *
 * @internal
 */
export const decideIn = (settings: Settings): ((input: Input, maps: MarketoMaps) => Decided) => {
  const syncAccount = syncDownIn(settings)
  const edit = editIn(settings)
  const convert = convertIn(settings)
  return (input, maps) => {
    switch (input._tag) {
      case 'SyncAccount':
        return syncAccount(input, maps)
      case 'SyncContact': {
        const decided = syncContactIn(input, maps)
        return E.isLeft(decided) ? E.left({ _tag: 'Deferred', reason: decided.left, input }) : decided
      }
      case 'ConfirmConversion': {
        const { at, account: record } = input
        const confirmed = pipe(
          knownPerson(maps, input.personId),
          E.flatMap((person) => confirmConversion({ ...input, claims: claimsIn(maps) }, person)),
        )
        if (E.isLeft(confirmed)) return refused(input, confirmed)
        if (O.isNone(confirmed.right)) return noEvents
        const { value: event } = confirmed.right
        return E.map((events: ReadonlyArray<Event>) => [...events, event])(syncAccount({ at, record }, maps))
      }
      case 'FailConversion':
        return refused(
          input,
          pipe(
            knownPerson(maps, input.personId),
            E.flatMap((person) => failConversion(input, person)),
            E.map((event) => [event]),
          ),
        )
      case 'EditAccountField':
        return refused(input, edit(input, maps))
      case 'PutPerson':
        return refused(
          input,
          pipe(putPerson(input, O.fromNullable(maps.persons.get(input.person.id))), E.map(RA.fromOption)),
        )
      case 'ConvertPerson':
        return refused(input, convert(input, maps))
    }
  }
}
