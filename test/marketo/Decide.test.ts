// What only the whole of Marketo can get wrong: what it finds, counts, and passes on.
import * as E from 'fp-ts/lib/Either.js'
import type { Event, Input, Marketo } from 'marketo-account-sync'
import {
  decide,
  defaultSettings,
  emptyMarketo,
  evolve,
  lookupContact,
  lookupPerson,
  marketoOf,
  step,
  valueForContact,
} from 'marketo-account-sync'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, test } from 'vitest'
import {
  account,
  accountRecord,
  at,
  contactRecord,
  convertingFrom,
  fieldName,
  lead,
  live,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  person,
  personId,
  second,
} from '../helpers/values.js'

const withCap = (activityCap: number) => ({
  ...defaultSettings,
  instance: { ...defaultSettings.instance, activityCap },
})

const eventsOf = (input: Input, marketo: Marketo, cap = 5_000): ReadonlyArray<Event> =>
  E.getOrElseW(() => [])(decide(withCap(cap))(input)(marketo))

const confirm = (stamp = 2): Input => ({
  _tag: 'ConfirmConversion',
  at,
  personId: personId(1),
  account: accountRecord(stamp, { Name: 'b' }),
  contactId: nthContactId(9),
  opportunityId: nthOpportunityId(1),
})

const converting = { ...person(lead), sfdc: convertingFrom(lead) }
const base = {
  accounts: [account(1, { Name: 'a' })],
  contacts: [live(1), live(2)],
  persons: [converting],
  conversions: [],
}
const marketo = marketoOf(base)

describe('a confirmed conversion', () => {
  test('[convert.creates-three] syncs its account down, and then is confirmed', () => {
    expect(eventsOf(confirm(), marketo).map(({ _tag }) => _tag)).toEqual(['AccountSyncedDown', 'ConversionConfirmed'])
  })

  test('[activity.cap] is counted before its contact is placed', () => {
    expect(eventsOf(confirm(), marketo, 2)[0]).toMatchObject({ liveContacts: 2, logged: true })
    expect(eventsOf(confirm(), marketo, 1)[0]).toMatchObject({ liveContacts: 2, logged: false })
  })

  test('[sync.only-newer] ignores a late account, and is confirmed all the same', () => {
    expect(eventsOf(confirm(0), marketo).map(({ _tag }) => _tag)).toEqual(['ConversionConfirmed'])
  })

  test('[convert.answered-once] is ignored when it comes again, a newer account in it included', () => {
    const after = eventsOf(confirm(), marketo).reduce(evolve, marketo)
    expect(decide(defaultSettings)(confirm(5))(after)).toEqual(E.right([]))
  })

  test('[convert.never-joins] is refused for the lowest of several others who are that contact', () => {
    const isContact = { _tag: 'SfdcContact', contactId: nthContactId(9) } as const
    const persons = [converting, ...[3, 2].map((n) => ({ ...person(isContact), id: personId(n) }))]
    const refused = decide(defaultSettings)(confirm())(marketoOf({ ...base, persons }))
    expect(refused).toMatchObject({ left: { _tag: 'Refused', refusal: { _tag: 'RecordAlreadyClaimed', of: 2 } } })
  })

  test('[convert.never-joins] is not refused for somebody who is no longer that contact', () => {
    const was: ReadonlyArray<Input> = [
      {
        _tag: 'PutPerson',
        at,
        person: { ...person({ _tag: 'SfdcContact', contactId: nthContactId(9) }), id: personId(2) },
      },
      { _tag: 'PutPerson', at, person: { ...person(lead), id: personId(2) } },
    ]
    const after = was.reduce((state, input) => step(defaultSettings)(input)(state)[1], marketo)
    expect(E.isRight(decide(defaultSettings)(confirm())(after))).toBe(true)
  })

  test('[convert.creates-three] makes the person that contact, and the contact live in the account', () => {
    const after = eventsOf(confirm(), marketo).reduce(evolve, marketo)
    expect(lookupPerson(personId(1))(after)).toMatchObject({ value: { sfdc: { contactId: nthContactId(9) } } })
    expect(lookupContact(nthContactId(9))(after)).toMatchObject({
      value: { _tag: 'LiveContact', accountId: nthAccountId(1) },
    })
  })
})

