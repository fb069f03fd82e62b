// What the arbitraries promise beyond being well-formed: which values they mostly make, and how often the unusual comes.
import fc from 'fast-check'
import * as core from 'marketo-account-sync'
import * as any from 'marketo-account-sync/testing'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { between, lengths, made, share, usual } from './sampling.js'

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, n) => total + n, 0)

describe('mostly of a few, now and then of all there are:', () => {
  test.each<readonly [name: string, arbitrary: fc.Arbitrary<unknown>, few: number, is: (value: unknown) => boolean]>([
    ['accounts', any.anyAccountId, 3, core.AccountId.is],
    ['contacts', any.anyContactId, 6, core.ContactId.is],
    ['users', any.anyUserId, 2, core.UserId.is],
    ['opportunities', any.anyOpportunityId, 3, core.OpportunityId.is],
    ['persons', any.anyPersonId, 3, core.PersonId.is],
    ['instants', any.anyInstant, 4, core.Instant.is],
    ['names of fields', any.anyFieldName, 4, core.FieldName.is],
    ['values of fields', any.anyFieldValue, 6, core.FieldValue.is],
  ])('%s', (_name, arbitrary, few, is) => {
    const values = made(arbitrary, 3_000)
    const common = usual(values)
    expect(values.filter((value) => !is(value))).toEqual([])
    expect(common.size).toBe(few)
    expect(share(values, (value) => common.has(value))).toSatisfy(between(0.94, 0.99))
    expect(new Set(values).size).toBeGreaterThan(few + 30)
  })

  test('records of Salesforce: a user in six of seven, else a queue or any other', () => {
    const ids = made(any.anySalesforceId)
    expect(ids.filter((id) => !core.SalesforceId.is(id))).toEqual([])
    expect(share(ids, core.UserId.is)).toSatisfy(between(0.8, 0.92))
    expect(share(ids, (id) => id.startsWith('00G'))).toSatisfy(between(0.08, 0.2))
    expect(ids.some((id) => !core.UserId.is(id) && !id.startsWith('00G'))).toBe(true)
  })

  test('instants are four seconds that follow each other, and any of the years 0 to 9999', () => {
    const instants = made(any.anyInstant, 3_000)
    const [first = 0, ...rest] = [...usual(instants)].sort()
    expect(rest).toEqual([first + 1_000, first + 2_000, first + 3_000])
    expect(Math.min(...instants)).toBeLessThan(Date.UTC(100, 0))
    expect(Math.max(...instants)).toBeGreaterThan(Date.UTC(9_900, 0))
  })

  test('fields have an ordinary name, one of every prototype, one that is ignored, or another', () => {
    const names = made(any.anyFieldName, 3_000)
    expect(usual(names)).toEqual(new Set(['Name', 'Industry', 'constructor', 'Fax']))
    expect(names.some((name) => /^[A-Za-z][A-Za-z0-9_]{9,}$/.test(name))).toBe(true)
  })

  test('values are two texts, no value, the blank, zero, no; else any text, number or truth value', () => {
    const values = made(any.anyFieldValue, 3_000)
    const common = usual(values)
    const others = values.filter((value) => !common.has(value))
    expect(common).toEqual(new Set(['a', 'b', null, '', 0, false]))
    expect(new Set(others.map((value) => typeof value))).toEqual(new Set(['string', 'number', 'boolean']))
  })

  // A number that is none would come about once in a hundred thousand values.
  test('no number of a field is one that JSON has not, nor minus zero', () => {
    const numbers = made(any.anyFieldValue, 300_000).filter((value) => typeof value === 'number')
    expect(numbers.filter((n) => !Number.isFinite(n) || Object.is(n, -0))).toEqual([])
    expect(new Set(numbers).size).toBeGreaterThan(2_500)
  })

  test('texts are blank, a space, short, a lone surrogate, a trap, or any of Unicode', () => {
    const texts = made(any.anyText)
    expect(usual(texts)).toEqual(new Set(['', ' ', 'a', '\ud800', '__proto__']))
    expect(share(texts, (text) => /[^\0-\u00ff]/.test(text) && text !== '\ud800')).toSatisfy(between(0.3, 0.5))
  })

  test('names of persons are missing, blank or there', () => {
    expect(usual(made(any.anyName))).toEqual(new Set([null, '', ' ', 'a', 'Young', 'Dickenson plc']))
  })

  test('what a caller accepts is what is asked for, or something like it, or any text', () => {
    expect(usual(made(any.anyAcceptance))).toEqual(
      new Set([
        'new account and opportunity',
        'New account and opportunity',
        'new account and opportunity ',
        'new account',
        'yes',
        '',
        ' ',
        'a',
        '\ud800',
        '__proto__',
      ]),
    )
  })

  test('the words of a conversion', () => {
    expect(usual(made(any.anyConversionTerms).map((terms) => terms.convertedStatus))).toEqual(new Set(['Qualified']))
    expect(usual(made(any.anyConvertPerson).map((convert) => convert.convertedStatus))).toEqual(new Set(['Qualified']))
    expect(usual(made(any.anyFailConversion).map(({ reason }) => reason))).toEqual(new Set(['REQUIRED_FIELD_MISSING']))
  })
})

