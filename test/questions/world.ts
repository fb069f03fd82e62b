// A small world with few ids, fields, values and SystemModstamps, and a low cap. The inputs of its random histories therefore
// often concern the same rows.
import fc from 'fast-check'
import type {
  AccountId,
  AccountRecord,
  Fields,
  FieldValue,
  Input,
  Marketo,
  OpportunityId,
  Settings,
} from 'marketo-account-sync'
import { emptyMarketo, newAccountAndOpportunity, run } from 'marketo-account-sync'
import {
  fieldName,
  instant,
  lead,
  notInSalesforce,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  nthUserId,
  personId,
  queueId,
} from '../helpers/values.js'

export const accountIds = [1, 2].map(nthAccountId)
export const contactIds = [1, 2, 3].map(nthContactId)
const opportunityIds = [1, 2].map(nthOpportunityId)
const userIds = [1, 2].map(nthUserId)
const ownerIds = [...userIds, queueId]
const personIds = [1, 2].map(personId)
export const fieldNames = ['Name', 'Industry', 'Site', 'Fax'].map(fieldName)

const anyAccountId = fc.constantFrom(...accountIds)
export const anyContactId = fc.constantFrom(...contactIds)
export const anyField = fc.constantFrom(...fieldNames)
const anyPersonId = fc.constantFrom(...personIds)
const anyValue = fc.constantFrom('a', 'b', null) as fc.Arbitrary<FieldValue>
const anyStamp = fc.integer({ min: 10, max: 14 }).map(instant)
const anyName = fc.constantFrom(null, '', ' a', 'A', 'b')
const rarely = fc.integer({ min: 0, max: 6 }).map((n) => n === 0)

const anyFields: fc.Arbitrary<Fields> = fc
  .subarray(fieldNames.slice())
  .chain((names) => fc.tuple(...names.map((name) => fc.tuple(fc.constant(name), anyValue))))
  .map((entries) => Object.fromEntries(entries) as Fields)

export const anyRecord: fc.Arbitrary<AccountRecord> = fc.record({
  id: anyAccountId,
  systemModstamp: anyStamp,
  isDeleted: rarely,
  fields: anyFields,
})

const at = fc.constant(instant(0))

export const anyConvertPerson = fc.record({
  _tag: fc.constant('ConvertPerson' as const),
  at,
  personId: anyPersonId,
  assignTo: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...userIds) }, fc.constantFrom(...ownerIds)),
  convertedStatus: fc.constant('Qualified'),
  notifyOwner: fc.boolean(),
  accepts: fc.oneof({ weight: 5, arbitrary: fc.constant(newAccountAndOpportunity) }, fc.constant('yes')),
})

const anyInput: fc.Arbitrary<Input> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ _tag: fc.constant('SyncAccount' as const), at, record: anyRecord }) },
  {
    weight: 5,
    arbitrary: fc.record({
      _tag: fc.constant('SyncContact' as const),
      at,
      record: fc.record({
        id: anyContactId,
        systemModstamp: anyStamp,
        isDeleted: rarely,
        accountId: fc.oneof({ weight: 6, arbitrary: anyAccountId }, fc.constant(null)),
      }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      _tag: fc.constant('EditAccountField' as const),
      at,
      contactId: anyContactId,
      field: anyField,
      value: fc.oneof(anyValue, fc.constant('edited')),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      _tag: fc.constant('PutPerson' as const),
      at,
      person: fc.record({
        id: anyPersonId,
        lastName: anyName,
        company: anyName,
        sfdc: fc.oneof(
          fc.constant(notInSalesforce),
          fc.record({ _tag: fc.constant('SfdcLead' as const), isDeleted: fc.boolean() }),
          fc.record({ _tag: fc.constant('SfdcContact' as const), contactId: anyContactId }),
        ),
      }),
    }),
  },
  { weight: 2, arbitrary: anyConvertPerson },
  {
    weight: 2,
    arbitrary: fc.record({
      _tag: fc.constant('ConfirmConversion' as const),
      at,
      personId: anyPersonId,
      account: anyRecord,
      contactId: anyContactId,
      opportunityId: fc.constantFrom(...opportunityIds),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      _tag: fc.constant('FailConversion' as const),
      at,
      personId: anyPersonId,
      failedAt: fc.constantFrom('sync' as const, 'convert' as const),
      reason: fc.constant('REQUIRED_FIELD_MISSING'),
    }),
  },
)

/** The time between two inputs of a history. A test can insert more inputs between the two. */
export const apart = 1_000

/**
 * Inputs that deliver both accounts with all fields, and then deliver every contact into one of the two accounts. After these
 * inputs, most edits are accepted.
 */
