import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { CsvOptions, Delimiter } from '../../src/exports/Csv.js'
import { csvRows } from '../../src/exports/Csv.js'
import Papa from 'papaparse'
import type { Cells } from './csv.js'
import { anyPlaces, csvOf, cutAt } from './csv.js'

const read = (text: string, options: CsvOptions = {}) => [...csvRows(options)([text])]
const cellsOf = (rows: ReturnType<typeof read>) => rows.map((row) => (E.isRight(row) ? row.right.cells : row.left))
const linesOf = (rows: ReturnType<typeof read>) => rows.map((row) => (E.isRight(row) ? row.right : row.left).line)
const reasonsOf = (rows: ReturnType<typeof read>) =>
  rows.flatMap((row) => (E.isLeft(row) ? [[row.left.line, row.left.reason, row.left.faults[0].found]] : []))

describe('the CSV reader', () => {
  test.each([
    ['sep=,\na,b\n1,2\n', {}],
    ['\uFEFFSEP=;\r\na;b\r\n1;2\r\n', {}],
    ['"sep=|"\ra|b\r1|2\r', {}],
    ['sep=\t\na\tb\n1\t2\n', {}],
    ['sep=,\na;b\n1;2\n', { delimiter: ';' as const }],
  ])('leaves out a first line that names the delimiter: %j', (text, options) => {
    for (const pieces of [[text], Array.from(text)]) {
      const rows = [...csvRows(options)(pieces)]
      expect(cellsOf(rows)).toEqual([
        ['a', 'b'],
        ['1', '2'],
      ])
      expect(linesOf(rows)).toEqual([2, 3])
    }
  })

  test.each(['sep=,x\n', 'sep=ab\n', 'a,b\nsep=,\n', 'sep'])('keeps any other line: %j', (text) => {
    expect(cellsOf(read(text)).map((cells) => (Array.isArray(cells) ? cells.join() : cells))).toEqual(
      text.trim().split('\n'),
    )
  })

  test.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['\uFEFFa,b\n', [['a', 'b']]],
    ['\uFEFF"a",b\n', [['a', 'b']]],
    ['"a,b",c\n', [['a,b', 'c']]],
    ['"a\nb",c\n', [['a\nb', 'c']]],
    ['"a\r\nb",c\r\n', [['a\r\nb', 'c']]],
    ['"a ""b""",""""\n', [['a "b"', '"']]],
    ['"",\n', [['', '']]],
    [',\n', [['', '']]],
    [' a ,b\t\n', [[' a ', 'b\t']]],
    ['a "b" c,d\n', [['a "b" c', 'd']]],
    ['"a"\r\n"b"', [['a'], ['b']]],
    ['"a"\r\n"b"\r', [['a'], ['b']]],
    ['a\n\n\r\nb\n', [['a'], ['b']]],
    ['', []],
    ['\n\n', []],
    ['\uFEFF', []],
    ['a\0b,\u00E9\n', [['a\0b', '\u00E9']]],
  ])('reads the cells of the text %j', (text, rows) => {
    expect(cellsOf(read(text))).toEqual(rows)
  })

  test('reads a carriage return as a part of a cell in the text "a,b\\n1\\r2,3\\n"', () => {
    expect(cellsOf(read('a,b\n1\r2,3\n'))).toEqual([
      ['a', 'b'],
      ['1\r2', '3'],
    ])
  })
})

describe('the delimiter of a CSV file', () => {
  test.each<readonly [string, Delimiter]>([
    ['a;b;c\n', ';'],
    ['a\tb\tc\n', '\t'],
    ['a|b|c\n', '|'],
    ['a^b^c\n', '^'],
    ['a`b`c\n', '`'],
    ['"a,b,c,d";b;c\n', ';'],
    ['a;b;c,d\n1,2,3,4,5\n', ';'],
  ])('is found from the first line: the delimiter of %j is %j', (text, delimiter) => {
    expect(read(text)).toEqual(read(text, { delimiter }))
    expect(cellsOf(read(text))[0]).toHaveLength(3)
  })

  test('is the delimiter that the caller gives, even if a different delimiter is more frequent in the line', () => {
    expect(cellsOf(read('a,b,c|d\n', { delimiter: '|' }))).toEqual([['a,b,c', 'd']])
    expect(cellsOf(read('a b\n', { delimiter: ' ' }))).toEqual([['a', 'b']])
  })
})

