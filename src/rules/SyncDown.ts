/**
 * The sync-down: Marketo applies one account record from Salesforce to one account.
 *
 * Nothing here knows any contact; their number is an argument, and it decides only what is logged.
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Account, AppliedAccountRecord } from '../model/Account.js'
import { eqAppliedAccountRecord, shownFields } from '../model/Account.js'
import { logsChanges } from './ActivityLog.js'
import type { AccountSkipped, AccountSyncedDown, FieldChange } from '../model/Event.js'
import type { FieldName, Fields } from '../model/Field.js'
import { fieldNames, syncedFields, valueOf } from '../model/Field.js'
import type { SyncAccount } from '../model/Input.js'
import type { Settings } from '../model/Settings.js'

/**
 * Whether a record is late or repeated: older than the one last applied, or equal to one applied at the same stamp.
 */
const isStale = ({ systemModstamp, appliedAtStamp }: Account, record: SyncAccount['record'], fields: Fields): boolean =>
  record.systemModstamp < systemModstamp ||
  (record.systemModstamp === systemModstamp &&
    appliedAtStamp.some((applied) => eqAppliedAccountRecord.equals(applied, { isDeleted: record.isDeleted, fields })))

const realChanges = (account: Account | undefined, fields: Fields): ReadonlyArray<FieldChange> => {
  const shown = valueOf(account === undefined ? {} : shownFields(account))
  const changes: Array<FieldChange> = []
  for (const name in fields) {
    const field = name as FieldName
    const oldValue = shown(field) ?? null
    const newValue = fields[field] ?? null
    // eslint-disable-next-line functional/immutable-data -- local, and in the hot path of every sync-down
    if (oldValue !== newValue) changes.push({ field, oldValue, newValue })
  }
  return changes
}

const saysNothingNew = (account: Account, fields: Fields): boolean =>
  fieldNames(fields).every((name) => valueOf(account.synced)(name) === fields[name])

/**
 * What a record from Salesforce does to one account. Nothing, where the record is late or repeated.
 *
 * | record                                       | result                                             |
 * | -------------------------------------------- | -------------------------------------------------- |
 * | older than the last applied one              | `none`                                             |
 * | same stamp, equal to one applied at it       | `none`                                             |
 * | same stamp, different                        | applied: arrival decides                           |
 * | newer, or the first                          | applied, blanks and all                            |
 * | newer, `field-change`, and nothing new in it | `AccountSkipped`: stamp and deleted flag only      |
 *
 * `liveContacts` is the number of the account's live contacts before the record is applied. The late and the repeated
 * are looked at before anything else; a deleted account is synced down like any other.
 *
 * @rule sync.override-all
 * @rule sync.absent-field
 * @rule sync.only-newer
 * @rule sync.visible-fields
 * @rule activity.per-contact
 * @rule activity.cap
 * @rule activity.cap-spares-values
 * @rule activity.real-change
 * @rule locality.account
 * @example
 * import { defaultSettings, Instant, syncDown } from 'marketo-account-sync'
 * import { AccountRecordFromRest } from 'marketo-account-sync/codecs'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const record = AccountRecordFromRest.decode({
 *   Id: '0014W000027f6Uw', SystemModstamp: '2020-10-22T21:03:23.000+0000', Industry: 'Electronics', Fax: '(512) 757-9000'
 * })
 * const at = Instant.decode('2020-10-22T21:05:00Z')
 * if (E.isRight(record) && E.isRight(at)) {
 *   const event = syncDown(defaultSettings)(5_001)({ at: at.right, record: record.right })(O.none)
 *   assert.ok(O.isSome(event) && event.value._tag === 'AccountSyncedDown')
 *   assert.deepStrictEqual(event.value.fields, { Industry: 'Electronics' })
 *   assert.strictEqual(event.value.logged, false)
 * } else assert.fail()
 *
 * @category decisions
 * @since 0.1.0
 */
