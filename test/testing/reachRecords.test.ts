// What the arbitraries of records promise beyond being well-formed: each form comes, and about how often.
import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import * as core from 'marketo-account-sync'
import * as any from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { between, lengths, made, share, usual } from './sampling.js'

describe('contacts:', () => {
  const placesOf = ({ appliedAtStamp }: core.Contact) =>
    appliedAtStamp.map(({ accountId, isDeleted }) => `${String(accountId)} ${String(isDeleted)}`)

  test.each<readonly [string, () => ReadonlyArray<core.Contact>, isThere: (last: core.ContactRecord) => boolean]>([
    ['a live contact', () => made(any.anyLiveContact), ({ accountId, isDeleted }) => accountId !== null && !isDeleted],
    ['a deleted contact', () => made(any.anyDeletedContact), ({ isDeleted }) => isDeleted],
    [
      'a private contact',
      () => made(any.anyPrivateContact),
      ({ accountId, isDeleted }) => accountId === null && !isDeleted,
    ],
  ])('%s is where its last record says, and was elsewhere before', (_name, contacts, isThere) => {
    const all = contacts()
    expect(lengths(all.map(placesOf)).at(-1)).toBe(3)
    expect(all.filter((contact) => new Set(placesOf(contact)).size < placesOf(contact).length)).toEqual([])
    expect(all.flatMap(({ appliedAtStamp }) => appliedAtStamp.slice(-1)).filter((last) => !isThere(last))).toEqual([])
    // Deleted and live in the same account, or in none, is elsewhere too.
    const accountsOf = all.map(({ appliedAtStamp }) => appliedAtStamp.map(({ accountId }) => accountId))
    expect(accountsOf.filter((ids) => new Set(ids).size < ids.length).length).toBeGreaterThan(20)
  })

  test('one live contact in six has no record of its own', () => {
    expect(share(made(any.anyLiveContact), ({ appliedAtStamp }) => appliedAtStamp.length === 0)).toSatisfy(
      between(0.1, 0.25),
    )
  })

  test('a deletion names an account, or none', () => {
    const last = made(any.anyDeletedContact).flatMap(({ appliedAtStamp }) => appliedAtStamp.slice(-1))
    expect(share(last, ({ accountId }) => accountId === null)).toSatisfy(between(0.05, 0.5))
  })
})

describe('records of a query:', () => {
  test('one has its id in its address, in half of them there alone, and one in six lacks its stamp', () => {
    const records = made(any.anyQueriedRecord)
    const idOf = (url: string) => url.slice(url.lastIndexOf('/') + 1)
    for (const { Id, attributes } of records) {
      const { type = '', url = '' } = attributes ?? {}
      const id = idOf(url)
      expect(url).toBe(`/services/data/v52.0/sobjects/${type}/${Id ?? id}`)
      expect((type === 'Account' ? core.AccountId : core.ContactId).is(id)).toBe(true)
    }
    expect(share(records, ({ Id }) => Id === undefined)).toSatisfy(between(0.4, 0.6))
    expect(share(records, (record) => !('SystemModstamp' in record))).toSatisfy(between(0.1, 0.25))
  })

  test('one shrinks to a record that selects its id and has its stamp', () => {
    const { counterexample } = fc.check(
      fc.property(any.anyQueriedRecord, () => false),
      { seed: 1 },
    )
    expect(Object.keys(counterexample?.[0] ?? {})).toEqual(expect.arrayContaining(['Id', 'SystemModstamp']))
  })

  test('a page has up to four, says how many more there are, and mostly where to read on', () => {
    const pages = made(any.anyQueryResult)
    const more = ({ totalSize, records }: (typeof pages)[number]) => totalSize - records.length
    const unfinished = pages.filter(({ done }) => !done)
    const addresses = unfinished.flatMap(({ nextRecordsUrl }) => nextRecordsUrl ?? [])
    expect(lengths(pages.map(({ records }) => records))).toEqual([0, 1, 2, 3, 4])
    expect([...new Set(pages.map(more))].sort()).toEqual([0, 1, 2, 3, 4, 5])
    expect(pages.filter((page) => page.done !== (more(page) === 0))).toEqual([])
    expect(pages.filter(({ done, nextRecordsUrl }) => done && nextRecordsUrl !== undefined)).toEqual([])
    for (const url of addresses) expect(url).toMatch(/^\/services\/data\/v52\.0\/query\/01g4W000000000[0-6]-2000$/)
    expect(addresses.length / unfinished.length).toSatisfy(between(0.6, 0.95))
  })
})

describe('what change events are completed from', () => {
  test('holds accounts and contacts, and knows the dates of up to two fields in every other case', () => {
    const contexts = made(any.anyChangeContext, 300)
    const [accountIds, contactIds] = [[...usual(made(any.anyAccountId))], [...usual(made(any.anyContactId))]]
    const fields = [...usual(made(any.anyFieldName))]
    const dateFields = contexts.flatMap((context) => ('dateFields' in context ? [context.dateFields] : []))
    expect(share(contexts, ({ account }) => accountIds.some((id) => O.isSome(account(id))))).toSatisfy(
      between(0.5, 0.99),
    )
    expect(share(contexts, ({ contact }) => contactIds.some((id) => O.isSome(contact(id))))).toSatisfy(
      between(0.5, 0.99),
    )
    expect(dateFields.length / contexts.length).toSatisfy(between(0.4, 0.6))
    expect(lengths(dateFields.map((kindOf) => fields.filter((field) => kindOf(field) !== undefined)))).toEqual([
      0, 1, 2,
    ])
    expect(new Set(dateFields.flatMap((kindOf) => fields.map(kindOf)))).toEqual(
      new Set(['date', 'datetime', undefined]),
    )
  })
})

