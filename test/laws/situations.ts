// The places that random histories have to reach, or the laws would prove little.
import type { AccountId, Refusal, Settings } from 'marketo-account-sync'
import { allAccounts } from 'marketo-account-sync'
import type { Moment } from 'marketo-account-sync/testing'
import {
  accountIn,
  accountStanding,
  changesLogged,
  confirmedBy,
  contactIn,
  contactRecordOf,
  contactStanding,
  editsIn,
  isDeferred,
  isTaken,
  liveIn,
  overridingRecord,
  personIn,
  recordOf,
  refusalOf,
  repeatsAnswer,
  visibleOf,
} from './observe.js'

interface History {
  readonly settings: Settings
  readonly moments: ReadonlyArray<Moment>
}

type Place = (history: History) => boolean

/** At some moment of the history. */
const sometime =
  (there: (moment: Moment, past: ReadonlyArray<Moment>, settings: Settings) => boolean): Place =>
  ({ settings, moments }) =>
    moments.some((moment, index) => there(moment, moments.slice(0, index), settings))

const hasEvent = (tag: string) => sometime(({ events }) => events.some(({ _tag }) => _tag === tag))

const refusals: Readonly<Record<Refusal['_tag'], Place>> = {
  UnknownContact: refused('UnknownContact'),
  ContactNotLive: refused('ContactNotLive'),
  AccountDeleted: refused('AccountDeleted'),
  UnknownField: refused('UnknownField'),
  UnknownPerson: refused('UnknownPerson'),
  AlreadyAContact: refused('AlreadyAContact'),
  ConversionUnderWay: refused('ConversionUnderWay'),
  NewAccountNotAccepted: refused('NewAccountNotAccepted'),
  OwnerNotAUser: refused('OwnerNotAUser'),
  LeadFieldsMissing: refused('LeadFieldsMissing'),
  NoConversionUnderWay: refused('NoConversionUnderWay'),
  RecordAlreadyClaimed: refused('RecordAlreadyClaimed'),
  NoSyncNeeded: refused('NoSyncNeeded'),
}

function refused(tag: Refusal['_tag']): Place {
  return sometime((moment) => refusalOf(moment)?._tag === tag)
}

const accountRecordIs = (standing: ReturnType<typeof accountStanding>) =>
  sometime((moment, past, settings) => {
    const record = recordOf(moment)
    return record !== undefined && accountStanding(settings, past, record) === standing
  })

const contactRecordIs = (standing: ReturnType<typeof contactStanding>) =>
  sometime((moment, past) => {
    const record = contactRecordOf(moment)
    return record !== undefined && contactStanding(past, record) === standing
  })

const contactBecomes = (before: string, after: string) =>
  sometime(({ input, ...moment }) => {
    if (input._tag !== 'SyncContact') return false
    const tag = (marketo: Moment['after']) => contactIn(marketo, input.record.id)?._tag ?? 'unknown'
    return tag(moment.before) === before && tag(moment.after) === after
  })

/** An account's sync-down that would log, with more or with no more live contacts than the cap. */
const syncedDown = (isOver: boolean, id: AccountId) => (moment: Moment, settings: Settings) =>
  recordOf(moment)?.id === id && liveIn(moment.before, id).length > settings.instance.activityCap === isOver

const crosses =
  (first: boolean): Place =>
  ({ settings, moments }) =>
    allAccounts(moments.at(-1)?.after ?? moments[0]!.after).some(({ id }) => {
      const from = moments.findIndex((moment) => syncedDown(first, id)(moment, settings))
      return from >= 0 && moments.slice(from).some((moment) => syncedDown(!first, id)(moment, settings))
    })

const failed = (failedAt: string, wasLead: boolean) =>
  sometime(({ input, before, ...moment }) => {
    if (input._tag !== 'FailConversion' || input.failedAt !== failedAt || !isTaken({ input, before, ...moment }))
      return false
    const person = personIn(before, input.personId)
    return person?.sfdc._tag === 'Converting' && (person.sfdc.from._tag === 'SfdcLead') === wasLead
  })

