// Every type that the package exports has an arbitrary, or docs/testing.md says why it has none.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { publicTypes } from './publicTypes.js'

const page = readFileSync(new URL('../../docs/testing.md', import.meta.url), 'utf8')
const [, section = ''] = page.split('### Types without an arbitrary')

/** The rows of the table: the types that have no arbitrary, and why. */
const rows = [...section.matchAll(/^\| (`.*?) +\| (.*?) +\|$/gm)].map(([, types = '', reason = '']) => ({
  names: [...types.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  reason,
}))
const excepted = rows.flatMap(({ names }) => names)

describe('the public types', () => {
  const types = publicTypes()
  const without = types.filter(({ arbitraries }) => arbitraries.length === 0).map(({ name }) => name)

  test('are found, with the arbitraries that make them', () => {
    expect(types.length).toBeGreaterThan(150)
    expect(types).toContainEqual({ name: 'Preview', arbitraries: ['anyPreview'] })
  })

  test('each have an arbitrary, or a reason in docs/testing.md', () => {
    expect(without.filter((name) => !excepted.includes(name))).toEqual([])
  })

  test('are excepted once, for a reason, and only where there is no arbitrary', () => {
    expect([...excepted].sort()).toEqual(without)
    expect(rows.filter(({ reason }) => !reason.includes(' '))).toEqual([])
  })

  test('give their arbitrary its name, but for the page of two kinds of record', () => {
    const otherwise = types.filter(
      ({ name, arbitraries }) => arbitraries.length > 0 && !arbitraries.includes(`any${name}`),
    )
    expect(otherwise).toEqual([{ name: 'RecordPage', arbitraries: ['anyAccountRecordPage', 'anyContactRecordPage'] }])
  })
})
