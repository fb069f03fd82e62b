import fc from 'fast-check'
import { sameInLog, textInLog } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'

describe('`sameInLog` (compares two values of the Marketo log)', () => {
  test.each<readonly [string | null, string | null]>([
    [null, null],
    [null, ''],
    ['Acme', 'Acme'],
    ['True', 'true'],
    ['FALSE', 'False'],
    ['True', 'Yes'],
    ['1', 'true'],
    ['No', 'false'],
    ['false', '0'],
    ['1000', '1000.0'],
    ['1000', '1e3'],
    ['-0.50', '-5E-1'],
    ['0', '0.00'],
    ['123456789012345678901234567890', '123456789012345678901234567890.0'],
    ['2023-01-26 18:46:00', '2023-01-26T18:46:00Z'],
    ['2023-01-26 18:46:00', '2023-01-26T18:46:00.000+0000'],
    ['2023-01-26T18:46', '2023-01-26T19:46:00+01:00'],
    ['2023-01-26', '2023-01-26 00:00:00'],
  ])('treats %j and %j as the same value', (one, other) => {
    expect([sameInLog(one, other), sameInLog(other, one)]).toEqual([true, true])
  })

  test.each<readonly [string | null, string | null]>([
    [null, 'null'],
    [null, '0'],
    ['', ' '],
    ['Acme', 'ACME'],
    ['true', 'false'],
    ['true', 'No'],
    ['Yes', '1'],
    ['true', '1.0'],
    ['0', '00'],
    ['02134', '2134'],
    ['+4712345678', '4712345678'],
    ['1000', '1000.1'],
    ['1', '-1'],
    ['123456789012345678901234567890', '123456789012345678901234567891'],
    ['2023-01-26', '2023-01-27'],
    ['2023-01-26 18:46:00', '2023-01-26 18:46:01'],
    ['2023-02-30', '2023-03-02'],
    ['constructor', 'true'],
    ['1674758760000', '2023-01-26T18:46:00Z'],
  ])('treats %j and %j as different values', (one, other) => {
    expect([sameInLog(one, other), sameInLog(other, one)]).toEqual([false, false])
  })

  test('treats two texts of `textInLog` as the same value only if the texts come from the same value', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean())
    fc.assert(
      fc.property(value, value, (one, other) => {
        const [a, b] = [textInLog(one), textInLog(other)]
        return (
          sameInLog(a, a) &&
          sameInLog(a, b) === sameInLog(b, a) &&
          (typeof one !== 'number' || typeof other !== 'number' || sameInLog(a, b) === (one === other))
        )
      }),
    )
  })
})
