// Tests questions that a service receives as JSON. A good question has the right decoded form, and a bad question gives errors.
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { decodeErrors, newAccountAndOpportunity, type AccountRecord } from 'marketo-account-sync'
import { InputFromJson, type ObjectCodec } from 'marketo-account-sync/codecs'
import {
  ConversionQuestionFromJson,
  ExplainQuestionFromJson,
  LogQuestionFromJson,
  PreviewQuestionFromJson,
} from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import {
  accountRecord,
  convert,
  fieldName,
  instant,
  nthAccountId,
  nthContactId,
  syncAccount,
  utc,
} from '../helpers/values.js'
import { anyContactId, anyConvertPerson, anyField, anyRecord } from './world.js'

const anyExplainQuestion = fc.record({ contactId: anyContactId, field: anyField })
const anyEnd = fc.integer({ min: 0, max: 1_000_000 }).map(instant)
const anyLogQuestion = fc.record({ contactId: anyContactId, field: anyField, from: anyEnd, until: anyEnd })
const anyConversionQuestion = anyConvertPerson.map(({ personId, assignTo, convertedStatus, notifyOwner, accepts }) => ({
  personId,
  assignTo,
  convertedStatus,
  notifyOwner,
  accepts,
}))

const reverses =
  <A>(codec: ObjectCodec<A>) =>
  (question: A): void => {
    const json: unknown = JSON.parse(JSON.stringify(codec.encode(question)))
    expect(codec.decode(json)).toEqual(E.right(question))
    expect(codec.is(question)).toBe(true)
    expect(codec.is({ ...question, contactId: 1, personId: 1.5, id: 1 })).toBe(false)
  }

describe('a question', () => {
  test('is unchanged after encoding and decoding', () => {
    fc.assert(fc.property(anyExplainQuestion, reverses(ExplainQuestionFromJson)))
    fc.assert(fc.property(anyRecord, reverses<AccountRecord>(PreviewQuestionFromJson)))
    fc.assert(fc.property(anyConversionQuestion, reverses(ConversionQuestionFromJson)))
    fc.assert(fc.property(anyLogQuestion, reverses(LogQuestionFromJson)))
  })

  const contactId = '003000000000001'
  const Id = '001000000000001'

  test('names a contact and a field if it is about a value', () => {
    expect(ExplainQuestionFromJson.decode({ contactId, field: 'Industry' })).toEqual(
      E.right({ contactId: nthContactId(1), field: fieldName('Industry') }),
    )
  })

  test('contains the record under the key `record` if it is about a record', () => {
    const record = { Id, SystemModstamp: '2026-01-01T00:00:09.000Z', Industry: 'Energy' }
    const { id, systemModstamp, fields } = accountRecord(9, { Industry: 'Energy' })
    expect(PreviewQuestionFromJson.decode({ record })).toEqual(E.right({ id, systemModstamp, fields }))
    expect(PreviewQuestionFromJson.encode(accountRecord(9, { Industry: 'Energy' }))).toEqual({
      record: { attributes: { type: 'Account' }, ...record, Id: nthAccountId(1), IsDeleted: false },
    })
  })

  test('has the keys of ConvertPerson, except `_tag` and `at`, if it is about a conversion', () => {
    const json = { personId: 1, assignTo: '005000000000001', convertedStatus: 'Qualified', notifyOwner: false }
    const { _tag, at, ...question } = convert(1)
    expect([_tag, typeof at]).toEqual(['ConvertPerson', 'number'])
    expect(ConversionQuestionFromJson.decode({ ...json, accepts: newAccountAndOpportunity })).toEqual(E.right(question))
  })

  test('has a period with a start and an end if it is about the log', () => {
    const period = { from: '2024-05-01T00:00:00Z', until: '2024-05-01T23:59:59+00:00' }
    expect(LogQuestionFromJson.decode({ contactId, field: 'Industry', ...period })).toEqual(
      E.right({
        contactId: nthContactId(1),
        field: fieldName('Industry'),
        from: utc('2024-05-01T00:00:00Z'),
        until: utc('2024-05-01T23:59:59Z'),
      }),
    )
  })

  test('can be the JSON of an input: a SyncAccount for a question about a record, a ConvertPerson for a question about a conversion', () => {
    const sync = syncAccount(accountRecord(9, { Industry: 'Energy' }))
    expect(PreviewQuestionFromJson.decode(InputFromJson.encode(sync))).toEqual(E.right(sync.record))
    expect(ConversionQuestionFromJson.decode(InputFromJson.encode(convert(1)))).toMatchObject(
      E.right({ personId: 1, accepts: newAccountAndOpportunity }),
    )
  })
})

describe('the errors of a question', () => {
  const aContactId = 'the id of a Contact, 15 or 18 letters and digits beginning with 003'
  const aField = 'the API name of a Salesforce field: a letter, then letters, digits and _'
  const anInstant = 'a date and time that exists, in ISO 8601 with its offset'

  interface Decoder {
    readonly decode: (value: unknown) => E.Either<Parameters<typeof decodeErrors>[0], unknown>
  }

  test.each<readonly [string, Decoder, string, Readonly<Record<string, string>>]>([
    ['about a value', ExplainQuestionFromJson, 'a question about a value', { contactId: aContactId, field: aField }],
    [
      'about a record',
      PreviewQuestionFromJson,
      'a question about a record',
      { record: 'an Account record of the Salesforce REST API' },
    ],
    [
      'about a conversion',
      ConversionQuestionFromJson,
      'a question about a conversion',
      {
        personId: "Marketo's number for a person, a whole number from 1",
        assignTo: 'the id of a record, 15 or 18 letters and digits',
        convertedStatus: 'a string',
        notifyOwner: 'true or false',
        accepts: 'a string',
      },
    ],
    [
      'about the log',
      LogQuestionFromJson,
      'a question about the log',
      { contactId: aContactId, field: aField, from: anInstant, until: anInstant },
    ],
  ])('name each missing key of a question %s', (_, codec, name, missing) => {
    const errorsOf = (value: unknown) => E.mapLeft(decodeErrors)(codec.decode(value))
    expect(errorsOf(null)).toEqual(E.left([{ path: '', expected: `an object: ${name}`, found: 'null' }]))
    expect(errorsOf({})).toEqual(
      E.left(Object.entries(missing).map(([path, expected]) => ({ path, expected, found: 'nothing' }))),
    )
  })

  test.each(['Company Name', 'company name'])('suggest the Salesforce field for the Marketo name %j', (field) => {
    const decoded = ExplainQuestionFromJson.decode({ contactId: '003000000000001', field })
    const expected = `${aField}; in Marketo this is the name of the field Name`
    expect(E.mapLeft(decodeErrors)(decoded)).toEqual(
      E.left([{ path: 'field', expected, found: JSON.stringify(field) }]),
    )
  })
})

describe('a question about a bad record', () => {
  test('gives the errors of the record', () => {
    const decoded = PreviewQuestionFromJson.decode({ record: { Id: '003000000000001', SystemModstamp: 'now' } })
    expect(E.isLeft(decoded) && decodeErrors(decoded.left).map(({ path, found }) => [path, found])).toEqual([
      ['record.Id', '"003000000000001"'],
      ['record.SystemModstamp', '"now"'],
    ])
  })
})
