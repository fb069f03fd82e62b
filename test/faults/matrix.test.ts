// Runs every fault through every net, and prints a table of the nets that caught each fault.
import { rule } from 'marketo-account-sync/rules'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { laws } from '../laws/laws.js'
import { typeTests } from '../traceability/sources.js'
import { allCases } from '../vectors/files.js'
import type { Fault, Uncaught } from './fault.js'
import { flagOf } from './fault.js'
import { faults } from './faults.js'
import { brokenLaws, conformsTo, failingCases, firstFailingCase, foundIn } from './nets.js'

const forbidden = typeTests('test/types').flatMap((group) => group.forbidden.map((line) => `${group.title}: ${line}`))

const isUncaught = (net: unknown): net is Uncaught => typeof net === 'object' && net !== null && 'not' in net

const rows: Array<ReadonlyArray<string>> = [['fault', 'vectors', 'laws', 'conforms', 'exhaustive']]
const gaps: Array<string> = []
/** Has one boolean for each fault that `conforms` tested. The boolean is `true` if the report suggested the broken rule first. */
const named: Array<boolean> = []

afterAll(() => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? []
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
  process.stdout.write(`${[...lines, ...gaps].map((line) => line.trimEnd()).join('\n')}\n`)
})

const inVectors = (fault: Fault): string => {
  const { vectors } = fault.caughtBy
  if (isUncaught(vectors)) return '-'
  if (vectors === 'case') {
    const failing = firstFailingCase(fault)
    expect(failing).toBeDefined()
    return failing ?? ''
  }
  // According to docs/conformance.md, all cases with the flag of a fault fail under this fault. Other cases can fail too.
  const flagged = allCases.filter(({ flags }) => flags.includes(vectors.flag)).map(({ id }) => id)
  expect(flagged).not.toEqual([])
  expect(failingCases(fault, ({ flags }) => flags.includes(vectors.flag))).toEqual(flagged)
  return `${flagged[0] ?? ''} (${flagged.length})`
}

const inLaws = (fault: Fault): string => {
  const net = fault.caughtBy.laws
  if (isUncaught(net)) return '-'
  if (fault.rule !== 'whole') expect(rule(fault.rule).pinnedBy).toBe('forbidden' in net ? 'type' : 'law')
  if ('forbidden' in net) {
    expect(forbidden).toContain(`${net.title}: ${net.forbidden}`)
    return 'type test'
  }
  expect(net).not.toEqual([])
  expect(brokenLaws(fault, (sentence) => net.includes(sentence))).toEqual(
    laws.map(({ sentence }) => sentence).filter((sentence) => net.includes(sentence)),
  )
  return String(net.length)
}

/**
 * `conforms` takes a second or more for each fault. Ordinary test runs therefore use `conforms` on a few faults, and
 * `npm run test:long` uses `conforms` on all faults.
 */
const isTriedOnConforms = ({ name }: Fault): boolean =>
  inject('fcRuns') >= 1_000 || (faults.findIndex((fault) => fault.name === name) % 8 === 0 && !name.includes('64'))

const inConforms = async (fault: Fault): Promise<string> => {
  const { conforms } = fault.caughtBy
  if (isUncaught(conforms)) return '-'
  if (!isTriedOnConforms(fault)) return 'test:long'
  const report = await conformsTo(fault)
  expect(report).toMatchObject({ _tag: 'Differs' })
  if (report._tag !== 'Differs') return ''
  named.push(report.lookFirstAt === fault.rule)
  return `${report.lookFirstAt ?? ''} in ${report.history.length}`
}

const inExhaustive = (fault: Fault): string => {
  const { exhaustive } = fault.caughtBy
  if (isUncaught(exhaustive)) return '-'
  const [world, inputs] = exhaustive
  expect(foundIn(world, fault)?.history.length).toBe(inputs)
  return `${world}, ${inputs}`
}

describe('a planted fault', { timeout: 120_000 }, () => {
  it.each(faults.map((fault) => [fault.rule, fault.name, fault] as const))(
    'is caught by every kind of test that should catch it: [%s] "%s"',
    async (_rule, name, fault) => {
      rows.push([name, inVectors(fault), inLaws(fault), await inConforms(fault), inExhaustive(fault)])
      for (const [net, caught] of Object.entries(fault.caughtBy))
        if (isUncaught(caught)) gaps.push(`not caught by ${net}: ${name}, because ${caught.not}`)
    },
  )

  it('breaks a rule, and for nine of ten faults, this rule is the first that `conforms` names', () => {
    expect(named.filter((isRight) => isRight).length).toBeGreaterThanOrEqual(Math.floor(named.length * 0.9))
  })
})

describe('the list of faults', () => {
  it('has a unique name for each fault', () => {
    const names = faults.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('has a fault for every law, which shows that every law can fail', () => {
    const named = faults.flatMap(({ caughtBy }) =>
      Array.isArray(caughtBy.laws) ? (caughtBy.laws as ReadonlyArray<string>) : [],
    )
    expect(laws.filter(({ sentence }) => !named.includes(sentence)).map(({ title }) => title)).toEqual([])
    expect(named.filter((sentence) => !laws.some((law) => law.sentence === sentence))).toEqual([])
  })

  it('has a fault for every flag of the test vectors', () => {
    const flags = new Set(allCases.flatMap((one) => one.flags))
    const caught = faults.map(flagOf).filter((flag) => flag !== undefined)
    expect(caught.sort()).toEqual([...flags].sort())
    expect(flags.size).toBe(54)
  })
})
