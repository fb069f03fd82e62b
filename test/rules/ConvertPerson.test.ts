import * as E from 'fp-ts/lib/Either.js'
import type { Accepted, ConvertiblePerson, ConvertPerson, SalesforceId } from 'marketo-account-sync'
import {
  accept,
  asConvertible,
  convertPerson,
  defaultSettings,
  needsSync,
  newAccountAndOpportunity,
  settingsWith,
} from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import {
  at,
  convert,
  convertingFrom,
  deletedLead,
  lead,
  notInSalesforce,
  nthContactId,
  nthUserId,
  person,
  queueId,
  second,
  sfdcContact,
  terms,
} from '../helpers/values.js'

const command = (accepts: string): ConvertPerson => ({ ...convert(1), accepts })

const accepted = (assignTo: SalesforceId = nthUserId(1)): Accepted => {
  const result = accept({ ...convert(1), assignTo })
  if (E.isLeft(result)) throw new Error(result.left._tag)
  return result.right
}

const defaults = (lastName: string | null, company: string | null) =>
  settingsWith({ instance: { personDefaults: { lastName, company } } })

const convertible = (sfdc: ConvertiblePerson['sfdc'], names: Partial<ConvertiblePerson> = {}): ConvertiblePerson => ({
  ...person(sfdc, names),
  sfdc,
})

describe('[convert.guarded] Convert Person', () => {
  test('is accepted with the exact text "new account and opportunity"', () => {
    expect(newAccountAndOpportunity).toBe('new account and opportunity')
    expect(accept(convert(1))).toEqual(E.right(convert(1)))
  })

  test.each(['', 'yes', 'New account and opportunity', 'new account and opportunity ', 'new account'])(
    'is refused with the text %j',
    (accepts) => {
      const refusal = { _tag: 'NewAccountNotAccepted', rule: 'convert.guarded', personId: 1, accepts }
      expect(accept(command(accepts))).toEqual(E.left(refusal))
    },
  )
})

describe('[convert.not-a-contact] Convert Person', () => {
  test.each([
    ['not in Salesforce', notInSalesforce],
    ['a lead', lead],
    ['a lead that was deleted', deletedLead],
  ])('accepts a person who is %s', (_what, sfdc) => {
    expect(asConvertible(person(sfdc))).toEqual(E.right(person(sfdc)))
  })

  test('refuses a person who is a contact', () => {
    const refusal = { _tag: 'AlreadyAContact', rule: 'convert.not-a-contact', personId: 1, contactId: nthContactId(1) }
    expect(asConvertible(person(sfdcContact(1)))).toEqual(E.left(refusal))
  })

  test('refuses a person whose conversion is under way', () => {
    const refusal = { _tag: 'ConversionUnderWay', rule: 'convert.not-a-contact', personId: 1, since: second(1) }
    expect(asConvertible({ ...person(lead), sfdc: convertingFrom(lead) })).toEqual(E.left(refusal))
  })
})

describe('[convert.syncs-first] Convert Person', () => {
  const requested = (from: ConvertiblePerson['sfdc'], newLead: object | null) =>
    E.right({ _tag: 'ConversionRequested', at, personId: 1, from, terms, newLead })

  test.each([
    ['needs a sync before the conversion if the person is not in Salesforce', notInSalesforce, true],
    ['needs a sync before the conversion if the lead of the person was deleted', deletedLead, true],
    ['needs no sync before the conversion if the person is already a lead', lead, false],
  ] as const)('%s', (_what, sfdc, isNeeded) => {
    const newLead = isNeeded ? { lastName: 'Young', company: 'Dickenson plc' } : null
    expect(needsSync(sfdc)).toBe(isNeeded)
    expect(convertPerson(defaults('D', 'D'))(accepted(), convertible(sfdc))).toEqual(requested(sfdc, newLead))
  })

  test('needs neither Last Name nor Company if the person is a lead', () => {
    const nameless = convertible(lead, { lastName: null, company: '' })
    expect(convertPerson(defaultSettings)(accepted(), nameless)).toEqual(requested(lead, null))
  })

  test.each([
    [null, null, ['lastName', 'company']],
    ['', 'a', ['lastName']],
    [' \t\n\u00a0', 'a', ['lastName']],
    ['a', null, ['company']],
    ['a', '  ', ['company']],
  ])(
    'is refused if Last Name is %j, Company is %j, and the settings have no defaults',
    (lastName, company, missing) => {
      const refusal = { _tag: 'LeadFieldsMissing', rule: 'convert.syncs-first', personId: 1, missing }
      const blank = convertible(notInSalesforce, { lastName, company })
      for (const settings of [defaultSettings, defaults('', ' ')])
        expect(convertPerson(settings)(accepted(), blank)).toEqual(E.left(refusal))
      const filled = {
        lastName: missing.includes('lastName') ? 'L' : lastName,
        company: missing.includes('company') ? 'C' : company,
      }
      expect(convertPerson(defaults('L', 'C'))(accepted(), blank)).toEqual(requested(notInSalesforce, filled))
    },
  )

  test('[convert.user-owner] checks the owner before the names of the person', () => {
    const refusal = { _tag: 'OwnerNotAUser', rule: 'convert.user-owner', personId: 1, assignTo: queueId }
    for (const sfdc of [lead, notInSalesforce])
      expect(convertPerson(defaultSettings)(accepted(queueId), convertible(sfdc, { lastName: null }))).toEqual(
        E.left(refusal),
      )
  })
})
