// The laws of the activity log.
import fc from 'fast-check'
import type { ChangeDataValue, Settings } from 'marketo-account-sync'
import { eqMarketo } from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import { anyFields, anyHistory, anyReadings, anySettings, momentsOf } from 'marketo-account-sync/testing'
import { always, tried } from './always.js'
import { nthAccountId, nthContactId, range, syncAccount, syncContact } from './inputs.js'
import { anEditUndone, endingIn } from './historySuffixes.js'
import type { Law } from './law.js'
import { law } from './law.js'
import {
  changesLogged,
  contactIn,
  fieldOf,
  isTaken,
  liveIn,
  namesOf,
  personIn,
  recordOf,
  repeatsAnswer,
  shownIn,
  visibleOf,
} from './observe.js'

type Change = Pick<ChangeDataValue, 'contactId' | 'accountId' | 'field' | 'oldValue' | 'newValue' | 'cause'>

const text = ({ contactId, accountId, field, oldValue, newValue, cause }: Change): string =>
  JSON.stringify([contactId, accountId, field, oldValue, newValue, cause])

/** The same activities, in any order. */
const sameChanges = (a: ReadonlyArray<Change>, b: ReadonlyArray<Change>): boolean =>
  JSON.stringify(a.map(text).sort()) === JSON.stringify(b.map(text).sort())

/** The real changes of the account that a moment's record is of. */
const realChanges = ({ before, after }: Moment, accountId: ReturnType<typeof nthAccountId>) =>
  namesOf(shownIn(after, accountId)).flatMap((field) => {
    const oldValue = fieldOf(shownIn(before, accountId), field) ?? null
    const newValue = fieldOf(shownIn(after, accountId), field) ?? null
    return oldValue === newValue ? [] : [{ accountId, field, oldValue, newValue }]
  })

const isUnderCap = (moment: Moment, { instance }: Settings): boolean => {
  const record = recordOf(moment)
  return record !== undefined && liveIn(moment.before, record.id).length <= instance.activityCap
}

const around = fc.record({
  activityCap: fc.integer({ min: 0, max: 8 }),
  beside: fc.integer({ min: -1, max: 1 }),
  before: anyFields,
  after: anyFields,
  readings: anyReadings,
})

type AroundCap = typeof around extends fc.Arbitrary<infer A> ? A : never

const id = nthAccountId(1)

