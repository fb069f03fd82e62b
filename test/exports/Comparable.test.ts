import fc from 'fast-check'
import type { FieldValue } from 'marketo-account-sync'
import type { Notation, ValueKind } from 'marketo-account-sync/exports'
import { agreement, apiNotation, comparable, valueKindOf } from 'marketo-account-sync/exports'
import { describe, expect, test } from 'vitest'
import { utc } from '../helpers/values.js'

const berlin: Notation = {
  decimalMark: ',',
  dateOrder: 'day-month',
  zone: (asInUtc) => utc(new Date(asInUtc - 3_600_000).toISOString()),
}
const american: Notation = { ...apiNotation, dateOrder: 'month-day' }

type Group = readonly [kind: ValueKind, notation: Notation, values: ReadonlyArray<FieldValue>]

const alike: ReadonlyArray<Group> = [
  ['text', apiNotation, [null, '', ' ', '\r\n', '\0']],
  [
    'text',
    apiNotation,
    [
      '12 Main Street\nSuite 4',
      '12 Main Street\r\nSuite 4',
      '12 Main Street  \r\rSuite 4 ',
      '12 Main Street Suite 4',
      '12 Main\0 Street Suite 4',
    ],
  ],
  ['text', apiNotation, ['Caf\u00E9', 'Cafe\u0301']],
  ['text', apiNotation, ['a b', 'a\u00A0b', 'a\u202Fb', 'a&nbsp;b']],
  ['text', apiNotation, ['A & B', 'A &amp; B', 'A\u00A0&amp; B']],
  ['text', apiNotation, ['<"Ann\'s">', '&lt;&quot;Ann&apos;s&quot;&gt;', '&lt;"Ann&#39;s"&gt;']],
  ['unknown', apiNotation, ['A & B', 'A &amp; B']],
  ['list', apiNotation, ['R&D;Blue', 'Blue;R&amp;D']],
  ['list', apiNotation, ['Red;Blue', 'Blue;Red', 'Blue; Red', ' Red ; Blue;', 'Red;Blue;Red']],
  [
    'number',
    apiNotation,
    [
      1000,
      '1000',
      '1000.0',
      '1,000.00',
      '1E3',
      '1e+3',
      '+1000',
      '01000',
      ' 1 000 ',
      '$1,000',
      'USD 1,000.00',
      '1,000.00 EUR',
      "1'000",
    ],
  ],
  ['number', berlin, ['1000,5', '1.000,50', '1.000,5 EUR', '€1.000,5']],
  ['number', apiNotation, [0, '0', '-0', '0.00', '.0', '0E5']],
  ['number', apiNotation, ['12%', '12', 12]],
  ['number', apiNotation, ['12345678901234567890', '12345678901234567890.0', '12,345,678,901,234,567,890']],
  ['boolean', apiNotation, [true, 'true', 'True', 'TRUE', '1', 1, 'Yes', ' yes ']],
  ['boolean', apiNotation, [false, 'false', 'False', '0', 0, 'No', null, '', ' ']],
  [
    'date',
    american,
    [
      '2023-10-04',
      '2023-10-04T00:00:00Z',
      '2023-10-04 00:00:00',
      '10/4/2023',
      '10-04-2023',
      '04.10.2023',
      '2023/10/4',
      '10/4/2023 12:00 AM',
    ],
  ],
  ['date', berlin, ['2023-10-04', '4/10/2023', '04.10.2023']],
  [
    'datetime',
    berlin,
    [
      '2023-10-04T18:35:13.000+0000',
      '2023-10-04T18:35:13Z',
      '2023-10-04 19:35:13',
      '04.10.2023 19:35:13',
      '04.10.2023, 7:35:13 PM',
      '2023-10-04 18:35:13 UTC',
      '2023-10-04T20:35:13.900+02:00',
    ],
  ],
  ['id', apiNotation, ['0014W000027f6Uw', '0014W000027f6UwQAI', '0014W000027F6UWQAI', '0014w000027f6uwqai']],
  ['unknown', apiNotation, [1234.5, '1,234.50', '1234.5', '1234.50']],
  ['unknown', apiNotation, [true, 'true', 'Yes', '1', 1, '1.0']],
  ['unknown', apiNotation, [false, 'False', 'no', 0, '0', '0.0']],
  ['unknown', apiNotation, ['2023-10-04T00:00:00Z', '2023-10-04', '2023-10-04T00:00:00.000+0000']],
  ['unknown', apiNotation, ['0014W000027f6Uw', '0014W000027f6UwQAI']],
]

