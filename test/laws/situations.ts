// Random histories must reach these situations, because the laws would otherwise prove little. The list begins with the situations
// that the laws select, and ends with the boundary cases of these situations.
import * as O from 'fp-ts/lib/Option.js'
import type { AccountId, Refusal } from 'marketo-account-sync'
import { accountsOf } from 'marketo-account-sync'
import {
  accountIn,
  changesLogged,
  confirmedIn,
  contactIn,
  editsIn,
  fieldOf,
  isDeferred,
  liveContactIn,
  liveIn,
  personIn,
  refusalIn,
  requestedIn,
} from '../helpers/observe.js'
import { laws } from './laws.js'
import type { HistoryMoment, Selector } from './selectors.js'
import {
  acceptedEdit,
  accountRecord,
  accountRecordAboveCap,
  anyMoment,
  answerToNothing,
  contactDelivery,
  contactInAccount,
  contactRecord,
  failedSync,
  impliedSync,
  narrowed,
  newRecords,
  overriding,
  returnOfDeletedContact,
  undoneEdit,
} from './selectors.js'

const refusals: Readonly<Record<Refusal['_tag'], true>> = {
  UnknownContact: true,
  ContactNotLive: true,
  AccountDeleted: true,
  UnknownField: true,
  UnknownPerson: true,
  AlreadyAContact: true,
  ConversionUnderWay: true,
  NewAccountNotAccepted: true,
  OwnerNotAUser: true,
  LeadFieldsMissing: true,
  NoConversionUnderWay: true,
  RecordAlreadyClaimed: true,
  NoSyncNeeded: true,
}

const contactBecomes = (name: string, was: string, is: string) =>
  narrowed(contactDelivery, name, ({ delivery, before, after }) => {
    const [tagBefore, tagAfter] = [before, after].map((marketo) => contactIn(marketo, delivery.record.id)?._tag)
    return (tagBefore ?? 'unknown') === was && tagAfter === is
  })

const move = narrowed(contactDelivery, 'a contact moves', ({ delivery, before, after }) => {
  const [from, to] = [before, after].map((marketo) => liveContactIn(marketo, delivery.record.id)?.accountId)
  return from !== undefined && to !== undefined && from !== to
})

