import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { AccountId, ConvertPerson, Input, SettledPerson, Settings } from 'marketo-account-sync'
import { accountsOf, defaultSettings, marketoDecider, settingsWith, toSalesforce } from 'marketo-account-sync'
import { accountsNamed, previewConversion } from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import { fieldOf, shownIn } from '../helpers/observe.js'
import {
  at,
  convert,
  deletedLead,
  fieldName,
  fieldsOf,
  instant,
  lead,
  notInSalesforce,
  nthAccountId,
  person,
  sfdcContact,
  syncAccount,
} from '../helpers/values.js'
import { anyConvertPerson, anyHistory, anySettings, endOf } from './world.js'

const [first, second] = [nthAccountId(1), nthAccountId(2)]

/** A random history. Half of the histories contain no request to convert, so no conversion is under way in them. */
const asked = fc
  .tuple(anySettings, anyHistory, anyConvertPerson, fc.boolean())
  .map(([settings, inputs, command, isSettled]): readonly [Settings, ReadonlyArray<Input>, ConvertPerson] => [
    settings,
    isSettled ? inputs.filter(({ _tag }) => _tag !== 'ConvertPerson') : inputs,
    command,
  ])

const named = (id: AccountId, name: string | null, isDeleted = false): Input =>
  syncAccount({ id, systemModstamp: instant(1), isDeleted, fields: fieldsOf({ Name: name }) })

