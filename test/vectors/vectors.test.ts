import { ruleIds } from 'marketo-account-sync/rules'
import { reference } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'
import { flagOf } from '../faults/fault.js'
import { faults } from '../faults/faults.js'
import { oracleSubject } from '../oracle/subject.js'
import type { Case } from './files.js'
import { allCases, isHistory, isUndecodable, rawFiles, schema } from './files.js'
import { differencesIn, sceneOutcomes, subjectOf } from './run.js'
import { problemsIn } from './validate.js'

const rulesOf = (cases: ReadonlyArray<Case>): ReadonlySet<string> => new Set(cases.map((one) => one.rule))
const refuses = (one: Case): boolean => !isHistory(one) && 'refusal' in one.then
const applies = (one: Case): boolean =>
  !isHistory(one) && !('refusal' in one.then) && !('deferral' in one.then) && !isUndecodable(one)

describe('the files of the test vectors', () => {
  it('fit their schema, and every input in them decodes', () => {
    expect(problemsIn(rawFiles)).toEqual([])
  })

  it('name every rule and every fault flag, and name no other rules or flags', () => {
    const flags = faults.map(flagOf).filter((flag) => flag !== undefined)
    expect([...schema.$defs.rule.enum].sort()).toEqual([...ruleIds].sort())
    expect([...schema.$defs.flag.enum].sort()).toEqual(flags.sort())
  })

  it('have a refused case and an applied case for every rule that can refuse an input', () => {
    const refusing = new Set(
      allCases.flatMap((one) => (!isHistory(one) && 'refusal' in one.then ? [String(one.then.refusal['rule'])] : [])),
    )
    const applied = rulesOf(allCases.filter(applies))
    const refused = rulesOf(allCases.filter(refuses))
    expect(refusing.size).toBe(9)
    expect([...refusing].filter((id) => !applied.has(id) || !refused.has(id))).toEqual([])
  })

  it('have a case for every kind of refusal', () => {
    const tags = new Set(
      allCases.flatMap((one) => (!isHistory(one) && 'refusal' in one.then ? [one.then.refusal['_tag']] : [])),
    )
    expect([...tags].sort()).toEqual(schemaRefusals())
  })

  it('set up each case with inputs that are neither refused nor deferred', () => {
    const unfit = allCases.filter((one) =>
      sceneOutcomes(subjectOf({ implementation: reference }))(one).some((outcome) => !('activities' in outcome)),
    )
    expect(unfit.map(({ id }) => id)).toEqual([])
  })
})

const schemaRefusals = (): ReadonlyArray<string> => {
  const { refusal } = schema.$defs as unknown as {
    refusal: { oneOf: ReadonlyArray<{ properties: { _tag: { const: string } } }> }
  }
  return refusal.oneOf.map(({ properties }) => properties._tag.const).sort()
}

const words = (id: string): string => id.slice(id.indexOf('/') + 1).replaceAll('-', ' ')

describe('the library and the oracle (a second implementation)', () => {
  it.each(allCases.map((one) => [one.rule, words(one.id), one] as const))(
    'both agree with the test vector [%s] "%s"',
    (_rule, _words, one) => {
      expect(differencesIn(subjectOf({ implementation: reference }))(one)).toEqual([])
      expect(differencesIn(oracleSubject)(one)).toEqual([])
    },
  )
})
