// Faults in the comparison or the reading of names, ids and instants.
import * as E from 'fp-ts/lib/Either.js'
import type { Fields, Input, Instant } from 'marketo-account-sync'
import { InputFromJson } from 'marketo-account-sync/codecs'
import { reference } from 'marketo-account-sync/testing'
import { put, range } from '../helpers/values.js'
import { withRecord } from '../laws/records.js'
import type { Fault } from './fault.js'
import { uncaught } from './fault.js'
import { decidingAbout } from './implementations.js'

type Json = Readonly<Record<string, unknown>>

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Decodes an input correctly, and then changes the input. The change can depend on the JSON. */
const readingInstead =
  (change: (input: Input, json: Json) => Input): Required<Fault>['decode'] =>
  (json) =>
    E.map((input: Input) => (isJson(json) ? change(input, json) : input))(InputFromJson.decode(json))

const recordIn = (json: Json): Json | undefined =>
  isJson(json['record']) ? json['record'] : isJson(json['account']) ? json['account'] : undefined

/** Reads the SystemModstamp of a record as a different instant. */
const stampsReadAs = (read: (text: string, instant: Instant) => number): Required<Fault>['decode'] =>
  readingInstead((input, json) => {
    const text = recordIn(json)?.['SystemModstamp']
    const stamped = <A extends { readonly systemModstamp: Instant }>(record: A): A => ({
      ...record,
      systemModstamp: read(String(text), record.systemModstamp),
    })
    if (input._tag === 'SyncContact') return { ...input, record: stamped(input.record) }
    return withRecord(stamped, input)
  })

/** Reads the date and time in the text, but ignores the offset. */
const clock = (text: string): number => Date.parse(`${text.replace(',', '.').replace(/(Z|[+-]\d{2}(:?\d{2})?)$/, '')}Z`)

/**
 * Converts the text of a date and time to a number. The numbers have the same order as the texts in the alphabet. The function
 * ignores all characters after the first 24.
 */
const inOrderOfText = (text: string): number =>
  Date.parse(`${text.slice(0, 19)}Z`) +
  range(5).reduce((sum, n) => sum + ((text.charCodeAt(19 + n) || 0) / 128 ** (n + 1)) * 999, 0)

const writtenIds = (json: unknown): ReadonlyArray<string> => {
  if (typeof json === 'string') return /^00[1356G][A-Za-z0-9]{12}$/.test(json) ? [json] : []
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(writtenIds) : []
}

const withIds = (value: unknown, ids: ReadonlyArray<string>): unknown => {
  if (typeof value === 'string') return ids.find((id) => value.length === 18 && value.startsWith(id)) ?? value
  if (Array.isArray(value)) return value.map((one) => withIds(one, ids))
  return isJson(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withIds(one, ids)])) : value
}

const relationships = /^(Parent|Owner|Contacts|Opportunities|RecordType|BillingAddress|ShippingAddress|.*__r)$/

const nullRelationships = (json: Json): Fields =>
  Object.fromEntries(
    Object.entries(recordIn(json) ?? {})
      .filter(([name, value]) => value === null && relationships.test(name))
      .map(([name]) => [`${name}_`, null]),
  )

const unseen = 'the laws are about inputs that are read already'
const unseenByWalks = 'the walks are about inputs that are read already'

export const spellingFaults: ReadonlyArray<Fault> = [
  {
    name: 'the 15-character form of an id counts as a different record than the 18-character form',
    rule: 'locality.account',
    implementation: reference,
    decode: readingInstead((input, json) => withIds(input, writtenIds(json)) as Input),
    caughtBy: {
      vectors: { flag: 'ids of 15 characters taken for other records' },
      laws: uncaught(unseen),
      conforms: true,
      exhaustive: uncaught(unseenByWalks),
    },
  },
  {
    name: 'SystemModstamps are compared as strings',
    rule: 'sync.only-newer',
    implementation: reference,
    decode: stampsReadAs(inOrderOfText),
    caughtBy: {
      vectors: { flag: 'stamps compared as text' },
      laws: uncaught(unseen),
      conforms: true,
      exhaustive: uncaught(unseenByWalks),
    },
  },
  {
    name: 'SystemModstamps are compared without their time zone offset',
    rule: 'sync.only-newer',
    implementation: reference,
    decode: stampsReadAs((text, instant) => {
      const read = clock(text)
      return Number.isNaN(read) ? instant : read
    }),
    caughtBy: {
      vectors: { flag: 'stamps compared without their offset' },
      laws: uncaught(unseen),
      conforms: true,
      exhaustive: uncaught(unseenByWalks),
    },
  },
  {
    name: 'SystemModstamps are compared without their fractions of a second',
    rule: 'sync.only-newer',
    implementation: decidingAbout(({ input }) => {
      const floored = <A extends { readonly systemModstamp: Instant }>(record: A): A => ({
        ...record,
        systemModstamp: (Math.floor(record.systemModstamp / 1_000) * 1_000) as Instant,
      })
      return {
        input:
          input._tag === 'SyncContact'
            ? { ...input, record: floored(input.record) }
            : withRecord((record) => floored(record), input),
      }
    }),
    caughtBy: {
      vectors: { flag: 'stamps compared by the second' },
      laws: ['an applied account record sets every visible field that it contains, including blank fields'],
      conforms: true,
      exhaustive: uncaught('the stamps of the small worlds are less than a second apart'),
    },
  },
  {
    name: 'a relationship that is null counts as a field',
    rule: 'sync.visible-fields',
    implementation: reference,
    decode: readingInstead((input, json) =>
      withRecord((record) => ({ ...record, fields: { ...record.fields, ...nullRelationships(json) } }), input),
    ),
    caughtBy: {
      vectors: { flag: 'a null relationship is a field' },
      laws: uncaught(unseen),
      conforms: true,
      exhaustive: uncaught(unseenByWalks),
    },
  },
  {
    name: 'hidden fields are matched in any letter case',
    rule: 'sync.visible-fields',
    implementation: decidingAbout(({ input, settings }) => {
      const hidden = settings.instance.hiddenFields.map((name) => name.toLowerCase())
      const kept = (fields: Fields): Fields =>
        Object.fromEntries(Object.entries(fields).filter(([name]) => !hidden.includes(name.toLowerCase())))
      return { input: withRecord((record) => ({ ...record, fields: kept(record.fields) }), input) }
    }),
    caughtBy: {
      vectors: { flag: 'hidden names matched in any case' },
      laws: ['an applied account record sets every visible field that it contains, including blank fields'],
      conforms: true,
      exhaustive: uncaught('the small worlds hide no field'),
    },
  },
  {
    name: 'a malformed input is read as a different input',
    rule: 'whole',
    implementation: reference,
    decode: (json) =>
      E.alt(() => E.right(put(1)) as ReturnType<typeof InputFromJson.decode>)(InputFromJson.decode(json)),
    caughtBy: {
      vectors: { flag: 'what is written wrong is read as something else' },
      laws: uncaught(unseen),
      conforms: uncaught('`conforms` sends only inputs that can be read'),
      exhaustive: uncaught(unseenByWalks),
    },
  },
]
