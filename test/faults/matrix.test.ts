import { rule } from 'marketo-account-sync/rules'
import { reference } from 'marketo-account-sync/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { typeTests } from '../traceability/sources.js'
import { brokenLaw, conformsTo, failingCases } from './catch.js'
import { wrongs } from './wrongs.js'
import { allCases } from '../vectors/files.js'

/** More than a system needs to be tested: the rarest mistake must show. */
const histories = 1_000

const forbidden = typeTests('test/types').flatMap((group) => group.forbidden.map((line) => `${group.title}: ${line}`))

const rows: Array<Readonly<Record<string, string>>> = []

afterAll(() => {
  process.stdout.write(`${table(rows)}\n`)
})

const table = (all: ReadonlyArray<Readonly<Record<string, string>>>): string => {
  const heads = Object.keys(all[0] ?? {})
  const lines = [heads, ...all.map((row) => heads.map((head) => row[head] ?? ''))]
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

// A mistake takes a fraction of a second; a loaded machine may take its time.
describe('vectors, laws and conforms each catch every mistake of the gallery', { timeout: 60_000 }, () => {
  it.each(wrongs.map((wrong) => [wrong.rule, wrong.name, wrong] as const))('[%s] %s', async (_rule, name, wrong) => {
    // As docs/conformance.md says: a case fails for each mistake that its flags name. It may fail for others too.
    const flagged = allCases.filter(({ flags }) => flags.includes(name)).map(({ id }) => id)
    const failing = failingCases(wrong, (flags) => flags.includes(name))
    const typeTest = wrong.typeTest === undefined ? undefined : `${wrong.typeTest.title}: ${wrong.typeTest.forbidden}`
    const law = typeTest ?? brokenLaw(wrong, wrong.rule)
    const report = await conformsTo(wrong, histories)
    rows.push({
      mistake: name,
      vectors: `${failing[0] ?? 'NOT CAUGHT'} (${failing.length})`,
      conforms: report._tag === 'Differs' ? `${report.rule ?? 'no answer'} in ${report.history.length}` : 'NOT CAUGHT',
      'law, or type': law === undefined ? 'NOT CAUGHT' : typeTest === undefined ? law : `type: ${law}`,
    })
    expect(flagged).not.toEqual([])
    expect(failing).toEqual(flagged)
    expect(typeTest === undefined ? 'law' : 'type').toBe(rule(wrong.rule).pinnedBy)
    expect(law).toContain(`[${wrong.rule}] `)
    expect(typeTest === undefined || forbidden.includes(typeTest)).toBe(true)
    expect(report).toMatchObject({ _tag: 'Differs', rule: wrong.rule })
  })

  it('and conforms finds no fault with the reference', async () => {
    expect(await conformsTo({ implementation: reference }, 200)).toMatchObject({ _tag: 'Conforms', histories: 200 })
  })
})
