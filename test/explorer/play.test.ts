import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { print } from 'marketo-account-sync/histories'
import { anyHistory } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { hashOf, textOfHash } from '../../docs/explorer/link.js'
import { opened } from '../../docs/explorer/open.js'
import { play, type Played } from '../../docs/explorer/play.js'
import { answers, stories } from '../../docs/explorer/stories.js'
import { InputFromJson } from 'marketo-account-sync/codecs'

const outcomes = (played: ReadonlyArray<Played>) =>
  played.map(({ result, logged, changedFields }) => ({ result, logged, changedFields }))

const replaced = (lines: ReadonlyArray<string>, at: number, line: string): ReadonlyArray<string> =>
  lines.map((one, index) => (index === at ? line : one))

const anyText = anyHistory.map((inputs) => print(inputs.map((input) => ({ _tag: 'InputLine', input }))))

describe('a history that is played again in the explorer', () => {
  test('keeps the results of the lines before the first changed line, and does not play these lines again', () => {
    fc.assert(
      fc.property(anyText, fc.nat(30), (text, n) => {
        const lines = text.split('\n')
        const place = Math.min(n, lines.length - 1)
        const before = play(text, [])
        const after = play(replaced(lines, place, 'contact Ann @1: private').join('\n'), before)
        for (let index = 0; index < place; index++) expect(after[index]).toBe(before[index])
      }),
    )
  })

  test('has the same results as if no line had been played before', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.nat(30), (one, other, n) => {
        const mixed = [...one.split('\n').slice(0, n), ...other.split('\n').slice(n)].join('\n')
        expect(outcomes(play(mixed, play(one, [])))).toEqual(outcomes(play(mixed, [])))
      }),
    )
  })

  test('keeps its 5,001 contacts if a later line changes', () => {
    const history = [
      'sync-down Acme @1: Industry=Energy',
      '5001 contacts in Acme',
      'sync-down Acme @2: Industry=Retail',
    ]
    const before = play(history.join('\n'), [])
    const after = play(replaced(history, 2, 'sync-down Acme @2: Industry=Mining').join('\n'), before)
    expect(after[1]).toBe(before[1])
    expect(after[2]?.before).toBe(before[1]?.after)
    expect(after[2]).toMatchObject({ result: 'applied', logged: 0, changedFields: ['Industry'] })
  })
})

describe('the hash of a link to the explorer', () => {
  test('can contain any text without lone surrogates', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const wellFormed = text.replace(/\p{Surrogate}/gu, '\ufffd')
        expect(textOfHash(hashOf(text))).toEqual({ _tag: 'Text', text: wellFormed })
        expect(hashOf(text)).toMatch(/^#v1=[\x21-\x7e]*$/)
      }),
    )
  })

  test('is short: six lines of a history take at most 280 characters', () => {
    const text = `sync-down Acme @1: Industry=Electronics
contact Ann @1: in Acme
local edit through Ann: Industry=Biotechnology
local edit through Ann: Industry=Biotechnology
local edit through Ann: Industry=Energy
sync-down Acme @2: Industry=Electronics`
    expect(hashOf(text).length).toBeLessThan(280)
  })
})

test('the explorer plays a file of JSON lines without changing the JSON', () => {
  fc.assert(
    fc.property(
      anyHistory.filter((inputs) => inputs.length > 0),
      (inputs) => {
        const json = inputs.map((input) => JSON.stringify(InputFromJson.encode(input))).join('\n')
        const file = opened(json)
        expect(outcomes(play(file._tag === 'Text' ? file.text : '', []))).toEqual(outcomes(play(json, [])))
      },
    ),
  )
})

describe('the example histories in the explorer', () => {
  const all = [...Object.entries(answers), ...stories.map((story) => [story.title, story] as const)]

  test('contain no wrong line, and open at a line that is an input', () => {
    for (const [, { text, line }] of all) {
      const played = play(text, [])
      expect(played.filter(({ kind }) => kind === 'error').map(({ error }) => error)).toEqual([])
      expect(played[line - 1]?.kind).toBe('input')
    }
  })

  test('answer questions from docs/rules.md', () => {
    const rules = readFileSync('docs/rules.md', 'utf8').replace(/\s+/g, ' ')
    expect(Object.keys(answers).filter((question) => !rules.includes(`**${question}**`))).toEqual([])
  })
})
