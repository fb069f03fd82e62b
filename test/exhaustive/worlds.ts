// Two worlds small enough to walk through every history of them.
import type {
  AccountId,
  AccountRecord,
  ContactId,
  FieldName,
  FieldValue,
  Input,
  Instant,
  OpportunityId,
  PersonId,
  SalesforceId,
  SettledPerson,
  Settings,
} from 'marketo-account-sync'
import { defaultSettings, idSuffix, newAccountAndOpportunity } from 'marketo-account-sync'

/** What can ever be in a state, and everything that can happen in it. */
export interface World {
  readonly name: string
  readonly settings: Settings
  readonly accountIds: ReadonlyArray<AccountId>
  readonly contactIds: ReadonlyArray<ContactId>
  readonly personIds: ReadonlyArray<PersonId>
  readonly inputs: ReadonlyArray<Input>
}

const id = (prefix: string, n: number): string => {
  const fifteen = `${prefix}${String(n).padStart(12, '0')}`
  return fifteen + idSuffix(fifteen)
}

const a1 = id('001', 1) as AccountId
const a2 = id('001', 2) as AccountId
const c1 = id('003', 1) as ContactId
const c2 = id('003', 2) as ContactId
const owner = id('005', 1) as SalesforceId
const queue = id('00G', 1) as SalesforceId
const opportunityId = id('006', 1) as OpportunityId
const personId = 1 as PersonId

/** Every input arrives at one instant: nothing depends on it, and states that differ in nothing else are one. */
const at = 0 as Instant

const record = (
  accountId: AccountId,
  stamp: number,
  fields: Record<string, FieldValue>,
  isDeleted = false,
): AccountRecord => ({
  id: accountId,
  systemModstamp: stamp as Instant,
  isDeleted,
  fields,
})

const account = (...args: Parameters<typeof record>): Input => ({ _tag: 'SyncAccount', at, record: record(...args) })

const contact = (contactId: ContactId, stamp: number, accountId: AccountId | null, isDeleted = false): Input => ({
  _tag: 'SyncContact',
  at,
  record: { id: contactId, systemModstamp: stamp as Instant, isDeleted, accountId },
})

const edits = (contactIds: ReadonlyArray<ContactId>, fields: ReadonlyArray<string>): ReadonlyArray<Input> =>
  contactIds.flatMap((contactId) =>
    fields.flatMap((field) =>
      ['a', 'b'].map((value): Input => ({ _tag: 'EditAccountField', at, contactId, field: field as FieldName, value })),
    ),
  )

const settings: Settings = { ...defaultSettings, instance: { ...defaultSettings.instance, activityCap: 1 } }

/**
 * One account, two contacts, two fields, two values, three stamps, a cap of one. Each of the nine ways in which a record
 * can carry two fields, or not, comes at one of the stamps: with all nine at each, the records applied at a stamp alone
 * would make half a million states.
 */
export const oneAccount: World = {
  name: 'one account',
  settings,
  accountIds: [a1],
  contactIds: [c1, c2],
  personIds: [],
  inputs: [
    account(a1, 1, { X: 'a', Y: 'a', Fax: 'a' }),
    account(a1, 1, { X: 'b' }),
    account(a1, 1, { Y: 'b' }),
    account(a1, 2, { X: 'b', Y: 'a' }),
    account(a1, 2, { X: 'a' }),
    account(a1, 2, {}),
    account(a1, 3, { X: 'a', Y: 'b' }),
    account(a1, 3, { Y: 'a' }),
    account(a1, 3, { X: 'b', Y: 'b' }, true),
    ...[c1, c2].flatMap((contactId) => [
      contact(contactId, 1, a1),
      contact(contactId, 2, null),
      contact(contactId, 2, a1, true),
      contact(contactId, 3, a1),
      contact(contactId, 3, a1, true),
    ]),
    contact(c1, 3, null),
    ...edits([c1, c2], ['X', 'Y']),
  ],
}

const person = (sfdc: SettledPerson['sfdc'], lastName: string | null = 'a'): Input => ({
  _tag: 'PutPerson',
  at,
  person: { id: personId, lastName, company: 'a', sfdc },
})

const convert = (assignTo: SalesforceId, accepts: string): Input => ({
  _tag: 'ConvertPerson',
  at,
  personId,
  assignTo,
  convertedStatus: 'Qualified',
  notifyOwner: false,
  accepts,
})

const confirm = (accountId: AccountId, stamp: number, contactId: ContactId): Input => ({
  _tag: 'ConfirmConversion',
  at,
  personId,
  account: record(accountId, stamp, { X: 'b' }),
  contactId,
  opportunityId,
})

/** Two accounts, two contacts that move between them, and a person whose conversion is confirmed, failed and repeated. */
export const twoAccounts: World = {
  name: 'two accounts',
  settings,
  accountIds: [a1, a2],
  contactIds: [c1, c2],
  personIds: [personId],
  inputs: [
    account(a1, 1, { X: 'a' }),
    account(a1, 1, { X: 'b' }),
    account(a1, 2, { X: 'b' }),
    account(a1, 2, { X: 'a' }, true),
    account(a1, 3, {}),
    account(a2, 1, { X: 'a' }),
    account(a2, 1, { X: 'b' }, true),
    account(a2, 2, { X: null }),
    account(a2, 3, { X: 'b' }),
    contact(c1, 1, a1),
    contact(c1, 2, a2),
    contact(c1, 2, null),
    contact(c1, 3, a1),
    contact(c1, 3, a1, true),
    contact(c2, 1, a2),
    contact(c2, 2, a1),
    contact(c2, 2, null),
    contact(c2, 3, a1),
    contact(c2, 3, a2, true),
    ...edits([c1, c2], ['X']),
    person({ _tag: 'NotInSalesforce' }),
    person({ _tag: 'NotInSalesforce' }, null),
    person({ _tag: 'SfdcLead', isDeleted: false }),
    person({ _tag: 'SfdcLead', isDeleted: true }),
    person({ _tag: 'SfdcContact', contactId: c1 }),
    convert(owner, newAccountAndOpportunity),
    convert(queue, newAccountAndOpportunity),
    convert(owner, ''),
    confirm(a2, 1, c2),
    { _tag: 'FailConversion', at, personId, failedAt: 'sync', reason: '' },
    { _tag: 'FailConversion', at, personId, failedAt: 'convert', reason: '' },
  ],
}
