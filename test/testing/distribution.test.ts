// Tests the values that the arbitraries usually generate, and the frequency of rare values.
import { furtherValues } from 'marketo-account-sync'
import fc from 'fast-check'
import * as core from 'marketo-account-sync'
import * as any from 'marketo-account-sync/testing'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { between, frequent, lengths, sampleOf, share } from './sampling.js'

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, n) => total + n, 0)

describe('the random values of the test kit', () => {
  test.each<readonly [name: string, arbitrary: fc.Arbitrary<unknown>, few: number, is: (value: unknown) => boolean]>([
    ['accounts', any.anyAccountId, 3, core.AccountId.is],
    ['contacts', any.anyContactId, 6, core.ContactId.is],
    ['users', any.anyUserId, 2, core.UserId.is],
    ['opportunities', any.anyOpportunityId, 3, core.OpportunityId.is],
    ['persons', any.anyPersonId, 3, core.PersonId.is],
    ['instants', any.anyInstant, 7, core.Instant.is],
    ['names of fields', any.anyFieldName, 4, core.FieldName.is],
    ['values of fields', any.anyFieldValue, 9, core.FieldValue.is],
  ])(
    '%s come from a small pool in most cases, and from all possible values in a few cases',
    (_name, arbitrary, few, is) => {
      const values = sampleOf(arbitrary, 3_000)
      const common = frequent(values)
      expect(values.filter((value) => !is(value))).toEqual([])
      expect(common.size).toBe(few)
      expect(share(values, (value) => common.has(value))).toSatisfy(between(0.94, 0.99))
      expect(new Set(values).size).toBeGreaterThan(few + 30)
    },
  )

  test('include ids of records: six in seven are ids of users, and the others are ids of a queue or of any object', () => {
    const ids = sampleOf(any.anySalesforceId)
    expect(ids.filter((id) => !core.SalesforceId.is(id))).toEqual([])
    expect(share(ids, core.UserId.is)).toSatisfy(between(0.8, 0.92))
    expect(share(ids, (id) => id.startsWith('00G'))).toSatisfy(between(0.08, 0.2))
    expect(ids.some((id) => !core.UserId.is(id) && !id.startsWith('00G'))).toBe(true)
  })

  test('include seven frequent instants within three seconds, and rare instants from 1970 to 2099', () => {
    const instants = sampleOf(any.anyInstant, 3_000)
    const [first = 0, ...rest] = [...frequent(instants)].sort()
    expect(rest).toEqual([500, 1_000, 1_500, 2_000, 2_500, 3_000].map((later) => first + later))
    expect(share(instants, (instant) => instant % 1_000 === 0)).toSatisfy(between(0.75, 0.9))
    expect(Math.min(...instants)).toSatisfy(between(Date.UTC(1970, 0), Date.UTC(1980, 0)))
    expect(Math.max(...instants)).toSatisfy(between(Date.UTC(2090, 0), Date.UTC(2100, 0)))
  })

  test('include the frequent field names Name, Industry, constructor and Fax, and rare random field names', () => {
    const names = sampleOf(any.anyFieldName, 3_000)
    expect(frequent(names)).toEqual(new Set(['Name', 'Industry', 'constructor', 'Fax']))
    expect(names.some((name) => /^[A-Za-z][A-Za-z0-9_]{9,}$/.test(name))).toBe(true)
  })

  test('include frequent field values such as "a", null and zero, and rare random strings and numbers', () => {
    const values = sampleOf(any.anyFieldValue, 3_000)
    const common = frequent(values)
    const others = values.filter((value) => !common.has(value))
    expect(common).toEqual(new Set(['a', 'b', null, '', 0, false, 'A', 1, true]))
    expect(new Set(others.map((value) => typeof value))).toEqual(new Set(['string', 'number']))
  })

  // The sample is large, because a wrong generator would make such a number only about once in a hundred thousand values.
  test('never include NaN, an infinite number or minus zero as a field value', () => {
    const numbers = sampleOf(any.anyFieldValue, 300_000).filter((value) => typeof value === 'number')
    expect(numbers.filter((n) => !Number.isFinite(n) || Object.is(n, -0))).toEqual([])
    expect(new Set(numbers).size).toBeGreaterThan(2_500)
  })

  test('include the empty string, a space, one letter, a lone surrogate, __proto__, and random Unicode strings', () => {
    const texts = sampleOf(any.anyText)
    expect(frequent(texts)).toEqual(new Set(['', ' ', 'a', '\ud800', '__proto__']))
    expect(share(texts, (text) => /[^\0-\u00ff]/.test(text) && text !== '\ud800')).toSatisfy(between(0.3, 0.5))
  })

  test('include missing, blank and non-blank names of persons', () => {
    const names = sampleOf(any.anyName, 3_000)
    expect(frequent(names)).toEqual(new Set([null, '', ' ', 'a', 'Young', 'Dickenson plc', ' Young ']))
    // The names contain all characters that `trim` removes, and some characters that only other programming languages treat as
    // white space.
    const inNames = new Set(names.flatMap((name) => Array.from(name ?? '')))
    const all = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code))
    expect(all.filter((character) => character.trim() === '' && !inNames.has(character))).toEqual([])
    expect(['\u001c', '\u001f', '\u0085', '\u180e', '\u200b'].filter((one) => !inNames.has(one))).toEqual([])
  })

  test('include the right text of acceptance, similar texts, and any text', () => {
    expect(frequent(sampleOf(any.anyAcceptance))).toEqual(
      new Set([
        'new account and opportunity',
        'New account and opportunity',
        'new account and opportunity ',
        'new account',
        'yes',
        '',
        ' ',
        'a',
        '\ud800',
        '__proto__',
      ]),
    )
  })

  test('usually have the conversion status "Qualified" and the failure reason REQUIRED_FIELD_MISSING', () => {
    expect(frequent(sampleOf(any.anyConversionTerms).map((terms) => terms.convertedStatus))).toEqual(
      new Set(['Qualified']),
    )
    expect(frequent(sampleOf(any.anyConvertPerson).map((convert) => convert.convertedStatus))).toEqual(
      new Set(['Qualified']),
    )
    expect(frequent(sampleOf(any.anyFailConversion).map(({ reason }) => reason))).toEqual(
      new Set(['REQUIRED_FIELD_MISSING']),
    )
  })
})

