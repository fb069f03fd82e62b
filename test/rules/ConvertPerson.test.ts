import * as E from 'fp-ts/lib/Either.js'
import type { Accepted, ConvertPerson, SalesforceId, Settings } from 'marketo-account-sync'
import {
  accept,
  asConvertible,
  convertPerson,
  defaultSettings,
  needsSync,
  newAccountAndOpportunity,
  toSalesforce,
} from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import {
  at,
  convertingFrom,
  deletedLead,
  lead,
  notInSalesforce,
  nthAccountId,
  nthContactId,
  nthUserId,
  person,
  personId,
  queueId,
  second,
  terms,
} from '../helpers/values.js'

const command = (accepts: string = newAccountAndOpportunity, assignTo: SalesforceId = nthUserId(1)): ConvertPerson => ({
  _tag: 'ConvertPerson',
  at,
  personId: personId(1),
  assignTo,
  convertedStatus: 'Qualified',
  notifyOwner: false,
  accepts,
})

const accepted = (assignTo: SalesforceId = nthUserId(1)): Accepted =>
  command(newAccountAndOpportunity, assignTo) as Accepted

const defaults = (lastName: string | null, company: string | null): Settings => ({
  ...defaultSettings,
  instance: { ...defaultSettings.instance, personDefaults: { lastName, company } },
})

type Convertible = Parameters<ReturnType<ReturnType<typeof convertPerson>>>[0]
const convertible = (sfdc: Convertible['sfdc'], names: Partial<Convertible> = {}): Convertible => ({
  ...person(sfdc, names),
  sfdc,
})

describe('[convert.guarded] the guard', () => {
  test('passes the exact text', () => {
    expect(newAccountAndOpportunity).toBe('new account and opportunity')
    expect(accept(command())).toEqual(E.right(command()))
  })

  test.each(['', 'yes', 'New account and opportunity', 'new account and opportunity ', 'new account'])(
    'refuses %j',
    (accepts) => {
      const refusal = { _tag: 'NewAccountNotAccepted', rule: 'convert.guarded', personId: 1, accepts }
      expect(accept(command(accepts))).toEqual(E.left(refusal))
    },
  )
})

describe('[convert.not-a-contact] who can be converted', () => {
  test.each([
    ['not in Salesforce', notInSalesforce],
    ['a lead', lead],
    ['a lead deleted there', deletedLead],
  ])('is a person %s', (_what, sfdc) => {
    expect(asConvertible(person(sfdc))).toEqual(E.right(person(sfdc)))
  })

  test('is no contact', () => {
    const refusal = { _tag: 'AlreadyAContact', rule: 'convert.not-a-contact', personId: 1, contactId: nthContactId(1) }
    expect(asConvertible(person({ _tag: 'SfdcContact', contactId: nthContactId(1) }))).toEqual(E.left(refusal))
  })

  test('is nobody whose conversion is under way', () => {
    const refusal = { _tag: 'ConversionUnderWay', rule: 'convert.not-a-contact', personId: 1, since: second(1) }
    expect(asConvertible({ ...person(lead), sfdc: convertingFrom(lead) })).toEqual(E.left(refusal))
  })
})

describe('[convert.syncs-first] a conversion', () => {
  const requested = (from: Convertible['sfdc'], newLead: object | null) =>
    E.right({ _tag: 'ConversionRequested', at, personId: 1, from, terms, newLead })

  test.each([
    ['not in Salesforce', notInSalesforce, true],
    ['a lead deleted there', deletedLead, true],
    ['a lead', lead, false],
  ] as const)('of a person %s needs a sync or not', (_what, sfdc, isNeeded) => {
    const newLead = isNeeded ? { lastName: 'Young', company: 'Dickenson plc' } : null
    expect(needsSync(sfdc)).toBe(isNeeded)
    expect(convertPerson(defaults('D', 'D'))(accepted())(convertible(sfdc))).toEqual(requested(sfdc, newLead))
  })

  test('of a lead needs neither Last Name nor Company', () => {
    const nameless = convertible(lead, { lastName: null, company: '' })
    expect(convertPerson(defaultSettings)(accepted())(nameless)).toEqual(requested(lead, null))
  })

  test.each([
    [null, null, ['lastName', 'company']],
    ['', 'a', ['lastName']],
    [' \t\n\u00a0', 'a', ['lastName']],
    ['a', null, ['company']],
    ['a', '  ', ['company']],
  ])(
    'with Last Name %j and Company %j is refused without defaults, and says what is missing',
    (lastName, company, missing) => {
      const refusal = { _tag: 'LeadFieldsMissing', rule: 'convert.syncs-first', personId: 1, missing }
      const blank = convertible(notInSalesforce, { lastName, company })
      for (const settings of [defaultSettings, defaults('', ' ')])
        expect(convertPerson(settings)(accepted())(blank)).toEqual(E.left(refusal))
      const filled = {
        lastName: missing.includes('lastName') ? 'L' : lastName,
        company: missing.includes('company') ? 'C' : company,
      }
      expect(convertPerson(defaults('L', 'C'))(accepted())(blank)).toEqual(requested(notInSalesforce, filled))
    },
  )

  test('[convert.user-owner] to a queue is refused, before what is missing is looked at', () => {
    const refusal = { _tag: 'OwnerNotAUser', rule: 'convert.user-owner', personId: 1, assignTo: queueId }
    for (const sfdc of [lead, notInSalesforce])
      expect(convertPerson(defaultSettings)(accepted(queueId))(convertible(sfdc, { lastName: null }))).toEqual(
        E.left(refusal),
      )
  })
})

describe('[convert.creates-three] what Salesforce is asked to do', () => {
  const event = { _tag: 'ConversionRequested', at, personId: personId(1), from: lead, terms, newLead: null } as const
  const conversion = {
    _tag: 'ConvertSfdcLead',
    personId: 1,
    convertedStatus: 'Qualified',
    sendNotificationEmail: false,
    creates: {
      account: { ownerId: nthUserId(1) },
      contact: { ownerId: nthUserId(1), in: 'account' },
      opportunity: { ownerId: nthUserId(1), of: 'account' },
    },
  }

  test('is one conversion into three new records', () => {
    expect(toSalesforce(event)).toEqual([conversion])
    expect(toSalesforce({ ...event, terms: { ...terms, notifyOwner: true } })).toMatchObject([
      { sendNotificationEmail: true },
    ])
  })

  test('[convert.syncs-first] is first a new lead, where one is needed', () => {
    const newLead = { lastName: 'Young', company: 'Dickenson plc' }
    expect(toSalesforce({ ...event, newLead })).toEqual([{ _tag: 'CreateLead', personId: 1, ...newLead }, conversion])
  })

  test('[convert.never-joins] names no account, contact or opportunity', () => {
    const text = JSON.stringify(toSalesforce(event))
    expect([nthAccountId(1), nthContactId(1)].some((id) => text.includes(id))).toBe(false)
    expect(text).not.toMatch(/00[136]\d{12}/)
  })
})