const boundaries: ReadonlyArray<Selector<object>> = [
  undoneEdit,
  narrowed(
    overriding,
    'a local edit survives a record that does not contain the edited field',
    ({ record, after }) => editsIn(after, record.id).length > 0,
  ),
  narrowed(overriding, 'a blank field overrides a local edit', ({ record, fields, before }) =>
    editsIn(before, record.id).some(({ field }) => ['', null].includes(fieldOf(fields, field) as string | null)),
  ),
  narrowed(
    acceptedEdit,
    'a local edit restores the synced value',
    ({ accountId, before, after }) => editsIn(after, accountId).length < editsIn(before, accountId).length,
  ),
  narrowed(acceptedEdit, 'a local edit changes nothing', ({ events }) => events.length === 0),
  narrowed(
    acceptedEdit,
    'several contacts show a local edit',
    ({ accountId, events, before }) => events.length > 0 && liveIn(before, accountId).length > 1,
  ),
  narrowed(acceptedEdit, 'a local edit is logged', (moment) => changesLogged(moment).length > 0),
  narrowed(accountRecord, 'an account record is late', ({ standing }) => standing === 'late'),
  narrowed(accountRecord, 'an account record is repeated', ({ standing }) => standing === 'repeated'),
  narrowed(contactRecord, 'a contact record is late', ({ standing }) => standing === 'late'),
  narrowed(contactRecord, 'a contact record is repeated', ({ standing }) => standing === 'repeated'),
  narrowed(
    contactRecord,
    'two records of a contact have the same SystemModstamp and different content',
    ({ standing }) => standing === 'same stamp, other content',
  ),
  narrowed(accountRecord, 'a sync-down logs activities', (moment) => changesLogged(moment).length > 0),
  narrowed(accountRecordAboveCap, 'a sync-down above the cap has real changes', ({ events }) =>
    events.some((event) => event._tag === 'AccountSyncedDown' && event.changes.length > 0),
  ),
  narrowed(
    accountRecord,
    'a sync-down changes shown values of an account, and the number of live contacts equals the cap',
    ({ record, before, events, settings: { instance } }) =>
      instance.activityCap > 0 &&
      liveIn(before, record.id).length === instance.activityCap &&
      events.some((event) => event._tag === 'AccountSyncedDown' && event.changes.length > 0),
  ),
  move,
  narrowed(move, 'a contact moves out of an account with a local edit', ({ delivery, before }) => {
    const left = liveContactIn(before, delivery.record.id)
    return left !== undefined && editsIn(before, left.accountId).length > 0
  }),
  contactBecomes('a contact is deleted', 'LiveContact', 'DeletedContact'),
  contactBecomes('a contact is deleted before Marketo knows the contact', 'unknown', 'DeletedContact'),
  contactBecomes('a deleted contact is restored', 'DeletedContact', 'LiveContact'),
  contactBecomes('a contact becomes private', 'LiveContact', 'PrivateContact'),
  contactBecomes('a private contact becomes live', 'PrivateContact', 'LiveContact'),
  narrowed(
    returnOfDeletedContact,
    'a late record arrives for a deleted contact',
    ({ standing }) => standing === 'late',
  ),
  narrowed(
    accountRecord,
    'an account is deleted',
    ({ record, before, after }) =>
      accountIn(before, record.id)?.isDeleted === false && accountIn(after, record.id)?.isDeleted === true,
  ),
  narrowed(
    accountRecord,
    'a deleted account is restored',
    ({ record, before, after }) =>
      accountIn(before, record.id)?.isDeleted === true && accountIn(after, record.id)?.isDeleted === false,
  ),
  narrowed(anyMoment, 'a contact record is deferred because Marketo does not know the account', isDeferred),
  narrowed(
    contactInAccount,
    'a deferred contact record is later accepted',
    ({ input, events, past }) =>
      events.length > 0 &&
      past.some((earlier) => isDeferred(earlier) && JSON.stringify(earlier.input) === JSON.stringify(input)),
  ),
  narrowed(
    impliedSync,
    'a conversion is requested for a person who is not in Salesforce yet',
    (moment) => requestedIn(moment)?.newLead !== undefined,
  ),
  narrowed(impliedSync, 'a conversion is requested with a default', (moment) => {
    const { company } = requestedIn(moment)?.newLead ?? {}
    return (
      company !== undefined &&
      company !== moment.person.company &&
      company === moment.settings.instance.personDefaults.company
    )
  }),
  narrowed(
    newRecords,
    'a conversion is confirmed with a contact that Marketo already knows',
    ({ answer, before }) => contactIn(before, answer.contactId) !== undefined,
  ),
  narrowed(
    newRecords,
    'a conversion is confirmed with a contact that Marketo does not know yet',
    ({ answer, before }) => contactIn(before, answer.contactId) === undefined,
  ),
  narrowed(
    accountRecord,
    'a conversion is confirmed with a late account record',
    (moment) => confirmedIn(moment) !== undefined && moment.standing === 'late',
  ),
  narrowed(failedSync, 'the sync of a deleted lead fails before a conversion', ({ failure, before }) => {
    const sfdc = personIn(before, failure.personId)?.sfdc
    return sfdc?._tag === 'Converting' && sfdc.from._tag === 'SfdcLead'
  }),
  narrowed(answerToNothing, 'a second, different answer arrives for a conversion', ({ answer, past }) =>
    past.some((earlier) => confirmedIn(earlier)?.personId === answer.personId),
  ),
  narrowed(anyMoment, 'a person is converted again after a failure', (moment) => {
    const requested = requestedIn(moment)
    return (
      requested !== undefined &&
      moment.past.some(({ events }) =>
        events.some((event) => event._tag === 'ConversionFailed' && event.personId === requested.personId),
      )
    )
  }),
  ...Object.keys(refusals).map((tag) =>
    narrowed(anyMoment, `an input is refused with ${tag}`, (moment) => refusalIn(moment)?._tag === tag),
  ),
]

const selectors = [...new Set(laws.flatMap(({ selector }) => (O.isSome(selector) ? [selector.value] : [])))]

type History = ReadonlyArray<HistoryMoment>
type Situation = readonly [name: string, isReached: (history: History) => boolean]

const selected = ({ name, select }: Selector<object>): Situation => [
  name,
  (history) => history.some((moment) => O.isSome(select(moment))),
]

/**
 * True if an account has at least two sync-downs: one above the cap, and one that is not above the cap. If `isAboveFirst` is
 * true, the sync-down above the cap comes first.
 */
const crosses =
  (isAboveFirst: boolean) =>
  (history: History): boolean => {
    const synced = (id: AccountId, isAbove: boolean) => (moment: HistoryMoment) => {
      const arrival = O.toUndefined(accountRecord.select(moment))
      return (
        arrival?.record.id === id && liveIn(moment.before, id).length > moment.settings.instance.activityCap === isAbove
      )
    }
    const last = history.at(-1)
    return (last === undefined ? [] : [...accountsOf(last.after)]).some(({ id }) => {
      const from = history.findIndex(synced(id, isAboveFirst))
      return from >= 0 && history.slice(from).some(synced(id, !isAboveFirst))
    })
  }

export const situations: ReadonlyArray<Situation> = [
  ...selectors.map(selected),
  ...boundaries.map(selected),
  ['the number of live contacts of an account rises above the cap', crosses(false)],
  ['an account no longer has more live contacts than the cap', crosses(true)],
]
