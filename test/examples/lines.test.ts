import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Line, linesOf } from '../../docs/examples/simulate/lines.js'

const collected = async (chunks: ReadonlyArray<Buffer>, limit?: number): Promise<ReadonlyArray<Line>> => {
  const lines: Array<Line> = []
  for await (const batch of linesOf(chunks, limit)) lines.push(...batch)
  return lines
}

/** Cuts bytes into chunks at the given places. */
const chunked = (bytes: Buffer, cuts: ReadonlyArray<number>): ReadonlyArray<Buffer> => {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return places.slice(1).map((end, at) => bytes.subarray(places[at], end))
}

const text = fc.string({ unit: fc.constantFrom('a', '"', 'é', '語', '😀', '\u2028', '\u0085', '\r', '{', '}') })
const withoutReturn = (line: string) => line.replace(/\r$/, '')

describe('splitting bytes into lines', () => {
  it('finds the same lines for any division of the bytes into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text), fc.array(fc.nat()), fc.boolean(), async (lines, cuts, endsWithNewline) => {
        const whole = Buffer.from(lines.join('\n') + (endsWithNewline ? '\n' : ''))
        const expected =
          whole.toString() === '' ? [] : whole.toString().replace(/\n$/, '').split('\n').map(withoutReturn)
        expect(await collected(chunked(whole, cuts))).toEqual(expected)
      }),
    )
  })
  it('splits lines at \\n, but not at other line separators, because JSON text can contain them', async () => {
    expect(await collected([Buffer.from('"a\u2028b\u2029c"\n2')])).toEqual(['"a\u2028b\u2029c"', '2'])
  })
  it('removes a byte order mark from the first line and a carriage return from every line', async () => {
    expect(await collected([Buffer.from('\uFEFF1\r\n2\r\n')])).toEqual(['1', '2'])
  })
  it('reports each line that is not UTF-8 and keeps the other lines', async () => {
    const bytes = Buffer.concat([Buffer.from('1\n"'), Buffer.from([0xc3, 0x28]), Buffer.from('"\n3')])
    expect(await collected([bytes])).toEqual([
      '1',
      { path: '', expected: 'text in UTF-8', found: '"\\"\uFFFD(\\""' },
      '3',
    ])
  })
  it('drops a line over the length limit and keeps the other lines', async () => {
    const bytes = Buffer.from(`1\n${'x'.repeat(40)}\n3\n`)
    for (const size of [1, 7, 100]) {
      const lines = await collected(
        chunked(
          bytes,
          Array.from({ length: 100 / size }, (_, at) => at * size),
        ),
        20,
      )
      const long = typeof lines[1] === 'string' ? lines[1] : lines[1]?.expected
      expect([lines[0], lines[2], lines.length]).toEqual(['1', '3', 3])
      if (size < 100) expect(long).toBe('a line of at most 20 bytes')
    }
  })
  it('finds no line in an empty input', async () => {
    expect(await collected([])).toEqual([])
  })
})
