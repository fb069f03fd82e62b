import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import type { Contact, Conversion, MarketoRows, Person } from 'marketo-account-sync'
import {
  accountsOf,
  contactsOf,
  conversionIds,
  conversionsOf,
  countLiveContacts,
  emptyMarketo,
  eqMarketo,
  liveContactsOf,
  lookupAccount,
  lookupContact,
  lookupConversion,
  lookupPerson,
  marketoOf,
  personsOf,
  rowsOf,
  valueForContact,
} from 'marketo-account-sync'
import { anyMarketo } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import {
  account,
  contactRecord,
  fieldName,
  inheritedNames,
  lead,
  live,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  person,
  personId,
  range,
  sfdcContact,
} from '../helpers/values.js'

const other = { ...account(1, { Name: 'b', Site: null }), id: nthAccountId(2) }
const deleted: Contact = {
  _tag: 'DeletedContact',
  id: nthContactId(3),
  appliedAtStamp: [contactRecord(1, { id: nthContactId(3), isDeleted: true })],
}
const isContact: Person = person(sfdcContact(2), { id: personId(2) })
const conversion: Conversion = {
  personId: personId(2),
  accountId: nthAccountId(1),
  contactId: nthContactId(2),
  opportunityId: nthOpportunityId(1),
}
const next: Conversion = {
  personId: personId(3),
  accountId: nthAccountId(2),
  contactId: nthContactId(1),
  opportunityId: nthOpportunityId(2),
}

const rows: MarketoRows = {
  accounts: [account(1, { Name: 'a' }, { Name: 'edited' }), other],
  contacts: [live(1), live(2), deleted, live(4, nthAccountId(2))],
  persons: [person(lead), isContact],
  conversions: [conversion, next],
}
const marketo = marketoOf(rows)

describe('a Marketo state that is made of rows', () => {
  test('finds each row by its id', () => {
    expect(lookupAccount(nthAccountId(2))(marketo)).toEqual(O.some(other))
    expect(lookupContact(nthContactId(3))(marketo)).toEqual(O.some(deleted))
    expect(lookupPerson(personId(2))(marketo)).toEqual(O.some(isContact))
    for (const id of conversionIds(conversion)) expect(lookupConversion(id)(marketo)).toEqual(O.some(conversion))
    expect(rowsOf(marketo)).toEqual(rows)
  })

  test('finds nothing for an unknown id', () => {
    expect(lookupAccount(nthAccountId(9))(marketo)).toEqual(O.none)
    expect(lookupContact(nthContactId(9))(marketo)).toEqual(O.none)
    expect(lookupPerson(personId(9))(marketo)).toEqual(O.none)
    expect(lookupConversion(nthOpportunityId(9))(marketo)).toEqual(O.none)
    expect([...liveContactsOf(nthAccountId(9))(marketo)]).toEqual([])
    expect(countLiveContacts(nthAccountId(9))(marketo)).toBe(0)
  })

  test('[contact.one-account] [contact.deleted] counts only the live contacts of an account', () => {
    expect([...liveContactsOf(nthAccountId(1))(marketo)]).toEqual([nthContactId(1), nthContactId(2)])
    expect([1, 2].map((n) => countLiveContacts(nthAccountId(n))(marketo))).toEqual([2, 1])
  })

  test('[edit.fan-out] shows for each live contact the values of its account', () => {
    const name = (n: number) => valueForContact(nthContactId(n), fieldName('Name'))(marketo)
    expect([1, 2, 3, 4, 9].map(name)).toEqual([O.some('edited'), O.some('edited'), O.none, O.some('b'), O.none])
    expect(valueForContact(nthContactId(4), fieldName('Site'))(marketo)).toEqual(O.some(null))
    for (const field of ['Industry', ...inheritedNames])
      expect(valueForContact(nthContactId(4), fieldName(field))(marketo)).toEqual(O.none)
  })
})

describe('the accounts, contacts, persons and conversions of a Marketo state', () => {
  test('are sorted by id, for any order of the rows', () => {
    const turned = marketoOf({
      accounts: [...rows.accounts].reverse(),
      contacts: [...rows.contacts].reverse(),
      persons: [...rows.persons].reverse(),
      conversions: [...rows.conversions].reverse(),
    })
    expect([...accountsOf(turned)]).toEqual(rows.accounts)
    expect([...contactsOf(turned)]).toEqual(rows.contacts)
    expect([...personsOf(turned)]).toEqual(rows.persons)
    expect([...conversionsOf(turned)]).toEqual(rows.conversions)
    expect(eqMarketo.equals(turned, marketo)).toBe(true)
    expect(eqMarketo.equals(turned, emptyMarketo)).toBe(false)
  })

  test('are the rows that the state was made of, and can be iterated again', () => {
    fc.assert(
      fc.property(anyMarketo, (one) => {
        const [accounts, contacts, persons] = [accountsOf(one), contactsOf(one), personsOf(one)]
        const conversions = conversionsOf(one)
        for (let time = 0; time < 2; time++)
          expect({
            accounts: [...accounts],
            contacts: [...contacts],
            persons: [...persons],
            conversions: [...conversions],
          }).toEqual(rowsOf(one))
      }),
    )
  })

  test('are created one by one as the caller iterates', () => {
    // For some contacts, the library stores only the contact record. A query for such a contact reads this record.
    let read = 0
    const contacts = range(100).map((n): Contact => {
      const id = nthContactId(n)
      const record = contactRecord(1, { id })
      const counted = Object.defineProperty({ ...record }, 'accountId', {
        enumerable: true,
        get: () => {
          read += 1
          return record.accountId
        },
      })
      return { ...live(n), id, appliedAtStamp: [counted] }
    })
    const many = marketoOf({ ...rows, contacts })
    read = 0
    const [first] = contactsOf(many)
    expect(first?.id).toBe(nthContactId(0))
    const forOne = read
    expect(forOne).toBeGreaterThan(0)
    expect([...contactsOf(many)].length).toBe(100)
    expect(read).toBe(101 * forOne)
  })
})
