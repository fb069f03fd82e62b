import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import fc from 'fast-check'
import { Instant, instantOf } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { instant } from '../helpers/values.js'

const first = -62_167_219_200_000
const last = 253_402_300_799_999
const anyEpoch = fc.oneof(fc.integer({ min: first, max: last }), fc.constantFrom(first, last, 0, -1, 951_782_400_000))

const decoded = (text: unknown): number | undefined => O.toUndefined(O.fromEither(Instant.decode(text)))

describe('an instant as text', () => {
  test('is written and read like a JavaScript Date for the years 0000 to 9999', () => {
    fc.assert(
      fc.property(anyEpoch, (epoch) => {
        const text = new Date(epoch).toISOString()
        return decoded(text) === epoch && Instant.encode(instant(epoch)) === text
      }),
    )
  })

  test('is converted to UTC by its offset', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: last - 86_400_000 }),
        fc.constantFrom('+', '-'),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.constantFrom('', ':'),
        (epoch, sign, hours, minutes, colon) => {
          const two = (n: number) => String(n).padStart(2, '0')
          const text = new Date(epoch).toISOString().replace('Z', `${sign}${two(hours)}${colon}${two(minutes)}`)
          const offset = (hours * 60 + minutes) * 60_000
          return decoded(text) === epoch - (sign === '+' ? offset : -offset)
        },
      ),
    )
  })

  test.each([
    ['2020-10-22T21:03:23.000+0000', '2020-10-22T21:03:23.000Z'],
    ['2020-10-22T21:03:23Z', '2020-10-22T21:03:23.000Z'],
    ['2020-10-22T21:03Z', '2020-10-22T21:03:00.000Z'],
    ['2020-10-22T21:03:23.5Z', '2020-10-22T21:03:23.500Z'],
    ['2020-10-22T21:03:23,05Z', '2020-10-22T21:03:23.050Z'],
    ['2020-10-22T21:03:23.123999999Z', '2020-10-22T21:03:23.123Z'],
    ['2020-10-22T21:03:23+02', '2020-10-22T19:03:23.000Z'],
    ['2020-02-29T23:59:59.999-23:59', '2020-03-01T23:58:59.999Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%j is the instant %s', (text, expected) => {
    expect(E.map(Instant.encode)(Instant.decode(text))).toEqual(E.right(expected))
  })

  test.each([
    '2021-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2021-04-31T00:00:00Z',
    '2021-06-31T00:00:00Z',
    '2021-09-31T00:00:00Z',
    '2021-11-31T00:00:00Z',
    '2021-01-32T00:00:00Z',
    '2021-13-01T00:00:00Z',
    '2021-00-01T00:00:00Z',
    '2021-01-00T00:00:00Z',
    '2021-01-01T24:00:00Z',
    '2021-01-01T00:60:00Z',
    '2021-01-01T00:00:60Z',
    '2021-01-01T00:00:00+24:00',
    '2021-01-01T00:00:00+00:60',
    '2021-01-01T00:00:00',
    '2021-01-01T00:00:00.Z',
    '2021-01-01T00:00:00.1234567890Z',
    '2021-01-01 00:00:00Z',
    '2021-01-01',
    '21-01-01T00:00:00Z',
    ' 2021-01-01T00:00:00Z',
    '2021-01-01T00:00:00Z ',
    '2021-01-01T00:00:00Z2021-01-01T00:00:00Z',
    '0000-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59.999-00:01',
    '',
    1_603_400_603_000,
    ['2021-01-01T00:00:00Z'],
    null,
    undefined,
  ])('cannot be %j', (value) => {
    expect(E.isLeft(Instant.decode(value))).toBe(true)
  })

  test('has a month and day that exist (all pairs of two digits)', () => {
    const two = (n: number) => String(n).padStart(2, '0')
    const all = Array.from({ length: 100 }, (_, n) => n)
    for (const year of [0, 1900, 2000, 2023, 2024, 9999]) {
      const daysIn = (month: number) => new Date(Date.UTC(year === 0 ? 2000 : year, month, 0)).getUTCDate()
      const expected = all.flatMap((month) =>
        all.filter((day) => month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month)).map((day) => [month, day]),
      )
      const found = all.flatMap((month) =>
        all
          .filter(
            (day) => decoded(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T12:00:00Z`) !== undefined,
          )
          .map((day) => [month, day]),
      )
      expect(found).toEqual(expected)
    }
  })

  test('is right at the end of February in each of 800 years', () => {
    const days = Array.from({ length: 800 }, (_, n) => [27, 28, 29, 30, 31].map((day) => Date.UTC(1700 + n, 1, day)))
    const written = days.flat().map((epoch) => Instant.encode(instant(epoch)))
    expect(written).toEqual(days.flat().map((epoch) => new Date(epoch).toISOString()))
  })
})

describe('the instant that `instantOf` makes from milliseconds or from a Date', () => {
  test.each([first, first + 1, -1, 0, 1, 1_696_444_513_000, last - 1, last])('is valid for %d', (epoch) => {
    expect(instantOf(epoch)).toEqual(O.some(epoch))
    expect(instantOf(new Date(epoch))).toEqual(O.some(epoch))
    expect(Instant.is(epoch)).toBe(true)
  })

  test.each([first - 1, last + 1, -8_640_000_000_000_000, 8_640_000_000_000_000, Number.MAX_SAFE_INTEGER])(
    'is invalid for %d, which is outside the years 0000 to 9999',
    (epoch) => {
      expect(instantOf(epoch)).toEqual(O.none)
      expect(instantOf(new Date(epoch))).toEqual(O.none)
      expect(Instant.is(epoch)).toBe(false)
    },
  )

  test.each([0.5, -0.5, first - 0.5, NaN, Infinity, -Infinity])(
    'is invalid for %d, which is not a whole number',
    (epoch) => {
      expect(instantOf(epoch)).toEqual(O.none)
      expect(instantOf({ getTime: () => epoch })).toEqual(O.none)
      expect(Instant.is(epoch)).toBe(false)
    },
  )

  test('is 0 if the milliseconds are -0', () => {
    expect(instantOf(-0)).toEqual(O.some(0))
    expect(instantOf({ getTime: () => -0 })).toEqual(O.some(0))
  })

  test('is invalid for an invalid Date', () => {
    expect(instantOf(new Date('2021-02-29T00:00:00.000+99:00'))).toEqual(O.none)
  })

  test('is the same as the instant in the ISO text of the Date', () => {
    fc.assert(
      fc.property(anyEpoch, (epoch) => {
        const text = new Date(epoch).toISOString()
        expect(instantOf(epoch)).toEqual(O.fromEither(Instant.decode(text)))
        expect(instantOf(new Date(epoch))).toEqual(instantOf(epoch))
      }),
    )
  })

  test.each(['0', null, undefined, new Date(0)])('is always a number, and never %j', (value) => {
    expect(Instant.is(value)).toBe(false)
  })
})