describe('line numbers in a CSV file', () => {
  test('count every line of the file, including empty lines and lines inside quotes', () => {
    expect(linesOf(read('a,b\n\n"x\ny\nz",2\nc,d\r\n\r\n"e",f'))).toEqual([1, 3, 6, 8])
  })
})

describe('text that is not valid CSV', () => {
  test('a quote that is never closed gives an error with the line of the quote, and the earlier rows are read', () => {
    const rows = read('a,b\n1,2\n3,"open\nmore\nand more\n')
    expect(cellsOf(rows).slice(0, 2)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
    expect(reasonsOf(rows)).toEqual([[3, 'open-quote', 'the end of the file, 3 lines later']])
    expect(rows).toHaveLength(3)
  })

  test('the error for an open quote contains the line of the quote, not the first line of the row', () => {
    expect(reasonsOf(read('"a\nb","c\n'))).toEqual([[2, 'open-quote', 'the end of the file, 1 line later']])
  })

  test('characters after a closing quote make one row bad, and no other row', () => {
    const rows = read('a,b\n"1"2,3\n"4" ,5\n"6"\r7,8\n9,"10"\n')
    expect(reasonsOf(rows)).toEqual([
      [2, 'quotes', '1 other characters after the closing quote of cell 1'],
      [3, 'quotes', '1 other characters after the closing quote of cell 1'],
      [4, 'quotes', '2 other characters after the closing quote of cell 1'],
    ])
    expect(cellsOf(rows)[4]).toEqual(['9', '10'])
  })

  test('a cell over the length limit stops the reading before the text becomes too long for a JavaScript string', () => {
    const piece = 'x'.repeat(4 * 1024 * 1024)
    let pieces = 0
    const endless = {
      *[Symbol.iterator]() {
        yield 'a,b\n1,"'
        for (; pieces < 1_000; pieces++) yield piece
      },
    }
    const rows = [...csvRows()(endless)]
    expect(reasonsOf(rows)).toEqual([[2, 'too-long', 'more, so the rest of the file was not read']])
    expect(pieces).toBeLessThan(20)
  })

  test('a row with too many cells stops the reading', () => {
    const pieces = [`a\n"1",`, ...Array.from({ length: 1_100 }, () => ','.repeat(1_000))]
    expect(reasonsOf([...csvRows()(pieces)]).map(([line, reason]) => [line, reason])).toEqual([[2, 'too-long']])
  })
})

// The time limit is a hundred times the usual time. A reader that searches the whole file for each cell exceeds the limit.
test('the CSV reader reads a file with one quoted column in linear time', { timeout: 40_000 }, () => {
  let rows = 0
  for (const row of csvRows()([`"${'x'.repeat(40)}"\n`.repeat(500_000)])) if (E.isRight(row)) rows += 1
  expect(rows).toBe(500_000)
})

describe('a CSV file that arrives in pieces', () => {
  test('the reader takes a piece only when the caller asks for a row, and closes the source when the caller stops', () => {
    const seen: Array<string> = []
    function* pieces() {
      try {
        for (const piece of ['a\n1\n', '2\n3\n', '4\n']) {
          seen.push(piece)
          yield piece
        }
      } finally {
        seen.push('closed')
      }
    }
    const rows = csvRows()(pieces())
    expect(seen).toEqual([])
    for (const row of rows) if (E.isRight(row) && row.right.cells[0] === '2') break
    expect(seen).toEqual(['a\n1\n', '2\n3\n', 'closed'])
  })

  test("the file can be read twice if the caller's iterable can be iterated twice", () => {
    const rows = csvRows()(['a\n', '1\n'])
    expect([...rows]).toEqual([...rows])
  })

  test('a cell of 10 MB with quotes and line ends can arrive in several pieces', () => {
    const cell = 'He said "no", and then he talked on and on about it, all day\r\n'.repeat(165_000)
    const rows = [
      ...csvRows()(
        cutAt(
          csvOf([
            ['a', 'b'],
            [cell, 'x'],
          ]),
          Array.from({ length: 160 }, (_, i) => i * 65_536),
        ),
      ),
    ]
    const [, row] = rows
    expect(rows).toHaveLength(2)
    expect(row !== undefined && E.isRight(row) && row.right.cells[0] === cell && row.right.cells[1] === 'x').toBe(true)
  })
})

const anyCell = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r', ' ', '\0', 'é', '💥', '\uFEFF'),
    maxLength: 6,
  }),
  fc.string({ maxLength: 12 }),
)
const anyRows = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.nat(6))
  .chain(([width, length]) =>
    fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: length + 1 }),
  )