export const syncDown = (
  settings: Settings,
): ((
  liveContacts: number,
) => (
  delivery: Pick<SyncAccount, 'at' | 'record'>,
) => (account: O.Option<Account>) => O.Option<AccountSyncedDown | AccountSkipped>) => {
  const decide = syncDownDecider(settings)
  return (liveContacts) => (delivery) => (account) =>
    O.fromNullable(decide(liveContacts, delivery, O.toUndefined(account)))
}

/**
 * {@link syncDown} with its arguments at once.
 *
 * @internal
 */
export const syncDownDecider = (
  settings: Settings,
): ((
  liveContacts: number,
  delivery: Pick<SyncAccount, 'at' | 'record'>,
  account: Account | undefined,
) => AccountSyncedDown | AccountSkipped | undefined) => {
  const visible = syncedFields(new Set(settings.instance.hiddenFields))
  const logs = logsChanges(settings.instance.activityCap)
  const overridesAlways = settings.readings.overrideOn === 'every-update'
  return (liveContacts, { at, record }, account) => {
    const { id: accountId, systemModstamp, isDeleted } = record
    const fields = visible(record.fields)
    if (account !== undefined) {
      if (isStale(account, record, fields)) return undefined
      if (!overridesAlways && saysNothingNew(account, fields))
        return { _tag: 'AccountSkipped', at, accountId, systemModstamp, isDeleted, fields }
    }
    return {
      _tag: 'AccountSyncedDown',
      at,
      accountId,
      systemModstamp,
      isDeleted,
      fields,
      changes: realChanges(account, fields),
      liveContacts,
      logged: logs(liveContacts),
    }
  }
}

/**
 * The fields after a record is applied: its own, and those held that it does not carry. Nearly every record of an account
 * carries what the one before carried, in that order: names are compared in turn, which takes no look-up.
 */
const merged = (held: Fields, carried: Fields): Fields => {
  const names = fieldNames(carried)
  let at = 0
  for (const name in held) {
    if (name !== names[at]) return { ...held, ...carried }
    at += 1
  }
  return carried
}

const appliedWith = (account: Account, event: AccountSyncedDown | AccountSkipped): Account['appliedAtStamp'] => {
  const applied: AppliedAccountRecord = { isDeleted: event.isDeleted, fields: event.fields }
  return event.systemModstamp === account.systemModstamp ? RA.append(applied)(account.appliedAtStamp) : [applied]
}

/**
 * The account after a sync-down: every carried field has the record's value, and no local edit.
 *
 * @rule sync.override-all
 * @rule sync.absent-field
 * @rule edit.until-override
 * @category evolution
 * @since 0.1.0
 */
export const accountSyncedDown =
  (event: AccountSyncedDown) =>
  (account: O.Option<Account>): Account =>
    accountAfterSyncDown(event, O.toUndefined(account))

/**
 * {@link accountSyncedDown} with its arguments at once.
 *
 * @internal
 */
export const accountAfterSyncDown = (event: AccountSyncedDown, account: Account | undefined): Account => {
  const { accountId: id, systemModstamp, isDeleted, fields } = event
  if (account === undefined)
    return { id, systemModstamp, isDeleted, synced: fields, localEdits: [], appliedAtStamp: [{ isDeleted, fields }] }
  const { synced, localEdits } = account
  return {
    id,
    systemModstamp,
    isDeleted,
    synced: merged(synced, fields),
    localEdits: localEdits.length === 0 ? localEdits : localEdits.filter((edit) => !Object.hasOwn(fields, edit.field)),
    appliedAtStamp: appliedWith(account, event),
  }
}

/**
 * The account after a skipped record: values and local edits stand, the stamp and the deleted flag follow the record.
 *
 * @category evolution
 * @since 0.1.0
 */
export const accountSkipped =
  (event: AccountSkipped) =>
  (account: Account): Account => ({
    ...account,
    systemModstamp: event.systemModstamp,
    isDeleted: event.isDeleted,
    appliedAtStamp: appliedWith(account, event),
  })
