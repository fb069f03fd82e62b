// Tests the kinds of scenarios. The tests write each input as a letter. A test finds the kind of a scenario by its letters, and
// then compares the inputs one by one.
import type { AccountId, ContactId, Input, Instant, PutPerson } from 'marketo-account-sync'
import { newAccountAndOpportunity } from 'marketo-account-sync'
import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import * as pool from '../../src/testing/Pools.js'
import type { Scenario } from '../../src/testing/Scenarios.js'
import { anyCrowd, anyScenario, populated } from '../../src/testing/Scenarios.js'
import { between } from './sampling.js'

const letters: Readonly<Record<Input['_tag'], string>> = {
  SyncAccount: 'A',
  SyncContact: 'C',
  EditAccountField: 'E',
  PutPerson: 'P',
  ConvertPerson: 'v',
  ConfirmConversion: 'y',
  FailConversion: 'n',
}
const inShort = (scenario: Scenario): string =>
  scenario.map((input) => (typeof input === 'number' ? String(input) : letters[input._tag])).join('')

const scenarios = fc.sample(anyScenario, { seed: 1, numRuns: 3_000 })
const alike = (shape: RegExp): ReadonlyArray<Scenario> => scenarios.filter((scenario) => shape.test(inShort(scenario)))
const share = (part: ReadonlyArray<unknown>, whole: ReadonlyArray<unknown>): number => part.length / whole.length

const isInput = (input: Input | number | undefined): input is Input => typeof input === 'object'
const ofTag =
  <Tag extends Input['_tag']>(tag: Tag) =>
  (input: Input | number | undefined): input is Extract<Input, { _tag: Tag }> =>
    isInput(input) && input._tag === tag
const [accounts, contacts, edits] = [ofTag('SyncAccount'), ofTag('SyncContact'), ofTag('EditAccountField')]
const [puts, converts] = [ofTag('PutPerson'), ofTag('ConvertPerson')]
const [confirms, fails] = [ofTag('ConfirmConversion'), ofTag('FailConversion')]

const [first] = pool.instantPool as readonly [Instant]
const newest = first + 3_000
const [one, two, third] = pool.accountIds as readonly [AccountId, AccountId, AccountId]

const at = (accountId: AccountId | null) => ({ accountId, isDeleted: false })
const deletion = { accountId: null, isDeleted: true }
const contact = (id: ContactId | undefined, place: object, systemModstamp = newest) => ({
  _tag: 'SyncContact',
  at: newest,
  record: { id, ...place, systemModstamp },
})
const account = (id: AccountId | undefined, fields: unknown, systemModstamp = newest, isDeleted = false) => ({
  _tag: 'SyncAccount',
  at: newest,
  record: { id, fields, systemModstamp, isDeleted },
})

const fieldsIn = (input: Input | number | undefined) => (accounts(input) ? input.record.fields : undefined)
const names = ['Name', 'Industry', 'constructor', 'Fax']
const allOf = (fields: object | undefined) => Object.keys(fields ?? {}).sort()
const places = (all: ReadonlyArray<Scenario>, index: number) =>
  new Set(all.map((scenario) => JSON.stringify(contacts(scenario[index]) ? scenario[index].record : null).replace(/"id":"\w+",|,"systemModstamp":\d+/g, ''))) // prettier-ignore