describe('how often', () => {
  test('a field is carried: each of the few in four of five, up to five', () => {
    const fields = made(any.anyFields, 3_000)
    for (const name of ['Name', 'Industry', 'constructor', 'Fax'])
      expect(share(fields, (one) => Object.hasOwn(one, name))).toSatisfy(between(0.7, 0.85))
    expect(lengths(fields.map((one) => Object.keys(one)))).toEqual([0, 1, 2, 3, 4, 5])
    expect(fields.flatMap((one) => Object.values(one))).not.toContain(undefined)
  })

  test('the cap is one that a few contacts cross: of 0 to 3 in five of six, never above 8', () => {
    const caps = made(any.anyInstance).map(({ activityCap }) => activityCap)
    expect(share(caps, (cap) => cap <= 3)).toSatisfy(between(0.75, 0.95))
    expect([...new Set(caps)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  })

  test('fields are hidden: one or two in one of four', () => {
    const hidden = made(any.anyInstance).map(({ hiddenFields }) => hiddenFields)
    expect(share(hidden, (names) => names.length > 0)).toSatisfy(between(0.15, 0.35))
    expect(lengths(hidden)).toEqual([0, 1, 2])
    expect(new Set(hidden.flat())).toEqual(new Set(['Name', 'Industry', 'constructor', 'Fax']))
  })

  test('a record says that its account or contact is deleted: one in six', () => {
    const oneInSix = between(0.1, 0.25)
    expect(share(made(any.anyAccountRecord), ({ isDeleted }) => isDeleted)).toSatisfy(oneInSix)
    expect(share(made(any.anyContactRecord), ({ isDeleted }) => isDeleted)).toSatisfy(oneInSix)
    expect(share(made(any.anyAppliedAccountRecord), ({ isDeleted }) => isDeleted)).toSatisfy(oneInSix)
  })

  test('a contact has no account: one in seven', () => {
    expect(share(made(any.anyContactRecord), ({ accountId }) => accountId === null)).toSatisfy(between(0.08, 0.25))
  })

  test('a caller accepts what is asked for: six in seven, and sometimes by chance', () => {
    const converts = made(any.anyConvertPerson)
    expect(share(converts, ({ accepts }) => accepts === core.newAccountAndOpportunity)).toSatisfy(between(0.8, 0.95))
  })

  test('either of two comes: deleted leads, leads and none before a conversion, what failed, and whom it logs', () => {
    const half = between(0.4, 0.6)
    expect(share(made(any.anySfdcLead), ({ isDeleted }) => isDeleted)).toSatisfy(half)
    expect(share(made(any.anyConverting), ({ from }) => from._tag === 'SfdcLead')).toSatisfy(half)
    expect(share(made(any.anyFailConversion), ({ failedAt }) => failedAt === 'sync')).toSatisfy(half)
    expect(share(made(any.anyConversionFailed), ({ failedAt }) => failedAt === 'sync')).toSatisfy(half)
    expect(share(made(any.anyChangeDataValue), ({ cause }) => cause === 'sync-down')).toSatisfy(half)
    expect(share(made(any.anyConvertLead), ({ outcome }) => outcome === 'failed')).toSatisfy(half)
  })
})

describe('states and events:', () => {
  test('an account has one to three records at its stamp, and a local edit in three of five', () => {
    const accounts = made(any.anyAccount, 3_000)
    expect(lengths(accounts.map(({ appliedAtStamp }) => appliedAtStamp))).toEqual([1, 2, 3])
    expect(lengths(accounts.map(({ localEdits }) => localEdits))).toEqual([0, 1, 2, 3])
    expect(share(accounts, ({ localEdits }) => localEdits.length > 0)).toSatisfy(between(0.55, 0.65))
    expect(new Set(accounts.map(({ isDeleted }) => isDeleted))).toEqual(new Set([true, false]))
  })

  test('no account holds a field that the sync ignores', () => {
    expect(made(any.anyAccount, 3_000).filter(({ synced }) => Object.hasOwn(synced, 'Fax'))).toEqual([])
  })

  test('a contact has none to three records at its stamp, and none only where a conversion made it', () => {
    const contacts = made(any.anyContact, 3_000)
    expect(lengths(contacts.map(({ appliedAtStamp }) => appliedAtStamp))).toEqual([0, 1, 2, 3])
    expect(share(contacts, ({ appliedAtStamp }) => appliedAtStamp.length === 0)).toSatisfy(between(0.1, 0.25))
    expect(contacts.filter((one) => one.appliedAtStamp.length === 0 && one._tag !== 'LiveContact')).toEqual([])
    for (const { id, appliedAtStamp } of contacts) {
      expect(appliedAtStamp.filter((record) => record.id !== id)).toEqual([])
      expect(new Set(appliedAtStamp.map(({ systemModstamp }) => systemModstamp)).size).toBeLessThan(2)
    }
  })

  test('a person is settled, or is being converted', () => {
    const settled = made(any.anySettledPerson).map(({ sfdc }) => sfdc._tag)
    expect(new Set(settled)).toEqual(new Set(['NotInSalesforce', 'SfdcLead', 'SfdcContact']))
    expect(new Set(made(any.anyPerson).map(({ sfdc }) => sfdc._tag))).toEqual(new Set([...settled, 'Converting']))
  })

  test('a change changes the value', () => {
    expect(made(any.anyFieldChange, 3_000).filter(({ oldValue, newValue }) => oldValue === newValue)).toEqual([])
  })

  test('a sync-down has none to three changes and up to eight live contacts, logged or not', () => {
    const events = made(any.anyAccountSyncedDown)
    expect(lengths(events.map(({ changes }) => changes))).toEqual([0, 1, 2, 3])
    expect([...new Set(events.map(({ liveContacts }) => liveContacts))].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(new Set(events.map(({ logged }) => logged))).toEqual(new Set([true, false]))
  })

  test('a local edit is logged for one contact, for every one, or for none', () => {
    expect(new Set(made(any.anyAccountFieldEdited).map(({ logged }) => logged))).toEqual(
      new Set(['edited-contact', 'every-contact', 'none']),
    )
  })

  test('a conversion asked for needs a new lead or none', () => {
    expect(share(made(any.anyConversionRequested), ({ newLead }) => newLead === null)).toSatisfy(between(0.05, 0.4))
  })

  test('each refusal comes, with each reason and each name that can be missing', () => {
    const refusals = made(any.anyRefusal, 3_000)
    const rules: Readonly<Record<core.Refusal['_tag'], core.Refusal['rule']>> = {
      UnknownContact: 'edit.live-contact',
      ContactNotLive: 'edit.live-contact',
      AccountDeleted: 'edit.live-contact',
      UnknownField: 'edit.known-field',
      UnknownPerson: 'convert.known-person',
      AlreadyAContact: 'convert.not-a-contact',
      ConversionUnderWay: 'convert.not-a-contact',
      NewAccountNotAccepted: 'convert.guarded',
      OwnerNotAUser: 'convert.user-owner',
      LeadFieldsMissing: 'convert.syncs-first',
      NoConversionUnderWay: 'convert.answered-once',
      RecordAlreadyClaimed: 'convert.never-joins',
      NoSyncNeeded: 'convert.syncs-first',
    }
    expect(Object.fromEntries(refusals.map(({ _tag, rule }) => [_tag, rule]))).toEqual(rules)
    expect(new Set(refusals.flatMap((one) => ('why' in one ? [one.why] : [])))).toEqual(
      new Set(['deleted', 'private', 'elsewhere', 'contact of another person', 'outcome of another conversion']),
    )
    expect(new Set(refusals.flatMap((one) => (one._tag === 'LeadFieldsMissing' ? [one.missing.join(' and ')] : [])))).toEqual(
      new Set(['lastName', 'company', 'lastName and company']),
    )
    expect(new Set(refusals.flatMap((one) => (one._tag === 'RecordAlreadyClaimed' ? [one.id.slice(0, 3)] : [])))).toEqual(
      new Set(['001', '003', '006']),
    )
  })
})

describe('histories:', () => {
  const histories = made(any.anyHistory)

  test('two of three begin with accounts that hold fields and contacts in them, one in fifty is empty', () => {
    const tags = histories.map((history) => history.slice(0, 6).map(({ _tag }) => _tag))
    const populated = [...Array<string>(2).fill('SyncAccount'), ...Array<string>(4).fill('SyncContact')]
    expect(share(tags, (begin) => isDeepStrictEqual(begin, populated))).toSatisfy(between(0.6, 0.75))
    expect(share(histories, ({ length }) => length === 0)).toSatisfy(between(0.005, 0.05))
  })

  test('are long enough for something to happen, and no longer than a test can take', () => {
    expect(sum(histories.map(({ length }) => length)) / histories.length).toSatisfy(between(25, 45))
    expect(Math.max(...histories.map(({ length }) => length))).toSatisfy(between(80, 200))
  })

  test('one input in ten is another one of the four before it, come again', () => {
    const back = histories.flatMap((history) =>
      history
        .map((input, n) => n - history.slice(0, n).lastIndexOf(input))
        .map((distance, n) => (distance > n ? 0 : distance)),
    )
    const again = back.filter((distance) => distance > 0)
    expect(again.length / back.length).toSatisfy(between(0.05, 0.15))
    expect(new Set(again)).toEqual(new Set([1, 2, 3, 4]))
  })

  test('one input in twenty-five is an account record that was stamped at another time than it came', () => {
    const inputs = histories.flat()
    expect(
      share(inputs, (input) => input._tag === 'SyncAccount' && input.at !== input.record.systemModstamp),
    ).toSatisfy(between(0.02, 0.08))
  })

  test('shrink to the two inputs that it takes', () => {
    const isDeletedTwice = (history: ReadonlyArray<core.Input>) =>
      history.filter((input) => input._tag === 'SyncAccount' && input.record.isDeleted).length > 1
    const { counterexample } = fc.check(
      fc.property(any.anyHistory, (history) => !isDeletedTwice(history)),
      { seed: 1, numRuns: 1_000 },
    )
    expect(counterexample?.[0].length).toBe(2)
  })
})