const populated: ReadonlyArray<Input> = [
  ...accountIds.map((accountId): Input => {
    const fields = Object.fromEntries(fieldNames.map((name) => [name, 'a']))
    const record = { id: accountId, systemModstamp: instant(9), isDeleted: false, fields }
    return { _tag: 'SyncAccount', at: instant(0), record }
  }),
  ...contactIds.map((contactId, index): Input => {
    const accountId = accountIds[index % 2] as AccountId
    const record = { id: contactId, systemModstamp: instant(9), isDeleted: false, accountId }
    return { _tag: 'SyncContact', at: instant(0), record }
  }),
]

/** A lead whose conversion is requested and answered. Independent random inputs rarely form such a sequence. */
const anyConversion: fc.Arbitrary<ReadonlyArray<Input>> = fc
  .record({
    personId: anyPersonId,
    account: anyRecord,
    contactId: anyContactId,
    assignTo: fc.constantFrom(...ownerIds),
  })
  .map(({ personId: id, account, contactId, assignTo }): ReadonlyArray<Input> => {
    const terms = { assignTo, convertedStatus: 'Qualified', notifyOwner: false }
    const opportunityId = opportunityIds[id - 1] as OpportunityId
    return [
      { _tag: 'PutPerson', at: instant(0), person: { id, lastName: 'a', company: 'A', sfdc: lead } },
      { _tag: 'ConvertPerson', at: instant(0), personId: id, ...terms, accepts: newAccountAndOpportunity },
      { _tag: 'ConfirmConversion', at: instant(0), personId: id, account, contactId, opportunityId },
    ]
  })

/**
 * A part of a history. It has one of these forms:
 *
 * - A list contains new inputs.
 * - The number 1 repeats the last input, and the number 2 repeats the input before the last input.
 * - An object repeats the last account record, but with the fields in the object.
 */
type Chunk = ReadonlyArray<Input> | number | { readonly fields: Fields }

const anyChunk: fc.Arbitrary<Chunk> = fc.oneof(
  { weight: 16, arbitrary: anyInput.map((input) => [input]) },
  { weight: 1, arbitrary: anyConversion },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 2, arbitrary: fc.record({ fields: anyFields }) },
)

const inputsOf = (chunk: Chunk, before: ReadonlyArray<Input>): ReadonlyArray<Input> => {
  if (typeof chunk === 'number') return before.slice(-chunk).slice(0, 1)
  if (!('fields' in chunk)) return chunk
  const last = before.filter((input) => input._tag === 'SyncAccount').at(-1)
  return last === undefined ? [] : [{ ...last, record: { ...last.record, fields: chunk.fields } }]
}

const joined = (chunks: ReadonlyArray<Chunk>): ReadonlyArray<Input> =>
  chunks.reduce<ReadonlyArray<Input>>((inputs, chunk) => [...inputs, ...inputsOf(chunk, inputs)], [])

/** Inputs in the order of their arrival. No two inputs arrive at the same time. */
export const anyHistory: fc.Arbitrary<ReadonlyArray<Input>> = fc
  .tuple(
    fc.oneof({ weight: 2, arbitrary: fc.constant(populated) }, fc.constant([])),
    fc.array(anyChunk, { maxLength: 20, size: 'max' }),
  )
  .map(([begin, chunks]) => joined([begin, ...chunks]))
  .map((inputs) => inputs.map((input, index) => ({ ...input, at: instant((index + 1) * apart) })))

export const anySettings: fc.Arbitrary<Settings> = fc.record({
  instance: fc.record({
    activityCap: fc.integer({ min: 0, max: 3 }),
    hiddenFields: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      fc.constantFrom(...fieldNames).map((field) => [field]),
    ),
    formulaFields: fc.oneof(
      fc.constant([]),
      fc.constantFrom(...fieldNames).map((field) => [field]),
    ),
    personDefaults: fc.record({ lastName: anyName, company: anyName }),
  }),
  readings: fc.record({
    overrideOn: fc.constantFrom('every-update' as const, 'field-change' as const),
    localEditLog: fc.constantFrom('edited-contact' as const, 'every-contact' as const, 'none' as const),
  }),
})

/** Wraps a Marketo state, and counts the reads of its contents. */
export const watch = (marketo: Marketo): { readonly watched: Marketo; readonly reads: () => number } => {
  let count = 0
  const get = (target: Marketo, key: PropertyKey): unknown => {
    count += 1
    return Reflect.get(target, key)
  }
  return { watched: new Proxy(marketo, { get }), reads: () => count }
}

/** The Marketo state after a history. */
export const endOf = (settings: Settings, inputs: ReadonlyArray<Input>): Marketo =>
  run(settings)(inputs, emptyMarketo).marketo
