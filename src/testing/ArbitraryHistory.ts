/**
 * Arbitrary histories: inputs of every kind, dense around the edges.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import type { AccountRecord } from '../Account.js'
import type { Input, SyncAccount, SyncContact } from '../Input.js'
import { newAccountAndOpportunity } from '../Input.js'
import type { Instant } from '../Instant.js'
import type { Marketo } from '../Marketo.js'
import { emptyMarketo } from '../Marketo.js'
import type { AccountId } from '../SalesforceId.js'
import { simulateAll } from '../Simulate.js'
import {
  anyConfirmConversion,
  anyConvertPerson,
  anyEditAccountField,
  anyFailConversion,
  anyInput,
  anyPutPerson,
} from './ArbitraryInput.js'
import { anySettings } from './ArbitrarySettings.js'
import { anyFields } from './ArbitraryValue.js'
import * as pool from './Pools.js'

type Inputs = ReadonlyArray<Input>

const [firstInstant] = pool.instantPool as readonly [Instant]
/** Newer than every record before it, once {@link arriving} has moved it to its place in the history. */
const fresh = (firstInstant + 3_000) as Instant
const last = 253_402_300_799_999
const later = (instant: Instant, seconds: number): Instant => Math.min(instant + seconds * 1_000, last) as Instant

const recordLater = (record: AccountRecord, seconds: number): AccountRecord => ({
  ...record,
  systemModstamp: later(record.systemModstamp, seconds),
})

/** The input as the n-th of a history. Its stamp moves on with it: inputs near each other share it or come late. */
const arriving = (input: Input, n: number): Input => {
  const at = later(input.at, n)
  switch (input._tag) {
    case 'SyncAccount':
      return { ...input, at, record: recordLater(input.record, n) }
    case 'ConfirmConversion':
      return { ...input, at, account: recordLater(input.account, n) }
    case 'SyncContact':
      return { ...input, at, record: { ...input.record, systemModstamp: later(input.record.systemModstamp, n) } }
    case 'FailConversion':
    case 'EditAccountField':
    case 'PutPerson':
    case 'ConvertPerson':
      return { ...input, at }
  }
}

const accountInput = (record: Omit<AccountRecord, 'systemModstamp'>): SyncAccount => ({
  _tag: 'SyncAccount',
  at: fresh,
  record: { ...record, systemModstamp: fresh },
})

const contactInput = (record: Omit<SyncContact['record'], 'systemModstamp'>): SyncContact => ({
  _tag: 'SyncContact',
  at: fresh,
  record: { ...record, systemModstamp: fresh },
})

const anyKnownAccountId = fc.constantFrom(...pool.accountIds.slice(0, 2))
const anyKnownContactId = fc.constantFrom(...pool.contactIds)

const allFields: fc.Arbitrary<AccountRecord['fields']> = fc.record(
  Object.fromEntries(pool.fieldNamePool.map((name) => [name, fc.constantFrom(...pool.fieldValuePool)])),
)

/** An account is synced down, edited, and synced down again. */
const anyOverride: fc.Arbitrary<Inputs> = fc
  .record({
    id: anyKnownAccountId,
    contactId: anyKnownContactId,
    before: allFields,
    edit: anyEditAccountField,
    after: anyFields,
  })
  .map(({ id, contactId, before, edit, after }) => [
    accountInput({ id, isDeleted: false, fields: before }),
    contactInput({ id: contactId, isDeleted: false, accountId: id }),
    { ...edit, contactId },
    accountInput({ id, isDeleted: false, fields: after }),
  ])

/** Where a contact can go that leaves its account. */
const elsewhere: ReadonlyArray<Pick<SyncContact['record'], 'accountId' | 'isDeleted'>> = [
  { accountId: null, isDeleted: false },
  { accountId: null, isDeleted: true },
  { accountId: pool.accountIds[2] as AccountId, isDeleted: false },
]

/** Every contact comes into one account, which is synced down; then some go elsewhere, and it is again. */
const anyGathering: fc.Arbitrary<Inputs> = fc
  .record({
    id: anyKnownAccountId,
    staying: fc.integer({ min: 0, max: 3 }),
    fields: fc.tuple(allFields, allFields),
    place: fc.constantFrom(...elsewhere),
  })
  .map(({ id, staying, fields, place }) => [
    ...pool.contactIds.map((contactId) => contactInput({ id: contactId, isDeleted: false, accountId: id })),
    accountInput({ id, isDeleted: false, fields: fields[0] }),
    ...pool.contactIds.slice(staying).map((contactId) => contactInput({ id: contactId, ...place })),
    accountInput({ id, isDeleted: false, fields: fields[1] }),
  ])

