/** A scenario is a few inputs that belong together. Scenarios lead to situations that single random inputs rarely reach. */
import * as fc from 'fast-check'
import type { AccountRecord } from '../model/Account.js'
import type { FieldName } from '../model/Field.js'
import { rawValue } from '../model/Field.js'
import type { ConvertPerson, Input, SyncAccount, SyncContact } from '../model/Input.js'
import { newAccountAndOpportunity } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import {
  anyAcceptance,
  anyConfirmConversion,
  anyConvertPerson,
  anyEditAccountField,
  anyFailConversion,
  anyNotInSalesforce,
  anyPutPerson,
  anySettledPerson,
  anySfdcLead,
} from './ArbitraryInput.js'
import { anyName } from './ArbitrarySettings.js'
import { anyFields, anyFieldValue } from './ArbitraryValue.js'
import * as pool from './Pools.js'

/**
 * A list of inputs and numbers. A number stands for an exact repeat of an earlier input. The number 1 repeats the last input of
 * the history, and 2 repeats the last input but one.
 */
export type Scenario = ReadonlyArray<Input | number>

const [firstInstant] = pool.instantPool as readonly [Instant]

/**
 * SystemModstamps for the records of a scenario. Later, `assignStamps` adds n seconds to the SystemModstamp of the n-th input.
 * After this addition:
 *
 * - `newest` makes a record newer than all earlier records.
 * - `past` makes a record late.
 * - `sameAfter(k)` gives a record the SystemModstamp of the record that arrives k inputs earlier. That earlier record must have
 *   `newest`.
 */
const newest = (firstInstant + 3_000) as Instant
const sameAfter = (inputs: number) => (newest - inputs * 1_000) as Instant
const past = (firstInstant - 60_000) as Instant

const syncAccount = (record: Omit<AccountRecord, 'systemModstamp' | 'isDeleted'>, isDeleted = false): SyncAccount => ({
  _tag: 'SyncAccount',
  at: newest,
  record: { ...record, isDeleted, systemModstamp: newest },
})

/** Delivers a record with the given SystemModstamp. The record has `IsDeleted` only if the caller passes a value for it. */
const readAgain = (record: Omit<AccountRecord, 'systemModstamp'>, systemModstamp: Instant): SyncAccount => ({
  _tag: 'SyncAccount',
  at: newest,
  record: { ...record, systemModstamp },
})

type Place = Pick<SyncContact['record'], 'accountId' | 'isDeleted'>

const syncContact = (id: SyncContact['record']['id'], place: Place, systemModstamp = newest): SyncContact => ({
  _tag: 'SyncContact',
  at: newest,
  record: { id, ...place, systemModstamp },
})

const into = (accountId: AccountId): Place => ({ accountId, isDeleted: false })
const deleted: Place = { accountId: null, isDeleted: true }
const withoutAccount: Place = { accountId: null, isDeleted: false }

const anyKnownAccountId = fc.constantFrom(...pool.accountIds.slice(0, 2))
const anyKnownContactId = fc.constantFrom(...pool.contactIds)

const fieldsFrom = (value: fc.Arbitrary<AccountRecord['fields'][keyof AccountRecord['fields']]>) =>
  fc.record(Object.fromEntries(pool.fieldNamePool.map((name) => [name, value])))

const allFields: fc.Arbitrary<AccountRecord['fields']> = fieldsFrom(anyFieldValue)

/** Two accounts with fields, and four contacts of these accounts. */
export const populated: Scenario = [
  ...pool.accountIds
    .slice(0, 2)
    .map((id) => syncAccount({ id, fields: Object.fromEntries(pool.fieldNamePool.map((name) => [name, 'a'])) })),
  ...pool.contactIds
    .slice(0, 4)
    .map((id, index) => syncContact(id, into(pool.accountIds[index === 3 ? 1 : 0] as AccountId))),
]

/** An account is synced down and then edited. Sometimes the edit is undone. Then the account is synced down again. */
const anyOverride: fc.Arbitrary<Scenario> = fc
  .record({
    id: anyKnownAccountId,
    contactId: anyKnownContactId,
    before: allFields,
    edit: anyEditAccountField,
    isTakenBack: fc.boolean(),
    after: anyFields,
  })
  .map(({ id, contactId, before, edit, isTakenBack, after }) => [
    syncAccount({ id, fields: before }),
    syncContact(contactId, into(id)),
    { ...edit, contactId },
    ...(isTakenBack ? [{ ...edit, contactId, value: before[edit.field] ?? null }] : []),
    syncAccount({ id, fields: after }),
  ])

/**
 * All contacts move into one account, and the account is synced down. Then some contacts leave, and the account is synced down
 * again.
 */
