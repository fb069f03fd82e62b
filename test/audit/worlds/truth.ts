// The true cause of each difference in a generated world, and the facts about its records. The generator records them while it
// builds the world.
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
  | 'unexplained'

/** The causes that occur in a world without special options. */
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
  /** Leads whose company name is the name of an account. */
  readonly leadsOfSameCompany: ReadonlySet<number>
  /** Accounts whose people have two different company rows in Marketo. */
  readonly splitRows: ReadonlySet<AccountId>
  /** People whose contact has moved to another account. Marketo has not read the move yet. */
  readonly moving: ReadonlySet<number>
  /** People whom Marketo still links to their former account, although it has read the move of the contact. */
  readonly staleLinks: ReadonlySet<number>
  /** People whose contact is deleted in Salesforce. Marketo has not read the deletion yet. */
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
  /** For each account, the fields that differ, with their causes. A field that is missing here is equal in both systems. */
  readonly causes: ReadonlyMap<AccountId, ReadonlyMap<FieldName, Cause>>
  readonly facts: Facts
}