describe('the random scenarios of `conforms`', () => {
  test('usually begin with two accounts: both have all four fields, one has three contacts, and the other has one contact', () => {
    const fields = { Name: 'a', Industry: 'a', constructor: 'a', Fax: 'a' }
    const [a, b, c, d] = pool.contactIds
    expect(populated).toEqual([
      account(one, fields),
      account(two, fields),
      contact(a, at(one)),
      contact(b, at(one)),
      contact(c, at(one)),
      contact(d, at(two)),
    ])
  })

  const shares: ReadonlyArray<readonly [kind: string, shape: RegExp, of19: number]> = [
    ['a conversion', /v/, 7],
    ['an override', /^ACEE?A$/, 4],
    ['a gathering', /^C{6}AC{3,6}A$/, 1],
    ['a return', /^CCCA2$/, 2],
    ['a shared stamp of a contact', /^CC2$/, 1],
    ['an account record that is read again', /^CAEAEA3$/, 3],
    ['an account that returns', /^CAEAE$/, 1],
  ]
  test.each(shares)('have the expected share of the kind "%s"', (_kind, shape, of19) => {
    expect(share(alike(shape), scenarios)).toSatisfy(between((of19 - 0.5) / 19, (of19 + 0.5) / 19))
  })

  test('have no kind except the listed kinds', () => {
    const known = shares.map(([, shape]) => alike(shape).length)
    expect(known.reduce((total, count) => total + count, 0)).toBe(scenarios.length)
  })

  test('of the kind "override" sync an account down, edit the account, sometimes undo the edit, and sync the account down again', () => {
    const overrides = alike(/^ACEE?A$/)
    expect(share(alike(/^ACEEA$/), overrides)).toSatisfy(between(0.4, 0.6))
    for (const scenario of overrides) {
      const [before, moved, edit, ...others] = scenario
      if (!accounts(before) || !contacts(moved) || !edits(edit)) throw new Error('no override')
      const { id, fields } = before.record
      expect(allOf(fields)).toEqual([...names].sort())
      expect([before, moved]).toEqual([account(id, fields), contact(edit.contactId, at(id))])
      expect([one, two]).toContain(id)
      expect(pool.contactIds).toContain(edit.contactId)
      const value = Object.entries(fields).find(([name]) => name === edit.field)?.[1] ?? null
      const after = account(id, fieldsIn(scenario.at(-1)))
      expect(others).toEqual(others.length === 1 ? [after] : [{ ...edit, value }, after])
    }
  })

  test('of the kind "gathering" move all contacts into one account, and later leave no more than three contacts in this account', () => {
    const gatherings = alike(/^C{6}AC{3,6}A$/)
    expect(new Set(gatherings.map(inShort)).size).toBe(4)
    expect(places(gatherings, 9)).toEqual(
      new Set([at(null), deletion, at(third)].map((place) => JSON.stringify(place))),
    )
    for (const scenario of gatherings) {
      const [joined, left] = [scenario.slice(0, 6), scenario.slice(7, -1)]
      const id = accounts(scenario[6]) ? scenario[6].record.id : undefined
      expect([one, two]).toContain(id)
      expect(joined).toEqual(pool.contactIds.map((contactId) => contact(contactId, at(id ?? null))))
      expect(left.map((input) => (contacts(input) ? input.record.id : null))).toEqual(
        pool.contactIds.slice(-left.length),
      )
      expect(places([left], 0)).toEqual(places([left], left.length - 1))
      for (const synced of [scenario[6], scenario.at(-1)]) {
        expect(synced).toEqual(account(id, fieldsIn(synced)))
        expect(allOf(fieldsIn(synced))).toEqual([...names].sort())
      }
    }
  })

  test('of the kind "return" have five inputs: a deletion, a late contact record, a newer contact record, the account, and the newer contact record again', () => {
    const returns = alike(/^CCCA2$/)
    for (const scenario of returns) {
      const [deleted, , , synced] = scenario
      const id = contacts(deleted) ? deleted.record.id : undefined
      const accountId = accounts(synced) ? synced.record.id : null
      expect(pool.contactIds).toContain(id)
      expect(scenario).toEqual([
        contact(id, deletion),
        contact(id, at(accountId), first - 60_000),
        contact(id, at(accountId)),
        account(accountId ?? undefined, fieldsIn(synced)),
        2,
      ])
    }
    expect(new Set(returns.map(([, , , synced]) => (accounts(synced) ? synced.record.id : null)))).toEqual(
      new Set(pool.accountIds),
    )
  })

  test('of the kind "shared stamp" send two contact records with one SystemModstamp, and then repeat the first record', () => {
    const shared = alike(/^CC2$/)
    for (const [before, after] of shared) {
      if (!contacts(before) || !contacts(after)) throw new Error('no shared stamp')
      expect(before).toEqual(contact(after.record.id, { ...before.record, systemModstamp: undefined }))
      expect(after.record.systemModstamp).toBe(first + 2_000)
      expect(places([[before]], 0)).not.toEqual(places([[after]], 0))
      expect(pool.contactIds).toContain(before.record.id)
    }
    const all = new Set([at(null), deletion, at(one)].map((place) => JSON.stringify(place)))
    expect(places(shared, 0)).toEqual(all)
    expect(places(shared, 1)).toEqual(all)
  })

  test('of the kind "further readings" send three variants of an account record, and a local edit before the second and the third variant', () => {
    const kinds = new Set<string>()
    const apart = new Set<number>()
    for (const scenario of alike(/^CAEAEA3$/)) {
      const [moved, ...others] = scenario
      const readings = others.filter(accounts).map(({ record }) => record)
      const [reading, ...further] = readings
      if (!contacts(moved) || reading === undefined) throw new Error('no further readings')
      expect(new Set(readings.map(({ id }) => id))).toEqual(new Set([moved.record.accountId]))
      expect(others.filter(edits).map(({ contactId }) => contactId)).toEqual([moved.record.id, moved.record.id])
      expect(reading.systemModstamp).toBe(newest)
      for (const [n, { fields, isDeleted, masterRecordId, systemModstamp }] of further.entries()) {
        apart.add(systemModstamp - (newest - (2 * n + 2) * 1_000))
        kinds.add(`flag ${String(isDeleted)}`)
        if (masterRecordId !== undefined) kinds.add('master')
        for (const name of names) {
          const [before, after] = [reading.fields, fields].map((one) => new Map(Object.entries(one)).get(name))
          kinds.add(before === after ? 'same' : before === undefined ? 'more' : after === undefined ? 'fewer' : 'other')
        }
      }
    }
    expect([...kinds].sort()).toEqual(
      ['fewer', 'flag false', 'flag true', 'flag undefined', 'master', 'more', 'other', 'same'].sort(),
    )
    expect([...apart].sort((a, b) => a - b)).toEqual([-400, -1, 0, 1, 400])
  })

  test('of the kind "account that returns" delete an account, edit the account, restore the account, and edit the account again', () => {
    for (const scenario of alike(/^CAEAE$/)) {
      const [, deleted, edit] = scenario
      if (!accounts(deleted) || !edits(edit)) throw new Error('no return')
      const { id, fields } = deleted.record
      expect(pool.contactIds).toContain(edit.contactId)
      expect([one, two]).toContain(id)
      expect(scenario).toEqual([
        contact(edit.contactId, at(id)),
        account(id, fields, newest, true),
        edit,
        account(id, fields),
        edit,
      ])
    }
  })
})

