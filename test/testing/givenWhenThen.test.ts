import * as E from 'fp-ts/lib/Either.js'
import type { Given } from 'marketo-account-sync/testing'
import { given, givenFor, holds, reference } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'

const at = '2026-03-01T09:05:00.000Z'
const accountId = '0014W000027f6UwQAI'
const contactId = '0034W00002h3aK1QAI'
const other = '0034W00002h3aK2QAI'

const account = (SystemModstamp: string, Industry: string) => ({
  _tag: 'SyncAccount',
  at,
  record: { Id: accountId, SystemModstamp, Industry },
})
const contact = (Id: string) => ({ _tag: 'SyncContact', at, record: { Id, AccountId: accountId, SystemModstamp: at } })
const edit = { _tag: 'EditAccountField', at, contactId, field: 'Industry', value: 'Banking' }
const later = account('2026-03-02T09:05:00Z', 'Mining')

const change = (id: string) => ({
  _tag: 'ChangeDataValue',
  at,
  contactId: id,
  accountId,
  field: 'Industry',
  oldValue: 'Energy',
  newValue: 'Mining',
  cause: 'sync-down',
})

const begun = (settings?: unknown): Given =>
  given([account(at, 'Energy'), contact(contactId), contact(other)], settings)

const because = (verdict: ReturnType<ReturnType<Given['when']>['then']>): ReadonlyArray<string> =>
  verdict._tag === 'Fails' ? verdict.because : []

