/**
 * Answers the question: why does Marketo show this value for this contact?
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { localEditOf } from '../model/Account.js'
import type { Contact, ContactRecord } from '../model/Contact.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import { valueOf } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import type { Deferred } from '../marketo/Decide.js'
import type { Marketo } from '../marketo/Marketo.js'
import { lookupAccount, lookupContact } from '../marketo/Marketo.js'
import { syncContact } from '../rules/ContactSync.js'
import type { AccountStatus } from './AccountStatus.js'
import { statusOf } from './AccountStatus.js'
import type { MeantField } from './MeantField.js'
import { meantField, misspeltIn } from './MeantField.js'
import type { NextOverride, NotSynced } from './NextOverride.js'
import { isSyncedUnder, nextOverride, whyNotSynced } from './NextOverride.js'

/**
 * The question that {@link explain} answers: why does Marketo show this value in this Account field of this contact?
 *
 * @category model
 * @since 0.2.0
 */
export interface ExplainQuestion {
  readonly contactId: ContactId
  readonly field: FieldName
}

/**
 * A Marketo state, and the contact records that wait for their account. A sync cycle returns both (`SyncState` of
 * `marketo-account-sync/records`).
 *
 * @category model
 * @since 0.3.0
 */
export interface MarketoAndDeferred {
  readonly marketo: Marketo
  readonly deferred: ReadonlyArray<Deferred>
}

interface Explained extends ExplainQuestion {
  /**
   * A record of the contact can wait for its account. This key contains the `accountId` of the newest record that waits. Late and
   * repeated records do not count. `null` if no record waits. Also `null` if the caller of {@link explain} passed a Marketo
   * state, because a Marketo state contains no waiting records.
   */
  readonly waitsFor: AccountId | null
  /**
   * The names in `hiddenFields` and `formulaFields` that differ from the name of the field only in letter case. Such a name has
   * no effect.
   */
  readonly misspelt: ReadonlyArray<FieldName>
}

interface Shown extends Explained {
  readonly accountId: AccountId
  readonly accountStatus: AccountStatus
  /** The value that Marketo shows now. */
  readonly value: FieldValue
  /** The SystemModstamp of the account record that was applied last. */
  readonly systemModstamp: Instant
  readonly override: NextOverride
}

/**
 * The value comes from the account record that was applied last.
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
 * The value comes from an earlier record. Marketo does not remember the SystemModstamp of the earlier record.
 *
 * Marketo could not take the field from the last applied record. Either this record did not contain the field, or the field was
 * hidden from the sync user when this record arrived. If `override` is `none`, the field is hidden now.
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
 * Somebody set the value in Marketo.
 *
 * @rule edit.until-override
 * @category model
 * @since 0.1.0
 */
export interface ShownEdited extends Shown {
  readonly _tag: 'ShownEdited'
  readonly rule: 'edit.until-override'
  /** The value that Salesforce sent last. */
  readonly synced: FieldValue
  /** The contact on which somebody edited the field. At that time, the contact belonged to the account. */
  readonly through: ContactId
  readonly at: Instant
}

/**
 * Marketo shows no value in the field. `why` contains the reason.
 *
 * | why                                | rule                  |
 * | ---------------------------------- | --------------------- |
 * | `unknown contact`                  | `contact.one-account` |
 * | `waiting contact`                  | `contact.one-account` |
 * | `unknown account`                  | `contact.one-account` |
 * | `deleted contact`                  | `contact.deleted`     |
 * | `private contact`                  | `contact.private`     |
 * | `not a field`, `ignored`, `hidden` | `sync.visible-fields` |
 * | `never carried`                    | `sync.absent-field`   |
 *
 * @category model
 * @since 0.1.0
 */
export interface NotShown extends Explained {
  readonly _tag: 'NotShown'
  readonly rule:
    'contact.one-account' | 'contact.deleted' | 'contact.private' | 'sync.visible-fields' | 'sync.absent-field'
  /** The account of the contact. `null` if the contact is in no account. */
  readonly accountId: AccountId | null
  /**
   * Whether the account is deleted or merged. `null` if the contact is in no account, or if Marketo does not know the account.
   */
  readonly accountStatus: AccountStatus | null
  /**
   * The reason why Marketo shows no value. `waiting contact` means that Marketo does not know the contact yet, because the record
   * of the contact waits for its account. `never carried` means that the sync never delivered the field. Each applied record of
   * the account either lacked the field, or arrived while the field was hidden from the sync user.
   */
  readonly why:
    | 'unknown contact'
    | 'waiting contact'
    | 'deleted contact'
    | 'private contact'
    | 'unknown account'
    | 'never carried'
    | NotSynced
  /**
   * The field that the question probably means. `null` in two cases: the account has the field that the question names, or no
   * field of the account fits the name.
   */
  readonly meant: MeantField | null
}

/**
 * The answer of {@link explain}: why Marketo shows a value, or why it shows none.
 *
 * @category model
 * @since 0.1.0
 */
export type Explanation = ShownSynced | ShownKept | ShownEdited | NotShown

