import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { AccountId, ContactId, ConvertPerson, FieldName, Input, PutPerson, Settings } from 'marketo-account-sync'
import {
  allAccounts,
  decide,
  defaultSettings,
  emptyMarketo,
  newAccountAndOpportunity,
  shownFields,
  simulateAll,
  toSalesforce,
} from 'marketo-account-sync'
import { accountsNamed, previewConversion } from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import { accountIds, anyConvertPerson, anyHistory, anySettings, contactIds, instant } from './world.js'

const [first, second] = accountIds as [AccountId, AccountId]

/** A history in which the person is put and under no conversion now and then: those that end in its putting. */
const asked = fc
  .tuple(anySettings, anyHistory, anyConvertPerson, fc.boolean())
  .map(([settings, inputs, command, settled]): readonly [Settings, ReadonlyArray<Input>, ConvertPerson] => [
    settings,
    settled ? inputs.filter(({ _tag }) => _tag !== 'ConvertPerson') : inputs,
    command,
  ])

const marketoOf = (settings: Settings, inputs: ReadonlyArray<Input>) => simulateAll(settings)(inputs)(emptyMarketo)

const named = (accountId: AccountId, name: string | null, isDeleted = false): Input => ({
  _tag: 'SyncAccount',
  at: instant(1),
  record: { id: accountId, systemModstamp: instant(1), isDeleted, fields: { ['Name' as FieldName]: name } },
})