describe('what change events amount to', () => {
  test('is of up to six events, of one or two records each', () => {
    const outcomes = made(any.anyChanges).map(({ deliveries, refetch, errors }) => [
      ...deliveries,
      ...refetch.flatMap(({ ids }): ReadonlyArray<string> => (ids === 'every' ? [ids] : ids)),
      ...errors,
    ])
    expect(Math.max(...outcomes.map(({ length }) => length))).toSatisfy(between(9, 12))
  })
})

describe("Marketo's log:", () => {
  const restNames = [
    'company',
    'industry',
    'annualRevenue',
    'billingCity',
    'billingCountry',
    'billingPostalCode',
    'billingState',
    'billingStreet',
    'mktoCompanyNotes',
    'numberOfEmployees',
    'mainPhone',
    'sicCode',
    'site',
    'website',
  ]
  const namesOf = (names: ReadonlyArray<string>) => [...new Set(names)].sort()

  test('each field whose name is documented comes', () => {
    expect(namesOf(made(any.anyMarketoField).map(({ restName }) => restName))).toEqual([...restNames].sort())
  })

  test('a caller knows most leads, some numbers and, mostly, some names', () => {
    const callers = made(any.anyMarketoIds)
    const fields = [...usual(made(any.anyFieldName))]
    const [contactId] = usual(made(any.anyContactId))
    const displayNames = callers.flatMap(({ displayName }) => displayName ?? [])
    const howMany = (name: (field: core.FieldName) => O.Option<unknown>) =>
      fields.filter((field) => O.isSome(name(field)))
    expect(share(callers, ({ leadId }) => O.isNone(leadId(contactId as core.ContactId)))).toSatisfy(between(0.08, 0.2))
    expect(share(callers, ({ leadId }) => made(any.anyContactId, 200).every((id) => O.isSome(leadId(id))))).toSatisfy(
      between(0.1, 0.25),
    )
    expect(lengths(callers.map(({ fieldId }) => howMany(fieldId)))).toEqual([0, 1, 2, 3])
    expect(lengths(displayNames.map(howMany))).toEqual([0, 1, 2, 3])
    expect(displayNames.length / callers.length).toSatisfy(between(0.7, 0.9))
    const leads = callers.flatMap(({ leadId }) =>
      O.match(
        () => [],
        (id) => [id],
      )(leadId(contactId as core.ContactId)),
    )
    expect(leads.filter((id) => !core.PersonId.is(id))).toEqual([])
  })

  test('an activity has a number of the caller, and any', () => {
    const numbers = made(any.anyMarketoActivity).map(({ id }) => id)
    expect(numbers.filter((id) => !(Number.isSafeInteger(id) && id >= 0))).toEqual([])
    expect(new Set(numbers).size).toBeGreaterThan(100)
  })

  test('who has no lead has none for that contact', () => {
    for (const noLead of made(any.anyNoLead)) {
      expect(noLead._tag).toBe('NoLead')
      expect(core.ContactId.is(noLead.contactId)).toBe(true)
    }
  })

  test('each attribute of an activity comes', () => {
    expect(namesOf(made(any.anyMarketoAttribute).map(({ name }) => name))).toEqual([
      'Converted Status',
      'New Value',
      'Old Value',
      'Reason',
      'Send Notification Email',
      'Source',
    ])
  })

  test('what is no concern of this library is of one of six types', () => {
    expect([...usual(made(any.anyOtherActivity).map(({ activityTypeId }) => activityTypeId))].sort()).toEqual([
      1, 12, 19, 2, 46, 6,
    ])
  })

  test('a change is of a documented field, of one of the person, or of any; its reason is told, or Salesforce, or none', () => {
    const changes = made(any.anyLoggedChange, 3_000)
    const names = changes.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(restNames))
    expect([...usual(names)]).toEqual(expect.arrayContaining(['email', 'leadScore', 'Company Name', 'Industry', 'Fax']))
    expect(namesOf(changes.map(({ reason }) => String(reason)))).toEqual([
      'Salesforce',
      'marketo-account-sync: local edit',
      'marketo-account-sync: sync-down',
      'null',
    ])
    expect(new Set(changes.map(({ oldValue }) => oldValue === null))).toEqual(new Set([true, false]))
  })

  test('a page goes on or not, has entries that cannot be read, and one in ten has none or is refused', () => {
    const pages = made(any.anyActivityPage)
    const errors = pages.flatMap((page) => page.errors.map(({ path, found }) => `${path.replace(/\d/, 'n')}: ${found}`))
    expect(namesOf(errors)).toEqual([
      'errors.n: "602 Access token expired"',
      'result.n.activityDate: nothing',
      'result.n.activityTypeId: nothing',
      'result.n.leadId: "a"',
      'result.n.leadId: nothing',
    ])
    expect(
      namesOf(pages.map(({ moreResult, nextPageToken }) => `${String(moreResult)} ${String(nextPageToken)}`)),
    ).toEqual(['false WQV2VQVPPCKHC6AQYVK7JDSA3I===', 'false null', 'true WQV2VQVPPCKHC6AQYVK7JDSA3I===', 'true null'])
    expect(share(pages, (page) => page.errors.some(({ path }) => path === 'errors.0'))).toSatisfy(between(0.02, 0.1))
    expect(new Set(pages.flatMap(({ activities }) => activities.map(({ _tag }) => _tag)))).toEqual(
      new Set(['LoggedChange', 'LoggedConversion', 'OtherActivity']),
    )
    // Four items at most; one of Get Lead Changes tells of up to three fields.
    expect(Math.max(...pages.map(({ activities }) => activities.length))).toSatisfy(between(9, 12))
  })
})
