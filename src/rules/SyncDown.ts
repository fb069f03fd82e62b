/**
 * Decides what a sync-down changes. In a sync-down, Marketo applies one account record from Salesforce to one account.
 *
 * If the account has too many live contacts, Marketo does not log the changes. Therefore the decision needs the number of live
 * contacts, but not the contacts themselves.
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Account, LocalEdit } from '../model/Account.js'
import { shownFields } from '../model/Account.js'
import type { News } from '../model/BroughtAtStamp.js'
import { broughtFirst, broughtToo, newsOf } from '../model/BroughtAtStamp.js'
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

const realChanges = (account: Account | undefined, fields: Fields): ReadonlyArray<FieldChange> => {
  const changes: Array<FieldChange> = []
  const shown = account === undefined ? undefined : shownFields(account)
  for (const name in fields) {
    const field = name as FieldName
    const oldValue = shown === undefined ? null : (rawValue(shown, field) ?? null)
    const newValue = fields[field] ?? null
    // eslint-disable-next-line functional/immutable-data -- the array is local, and this loop must be fast
    if (oldValue !== newValue) changes.push({ field, oldValue, newValue })
  }
  return changes
}

const changesNoSyncedValue = (account: Account, fields: Fields): boolean =>
  fieldNames(fields).every((name) => rawValue(account.synced, name) === fields[name])

/**
 * Decides how an account record changes one account. Returns none if the record is late, or contains nothing new.
 *
 * | record                               | result                                                                         |
 * | ------------------------------------ | ------------------------------------------------------------------------------ |
 * | older than the last applied record   | `none`                                                                         |
 * | same SystemModstamp, no new value    | `none`                                                                         |
 * | same SystemModstamp, some new values | applied: Marketo takes the new values, and these fields lose their local edits |
 * | newer, or the first record           | applied: Marketo takes all visible fields, blank fields included               |
 *
 * If the setting `overrideOn` is `field-change`, Marketo skips a record that changes no synced value of a known account. The
 * result is then `AccountSkipped`: only the SystemModstamp, the deleted flag and the `masterRecordId` change.
 *
 * Records with the same SystemModstamp are usually copies of the same version. Therefore Marketo takes only the values that no
 * earlier record with this SystemModstamp contained. `isDeleted` and `masterRecordId` count as values here.
 *
 * For example, a field changes from a to b and back to a within one second, and each record has the same SystemModstamp. Marketo
 * then shows b until a record with a newer SystemModstamp arrives. If an account is deleted and restored within one second,
 * Marketo keeps the account deleted until such a newer record arrives.
 *
 * For a field in `formulaFields`, Marketo takes one value for each SystemModstamp: the value that arrives first.
 *
 * Marketo applies a record to a deleted account in the same way as to any other account.
 *
 * @rule sync.override-all
 * @rule sync.absent-field
 * @rule sync.only-newer
 * @rule sync.formula-fields
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
 * Id: '0014W000027f6Uw', SystemModstamp: '2020-10-22T21:03:23.000+0000', Industry: 'Electronics', Fax: '(512) 757-9000'
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
  const formulaFields = new Set<string>(settings.instance.formulaFields)
  const logs = logsChanges(settings.instance.activityCap)
  const overridesAlways = settings.readings.overrideOn === 'every-update'
  return ({ at, record, liveContacts }, before) => {
    const { id: accountId, systemModstamp } = record
    let news: News = {
      isDeleted: record.isDeleted,
      masterRecordId: record.masterRecordId,
      fields: visible(record.fields),
    }
    const account = O.isSome(before) ? before.value : undefined
    if (account !== undefined) {
      if (systemModstamp < account.systemModstamp) return O.none
      if (systemModstamp === account.systemModstamp) {
        const further = newsOf(account.broughtAtStamp, news, formulaFields)
        if (O.isNone(further)) return O.none
        news = { ...further.value, isDeleted: further.value.isDeleted ?? account.isDeleted }
      }
    }
    const { isDeleted = false, masterRecordId = account?.masterRecordId ?? null, fields } = news
    if (account !== undefined && !overridesAlways && changesNoSyncedValue(account, fields))
      return O.some({ _tag: 'AccountSkipped', at, accountId, systemModstamp, isDeleted, masterRecordId, fields })
    return O.some({
      _tag: 'AccountSyncedDown',
      at,
      accountId,
      systemModstamp,
      isDeleted,
      masterRecordId,
      fields,
      changes: realChanges(account, fields),
      liveContacts,
      logged: logs(liveContacts),
    })
  }
}

/**
 * Returns the fields of the account after a record is applied. If the record contains a field, the field gets the value from the
 * record. All other fields of the account keep their values.
 *
 * Nearly every record has the same fields in the same order as the previous record of the account. Therefore the code compares
 * the names in order, and needs no look-ups.
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

/** Removes each local edit whose field is in `fields`. */
const editsBeside = (localEdits: ReadonlyArray<LocalEdit>, fields: Fields): ReadonlyArray<LocalEdit> =>
  localEdits.some(({ field }) => Object.hasOwn(fields, field))
    ? localEdits.filter(({ field }) => !Object.hasOwn(fields, field))
    : localEdits

type Brought = Account['broughtAtStamp']

const isSameStamp = (account: Account, event: AccountSyncedDown | AccountSkipped): boolean =>
  event.systemModstamp === account.systemModstamp

const broughtAfter = (account: Account, event: AccountSyncedDown | AccountSkipped): Brought =>
  isSameStamp(account, event) ? broughtToo(account.broughtAtStamp, event) : broughtFirst(event)

/**
 * Returns the fields of the account after a record is applied. Under three conditions, the result is the object `brought.fields`,
 * and the function makes no copy:
 *
 * - The event has the same SystemModstamp as the account.
 * - Before the event, `synced` and `broughtAtStamp.fields` are the same object.
 * - The event adds fields, but changes no value.
 */
const syncedAfter = (account: Account, event: AccountSyncedDown, brought: Brought): Fields => {
  const { synced, broughtAtStamp } = account
  const onlyAdds = broughtAtStamp.fields === synced && broughtAtStamp.further === brought.further
  return isSameStamp(account, event) && onlyAdds ? brought.fields : merged(synced, event.fields)
}

/**
 * Returns the account after a sync-down. Every field in the event gets the value from the event. A local edit of such a field
 * ends.
 *
 * @rule sync.override-all
 * @rule sync.absent-field
 * @rule edit.until-override
 * @internal
 */
export const accountSyncedDown = (before: Account | undefined, event: AccountSyncedDown): Account => {
  const { accountId: id, systemModstamp, isDeleted, masterRecordId, fields } = event
  if (before === undefined)
    return {
      id,
      systemModstamp,
      isDeleted,
      masterRecordId,
      synced: fields,
      localEdits: [],
      broughtAtStamp: broughtFirst(event),
    }
  const broughtAtStamp = broughtAfter(before, event)
  return {
    id,
    systemModstamp,
    isDeleted,
    masterRecordId,
    synced: syncedAfter(before, event, broughtAtStamp),
    localEdits: editsBeside(before.localEdits, fields),
    broughtAtStamp,
  }
}

/**
 * Returns the account after a skipped record. Values and local edits stay. Only the SystemModstamp, the deleted flag and the
 * `masterRecordId` change.
 *
 * @internal
 */
export const accountSkipped = (account: Account, event: AccountSkipped): Account => ({
  ...account,
  systemModstamp: event.systemModstamp,
  isDeleted: event.isDeleted,
  masterRecordId: event.masterRecordId,
  broughtAtStamp: broughtAfter(account, event),
})
