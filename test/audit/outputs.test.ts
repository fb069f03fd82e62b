// Tests findings as JSON, findings as sentences, and the comparison of two audits.
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { decodeErrors } from 'marketo-account-sync'
import type { Finding } from 'marketo-account-sync/audit'
import { compareAudits, FindingFromJson, findingSentence } from 'marketo-account-sync/audit'
import { nthAccountId, nthContactId } from '../helpers/values.js'
import { classes, sampleFindings } from './samples.js'
import { account, background, cellsOf, contact, edited, findingsIn, march, shows, synced, together } from './world.js'

const samples = sampleFindings()

describe('the JSON of an audit finding', () => {
  test.each(classes)('is decoded to an equal finding: %s', (name) => {
    const findings = samples.get(name) ?? []
    expect(findings.length).toBeGreaterThan(0)
    for (const finding of findings) {
      const text = JSON.stringify(FindingFromJson.encode(finding))
      expect(FindingFromJson.decode(JSON.parse(text))).toEqual(E.right(finding))
      expect(FindingFromJson.is(finding)).toBe(true)
    }
  })

  const json = { ...FindingFromJson.encode(samples.get('LocalEditStands')![0]!) }
  const errorsOf = (changed: object) => {
    const decoded = FindingFromJson.decode({ ...json, ...changed })
    return E.isLeft(decoded) ? decodeErrors(decoded.left).map(({ path }) => path) : []
  }

  test.each([
    ['an unknown class', { _tag: 'Magic' }, '_tag'],
    ['an unknown cause', { alternatives: ['Magic'] }, 'alternatives.0'],
    ['an unknown rule', { rule: 'sync.magic' }, 'rule'],
    ['a person that is not a number', { people: ['7'] }, 'people.0'],
    ['evidence without a tag', { evidence: [{}] }, 'evidence.0._tag'],
    ['an account id with a wrong suffix', { accountId: '001Aw0000000001AAB' }, 'accountId'],
    [
      'alternatives of a finding that is certain',
      { certainty: 'shown', alternatives: ['Unexplained'] },
      'alternatives',
    ],
    ['an open finding without alternatives', { certainty: 'open', alternatives: [] }, 'alternatives'],
  ])('is rejected with the path of the mistake: %s', (_, changed, path) => {
    expect(errorsOf(changed)).toEqual([path])
  })
})

describe('the text of an audit finding', () => {
  test.each(classes)('is one line of complete sentences: %s', (name) => {
    for (const finding of samples.get(name) ?? []) {
      const text = findingSentence(finding)
      expect(text).toMatch(/^[A-Z].*[.\]]$/)
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\n| {2}|\.\.(?!\.)|\.,|: \./)
    }
  })

  test('names the local edit as the cause, and states the evidence and what happens next', () => {
    const rows = together(background('Industry'), {
      accounts: [account(1, { Industry: 'Energy' }, { systemModstamp: march(5) })],
      contacts: [contact(1, 1)],
      people: [shows(1, 1, { Industry: 'Food' })],
      changes: [edited(1, march(10), 'Industry', 'Energy', 'Food')],
    })
    const [finding] = cellsOf(1, findingsIn(rows))
    expect(findingSentence(finding!)).toBe(
      `Salesforce has "Energy" in Industry of account ${nthAccountId(1)}, and Marketo shows "Food" for 1 person. ` +
        'The cause is a local edit in Marketo that no sync-down has overridden. ' +
        'Somebody last changed the field from "Energy" to "Food" on 2026-03-10 00:00:00 UTC, according to the log of person 1. ' +
        'The record was last updated on 2026-03-05 00:00:00 UTC. ' +
        'According to the log, the sync has read the records until 2026-03-29 23:43:57 UTC (our reading). ' +
        'The log begins on 2026-03-02 00:00:00 UTC. ' +
        'The next sync-down that contains Industry overrides the value in Marketo. [edit.until-override]',
    )
  })

  test('states that the cause is open, and lists the possible causes', () => {
    const rows = { accounts: [account(1, { Industry: 'Energy' })], people: [shows(1, 1, { Industry: 'Food' })] }
    const [finding] = findingsIn(rows)
    expect(findingSentence(finding!)).toContain(
      'The cause is open. The most likely is a local edit in Marketo that no sync-down has overridden. It could also be ',
    )
  })

  test('gives the reason why the sync leaves out a field', () => {
    const rows = { accounts: [account(1, { Fax: '1' })], people: [shows(1, 1, { Fax: null })] }
    expect(findingSentence(findingsIn(rows)[0]!)).toContain('The reason: the sync ignores the field.')
  })
})

describe('the comparison of two audits', () => {
  const rows = (shown: Readonly<Record<number, string>>) => ({
    accounts: [1, 2, 3].map((n) => account(n, { Industry: 'Energy' }, { systemModstamp: march(5) })),
    contacts: [1, 2, 3].map((n) => contact(n, n)),
    people: [1, 2, 3].map((n) => shows(n, n, { Industry: shown[n] ?? 'Energy' })),
  })
  const idsOf = (findings: ReadonlyArray<Finding>) =>
    findings.map((finding) => ('accountId' in finding ? finding.accountId : null))

  test('lists the new findings, the findings that are gone, and the findings that stayed', () => {
    const { came, went, stayed } = compareAudits(
      findingsIn(rows({ 1: 'Food', 2: 'Food' })),
      findingsIn(rows({ 2: 'Food', 3: 'Food' })),
    )
    expect(idsOf(came)).toEqual([nthAccountId(3)])
    expect(idsOf(went)).toEqual([nthAccountId(1)])
    expect(idsOf(stayed.map(({ later }) => later))).toEqual([nthAccountId(2)])
  })

  test('recognises a difference in both audits if the later audit finds another cause for it', () => {
    const earlier = findingsIn(rows({ 1: 'Food' }))
    const later = findingsIn(
      together(background('Industry'), rows({ 1: 'Food' }), {
        changes: [synced(1, march(20), 'Industry', 'x', 'Energy')],
      }),
    )
    const { stayed, came, went } = compareAudits(earlier, later)
    expect(stayed.map((each) => [each.earlier._tag, each.later._tag])).toEqual([['LocalEditStands', 'Unexplained']])
    expect([came, went]).toEqual([[], []])
  })

  test('finds nothing new and nothing gone if both audits are the same', () => {
    const findings = [...samples.values()].flat()
    const { came, went, stayed } = compareAudits(findings, findings)
    expect([came, went]).toEqual([[], []])
    expect(stayed.map(({ later }) => later)).toEqual(findings)
    for (const { earlier, later } of stayed) expect(earlier).toBe(later)
  })

  test('recognises a finding about a record in both audits, even if the people in the finding differ', () => {
    const withPeople = (...people: ReadonlyArray<number>) =>
      findingsIn({
        accounts: [account(1, {})],
        contacts: [contact(1, 1)],
        people: people.map((n) => shows(n, 1, {}, { sfdcContactId: nthContactId(1) })),
      })
    expect(compareAudits(withPeople(1, 2), withPeople(2, 3)).stayed).toHaveLength(1)
  })
})
