// The rules that a sync-down can break.
import type { Account, AccountRecord, Settings } from 'marketo-account-sync'
import { isSynced } from 'marketo-account-sync'
import type { Moment } from 'marketo-account-sync/testing'
import type { Broken } from './look.js'
import { accountIn, shownIn, liveIn, firstBroken, must, changesIn } from './look.js'

/** Of an account record, on its own or in an answer to a conversion. */
export const accountRecordRules = (moment: Moment, record: AccountRecord, { instance }: Settings): Broken => {
  const { before, after } = moment
  const was = accountIn(before, record.id)
  const is = accountIn(after, record.id)
  const carried = Object.fromEntries(
    Object.entries(record.fields).filter(([name]) => isSynced(new Set(instance.hiddenFields))(name)),
  )
  const sameRecord = ({ isDeleted, fields }: Account['appliedAtStamp'][number]): boolean =>
    isDeleted === record.isDeleted &&
    JSON.stringify(Object.entries(fields).sort()) === JSON.stringify(Object.entries(carried).sort())
  const isStale =
    was !== undefined &&
    (record.systemModstamp < was.systemModstamp ||
      (record.systemModstamp === was.systemModstamp && was.appliedAtStamp.some(sameRecord)))
  const logged = changesIn(moment)
  if (isStale) return must(is === was && logged.length === 0, 'sync.only-newer')
  if (is === undefined) return 'sync.override-all'
  const [old, shown] = [shownIn(before, record.id), shownIn(after, record.id)]
  const kept = Object.keys(old).filter((name) => !Object.hasOwn(carried, name))
  const changed = Object.keys(carried).filter((name) => (old[name] ?? null) !== carried[name])
  const live = liveIn(before, record.id)
  return firstBroken(
    () => must(is.systemModstamp === record.systemModstamp && is.appliedAtStamp.some(sameRecord), 'sync.only-newer'),
    () => must(is.isDeleted === record.isDeleted, 'contact.deleted'),
    () =>
      must(
        Object.entries(carried).every(([name, value]) => shown[name] === value),
        live.length > instance.activityCap ? 'activity.cap-spares-values' : 'sync.override-all',
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
    () =>
      must(
        is.localEdits.length === (was?.localEdits ?? []).filter(({ field }) => kept.includes(field)).length,
        'edit.until-override',
      ),
    () => must(live.length <= instance.activityCap || logged.length === 0, 'activity.cap'),
    () =>
      must(
        logged.every(
          ({ field, oldValue, newValue }) =>
            oldValue !== newValue && (old[field] ?? null) === oldValue && newValue === carried[field],
        ),
        'activity.real-change',
      ),
    () =>
      must(
        logged.length === (live.length <= instance.activityCap ? live.length * changed.length : 0),
        'activity.per-contact',
      ),
    () =>
      must(
        new Set(logged.map(({ contactId, field }) => contactId + field)).size === logged.length &&
          logged.every(({ contactId }) => live.includes(contactId)),
        'activity.per-contact',
      ),
  )
}