const noneDeferred: ReadonlyArray<Deferred> = []

/** Tests whether a waiting record of the contact still matters. A record that has become late or repeated no longer matters. */
const isPending = (record: ContactRecord, contact: O.Option<Contact>): boolean => {
  const decided = syncContact({ at: record.systemModstamp, record, isAccountKnown: false }, contact)
  return E.isLeft(decided)
}

/** Finds the newest waiting record of the contact, and returns the `accountId` of this record. */
const waitsForOf = (
  contactId: ContactId,
  deferred: ReadonlyArray<Deferred>,
  contact: O.Option<Contact>,
): AccountId | null => {
  let newest: ContactRecord | undefined
  for (const { input } of deferred)
    if (input._tag === 'SyncContact' && input.record.id === contactId && isPending(input.record, contact))
      if (newest === undefined || input.record.systemModstamp >= newest.systemModstamp) newest = input.record
  return newest?.accountId ?? null
}

/**
 * Explains why Marketo shows a value in an Account field of a contact. The value can come from the last applied record, an
 * earlier record, or a local edit. For a local edit, the answer contains the contact, the time, and the value that Salesforce
 * sent last. The answer also shows what will override the value.
 *
 * The function `valueForContact` returns the same value without the explanation.
 *
 * | the contact's account                                | answer        |
 * | ---------------------------------------------------- | ------------- |
 * | has a local edit of the field                        | `ShownEdited` |
 * | got the value from the record that was applied last  | `ShownSynced` |
 * | got the value from an earlier record                 | `ShownKept`   |
 * | does not have the field, or there is no such account | `NotShown`    |
 *
 * Every answer shows whether the account was deleted or merged into another account. You can pass the result of a sync cycle
 * instead of a Marketo state. The answer then also shows whether a record of the contact waits for an account.
 *
 * @rule edit.until-override
 * @rule edit.fan-out
 * @rule sync.override-all
 * @rule sync.absent-field
 * @rule contact.one-account
 * @example
 * import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
 * import { explain, ExplainQuestionFromJson } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const question = ExplainQuestionFromJson.decode({ contactId: '0034W00002Abcde', field: 'Industry' })
 * if (E.isLeft(question)) assert.fail()
 * const answer = explain(defaultSettings)(question.right, emptyMarketo)
 * assert.ok(answer._tag === 'NotShown')
 * assert.strictEqual(answer.why, 'unknown contact')
 *
 * @category questions
 * @since 0.1.0
 */
export const explain = (
  settings: Settings,
): ((question: ExplainQuestion, state: Marketo | MarketoAndDeferred) => Explanation) => {
  const overrideOf = nextOverride(settings)
  const isSyncedHere = isSyncedUnder(settings)
  const misspeltOf = misspeltIn(settings)
  return ({ contactId, field }, state) => {
    const { marketo, deferred } = 'marketo' in state ? state : { marketo: state, deferred: noneDeferred }
    const contact = lookupContact(contactId)(marketo)
    const accountId = O.isSome(contact) && contact.value._tag === 'LiveContact' ? contact.value.accountId : null
    const account = accountId === null ? O.none : lookupAccount(accountId)(marketo)
    const explained = {
      contactId,
      field,
      waitsFor: waitsForOf(contactId, deferred, contact),
      misspelt: misspeltOf([field]).map(({ named }) => named),
    }
    const notShown = (rule: NotShown['rule'], why: NotShown['why']): NotShown => ({
      _tag: 'NotShown',
      rule,
      ...explained,
      accountId,
      accountStatus: O.toNullable(O.map(statusOf)(account)),
      why,
      meant: meantField(field, account),
    })
    if (O.isNone(contact))
      return notShown('contact.one-account', explained.waitsFor === null ? 'unknown contact' : 'waiting contact')
    if (contact.value._tag === 'DeletedContact') return notShown('contact.deleted', 'deleted contact')
    if (contact.value._tag === 'PrivateContact') return notShown('contact.private', 'private contact')
    if (O.isNone(account)) return notShown('contact.one-account', 'unknown account')
    const { synced, systemModstamp, broughtAtStamp } = account.value
    const shown = {
      ...explained,
      accountId: contact.value.accountId,
      accountStatus: statusOf(account.value),
      systemModstamp,
      override: overrideOf(field),
    }
    const syncedValue = valueOf(field)(synced)
    const edit = localEditOf(field)(account.value)
    if (O.isSome(edit)) {
      const { value, through, at } = edit.value
      const rule = 'edit.until-override'
      return { _tag: 'ShownEdited', rule, ...shown, value, synced: O.toNullable(syncedValue), through, at }
    }
    if (O.isNone(syncedValue))
      return isSyncedHere(field)
        ? notShown('sync.absent-field', 'never carried')
        : notShown('sync.visible-fields', whyNotSynced(field))
    const { value } = syncedValue
    return O.isSome(valueOf(field)(broughtAtStamp.fields))
      ? { _tag: 'ShownSynced', rule: 'sync.override-all', ...shown, value }
      : { _tag: 'ShownKept', rule: 'sync.absent-field', ...shown, value }
  }
}
