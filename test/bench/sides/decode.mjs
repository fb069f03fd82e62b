// Account records of 60 keys from the REST API. One side decodes them with the library. The other sides parse them as JSON, or
// check them with io-ts key by key.
import * as t from 'io-ts'
import { AccountRecordFromRest } from '../../../dist/esm/codecs/index.js'
import { salesforceId } from '../baseline.mjs'

const page = 2_000

const stamp = '2026-01-05T09:30:00.000+0000'
const record = (i) => ({
  attributes: { type: 'Account', url: `/services/data/v60.0/sobjects/Account/${salesforceId('001', i)}` },
  Id: salesforceId('001', i),
  IsDeleted: false,
  Name: `Account ${i}`,
  CreatedDate: stamp,
  LastModifiedDate: stamp,
  SystemModstamp: stamp,
  ...Object.fromEntries(Array.from({ length: 35 }, (_, k) => [`Text${k}__c`, `value ${(i * (k + 1)) % 997}`])),
  ...Object.fromEntries(Array.from({ length: 10 }, (_, k) => [`Number${k}__c`, (i * (k + 1)) % 1_000_000])),
  ...Object.fromEntries(Array.from({ length: 5 }, (_, k) => [`Flag${k}__c`, (i + k) % 2 === 0])),
  ...Object.fromEntries(Array.from({ length: 3 }, (_, k) => [`Blank${k}__c`, null])),
})

const codecs = { string: t.string, number: t.number, boolean: t.boolean }
const codecOf = (value) =>
  value === null ? t.null : typeof value === 'object' ? t.type({ type: t.string, url: t.string }) : codecs[typeof value]

export const prepare = ({ records }) => {
  const texts = []
  for (let from = 0; from < records; from += page)
    texts.push(JSON.stringify(Array.from({ length: Math.min(page, records - from) }, (_, i) => record(from + i))))
  const parsed = texts.map((text) => JSON.parse(text))
  const plain = t.type(Object.fromEntries(Object.entries(record(0)).map(([key, value]) => [key, codecOf(value)])))
  if (Object.keys(record(0)).length !== 60) throw new Error('not 60 keys')

  /** Handles one page at a time, and keeps its result until the next page arrives, as a service does. */
  const each = (pages, work) => () => {
    let wrong = 0
    for (const one of pages) {
      const results = work(one)
      for (const result of results) if (result._tag === 'Left') wrong++
    }
    if (wrong > 0) throw new Error(`${wrong} undecodable`)
    return records
  }
  return {
    measures: {
      model: each(parsed, (rows) => rows.map((row) => AccountRecordFromRest.decode(row))),
      ioTs: each(parsed, (rows) => rows.map((row) => plain.decode(row))),
      parse: each(texts, (text) => JSON.parse(text)),
    },
    asks: {
      isRight: () =>
        parsed.flat().every((row) => {
          const { right } = AccountRecordFromRest.decode(row)
          return right.id === row.Id && Object.keys(right.fields).every((key) => right.fields[key] === row[key])
        }),
    },
  }
}
