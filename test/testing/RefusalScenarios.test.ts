// Each way to a refusal leads there, and only there.
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { decide } from '../../src/marketo/Decide.js'
import { newAccountAndOpportunity } from '../../src/model/Input.js'
import { allAccounts, allContacts, allConversions, allPersons } from '../../src/marketo/Marketo.js'
import type { AccountId } from '../../src/model/SalesforceId.js'
import { UserId } from '../../src/model/SalesforceId.js'
import { anyAcceptance } from '../../src/testing/ArbitraryInput.js'
import { accountIds } from '../../src/testing/Pools.js'
import type { Situation } from '../../src/testing/RefusalScenarios.js'
import { refusedAs, refusedConversions, refusedInputs } from '../../src/testing/RefusalScenarios.js'
import { between, made, share, usual } from './sampling.js'

const comesOf = ({ settings, marketo, input }: Situation): string => {
  const decided = decide(settings)(input)(marketo)
  if (E.isRight(decided)) return 'accepted'
  return decided.left._tag === 'Deferred' ? 'deferred' : decided.left.refusal._tag
}

const comesOfMany = (situation: fc.Arbitrary<Situation>): ReadonlySet<string> =>
  new Set(made(situation, 2_000).map(comesOf))

describe('a situation is refused', () => {
  test.each(Object.entries(refusedConversions))('as %s', (tag, situation) => {
    expect(comesOfMany(situation)).toEqual(new Set([tag]))
  })

  const { PutWhileUnderWay, AnswerOfUnknownPerson, UnknownField, ...others } = refusedInputs
  test.each<readonly [tag: string, situation: fc.Arbitrary<Situation>]>([
    ...Object.entries(others),
    ['ConversionUnderWay', PutWhileUnderWay],
    ['UnknownPerson', AnswerOfUnknownPerson],
  ])('as %s, of another input', (tag, situation) => {
    expect(comesOfMany(situation)).toEqual(new Set([tag]))
  })

  test('as UnknownField, unless the account happens to hold the field', () => {
    const all = made(UnknownField).map(comesOf)
    expect(new Set(all)).toEqual(new Set(['UnknownField', 'accepted']))
    expect(share(all, (one) => one === 'UnknownField')).toSatisfy(between(0.4, 0.65))
  })
})

describe('of all that is refused or not, refusedAs takes', () => {
  const contactRecord = (accountId: AccountId | null): fc.Arbitrary<Situation> =>
    refusedInputs.UnknownContact.map(({ settings, marketo, input: { at, contactId: id } }) => ({
      settings,
      marketo,
      input: { _tag: 'SyncContact', at, record: { id, accountId, isDeleted: false, systemModstamp: at } },
    }))
  const [accountId = null] = accountIds
  const mixed = fc.oneof<Array<fc.Arbitrary<Situation>>>(
    refusedInputs.UnknownField,
    refusedInputs.UnknownContact,
    contactRecord(accountId),
    contactRecord(null),
  )

  test('what is refused for that reason', () => {
    expect(comesOfMany(mixed)).toEqual(new Set(['UnknownField', 'UnknownContact', 'deferred', 'accepted']))
    expect(new Set(made(refusedAs('UnknownField', mixed)).map(({ refusal }) => refusal._tag))).toEqual(
      new Set(['UnknownField']),
    )
  })
})

describe('what leads to a refusal', () => {
  test('through a contact that is not live is that contact alone', () => {
    for (const { marketo, input } of made(refusedInputs.ContactNotLive)) {
      expect([...allContacts(marketo)].map(({ id }) => id)).toEqual([input.contactId])
      expect([...allAccounts(marketo), ...allPersons(marketo), ...allConversions(marketo)]).toEqual([])
    }
  })

  test('is any other acceptance, twice as often "yes"', () => {
    const texts = made(refusedConversions.NewAccountNotAccepted).map(({ input }) => input.accepts)
    const others = [...usual(made(anyAcceptance))].filter((text) => text !== newAccountAndOpportunity)
    const shareOf = (one: string) => share(texts, (text) => text === one)
    expect(shareOf('yes') / shareOf('new account')).toSatisfy(between(1.5, 3))
    expect([...new Set(texts)]).toEqual(expect.arrayContaining(others))
  })

  test('is a queue as often as a record of any other object', () => {
    const owners = made(refusedConversions.OwnerNotAUser).map(({ input }) => input.assignTo)
    expect(owners.filter((id) => UserId.is(id))).toEqual([])
    expect(share(owners, (id) => id.startsWith('00G'))).toSatisfy(between(0.5, 0.99))
    expect(owners.some((id) => !id.startsWith('00G'))).toBe(true)
  })

  test('is a name that is none, blank, or a space, and a default that is no better', () => {
    const lacking = made(refusedConversions.LeadFieldsMissing)
    const persons = lacking.flatMap(({ marketo }) => [...allPersons(marketo)])
    const blank = [null, '', ' ']
    expect(new Set(persons.map(({ lastName }) => lastName))).toEqual(new Set([...blank, 'Young']))
    expect(new Set(persons.map(({ company }) => company))).toEqual(new Set([...blank, 'Dickenson plc']))
    const defaults = lacking.map(({ settings }) => settings.instance.personDefaults)
    expect(new Set(defaults.map(({ lastName }) => lastName))).toEqual(new Set(blank))
    expect(new Set(defaults.map(({ company }) => company))).toEqual(new Set(blank))
  })

  test('through what another conversion has brought is its account, its contact or its opportunity alone', () => {
    const shared = made(refusedInputs.RecordAlreadyClaimed).map(({ marketo, input }) => {
      const same = [...allConversions(marketo)].flatMap((outcome) => [
        ...(outcome.accountId === input.account.id ? ['account'] : []),
        ...(outcome.contactId === input.contactId ? ['contact'] : []),
        ...(outcome.opportunityId === input.opportunityId ? ['opportunity'] : []),
      ])
      return same.join(' and ')
    })
    for (const one of ['account', 'contact', 'opportunity'])
      expect(share(shared, (same) => same === one)).toSatisfy(between(0.1, 0.5))
  })
})