const anyGathering: fc.Arbitrary<Scenario> = fc
  .record({
    id: anyKnownAccountId,
    staying: fc.integer({ min: 0, max: 3 }),
    fields: fc.tuple(allFields, allFields),
    elsewhere: fc.constantFrom(withoutAccount, deleted, into(pool.accountIds[2] as AccountId)),
  })
  .map(({ id, staying, fields, elsewhere }) => [
    ...pool.contactIds.map((contactId) => syncContact(contactId, into(id))),
    syncAccount({ id, fields: fields[0] }),
    ...pool.contactIds.slice(staying).map((contactId) => syncContact(contactId, elsewhere)),
    syncAccount({ id, fields: fields[1] }),
  ])

/**
 * A contact is deleted. A late record does not restore the contact. A newer record restores the contact, but only after Marketo
 * knows the account.
 */
const anyReturn: fc.Arbitrary<Scenario> = fc
  .record({ contactId: anyKnownContactId, accountId: fc.constantFrom(...pool.accountIds), fields: anyFields })
  .map(({ contactId, accountId, fields }) => [
    syncContact(contactId, deleted),
    syncContact(contactId, into(accountId), past),
    syncContact(contactId, into(accountId)),
    syncAccount({ id: accountId, fields }),
    2,
  ])

/** Two records of a contact have the same SystemModstamp, and the first record arrives again. */
const anySharedStamp: fc.Arbitrary<Scenario> = fc
  .record({
    contactId: anyKnownContactId,
    places: fc.shuffledSubarray([withoutAccount, deleted, into(pool.accountIds[0] as AccountId)], { minLength: 2 }),
  })
  .map(({ contactId, places: [first, second] }) => [
    syncContact(contactId, first as Place),
    syncContact(contactId, second as Place, sameAfter(1)),
    2,
  ])

/** A difference in milliseconds. Usually it is zero. Sometimes it is 1, -1, 400 or -400. */
const anyBitOfTime = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.constantFrom(-400, -1, 1, 400))

const anyFlag: fc.Arbitrary<Pick<AccountRecord, 'isDeleted'>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: fc.constant({ isDeleted: false }) },
  { weight: 1, arbitrary: fc.constant({ isDeleted: true }) },
)

const anyMaster: fc.Arbitrary<Pick<AccountRecord, 'masterRecordId'>> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(null, pool.accountIds[2] as AccountId).map((id) => ({ masterRecordId: id })),
  },
)

/**
 * A second record of the same version. It can have fewer or more fields than the first record. Some of its fields have different
 * values.
 */
const anyReading = fc.record({
  fields: fc.record(
    Object.fromEntries(pool.fieldNamePool.map((name) => [name, fc.constantFrom('same', 'same', 'absent', 'other')])),
  ),
  others: allFields,
  flag: anyFlag,
  master: anyMaster,
  late: anyBitOfTime,
})

const fieldsOfReading = (
  first: AccountRecord['fields'],
  { fields, others }: { readonly fields: Readonly<Record<string, string>>; readonly others: AccountRecord['fields'] },
): AccountRecord['fields'] =>
  Object.fromEntries(
    pool.fieldNamePool.flatMap((name) => {
      const value = fields[name] === 'other' ? others[name] : rawValue(first, name)
      return fields[name] === 'absent' || value === undefined ? [] : [[name, value]]
    }),
  )

/**
 * An account is synced down and edited. Then one or two more records of the same version arrive. Sometimes another edit comes
 * before them.
 */
const anyFurtherReadings: fc.Arbitrary<Scenario> = fc
  .record({
    id: anyKnownAccountId,
    contactId: anyKnownContactId,
    first: fc.record({ fields: anyFields, flag: anyFlag, master: anyMaster }),
    edits: fc.tuple(anyEditAccountField, anyEditAccountField),
    readings: fc.tuple(anyReading, anyReading),
  })
  .map(({ id, contactId, first: { fields, flag, master }, edits, readings }) => {
    const [second, third] = readings.map((reading, n) =>
      readAgain(
        { id, ...reading.flag, ...reading.master, fields: fieldsOfReading(fields, reading) },
        (sameAfter(2 * n + 2) + reading.late) as Instant,
      ),
    ) as [SyncAccount, SyncAccount]
    const [edit, otherEdit] = edits.map((one) => ({ ...one, contactId })) as [Input, Input]
    const first = readAgain({ id, ...flag, ...master, fields }, newest)
    return [syncContact(contactId, into(id)), first, edit, second, otherEdit, third, 3]
  })

/** An account is deleted, and a user tries to edit the deleted account. Then the account is restored and edited again. */
const anyAccountReturn: fc.Arbitrary<Scenario> = fc
  .record({ id: anyKnownAccountId, contactId: anyKnownContactId, fields: anyFields, edit: anyEditAccountField })
  .map(({ id, contactId, fields, edit }) => [
    syncContact(contactId, into(id)),
    syncAccount({ id, fields }, true),
    { ...edit, contactId },
    syncAccount({ id, fields }),
    { ...edit, contactId },
  ])

/**
 * An input that follows a request to convert a person. It is an answer from Salesforce, a second request, or a `PutPerson`. A
 * number stands for a repeat of an earlier input.
 */
