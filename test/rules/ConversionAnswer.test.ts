import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { ConfirmConversion, Conversion, FailConversion, Person, ConversionClaims } from 'marketo-account-sync'
import { confirmConversion, evolvePerson, failConversion, putPerson } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import {
  accountRecord,
  at,
  convertingFrom,
  deletedLead,
  lead,
  notInSalesforce,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  person,
  personId,
  second,
  terms,
} from '../helpers/values.js'

const converting = (from: Parameters<typeof convertingFrom>[0] = lead): Person => ({
  ...person(lead),
  sfdc: convertingFrom(from),
})

const ids = { accountId: nthAccountId(1), contactId: nthContactId(1), opportunityId: nthOpportunityId(1) }
const conversion: Conversion = { personId: personId(1), ...ids }

const answer: ConfirmConversion = {
  _tag: 'ConfirmConversion',
  at,
  personId: personId(1),
  account: accountRecord(1, {}),
  contactId: ids.contactId,
  opportunityId: ids.opportunityId,
}

const nothingTaken: ConversionClaims = { contactOfAnother: () => O.none, outcomeOf: () => O.none }
const outcomes = (...known: ReadonlyArray<Conversion>): ConversionClaims => ({
  ...nothingTaken,
  outcomeOf: (id) =>
    O.fromNullable(
      known.find((one) => [one.accountId, one.contactId, one.opportunityId].some((other) => other === id)),
    ),
})

const noneUnderWay = { _tag: 'NoConversionUnderWay', rule: 'convert.answered-once', personId: 1 }

describe('a confirmation', () => {
  test('[convert.answered-once] is applied to a conversion under way', () => {
    const event = { _tag: 'ConversionConfirmed', at, ...conversion, terms }
    expect(confirmConversion(nothingTaken)(answer)(converting())).toEqual(E.right(O.some(event)))
  })

  test.each([lead, notInSalesforce, deletedLead, { _tag: 'SfdcContact', contactId: nthContactId(1) } as const])(
    '[convert.answered-once] is refused for %j, whose conversion is not under way',
    (sfdc) => {
      expect(confirmConversion(nothingTaken)(answer)(person(sfdc))).toEqual(E.left(noneUnderWay))
    },
  )

  test('[convert.answered-once] is ignored if it is the same again, under way or not', () => {
    for (const known of [converting(), person({ _tag: 'SfdcContact', contactId: ids.contactId })])
      expect(confirmConversion(outcomes(conversion))(answer)(known)).toEqual(E.right(O.none))
  })

  test.each([
    ['account', { contactId: nthContactId(2), opportunityId: nthOpportunityId(2) }, nthAccountId(1)],
    ['contact', { accountId: nthAccountId(2), opportunityId: nthOpportunityId(2) }, nthContactId(1)],
    ['opportunity', { accountId: nthAccountId(2), contactId: nthContactId(2) }, nthOpportunityId(1)],
  ])('[convert.never-joins] is refused where its %s is the outcome of another conversion', (_what, others, id) => {
    const refusal = {
      _tag: 'RecordAlreadyClaimed',
      rule: 'convert.never-joins',
      personId: 1,
      id,
      why: 'outcome of another conversion',
    }
    for (const of of [1, 2]) {
      const other: Conversion = { ...conversion, ...others, personId: personId(of) }
      expect(confirmConversion(outcomes(other))(answer)(converting())).toEqual(E.left({ ...refusal, of }))
    }
  })

  test('[convert.never-joins] is refused where the same three are the outcome of another person', () => {
    const other = { ...conversion, personId: personId(2) }
    expect(confirmConversion(outcomes(other))(answer)(converting())).toMatchObject({
      left: { id: nthAccountId(1), of: 2 },
    })
  })

  test("[convert.never-joins] is refused first of all where the contact is another person's", () => {
    const taken: ConversionClaims = {
      ...outcomes({ ...conversion, personId: personId(3) }),
      contactOfAnother: () => O.some(personId(2)),
    }
    const refusal = {
      _tag: 'RecordAlreadyClaimed',
      rule: 'convert.never-joins',
      personId: 1,
      id: nthContactId(1),
      why: 'contact of another person',
      of: 2,
    }
    expect(confirmConversion(taken)(answer)(converting())).toEqual(E.left(refusal))
    expect(confirmConversion(taken)(answer)(person(lead))).toEqual(E.left(noneUnderWay))
  })
})

describe('a failure', () => {
  const failure = (failedAt: FailConversion['failedAt']): FailConversion => ({
    _tag: 'FailConversion',
    at,
    personId: personId(1),
    failedAt,
    reason: 'REQUIRED_FIELD_MISSING',
  })
  const left = (failedAt: FailConversion['failedAt'], from: Parameters<typeof convertingFrom>[0]) => {
    const event = failConversion(failure(failedAt))(converting(from))
    return E.isRight(event) ? O.toUndefined(evolvePerson(event.right)(O.some(converting(from))))?.sfdc : event.left
  }

  test.each([
    ['sync', notInSalesforce, notInSalesforce],
    ['sync', deletedLead, deletedLead],
    ['sync', lead, { _tag: 'NoSyncNeeded', rule: 'convert.syncs-first', personId: 1 }],
    ['convert', notInSalesforce, lead],
    ['convert', deletedLead, lead],
    ['convert', lead, lead],
  ] as const)('[convert.syncs-first] at the %s, of %j, leaves %j', (failedAt, from, expected) => {
    expect(left(failedAt, from)).toEqual(expected)
  })

  test('[activity.convert] says where and why, on the terms asked for', () => {
    expect(failConversion(failure('convert'))(converting())).toEqual(
      E.right({
        _tag: 'ConversionFailed',
        at,
        personId: 1,
        failedAt: 'convert',
        reason: 'REQUIRED_FIELD_MISSING',
        terms,
      }),
    )
  })

  test('[convert.answered-once] is refused where no conversion is under way', () => {
    for (const failedAt of ['sync', 'convert'] as const)
      expect(failConversion(failure(failedAt))(person(notInSalesforce))).toEqual(E.left(noneUnderWay))
  })
})

describe('[convert.not-a-contact] putting a person', () => {
  const put = { _tag: 'PutPerson', at, person: person(lead) } as const

  test('adds one, or replaces what is known', () => {
    const event = O.some({ _tag: 'PersonPut', at, person: person(lead) })
    expect(putPerson(put)(O.none)).toEqual(E.right(event))
    expect(putPerson(put)(O.some(person(deletedLead)))).toEqual(E.right(event))
    expect(putPerson(put)(O.some(person(lead, { company: null })))).toEqual(E.right(event))
    expect(evolvePerson({ _tag: 'PersonPut', at, person: person(lead) })(O.none)).toEqual(O.some(person(lead)))
  })

  test('changes nothing where all is known just so', () => {
    expect(putPerson(put)(O.some(person(lead)))).toEqual(E.right(O.none))
  })

  test('is refused while a conversion is under way', () => {
    const refusal = { _tag: 'ConversionUnderWay', rule: 'convert.not-a-contact', personId: 1, since: second(1) }
    expect(putPerson(put)(O.some(converting()))).toEqual(E.left(refusal))
  })
})
