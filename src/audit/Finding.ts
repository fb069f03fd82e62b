/**
 * The findings of an audit. There is one finding for each difference between Salesforce and Marketo, and one for each record with
 * a problem.
 *
 * @since 0.4.0
 */
import type { FieldName, FieldValue } from '../model/Field.js'
import type { PersonId } from '../model/Person.js'
import type { RuleId } from '../model/RuleId.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { NextOverride, NotSynced } from '../questions/NextOverride.js'
import type { Evidence, Refutation } from './Evidence.js'

/**
 * The certainty of a finding.
 *
 * | value        | meaning                                                                                                                                          |
 * | ------------ | ------------------------------------------------------------------------------------------------------------------------------------------------ |
 * | `shown`      | the data refutes all other causes that the audit considers                                                                                       |
 * | `consistent` | one cause fits the data well, but other causes are possible                                                                                      |
 * | `open`       | several causes fit. For a finding about a record, the files show the fact, but not its cause. The first alternative of such a finding is the most likely cause |
 *
 * @category model
 * @since 0.4.0
 */
export type Certainty = 'shown' | 'consistent' | 'open'

/**
 * The class of a difference in one field of one account.
 *
 * | class               | meaning                                                                                    |
 * | ------------------- | ------------------------------------------------------------------------------------------ |
 * | `LocalEditStands`   | somebody edited the field in Marketo, and the sync has not overridden the edit             |
 * | `NotYetSynced`      | Salesforce has changed the record, and the sync has not read the change yet                |
 * | `RecordFailed`      | the sync has read later changes, but this record failed to sync                            |
 * | `HiddenField`       | the sync never delivers the field: it is hidden from the sync user, or the sync ignores it |
 * | `FieldNotSyncing`   | the sync no longer delivers the field                                                      |
 * | `FormulaNotStamped` | Salesforce calculated a new value without a new SystemModstamp                             |
 * | `OtherAccountShown` | Marketo shows the value of another account that has the same company row                   |
 * | `SiblingsDisagree`  | people of one account show different values                                                |
 * | `Unexplained`       | no rule of the sync explains the difference                                                |
 *
 * @category model
 * @since 0.4.0
 */
export type CellClass =
  | 'LocalEditStands'
  | 'NotYetSynced'
  | 'RecordFailed'
  | 'HiddenField'
  | 'FieldNotSyncing'
  | 'FormulaNotStamped'
  | 'OtherAccountShown'
  | 'SiblingsDisagree'
  | 'Unexplained'

/**
 * The class of a finding about a whole field. The field differs for the same reason in many accounts.
 *
 * | class              | meaning                                                                                                  |
 * | ------------------ | -------------------------------------------------------------------------------------------------------- |
 * | `ValuesTranslated` | Marketo always shows a fixed translation of each Salesforce value, such as the label of a picklist value |
 * | `ValuesScaled`     | the numbers in Marketo and Salesforce always have the same ratio, such as an exchange rate               |
 *
 * @category model
 * @since 0.4.0
 */
export type FieldClass = 'ValuesTranslated' | 'ValuesScaled'

/**
 * The class of a finding about a record. Each class is a fact that the files prove.
 *
 * | class                   | meaning                                                                            |
 * | ----------------------- | ---------------------------------------------------------------------------------- |
 * | `CompanyRowSplit`       | the people of one account belong to several company rows of Marketo                |
 * | `CompanyRowShared`      | people of several accounts belong to one company row of Marketo                    |
 * | `LinkedElsewhere`       | the account of a person in Marketo is not the account of the contact in Salesforce |
 * | `LinkedToMergedAccount` | Marketo links a person to an account that was merged into another                  |
 * | `LinkUnclear`           | the file lacks SFDC Account Id, and Marketo does not show the values of the contact's account for the person |
 * | `ContactMissing`        | a contact in Salesforce has no person in the file of people                        |
 * | `DeletedInSalesforce`   | Marketo shows a contact or an account, but Salesforce has deleted it or the export does not contain it |
 * | `DuplicatePerson`       | several people in Marketo are the same contact                                     |
 * | `LeadOfSameCompany`     | a person who is not a contact has the company name of an account                   |
 * | `OverTheCap`            | the account has more live contacts than the cap, so its sync-downs are not logged  |
 * | `DuplicateName`         | several accounts have the same name                                                |
 * | `NoPeople`              | an account has no people in the file of people                                     |
 * | `SyncFailed`            | Sync Errors lists the record                                                       |
 *
 * @category model
 * @since 0.4.0
 */
export type RecordClass =
  | 'CompanyRowSplit'
  | 'CompanyRowShared'
  | 'LinkedElsewhere'
  | 'LinkedToMergedAccount'
  | 'LinkUnclear'
  | 'ContactMissing'
  | 'DeletedInSalesforce'
  | 'DuplicatePerson'
  | 'LeadOfSameCompany'
  | 'OverTheCap'
  | 'DuplicateName'
  | 'NoPeople'
  | 'SyncFailed'

