// What a decision about the whole of Marketo adds to the decisions about one account, contact or person: it finds that one,
// counts live contacts, and passes events and refusals on.
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { ConfirmConversion, Event, Input, Marketo } from 'marketo-account-sync'
import {
  defaultSettings,
  emptyMarketo,
  lookupContact,
  lookupPerson,
  marketoDecider,
  marketoOf,
  replay,
  run,
  settingsWith,
  valueForContact,
} from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import {
  account,
  accountRecord,
  at,
  contactRecord,
  convert,
  convertingFrom,
  editThrough,
  fieldName,
  lead,
  live,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  person,
  personId,
  sfdcContact,
  syncContact,
} from '../helpers/values.js'

const { decide } = marketoDecider(defaultSettings)

const eventsWith = (activityCap: number, input: Input, marketo: Marketo): ReadonlyArray<Event> =>
  E.getOrElseW(() => [])(marketoDecider(settingsWith({ instance: { activityCap } })).decide(input, marketo))

const tagsOf = (input: Input, marketo: Marketo) => eventsWith(5_000, input, marketo).map(({ _tag }) => _tag)

const after = (inputs: ReadonlyArray<Input>, start: Marketo): Marketo => run(defaultSettings)(inputs, start).marketo

const confirm = (stamp = 2): ConfirmConversion => ({
  _tag: 'ConfirmConversion',
  at,
  personId: personId(1),
  account: accountRecord(stamp, { Name: 'b' }),
  contactId: nthContactId(9),
  opportunityId: nthOpportunityId(1),
})

const putPerson = (n: number, sfdc: Parameters<typeof person>[0]): Input => ({
  _tag: 'PutPerson',
  at,
  person: person(sfdc, { id: personId(n) }),
})

const converting = { ...person(lead), sfdc: convertingFrom(lead) }
const rows = {
  accounts: [account(1, { Name: 'a' })],
  contacts: [live(1), live(2)],
  persons: [converting],
  conversions: [],
}
const marketo = marketoOf(rows)

describe('a confirmed conversion', () => {
  test('[convert.creates-three] first syncs its account down, and then confirms the conversion', () => {
    expect(tagsOf(confirm(), marketo)).toEqual(['AccountSyncedDown', 'ConversionConfirmed'])
  })

  test('[activity.cap] counts the live contacts before its own contact is added', () => {
    expect(eventsWith(2, confirm(), marketo)[0]).toMatchObject({ liveContacts: 2, logged: true })
    expect(eventsWith(1, confirm(), marketo)[0]).toMatchObject({ liveContacts: 2, logged: false })
  })

  test('[sync.only-newer] is confirmed even if its account record is late', () => {
    expect(tagsOf(confirm(0), marketo)).toEqual(['ConversionConfirmed'])
  })

  test('[convert.answered-once] is ignored if it comes again, even with a newer account record', () => {
    expect(decide(confirm(5), after([confirm()], marketo))).toEqual(E.right([]))
  })

  test('[convert.never-joins] is refused for another person who is that contact, the lowest number first', () => {
    const others = [3, 2].map((n) => person(sfdcContact(9), { id: personId(n) }))
    const refused = decide(confirm(), marketoOf({ ...rows, persons: [converting, ...others] }))
    expect(refused).toMatchObject({ left: { _tag: 'Refused', refusal: { _tag: 'RecordAlreadyClaimed', of: 2 } } })
  })

  test('[convert.never-joins] is not refused for somebody who is no longer that contact', () => {
    const left = after([putPerson(2, sfdcContact(9)), putPerson(2, lead)], marketo)
    expect(E.isRight(decide(confirm(), left))).toBe(true)
  })

  test('[convert.never-joins] is refused as long as one of two persons is that contact', () => {
    const one = after([putPerson(2, sfdcContact(9)), putPerson(3, sfdcContact(9)), putPerson(2, lead)], marketo)
    expect(decide(confirm(), one)).toMatchObject({
      left: { refusal: { _tag: 'RecordAlreadyClaimed', id: nthContactId(9), of: 3 } },
    })
    expect(E.isRight(decide(confirm(), after([putPerson(3, lead)], one)))).toBe(true)
  })

  test('[convert.creates-three] makes the person that contact, which is live in the account', () => {
    const confirmed = replay(eventsWith(5_000, confirm(), marketo), marketo)
    expect(lookupPerson(personId(1))(confirmed)).toEqual(O.some(person(sfdcContact(9))))
    expect(lookupContact(nthContactId(9))(confirmed)).toMatchObject({
      value: { _tag: 'LiveContact', accountId: nthAccountId(1) },
    })
  })
})

