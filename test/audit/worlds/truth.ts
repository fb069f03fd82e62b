// The truth about a generated world: the cause of each difference, and the facts about the records. The generator stores this
// truth while it builds the world.
import type { AccountId, ContactId, FieldName } from 'marketo-account-sync'

/** The reason why Marketo and Salesforce show different values. */
export type Cause =
  | 'local edit'
  | 'not yet synced'
  | 'hidden field'
  | 'field not syncing'
  | 'formula without a new stamp'
  | 'record failed to sync'
  | 'split company row'
  | 'one sibling corrupt'
  | 'shared company row'
  | 'unexplained'

/** The causes that occur in a world without special options. */
export const usualCauses: ReadonlyArray<Cause> = [
  'local edit',
  'not yet synced',
  'field not syncing',
  'formula without a new stamp',
  'split company row',
  'one sibling corrupt',
  'shared company row',
  'unexplained',
]

/** The reason why a record is not the same in both systems. */
export type RecordCause =
  'not yet synced' | 'stale link' | 'record failed to sync' | 'sync filter' | 'deleted in Marketo'

export interface Facts {
  /** Accounts with more live contacts than the cap. */
  readonly overTheCap: ReadonlySet<AccountId>
  /** Leads whose company name is the name of an account. */
  readonly leadsOfSameCompany: ReadonlySet<number>
  /** Accounts whose people have two different company rows in Marketo. */
  readonly splitRows: ReadonlySet<AccountId>
  /** People whose account shares its company row with another account. */
  readonly sharedRows: ReadonlySet<number>
  /** People whom Marketo links to an account that was merged into another. */
  readonly linkedToMerged: ReadonlySet<number>
  /** People whose contact has moved to another account. Marketo has not read the move yet, or the move failed to sync. */
  readonly moving: ReadonlySet<number>
  /** People whom Marketo still links to their former account, although Marketo has read that the contact moved. */
  readonly staleLinks: ReadonlySet<number>
  /** People whose contact is deleted in Salesforce. Marketo has not read the deletion yet. */
  readonly deleted: ReadonlySet<number>
  /** Contacts without a person in Marketo. */
  readonly missing: ReadonlySet<ContactId>
  /** Accounts that have the name of an earlier account. Conversions created most of these accounts. */
  readonly duplicateNames: ReadonlySet<AccountId>
  /** Contacts with two people. */
  readonly duplicatePeople: ReadonlySet<ContactId>
  /** Accounts without any person. */
  readonly noPeople: ReadonlySet<AccountId>
  /** The causes of the facts about people and about missing contacts. */
  readonly causes: ReadonlyMap<number | ContactId, RecordCause>
}

export interface Truth {
  /** The cause of each difference, by account and field. A field that is missing here is equal in both systems. */
  readonly causes: ReadonlyMap<AccountId, ReadonlyMap<FieldName, Cause>>
  readonly facts: Facts
}
