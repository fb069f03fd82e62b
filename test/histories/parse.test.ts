import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import fc from 'fast-check'
import type { FieldValue, Input, PutPerson, SyncAccount, SyncContact } from 'marketo-account-sync'
import { PersonId } from 'marketo-account-sync'
import type { HistoryError, HistoryLine } from 'marketo-account-sync/histories'
import {
  firstPlace,
  formatHistoryError,
  inputsOfLine,
  linesOfText,
  nameOfId,
  nameOfPerson,
  parse,
  parseLine,
  print,
  printFieldValue,
} from 'marketo-account-sync/histories'
import { anyAccountId, anyFieldValue, anyHistory, anyPersonId } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'

const errorsIn = (text: string): ReadonlyArray<HistoryError> => {
  const parsed = parse(text)
  return E.isLeft(parsed) ? parsed.left : []
}

const linesIn = (text: string): ReadonlyArray<HistoryLine> => {
  const parsed = parse(text)
  expect(E.mapLeft((errors: ReadonlyArray<HistoryError>) => errors.map(formatHistoryError))(parsed)).toEqual(parsed)
  return E.isRight(parsed) ? parsed.right : []
}

const inputIn = (line: string): Input => linesIn(line).flatMap(inputsOfLine)[0]!

describe('the error for a wrong line of a history', () => {
  const cases: ReadonlyArray<readonly [line: string, column: number, expected: RegExp, found: string]> = [
    ['sync-dwn Acme @1: Industry=Energy', 1, /^"sync-down", "contact", .* or "settings"$/, '"sync-dwn"'],
    ['sync-down Acme: Industry=Energy', 15, /^"@"$/, '":"'],
    ['sync-down Acme @1: Industry', 28, /^"="$/, 'the end of the line'],
    ['sync-down Acme @1: Industry=', 29, /^a text/, 'the end of the line'],
    ['sync-down Acme @1: Industry=Energy,', 36, /^the API name of a field$/, 'the end of the line'],
    ['sync-down Acme @1 delted: Industry=Energy', 19, /"deleted", .*"merged into"/, '"delted"'],
    ['sync-down Acme @1: IsDeleted=true', 20, /write "deleted" after the SystemModstamp/, '"IsDeleted"'],
    ['sync-down Acme @1: Parent=x', 20, /^the API name of a field of an account$/, '"Parent"'],
    ['sync-down Acme @1: A=1, B=2, A=3', 30, /^another field than A/, '"A"'],
    ['sync-down Acme @1: A=1e999', 22, /a finite number/, '"1e999"'],
    ['sync-down Acme @2021-02-29T00:00:00Z: A=1', 17, /a date and time in ISO 8601 .* exists/, '"2021-02-29T00"'],
    ['sync-down Acme @1.0005: A=1', 17, /^a number of seconds/, '"1"'],
    ['sync-down Müller @1: A=1', 11, /^a name of at most 10 letters and digits/, '"Müller"'],
    ['contact 0034W00002xyzABQAX @1: private', 9, /its suffix is/, '"0034W00002xyzABQAX"'],
    ['contact 0014W000027f6Uw @1: private', 9, /^the id of a Contact/, '"0014W000027f6Uw"'],
    ['contact Ann @1: at Acme', 17, /^"in", "private" or "deleted"$/, '"at"'],
    ['local edit through Ann: Industry="Bio', 34, /^a text in double quotes/, '"\\""'],
    ['person 0: lead', 8, /a whole number from 1/, '"0"'],
    ['person Bartholomew: lead', 8, /^a name of at most 8 letters and digits/, '"Bartholomew"'],
    ['person 7: led', 11, /^"not in Salesforce", "lead", "deleted lead" or "contact"$/, '"led"'],
    ['Convert Person 7, acepts: yes', 17, /", accepts:"/, '","'],
    ['confirmed 7: Acme @1, Ann: Name=X', 26, /^","$/, '":"'],
    ['failed 7 at', 12, /^"sync" or "convert"$/, 'the end of the line'],
    ['settings {bad}', 10, /^settings as JSON, such as/, '"{"'],
    ['settings {"instance":{"activitycap":3}}', 10, /at instance\.activitycap .*activityCap/, '"{"'],
    ['100000 contacts in Acme', 1, /a number from 1 to 99999/, '"100000"'],
    ['60000 contacts in Acme, from Crowd50000', 1, /^at most 99999 contacts in all lines/, '"60000"'],
  ]
  for (const [line, column, expected, found] of cases)
    test(`contains the column and the expected text (line "${line}")`, () => {
      const [error, ...others] = errorsIn(line)
      expect(others).toEqual([])
      expect(error).toMatchObject({ line: 1, column, found })
      expect(error?.expected).toMatch(expected)
    })

  test('has the length 0 at the end of a line, and the length of the wrong word at any other place', () => {
    expect(errorsIn('contact')[0]).toMatchObject({ column: 8, length: 0 })
    expect(errorsIn('contact Ann @1: somewhere')[0]).toMatchObject({ column: 17, length: 9 })
  })

  test('is at column 4 if three spaces or tabs are before the wrong word', () => {
    expect(errorsIn('  \tnonsense')[0]).toMatchObject({ column: 4 })
  })
})