describe('`previewConversion` (predicts the result of a Convert Person)', () => {
  test('[convert.creates-three] predicts the requests that `decide` sends to Salesforce', () => {
    fc.assert(
      fc.property(asked, ([settings, inputs, command]) => {
        const marketo = endOf(settings, inputs)
        const answer = previewConversion(settings)(command, marketo)
        const decided = marketoDecider(settings).decide(command, marketo)
        if (E.isLeft(decided)) return answer._tag === 'WillRefuse'
        const [event] = decided.right
        return (
          answer._tag === 'WillConvert' &&
          event?._tag === 'ConversionRequested' &&
          JSON.stringify(answer.asks) === JSON.stringify(toSalesforce(event))
        )
      }),
    )
  })

  test('[convert.guarded] predicts each refusal of `decide`, with its rule', () => {
    fc.assert(
      fc.property(asked, ([settings, inputs, command]) => {
        const marketo = endOf(settings, inputs)
        const answer = previewConversion(settings)(command, marketo)
        const decided = marketoDecider(settings).decide(command, marketo)
        if (E.isRight(decided)) return answer._tag === 'WillConvert'
        return (
          answer._tag === 'WillRefuse' &&
          decided.left._tag === 'Refused' &&
          answer.rule === decided.left.refusal.rule &&
          JSON.stringify(answer.refusal) === JSON.stringify(decided.left.refusal)
        )
      }),
    )
  })

  test('[convert.syncs-first] reports a default as used if and only if the conversion would be refused without the default', () => {
    fc.assert(
      fc.property(asked, ([settings, inputs, command]) => {
        const marketo = endOf(settings, inputs)
        const answer = previewConversion(settings)(command, marketo)
        if (answer._tag !== 'WillConvert') return true
        const none = { lastName: null, company: null }
        const bare = { ...settings, instance: { ...settings.instance, personDefaults: none } }
        const without = previewConversion(bare)(command, marketo)
        const missing =
          without._tag === 'WillRefuse' && without.refusal._tag === 'LeadFieldsMissing' ? without.refusal.missing : []
        return answer.defaultsUsed.join() === missing.join()
      }),
    )
  })

  test('[convert.never-joins] finds accounts by name with `accountsNamed`, and ignores letter case and surrounding white space', () => {
    fc.assert(
      fc.property(
        anySettings,
        anyHistory,
        fc.constantFrom('a', ' A', 'b ', 'edited', 'c'),
        (settings, inputs, name) => {
          const marketo = endOf(settings, inputs)
          const expected = [...accountsOf(marketo)].filter((account) => {
            const shown = fieldOf(shownIn(marketo, account.id), fieldName('Name'))
            return (
              !account.isDeleted &&
              typeof shown === 'string' &&
              shown.trim().toUpperCase() === name.trim().toUpperCase()
            )
          })
          const found = accountsNamed(name)(marketo)
          return found.map(({ accountId }) => accountId).join() === expected.map(({ id }) => id).join()
        },
      ),
    )
  })

  test('finds no account for a blank name with `accountsNamed`, and never finds a deleted account', () => {
    const marketo = endOf(defaultSettings, [named(first, ' '), named(second, 'Acme', true)])
    const written = endOf(defaultSettings, [named(first, 'Groß'), named(second, ' GROSS ')])
    expect(accountsNamed('groß')(written)).toEqual([{ accountId: first, name: 'Groß' }])
    expect(accountsNamed('gross')(written)).toEqual([{ accountId: second, name: ' GROSS ' }])
    expect(['', ' ', 'Acme'].map((name) => accountsNamed(name)(marketo))).toEqual([[], [], []])
  })

  const command = convert(1)
  const put = (sfdc: SettledPerson['sfdc'], company: string | null): Input => ({
    _tag: 'PutPerson',
    at,
    person: person(sfdc, { company }),
  })
  const acme = [{ accountId: first, name: 'Acme' }]

  test('looks for accounts with the company name of the new lead, even if this name is a default', () => {
    const settings = settingsWith({ instance: { personDefaults: { lastName: null, company: 'Acme' } } })
    const marketo = endOf(settings, [named(first, 'ACME'), put(notInSalesforce, null)])
    expect(previewConversion(settings)(command, marketo)).toMatchObject({
      _tag: 'WillConvert',
      asks: [{ _tag: 'CreateLead', lastName: 'Young', company: 'Acme' }, { _tag: 'ConvertSfdcLead' }],
      defaultsUsed: ['company'],
      sameName: [{ accountId: first, name: 'ACME' }],
    })
  })

  test('lists the accounts with the company name even if the caller has not yet passed the text of acceptance', () => {
    const marketo = endOf(defaultSettings, [named(first, 'Acme'), put(notInSalesforce, 'Acme')])
    expect(previewConversion(defaultSettings)({ ...command, accepts: '' }, marketo)).toMatchObject({
      _tag: 'WillRefuse',
      rule: 'convert.guarded',
      sameName: acme,
    })
  })

  test('uses the default company name only if the person becomes a new lead without a company', () => {
    const settings = settingsWith({ instance: { personDefaults: { lastName: null, company: 'acme' } } })
    const sameName = (sfdc: SettledPerson['sfdc'], company: string | null) => {
      const marketo = endOf(settings, [named(first, 'Acme'), put(sfdc, company)])
      return previewConversion(settings)({ ...command, accepts: '' }, marketo).sameName
    }
    expect(sameName(notInSalesforce, null)).toEqual(acme)
    expect(sameName(deletedLead, ' ')).toEqual(acme)
    expect(sameName(notInSalesforce, 'Bolt')).toEqual([])
    expect(sameName(lead, null)).toEqual([])
  })

  test('lists no accounts if the person cannot be converted at all', () => {
    const refused = [[], [put(sfdcContact(1), 'Acme')], [put(notInSalesforce, 'Acme'), command]].map((inputs) => {
      const marketo = endOf(defaultSettings, [named(first, 'Acme'), ...inputs])
      const answer = previewConversion(defaultSettings)(command, marketo)
      return [answer._tag === 'WillRefuse' && answer.refusal._tag, answer.sameName]
    })
    expect(refused).toEqual([
      ['UnknownPerson', []],
      ['AlreadyAContact', []],
      ['ConversionUnderWay', []],
    ])
  })

  test('gives the answer WillConvert and every possible refusal in random histories', () => {
    const seen = new Set(
      fc.sample(asked, 2_000).map(([settings, inputs, one]) => {
        const answer = previewConversion(settings)(one, endOf(settings, inputs))
        return answer._tag === 'WillConvert' ? answer._tag : answer.refusal._tag
      }),
    )
    expect([...seen].sort()).toEqual([
      'AlreadyAContact',
      'ConversionUnderWay',
      'LeadFieldsMissing',
      'NewAccountNotAccepted',
      'OwnerNotAUser',
      'UnknownPerson',
      'WillConvert',
    ])
  })
})
