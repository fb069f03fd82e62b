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
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import type { Marketo } from '../marketo/Marketo.js'
import { lookupAccount, lookupContact } from '../marketo/Marketo.js'
import type { NextOverride, NotSynced } from './NextOverride.js'
import { isSyncedUnder, nextOverride, whyNotSynced } from './NextOverride.js'

/**
 * The question that {@link explain} answers: why does Marketo show this value in an Account field of a contact?
 *
 * @category model
 * @since 0.2.0
 */
export interface ExplainQuestion {
  readonly contactId: ContactId
  readonly field: FieldName
}

interface Shown extends ExplainQuestion {
  readonly accountId: AccountId
  /** The value that Marketo shows. */
  readonly value: FieldValue
  /** The stamp of the record that was applied to the account last. */
  readonly systemModstamp: Instant
  readonly override: NextOverride
}

/**
 * The value comes from the record that was applied last.
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
 * The value comes from an earlier record. Marketo does not keep the stamp of that record. The last applied record did not
 * contain the field, or the field was hidden from the sync user at that time. If `override` is `none`, the field is hidden
 * now.
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
  /** The contact through which somebody edited the field. The contact belonged to this account at that time. */
  readonly through: ContactId
  readonly at: Instant
}

/**
 * Marketo shows no value.
 *
 * | why                                | rule                  |
 * | ---------------------------------- | --------------------- |
 * | `unknown contact`                  | `contact.one-account` |
 * | `unknown account`                  | `contact.one-account` |
 * | `deleted contact`                  | `contact.deleted`     |
 * | `private contact`                  | `contact.private`     |
 * | `not a field`, `ignored`, `hidden` | `sync.visible-fields` |
 * | `never carried`                    | `sync.absent-field`   |
 *
 * @category model
 * @since 0.1.0
 */
export interface NotShown extends ExplainQuestion {
  readonly _tag: 'NotShown'
  readonly rule:
    'contact.one-account' | 'contact.deleted' | 'contact.private' | 'sync.visible-fields' | 'sync.absent-field'
  /** `null` if the contact is in no account. */
  readonly accountId: AccountId | null
  /** `never carried` means that no applied record of the account contained the field while the sync user could see it. */
  readonly why:
    'unknown contact' | 'deleted contact' | 'private contact' | 'unknown account' | 'never carried' | NotSynced
}

/**
 * Why Marketo shows a value, or why it shows none.
 *
 * @category model
 * @since 0.1.0
 */
export type Explanation = ShownSynced | ShownKept | ShownEdited | NotShown

/**
 * Explains why Marketo shows a value in an Account field of a contact. The answer says which record the value comes from,
 * or through which contact somebody edited the value and when. It also says what Salesforce sent last, and what will
 * override the value. `valueForContact` returns the same value.
 *
 * | the contact's account                                       | answer        |
 * | ----------------------------------------------------------- | ------------- |
 * | has a local edit of the field                               | `ShownEdited` |
 * | got the value from the record that was applied last         | `ShownSynced` |
 * | got the value from an earlier record                        | `ShownKept`   |
 * | does not have the field, or there is no such account        | `NotShown`    |
 *
 * @rule edit.until-override
 * @rule edit.fan-out
 * @rule sync.override-all
 * @rule sync.absent-field
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
export const explain = (settings: Settings): ((question: ExplainQuestion, marketo: Marketo) => Explanation) => {
  const overrideOf = nextOverride(settings)
  const isSyncedHere = isSyncedUnder(settings)
  return ({ contactId, field }, marketo) => {
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
    const shown = { contactId, accountId, field, systemModstamp, override: overrideOf(field) }
    const syncedValue = valueOf(field)(synced)
    const edit = localEditOf(field)(account.value)
    if (O.isSome(edit)) {
      const { value, through, at } = edit.value
      const rule = 'edit.until-override'
      return { _tag: 'ShownEdited', rule, ...shown, value, synced: O.toNullable(syncedValue), through, at }
    }
    if (O.isNone(syncedValue))
      return isSyncedHere(field)
        ? notShown('sync.absent-field', 'never carried', accountId)
        : notShown('sync.visible-fields', whyNotSynced(field), accountId)
    const { value } = syncedValue
    return appliedAtStamp.some(({ fields }) => Object.hasOwn(fields, field))
      ? { _tag: 'ShownSynced', rule: 'sync.override-all', ...shown, value }
      : { _tag: 'ShownKept', rule: 'sync.absent-field', ...shown, value }
  }
}