test('the history parser gives an error for every wrong line, and no error for other lines', () => {
  fc.assert(
    fc.property(anyHistory, fc.array(fc.nat(20), { minLength: 1, maxLength: 3 }), (inputs, places) => {
      const lines = print(inputs.map((input): HistoryLine => ({ _tag: 'InputLine', input }))).split('\n')
      for (const place of places) lines.splice(Math.min(place, lines.length), 0, 'nonsense')
      const wrong = lines.flatMap((line, index) => (line === 'nonsense' ? [index + 1] : []))
      expect(errorsIn(lines.join('\n')).map(({ line }) => line)).toEqual(wrong)
    }),
  )
})

test('the history parser never throws', () => {
  const anyPart = fc.constantFrom(
    'sync-down',
    ' Acme',
    ' @',
    '1',
    ': ',
    'A=',
    '"',
    '\\',
    ',',
    '}',
    'settings {',
    '\ud800',
    'in',
    '\n',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(anyPart, fc.string({ maxLength: 3 })), { maxLength: 12 }), (parts) => {
      const text = parts.join('')
      const count = linesOfText(text).length
      expect(errorsIn(text).every(({ line, column }) => line >= 1 && line <= count && column >= 1)).toBe(true)
    }),
  )
})

describe('the lenient history parser', () => {
  test('ignores empty lines and lines that begin with #', () => {
    expect(linesIn('\n  \n# contact Ann\n  # x\n')).toEqual([])
    expect(parseLine(1, '# x', firstPlace)).toEqual(E.right(O.none))
  })

  test('ignores extra spaces between words, a carriage return and a byte order mark', () => {
    expect(linesIn('\uFEFF  sync-down   Acme @ 1 :  A = x ,B=y  \r\n')).toEqual(linesIn('sync-down Acme @1: A=x, B=y'))
  })

  test('accepts a record without fields and without a colon', () => {
    expect(inputIn('sync-down Acme @1')).toMatchObject({ record: { fields: {} } })
  })

  test('reads the unquoted text "Food & Beverage" up to the next comma', () => {
    expect(inputIn('sync-down Acme @1: A= Food & Beverage , B=x')).toMatchObject({
      record: { fields: { A: 'Food & Beverage', B: 'x' } },
    })
  })
})

