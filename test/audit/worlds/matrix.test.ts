// Tests the minimum scores of `npm run audit:worlds` on one small world.
import { describe, expect, test } from 'vitest'
import { personId } from '../../helpers/values.js'
import { auditOf, inputCases, scoreOfCase, toldCases } from './cases.js'
import { factsFound } from './facts.js'
import { formats } from './files.js'
import type { Behaviour } from './marketo.js'
import { counted } from './score.js'
import { usualCauses } from './truth.js'
import type { World } from './world.js'
import { worldOf } from './world.js'

const worlds = new Map<string, World>()
/** Most cases have the same world, so each world is generated only once. */
const smallWorld = (behaviour: Behaviour): World => {
  const key = JSON.stringify(behaviour)
  const world = worlds.get(key) ?? worldOf(1, 300, behaviour)
  worlds.set(key, world)
  return world
}
const small = smallWorld({})
const scores = Object.values(inputCases).map((each) => [each.name, scoreOfCase(small, each)] as const)

describe('the audit of generated data with known causes', () => {
  test.each(scores)('reports a cause as certain only if it is the true cause (inputs "%s")', (_, score) => {
    expect(counted(score).shownWrong).toBe(0)
  })

  test.each(scores)('names the true cause of every difference (inputs "%s")', (_, { misses }) => {
    expect(misses).toEqual([])
  })

  test.each(scores)(
    'reports no difference where both systems have the same value (inputs "%s")',
    (_, { falseAlarms }) => {
      expect(falseAlarms).toBe(0)
    },
  )
})

/** In a world of this size, rare causes are as rare as in the worlds of `npm run audit:worlds`. */
describe('the audit of generated data with 1,500 accounts', () => {
  const large = worldOf(4, 1_500)
  const scoreOf = (name: 'A' | 'D' | 'H' | 'J') => scoreOfCase(large, inputCases[name])
  const [all, stampsAlone, withEarlier, withStatus] = [scoreOf('A'), scoreOf('D'), scoreOf('H'), scoreOf('J')]

  test('contains at least 20 differences of each cause', () => {
    expect(usualCauses.filter((cause) => (all.byCause.get(cause)?.cells ?? 0) < 20)).toEqual([])
  })

  test.each([
    ['log, SystemModstamps and describe', all, 0.95],
    ['only SystemModstamps', stampsAlone, 0.68],
  ])('names the true cause first for most differences (inputs: %s)', (_, score, floor) => {
    const { first, cells } = counted(score)
    expect(first / cells).toBeGreaterThanOrEqual(floor)
  })

  test.each([
    ['log, SystemModstamps and describe', all, 0.2],
    ['log, SystemModstamps, describe and an earlier export', withEarlier, 0.4],
    ['log, SystemModstamps, describe, an earlier export and Sync Status', withStatus, 0.4],
  ])('is certain about the cause of many differences (inputs: %s)', (_, score, floor) => {
    const { shown, cells } = counted(score)
    expect(shown / cells).toBeGreaterThanOrEqual(floor)
  })

  const withErrors = { inputs: { syncErrors: 5 } }
  const facts = factsFound(large, auditOf(large, withErrors).findings, withErrors.inputs.syncErrors)

  test.each(facts)('finds exactly the records of the class $name', ({ facts: expected, found, wrong }) => {
    expect(expected).toBeGreaterThanOrEqual(20)
    expect([found, wrong]).toEqual([expected, 0])
  })

  test.each(facts.filter(({ causes }) => causes > 0))(
    'names the true cause in each finding of the class $name',
    ({ causes, named }) => {
      expect(named).toBe(causes)
    },
  )

  test('names a sync error as the most likely cause for each record that Sync Errors lists', () => {
    const failed = (name: string) => facts.find((each) => each.name === name)!
    // Without Sync Errors, the audit would name a stale link first for each contact that the sync has read.
    expect(failed('LinkedElsewhere').namedFirst).toBe(failed('LinkedElsewhere').causes)
    expect(failed('SyncFailed').found).toBeGreaterThanOrEqual(20)
  })

  test('reports a cause as certain only if it is the true cause, and always names the true cause', () => {
    const each = [all, stampsAlone, withEarlier, withStatus]
    expect(each.map((score) => counted(score).shownWrong)).toEqual([0, 0, 0, 0])
    expect(each.flatMap(({ misses }) => misses)).toEqual([])
  })
})

describe('an audit with wrong or incomplete inputs', () => {
  // The first case is left out, because it has the inputs A, which other tests use.
  const told = toldCases.slice(1).map((each) => [each.name, scoreOfCase(smallWorld(each.behaviour), each)] as const)

  test.each(told)('reports a cause as certain only if it is the true cause (case "%s")', (_, score) => {
    expect(counted(score).shownWrong).toBe(0)
  })

  test.each(told)(
    'names the true cause of every difference, and reports no other difference (case "%s")',
    (_, { misses }) => {
      expect(misses).toEqual([])
    },
  )
})

describe('the audit of half of the people', () => {
  const absent = [...auditOf(small, { inputs: { halfOfPeople: true } }).findings].filter(
    ({ _tag }) => _tag === 'NoPeople' || _tag === 'ContactMissing',
  )

  test('never rules out an incomplete file of people if the options do not mention the missing half', () => {
    expect(absent.length).toBeGreaterThan(small.truth.facts.missing.size)
    expect(absent.filter(({ alternatives }) => !alternatives.includes('ExportIncomplete'))).toEqual([])
  })
})

describe('the audit of people without SFDC Account Id and Contact Company', () => {
  const { staleLinks, moving, linkedToMerged, sharedRows } = small.truth.facts
  const found = [...auditOf(small, { inputs: { links: 'none' } }).findings].flatMap(({ _tag, people }) =>
    _tag === 'LinkUnclear' ? people : [],
  )

  test('finds every person whom Marketo and Salesforce link to different accounts', () => {
    const former = [...staleLinks, ...moving, ...linkedToMerged]
    expect(former.filter((id) => !found.includes(personId(id)))).toEqual([])
  })

  test('if the link of a person is the same in both systems, finds the person only because of a shared company row', () => {
    const others = found.filter((id) => ![staleLinks, moving, linkedToMerged].some((ids) => ids.has(id)))
    expect(others.filter((id) => !sharedRows.has(id))).toEqual([])
    expect(others.length).toBe(sharedRows.size / 2)
  })
})

describe('the audit of the same data in different export formats', () => {
  const findingsIn = (format: (typeof formats)[number]) =>
    [...auditOf(small, { inputs: { format } }).findings].map((finding) => JSON.stringify(finding)).sort()
  const expected = findingsIn(formats[0]!)

  test.each(formats.slice(1).map((format) => [format.name, format] as const))(
    'gives the same findings in the format "%s"',
    (_, format) => {
      expect(findingsIn(format)).toEqual(expected)
    },
  )
})
