import * as O from 'fp-ts/lib/Option.js'
import type { Contact, Conversion, Event, MarketoRows, Person } from 'marketo-account-sync'
import {
  allAccounts,
  allContacts,
  allConversions,
  allPersons,
  conversionIds,
  countLiveContacts,
  emptyMarketo,
  eqMarketo,
  evolve,
  liveContactsOf,
  lookupAccount,
  lookupContact,
  lookupConversion,
  lookupPerson,
  marketoOf,
  rowsOf,
  valueForContact,
} from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import {
  account,
  at,
  contactRecord,
  fieldName,
  lead,
  live,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  person,
  personId,
  second,
  terms,
} from '../helpers/values.js'

const other = { ...account(1, { Name: 'b', Site: null }), id: nthAccountId(2) }
const deleted: Contact = {
  _tag: 'DeletedContact',
  id: nthContactId(3),
  appliedAtStamp: [contactRecord(1, { id: nthContactId(3), isDeleted: true })],
}
const isContact: Person = { ...person({ _tag: 'SfdcContact', contactId: nthContactId(2) }), id: personId(2) }
const conversion: Conversion = {
  personId: personId(2),
  accountId: nthAccountId(1),
  contactId: nthContactId(2),
  opportunityId: nthOpportunityId(1),
}

const rows: MarketoRows = {
  accounts: [account(1, { Name: 'a' }, { Name: 'edited' }), other],
  contacts: [live(1), live(2), deleted, live(4, nthAccountId(2))],
  persons: [person(lead), isContact],
  conversions: [conversion],
}
const marketo = marketoOf(rows)

describe('a Marketo made of rows', () => {
  test('answers for each of them', () => {
    expect(lookupAccount(nthAccountId(2))(marketo)).toEqual(O.some(other))
    expect(lookupContact(nthContactId(3))(marketo)).toEqual(O.some(deleted))
    expect(lookupPerson(personId(2))(marketo)).toEqual(O.some(isContact))
    for (const id of conversionIds(conversion)) expect(lookupConversion(id)(marketo)).toEqual(O.some(conversion))
    expect(rowsOf(marketo)).toEqual(rows)
  })

  test('answers nothing for what it does not know', () => {
    expect(lookupAccount(nthAccountId(9))(marketo)).toEqual(O.none)
    expect(lookupContact(nthContactId(9))(marketo)).toEqual(O.none)
    expect(lookupPerson(personId(9))(marketo)).toEqual(O.none)
    expect(lookupConversion(nthOpportunityId(9))(marketo)).toEqual(O.none)
    expect([...liveContactsOf(nthAccountId(9))(marketo)]).toEqual([])
    expect(countLiveContacts(nthAccountId(9))(marketo)).toBe(0)
  })

  test('gives its rows in the order of their ids, whatever the order they came in', () => {
    const turned = marketoOf({
      accounts: [...rows.accounts].reverse(),
      contacts: [...rows.contacts].reverse(),
      persons: [...rows.persons].reverse(),
      conversions: rows.conversions,
    })
    expect([allAccounts, allContacts, allPersons, allConversions].map((all) => all(turned))).toEqual([
      rows.accounts,
      rows.contacts,
      rows.persons,
      rows.conversions,
    ])
    expect(eqMarketo.equals(turned, marketo)).toBe(true)
    expect(eqMarketo.equals(turned, emptyMarketo)).toBe(false)
  })

  test('[contact.one-account] [contact.deleted] counts the live contacts of an account, and no others', () => {
    expect([...liveContactsOf(nthAccountId(1))(marketo)]).toEqual([nthContactId(1), nthContactId(2)])
    expect([1, 2].map((n) => countLiveContacts(nthAccountId(n))(marketo))).toEqual([2, 1])
  })

  test('[edit.fan-out] shows each live contact the values of its account', () => {
    const name = (n: number) => valueForContact(nthContactId(n), fieldName('Name'))(marketo)
    expect([1, 2, 3, 4, 9].map(name)).toEqual([O.some('edited'), O.some('edited'), O.none, O.some('b'), O.none])
    expect(valueForContact(nthContactId(4), fieldName('Site'))(marketo)).toEqual(O.some(null))
    expect(valueForContact(nthContactId(4), fieldName('Industry'))(marketo)).toEqual(O.none)
  })
})

describe('an event that no decision made changes nothing', () => {
  const conversionEvent = { at, personId: personId(9), terms }
  const confirmed = { _tag: 'ConversionConfirmed', ...conversionEvent, ...conversion } as const
  test.each<readonly [string, Event]>([
    [
      'a skipped record of an account that is not known',
      {
        _tag: 'AccountSkipped',
        at,
        accountId: nthAccountId(9),
        systemModstamp: second(1),
        isDeleted: true,
        fields: {},
      },
    ],
    [
      'a local edit of an account that is not known',
      {
        _tag: 'AccountFieldEdited',
        at,
        accountId: nthAccountId(9),
        contactId: nthContactId(1),
        field: fieldName('Name'),
        oldValue: null,
        newValue: 'a',
        logged: 'none',
      },
    ],
    ['a conversion asked of nobody', { _tag: 'ConversionRequested', ...conversionEvent, from: lead, newLead: null }],
    ['a failure of nobody', { _tag: 'ConversionFailed', ...conversionEvent, failedAt: 'convert', reason: '' }],
    [
      'a failure of somebody who is not being converted',
      { _tag: 'ConversionFailed', ...conversionEvent, personId: personId(2), failedAt: 'convert', reason: '' },
    ],
    ['a confirmation for nobody', { ...confirmed, personId: personId(9) }],
    ['a confirmation with an account that is not known', { ...confirmed, accountId: nthAccountId(9) }],
  ])('%s', (_what, event) => {
    expect(rowsOf(evolve(marketo, event))).toEqual(rows)
  })
})