describe('the test helper given(…).when(…).then(…)', () => {
  it('passes if the outcome and the picture are as expected, even if the activities have a different order', () => {
    const when = begun().when(later)
    const shown = { Industry: 'Mining' }
    expect(when.then({ activities: [change(contactId), change(other)] })).toEqual(holds)
    expect(when.then({ activities: [change(other), change(contactId)] })).toEqual(holds)
    expect(
      when.then({
        toSalesforce: [],
        picture: {
          accounts: { [accountId]: { isDeleted: false, shown, localEdits: {} } },
          contacts: { [other]: { status: 'live', accountId, shown } },
        },
      }),
    ).toEqual(holds)
  })

  it('compares only the keys that the expectation contains', () => {
    expect(begun().when(later).then({})).toEqual(holds)
  })

  it.each([
    [
      { activites: [] },
      'then.activites: expected one of the keys activities, toSalesforce, picture, found "activites"',
    ],
    [
      { picture: { contacs: {} } },
      'then.picture.contacs: expected one of the keys accounts, contacts, persons, found "contacs"',
    ],
    [7, 'then: expected an object: an expectation, found 7'],
    [{ picture: 7 }, 'then.picture: expected an object: a picture, found 7'],
    [{ picture: { accounts: [] } }, 'then.picture.accounts: expected an object: accounts by id, found an array of 0'],
    [{ picture: { contacts: null } }, 'then.picture.contacts: expected an object: contacts by id, found null'],
    [{ picture: { persons: 'none' } }, 'then.picture.persons: expected an object: persons by id, found "none"'],
  ])('fails if the expectation has an unknown key or a wrong type: %j', (expected, told) => {
    expect(
      because(
        begun()
          .when(later)
          .then(expected as never),
      ),
    ).toEqual([told])
    expect(
      because(
        given([])
          .when(edit)
          .then(expected as never),
      ),
    ).toEqual([told])
  })

  it('names every unknown key of an expectation', () => {
    const expected = { refusal: {}, picture: { people: {} } }
    expect(
      because(
        begun()
          .when(later)
          .then(expected as never),
      ),
    ).toHaveLength(2)
  })

  it('treats a key with the value undefined as absent', () => {
    const expected = { activities: undefined, picture: { accounts: undefined } }
    expect(
      begun()
        .when(later)
        .then(expected as never),
    ).toEqual(holds)
  })

  it('fails if the outcome has an activity too many, an activity too few, or a different activity', () => {
    expect(
      because(
        begun()
          .when(later)
          .then({ activities: [change(contactId)] }),
      ),
    ).toHaveLength(1)
    expect(because(begun().when(later).then({ activities: [] }))).toHaveLength(2)
    const wrong = [change(contactId), { ...change(other), oldValue: null }]
    expect(because(begun().when(later).then({ activities: wrong }))).toEqual([
      'activities.1.oldValue: expected null, found "Energy"',
    ])
  })

  it('fails if the picture differs, and prints the path of the difference', () => {
    const picture = { contacts: { [other]: { status: 'deleted' }, '0034W00002h3aK3QAI': { status: 'private' } } }
    expect(because(begun().when(later).then({ picture }))).toEqual([
      `picture.contacts.${other}.status: expected "deleted", found "live"`,
      `picture.contacts.${other}.accountId: expected nothing, found "${accountId}"`,
      `picture.contacts.${other}.shown: expected nothing, found {"Industry":"Mining"}`,
      'picture.contacts.0034W00002h3aK3QAI: expected {"status":"private"}, found nothing',
    ])
  })

  it('fails if the requests to Salesforce differ', () => {
    expect(
      because(
        begun()
          .when(edit)
          .then({ toSalesforce: [{ _tag: 'UpdateAccount' }] }),
      ),
    ).toEqual(['toSalesforce.0: expected {"_tag":"UpdateAccount"}, found nothing'])
  })

  it('distinguishes a refusal, a deferral and effects', () => {
    const refusal = { _tag: 'UnknownContact', rule: 'edit.live-contact', contactId }
    const reason = { _tag: 'AccountNotYetKnown', rule: 'contact.one-account', contactId, accountId }
    expect(given([]).when(edit).refused(refusal)).toEqual(holds)
    expect(given([]).when(contact(contactId)).deferred(reason)).toEqual(holds)
    expect(
      because(
        given([])
          .when(edit)
          .refused({ ...refusal, rule: 'edit.known-field' }),
      ),
    ).toEqual(['refusal.rule: expected "edit.known-field", found "edit.live-contact"'])
    expect(because(given([]).when(contact(contactId)).refused(reason))).toHaveLength(2)
    expect(because(begun().when(edit).refused(refusal))).not.toEqual([])
    expect(because(given([]).when(edit).then({}))).not.toEqual([])
  })

  it('accepts settings as JSON', () => {
    const capped = { instance: { activityCap: 1 } }
    expect(begun(capped).when(later).then({ activities: [] })).toEqual(holds)
  })

  it('fails if the settings or an input cannot be decoded, and prints the path, the expected type and the value', () => {
    const verdict = given([account(at, 'Energy'), { ...edit, contactId: 1 }], {})
      .when(later)
      .then({})
    expect(because(verdict)[0]).toMatch(/^given\.1\.contactId: expected the id of a Contact, .* found 1$/)
    expect(because(given([]).when({ _tag: 'Edit' }).refused({}))[0]).toMatch(/^when\._tag: expected "SyncAccount" or /)
    expect(because(given([], { cap: 1 }).when(later).then({}))[0]).toMatch(/^settings\.cap: expected one of the keys/)
  })

  it('fails if a given input is refused or deferred, and names the input and the reason', () => {
    const deferral = `{"deferral":{"_tag":"AccountNotYetKnown","accountId":"${accountId}","contactId":"${contactId}","rule":"contact.one-account"}}`
    const refusal = `{"refusal":{"_tag":"UnknownContact","contactId":"${contactId}","rule":"edit.live-contact"}}`
    const told = (n: number, outcome: string): ReadonlyArray<string> => [
      `given.${n}: expected an input that is accepted, found ${outcome}`,
    ]
    const early = given([contact(contactId), account(at, 'Energy')]).when(later)
    expect(because(early.then({}))).toEqual(told(0, deferral))
    expect(early.result).toEqual(E.left(told(0, deferral)))
    const unknown = given([account(at, 'Energy'), edit, contact(contactId)]).when(later)
    expect(because(unknown.then({ activities: [change(contactId)] }))).toEqual(told(1, refusal))
    expect(because(unknown.refused({}))).toEqual(told(1, refusal))
    expect(because(unknown.deferred({}))).toEqual(told(1, refusal))
    expect(
      because(
        given([edit, contact(contactId)])
          .when(later)
          .then({}),
      ),
    ).toEqual(told(0, refusal))
  })

  it('accepts late, repeated and ineffective inputs in `given`', () => {
    const same = { ...edit, value: 'Energy' }
    const earlier = [
      account(at, 'Energy'),
      contact(contactId),
      contact(contactId),
      account('2020-01-01T00:00:00Z', 'x'),
    ]
    expect(
      given([...earlier, same])
        .when(later)
        .then({ activities: [change(contactId)] }),
    ).toEqual(holds)
  })

  it('asks the implementation under test whether a given input is accepted', () => {
    const refusal = { _tag: 'UnknownContact', rule: 'edit.live-contact', contactId: contactId as never } as const
    const strict = givenFor({
      ...reference,
      marketoDecider: (settings) => {
        const decider = reference.marketoDecider(settings)
        return {
          ...decider,
          decide: (input, marketo) =>
            input._tag === 'SyncContact' ? E.left({ _tag: 'Refused', refusal, input }) : decider.decide(input, marketo),
        }
      },
    })
    expect(
      because(
        strict([account(at, 'Energy'), contact(contactId)])
          .when(later)
          .then({}),
      )[0],
    ).toMatch(/^given\.1: /)
  })

  it('returns the outcome and the picture as values for other comparisons', () => {
    const { result } = given([]).when(edit)
    expect(result).toEqual(
      E.right({
        outcome: { refusal: { _tag: 'UnknownContact', rule: 'edit.live-contact', contactId } },
        picture: { accounts: {}, contacts: {}, persons: {} },
      }),
    )
  })

  it('can use an implementation other than the reference', () => {
    const silent = givenFor({ ...reference, activitiesOf: () => () => [] })
    expect(
      silent([account(at, 'Energy'), contact(contactId)])
        .when(later)
        .then({ activities: [] }),
    ).toEqual(holds)
  })

  it('prints JSON values with sorted keys, and marks a value that is not JSON', () => {
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    const odd = [[1, 'a'], { b: 2, a: null, c: undefined }, NaN, 1n, () => 1, [[true]]]
    expect(because(begun().when(edit).then({ toSalesforce: odd }))).toEqual([
      'toSalesforce.0: expected [1,"a"], found nothing',
      'toSalesforce.1: expected {"a":null,"b":2}, found nothing',
      'toSalesforce.2: expected "(not JSON: NaN)", found nothing',
      'toSalesforce.3: expected "(not JSON: bigint)", found nothing',
      'toSalesforce.4: expected "(not JSON: function)", found nothing',
      'toSalesforce.5: expected [[true]], found nothing',
    ])
    const [told = ''] = because(
      begun()
        .when(edit)
        .then({ toSalesforce: [loop] }),
    )
    expect(told.match(/"self":/g)).toHaveLength(33)
    expect(told).toContain('"self":"… (too deep)"')
  })

  it('treats {} and [] as different, and prints no path for a difference of the whole value', () => {
    expect(
      because(
        begun()
          .when(edit)
          .then({ toSalesforce: {} as never }),
      ),
    ).toEqual(['toSalesforce: expected {}, found []'])
    const refusal = `{"_tag":"UnknownContact","contactId":"${contactId}","rule":"edit.live-contact"}`
    expect(because(given([]).when(edit).refused(7))).toEqual([`refusal: expected 7, found ${refusal}`])
    expect(because(given([1]).when(edit).then({}))).toEqual(['given.0: expected an object: an input, found 1'])
    expect(holds).toEqual({ _tag: 'Holds' })
  })

  it('accepts three activities in any order', () => {
    const [a, b, c] = [contactId, other, '0034W00002h3aK3QAI'].map(change)
    const third = contact('0034W00002h3aK3QAI')
    const when = given([account(at, 'Energy'), contact(contactId), contact(other), third]).when(later)
    for (const activities of [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ])
      expect(when.then({ activities })).toEqual(holds)
  })
})