describe('a line of a history', () => {
  test('contains values as JSON or as text without quotes', () => {
    const valueOf = (text: string): unknown =>
      (inputIn(`local edit through Ann: A=${text}`) as { value?: unknown }).value
    const values: ReadonlyArray<readonly [string, FieldValue]> = [
      ['null', null],
      ['"null"', 'null'],
      ['true', true],
      ['12', 12],
      ['-0', 0],
      ['1e3', 1000],
      ['"12"', '12'],
      ['007', '007'],
      ['""', ''],
      ['"a, \\"b\\""', 'a, "b"'],
    ]
    for (const [text, value] of values) expect(valueOf(text)).toBe(value)
  })

  test('can have the SystemModstamp 2.5 or 2020-10-22T23:03:23.120+0200', () => {
    const stampOf = (text: string): unknown =>
      (inputIn(`contact Ann @${text}: private`) as Input & { record: { systemModstamp: number } }).record.systemModstamp
    expect(stampOf('2.5')).toBe(2_500)
    expect(stampOf('2020-10-22T23:03:23.120+0200')).toBe(stampOf('2020-10-22T21:03:23.12Z'))
    expect(stampOf('2020-10-22T21:03Z')).toBe(Date.UTC(2020, 9, 22, 21, 3))
  })

  test('can begin with the time of arrival', () => {
    expect(inputIn('at 2026-03-02T09:00:00Z contact Ann @1: private').at).toBe(Date.UTC(2026, 2, 2, 9))
  })

  test('can deliver a record with or without IsDeleted and MasterRecordId', () => {
    expect(inputIn('sync-down Acme @1')).toMatchObject({ record: { isDeleted: false } })
    expect(inputIn('sync-down Acme @1 deleted')).toMatchObject({ record: { isDeleted: true } })
    expect(inputIn('sync-down Acme @1 without IsDeleted')).not.toHaveProperty('record.isDeleted')
    expect(inputIn('sync-down Acme @1')).not.toHaveProperty('record.masterRecordId')
    expect(inputIn('sync-down Acme @1 merged into nothing')).toMatchObject({ record: { masterRecordId: null } })
    const merged = inputIn('sync-down Acme @1 deleted merged into Bolt: A=x') as SyncAccount
    expect(merged).toMatchObject({ record: { isDeleted: true, fields: { A: 'x' } } })
    expect(nameOfId(merged.record.masterRecordId!)).toBe('Bolt')
  })

  test('means the same with the name Ann and with the id of Ann', () => {
    const [byName, byId] = [
      inputIn('contact Ann @1: in Acme'),
      inputIn('contact 003000000000Ann @1: in 00100000000Acme'),
    ]
    expect(byId).toEqual(byName)
  })

  test('can name a person by a name or by a number', () => {
    expect(inputIn('person 7: lead')).toMatchObject({ person: { id: 7 } })
    const young = inputIn('person Young: lead')
    expect(nameOfPerson((young as { person: { id: PersonId } }).person.id)).toBe('Young')
  })

  test('can contain a name in the place of each id, and the parser turns the name into the id', () => {
    fc.assert(
      fc.property(
        anyAccountId,
        anyPersonId,
        fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,7}$/),
        (account, person, name) => {
          const read = inputIn(`sync-down ${nameOfId(account)} @1`) as { record: { id: string } }
          expect(read.record.id).toBe(account)
          expect((inputIn(`person ${nameOfPerson(person)}: lead`) as { person: { id: number } }).person.id).toBe(person)
          const named = inputIn(`person ${name}: contact ${name}`) as PutPerson
          expect(PersonId.is(named.person.id)).toBe(true)
          expect([
            nameOfPerson(named.person.id),
            named.person.sfdc._tag === 'SfdcContact' && nameOfId(named.person.sfdc.contactId),
          ]).toEqual([name, name])
        },
      ),
    )
  })

  test('creates new contacts, such as Crowd3 if Crowd1 and Crowd2 exist', () => {
    const ids = linesIn('2 contacts in Acme\n1 contact in Bolt')
      .flatMap(inputsOfLine)
      .map((input) => nameOfId((input as SyncContact).record.id))
    expect(ids).toEqual(['Crowd1', 'Crowd2', 'Crowd3'])
  })

  test('has the same value after the value is printed and parsed', () => {
    fc.assert(
      fc.property(anyFieldValue, (value) => {
        expect(inputIn(`local edit through Ann: A=${printFieldValue(value)}`)).toMatchObject({ value })
      }),
    )
  })
})
