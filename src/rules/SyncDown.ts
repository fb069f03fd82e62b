/**
 * The sync-down: Marketo applies one account record from Salesforce to one account.
 *
 * The decision knows no contacts. It is given their number, which decides only what is logged.
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Account, LocalEdit } from '../model/Account.js'
import { rawShown } from '../model/Account.js'
import type { News } from '../model/BroughtAtStamp.js'
import { broughtFirst, broughtToo, newsOf } from '../model/BroughtAtStamp.js'
import type { AccountSkipped, AccountSyncedDown, FieldChange } from '../model/Event.js'
import type { FieldName, Fields } from '../model/Field.js'
import { fieldNames, rawValue, syncedFields } from '../model/Field.js'
import type { SyncAccount } from '../model/Input.js'
import type { Settings } from '../model/Settings.js'
import { logsChanges } from './ActivityLog.js'

/**
 * An account record that Salesforce has delivered, and the number of live contacts of its account before it is applied.
 *
 * @category model
 * @since 0.2.0
 */
export interface AccountDelivery extends Pick<SyncAccount, 'at' | 'record'> {
  readonly liveContacts: number
}

const realChanges = (account: Account | undefined, fields: Fields): ReadonlyArray<FieldChange> => {
  const changes: Array<FieldChange> = []
  for (const name in fields) {
    const field = name as FieldName
    const oldValue = (account === undefined ? undefined : rawShown(account, field)) ?? null
    const newValue = fields[field] ?? null
    // eslint-disable-next-line functional/immutable-data -- local, and in the hot path of every sync-down
    if (oldValue !== newValue) changes.push({ field, oldValue, newValue })
  }
  return changes
}

const changesNoSyncedValue = (account: Account, fields: Fields): boolean =>
  fieldNames(fields).every((name) => rawValue(account.synced, name) === fields[name])

/**
 * What a record from Salesforce does to one account. None if the record is late, or brings nothing new.
 *
 * | record                                             | result                                                     |
 * | -------------------------------------------------- | ---------------------------------------------------------- |
 * | older than the record last applied                 | `none`                                                     |
 * | same stamp, says only what that stamp has brought  | `none`                                                     |
 * | same stamp, says more                              | applied: only what is new, and only its local edits end    |
 * | newer, or the first                                | applied: all its visible fields, blank ones included       |
 * | applied, `field-change`, and no value differs      | `AccountSkipped`: only stamp and deleted flag follow it    |
 *
 * A record with the stamp of the one last applied is another reading of the same version, so it brings only what no record of
 * that stamp has brought: a value of a field (for one of `formulaFields`, only if it has no value yet), the deleted flag, or
 * the id of the account into which this one was merged. A field that goes from a to b to a within one second stays b until
 * the next stamp, and so does a deletion that is undone within its second.
 *
 * Late and repeated records are detected before anything else. A deleted account is synced down like any other.
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
 * The fields after a record is applied: those of the record, and those that the account has beside them. Nearly every
 * record of an account has the fields of the one before in the same order, so names are compared in turn, without look-ups.
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

/** The local edits of fields that the record does not bring. */
const editsBeside = (localEdits: ReadonlyArray<LocalEdit>, fields: Fields): ReadonlyArray<LocalEdit> =>
  localEdits.some(({ field }) => Object.hasOwn(fields, field))
    ? localEdits.filter(({ field }) => !Object.hasOwn(fields, field))
    : localEdits

const broughtAfter = (account: Account, event: AccountSyncedDown | AccountSkipped): Account['broughtAtStamp'] =>
  event.systemModstamp === account.systemModstamp ? broughtToo(account.broughtAtStamp, event) : broughtFirst(event)

/**
 * The account after a sync-down: every field of the record has the record's value and no local edit.
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
  const { synced, localEdits } = before
  return {
    id,
    systemModstamp,
    isDeleted,
    masterRecordId,
    synced: merged(synced, fields),
    localEdits: editsBeside(localEdits, fields),
    broughtAtStamp: broughtAfter(before, event),
  }
}

/**
 * The account after a skipped record: values and local edits stay. Only the stamp and what the record says about itself follow it.
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