describe('an input that is refused or has to wait', () => {
  test('comes back with the reason', () => {
    const edit: Input = {
      _tag: 'EditAccountField',
      at,
      contactId: nthContactId(9),
      field: fieldName('Name'),
      value: 'b',
    }
    expect(decide(defaultSettings)(edit)(marketo)).toEqual(
      E.left({
        _tag: 'Refused',
        refusal: { _tag: 'UnknownContact', rule: 'edit.live-contact', contactId: nthContactId(9) },
        input: edit,
      }),
    )
    const contact: Input = { _tag: 'SyncContact', at, record: contactRecord(1) }
    expect(decide(defaultSettings)(contact)(emptyMarketo)).toEqual(
      E.left({
        _tag: 'Deferred',
        reason: {
          _tag: 'AccountNotYetKnown',
          rule: 'contact.one-account',
          contactId: nthContactId(1),
          accountId: nthAccountId(1),
        },
        input: contact,
      }),
    )
  })

  test.each<Input>([
    confirm(),
    { _tag: 'FailConversion', at, personId: personId(1), failedAt: 'sync', reason: '' },
    {
      _tag: 'ConvertPerson',
      at,
      personId: personId(1),
      assignTo: converting.sfdc.terms.assignTo,
      convertedStatus: '',
      notifyOwner: true,
      accepts: '',
    },
  ])('[convert.known-person] $_tag of somebody unknown is refused before all else', (input) => {
    expect(decide(defaultSettings)(input)(emptyMarketo)).toEqual(
      E.left({
        _tag: 'Refused',
        refusal: { _tag: 'UnknownPerson', rule: 'convert.known-person', personId: 1 },
        input,
      }),
    )
  })
})

describe('[convert.never-joins] a contact that two persons are', () => {
  test('is still the contact of the one after the other has been put elsewhere', () => {
    const sfdc = { _tag: 'SfdcContact' as const, contactId: nthContactId(9) }
    const both = [2, 3].map((n) => ({ ...person(sfdc), id: personId(n) }))
    const put: Input = { _tag: 'PutPerson', at, person: { ...person(lead), id: personId(2) } }
    const [, left] = step(defaultSettings)(put)(marketoOf({ ...base, persons: [converting, ...both] }))
    const refused = (of: number) => ({ left: { refusal: { _tag: 'RecordAlreadyClaimed', id: nthContactId(9), of } } })
    expect(decide(defaultSettings)(confirm())(left)).toMatchObject(refused(3))
    const [, none] = step(defaultSettings)({ ...put, person: { ...put.person, id: personId(3) } })(left)
    expect(E.isRight(decide(defaultSettings)(confirm())(none))).toBe(true)
  })
})

describe('[edit.live-contact] a contact that a state made by hand says is live in an account not known', () => {
  test('takes no edit', () => {
    const odd = marketoOf({ accounts: [], contacts: [live(1)], persons: [], conversions: [] })
    const edit: Input = {
      _tag: 'EditAccountField',
      at: second(1),
      contactId: nthContactId(1),
      field: fieldName('A'),
      value: 1,
    }
    expect(decide(defaultSettings)(edit)(odd)).toMatchObject({
      left: { refusal: { _tag: 'ContactNotLive', rule: 'edit.live-contact', why: 'elsewhere' } },
    })
  })

  test('shows no value', () => {
    const odd = marketoOf({ accounts: [], contacts: [live(1)], persons: [], conversions: [] })
    expect(valueForContact(nthContactId(1), fieldName('A'))(odd)).toEqual(O.none)
  })
})
