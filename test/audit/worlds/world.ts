// A world consists of a generated Salesforce and Marketo after 200 days, and of the true cause of each difference. Worlds with the
// same seed are identical. The generator does not use the audit.
import type { Activity } from 'marketo-account-sync'
import type { Behaviour, Conversion, Failure } from './marketo.js'
import { editsOf, syncedOf } from './marketo.js'
import type { WorldPerson } from './person.js'
import { peopleOf } from './people.js'
import { randomOf } from './random.js'
import { withRareRecords } from './rare.js'
import type { SalesforceAccount, SalesforceContact } from './salesforce.js'
import { salesforceOf } from './salesforce.js'
import type { Truth } from './truth.js'
import { withWrittenEdits } from './twoWay.js'

export interface World {
  readonly seed: number
  readonly behaviour: Behaviour
  readonly accounts: ReadonlyArray<SalesforceAccount>
  readonly contacts: ReadonlyArray<SalesforceContact>
  readonly people: ReadonlyArray<WorldPerson>
  readonly log: ReadonlyArray<Activity>
  readonly conversions: ReadonlyArray<Conversion>
  readonly failures: ReadonlyArray<Failure>
  /** People who were deleted in Marketo, together with their log entries. */
  readonly lost: ReadonlySet<number>
  readonly truth: Truth
}

export const worldOf = (seed: number, accounts: number, behaviour: Behaviour = {}): World => {
  const random = randomOf(seed)
  const records = withRareRecords(salesforceOf(accounts, random), random)
  const edits = editsOf(records, random)
  const salesforce = behaviour.isTwoWay === true ? withWrittenEdits(records, edits, random) : records
  const synced = syncedOf(salesforce, edits, behaviour, random)
  const { people, truth, lost, failures } = peopleOf(salesforce, synced, random)
  const converted = synced.conversions.map(({ contactId, personId, account }): SalesforceContact => ({
    id: contactId,
    personId,
    versions: [{ stamp: account.versions[0]!.stamp, accountId: account.id, isDeleted: false }],
    isFiltered: false,
    isFailing: false,
  }))
  return {
    seed,
    behaviour,
    accounts: [...salesforce.accounts, ...synced.conversions.map(({ account }) => account)],
    contacts: [...salesforce.contacts, ...converted],
    people,
    log: synced.log,
    conversions: synced.conversions,
    failures: [...synced.failures, ...failures],
    lost,
    truth,
  }
}
