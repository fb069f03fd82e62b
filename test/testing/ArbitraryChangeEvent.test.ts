// Every form of a change event that is read otherwise comes up, and no other.
import { AccountId, ContactId, FieldName, Instant } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { anyChangeEvent } from '../../src/testing/ArbitraryChangeEvent.js'
import { counted, made, share } from './sampling.js'

interface Header {
  readonly entityName: string
  readonly recordIds: ReadonlyArray<string>
  readonly changeType: string
  readonly commitTimestamp: number
  readonly nulledFields: ReadonlyArray<string>
  readonly diffFields: ReadonlyArray<string>
}

interface Message {
  readonly payload: { readonly ChangeEventHeader: Header } & Readonly<Record<string, unknown>>
}

const draws = 3_000
const messages = (): ReadonlyArray<unknown> => made(anyChangeEvent, draws)

const entityOf = (message: unknown): string =>
  (message as Partial<Message> | null)?.payload?.ChangeEventHeader.entityName ?? 'none'

const of = (entity: string) => messages().filter((message) => entityOf(message) === entity)

const payloadsOf = (entity: 'Account' | 'Contact') => of(entity).map((message) => (message as Message).payload)

const headersOf = (entity: 'Account' | 'Contact') =>
  payloadsOf(entity).map(({ ChangeEventHeader }) => ChangeEventHeader)

/** Each value as JSON text, with how often it came. */
const countsOf = (values: ReadonlyArray<unknown>): Readonly<Record<string, number>> =>
  Object.fromEntries(counted(values.map((value) => JSON.stringify(value))))

const kinds = (values: ReadonlyArray<unknown>) => Object.keys(countsOf(values)).sort()

describe('a change event', () => {
  test('is of an account as often as of a contact; one in thirty is none, or of another object', () => {
    const {
      Account = 0,
      Contact = 0,
      ...others
    } = Object.fromEntries(['Account', 'Contact', 'Lead', 'none'].map((entity) => [entity, of(entity).length / draws]))
    expect(Math.abs(Account - Contact)).toBeLessThan(0.05)
    expect(Account + Contact).toBeGreaterThan(0.94)
    expect(Object.values(others).every((other) => other > 0.003)).toBe(true)
    expect(kinds(of('none'))).toStrictEqual(['null', '{}'])
  })

  test.each([
    ['Account', AccountId, '001*'],
    ['Contact', ContactId, '003*'],
  ] as const)('of %s names one or two, or every one in one of eight', (entity, id, wildcard) => {
    const named = headersOf(entity).map(({ recordIds }) => recordIds)
    const shareOfWildcards = share(named, ([first]) => first === wildcard)
    expect(shareOfWildcards).toBeGreaterThan(0.08)
    expect(shareOfWildcards).toBeLessThan(0.18)
    expect(kinds(named.map((ids) => (ids[0] === wildcard ? ids : ids.length)))).toStrictEqual([
      '1',
      '2',
      `["${wildcard}"]`,
    ])
    expect(named.flat().filter((one) => one !== wildcard && !id.is(one))).toStrictEqual([])
  })

  test.each(['Account', 'Contact'] as const)(
    'of %s has each type, six of eight with what changed, and each form of the header',
    (entity) => {
      const headers = headersOf(entity)
      expect(kinds(headers.map(({ changeType }) => changeType))).toStrictEqual(
        [
          ...['CREATE', 'UPDATE', 'DELETE', 'UNDELETE'],
          ...['GAP_CREATE', 'GAP_UPDATE', 'GAP_DELETE', 'GAP_UNDELETE', 'GAP_OVERFLOW'],
        ]
          .map((type) => `"${type}"`)
          .sort(),
      )
      const gaps = share(headers, ({ changeType }) => changeType.startsWith('GAP_'))
      expect(gaps).toBeGreaterThan(0.2)
      expect(gaps).toBeLessThan(0.3)
      expect(headers.filter(({ commitTimestamp }) => !Instant.is(commitTimestamp))).toStrictEqual([])
      expect(kinds(headers.map(({ nulledFields }) => nulledFields.length))).toStrictEqual(['0', '1', '2'])
      expect(headers.flatMap(({ nulledFields }) => nulledFields).filter((name) => !FieldName.is(name))).toStrictEqual(
        [],
      )
      const differences = countsOf(headers.map(({ diffFields }) => diffFields))
      expect(Object.keys(differences)).toStrictEqual(['[]', '["Description"]'])
      expect(differences['["Description"]']).toBeLessThan(headers.length / 4)
    },
  )

  test('of an account carries fields, and in one of three a compound value', () => {
    const accounts = payloadsOf('Account')
    const compounds = accounts.map(({ BillingAddress, Region__c }) => ({ BillingAddress, Region__c }))
    expect(accounts.some((payload) => 'Name' in payload && 'Industry' in payload)).toBe(true)
    expect(kinds(compounds)).toStrictEqual([
      '{"BillingAddress":{"City":"San Francisco","Street":null}}',
      '{"Region__c":{"latitude":1}}',
      '{}',
    ])
    expect(countsOf(compounds)['{}']).toBeGreaterThan(accounts.length * 0.6)
  })

  test('of a contact says nothing of its account, or which, or that there is none', () => {
    const contacts = payloadsOf('Contact')
    const said = contacts.map(({ AccountId: accountId }) => accountId)
    const ids = said.filter((accountId) => accountId !== undefined && accountId !== null)
    expect(
      contacts.every((payload) => Object.keys(payload).every((key) => /^(?:ChangeEventHeader|AccountId)$/.test(key))),
    ).toBe(true)
    expect(ids.filter((accountId) => !AccountId.is(accountId))).toStrictEqual([])
    expect(ids.length).toBeGreaterThan(contacts.length * 0.3)
    expect(share(said, (accountId) => accountId === null)).toBeGreaterThan(0.05)
    expect(share(said, (accountId) => accountId === undefined)).toBeGreaterThan(0.4)
  })
})