const anyForm = fc.record({
  delimiter: fc.constantFrom<Delimiter>(',', ';', '\t', '|', '^', '`'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  quoteAll: fc.boolean(),
  byteOrderMark: fc.boolean(),
  endsWithLineEnd: fc.boolean(),
})

/** Removes the rows that have one empty cell. In a file, such a row is an empty line, which the reader skips. */
const withoutEmptyLines = (rows: ReadonlyArray<Cells>) =>
  rows.filter((cells) => cells.join('') !== '' || cells.length > 1)

describe('a random table of strings', () => {
  test('is unchanged after it is written as CSV and read back in random pieces', () => {
    fc.assert(
      fc.property(anyRows, anyForm, anyPlaces, (rows, form, places) => {
        const text = csvOf(rows, { ...form, byteOrderMark: true })
        const back = [...csvRows({ delimiter: form.delimiter })(cutAt(text, places))]
        expect(cellsOf(back)).toEqual(withoutEmptyLines(rows))
      }),
    )
  })

  test('is read by this library with the same result as by papaparse and csv-parse', () => {
    fc.assert(
      fc.property(anyRows, anyForm, (rows, form) => {
        // papaparse and csv-parse treat a byte order mark inside quotes differently, so the tables have no byte order mark there.
        const text = csvOf(
          rows.map((cells) => cells.map((cell) => cell.replace(/\uFEFF/g, ''))),
          { ...form, byteOrderMark: false },
        )
        const mine = cellsOf(read(text, form))
        const { delimiter, lineEnd } = form
        const papa = Papa.parse<Cells>(text, { delimiter, newline: lineEnd as '\n', skipEmptyLines: true })
        expect(papa.data.filter((cells) => cells.length > 1 || cells[0] !== '')).toEqual(mine)
        const parsed = parse(text, { delimiter, record_delimiter: ['\n', '\r\n'], relax_column_count: true })
        expect(withoutEmptyLines(parsed)).toEqual(mine)
      }),
    )
  })
})

const anyHostileText = fc.string({ unit: fc.constantFrom('a', 'b', '"', '"', ',', '\n', '\r\n', ' '), maxLength: 30 })

describe('a random text that is read as CSV', () => {
  test('gives the same rows if the text arrives in several pieces, and the line numbers ascend', () => {
    fc.assert(
      fc.property(anyHostileText, anyPlaces, (text, places) => {
        const whole = read(text, { delimiter: ',' })
        expect([...csvRows({ delimiter: ',' })(cutAt(text, places))]).toEqual(whole)
        const lines = linesOf(whole)
        expect([...lines].sort((a, b) => a - b)).toEqual(lines)
        if (/[^\s"]/.test(text)) expect(whole.length).toBeGreaterThan(0)
      }),
    )
  })

  test('gives the same rows as csv-parse, and no bad row, if csv-parse accepts the text', () => {
    let taken = 0
    fc.assert(
      fc.property(anyHostileText, (text) => {
        const mine = read(text, { delimiter: ',' })
        let theirs: ReadonlyArray<Cells> | undefined
        try {
          theirs = parse(text, { record_delimiter: ['\n', '\r\n'], relax_column_count: true, skip_empty_lines: true })
        } catch {
          theirs = undefined
        }
        if (theirs === undefined) return
        taken += 1
        expect(cellsOf(mine)).toEqual(withoutEmptyLines(theirs))
      }),
    )
    expect(taken).toBeGreaterThan(10)
  })

  test('gives the same rows as papaparse if papaparse reports no error', () => {
    fc.assert(
      fc.property(anyHostileText, (text) => {
        // papaparse accepts spaces after a closing quote, and this library accepts mixed line ends. The text is changed, so that both
        // parsers accept the same rows.
        const one = text.replace(/\r\n/g, '\n').replace(/ /g, '_')
        const papa = Papa.parse<Cells>(one, { delimiter: ',', newline: '\n', skipEmptyLines: true })
        if (papa.errors.length > 0) return
        expect(cellsOf(read(one, { delimiter: ',' }))).toEqual(withoutEmptyLines(papa.data))
      }),
    )
  })
})