const apart: ReadonlyArray<Group> = [
  ['text', apiNotation, ['1000', '1000.0', '01000', '1,000', 'true', 'True', null]],
  ['text', apiNotation, ['Acme', 'ACME', 'Ac me', 'Acme.']],
  ['text', apiNotation, ['Red;Blue', 'Blue;Red']],
  ['text', apiNotation, ['Cafe', 'Caf\u00E9', '&amp;lt;', '<', '&', '&copy;', 'ab', 'a b']],
  ['list', apiNotation, ['Red;Blue', 'Red', 'Blue', 'Red;blue', 'Red;Blue;Pink', null]],
  [
    'number',
    apiNotation,
    [
      '12345678901234567890',
      '12345678901234567891',
      '1.5',
      '15',
      '-15',
      'n/a',
      null,
      '1,00,0',
      '1.000,00',
      '1e1e1',
      '.',
      '-',
    ],
  ],
  ['boolean', apiNotation, ['true', 'false', 'maybe', '2']],
  ['date', apiNotation, ['2023-10-04', '2023-10-05', '2023-02-30', '10/4/2023', '2023-10-04T05:00:00Z', null]],
  [
    'datetime',
    apiNotation,
    ['2023-10-04T18:35:13Z', '2023-10-04T18:35:14Z', '2023-10-04 18:35:13', '13/13/2023 10:00'],
  ],
  ['id', apiNotation, ['0014W000027f6Uw', '0014W000027f6UW', '0014W000027f6UwQA!', 'Acme']],
  ['unknown', apiNotation, ['0712', '712', '712-0', '1E3', '1000', 'USD 5', '5', null]],
  ['unknown', apiNotation, ['512-757-9000', '5127579000', '(512) 757-9000', '1.2.3']],
]

describe('the form in which the audit compares a value', () => {
  test.each(alike)('is the same for equal values of the field type "%s"', (kind, notation, values) => {
    const say = comparable(kind, notation)
    expect(new Set(values.map(say)).size).toBe(1)
  })

  test.each(apart)('differs for any two different values of the field type "%s"', (kind, notation, values) => {
    const say = comparable(kind, notation)
    expect(new Set(values.map(say)).size).toBe(values.length)
  })

  test('differs for 12e1 and 120 if the field type is unknown', () => {
    const say = comparable('unknown', apiNotation)
    expect(say('12e1')).not.toBe(say('120'))
  })

  test('is the same for every notation of a number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const say = comparable('number', apiNotation)
        const forms = [String(number), number.toExponential(), number.toString().toUpperCase(), ` ${number} `]
        expect(new Set([number, ...forms].map((form) => say(form))).size).toBe(1)
        expect(comparable('number', berlin)(String(number).replace('.', ','))).toBe(say(number))
      }),
    )
  })

  test('is computed in linear time, even for long and hostile strings', { timeout: 60_000 }, () => {
    const long = 200_000
    for (const text of [
      ' '.repeat(long),
      `a${' '.repeat(long)}b`,
      `1${'0'.repeat(long)}1`,
      `${'1,'.repeat(long)}x`,
      '\r\n'.repeat(long),
      `a${' \n'.repeat(long)}b`,
      'a;'.repeat(long),
      '&amp;'.repeat(long),
      `a${'\u0301'.repeat(long)}`,
    ])
      for (const kind of ['text', 'list', 'number', 'boolean', 'date', 'datetime', 'id', 'unknown'] as const)
        comparable(kind, american)(text)
  })
})

