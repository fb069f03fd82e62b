// The true cause of each difference of a world, and the facts about its records. The generator knows them, because it
// made them.
import type { AccountId, ContactId, FieldName } from 'marketo-account-sync'

/** Why Marketo shows another value than Salesforce. */
export type Cause =
  | 'local edit'
  | 'not yet synced'
  | 'hidden field'
  | 'field not syncing'
  | 'formula without a new stamp'
  | 'record failed to sync'
  | 'split company row'
  | 'one sibling corrupt'
  | 'unexplained'

/** The causes that a world without special options has. */
export const usualCauses: ReadonlyArray<Cause> = [
  'local edit',
  'not yet synced',
  'field not syncing',
  'formula without a new stamp',
  'split company row',
  'one sibling corrupt',
  'unexplained',
]

export interface Facts {
  /** Accounts with more live contacts than the cap. */
  readonly overTheCap: ReadonlySet<AccountId>
  /** Leads whose company has the name of an account. */
  readonly leadsOfSameCompany: ReadonlySet<number>
  /** Accounts whose people have two company rows. */
  readonly splitRows: ReadonlySet<AccountId>
  /** People of contacts that moved to another account, which Marketo has not read yet. */
  readonly moving: ReadonlySet<number>
  /** People whom Marketo still links to an earlier account, although it has read the move. */
  readonly staleLinks: ReadonlySet<number>
  /** People of contacts that are deleted in Salesforce, which Marketo has not read yet. */
  readonly deleted: ReadonlySet<number>
  /** Contacts without a person in Marketo. */
  readonly missing: ReadonlySet<ContactId>
  /** Accounts with the name of an earlier account, most of them created by a conversion. */
  readonly duplicateNames: ReadonlySet<AccountId>
  /** Contacts with two people. */
  readonly duplicatePeople: ReadonlySet<ContactId>
  /** Accounts without any person. */
  readonly noPeople: ReadonlySet<AccountId>
}

export interface Truth {
  /** For each account, the fields that differ. A field that is missing agrees. */
  readonly causes: ReadonlyMap<AccountId, ReadonlyMap<FieldName, Cause>>
  readonly facts: Facts
}
