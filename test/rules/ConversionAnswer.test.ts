import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { ConfirmConversion, Conversion, ConversionClaims, FailConversion, Person } from 'marketo-account-sync'
import { confirmConversion, conversionIds, failConversion } from 'marketo-account-sync'
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
  sfdcContact,
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

const noClaims: ConversionClaims = { contactOfAnother: () => O.none, outcomeOf: () => O.none }
/** Makes claims which state that an earlier conversion created all three records of the answer. */
const outcome = (earlier: Conversion): ConversionClaims => ({
  ...noClaims,
  outcomeOf: (id) => (conversionIds(earlier).includes(id) ? O.some(earlier) : O.none),
})

const confirm = (claims: ConversionClaims, known: Person) => confirmConversion({ ...answer, claims }, known)

const noneUnderWay = { _tag: 'NoConversionUnderWay', rule: 'convert.answered-once', personId: 1 }

describe('a confirmation of a conversion', () => {
  test('[convert.answered-once] is applied to a conversion under way', () => {
    const event = { _tag: 'ConversionConfirmed', at, ...conversion, terms }
    expect(confirm(noClaims, converting())).toEqual(E.right(O.some(event)))
  })

  test.each([lead, notInSalesforce, deletedLead, sfdcContact(1)])(
    '[convert.answered-once] is refused if the status of the person is %j, because no conversion is under way',
    (sfdc) => {
      expect(confirm(noClaims, person(sfdc))).toEqual(E.left(noneUnderWay))
    },
  )

  test('[convert.answered-once] is ignored if it repeats an earlier confirmation, whether or not a conversion is under way', () => {
    for (const known of [converting(), person(sfdcContact(1))])
      expect(confirm(outcome(conversion), known)).toEqual(E.right(O.none))
  })

  test.each([
    ['account', { contactId: nthContactId(2), opportunityId: nthOpportunityId(2) }, nthAccountId(1)],
    ['contact', { accountId: nthAccountId(2), opportunityId: nthOpportunityId(2) }, nthContactId(1)],
    ['opportunity', { accountId: nthAccountId(2), contactId: nthContactId(2) }, nthOpportunityId(1)],
  ])('[convert.never-joins] is refused if a different conversion created the %s in the answer', (_what, others, id) => {
    const refusal = {
      _tag: 'RecordAlreadyClaimed',
      rule: 'convert.never-joins',
      personId: 1,
      id,
      why: 'outcome of another conversion',
    }
    for (const of of [1, 2]) {
      const other: Conversion = { ...conversion, ...others, personId: personId(of) }
      expect(confirm(outcome(other), converting())).toEqual(E.left({ ...refusal, of }))
    }
  })

  test('[convert.never-joins] is refused if the three records in the answer come from the conversion of another person', () => {
    const other = { ...conversion, personId: personId(2) }
    expect(confirm(outcome(other), converting())).toMatchObject({
      left: { id: nthAccountId(1), of: 2 },
    })
  })

  test('[convert.never-joins] checks the contact before the other records in the answer', () => {
    const claims: ConversionClaims = {
      ...outcome({ ...conversion, personId: personId(3) }),
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
    expect(confirm(claims, converting())).toEqual(E.left(refusal))
    expect(confirm(claims, person(lead))).toEqual(E.left(noneUnderWay))
  })
})

describe('an answer that reports a failed conversion', () => {
  const failure = (failedAt: FailConversion['failedAt']): FailConversion => ({
    _tag: 'FailConversion',
    at,
    personId: personId(1),
    failedAt,
    reason: 'REQUIRED_FIELD_MISSING',
  })

  test.each([
    ['sync', notInSalesforce],
    ['sync', deletedLead],
    ['convert', notInSalesforce],
    ['convert', deletedLead],
    ['convert', lead],
  ] as const)(
    '[convert.syncs-first] [activity.convert] is accepted, and the event contains the step, the reason and the terms (step "%s", former status %j)',
    (failedAt, from) => {
      const event = {
        _tag: 'ConversionFailed',
        at,
        personId: 1,
        failedAt,
        reason: 'REQUIRED_FIELD_MISSING',
        terms,
      }
      expect(failConversion(failure(failedAt), converting(from))).toEqual(E.right(event))
    },
  )

  test('[convert.syncs-first] is refused at the step "sync" if the person was a lead, because the conversion of a lead needs no sync', () => {
    const refusal = { _tag: 'NoSyncNeeded', rule: 'convert.syncs-first', personId: 1 }
    expect(failConversion(failure('sync'), converting(lead))).toEqual(E.left(refusal))
  })

  test('[convert.answered-once] is refused if no conversion is under way', () => {
    for (const failedAt of ['sync', 'convert'] as const)
      expect(failConversion(failure(failedAt), person(notInSalesforce))).toEqual(E.left(noneUnderWay))
  })
})
