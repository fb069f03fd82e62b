// The laws of the activity log.
import fc from 'fast-check'
import type { AccountId, ChangeDataValue, ContactId, FieldValue, Settings } from 'marketo-account-sync'
import { eqMarketo } from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import { anyFields, anyHistory, anyReadings, anySettings, momentsOf } from 'marketo-account-sync/testing'
import { changesLogged, fieldOf, liveIn, namesOf, shownIn } from '../helpers/observe.js'
import { range } from '../helpers/values.js'
import { anEditUndone, anySimilarValues, endingIn } from './historySuffixes.js'
import { deliverAccount, deliverContact, nthAccountId, nthContactId } from './inputs.js'
import type { Law } from './law.js'
import { always, law, whenever } from './law.js'
import {
  acceptedEdit,
  accountRecordAboveCap,
  accountRecordUnderCap,
  appliedAnswer,
  loggedFor,
  notAnApplication,
} from './selectors.js'

type Change = Pick<ChangeDataValue, 'contactId' | 'accountId' | 'field' | 'oldValue' | 'newValue' | 'cause'>

const text = ({ contactId, accountId, field, oldValue, newValue, cause }: Change): string =>
  JSON.stringify([contactId, accountId, field, oldValue, newValue, cause])

/** Whether two lists contain the same changes, in any order. */
const sameChanges = (a: ReadonlyArray<Change>, b: ReadonlyArray<Change>): boolean =>
  JSON.stringify(a.map(text).sort()) === JSON.stringify(b.map(text).sort())

/** The changes in the values that Marketo shows for an account. */
const shownChanges = ({ before, after }: Moment, accountId: AccountId) => {
  const [was, is] = [shownIn(before, accountId), shownIn(after, accountId)]
  return namesOf(is).flatMap((field) => {
    const oldValue = fieldOf(was, field) ?? null
    const newValue = fieldOf(is, field) ?? null
    return oldValue === newValue ? [] : [{ accountId, field, oldValue, newValue }]
  })
}

const dueChanges = (
  moment: Moment,
  accountId: AccountId,
  contactIds: ReadonlyArray<ContactId>,
  cause: Change['cause'],
): ReadonlyArray<Change> =>
  contactIds.flatMap((contactId) => shownChanges(moment, accountId).map((change) => ({ ...change, contactId, cause })))

const aroundCap = fc.record({
  // A cap above 64 is rare, because a test with such a cap creates more than 64 contacts.
  activityCap: fc.oneof({ weight: 15, arbitrary: fc.integer({ min: 0, max: 8 }) }, fc.constantFrom(64, 65)),
  site: fc.oneof(fc.constant<readonly [FieldValue, FieldValue]>(['a', 'b']), anySimilarValues),
  more: fc.integer({ min: -1, max: 1 }),
  before: anyFields,
  after: anyFields,
  readings: anyReadings,
})

type AroundCap = typeof aroundCap extends fc.Arbitrary<infer A> ? A : never

const id = nthAccountId(1)

/**
 * A sync-down with one or more real changes. The number of live contacts in the account is near the cap. The account also has
 * contacts that are not live.
 */
const syncedAroundCap = (
  implementation: Implementation,
  { activityCap, more, site, before, after, readings }: AroundCap,
) => {
  const live = Math.max(0, activityCap + more)
  const settings: Settings = {
    instance: { activityCap, hiddenFields: [], formulaFields: [], personDefaults: { lastName: null, company: null } },
    readings,
  }
  const moment = momentsOf(implementation)(settings)([
    deliverAccount(id, 0, { ...before, Site: site[0] }),
    deliverContact(nthContactId(1_000), 0, null),
    deliverContact(nthContactId(1_001), 0, id, true),
    ...range(live).map((n) => deliverContact(nthContactId(n), 0, id)),
    deliverAccount(id, 1, { ...after, Site: site[1] }),
  ]).at(-1)!
  return {
    live,
    due: dueChanges(moment, id, range(live).map(nthContactId), 'sync-down'),
    logged: changesLogged(moment),
  }
}

/** Whether every step of a history gives the same Marketo state under both settings. */
const sameValuesUnder = (
  implementation: Implementation,
  history: Parameters<ReturnType<ReturnType<typeof momentsOf>>>[0],
  settings: Settings,
  others: Settings,
): boolean => {
  const [moments, otherMoments] = [settings, others].map((each) => momentsOf(implementation)(each)(history))
  return moments!.every(({ after }, index) => eqMarketo.equals(after, otherMoments![index]!.after))
}