describe('a random conversion scenario of `conforms`', () => {
  const conversions = alike(/v/).map((scenario) => {
    const begins = scenario.findIndex(converts)
    const [begun, next] = scenario.slice(begins)
    const isAttemptedFirst = converts(begun) && isDeepStrictEqual({ ...begun, accepts: newAccountAndOpportunity }, next)
    const asked = isAttemptedFirst ? begins + 1 : begins
    return {
      rivals: scenario.slice(0, begins - 1).filter(puts),
      put: scenario[begins - 1] as PutPerson,
      attempts: isAttemptedFirst ? [begun] : [],
      asked: scenario[asked],
      afterwards: scenario.slice(asked + 1).filter((input) => !contacts(input)),
      withRecords: scenario.slice(asked + 1),
      inputs: scenario.slice(begins - 1).filter(isInput),
    }
  })
  const afterwards = conversions.flatMap((one) => one.afterwards)
  const rivals = conversions.flatMap((one) => one.rivals)

  test('begins with a PutPerson of a lead, a deleted lead, or a person outside Salesforce', () => {
    const persons = conversions.map(({ put }) => put.person)
    const isYoung = persons.filter(({ lastName }) => lastName === 'Young')
    const isOfDickenson = persons.filter(({ company }) => company === 'Dickenson plc')
    expect(share(isYoung, persons)).toSatisfy(between(0.5, 0.7))
    expect(share(isOfDickenson, persons)).toSatisfy(between(0.5, 0.7))
    const leads = persons.flatMap(({ sfdc }) => (sfdc._tag === 'SfdcLead' ? [sfdc] : []))
    expect(new Set(persons.map(({ sfdc }) => sfdc._tag))).toEqual(new Set(['NotInSalesforce', 'SfdcLead']))
    expect(share(leads, persons)).toSatisfy(between(0.6, 0.75))
    expect(share(leads.filter(({ isDeleted }) => isDeleted), leads)).toSatisfy(between(0.65, 0.85)) // prettier-ignore
  })

  test('is about one person', () => {
    for (const { put, inputs } of conversions)
      for (const input of inputs.filter((one) => !contacts(one)))
        expect(puts(input) ? input.person.id : 'personId' in input && input.personId).toBe(put.person.id)
  })

  test('sometimes begins with a request that lacks the text of acceptance', () => {
    expect(conversions.filter(({ put, asked }) => !puts(put) || !converts(asked))).toEqual([])
    expect(conversions.filter(({ asked }) => converts(asked) && asked.accepts !== newAccountAndOpportunity)).toEqual([])
    const attempts = conversions.flatMap((one) => one.attempts)
    expect(share(attempts, conversions)).toSatisfy(between(0.7, 0.95))
    expect(share(attempts.filter(({ accepts }) => accepts !== newAccountAndOpportunity), attempts)).toBeGreaterThan(0.8) // prettier-ignore
  })

  test('ends with two to five more inputs, such as answers and new attempts to convert the person', () => {
    expect(new Set(conversions.map((one) => one.afterwards.length))).toEqual(new Set([2, 3, 4, 5]))
    const parts: ReadonlyArray<readonly [ReadonlyArray<unknown>, of16: number]> = [
      [afterwards.filter(confirms), 5],
      [afterwards.filter((input) => confirms(input) && input.account.systemModstamp === first - 60_000), 2],
      [afterwards.filter(fails), 4],
      [afterwards.filter((input) => input === 1), 4],
      [afterwards.filter((input) => converts(input) && input.accepts === newAccountAndOpportunity), 2],
      [afterwards.filter(puts), 1],
    ]
    for (const [part, of16] of parts) expect(share(part, afterwards)).toSatisfy(between((of16 - 0.5) / 16, (of16 + 0.5) / 16)) // prettier-ignore
    expect(afterwards.filter((input) => converts(input) && input.accepts !== newAccountAndOpportunity)).toEqual([])
  })

  test('in one of two cases, contains an answer with the contact of a different person', () => {
    const answered = conversions.filter((one) => one.afterwards.some(confirms))
    const withRivals = answered.filter((one) => one.rivals.length > 0)
    expect(share(withRivals, answered)).toSatisfy(between(0.4, 0.75))
    for (const { rivals: others, afterwards: answers, put } of withRivals) {
      expect(others.map(({ person }) => person.sfdc)).toEqual(
        answers.filter(confirms).map(({ contactId }) => ({ _tag: 'SfdcContact', contactId })),
      )
      expect(others.map((input) => input.at)).toEqual(others.map(() => put.at))
    }
    expect(new Set(rivals.map(({ person }) => person.id)).size).toBeGreaterThan(2)
    expect(conversions.filter((one) => one.rivals.length > 0 && !one.afterwards.some(confirms))).toEqual([])
  })

  test('in one of two cases, contains an old contact record after each answer', () => {
    const answered = conversions.filter((one) => one.afterwards.some(confirms))
    const withOwn = answered.filter((one) => one.withRecords.some(contacts))
    expect(share(withOwn, answered)).toSatisfy(between(0.4, 0.6))
    for (const { withRecords } of withOwn)
      for (const [index, answer] of withRecords.entries())
        if (confirms(answer)) {
          const record = withRecords[index + 1]
          if (!contacts(record)) throw new Error('no record')
          expect([record.record.id, record.record.systemModstamp]).toEqual([answer.contactId, first - 60_000])
        }
    expect(
      new Set(withOwn.map((one) => places([one.withRecords.filter(contacts)], 0)).flatMap((set) => [...set])),
    ).toEqual(new Set([at(null), deletion, at(one)].map((place) => JSON.stringify(place))))
  })
})

describe('a random scenario of `conforms` with many contacts', () => {
  const crowds = fc.sample(anyCrowd, { seed: 1, numRuns: 100 })

  test('has an account with 66 contacts: one to three of these contacts leave, and at most two return', () => {
    expect(new Set(crowds.map(inShort))).toEqual(
      new Set([1, 2, 3].map((left) => `A${'C'.repeat(66)}AE${'C'.repeat(left)}A${'C'.repeat(Math.min(left, 2))}A`)),
    )
    for (const crowd of crowds) {
      expect(new Set(crowd.slice(1, 67).map((input) => (contacts(input) ? input.record.id : ''))).size).toBe(66)
      expect(new Set(crowd.filter(accounts).map(({ record }) => record.id))).toEqual(new Set([one]))
    }
  })
})
