// Random histories through the library and through the obvious model, compared after every step.
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import fc from 'fast-check'
import {
  activities,
  allAccounts,
  allContacts,
  allPersons,
  countStepActivities,
  emptyMarketo,
  type Marketo,
  type Person,
  scan,
  shownFields,
  type Step,
  valueForContact,
  type FieldName,
} from 'marketo-account-sync'
import { anyHistory, anySettings } from 'marketo-account-sync/testing'
import { isDeepStrictEqual } from 'node:util'
import { describe, test } from 'vitest'
import { canonical } from '../../src/testing/Json.js'
import { type ObviousAnswer, obviousMarketo } from './ObviousMarketo.js'

type Obvious = ReturnType<typeof obviousMarketo>

const multiset = (items: Iterable<unknown>): ReadonlyArray<string> => [...items].map(canonical).sort()

const refusedBy = (step: Step): object | null => {
  if (E.isRight(step.decided)) return null
  const { left } = step.decided
  return left._tag === 'Refused' ? left.refusal : left.reason
}

const answers = (step: Step, answer: ObviousAnswer): boolean =>
  canonical(refusedBy(step)) === canonical(answer.refused) &&
  isDeepStrictEqual(multiset(activities(step)), multiset(answer.logged)) &&
  countStepActivities(step) === answer.logged.length

const accountsOf = (marketo: Marketo): unknown =>
  allAccounts(marketo).map((account) => [
    account.id,
    { ...shownFields(account) },
    account.localEdits.map(({ field, value, through, at }) => [field, value, through, at]),
    account.isDeleted,
    account.systemModstamp,
  ])

const obviousAccounts = ({ accounts }: Obvious): unknown =>
  [...accounts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, account]) => [
      id,
      Object.fromEntries([
        ...account.synced,
        ...[...account.edits].map(([field, { value }]): [string, unknown] => [field, value]),
      ]),
      [...account.edits]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([field, { value, through, at }]) => [field, value, through, at]),
      account.isDeleted,
      account.stamp,
    ])

const statusNames = { LiveContact: 'live', DeletedContact: 'deleted', PrivateContact: 'private' } as const

/** Every contact with the value it shows in every field of the obvious model: nothing more, nothing less. */
const contactsAgree = (marketo: Marketo, { contacts }: Obvious, fields: ReadonlyArray<string>): boolean =>
  allContacts(marketo).length === contacts.size &&
  allContacts(marketo).every((contact) => {
    const obvious = contacts.get(contact.id)
    return (
      obvious?.status === statusNames[contact._tag] &&
      (contact._tag !== 'LiveContact' || contact.accountId === obvious.accountId) &&
      fields.every((field) => {
        const value = O.toUndefined(valueForContact(contact.id, field as FieldName)(marketo))
        return value === (obvious.status === 'live' ? obvious.values.get(field) : undefined)
      })
    )
  })

const statusOf = ({ sfdc }: Person): ReadonlyArray<unknown> => {
  switch (sfdc._tag) {
    case 'NotInSalesforce':
      return ['none', null, null]
    case 'SfdcLead':
      return [sfdc.isDeleted ? 'deleted lead' : 'lead', null, null]
    case 'SfdcContact':
      return ['contact', sfdc.contactId, null]
    case 'Converting':
      return ['converting', null, sfdc.since]
  }
}

const personsOf = (marketo: Marketo): unknown =>
  allPersons(marketo).map((person) => [person.id, person.lastName, person.company, ...statusOf(person)])

const obviousPersons = ({ persons }: Obvious): unknown =>
  [...persons]
    .sort(([a], [b]) => a - b)
    .map(([id, { lastName, company, status, contactId, since }]) => [id, lastName, company, status, contactId, since])

describe('the library does what the obvious model does, for every setting', () => {
  test('[edit.fan-out] [sync.override-all] every value of every contact, the accounts, the persons, the log, and every refusal, after every step', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, inputs) => {
        const obvious = obviousMarketo(settings)
        return [...scan(settings)(inputs)(emptyMarketo)].every(([step, marketo]) => {
          const answer = obvious.apply(step.input)
          const fields = [
            ...new Set([...obvious.accounts.values()].flatMap(({ synced }) => [...synced.keys()])),
            'Absent__c',
          ]
          return (
            answers(step, answer) &&
            canonical(accountsOf(marketo)) === canonical(obviousAccounts(obvious)) &&
            contactsAgree(marketo, obvious, fields) &&
            canonical(personsOf(marketo)) === canonical(obviousPersons(obvious))
          )
        })
      }),
    )
  })
})