/** @category model @since 0.4.0 */
export type FindingClass = CellClass | FieldClass | RecordClass

/**
 * A cause that a finding can name as an alternative: any class, or a cause in this table.
 *
 * | cause                      | meaning                                                                                                  |
 * | -------------------------- | -------------------------------------------------------------------------------------------------------- |
 * | `StaleLink`                | Marketo still links the person to the former account, although the sync has read the move of the contact |
 * | `SyncFilter`               | a sync filter keeps the record out of Marketo                                                            |
 * | `ExportIncomplete`         | the file does not contain all records, so possibly only the file lacks the record                        |
 * | `ExportedAtDifferentTimes` | the people were exported at different times, and an update happened in between                           |
 * | `WrittenDifferently`       | a value is in a notation or encoding that the caller did not state, so both values can mean the same     |
 * | `PersonAccount`            | the account can be a person account, and these rules do not describe the fields of person accounts       |
 *
 * @category model
 * @since 0.4.0
 */
export type Cause =
  | Exclude<CellClass, 'SiblingsDisagree'>
  | 'CompanyRowSplit'
  | 'LinkedElsewhere'
  | 'StaleLink'
  | 'SyncFilter'
  | 'ExportIncomplete'
  | 'ExportedAtDifferentTimes'
  | 'WrittenDifferently'
  | 'PersonAccount'
  | FieldClass

/**
 * What happens to the value in Marketo after the account's next update in Salesforce. The settings decide which case applies.
 *
 * | `_tag`       | meaning                                                                         |
 * | ------------ | ------------------------------------------------------------------------------- |
 * | `Overridden` | a sync-down overrides the value with the value that Salesforce has at that time |
 * | `Kept`       | no sync-down changes the value, because the sync does not deliver the field     |
 *
 * @category model
 * @since 0.4.0
 */
export type Next =
  | {
      readonly _tag: 'Overridden'
      readonly on: Exclude<NextOverride, 'none'>
      /** If the update in Salesforce leaves the field unchanged, Marketo shows `value` after the sync-down. */
      readonly value: FieldValue
      /** Whether Marketo logs the change. Marketo does not log it if the account is over the cap. */
      readonly isLogged: boolean
    }
  | { readonly _tag: 'Kept'; readonly why: NotSynced | 'not syncing' }

interface FindingOf<Tag extends FindingClass> {
  readonly _tag: Tag
  readonly certainty: Certainty
  /** Other possible causes. The most likely cause comes first. The list is empty if and only if the certainty is `shown`. */
  readonly alternatives: ReadonlyArray<Cause>
  /** The rule of the sync that explains the class. `null` if no rule explains it. */
  readonly rule: RuleId | null
  /** The ids of the people whom the finding is about. If there are more than ten ids, the list contains the ten smallest ids. */
  readonly people: ReadonlyArray<PersonId>
  /** The number of people whom the finding is about. */
  readonly peopleCount: number
  readonly evidence: ReadonlyArray<Evidence>
  readonly refutedBy: ReadonlyArray<Refutation>
  /** The effect of the next update. `null` if this effect is not known, or if the finding is not about a value of one account. */
  readonly next: Next | null
}

/**
 * A difference in one field of one account. `marketo` is the value that differs. If several values differ, `marketo` is the value
 * of the person with the smallest id. People whose value does not differ are ignored.
 *
 * @category model
 * @since 0.4.0
 */
export interface CellFinding<Tag extends CellClass = CellClass> extends FindingOf<Tag> {
  readonly accountId: AccountId
  readonly field: FieldName
  readonly salesforce: FieldValue
  readonly marketo: FieldValue
}

/**
 * Differences in one field of many accounts. All of these differences have the same cause. The audit makes one finding for all of
 * these differences, and no findings for the single accounts.
 *
 * @category model
 * @since 0.4.0
 */
export interface FieldFinding<Tag extends FieldClass = FieldClass> extends FindingOf<Tag> {
  readonly field: FieldName
  /** The number of accounts in which this cause explains the difference. */
  readonly accounts: number
}

/**
 * A finding about a record. `accountId` is the account to which Marketo links the record. `otherAccountId` is the account to
 * which Salesforce links the record, or the account into which `accountId` was merged.
 *
 * @category model
 * @since 0.4.0
 */
export interface RecordFinding<Tag extends RecordClass = RecordClass> extends FindingOf<Tag> {
  readonly accountId: AccountId | null
  readonly contactId: ContactId | null
  readonly otherAccountId: AccountId | null
}

/**
 * Any finding. `_tag` is the class of the finding.
 *
 * @category model
 * @since 0.4.0
 */
export type Finding =
  | { readonly [Tag in CellClass]: CellFinding<Tag> }[CellClass]
  | { readonly [Tag in FieldClass]: FieldFinding<Tag> }[FieldClass]
  | { readonly [Tag in RecordClass]: RecordFinding<Tag> }[RecordClass]