export const activityLaws = (implementation: Implementation): ReadonlyArray<Law> => {
  const eachMoment = always(implementation)

  /** A sync-down, with a real change at least, of an account whose live contacts are about as many as the cap, among contacts that are not live. */
  const syncedBeside = ({ activityCap, beside, before, after, readings }: AroundCap) => {
    const live = Math.max(0, activityCap + beside)
    const settings: Settings = {
      instance: { activityCap, hiddenFields: [], personDefaults: { lastName: null, company: null } },
      readings,
    }
    const moments = tried(implementation)(
      settings,
      [],
      [
        syncAccount({ id, at: 0, fields: { ...before, Site: 'a' } }),
        syncContact({ id: nthContactId(100), at: 0, accountId: null }),
        syncContact({ id: nthContactId(101), at: 0, accountId: id, isDeleted: true }),
        ...range(live).map((n) => syncContact({ id: nthContactId(n), at: 0, accountId: id })),
        syncAccount({ id, at: 1, fields: { ...after, Site: 'b' } }),
      ],
    )
    const moment = moments.at(-1)!
    const expected = range(live).flatMap((n) =>
      realChanges(moment, id).map((change) => ({ ...change, contactId: nthContactId(n), cause: 'sync-down' as const })),
    )
    return { live, expected, logged: changesLogged(moment) }
  }

  return [
    eachMoment(
      'activity.per-contact',
      'a sync-down under the cap logs each real change once for each live contact',
      (moment, _past, settings) => {
        const record = recordOf(moment)
        if (record === undefined || !isUnderCap(moment, settings)) return true
        const expected = liveIn(moment.before, record.id).flatMap((contactId) =>
          realChanges(moment, record.id).map((change) => ({ ...change, contactId, cause: 'sync-down' as const })),
        )
        return sameChanges(changesLogged(moment), expected)
      },
    ),
    law(
      'activity.per-contact',
      'an account with as many live contacts as the cap, or fewer, logs for each',
      [around],
      (values) => {
        const { live, expected, logged } = syncedBeside(values)
        return live > values.activityCap || sameChanges(logged, expected)
      },
    ),
    eachMoment(
      'activity.cap',
      'a sync-down above the cap logs nothing, for no contact and no field',
      (moment, _past, settings) => {
        const record = recordOf(moment)
        return record === undefined || isUnderCap(moment, settings) || changesLogged(moment).length === 0
      },
    ),
    law('activity.cap', 'an account with one live contact more than the cap logs nothing', [around], (values) => {
      const { logged } = syncedBeside({ ...values, beside: 1 })
      return logged.length === 0
    }),
    law(
      'activity.cap',
      'an account with as many live contacts as the cap still logs, and contacts that are not live do not count',
      [around],
      (values) => {
        const { expected, logged } = syncedBeside({ ...values, beside: 0 })
        return sameChanges(logged, expected)
      },
    ),
    law(
      'activity.cap-spares-values',
      'a history ends with the same values under any cap',
      [anySettings, anyHistory, fc.nat(8)],
      (settings, history, activityCap) => {
        const other = { ...settings, instance: { ...settings.instance, activityCap } }
        const ends = [settings, other].map((each) => momentsOf(implementation)(each)(history))
        return ends[0]!.every(({ after }, index) => eqMarketo.equals(after, ends[1]![index]!.after))
      },
    ),
    eachMoment('activity.real-change', 'nothing is logged where the shown value stays the same', (moment) =>
      changesLogged(moment).every(({ accountId, field, oldValue, newValue }) => {
        const [before, after] = [moment.before, moment.after].map(
          (marketo) => fieldOf(shownIn(marketo, accountId), field) ?? null,
        )
        return oldValue !== newValue && oldValue === before && newValue === after
      }),
    ),
    eachMoment(
      'activity.real-change',
      'a local edit that a sync-down undoes is logged as a change',
      (moment, _past, settings) => {
        const record = recordOf(moment)
        if (record === undefined || !isUnderCap(moment, settings)) return true
        const undone = realChanges(moment, record.id).filter(({ field }) =>
          Object.hasOwn(visibleOf(settings, record), field),
        )
        return liveIn(moment.before, record.id).every((contactId) =>
          undone.every(({ field, oldValue }) =>
            changesLogged(moment).some(
              (logged) => logged.contactId === contactId && logged.field === field && logged.oldValue === oldValue,
            ),
          ),
        )
      },
      endingIn(anEditUndone),
    ),
    eachMoment(
      'activity.local-edit',
      'a local edit that changes a value is logged for whom the reading says, whatever the cap',
      (moment, _past, { readings }) => {
        const { input } = moment
        if (input._tag !== 'EditAccountField' || !isTaken(moment)) return true
        const contact = contactIn(moment.before, input.contactId)
        if (contact?._tag !== 'LiveContact') return false
        const { accountId } = contact
        const contactIds = {
          'edited-contact': [input.contactId],
          'every-contact': liveIn(moment.before, accountId),
          none: [],
        }[readings.localEditLog]
        const expected = contactIds.flatMap((contactId) =>
          realChanges(moment, accountId).map((change) => ({ ...change, contactId, cause: 'local edit' as const })),
        )
        return sameChanges(changesLogged(moment), expected)
      },
    ),
    law(
      'activity.local-edit',
      'the reading of whom a local edit is logged for changes no value',
      [anySettings, anyHistory, anyReadings],
      (settings, history, { localEditLog }) => {
        const other = { ...settings, readings: { ...settings.readings, localEditLog } }
        const ends = [settings, other].map((each) => momentsOf(implementation)(each)(history))
        return ends[0]!.every(({ after }, index) => eqMarketo.equals(after, ends[1]![index]!.after))
      },
    ),
    eachMoment(
      'activity.convert',
      'an applied answer logs exactly one Convert Lead, with its outcome and on the terms asked for',
      (moment, past) => {
        const { input, before } = moment
        const logged = moment.activities.filter(({ _tag }) => _tag === 'ConvertLead')
        const person = 'personId' in input ? personIn(before, input.personId) : undefined
        const isAnswer = input._tag === 'ConfirmConversion' || input._tag === 'FailConversion'
        if (!isAnswer || !isTaken(moment) || person?.sfdc._tag !== 'Converting' || repeatsAnswer(past, input))
          return logged.length === 0
        const { assignTo, convertedStatus, notifyOwner } = person.sfdc.terms
        const expected = {
          _tag: 'ConvertLead',
          at: input.at,
          personId: input.personId,
          assignTo,
          convertedStatus,
          notifyOwner,
          outcome: input._tag === 'ConfirmConversion' ? 'succeeded' : 'failed',
          failedAt: input._tag === 'ConfirmConversion' ? null : input.failedAt,
          reason: input._tag === 'ConfirmConversion' ? null : input.reason,
        }
        return (
          logged.length === 1 &&
          Object.entries(expected).every(
            ([key, value]) => (logged[0] as unknown as Record<string, unknown>)[key] === value,
          )
        )
      },
    ),
  ]
}