describe('the comparison of a Salesforce value with a Marketo value', () => {
  const notations = { salesforce: apiNotation, marketo: apiNotation }
  const text = agreement('text', notations)
  const long = 'Platz der Einheit '.repeat(30)

  /** A value for a title. A long text is cut. */
  const inTitle = (value: FieldValue): FieldValue =>
    typeof value === 'string' && value.length > 40 ? `${value.slice(0, 20)}… (${value.length} characters)` : value
  const compared: ReadonlyArray<readonly [FieldValue, FieldValue, string]> = [
    ['Acme', 'Acme', 'same'],
    [null, null, 'same'],
    [null, '', 'written-differently'],
    ['Acme', 'Acme ', 'written-differently'],
    ['Acme', 'ACME', 'different'],
    ['Acme', null, 'different'],
    [long, long.slice(0, 255), 'cut'],
    ['é'.repeat(200), 'é'.repeat(127), 'cut'],
    [`${long}x`.repeat(70), `${long}x`.repeat(70).slice(0, 30_000), 'cut'],
    [long, long.slice(0, 200), 'different'],
    [long, `${long.slice(0, 254)}x`, 'different'],
    [long.slice(0, 255), long, 'different'],
  ]

  test.each(
    compared.map(
      ([salesforce, marketo, expected]) =>
        [inTitle(salesforce), inTitle(marketo), expected, salesforce, marketo] as const,
    ),
  )('compares %j and %j with the result "%s"', (_salesforceTitle, _marketoTitle, expected, salesforce, marketo) => {
    expect(text(salesforce, marketo)).toBe(expected)
  })

  test('treats amounts with two different currency codes as different', () => {
    const agree = agreement('number', { salesforce: apiNotation, marketo: berlin })
    expect(agree('USD 1,000.00', 'EUR 1.000,00')).toBe('different')
    expect(agree('1,000 USD', '1.000EUR')).toBe('different')
    for (const marketo of ['1.000', 'USD1.000', '1.000,0 USD', '$1.000', 1000])
      expect(agree('USD 1,000.00', marketo)).toBe('written-differently')
    expect(agree(1000, 'EUR 1.000,00')).toBe('written-differently')
  })

  test.each([
    ['$1,000', '€1,000', 'different'],
    ['£1,000', '$1,000', 'different'],
    ['$1,000', 'EUR 1,000', 'different'],
    ['1,000 GBP', '1,000 €', 'different'],
    ['$1,000', 'USD 1,000', 'written-differently'],
    ['$1,000', '1,000 $', 'written-differently'],
    ['¥1,000', 'CNY 1,000', 'written-differently'],
    ['$1,000', 'CAD 1,000', 'written-differently'],
    ['$1,000', 1000, 'written-differently'],
  ])('compares the amounts %j and %j with the result "%s"', (salesforce, marketo, expected) => {
    expect(agreement('number', { salesforce: apiNotation, marketo: apiNotation })(salesforce, marketo)).toBe(expected)
  })

  test('reads each value in the notation of the system that it comes from', () => {
    const agree = agreement('number', { salesforce: apiNotation, marketo: berlin })
    expect(agree('1000.5', '1.000,50')).toBe('written-differently')
    expect(agree('1000.5', '1000.5')).toBe('same')
    expect(agree('1.000', '1.000,0')).toBe('different')
  })
})

test('the audit can compare the values of every field type that a describe can contain', () => {
  const types = [
    'int',
    'percent',
    'boolean',
    'date',
    'datetime',
    'reference',
    'textarea',
    'multipicklist',
    'address',
    'anyType',
    undefined,
  ]
  expect(types.map(valueKindOf)).toEqual([
    'number',
    'number',
    'boolean',
    'date',
    'datetime',
    'id',
    'text',
    'list',
    'unknown',
    'unknown',
    'unknown',
  ])
})
