import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowText, totalWidth, widthOf, wrapped } from '../../docs/examples/simulate/columns.js'
import { plain } from '../../docs/examples/simulate/words.js'

const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '語', '😀', '-'), maxLength: 60 })

describe('the columns of the table', () => {
  it('never lets a line pass the width of its column, and loses nothing but spaces', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 20 }), (text, width) => {
        const lines = wrapped(text, width)
        expect(lines.every((line) => widthOf(line) <= width)).toBe(true)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      }),
    )
  })
  it('never lets a row pass the width of the table', () => {
    fc.assert(
      fc.property(fc.array(fc.array(words), { minLength: 3, maxLength: 3 }), (cells) => {
        const lines = rowText([10, 6, 8], cells).split('\n')
        expect(lines.every((line) => widthOf(line) <= totalWidth([10, 6, 8]))).toBe(true)
      }),
    )
  })
  it('counts a wide character as two and a combining one as none', () => {
    expect([widthOf('abc'), widthOf('語'), widthOf('e\u0301')]).toEqual([3, 2, 1])
  })
})

describe('values from outside', () => {
  it('are shown on one line, without anything a terminal would act on', () => {
    expect(plain('a\nb\u001b[31m\u202e')).toBe('a b\\u001b[31m\\u202e')
  })
  it('are cut to a readable length', () => {
    expect(plain('x'.repeat(1_000_000))).toBe(`${'x'.repeat(60)}…`)
  })
})