const anyAfterwards: fc.Arbitrary<Input | number> = fc.oneof<Array<fc.WeightedArbitrary<Input | number>>>(
  { weight: 3, arbitrary: anyConfirmConversion },
  {
    weight: 2,
    arbitrary: anyConfirmConversion.map((answer) => ({
      ...answer,
      account: { ...answer.account, systemModstamp: past },
    })),
  },
  { weight: 4, arbitrary: anyFailConversion },
  { weight: 4, arbitrary: fc.constant(1) },
  { weight: 2, arbitrary: anyConvertPerson.map(accepted) },
  { weight: 1, arbitrary: anyPutPerson },
)

function accepted(convert: ConvertPerson): ConvertPerson {
  return { ...convert, accepts: newAccountAndOpportunity }
}

const ofPerson =
  (personId: ConvertPerson['personId']) =>
  (input: Input | number): Input | number => {
    if (typeof input === 'number' || input._tag === 'SyncContact') return input
    return input._tag === 'PutPerson'
      ? { ...input, person: { ...input.person, id: personId } }
      : ({ ...input, personId } as Input)
  }

/**
 * Somebody requests the conversion of a person. In some histories, the first request lacks the exact text of the consent. Answers
 * and new requests follow.
 *
 * Sometimes the contact in an answer belongs to another person, or the contact's first record is old.
 */
const anyConverting: fc.Arbitrary<Scenario> = fc
  .record({
    put: anyPutPerson,
    sfdc: fc.oneof(anyNotInSalesforce, anySfdcLead, fc.constant({ _tag: 'SfdcLead' as const, isDeleted: true })),
    name: fc.oneof(fc.constant('Young'), anyName),
    company: fc.oneof(fc.constant('Dickenson plc'), anyName),
    convert: anyConvertPerson,
    accepts: fc.option(anyAcceptance),
    afterwards: fc.array(anyAfterwards, { minLength: 2, maxLength: 5 }),
    rival: fc.option(anySettledPerson, { freq: 2 }),
    own: fc.option(fc.constantFrom(deleted, withoutAccount, into(pool.accountIds[0] as AccountId)), { freq: 2 }),
  })
  .map(({ put, sfdc, name, company, convert, accepts, afterwards, rival, own }) => [
    ...afterwards.flatMap((answer) =>
      rival !== null && typeof answer === 'object' && answer._tag === 'ConfirmConversion'
        ? [{ ...put, person: { ...rival, sfdc: { _tag: 'SfdcContact' as const, contactId: answer.contactId } } }]
        : [],
    ),
    ...[
      { ...put, person: { ...put.person, lastName: name, company, sfdc } },
      ...(accepts === null ? [] : [{ ...convert, accepts }]),
      accepted(convert),
      ...afterwards.flatMap((answer) =>
        own !== null && typeof answer === 'object' && answer._tag === 'ConfirmConversion'
          ? [answer, syncContact(answer.contactId, own, past)]
          : [answer],
      ),
    ].map(ofPerson(put.person.id)),
  ])

/**
 * An account has more than 64 contacts. Some contacts leave and return. While the number of contacts changes, the account is
 * edited and synced down.
 */
export const anyCrowd: fc.Arbitrary<Scenario> = fc
  .record({
    // The account has only one field. With more fields, the picture would be too large, because the picture repeats each field
    // for each contact.
    values: fc.tuple(anyFieldValue, anyFieldValue, anyFieldValue),
    edited: anyFieldValue,
    left: fc.integer({ min: 1, max: 3 }),
    elsewhere: fc.constantFrom(withoutAccount, deleted),
  })
  .map(({ values, edited: value, left, elsewhere }) => {
    const id = pool.accountIds[0] as AccountId
    const [field] = pool.fieldNamePool as readonly [FieldName]
    const [first, second, third] = values.map((one) => syncAccount({ id, fields: { [field]: one } })) as [
      Input,
      Input,
      Input,
    ]
    const contactIds = pool.crowdIds
    const leaving = contactIds.slice(-left)
    return [
      first,
      ...contactIds.map((contactId) => syncContact(contactId, into(id))),
      second,
      { _tag: 'EditAccountField', at: newest, contactId: contactIds[0] as ContactId, field, value },
      ...leaving.map((contactId) => syncContact(contactId, elsewhere)),
      third,
      ...leaving.slice(0, 2).map((contactId) => syncContact(contactId, into(id))),
      second,
    ]
  })

/** A scenario of any kind, except the scenario with many contacts. */
export const anyScenario: fc.Arbitrary<Scenario> = fc.oneof(
  { weight: 7, arbitrary: anyConverting },
  { weight: 4, arbitrary: anyOverride },
  { weight: 1, arbitrary: anyGathering },
  { weight: 2, arbitrary: anyReturn },
  { weight: 1, arbitrary: anySharedStamp },
  { weight: 3, arbitrary: anyFurtherReadings },
  { weight: 1, arbitrary: anyAccountReturn },
)