/** A contact is deleted, and comes back, perhaps to an account that is known only after it. */
const anyReturn: fc.Arbitrary<Inputs> = fc
  .record({ contactId: anyKnownContactId, accountId: fc.constantFrom(...pool.accountIds), fields: anyFields })
  .map(({ contactId, accountId, fields }) => {
    const back = contactInput({ id: contactId, isDeleted: false, accountId })
    return [
      contactInput({ id: contactId, isDeleted: true, accountId: null }),
      back,
      accountInput({ id: accountId, isDeleted: false, fields }),
      back,
    ]
  })

/** An account is deleted, is edited all the same, and comes back. */
const anyAccountReturn: fc.Arbitrary<Inputs> = fc
  .record({ id: anyKnownAccountId, contactId: anyKnownContactId, fields: anyFields, edit: anyEditAccountField })
  .map(({ id, contactId, fields, edit }) => [
    contactInput({ id: contactId, isDeleted: false, accountId: id }),
    accountInput({ id, isDeleted: true, fields }),
    { ...edit, contactId },
    accountInput({ id, isDeleted: false, fields }),
    { ...edit, contactId },
  ])

/** A person's conversion is asked for and answered once or twice. */
const anyConversion: fc.Arbitrary<Inputs> = fc
  .record({
    put: anyPutPerson,
    convert: anyConvertPerson,
    answers: fc.array(fc.oneof<Array<fc.Arbitrary<Input>>>(anyConfirmConversion, anyFailConversion), {
      minLength: 1,
      maxLength: 2,
    }),
    again: fc.boolean(),
  })
  .map(({ put, convert, answers, again }) => {
    const personId = put.person.id
    const sfdc =
      put.person.sfdc._tag === 'SfdcContact' ? ({ _tag: 'SfdcLead', isDeleted: false } as const) : put.person.sfdc
    const answered = answers.map((answer): Input => ({ ...answer, personId }) as Input)
    return [
      { ...put, person: { ...put.person, sfdc } },
      { ...convert, personId, accepts: newAccountAndOpportunity },
      ...answered,
      ...(again ? answered.slice(0, 1) : []),
    ]
  })

/** Inputs, or how far back the one is that comes once more. */
type Chunk = Inputs | number

const anyChunk: fc.Arbitrary<Chunk> = fc.oneof<Array<fc.WeightedArbitrary<Chunk>>>(
  { weight: 20, arbitrary: anyInput.map((input) => [input]) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 2, arbitrary: anyOverride },
  { weight: 1, arbitrary: anyGathering },
  { weight: 1, arbitrary: anyReturn },
  { weight: 1, arbitrary: anyAccountReturn },
  { weight: 2, arbitrary: anyConversion },
)

const filled: AccountRecord['fields'] = Object.fromEntries(pool.fieldNamePool.map((name) => [name, 'a']))

/** Two accounts that hold fields, and four contacts in them. */
const populated: Inputs = [
  ...pool.accountIds.slice(0, 2).map((id) => accountInput({ id, isDeleted: false, fields: filled })),
  ...pool.contactIds
    .slice(0, 4)
    .map((id, index) =>
      contactInput({ id, isDeleted: false, accountId: pool.accountIds[index === 3 ? 1 : 0] as AccountId }),
    ),
]

const joined = (chunks: ReadonlyArray<Chunk>): Inputs => {
  const inputs: Array<Input> = []
  for (const chunk of chunks) {
    if (typeof chunk === 'number') inputs.push(...inputs.slice(-chunk).slice(0, 1))
    else for (const input of chunk) inputs.push(arriving(input, inputs.length))
  }
  return inputs
}

/**
 * A history of every kind of input: late, repeated and of equal stamps, of known and unknown ids, with moves, deletions
 * and returns, crossings of a small cap, and conversions confirmed, failed, contradicted and answered again.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyHistory: fc.Arbitrary<ReadonlyArray<Input>> = fc
  .tuple(
    fc.oneof({ weight: 1, arbitrary: fc.constant<Inputs>([]) }, { weight: 2, arbitrary: fc.constant(populated) }),
    fc.array(anyChunk, { maxLength: 24, size: 'max' }),
  )
  .map(([beginning, chunks]) => joined([beginning, ...chunks]))

/**
 * The Marketo in which a history ends.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyMarketo: fc.Arbitrary<Marketo> = fc
  .tuple(anySettings, anyHistory)
  .map(([settings, history]) => simulateAll(settings)(history)(emptyMarketo))
