import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowText, totalWidth, widthOf, wrapped } from '../../docs/examples/terminal/columns.js'
import { plain } from '../../docs/examples/simulate/words.js'

const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '語', '😀', '-'), maxLength: 60 })

describe('the columns of a printed table', () => {
  it('contain no line that is too wide, and the wrapping deletes nothing except spaces', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 20 }), (text, width) => {
        const lines = wrapped(text, width)
        expect(lines.every((line) => widthOf(line) <= width)).toBe(true)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      }),
    )
  })
  it('keep every row within the width of the table', () => {
    fc.assert(
      fc.property(fc.array(fc.array(words), { minLength: 3, maxLength: 3 }), (cells) => {
        const lines = rowText([10, 6, 8], cells).split('\n')
        expect(lines.every((line) => widthOf(line) <= totalWidth([10, 6, 8]))).toBe(true)
      }),
    )
  })
  it('count a wide character as two characters wide, and a combining character as zero', () => {
    expect([widthOf('abc'), widthOf('語'), widthOf('e\u0301')]).toEqual([3, 2, 1])
  })
})

describe('input values in a printed table', () => {
  it('are shown on one line, without control characters for the terminal', () => {
    expect(plain('a\nb\u001b[31m\u202e')).toBe('a b\\u001b[31m\\u202e')
  })
  it('are cut to a readable length', () => {
    expect(plain('x'.repeat(1_000_000))).toBe(`${'x'.repeat(60)}…`)
  })
})