export const places: Readonly<Record<string, Place>> = {
  'a local edit is overridden': sometime((moment, past, settings) => {
    const record = overridingRecord(settings, past, moment)
    return (
      record !== undefined &&
      editsIn(moment.before, record.id).some(({ field }) => Object.hasOwn(visibleOf(settings, record), field))
    )
  }),
  'a local edit survives a record without its field': sometime((moment, past, settings) => {
    const record = overridingRecord(settings, past, moment)
    return record !== undefined && editsIn(moment.after, record.id).length > 0
  }),
  'a blank overrides a local edit': sometime((moment, past, settings) => {
    const record = overridingRecord(settings, past, moment)
    return (
      record !== undefined &&
      editsIn(moment.before, record.id).some(({ field }) => ['', null].includes(record.fields[field] as string | null))
    )
  }),
  'a local edit is taken back': sometime(({ input, events, before, after }) => {
    if (input._tag !== 'EditAccountField' || events.length === 0) return false
    const contact = contactIn(before, input.contactId)
    return (
      contact?._tag === 'LiveContact' &&
      editsIn(after, contact.accountId).length < editsIn(before, contact.accountId).length
    )
  }),
  'a local edit changes nothing': sometime(
    (moment) => moment.input._tag === 'EditAccountField' && isTaken(moment) && moment.events.length === 0,
  ),
  'a local edit is seen by several contacts': sometime(({ input, events, before }) => {
    const contact = input._tag === 'EditAccountField' ? contactIn(before, input.contactId) : undefined
    return events.length > 0 && contact?._tag === 'LiveContact' && liveIn(before, contact.accountId).length > 1
  }),
  'a record is skipped': hasEvent('AccountSkipped'),
  'an account record is late': accountRecordIs('late'),
  'an account record is repeated': accountRecordIs('repeated'),
  'an account record of the same stamp says something else': accountRecordIs('same stamp, other content'),
  'a contact record is late': contactRecordIs('late'),
  'a contact record is repeated': contactRecordIs('repeated'),
  'a contact record of the same stamp says something else': contactRecordIs('same stamp, other content'),
  'a sync-down logs': sometime((moment) => recordOf(moment) !== undefined && changesLogged(moment).length > 0),
  'a sync-down above the cap has real changes': sometime((moment, _past, settings) =>
    moment.events.some(
      (event) =>
        event._tag === 'AccountSyncedDown' &&
        event.changes.length > 0 &&
        liveIn(moment.before, event.accountId).length > settings.instance.activityCap,
    ),
  ),
  'a sync-down comes exactly at the cap': sometime((moment, _past, settings) =>
    moment.events.some(
      (event) =>
        event._tag === 'AccountSyncedDown' &&
        event.changes.length > 0 &&
        settings.instance.activityCap > 0 &&
        liveIn(moment.before, event.accountId).length === settings.instance.activityCap,
    ),
  ),
  'an account crosses the cap upwards': crosses(false),
  'an account crosses the cap downwards': crosses(true),
  'a local edit is logged': sometime(
    (moment) => moment.input._tag === 'EditAccountField' && changesLogged(moment).length > 0,
  ),
  'a contact moves': sometime(({ input, before, after }) => {
    if (input._tag !== 'SyncContact') return false
    const [from, to] = [before, after].map((marketo) => contactIn(marketo, input.record.id))
    return from?._tag === 'LiveContact' && to?._tag === 'LiveContact' && from.accountId !== to.accountId
  }),
  'a contact moves out of an account with a local edit': sometime(({ input, before, after }) => {
    if (input._tag !== 'SyncContact') return false
    const [from, to] = [before, after].map((marketo) => contactIn(marketo, input.record.id))
    return (
      from?._tag === 'LiveContact' &&
      to?._tag === 'LiveContact' &&
      from.accountId !== to.accountId &&
      editsIn(before, from.accountId).length > 0
    )
  }),
  'a contact is deleted': contactBecomes('LiveContact', 'DeletedContact'),
  'a contact is deleted before it is known': contactBecomes('unknown', 'DeletedContact'),
  'a contact returns from deletion': contactBecomes('DeletedContact', 'LiveContact'),
  'a late record comes for a deleted contact': sometime((moment, past) => {
    const record = contactRecordOf(moment)
    return (
      record?.isDeleted === false &&
      contactIn(moment.before, record.id)?._tag === 'DeletedContact' &&
      contactStanding(past, record) === 'late'
    )
  }),
  'a contact becomes private': contactBecomes('LiveContact', 'PrivateContact'),
  'a private contact becomes live': contactBecomes('PrivateContact', 'LiveContact'),
  'an account is deleted': sometime(({ events, before }) =>
    events.some(
      (event) =>
        event._tag === 'AccountSyncedDown' &&
        event.isDeleted &&
        accountIn(before, event.accountId)?.isDeleted === false,
    ),
  ),
  'an account returns from deletion': sometime(({ events, before }) =>
    events.some(
      (event) =>
        event._tag === 'AccountSyncedDown' &&
        !event.isDeleted &&
        accountIn(before, event.accountId)?.isDeleted === true,
    ),
  ),
  'a contact waits for its account': sometime(isDeferred),
  'a contact that waited is accepted': sometime(
    (moment, past) =>
      moment.input._tag === 'SyncContact' &&
      moment.events.length > 0 &&
      past.some(
        (earlier) => isDeferred(earlier) && JSON.stringify(earlier.input) === JSON.stringify({ ...moment.input }),
      ),
  ),
  'a conversion is asked for': hasEvent('ConversionRequested'),
  'a conversion is asked for with an implied sync': sometime(({ events }) =>
    events.some((event) => event._tag === 'ConversionRequested' && event.newLead !== null),
  ),
  'a conversion is asked for with a default': sometime(({ events, before }, _past, settings) =>
    events.some(
      (event) =>
        event._tag === 'ConversionRequested' &&
        event.newLead !== null &&
        event.newLead.company !== personIn(before, event.personId)?.company &&
        event.newLead.company === settings.instance.personDefaults.company,
    ),
  ),
  'a conversion is confirmed': hasEvent('ConversionConfirmed'),
  'a conversion is confirmed with a contact known already': sometime((moment) => {
    const confirmed = confirmedBy(moment)
    return confirmed !== undefined && contactIn(moment.before, confirmed.contactId) !== undefined
  }),
  'a conversion is confirmed with a contact not known yet': sometime((moment) => {
    const confirmed = confirmedBy(moment)
    return confirmed !== undefined && contactIn(moment.before, confirmed.contactId) === undefined
  }),
  'a conversion is confirmed with a late account record': sometime((moment, past, settings) => {
    const record = confirmedBy(moment) === undefined ? undefined : recordOf(moment)
    return record !== undefined && accountStanding(settings, past, record) === 'late'
  }),
  'a conversion fails at the sync': failed('sync', false),
  'a conversion of a deleted lead fails at the sync': failed('sync', true),
  'a conversion fails at the conversion': failed('convert', true),
  'a conversion answered before is answered otherwise': sometime((moment, past) =>
    past.some(
      (earlier) =>
        'personId' in moment.input &&
        confirmedBy(earlier)?.personId === moment.input.personId &&
        (moment.input._tag === 'FailConversion' || moment.input._tag === 'ConfirmConversion') &&
        !repeatsAnswer(past, moment.input),
    ),
  ),
  'an applied answer is repeated': sometime((moment, past) => repeatsAnswer(past, moment.input)),
  'a person is converted again after a failure': sometime(
    ({ events }, past) =>
      events.some((event) => event._tag === 'ConversionRequested') &&
      past.some(({ events: earlier }) =>
        earlier.some(
          (event) =>
            event._tag === 'ConversionFailed' && event.personId === (events[0] as { personId?: number }).personId,
        ),
      ),
  ),
  ...Object.fromEntries(Object.entries(refusals).map(([tag, place]) => [`${tag} is answered`, place])),
}
