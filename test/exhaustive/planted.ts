// Mistakes of which a walk must print a shortest history, besides those of the gallery.
import type {
  Activity,
  ConversionRequested,
  Deferred,
  Event,
  Input,
  Marketo,
  MarketoRows,
  Refusal,
  Refused,
} from 'marketo-account-sync'
import { eqAppliedAccountRecord, marketoOf, rowsOf } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { reference } from 'marketo-account-sync/testing'
import * as E from 'fp-ts/lib/Either.js'
import { accountIn, eventsInstead, evolveInstead } from '../faults/replace.js'

const refusedAsNotNew = (tag: Input['_tag']): Implementation => ({
  ...reference,
  decide: (settings) => (input) => (marketo) => {
    const decided = reference.decide(settings)(input)(marketo)
    if (input._tag !== tag || decided._tag === 'Left') return decided
    const { personId, contactId: id } = input as Extract<Input, { _tag: 'ConfirmConversion' }>
    const why = 'contact of another person'
    const refusal: Refusal = { _tag: 'RecordAlreadyClaimed', rule: 'convert.never-joins', personId, id, why, of: personId }
    return E.left({ _tag: 'Refused', refusal, input })
  },
})

/** Evolves right, and then something is lost. */
const losing = (lost: (event: Event, rows: MarketoRows) => Partial<MarketoRows>): Implementation =>
  evolveInstead((next, marketo, event): Marketo => {
    const rows = rowsOf(next(marketo, event))
    return marketoOf({ ...rows, ...lost(event, rows) })
  })

const askingInstead = (change: (event: ConversionRequested) => ConversionRequested): Implementation => ({
  ...reference,
  toSalesforce: (event) => reference.toSalesforce(change(event)),
})

const loggingInstead = (change: (activity: Activity, event: Event) => Activity): Implementation => ({
  ...reference,
  activitiesOf: (event) => (contacts) =>
    [...reference.activitiesOf(event)(contacts)].map((activity) => change(activity, event)),
})

export const planted: Readonly<Record<string, Implementation>> = {
  'a deleted account takes its live contacts away': losing((event, { contacts }) =>
    event._tag === 'AccountSyncedDown' && event.isDeleted
      ? { contacts: contacts.filter(({ _tag }) => _tag !== 'LiveContact') }
      : {},
  ),
  'a deleted contact is forgotten': losing((_, { contacts }) => ({
    contacts: contacts.filter(({ _tag }) => _tag !== 'DeletedContact'),
  })),
  'same content at a newer stamp is ignored': eventsInstead((events, { marketo }) =>
    events.filter((event) => {
      if (event._tag !== 'AccountSyncedDown') return true
      const { isDeleted, fields } = event
      const last = accountIn(marketo, event.accountId)?.appliedAtStamp.at(-1)
      return last === undefined || !eqAppliedAccountRecord.equals(last, { isDeleted, fields })
    }),
  ),
  'a local edit is logged the wrong way round': loggingInstead((activity, { _tag }) =>
    _tag === 'AccountFieldEdited' && activity._tag === 'ChangeDataValue'
      ? { ...activity, oldValue: activity.newValue, newValue: activity.oldValue }
      : activity,
  ),
  'a refusal names another rule': {
    ...reference,
    decide: (settings) => (input) => (marketo) =>
      E.mapLeft((left: Refused | Deferred) =>
        left._tag === 'Refused' ? { ...left, refusal: { ...left.refusal, rule: 'convert.guarded' } as Refusal } : left,
      )(reference.decide(settings)(input)(marketo)),
  },
  'a failed conversion is ignored': eventsInstead((events, { input }) =>
    input._tag === 'FailConversion' ? [] : events,
  ),
  'a failed conversion is refused as not new': refusedAsNotNew('FailConversion'),
  'a confirmation is refused as not new': refusedAsNotNew('ConfirmConversion'),
  'whoever is not in Salesforce is remembered as a deleted lead': evolveInstead((next, marketo, event) =>
    next(
      marketo,
      event._tag === 'ConversionRequested' && event.from._tag === 'NotInSalesforce'
        ? { ...event, from: { _tag: 'SfdcLead', isDeleted: true } }
        : event,
    ),
  ),
  'Convert Lead is logged with the wrong outcome': loggingInstead((activity) =>
    activity._tag === 'ConvertLead' ? { ...activity, outcome: 'succeeded' } : activity,
  ),
  'Salesforce is asked with another owner': askingInstead((event) => ({
    ...event,
    terms: { ...event.terms, assignTo: event.terms.assignTo.toLowerCase() as typeof event.terms.assignTo },
  })),
  'Salesforce is asked for a lead of another name': askingInstead((event) => ({
    ...event,
    newLead: event.newLead === null ? null : { ...event.newLead, company: event.newLead.lastName },
  })),
  'Salesforce is asked nothing': { ...reference, toSalesforce: () => [] as never },
  'the outcome of a conversion is not kept': losing(() => ({ conversions: [] })),
}

/** A mistake of the gallery may decide about another input; the one that was asked comes back all the same. */
export const comingBack = (implementation: Implementation): Implementation => ({
  ...implementation,
  decide: (settings) => (input) => (marketo) =>
    E.mapLeft((left: Refused | Deferred) => ({ ...left, input }))(implementation.decide(settings)(input)(marketo)),
})