describe('the other requests and answers', () => {
  test('[convert.answered-once] find the person whose conversion has failed', () => {
    const fail: Input = { _tag: 'FailConversion', at, personId: personId(1), failedAt: 'convert', reason: 'R' }
    expect(tagsOf(fail, marketo)).toEqual(['ConversionFailed'])
    expect(decide(fail, after([fail], marketo))).toMatchObject({
      left: { _tag: 'Refused', refusal: { _tag: 'NoConversionUnderWay', personId: 1 } },
    })
  })

  test('[convert.not-a-contact] check the person before the accepted text, and the text before the owner', () => {
    const queue = { ...convert(1), accepts: '', assignTo: nthAccountId(1) }
    const refusedIn = (state: Marketo, command: Input) => E.swap(decide(command, state))
    const known = marketoOf({ ...rows, persons: [person(lead)] })
    expect(refusedIn(marketo, queue)).toMatchObject({ right: { refusal: { _tag: 'ConversionUnderWay' } } })
    expect(refusedIn(known, queue)).toMatchObject({ right: { refusal: { _tag: 'NewAccountNotAccepted' } } })
    expect(refusedIn(known, { ...queue, accepts: convert(1).accepts })).toMatchObject({
      right: { refusal: { _tag: 'OwnerNotAUser' } },
    })
  })

  test('[convert.not-a-contact] refuse to put a person while a conversion is under way', () => {
    expect(decide(putPerson(1, lead), marketo)).toMatchObject({
      left: { _tag: 'Refused', refusal: { _tag: 'ConversionUnderWay', personId: 1 } },
    })
    expect(tagsOf(putPerson(2, lead), marketo)).toEqual(['PersonPut'])
  })
})

describe('an input that is refused or has to wait', () => {
  test('comes back with the reason', () => {
    const edit = editThrough(nthContactId(9), 'Name', 'b')
    expect(decide(edit, marketo)).toEqual(
      E.left({
        _tag: 'Refused',
        refusal: { _tag: 'UnknownContact', rule: 'edit.live-contact', contactId: nthContactId(9) },
        input: edit,
      }),
    )
    const contact = syncContact(contactRecord(1))
    expect(decide(contact, emptyMarketo)).toEqual(
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
    { ...convert(1), accepts: '' },
  ])('[convert.known-person] is refused first of all for an unknown person: $_tag', (input) => {
    expect(decide(input, emptyMarketo)).toEqual(
      E.left({
        _tag: 'Refused',
        refusal: { _tag: 'UnknownPerson', rule: 'convert.known-person', personId: 1 },
        input,
      }),
    )
  })
})

describe('[edit.live-contact] a contact whose account is missing, which only rows made by hand can say,', () => {
  const odd = marketoOf({ accounts: [], contacts: [live(1)], persons: [], conversions: [] })

  test('takes no edit', () => {
    expect(decide(editThrough(nthContactId(1), 'A', 1), odd)).toMatchObject({
      left: { refusal: { _tag: 'ContactNotLive', rule: 'edit.live-contact', why: 'elsewhere' } },
    })
  })

  test('shows no value', () => {
    expect(valueForContact(nthContactId(1), fieldName('A'))(odd)).toEqual(O.none)
  })
})
