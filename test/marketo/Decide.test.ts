// `decide` finds the account, contact or person of an input, and counts live contacts. It returns the events and refusals of
// the rules. The tests in test/rules test the rules.
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
  test('[convert.creates-three] gives the event of the sync-down before the event of the confirmation', () => {
    expect(tagsOf(confirm(), marketo)).toEqual(['AccountSyncedDown', 'ConversionConfirmed'])
  })

  test('[activity.cap] does not count the new contact among the live contacts', () => {
    expect(eventsWith(2, confirm(), marketo)[0]).toMatchObject({ liveContacts: 2, logged: true })
    expect(eventsWith(1, confirm(), marketo)[0]).toMatchObject({ liveContacts: 2, logged: false })
  })

  test('[sync.only-newer] is accepted even if the account record in the answer is late', () => {
    expect(tagsOf(confirm(0), marketo)).toEqual(['ConversionConfirmed'])
  })

  test('[convert.answered-once] is ignored if it repeats an earlier answer, but with a newer account record', () => {
    expect(decide(confirm(5), after([confirm()], marketo))).toEqual(E.right([]))
  })

  test('[convert.never-joins] is refused if the new contact belongs to other persons, and the refusal names the person with the lowest number', () => {
    const others = [3, 2].map((n) => person(sfdcContact(9), { id: personId(n) }))
    const refused = decide(confirm(), marketoOf({ ...rows, persons: [converting, ...others] }))
    expect(refused).toMatchObject({ left: { _tag: 'Refused', refusal: { _tag: 'RecordAlreadyClaimed', of: 2 } } })
  })

  test('[convert.never-joins] is accepted if the new contact belonged to person 2 earlier, and person 2 is a lead now', () => {
    const left = after([putPerson(2, sfdcContact(9)), putPerson(2, lead)], marketo)
    expect(E.isRight(decide(confirm(), left))).toBe(true)
  })

  test('[convert.never-joins] is refused if the new contact belonged to persons 2 and 3 earlier, and still belongs to person 3', () => {
    const one = after([putPerson(2, sfdcContact(9)), putPerson(3, sfdcContact(9)), putPerson(2, lead)], marketo)
    expect(decide(confirm(), one)).toMatchObject({
      left: { refusal: { _tag: 'RecordAlreadyClaimed', id: nthContactId(9), of: 3 } },
    })
    expect(E.isRight(decide(confirm(), after([putPerson(3, lead)], one)))).toBe(true)
  })

  test('[convert.creates-three] turns the person into the new contact, and makes this contact live in the new account', () => {
    const confirmed = replay(eventsWith(5_000, confirm(), marketo), marketo)
    expect(lookupPerson(personId(1))(confirmed)).toEqual(O.some(person(sfdcContact(9))))
    expect(lookupContact(nthContactId(9))(confirmed)).toMatchObject({
      value: { _tag: 'LiveContact', accountId: nthAccountId(1) },
    })
  })
})

describe('deciding about a person', () => {
  test('[convert.answered-once] applies the first FailConversion, and refuses a second FailConversion for the same conversion', () => {
    const fail: Input = { _tag: 'FailConversion', at, personId: personId(1), failedAt: 'convert', reason: 'R' }
    expect(tagsOf(fail, marketo)).toEqual(['ConversionFailed'])
    expect(decide(fail, after([fail], marketo))).toMatchObject({
      left: { _tag: 'Refused', refusal: { _tag: 'NoConversionUnderWay', personId: 1 } },
    })
  })

  test('[convert.not-a-contact] checks the person first, then the text of acceptance, then the owner', () => {
    const queue = { ...convert(1), accepts: '', assignTo: nthAccountId(1) }
    const refusedIn = (state: Marketo, command: Input) => E.swap(decide(command, state))
    const known = marketoOf({ ...rows, persons: [person(lead)] })
    expect(refusedIn(marketo, queue)).toMatchObject({ right: { refusal: { _tag: 'ConversionUnderWay' } } })
    expect(refusedIn(known, queue)).toMatchObject({ right: { refusal: { _tag: 'NewAccountNotAccepted' } } })
    expect(refusedIn(known, { ...queue, accepts: convert(1).accepts })).toMatchObject({
      right: { refusal: { _tag: 'OwnerNotAUser' } },
    })
  })

  test('[convert.not-a-contact] refuses PutPerson while a conversion of the person is under way', () => {
    expect(decide(putPerson(1, lead), marketo)).toMatchObject({
      left: { _tag: 'Refused', refusal: { _tag: 'ConversionUnderWay', personId: 1 } },
    })
    expect(tagsOf(putPerson(2, lead), marketo)).toEqual(['PersonPut'])
  })
})

describe('a refused or deferred input', () => {
  test('is returned with the reason', () => {
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
  ])(
    '[convert.known-person] has the refusal UnknownPerson if a $_tag names an unknown person, even if a second reason exists',
    (input) => {
      expect(decide(input, emptyMarketo)).toEqual(
        E.left({
          _tag: 'Refused',
          refusal: { _tag: 'UnknownPerson', rule: 'convert.known-person', personId: 1 },
          input,
        }),
      )
    },
  )
})

describe('[edit.live-contact] a live contact whose account is missing in the rows', () => {
  const odd = marketoOf({ accounts: [], contacts: [live(1)], persons: [], conversions: [] })

  test('cannot be edited', () => {
    expect(decide(editThrough(nthContactId(1), 'A', 1), odd)).toMatchObject({
      left: { refusal: { _tag: 'ContactNotLive', rule: 'edit.live-contact', why: 'elsewhere' } },
    })
  })

  test('shows no value', () => {
    expect(valueForContact(nthContactId(1), fieldName('A'))(odd)).toEqual(O.none)
  })
})
