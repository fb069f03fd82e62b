/**
 * Why does Marketo show this value for this contact?
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import { localEditOf } from '../model/Account.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import { valueOf } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { Marketo } from '../marketo/Marketo.js'
import { lookupAccount, lookupContact } from '../marketo/Marketo.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import type { NextOverride, NotSynced } from './NextOverride.js'
import { nextOverride, syncs, whyNotSynced } from './NextOverride.js'

interface Shown {
  readonly contactId: ContactId
  readonly accountId: AccountId
  readonly field: FieldName
  /** What Marketo shows. */
  readonly value: FieldValue
  /** The stamp of the record last applied to the account. */
  readonly systemModstamp: Instant
  readonly override: NextOverride
}

/**
 * The value is the one that the record last applied carried.
 *
 * @rule sync.override-all
 * @category model
 * @since 0.1.0
 */
export interface ShownSynced extends Shown {
  readonly _tag: 'ShownSynced'
  readonly rule: 'sync.override-all'
}

/**
 * The value is of an earlier record, whose stamp is not kept. From the one last applied Marketo took none: it did not
 * carry the field, or came while the field was hidden from the sync user. Where `override` is `none`, it is hidden now.
 *
 * @rule sync.absent-field
 * @rule sync.visible-fields
 * @category model
 * @since 0.1.0
 */
export interface ShownKept extends Shown {
  readonly _tag: 'ShownKept'
  readonly rule: 'sync.absent-field'
}

/**
 * The value was set in Marketo.
 *
 * @rule edit.until-override
 * @category model
 * @since 0.1.0
 */
export interface ShownEdited extends Shown {
  readonly _tag: 'ShownEdited'
  readonly rule: 'edit.until-override'
  /** What Salesforce last said. */
  readonly synced: FieldValue
  /** The contact through which the edit was made, of this account then. */
  readonly through: ContactId
  readonly at: Instant
}

/**
 * There is no value to show.
 *
 * | why                                     | rule                  |
 * | --------------------------------------- | --------------------- |
 * | `unknown contact`, `unknown account`    | `contact.one-account` |
 * | `deleted contact`                       | `contact.deleted`     |
 * | `private contact`                       | `contact.private`     |
 * | `not a field`, `ignored`, `hidden`      | `sync.visible-fields` |
 * | `never carried`                         | `sync.absent-field`   |
 *
 * @category model
 * @since 0.1.0
 */
export interface NotShown {
  readonly _tag: 'NotShown'
  readonly rule:
    'contact.one-account' | 'contact.deleted' | 'contact.private' | 'sync.visible-fields' | 'sync.absent-field'
  readonly contactId: ContactId
  /** `null` where the contact is in no account. */
  readonly accountId: AccountId | null
  readonly field: FieldName
  /** `never carried`: no applied record of the account carried the field, or only while it was hidden. */
  readonly why:
    'unknown contact' | 'deleted contact' | 'private contact' | 'unknown account' | 'never carried' | NotSynced
}

/**
 * Why Marketo shows a value, or none.
 *
 * @category model
 * @since 0.1.0
 */
export type Explanation = ShownSynced | ShownKept | ShownEdited | NotShown

/**
 * Why Marketo shows what it shows for a contact in an Account field: from which record, or through whom it was edited
 * and when; what Salesforce last said; and what will override it. Its value is that of `valueForContact`.
 *
 * | the account of the contact …                 | answer        |
 * | -------------------------------------------- | ------------- |
 * | has a local edit of the field                | `ShownEdited` |
 * | took it from the record last applied         | `ShownSynced` |
 * | holds it from an earlier record              | `ShownKept`   |
 * | does not hold it, or there is no such account | `NotShown`    |
 *
 * @rule edit.until-override
 * @rule edit.fan-out
 * @rule sync.override-all
 * @rule sync.absent-field
 * @example
 * import { ContactId, defaultSettings, emptyMarketo, FieldName } from 'marketo-account-sync'
 * import { explain } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const contactId = ContactId.decode('0034W00002Abcde')
 * const field = FieldName.decode('Industry')
 * if (E.isRight(contactId) && E.isRight(field)) {
 *   const answer = explain(defaultSettings)(contactId.right, field.right)(emptyMarketo)
 *   assert.ok(answer._tag === 'NotShown')
 *   assert.strictEqual(answer.why, 'unknown contact')
 * } else assert.fail()
 *
 * @category questions
 * @since 0.1.0
 */
export const explain = (
  settings: Settings,
): ((contactId: ContactId, field: FieldName) => (marketo: Marketo) => Explanation) => {
  const overrideOf = nextOverride(settings)
  const isTaken = syncs(settings)
  return (contactId, field) => (marketo) => {
    const notShown = (rule: NotShown['rule'], why: NotShown['why'], accountId: AccountId | null): NotShown => ({
      _tag: 'NotShown',
      rule,
      contactId,
      accountId,
      field,
      why,
    })
    const contact = lookupContact(contactId)(marketo)
    if (O.isNone(contact)) return notShown('contact.one-account', 'unknown contact', null)
    switch (contact.value._tag) {
      case 'DeletedContact':
        return notShown('contact.deleted', 'deleted contact', null)
      case 'PrivateContact':
        return notShown('contact.private', 'private contact', null)
      case 'LiveContact':
    }
    const { accountId } = contact.value
    const account = lookupAccount(accountId)(marketo)
    if (O.isNone(account)) return notShown('contact.one-account', 'unknown account', accountId)
    const { synced, systemModstamp, appliedAtStamp } = account.value
    const syncedValue = valueOf(synced)(field)
    const shown = { contactId, accountId, field, systemModstamp, override: overrideOf(field) }
    const edit = localEditOf(account.value)(field)
    if (edit !== undefined) {
      const { value, through, at } = edit
      const rule = 'edit.until-override'
      return { _tag: 'ShownEdited', rule, ...shown, value, synced: syncedValue ?? null, through, at }
    }
    if (syncedValue === undefined)
      return isTaken(field)
        ? notShown('sync.absent-field', 'never carried', accountId)
        : notShown('sync.visible-fields', whyNotSynced(field), accountId)
    return appliedAtStamp.some(({ fields }) => Object.hasOwn(fields, field))
      ? { _tag: 'ShownSynced', rule: 'sync.override-all', ...shown, value: syncedValue }
      : { _tag: 'ShownKept', rule: 'sync.absent-field', ...shown, value: syncedValue }
  }
}