export const activityLaws: ReadonlyArray<Law> = [
  law(
    'activity.per-contact',
    'a sync-down of an account within the activity cap logs each real change once for each live contact',
    whenever(accountRecordUnderCap, (moment) => {
      const { id: accountId } = moment.record
      return sameChanges(
        changesLogged(moment),
        dueChanges(moment, accountId, liveIn(moment.before, accountId), 'sync-down'),
      )
    }),
  ),
  law(
    'activity.per-contact',
    'if an account is not above the activity cap, its changes are logged for every live contact',
    [aroundCap],
    (values, implementation) => {
      const { live, due, logged } = syncedAroundCap(implementation, values)
      return live > values.activityCap || sameChanges(logged, due)
    },
  ),
  law(
    'activity.cap',
    'a sync-down of an account with more live contacts than the activity cap logs nothing',
    whenever(accountRecordAboveCap, (moment) => changesLogged(moment).length === 0),
  ),
  law(
    'activity.cap',
    'if the number of live contacts is the activity cap plus one, nothing is logged for the account',
    [aroundCap],
    (values, implementation) => syncedAroundCap(implementation, { ...values, more: 1 }).logged.length === 0,
  ),
  law(
    'activity.cap',
    'changes are logged if the number of live contacts equals the cap, and deleted or private contacts do not count',
    [aroundCap],
    (values, implementation) => {
      const { due, logged } = syncedAroundCap(implementation, { ...values, more: 0 })
      return sameChanges(logged, due)
    },
  ),
  law(
    'activity.cap-spares-values',
    'the activity cap does not affect the values that Marketo shows',
    [anySettings, anyHistory, fc.nat(8)],
    (settings, history, activityCap, implementation) =>
      sameValuesUnder(implementation, history, settings, {
        ...settings,
        instance: { ...settings.instance, activityCap },
      }),
  ),
  law(
    'activity.real-change',
    'nothing is logged for a shown value that stays the same',
    always(({ before, after, activities }) =>
      changesLogged({ activities }).every(({ accountId, field, oldValue, newValue }) => {
        const [was, is] = [before, after].map((marketo) => fieldOf(shownIn(marketo, accountId), field) ?? null)
        return oldValue !== newValue && oldValue === was && newValue === is
      }),
    ),
  ),
  law(
    'activity.real-change',
    'a sync-down that undoes a local edit is logged as a change',
    whenever(
      accountRecordUnderCap,
      (moment) => {
        const { record, fields, before } = moment
        const logged = changesLogged(moment)
        const undone = shownChanges(moment, record.id).filter(({ field }) => Object.hasOwn(fields, field))
        return liveIn(before, record.id).every((contactId) =>
          undone.every(({ field, oldValue }) =>
            logged.some(
              (change) => change.contactId === contactId && change.field === field && change.oldValue === oldValue,
            ),
          ),
        )
      },
      { histories: endingIn(anEditUndone) },
    ),
  ),
  law(
    'activity.local-edit',
    'a local edit that changes a value is logged for the contacts that `localEditLog` names, even above the activity cap',
    whenever(acceptedEdit, (moment) =>
      sameChanges(changesLogged(moment), dueChanges(moment, moment.accountId, loggedFor(moment), 'local edit')),
    ),
  ),
  law(
    'activity.local-edit',
    'the setting `localEditLog` changes no value',
    [anySettings, anyHistory, anyReadings],
    (settings, history, { localEditLog }, implementation) =>
      sameValuesUnder(implementation, history, settings, {
        ...settings,
        readings: { ...settings.readings, localEditLog },
      }),
  ),
  law(
    'activity.convert',
    'an applied answer to a conversion logs exactly one Convert Lead, with the outcome and the requested terms',
    whenever(appliedAnswer, ({ answer, converting, activities }) => {
      const isConfirmed = answer._tag === 'ConfirmConversion'
      const due: Readonly<Record<string, unknown>> = {
        _tag: 'ConvertLead',
        at: answer.at,
        personId: answer.personId,
        ...converting.terms,
        outcome: isConfirmed ? 'succeeded' : 'failed',
        failedAt: isConfirmed ? null : answer.failedAt,
        reason: isConfirmed ? null : answer.reason,
      }
      const logged = activities.filter(({ _tag }) => _tag === 'ConvertLead')
      return (
        logged.length === 1 && Object.entries(due).every(([key, value]) => (logged[0] as never)[key as never] === value)
      )
    }),
  ),
  law(
    'activity.convert',
    'only an applied answer to a conversion logs a Convert Lead',
    whenever(notAnApplication, ({ activities }) => activities.every(({ _tag }) => _tag !== 'ConvertLead')),
  ),
]
