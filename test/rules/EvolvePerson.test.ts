import * as O from 'fp-ts/lib/Option.js'
import fc from 'fast-check'
import type { ConversionFailed, Person, PersonEvent } from 'marketo-account-sync'
import { evolvePerson } from 'marketo-account-sync'
import { anyPerson } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { anyPersonEvent } from '../helpers/arbitraries.js'
import {
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
  sfdcContact,
  terms,
} from '../helpers/values.js'

const conversion = { at: second(1), personId: personId(1), terms }
const ids = { accountId: nthAccountId(1), contactId: nthContactId(2), opportunityId: nthOpportunityId(3) }
const converting = (from: Parameters<typeof convertingFrom>[0]): Person => ({
  ...person(lead),
  sfdc: convertingFrom(from),
})
const failed = (failedAt: ConversionFailed['failedAt']): PersonEvent => ({
  _tag: 'ConversionFailed',
  ...conversion,
  failedAt,
  reason: 'R',
})

describe('a person', () => {
  test('is replaced completely by the person in a PersonPut event', () => {
    const event: PersonEvent = { _tag: 'PersonPut', at, person: person(sfdcContact(1)) }
    for (const before of [O.none, O.some(person(lead)), O.some(converting(lead))])
      expect(evolvePerson(before, event)).toEqual(O.some(event.person))
  })

  test.each([notInSalesforce, lead, deletedLead])(
    '[convert.creates-three] is being converted after ConversionRequested if the earlier status is %j',
    (from) => {
      const event: PersonEvent = { _tag: 'ConversionRequested', ...conversion, from, newLead: null }
      expect(evolvePerson(O.some(person(from)), event)).toEqual(O.some({ ...person(from), sfdc: convertingFrom(from) }))
    },
  )

  test('[convert.creates-three] is the new contact after ConversionConfirmed', () => {
    const event: PersonEvent = { _tag: 'ConversionConfirmed', ...conversion, ...ids }
    expect(evolvePerson(O.some(converting(lead)), event)).toEqual(O.some(person(sfdcContact(2))))
  })

  test.each([notInSalesforce, lead, deletedLead])(
    '[convert.syncs-first] has the former status %j again after ConversionFailed at the step "sync"',
    (from) => {
      expect(evolvePerson(O.some(converting(from)), failed('sync'))).toEqual(O.some(person(from)))
    },
  )

  test.each([notInSalesforce, lead, deletedLead])(
    '[convert.syncs-first] is a lead after ConversionFailed at the step "convert", because the sync succeeded (former status %j)',
    (from) => {
      expect(evolvePerson(O.some(converting(from)), failed('convert'))).toEqual(O.some(person(lead)))
    },
  )

  test('[convert.answered-once] is unchanged after ConversionFailed if no conversion was under way', () => {
    for (const sfdc of [notInSalesforce, lead, deletedLead, sfdcContact(1)])
      for (const failedAt of ['sync', 'convert'] as const)
        expect(evolvePerson(O.some(person(sfdc)), failed(failedAt))).toEqual(O.some(person(sfdc)))
  })

  test('stays unknown after every event except PersonPut if Marketo does not know the person', () => {
    fc.assert(
      fc.property(anyPersonEvent, (event) => {
        expect(O.isSome(evolvePerson(O.none, event))).toBe(event._tag === 'PersonPut')
      }),
    )
  })

  test('keeps its number and its names in every event except PersonPut', () => {
    fc.assert(
      fc.property(anyPerson, anyPersonEvent, (before, event) => {
        fc.pre(event._tag !== 'PersonPut')
        expect(evolvePerson(O.some(before), event)).toMatchObject({
          value: { id: before.id, lastName: before.lastName, company: before.company },
        })
      }),
    )
  })
})
