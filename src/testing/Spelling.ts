/** Writes an input as JSON. Many JSON texts have the same meaning, so there are many ways to write one input. */
import type { JsonObject } from '../codecs/Combinators.js'
import { InputFromJson } from '../codecs/InputFromJson.js'
import type { Input } from '../model/Input.js'
import { Instant } from '../model/Instant.js'
import { SalesforceId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'

/** The forms in which one input can be written. Some systems do not accept all of these forms. */
export const spelledForms = [
  'ids-of-15',
  'utc-offsets',
  'other-offsets',
  'fractions',
  'missing-keys',
  'other-keys',
] as const

/** A way to write an input. It consists of a list of forms, and a number that selects a variant of each form. */
interface Spelling {
  readonly forms: ReadonlyArray<(typeof spelledForms)[number]>
  readonly variant: number
}

/** An input, and the form in which the input is written. If `spelling` is missing, the codec of the input determines the form. */
export type Sent = Input & { readonly spelling?: Spelling }

/** A history and the settings for this history. The inputs of the history are in the form in which they are sent. */
export interface Trial {
  readonly settings: Settings
  readonly history: ReadonlyArray<Sent>
}

const utcOffsets = ['+0000', '+00:00', '-00:00'] as const
const otherOffsets = [
  ['+05:30', 330],
  ['-0330', -210],
  ['+02', 120],
  ['-11:00', -660],
  ['+1400', 840],
] as const

/**
 * Fractions of a second that mean the same as the given three digits. Some have fewer digits. Others have more digits, and the
 * system under test must cut off the extra digits.
 */
const fractions = (digits: string): ReadonlyArray<string> => {
  const short = digits.replace(/0+$/, '')
  return [short === '' ? '' : `.${short}`, `.${digits}000`, `.${digits}999999`, `,${digits}`, `.${digits}9`]
}

const nthOf = <A>(items: readonly [A, ...ReadonlyArray<A>] | ReadonlyArray<A>, n: number): A =>
  items[n % items.length] as A

const spellInstant =
  ({ forms, variant }: Spelling) =>
  (text: unknown): unknown => {
    const decoded = Instant.decode(text)
    if (decoded._tag === 'Left') return text
    const [other, minutes] = nthOf<readonly [string, number]>(otherOffsets, variant)
    const isOther = forms.includes('other-offsets')
    const local = Instant.encode((decoded.right + (isOther ? minutes * 60_000 : 0)) as Instant)
    const digits = local.slice(20, 23)
    const fraction = forms.includes('fractions') ? nthOf(fractions(digits), variant >>> 3) : `.${digits}`
    const zone = isOther ? other : forms.includes('utc-offsets') ? nthOf(utcOffsets, variant) : 'Z'
    return `${local.slice(0, 19)}${fraction}${zone}`
  }

const spellId =
  ({ forms }: Spelling) =>
  (id: unknown): unknown =>
    forms.includes('ids-of-15') && SalesforceId.is(id) ? id.slice(0, 15) : id

/**
 * Keys of a record that are not fields. Some of them are null, because the REST API writes null for an empty parent, address or
 * sub-query.
 */
const otherKeys: ReadonlyArray<JsonObject> = [
  { Parent: null, Contacts: null },
  { BillingAddress: null, Region__r: null },
  { BillingAddress: { city: 'Austin' }, Owner: { attributes: { type: 'User' }, Name: 'Dana' }, Opportunities: null },
  { CreatedDate: '2020-01-01T00:00:00.000+0000', LastActivityDate: null, LastModifiedById: '0054W000000000AAAA' },
  { Location__c: { latitude: 30.3, longitude: -97.7 }, RecordType: null, ShippingAddress: null },
]

const omit = (object: JsonObject, ...keys: ReadonlyArray<string>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)))

const missingKeys = (record: JsonObject, variant: number): JsonObject => {
  // A record without `AccountId` is an account record. It keeps `IsDeleted`, because in an account record a missing `IsDeleted`
  // does not mean false.
  if (!('AccountId' in record)) return omit(record, 'attributes')
  const { IsDeleted, AccountId } = record
  if (IsDeleted === true) return omit(record, 'attributes', ...(AccountId === null ? ['AccountId'] : []))
  const isBlank = AccountId === null && variant % 2 === 0
  return { ...omit(record, 'attributes', 'IsDeleted'), ...(isBlank ? { AccountId: '' } : {}) }
}

const mapKeys = (object: JsonObject, changes: Readonly<Record<string, (value: unknown) => unknown>>): JsonObject =>
  Object.fromEntries(
    // Every object inherits the key `constructor`. A field can have this name, so the code ignores inherited keys of `changes`.
    Object.entries(object).map(([key, value]) => [key, Object.hasOwn(changes, key) ? changes[key]?.(value) : value]),
  )

/** Converts an input to the JSON object that is sent. */
export const spell = (input: Sent): JsonObject => {
  const plain = InputFromJson.encode(input)
  const { spelling } = input
  if (spelling === undefined || spelling.forms.length === 0) return plain
  const [instant, id] = [spellInstant(spelling), spellId(spelling)]
  const { forms, variant } = spelling
  const record = (value: unknown): JsonObject => {
    const spelled = mapKeys(value as JsonObject, { Id: id, AccountId: id, MasterRecordId: id, SystemModstamp: instant })
    const left = forms.includes('missing-keys') ? missingKeys(spelled, variant) : spelled
    return forms.includes('other-keys') ? { ...nthOf(otherKeys, variant), ...left } : left
  }
  const person = (value: unknown): JsonObject => mapKeys(value as JsonObject, { sfdcContactId: id })
  const ids = { contactId: id, opportunityId: id, assignTo: id }
  return mapKeys(plain, { ...ids, at: instant, record, account: record, person })
}