describe('what a conversion will do', () => {
  test('[convert.creates-three] a previewed conversion asks of Salesforce what decide then asks', () => {
    fc.assert(
      fc.property(asked, ([settings, inputs, command]) => {
        const marketo = marketoOf(settings, inputs)
        const answer = previewConversion(settings)(command)(marketo)
        const decided = decide(settings)(command)(marketo)
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

  test('[convert.guarded] a previewed refusal is the refusal of decide, with its rule', () => {
    fc.assert(
      fc.property(asked, ([settings, inputs, command]) => {
        const marketo = marketoOf(settings, inputs)
        const answer = previewConversion(settings)(command)(marketo)
        const decided = decide(settings)(command)(marketo)
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

  test('[convert.syncs-first] a default is said to be used exactly where without it the conversion is refused', () => {
    fc.assert(
      fc.property(asked, ([settings, inputs, command]) => {
        const marketo = marketoOf(settings, inputs)
        const answer = previewConversion(settings)(command)(marketo)
        if (answer._tag !== 'WillConvert') return true
        const none = { lastName: null, company: null }
        const bare = { ...settings, instance: { ...settings.instance, personDefaults: none } }
        const without = previewConversion(bare)(command)(marketo)
        const missing =
          without._tag === 'WillRefuse' && without.refusal._tag === 'LeadFieldsMissing' ? without.refusal.missing : []
        return answer.defaultsUsed.join() === missing.join()
      }),
    )
  })

  test('[convert.never-joins] the accounts of a name are those that show it, whatever its case and outer white space', () => {
    fc.assert(
      fc.property(
        anySettings,
        anyHistory,
        fc.constantFrom('a', ' A', 'b ', 'edited', 'c'),
        (settings, inputs, name) => {
          const marketo = marketoOf(settings, inputs)
          const expected = allAccounts(marketo).filter((account) => {
            const shown = Object.entries(shownFields(account)).find(([field]) => field === 'Name')?.[1]
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

  test('a blank name is the name of no account, and a deleted account bears none', () => {
    const marketo = marketoOf(defaultSettings, [named(first, ' '), named(second, 'Acme', true)])
    const written = marketoOf(defaultSettings, [named(first, 'Groß'), named(second, ' GROSS ')])
    expect(accountsNamed('groß')(written)).toEqual([{ accountId: first, name: 'Groß' }])
    expect(accountsNamed('gross')(written)).toEqual([{ accountId: second, name: ' GROSS ' }])
    expect([null, '', ' ', 'Acme'].map((name) => accountsNamed(name)(marketo))).toEqual([[], [], [], []])
  })

  const command: ConvertPerson = {
    _tag: 'ConvertPerson',
    at: instant(9),
    personId: 7 as ConvertPerson['personId'],
    assignTo: '0054W00000BZkk0QAD' as ConvertPerson['assignTo'],
    convertedStatus: 'Qualified',
    notifyOwner: true,
    accepts: newAccountAndOpportunity,
  }

  const young = (company: string | null): Input => ({
    _tag: 'PutPerson',
    at: instant(2),
    person: { id: command.personId, lastName: 'Young', company, sfdc: { _tag: 'NotInSalesforce' } },
  })

  test('the name looked for is the one that the new lead gets, a default included', () => {
    const acme = { lastName: null, company: 'Acme' }
    const settings = { ...defaultSettings, instance: { ...defaultSettings.instance, personDefaults: acme } }
    const marketo = marketoOf(settings, [named(first, 'ACME'), young(null)])
    expect(previewConversion(settings)(command)(marketo)).toMatchObject({
      _tag: 'WillConvert',
      asks: [{ _tag: 'CreateLead', lastName: 'Young', company: 'Acme' }, { _tag: 'ConvertSfdcLead' }],
      defaultsUsed: ['company'],
      sameName: [{ accountId: first, name: 'ACME' }],
    })
  })

  test('who has not accepted yet is told of the accounts of that name, too', () => {
    const marketo = marketoOf(defaultSettings, [named(first, 'Acme'), young('Acme')])
    expect(previewConversion(defaultSettings)({ ...command, accepts: '' })(marketo)).toMatchObject({
      _tag: 'WillRefuse',
      rule: 'convert.guarded',
      sameName: [{ accountId: first, name: 'Acme' }],
    })
  })

  test('and so is who will have the default for the name of the company', () => {
    const instance = { ...defaultSettings.instance, personDefaults: { lastName: null, company: 'acme' } }
    const settings = { ...defaultSettings, instance }
    const sameName = (sfdc: PutPerson['person']['sfdc'], company: string | null) => {
      const person = { id: command.personId, lastName: 'Young', company, sfdc }
      const inputs: ReadonlyArray<Input> = [named(first, 'Acme'), { _tag: 'PutPerson', at: instant(2), person }]
      return previewConversion(settings)({ ...command, accepts: '' })(marketoOf(settings, inputs)).sameName
    }
    const acme = [{ accountId: first, name: 'Acme' }]
    expect(sameName({ _tag: 'NotInSalesforce' }, null)).toEqual(acme)
    expect(sameName({ _tag: 'SfdcLead', isDeleted: true }, ' ')).toEqual(acme)
    expect(sameName({ _tag: 'NotInSalesforce' }, 'Bolt')).toEqual([])
    expect(sameName({ _tag: 'SfdcLead', isDeleted: false }, null)).toEqual([])
  })

  test('who cannot be converted, whatever is mended, is told of no accounts of that name', () => {
    const contact: Input = {
      _tag: 'PutPerson',
      at: instant(2),
      person: {
        id: command.personId,
        lastName: 'Young',
        company: 'Acme',
        sfdc: { _tag: 'SfdcContact', contactId: contactIds[0] as ContactId },
      },
    }
    const refused = [[], [contact], [young('Acme'), command]].map((inputs) => {
      const marketo = marketoOf(defaultSettings, [named(first, 'Acme'), ...inputs])
      const answer = previewConversion(defaultSettings)(command)(marketo)
      return [answer._tag === 'WillRefuse' && answer.refusal._tag, answer.sameName]
    })
    expect(refused).toEqual([
      ['UnknownPerson', []],
      ['AlreadyAContact', []],
      ['ConversionUnderWay', []],
    ])
  })

  test('previewed conversions reach both answers and every refusal', () => {
    const seen = new Set(
      fc.sample(asked, 2_000).map(([settings, inputs, one]) => {
        const answer = previewConversion(settings)(one)(marketoOf(settings, inputs))
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
