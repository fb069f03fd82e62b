// The rules that a sync-down can break.
import type { AccountRecord, AppliedAccountRecord, ChangeDataValue, Fields, Settings } from 'marketo-account-sync'
import { eqAppliedAccountRecord, eqLocalEdit, fieldNames, isSynced } from 'marketo-account-sync'
import type { Moment } from 'marketo-account-sync/testing'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Broken } from './look.js'
import { accountIn, shownIn, liveIn, firstBroken, isLogged, must, changesIn } from './look.js'

const carriedBy = (record: AccountRecord, { instance }: Settings): Fields => {
  const isVisible = isSynced(new Set(instance.hiddenFields))
  return Object.fromEntries(Object.entries(record.fields).filter(([name]) => isVisible(name)))
}

const sameRecords = RA.getEq(eqAppliedAccountRecord).equals
const sameEdits = RA.getEq(eqLocalEdit).equals

/** Of an account record, on its own or in an answer to a conversion; by the reading that every newer record overrides. */
export const accountRecordRules = (moment: Moment, record: AccountRecord, settings: Settings): Broken => {
  const { before, after } = moment
  const was = accountIn(before, record.id)
  const is = accountIn(after, record.id)
  const carried = carriedBy(record, settings)
  const applied: AppliedAccountRecord = { isDeleted: record.isDeleted, fields: carried }
  const atStamp = was?.systemModstamp === record.systemModstamp ? was.appliedAtStamp : []
  const isStale =
    was !== undefined &&
    (record.systemModstamp < was.systemModstamp ||
      atStamp.some((earlier) => eqAppliedAccountRecord.equals(earlier, applied)))
  const logged = changesIn(moment)
  if (isStale) return must(is === was && logged.length === 0, 'sync.only-newer')
  if (is === undefined) return 'sync.override-all'
  const [old, shown] = [shownIn(before, record.id), shownIn(after, record.id)]
  const names = fieldNames(carried)
  const kept = Object.keys(old).filter((name) => !Object.hasOwn(carried, name))
  const changed = names.filter((name) => (old[name] ?? null) !== carried[name])
  const live = liveIn(before, record.id)
  const isLoud = live.length <= settings.instance.activityCap
  const due = live.flatMap((contactId) =>
    changed.map((field): ChangeDataValue => ({
      _tag: 'ChangeDataValue',
      at: moment.input.at,
      contactId,
      accountId: record.id,
      field,
      oldValue: (old[field] ?? null) as ChangeDataValue['oldValue'],
      newValue: carried[field] ?? null,
      cause: 'sync-down',
    })),
  )
  return firstBroken(
    () =>
      must(
        is.systemModstamp === record.systemModstamp && is.appliedAtStamp.length === atStamp.length + 1,
        'sync.only-newer',
      ),
    () => must(is.isDeleted === record.isDeleted, 'contact.deleted'),
    () =>
      must(
        names.every((name) => shown[name] === carried[name]),
        isLoud ? 'sync.override-all' : 'activity.cap-spares-values',
      ),
    () =>
      must(
        is.localEdits.every(({ field }) => !Object.hasOwn(carried, field)),
        'edit.until-override',
      ),
    () =>
      must(
        kept.every((name) => shown[name] === old[name]),
        'sync.absent-field',
      ),
    () => must(Object.keys(shown).length === names.length + kept.length, 'sync.visible-fields'),
    () =>
      must(
        sameEdits(
          is.localEdits,
          (was?.localEdits ?? []).filter(({ field }) => kept.includes(field)),
        ),
        'edit.until-override',
      ),
    () => must(sameRecords(is.appliedAtStamp, [...atStamp, applied]), 'sync.only-newer'),
    () => must(isLoud || logged.length === 0, 'activity.cap'),
    () =>
      must(
        logged.every(
          ({ field, oldValue, newValue }) =>
            oldValue !== newValue && (old[field] ?? null) === oldValue && newValue === carried[field],
        ),
        'activity.real-change',
      ),
    () => must(isLogged(logged, isLoud ? due : []), 'activity.per-contact'),
  )
}
