import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { putPerson } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import {
  at,
  convertingFrom,
  deletedLead,
  lead,
  notInSalesforce,
  person,
  second,
  sfdcContact,
} from '../helpers/values.js'

const put = (known: Parameters<typeof putPerson>[1]) =>
  putPerson({ _tag: 'PutPerson', at, person: person(lead) }, known)
const event = E.right(O.some({ _tag: 'PersonPut', at, person: person(lead) }))

describe('PutPerson (delivers the facts about a person)', () => {
  test('adds an unknown person', () => {
    expect(put(O.none)).toEqual(event)
  })

  test.each([
    ['the Salesforce status', person(notInSalesforce)],
    ['the deleted flag of the lead', person(deletedLead)],
    ['the status "contact"', person(sfdcContact(1))],
    ['the company', person(lead, { company: null })],
    ['the last name', person(lead, { lastName: '' })],
  ])('replaces what Marketo had before: %s', (_what, known) => {
    expect(put(O.some(known))).toEqual(event)
  })

  test('changes nothing if Marketo already has exactly these facts', () => {
    expect(put(O.some(person(lead)))).toEqual(E.right(O.none))
  })

  test('[convert.not-a-contact] is refused while a conversion is under way, even if the input repeats the known facts', () => {
    const refusal = { _tag: 'ConversionUnderWay', rule: 'convert.not-a-contact', personId: 1, since: second(1) }
    expect(put(O.some({ ...person(lead), sfdc: convertingFrom(lead) }))).toEqual(E.left(refusal))
  })
})
