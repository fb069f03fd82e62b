// Tests that the `simulate` command behaves as docs/inputs.md describes.
import * as E from 'fp-ts/lib/Either.js'
import { defaultSettings } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { simulate } from './scripts.js'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const page = read('docs/inputs.md')
const blocks = (language: string): ReadonlyArray<string> =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map((match) => match[1] ?? '')
const [applied = '', mixed = '', printed = ''] = blocks('jsonl')
const linesOf = (text: string): ReadonlyArray<string> => text.trimEnd().split('\n')
const tagOf = (line: string): unknown => (JSON.parse(line) as { readonly _tag: unknown })._tag

describe('docs/inputs.md', () => {
  it('has an example for every input in its table', () => {
    const named = [...page.matchAll(/^\| `([A-Z]\w+)` +\|/gm)].map((match) => match[1])
    expect(named).toHaveLength(7)
    expect([...new Set(linesOf(applied).map(tagOf))].sort()).toEqual([...named].sort())
    for (const line of linesOf(applied)) expect(E.isRight(InputFromJson.decode(JSON.parse(line)))).toBe(true)
  })

  it('shows a history in which every line is applied', async () => {
    const { code, out } = await simulate(['-', '--json'], applied)
    const steps = linesOf(out).slice(0, -1)
    expect(code).toBe(0)
    expect(steps).toHaveLength(linesOf(applied).length)
    for (const step of steps) expect(step).toContain('"events":[{')
  })

  it('shows exactly the output of `simulate --json`', async () => {
    const { code, out } = await simulate(['-', '--json'], mixed)
    expect([code, out]).toEqual([2, printed])
  })

  it('states correctly that `--quiet` leaves out exactly the lines of applied inputs', async () => {
    const { code, out } = await simulate(['-', '--json', '--quiet'], mixed)
    const isApplied = (_: string, at: number): boolean => [4, 5, 6].includes(at + 1)
    expect([code, linesOf(out)]).toEqual([2, linesOf(printed).filter((line, at) => !isApplied(line, at))])
  })

  it('lists the same exit codes as the script', () => {
    const codes = (text: string) =>
      [...text.matchAll(/^(?: \* )?\| +(\d+) \| (.*?) +\|$/gm)].map(([, code, meaning]) => [code, meaning])
    expect(codes(page)).toEqual(codes(read('docs/examples/simulate.ts')))
    expect(codes(page)).toHaveLength(4)
  })

  it('shows the default settings and explains each setting', () => {
    const shown = JSON.parse(blocks('json')[0] ?? '') as Record<string, Record<string, unknown>>
    expect(SettingsFromJson.encode(defaultSettings)).toEqual(shown)
    const keys = Object.entries(shown).flatMap(([part, values]) => Object.keys(values).map((key) => `${part}.${key}`))
    expect([...page.matchAll(/^\| `((?:instance|readings)\.\w+)` +\|/gm)].map((match) => match[1])).toEqual(keys)
  })
})
