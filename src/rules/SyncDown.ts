/**
 * The sync-down: Marketo applies one account record from Salesforce to one account.
 *
 * The decision does not need the contacts of the account. It needs only the number of live contacts, to decide whether the
 * changes are logged.
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Account, AccountRecord, AppliedAccountRecord } from '../model/Account.js'
import { eqAppliedAccountRecord, shownFields } from '../model/Account.js'
import type { AccountSkipped, AccountSyncedDown, FieldChange } from '../model/Event.js'
import type { FieldName, Fields } from '../model/Field.js'
import { fieldNames, rawValue, syncedFields } from '../model/Field.js'
import type { SyncAccount } from '../model/Input.js'
import type { Settings } from '../model/Settings.js'
import { logsChanges } from './ActivityLog.js'

/**
 * An account record from Salesforce, and the number of live contacts that the account has before the record is applied.
 *
 * @category model
 * @since 0.2.0
 */
export interface AccountDelivery extends Pick<SyncAccount, 'at' | 'record'> {
  readonly liveContacts: number
}

/** Whether a record is late, or equals an applied record with the same stamp. */
const isStale = ({ systemModstamp, appliedAtStamp }: Account, record: AccountRecord, fields: Fields): boolean =>
  record.systemModstamp < systemModstamp ||
  (record.systemModstamp === systemModstamp &&
    appliedAtStamp.some((applied) => eqAppliedAccountRecord.equals(applied, { isDeleted: record.isDeleted, fields })))

const noFields: Fields = {}

const realChanges = (shown: Fields, fields: Fields): ReadonlyArray<FieldChange> => {
  const changes: Array<FieldChange> = []
  for (const name in fields) {
    const field = name as FieldName
    const oldValue = rawValue(shown, field) ?? null
    const newValue = fields[field] ?? null
    // eslint-disable-next-line functional/immutable-data -- local, and in the hot path of every sync-down
    if (oldValue !== newValue) changes.push({ field, oldValue, newValue })
  }
  return changes
}

const changesNoSyncedValue = (account: Account, fields: Fields): boolean =>
  fieldNames(fields).every((name) => rawValue(account.synced, name) === fields[name])

/**
 * Decides how a record from Salesforce changes one account. None if the record is late or repeated.
 *
 * | record                                          | result                                                  |
 * | ----------------------------------------------- | ------------------------------------------------------- |
 * | older than the last applied record              | `none`                                                  |
 * | same stamp, equals an applied record            | `none`                                                  |
 * | same stamp, differs from every applied record   | applied, because the order of arrival decides           |
 * | newer, or the first                             | applied, blank fields included                          |
 * | newer, `field-change`, and no value is new      | `AccountSkipped`: only stamp and deleted flag change    |
 *
 * Late and repeated records are detected first. A deleted account is synced down like any other account.
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
 * if (E.isLeft(record) || E.isLeft(at)) assert.fail()
 *
 * const event = syncDown(defaultSettings)({ at: at.right, record: record.right, liveContacts: 2 }, O.none)
 * if (O.isNone(event) || event.value._tag !== 'AccountSyncedDown') assert.fail()
 * assert.deepStrictEqual(event.value.fields, { Industry: 'Electronics' }) // Fax is ignored by the sync
 * assert.strictEqual(event.value.logged, true)
 *
 * @category decisions
 * @since 0.1.0
 */
export const syncDown = (
  settings: Settings,
): ((delivery: AccountDelivery, account: O.Option<Account>) => O.Option<AccountSyncedDown | AccountSkipped>) => {
  const visible = syncedFields(new Set(settings.instance.hiddenFields))
  const logs = logsChanges(settings.instance.activityCap)
  const overridesAlways = settings.readings.overrideOn === 'every-update'
  return ({ at, record, liveContacts }, before) => {
    const { id: accountId, systemModstamp, isDeleted } = record
    const fields = visible(record.fields)
    let shown = noFields
    if (O.isSome(before)) {
      const account = before.value
      if (isStale(account, record, fields)) return O.none
      if (!overridesAlways && changesNoSyncedValue(account, fields))
        return O.some({ _tag: 'AccountSkipped', at, accountId, systemModstamp, isDeleted, fields })
      shown = shownFields(account)
    }
    return O.some({
      _tag: 'AccountSyncedDown',
      at,
      accountId,
      systemModstamp,
      isDeleted,
      fields,
      changes: realChanges(shown, fields),
      liveContacts,
      logged: logs(liveContacts),
    })
  }
}

/**
 * The fields after a record is applied: all fields of the record, and the fields that only the account has. Nearly every
 * record has the same fields in the same order as the record before. So the code compares the names in order and needs no
 * look-ups.
 */
const merged = (synced: Fields, fields: Fields): Fields => {
  const names = fieldNames(fields)
  let at = 0
  for (const name in synced) {
    if (name !== names[at]) return { ...synced, ...fields }
    at += 1
  }
  return fields
}

const appliedWith = (account: Account, event: AccountSyncedDown | AccountSkipped): Account['appliedAtStamp'] => {
  const applied: AppliedAccountRecord = { isDeleted: event.isDeleted, fields: event.fields }
  return event.systemModstamp === account.systemModstamp ? RA.append(applied)(account.appliedAtStamp) : [applied]
}

/**
 * The account after a sync-down. Every field of the record has the record's value and no local edit.
 *
 * @rule sync.override-all
 * @rule sync.absent-field
 * @rule edit.until-override
 * @internal
 */
export const accountSyncedDown = (before: Account | undefined, event: AccountSyncedDown): Account => {
  const { accountId: id, systemModstamp, isDeleted, fields } = event
  if (before === undefined)
    return { id, systemModstamp, isDeleted, synced: fields, localEdits: [], appliedAtStamp: [{ isDeleted, fields }] }
  const { synced, localEdits } = before
  return {
    id,
    systemModstamp,
    isDeleted,
    synced: merged(synced, fields),
    localEdits: localEdits.length === 0 ? localEdits : localEdits.filter((edit) => !Object.hasOwn(fields, edit.field)),
    appliedAtStamp: appliedWith(before, event),
  }
}

/**
 * The account after a skipped record. Values and local edits stay. Only the stamp and the deleted flag change.
 *
 * @internal
 */
export const accountSkipped = (account: Account, event: AccountSkipped): Account => ({
  ...account,
  systemModstamp: event.systemModstamp,
  isDeleted: event.isDeleted,
  appliedAtStamp: appliedWith(account, event),
})
