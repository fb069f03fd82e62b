// What the arbitraries of answers and outcomes promise beyond being well-formed: each form comes, and about how often.
import * as core from 'marketo-account-sync'
import type { LogQuestion } from 'marketo-account-sync/questions'
import * as any from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { between, counted, lengths, made, share, usual } from './sampling.js'

const [firstInstant, lastInstant] = [Date.parse('0000-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]

describe('a conversion that is asked about', () => {
  test('is of a person of a company that up to three accounts are called, however it is written', () => {
    const previews = made(any.anyWillConvert)
    const names = previews.map(({ sameName }) => sameName.map(({ name }) => name))
    const leads = previews.flatMap(({ asks }) => asks.filter((one) => one._tag === 'CreateLead'))
    expect([...usual(names.flat())].sort()).toEqual([' Dickenson plc ', 'Dickenson plc', 'dickenson PLC'])
    expect(lengths(names)).toEqual([0, 1, 2, 3])
    expect(new Set(leads.map(({ lastName, company }) => `${lastName}, ${company}`))).toEqual(
      new Set(['Young, Dickenson plc']),
    )
    expect(share(previews, ({ asks }) => asks.length === 2)).toSatisfy(between(0.5, 0.9))
  })

  test('is refused for each reason about as often', () => {
    const refused = made(any.anyWillRefuse).map(({ refusal }) => refusal._tag)
    const reasons = [...new Set(refused)]
    expect(reasons.length).toBe(6)
    for (const reason of reasons) expect(share(refused, (one) => one === reason)).toSatisfy(between(0.1, 0.25))
  })
})

describe('the rare comes often enough:', () => {
  const shares = (kinds: ReadonlyArray<string>): Readonly<Record<string, number>> =>
    Object.fromEntries([...counted(kinds)].map(([kind, count]) => [kind, count / kinds.length]))

  test('explanations of a value that an edit or an earlier record has left, and of none', () => {
    const { ShownSynced, ShownKept, ShownEdited } = shares(made(any.anyExplanation).map(({ _tag }) => _tag))
    expect(ShownSynced).toSatisfy(between(0.2, 0.4))
    expect(ShownKept).toSatisfy(between(0.17, 0.4))
    expect(ShownEdited).toSatisfy(between(0.08, 0.3))
    expect(shares(made(any.anyNotShown).map(({ why }) => why))['never carried']).toSatisfy(between(0.05, 0.2))
  })

  test('inputs that log, that ask something of Salesforce, that do neither, are refused, or have to wait', () => {
    const kindOf = (outcome: any.Outcome) => {
      if ('refusal' in outcome) return 'refused'
      if ('deferral' in outcome) return 'deferred'
      return `${outcome.activities.length > 0 ? 'logs' : ''}${outcome.toSalesforce.length > 0 ? 'asks' : ''}`
    }
    const ofOutcomes = shares(made(any.anyOutcome).map(kindOf))
    const ofEffects = shares(made(any.anyEffects).map(kindOf))
    expect(Object.keys(ofOutcomes).sort()).toEqual(['', 'asks', 'deferred', 'logs', 'refused'])
    expect(Math.min(...Object.values(ofOutcomes))).toBeGreaterThan(0.08)
    expect(Object.keys(ofEffects).sort()).toEqual(['', 'asks', 'logs'])
    expect(Math.min(...Object.values(ofEffects))).toBeGreaterThan(0.18)
  })
})

describe('a moment', () => {
  test('is an input that is taken, refused or deferred, and Marketo before it and after its events', () => {
    const moments = made(any.anyMoment, 300)
    expect(new Set(moments.map(({ decided }) => decided._tag))).toEqual(new Set(['Left', 'Right']))
    for (const { input, before, events, after } of moments) {
      expect(core.Instant.is(input.at)).toBe(true)
      expect(core.eqMarketo.equals(core.replay(events)(before), after)).toBe(true)
    }
  })
})

describe('a question about the log', () => {
  test('is mostly of all time; else from one instant to the same or a later one, or from the last one there is', () => {
    const questions = made(any.anyLogQuestion)
    const isAllTime = ({ from, until }: LogQuestion) => from === firstInstant && until === lastInstant
    const isOver = ({ from, until }: LogQuestion) => from === lastInstant && until === lastInstant
    const spans = questions.filter((question) => !isAllTime(question) && !isOver(question))
    expect(share(questions, isAllTime)).toSatisfy(between(0.65, 0.85))
    expect(share(questions, isOver)).toSatisfy(between(0.06, 0.2))
    expect(spans.length / questions.length).toSatisfy(between(0.06, 0.2))
    expect(spans.filter(({ from, until }) => !core.Instant.is(from) || !core.Instant.is(until))).toEqual([])
    expect(spans.filter(({ from, until }) => from > until)).toEqual([])
    expect(spans.some(({ from, until }) => from === until)).toBe(true)
    expect(spans.some(({ from, until }) => from < until)).toBe(true)
  })
})
