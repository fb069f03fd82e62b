// Worlds that are so small that a program can walk through all of their histories.
import type {
  AccountId,
  AccountRecord,
  ContactId,
  FailedAt,
  FieldName,
  FieldValue,
  Input,
  Instant,
  MarketoRows,
  OpportunityId,
  PersonDefaults,
  PersonId,
  SalesforceId,
  SettledPerson,
  Settings,
} from 'marketo-account-sync'
import { defaultSettings, idSuffix, newAccountAndOpportunity } from 'marketo-account-sync'

/** The ids that a state can contain, and all inputs that can arrive. */
export interface World {
  readonly name: string
  readonly settings: Settings
  readonly accountIds: ReadonlyArray<AccountId>
  readonly contactIds: ReadonlyArray<ContactId>
  readonly personIds: ReadonlyArray<PersonId>
  readonly inputs: ReadonlyArray<Input>
  /** The number of states. If a walk finds a different number, the walk has missed states, or the world has changed. */
  readonly states: number
  /** Whether an input can arrive in this state. */
  readonly isOffered: (input: Input, before: MarketoRows) => boolean
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
const p1 = 1 as PersonId
const p2 = 2 as PersonId

/**
 * Every input arrives at this instant. No rule depends on the time of arrival, and a single instant reduces the number of states.
 */
const at = 0 as Instant

const record = (
  accountId: AccountId,
  stamp: number,
  fields: Record<string, FieldValue>,
  isDeleted = false,
  masterRecordId?: AccountId,
): AccountRecord => ({
  id: accountId,
  systemModstamp: stamp as Instant,
  isDeleted,
  ...(masterRecordId === undefined ? {} : { masterRecordId }),
  fields,
})

const account = (...args: Parameters<typeof record>): Input => ({ _tag: 'SyncAccount', at, record: record(...args) })

/** An account record without `IsDeleted`. Each world with such a record also contains a complete record that has the same SystemModstamp. */
const again = (accountId: AccountId, stamp: number, fields: Record<string, FieldValue>): Input => ({
  _tag: 'SyncAccount',
  at,
  record: { id: accountId, systemModstamp: stamp as Instant, fields },
})

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

const withCap = (activityCap: number, personDefaults: Partial<PersonDefaults> = {}): Settings => {
  const { instance, readings } = defaultSettings
  return {
    instance: { ...instance, activityCap, personDefaults: { ...instance.personDefaults, ...personDefaults } },
    readings,
  }
}

/** Changes the settings: the field Y becomes a formula field. */
const withFormula = ({ instance, readings }: Settings): Settings => ({
  instance: { ...instance, formulaFields: ['Y' as FieldName] },
  readings,
})

/** The nine combinations of fields in a record. Each of two fields is missing or has one of two values. */
const shapes: ReadonlyArray<Record<string, FieldValue>> = [{}, { X: 'a' }, { X: 'b' }].flatMap((x) =>
  [{}, { Y: 'a' }, { Y: 'b' }].map((y) => ({ ...x, ...y })),
)

/**
 * A world with one account, two contacts, two fields, two values for each field, three SystemModstamps, and a cap of one.
 *
 * Every combination of fields can arrive with every SystemModstamp. In one of the records, the account is merged into another
 * account.
 */
const oneAccount: World = {
  name: 'one account',
  states: 89_557,
  settings: withCap(1),
  accountIds: [a1],
  contactIds: [c1, c2],
  personIds: [],
  inputs: [
    ...[1, 2, 3].flatMap((stamp) => [
      ...shapes.map((fields) => account(a1, stamp, fields)),
      account(a1, stamp, { X: 'b', Y: 'b', Fax: 'a' }, true),
    ]),
    again(a1, 2, { X: 'a', Y: 'b' }),
    account(a1, 2, {}, true, a2),
    contact(c1, 1, a1),
    contact(c1, 2, null),
    contact(c1, 2, a1, true),
    contact(c1, 3, a1),
    contact(c2, 1, a1),
    contact(c2, 2, null),
    contact(c2, 2, a1, true),
    ...edits([c1, c2], ['X', 'Y']),
  ],
  isOffered: () => true,
}

/** The world `oneAccount`, but with Y as a formula field. */
const oneAccountWithFormula: World = {
  ...oneAccount,
  name: 'one account with a formula field',
  states: 59_851,
  settings: withFormula(oneAccount.settings),
}

const person = (
  sfdc: SettledPerson['sfdc'],
  lastName: string | null = 'a',
  company: string | null = 'a',
  personId = p1,
): Input => ({
  _tag: 'PutPerson',
  at,
  person: { id: personId, lastName, company, sfdc },
})

const convert = (assignTo: SalesforceId, accepts: string): Input => ({
  _tag: 'ConvertPerson',
  at,
  personId: p1,
  assignTo,
  convertedStatus: 'Qualified',
  notifyOwner: false,
  accepts,
})

const confirm = (accountId: AccountId, stamp: number, contactId: ContactId): Input => ({
  _tag: 'ConfirmConversion',
  at,
  personId: p1,
  account: record(accountId, stamp, { Name: 'b' }),
  contactId,
  opportunityId,
})

const fail = (failedAt: FailedAt): Input => ({ _tag: 'FailConversion', at, personId: p1, failedAt, reason: 'c' })

/**
 * A world with:
 *
 * - two accounts that can have the same name,
 * - two contacts that move between the accounts,
 * - a person whose conversion is confirmed or fails,
 * - a second person, who can be one of the contacts from the beginning.
 *
 * A second answer to the conversion can repeat or contradict the first answer.
 *
 * The cap is two, so that both contacts get activities. There is a default for Last Name, but none for Company.
 */
const twoAccounts: World = {
  name: 'two accounts',
  states: 1_199_218,
  settings: withCap(2, { lastName: 'd' }),
  accountIds: [a1, a2],
  contactIds: [c1, c2],
  personIds: [p1, p2],
  inputs: [
    account(a1, 1, { Name: 'a' }),
    account(a1, 2, { Name: 'b' }),
    account(a1, 2, { Name: 'a' }, true),
    account(a1, 3, {}),
    account(a2, 1, { Name: 'a' }),
    account(a2, 1, { Name: 'b' }, true),
    account(a2, 2, { Name: null }),
    account(a2, 3, { Name: 'b' }),
    contact(c1, 1, a1),
    contact(c1, 2, a2),
    contact(c1, 3, a1, true),
    contact(c2, 1, a2),
    contact(c2, 2, a1),
    contact(c2, 2, null),
    contact(c2, 3, a1),
    contact(c2, 3, a2, true),
    ...edits([c1, c2], ['Name']),
    person({ _tag: 'NotInSalesforce' }),
    person({ _tag: 'NotInSalesforce' }, null),
    person({ _tag: 'NotInSalesforce' }, 'a', null),
    person({ _tag: 'SfdcLead', isDeleted: false }, null),
    person({ _tag: 'SfdcLead', isDeleted: true }),
    person({ _tag: 'SfdcContact', contactId: c1 }),
    person({ _tag: 'SfdcContact', contactId: c2 }, 'a', 'a', p2),
    convert(owner, newAccountAndOpportunity),
    convert(queue, newAccountAndOpportunity),
    convert(owner, ''),
    confirm(a2, 1, c1),
    confirm(a2, 1, c2),
    fail('sync'),
    fail('convert'),
  ],
  isOffered: () => true,
}

/**
 * A world of one account. A walk through this world takes a second. Its inputs include:
 *
 * - account records with an absent field, a blank field, an ignored field or a formula field,
 * - two account records with the same SystemModstamp (one has no `IsDeleted`),
 * - a merge, a deletion, and a newer record with the same content,
 * - records of live, private and deleted contacts (some arrive late),
 * - local edits (one restores the synced value).
 *
 * The activity cap is one, so two live contacts exceed the cap.
 */
export const fewRecords: World = {
  name: 'one account, few records',
  states: 2_060,
  settings: withFormula(withCap(1)),
  accountIds: [a1],
  contactIds: [c1, c2],
  personIds: [],
  inputs: [
    account(a1, 1, { X: 'a', Y: 'a' }),
    account(a1, 2, { X: 'b', Fax: 'a' }),
    account(a1, 2, { X: null }),
    account(a1, 3, { X: 'b' }),
    account(a1, 3, { X: 'a', Y: 'b' }, true, a2),
    again(a1, 3, { X: 'a', Y: 'a' }),
    contact(c1, 1, a1),
    contact(c1, 2, null),
    contact(c1, 3, a1, true),
    contact(c2, 1, a1),
    contact(c2, 2, a1, true),
    contact(c2, 2, null),
    ...edits([c1], ['X', 'Y']),
    ...edits([c2], ['X']),
  ],
  isOffered: () => true,
}

/**
 * A world of two accounts. A walk through this world takes seconds and shows every fault in conversions.
 *
 * - The accounts can have the same name, and a contact moves between the accounts.
 * - The conversion of a person is confirmed or fails. A second answer to the same conversion repeats or contradicts the first.
 * - In some histories, one of the contacts already belongs to another person.
 */
export const fewConversions: World = {
  name: 'two accounts, few conversions',
  states: 3_332,
  settings: withCap(2, { lastName: 'd' }),
  accountIds: [a1, a2],
  contactIds: [c1, c2],
  personIds: [p1, p2],
  inputs: [
    account(a1, 1, { Name: 'b' }),
    account(a1, 2, { Name: null }, true, a2),
    account(a2, 2, { Name: 'b' }),
    contact(c1, 1, a1),
    contact(c1, 2, a2),
    contact(c2, 1, a2),
    ...edits([c1], ['Name']),
    person({ _tag: 'NotInSalesforce' }, null),
    person({ _tag: 'SfdcLead', isDeleted: false }, null),
    person({ _tag: 'SfdcLead', isDeleted: true }),
    person({ _tag: 'SfdcContact', contactId: c2 }, 'a', 'a', p2),
    convert(owner, newAccountAndOpportunity),
    convert(queue, newAccountAndOpportunity),
    convert(owner, ''),
    confirm(a2, 1, c1),
    confirm(a2, 1, c2),
    fail('sync'),
    fail('convert'),
  ],
  isOffered: () => true,
}

/**
 * The worlds of each walk. Every test run uses the small worlds, CI uses the medium worlds, and you run the large worlds by hand.
 */
export const worlds = {
  small: [fewRecords, fewConversions],
  medium: [oneAccount],
  large: [oneAccount, oneAccountWithFormula, twoAccounts],
} satisfies Readonly<Record<string, ReadonlyArray<World>>>