describe('the random inputs of the test kit', () => {
  test('contain records with up to five fields, and each usual field occurs in four of five records', () => {
    const fields = sampleOf(any.anyFields, 3_000)
    for (const name of ['Name', 'Industry', 'constructor', 'Fax'])
      expect(share(fields, (one) => Object.hasOwn(one, name))).toSatisfy(between(0.7, 0.85))
    expect(lengths(fields.map((one) => Object.keys(one)))).toEqual([0, 1, 2, 3, 4, 5])
    expect(fields.flatMap((one) => Object.values(one))).not.toContain(undefined)
  })

  test('have settings whose activity cap is 0 to 3 in five of six cases, and never above 8', () => {
    const caps = sampleOf(any.anyInstance).map(({ activityCap }) => activityCap)
    expect(share(caps, (cap) => cap <= 3)).toSatisfy(between(0.75, 0.95))
    expect([...new Set(caps)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  })

  test.each(['hiddenFields', 'formulaFields'] as const)(
    'have settings with one or two %s in one of four cases',
    (key) => {
      const hidden = sampleOf(any.anyInstance).map((instance) => instance[key])
      expect(share(hidden, (names) => names.length > 0)).toSatisfy(between(0.15, 0.35))
      expect(lengths(hidden)).toEqual([0, 1, 2])
      expect(new Set(hidden.flat())).toEqual(
        new Set(['Name', 'Industry', 'constructor', 'Fax', 'name', 'industry', 'fax']),
      )
    },
  )

  test('contain IsDeleted = true in one of six records', () => {
    const oneInSix = between(0.1, 0.25)
    expect(share(sampleOf(any.anyAccountRecord), ({ isDeleted }) => isDeleted === true)).toSatisfy(oneInSix)
    expect(share(sampleOf(any.anyContactRecord), ({ isDeleted }) => isDeleted)).toSatisfy(oneInSix)
  })

  test('have the accountId null in one of seven contact records', () => {
    expect(share(sampleOf(any.anyContactRecord), ({ accountId }) => accountId === null)).toSatisfy(between(0.08, 0.25))
  })

  test('contain the exact text of acceptance in six of seven requests', () => {
    const converts = sampleOf(any.anyConvertPerson)
    expect(share(converts, ({ accepts }) => accepts === core.newAccountAndOpportunity)).toSatisfy(between(0.8, 0.95))
  })

  test('are balanced: half of the leads are deleted, half of the converting persons were leads, half of the failures are at the sync', () => {
    const half = between(0.4, 0.6)
    expect(share(sampleOf(any.anySfdcLead), ({ isDeleted }) => isDeleted)).toSatisfy(half)
    expect(share(sampleOf(any.anyConverting), ({ from }) => from._tag === 'SfdcLead')).toSatisfy(half)
    expect(share(sampleOf(any.anyFailConversion), ({ failedAt }) => failedAt === 'sync')).toSatisfy(half)
  })
})

describe('the random Marketo states of the test kit', () => {
  test('contain local edits in three of five accounts, and often several values for one SystemModstamp', () => {
    const accounts = sampleOf(any.anyAccount, 3_000)
    expect(share(accounts, ({ broughtAtStamp }) => furtherValues(broughtAtStamp).length > 0)).toSatisfy(
      between(0.2, 0.9),
    )
    expect(lengths(accounts.map(({ localEdits }) => localEdits))).toEqual([0, 1, 2, 3])
    expect(share(accounts, ({ localEdits }) => localEdits.length > 0)).toSatisfy(between(0.55, 0.65))
    expect(new Set(accounts.map(({ isDeleted }) => isDeleted))).toEqual(new Set([true, false]))
  })

  test('contain no field that the sync ignores', () => {
    expect(sampleOf(any.anyAccount, 3_000).filter(({ synced }) => Object.hasOwn(synced, 'Fax'))).toEqual([])
  })

  test('store one to three records of each contact, or no record if a conversion created the contact', () => {
    const contacts = sampleOf(any.anyContact, 3_000)
    expect(lengths(contacts.map(({ appliedAtStamp }) => appliedAtStamp))).toEqual([0, 1, 2, 3])
    expect(share(contacts, ({ appliedAtStamp }) => appliedAtStamp.length === 0)).toSatisfy(between(0.1, 0.25))
    expect(contacts.filter((one) => one.appliedAtStamp.length === 0 && one._tag !== 'LiveContact')).toEqual([])
    for (const { id, appliedAtStamp } of contacts) {
      expect(appliedAtStamp.filter((record) => record.id !== id)).toEqual([])
      expect(new Set(appliedAtStamp.map(({ systemModstamp }) => systemModstamp)).size).toBeLessThan(2)
    }
  })

  test('contain persons of all four statuses, but no settled person with the status Converting', () => {
    const settled = sampleOf(any.anySettledPerson).map(({ sfdc }) => sfdc._tag)
    expect(new Set(settled)).toEqual(new Set(['NotInSalesforce', 'SfdcLead', 'SfdcContact']))
    expect(new Set(sampleOf(any.anyPerson).map(({ sfdc }) => sfdc._tag))).toEqual(new Set([...settled, 'Converting']))
  })
})

describe('the random histories of the test kit', () => {
  const histories = sampleOf(any.anyHistory)

  test('begin with two accounts and four contacts in two of three cases, and are empty in one of fifty cases', () => {
    const tags = histories.map((history) => history.slice(0, 6).map(({ _tag }) => _tag))
    const populated = [...Array<string>(2).fill('SyncAccount'), ...Array<string>(4).fill('SyncContact')]
    expect(share(tags, (begin) => isDeepStrictEqual(begin, populated))).toSatisfy(between(0.6, 0.75))
    expect(share(histories, ({ length }) => length === 0)).toSatisfy(between(0.005, 0.05))
  })

  test('have 25 to 45 inputs on average, and never more than 200', () => {
    expect(sum(histories.map(({ length }) => length)) / histories.length).toSatisfy(between(25, 45))
    expect(Math.max(...histories.map(({ length }) => length))).toSatisfy(between(80, 200))
  })

  test('repeat one of the last four inputs in one of ten cases', () => {
    const back = histories.flatMap((history) =>
      history
        .map((input, n) => n - history.slice(0, n).lastIndexOf(input))
        .map((distance, n) => (distance > n ? 0 : distance)),
    )
    const again = back.filter((distance) => distance > 0)
    expect(again.length / back.length).toSatisfy(between(0.05, 0.15))
    expect(new Set(again)).toEqual(new Set([1, 2, 3, 4]))
  })

  test('deliver an account record later than its SystemModstamp in one of twelve inputs', () => {
    const inputs = histories.flat()
    expect(
      share(inputs, (input) => input._tag === 'SyncAccount' && input.at !== input.record.systemModstamp),
    ).toSatisfy(between(0.06, 0.11))
  })

  test('shrink to two inputs if two inputs are enough for a counterexample', () => {
    const isDeletedTwice = (history: ReadonlyArray<core.Input>) =>
      history.filter(
        (input) => input._tag === 'SyncContact' && input.record.isDeleted && input.record.accountId !== null,
      ).length > 1
    const { counterexample } = fc.check(
      fc.property(any.anyHistory, (history) => !isDeletedTwice(history)),
      { seed: 1, numRuns: 1_000 },
    )
    expect(counterexample?.[0].length).toBe(2)
  })
})
