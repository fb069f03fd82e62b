import fc from 'fast-check'
import type {
  AccountId,
  ChangeDataValue,
  ContactId,
  FieldName,
  Input,
  Instant,
  PersonId,
  RuleId,
  Settings,
  UserId,
} from 'marketo-account-sync'
import {
  activities,
  defaultSettings,
  emptyMarketo,
  lookupContact,
  newAccountAndOpportunity,
  scan,
  simulate,
  simulateAll,
} from 'marketo-account-sync'
import * as O from 'fp-ts/lib/Option.js'
import type { LogAnswer, NotLogged, Reason } from 'marketo-account-sync/questions'
import { whyNotLogged } from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import type { Case } from './remedies.js'
import { rankOf, without } from './remedies.js'
import {
  accountIds,
  anyContactId,
  anyField,
  anyHistory,
  anySettings,
  apart,
  contactIds,
  fieldNames,
  instant,
} from './world.js'

const ask = (
  { settings, inputs }: Case,
  contactId: ContactId,
  field: FieldName,
  from: Instant,
  until = from,
): ReadonlyArray<LogAnswer> =>
  whyNotLogged({ contactId, field, from, until })(emptyMarketo)(scan(settings)(inputs)(emptyMarketo))

const logOf = ({ settings, inputs }: Case): ReadonlyArray<ChangeDataValue> =>
  [...simulate(settings)(inputs)(emptyMarketo)]
    .flatMap((taken) => [...activities(taken)])
    .filter((activity) => activity._tag === 'ChangeDataValue')

const loggedIn = (answers: ReadonlyArray<LogAnswer>): ReadonlyArray<ChangeDataValue> =>
  answers.flatMap((answer) => (answer._tag === 'Logged' ? [answer.activity] : []))

const anyCase: fc.Arbitrary<Case> = fc.record({ settings: anySettings, inputs: anyHistory })

/** Every contact and field at the moment of every input. */
const questionsOf = ({ inputs }: Case): ReadonlyArray<readonly [ContactId, FieldName, Instant]> =>
  inputs.flatMap(({ at }) =>
    contactIds.flatMap((contactId) => fieldNames.map((field) => [contactId, field, at] as const)),
  )

/** The answers to one question as its reasons are removed, one after another, until none is left or none can be. */
const chain = (one: Case, contactId: ContactId, field: FieldName, at: Instant): ReadonlyArray<LogAnswer> => {
  const found: Array<LogAnswer> = []
  let now: Case | undefined = one
  while (now !== undefined && found.length < 12) {
    const answer = ask(now, contactId, field, at)[0] as LogAnswer
    found.push(answer)
    now = answer._tag === 'Logged' ? undefined : without(answer, now)
  }
  return found
}

const reasonsOf = (answers: ReadonlyArray<LogAnswer>): ReadonlyArray<Reason> =>
  answers.flatMap((answer) => (answer._tag === 'NotLogged' ? [answer.reason] : []))

const rulesOf = (reason: Reason): ReadonlyArray<RuleId> => {
  switch (reason._tag) {
    case 'NothingHappened':
      return ['activity.per-contact']
    case 'NotLive':
      return [reason.why === 'unknown' ? 'activity.per-contact' : `contact.${reason.why}`]
    case 'Elsewhere':
    case 'Deferred':
      return ['contact.one-account']
    case 'Moved':
      return reason.to === null ? ['contact.deleted', 'contact.private'] : ['contact.moves']
    case 'Refused':
      return [reason.refusal.rule]
    case 'AnsweredBefore':
      return ['convert.answered-once']
    case 'Late':
    case 'Repeated':
      return ['sync.only-newer']
    case 'Absent':
      return ['sync.absent-field']
    case 'NotSynced':
      return ['sync.visible-fields']
    case 'Skipped':
      return ['sync.override-all']
    case 'NoChange':
      return ['activity.real-change', 'activity.local-edit']
    case 'OtherContact':
    case 'EditsNotLogged':
      return ['activity.local-edit']
    case 'OverTheCap':
      return ['activity.cap']
  }
}

/** Nothing makes these log: they say that nothing could, or that the answer to a conversion was not taken at all. */
const isFinal = (answer: NotLogged, inputs: ReadonlyArray<Input>): boolean => {
  const { reason, at, field } = answer
  const input = inputs.find((candidate) => candidate.at === at)
  switch (reason._tag) {
    case 'NothingHappened':
    case 'Moved':
    case 'AnsweredBefore':
      return true
    case 'NotLive':
    case 'Elsewhere':
      return at === null
    case 'Deferred':
      return at === null || input?._tag === 'SyncContact'
    case 'Refused':
      return input?._tag === 'ConfirmConversion' || field === 'Fax'
    case 'NotSynced':
      return field === 'Fax'
    case 'Late':
    case 'Repeated':
    case 'Absent':
    case 'Skipped':
    case 'NoChange':
    case 'OtherContact':
    case 'EditsNotLogged':
    case 'OverTheCap':
      return false
  }
}

describe('why nothing is logged', () => {
  test('[activity.per-contact] no activity that is logged is ever denied', () => {
    fc.assert(
      fc.property(anyCase, (one) =>
        logOf(one).every((activity) =>
          loggedIn(ask(one, activity.contactId, activity.field, activity.at)).some(
            (found) => JSON.stringify(found) === JSON.stringify(activity),
          ),
        ),
      ),
    )
  })

  test('[activity.per-contact] over a whole history, the activities found are those logged, in their order', () => {
    fc.assert(
      fc.property(anyCase, anyContactId, anyField, (one, contactId, field) => {
        const logged = logOf(one).filter((activity) => activity.contactId === contactId && activity.field === field)
        const found = loggedIn(ask(one, contactId, field, instant(0), instant(1_000 * apart)))
        return JSON.stringify(found) === JSON.stringify(logged)
      }),
    )
  })

  test('[activity.per-contact] removing the reasons one by one ends with the activity, or where nothing could be logged', () => {
    fc.assert(
      fc.property(anyCase, (one) =>
        questionsOf(one).every(([contactId, field, at]) => {
          const last = chain(one, contactId, field, at).at(-1) as LogAnswer
          return last._tag === 'Logged' || isFinal(last, one.inputs)
        }),
      ),
    )
  })

  test('[activity.per-contact] behind a removed reason there are only later ones', () => {
    fc.assert(
      fc.property(anyCase, (one) =>
        questionsOf(one).every(([contactId, field, at]) => {
          const ranks = reasonsOf(chain(one, contactId, field, at)).map(rankOf)
          return ranks.every((rank, index) => index === 0 || rank > (ranks[index - 1] as number))
        }),
      ),
    )
  })

  test('[activity.cap] where the cap is the reason, there were more live contacts than it allows', () => {
    fc.assert(
      fc.property(anyCase, (one) =>
        questionsOf(one).every((question) =>
          reasonsOf(ask(one, ...question)).every(
            (reason) => reason._tag !== 'OverTheCap' || reason.liveContacts > one.settings.instance.activityCap,
          ),
        ),
      ),
    )
  })

  test('whichever end of the time is given first, the answers are the same', () => {
    const anyEnd = fc.integer({ min: 0, max: 30 }).map((n) => instant(n * apart))
    fc.assert(
      fc.property(anyCase, anyContactId, anyField, anyEnd, anyEnd, (one, contactId, field, from, until) => {
        expect(ask(one, contactId, field, until, from)).toEqual(ask(one, contactId, field, from, until))
      }),
    )
  })

  test('every reason comes under the rule that decides it', () => {
    fc.assert(
      fc.property(anyCase, anyContactId, anyField, (one, contactId, field) =>
        ask(one, contactId, field, instant(0), instant(1_000 * apart)).every((answer) =>
          answer._tag === 'Logged'
            ? answer.rule === (answer.activity.cause === 'sync-down' ? 'activity.per-contact' : 'activity.local-edit')
            : rulesOf(answer.reason).includes(answer.rule),
        ),
      ),
    )
  })

  test('random histories reach every reason', () => {
    const seen: Record<string, number> = {}
    for (const one of fc.sample(anyCase, 300))
      for (const question of questionsOf(one))
        for (const answer of ask(one, ...question)) {
          const name = answer._tag === 'Logged' ? answer._tag : answer.reason._tag
          seen[name] = (seen[name] ?? 0) + 1
        }
    const rare = Object.entries(seen).filter(([, count]) => count < 3)
    expect([Object.keys(seen).sort(), rare]).toEqual([
      [
        'Absent',
        'AnsweredBefore',
        'Deferred',
        'EditsNotLogged',
        'Elsewhere',
        'Late',
        'Logged',
        'Moved',
        'NoChange',
        'NotLive',
        'NotSynced',
        'NothingHappened',
        'OtherContact',
        'OverTheCap',
        'Refused',
        'Repeated',
        'Skipped',
      ],
      [],
    ])
  })
})

const [first, second] = accountIds as [AccountId, AccountId]
const [anna, boris] = contactIds as [ContactId, ContactId]
const industry = 'Industry' as FieldName

const record = (at: number, id: AccountId, industryIs: string): Input => ({
  _tag: 'SyncAccount',
  at: instant(at),
  record: { id, systemModstamp: instant(at), isDeleted: false, fields: { [industry]: industryIs } },
})

const placed = (at: number, id: ContactId, accountId: AccountId | null, isDeleted = false): Input => ({
  _tag: 'SyncContact',
  at: instant(at),
  record: { id, systemModstamp: instant(at), isDeleted, accountId },
})

const edited = (at: number, contactId: ContactId, value: string): Input => ({
  _tag: 'EditAccountField',
  at: instant(at),
  contactId,
  field: industry,
  value,
})

const why = (inputs: ReadonlyArray<Input>, from: number, until = from, settings: Settings = defaultSettings) =>
  ask({ settings, inputs }, anna, industry, instant(from), instant(until)).map((answer) =>
    answer._tag === 'Logged' ? answer.activity : { rule: answer.rule, at: answer.at, ...answer.reason },
  )

const start = [record(1, first, 'Energy'), placed(2, anna, first), placed(3, boris, first)]

describe('examples of why nothing is logged', () => {
  test('a contact that came after the account was synced down was not known then', () => {
    expect(why(start, 1)).toEqual([{ rule: 'activity.per-contact', at: 1, _tag: 'NotLive', why: 'unknown' }])
  })

  test('a contact deleted before its account changed, and one made private, are named as such', () => {
    expect(why([...start, placed(4, anna, first, true), record(5, first, 'Chemicals')], 5)).toEqual([
      { rule: 'contact.deleted', at: 5, _tag: 'NotLive', why: 'deleted' },
    ])
    expect(why([...start, placed(4, anna, null), record(5, first, 'Chemicals')], 5)).toEqual([
      { rule: 'contact.private', at: 5, _tag: 'NotLive', why: 'private' },
    ])
  })

  test('a contact that has moved on is elsewhere when its former account changes', () => {
    const moved = [...start, record(4, second, 'Media'), placed(5, anna, second), record(6, first, 'Chemicals')]
    expect(why(moved, 6)).toEqual([{ rule: 'contact.one-account', at: 6, _tag: 'Elsewhere', liveIn: second }])
    expect(why(moved, 5)).toEqual([{ rule: 'contact.moves', at: 5, _tag: 'Moved', from: first, to: second }])
  })

  test('a move that changes nothing of the field that the contact shows is no reason', () => {
    const moved = [...start, record(4, second, 'Energy'), placed(5, anna, second)]
    expect(why(moved, 5)).toEqual([{ rule: 'activity.per-contact', at: null, _tag: 'NothingHappened' }])
  })

  test('a record of the contact that came before its account is deferred until it is delivered again', () => {
    const early = [placed(1, anna, first), record(2, first, 'Energy'), record(3, first, 'Chemicals')]
    const reason = { rule: 'contact.one-account', _tag: 'Deferred', waitsFor: first }
    expect(why(early, 1)).toEqual([{ ...reason, at: 1 }])
    expect(why(early, 3)).toEqual([{ ...reason, at: 3 }])
    expect(why(early, 9)).toEqual([{ ...reason, at: null }])
    const again = [...early.slice(0, 2), placed(1, anna, first), record(3, first, 'Chemicals')]
    expect(why(again, 3)).toMatchObject([{ _tag: 'ChangeDataValue', newValue: 'Chemicals' }])
  })

  test('a deferred record is no reason any more once a later one of the contact is applied', () => {
    const overtaken = [record(1, second, 'Media'), placed(2, anna, first), placed(3, anna, second)]
    expect(why([...overtaken, record(4, first, 'Energy')], 4)).toEqual([
      { rule: 'contact.one-account', at: 4, _tag: 'Elsewhere', liveIn: second },
    ])
  })

  test('an ignored field is left out, though the record does not carry it either', () => {
    const question = [{ settings: defaultSettings, inputs: [...start, record(4, first, 'Media')] }, anna] as const
    expect(ask(...question, 'Fax' as FieldName, instant(4))).toMatchObject([
      { rule: 'sync.visible-fields', reason: { _tag: 'NotSynced', why: 'ignored' } },
    ])
  })

  test('where nothing happened, the contact is taken as it was at the end of that time', () => {
    expect(why([record(1, first, 'Energy'), placed(2, anna, first), placed(9, anna, null)], 3, 8)).toEqual([
      { rule: 'activity.per-contact', at: null, _tag: 'NothingHappened' },
    ])
  })

  test('a record of an account that the contact never was said to be in is no reason', () => {
    expect(why([...start, record(4, second, 'Media')], 4)).toEqual([
      { rule: 'activity.per-contact', at: null, _tag: 'NothingHappened' },
    ])
  })

  test('an edit through a colleague is logged for the colleague alone', () => {
    expect(why([...start, edited(4, boris, 'Biotechnology')], 4)).toEqual([
      { rule: 'activity.local-edit', at: 4, _tag: 'OtherContact', through: boris },
    ])
  })

  test('what came between the ends is found from either end', () => {
    const inputs = [...start, edited(5, anna, 'Biotechnology'), placed(9, anna, null)]
    expect(why(inputs, 6, 4)).toMatchObject([{ _tag: 'ChangeDataValue', newValue: 'Biotechnology' }])
    expect(why(inputs, 8, 6)).toEqual([{ rule: 'activity.per-contact', at: null, _tag: 'NothingHappened' }])
  })

  test('an edit of the same field in another account is no reason', () => {
    const inputs = [...start, record(4, second, 'Media'), placed(5, boris, second), edited(6, boris, 'Press')]
    expect(why(inputs, 6)).toEqual([{ rule: 'activity.per-contact', at: null, _tag: 'NothingHappened' }])
  })

  const under = (readings: Partial<Settings['readings']>, activityCap = 5_000): Settings => ({
    instance: { ...defaultSettings.instance, activityCap },
    readings: { ...defaultSettings.readings, ...readings },
  })

  test('an edit that changes nothing, one that no reading logs, and one that is refused, are named as such', () => {
    expect(why([...start, edited(4, anna, 'Energy')], 4)).toEqual([
      { rule: 'activity.local-edit', at: 4, _tag: 'NoChange', value: 'Energy' },
    ])
    expect(why([...start, edited(4, anna, 'Media')], 4, 4, under({ localEditLog: 'none' }))).toEqual([
      { rule: 'activity.local-edit', at: 4, _tag: 'EditsNotLogged' },
    ])
    expect(why([edited(4, anna, 'Media')], 4)).toMatchObject([
      { rule: 'edit.live-contact', at: 4, _tag: 'Refused', refusal: { _tag: 'UnknownContact' } },
    ])
  })

  test('a record that is skipped, that comes again, or that changes the values of too many, is named as such', () => {
    const fieldChange = under({ overrideOn: 'field-change' })
    expect(why([...start, record(4, first, 'Energy')], 4, 4, fieldChange)).toEqual([
      { rule: 'sync.override-all', at: 4, _tag: 'Skipped' },
    ])
    expect(why([...start, { ...record(1, first, 'Energy'), at: instant(4) }], 4)).toEqual([
      { rule: 'sync.only-newer', at: 4, _tag: 'Repeated', systemModstamp: 1 },
    ])
    expect(why([...start, record(4, first, 'Media')], 4, 4, under({}, 1))).toEqual([
      { rule: 'activity.cap', at: 4, _tag: 'OverTheCap', liveContacts: 2 },
    ])
  })

  test('an edit that is logged is named by its own rule', () => {
    const one = { settings: defaultSettings, inputs: [...start, edited(4, anna, 'Media')] }
    expect(ask(one, anna, industry, instant(4), instant(4))).toMatchObject([
      { _tag: 'Logged', rule: 'activity.local-edit', activity: { newValue: 'Media' } },
    ])
  })

  test('a contact that leaves its account is told so of the account it was in, and one that moves of the new one', () => {
    const asked = (inputs: ReadonlyArray<Input>, at: number) =>
      ask({ settings: defaultSettings, inputs }, anna, industry, instant(at), instant(at))
    expect(asked([...start, placed(4, anna, null)], 4)).toMatchObject([
      { rule: 'contact.private', accountId: first, reason: { _tag: 'Moved', from: first, to: null } },
    ])
    expect(asked([...start, record(4, second, 'Media'), placed(5, anna, second)], 5)).toMatchObject([
      { rule: 'contact.moves', accountId: second, reason: { _tag: 'Moved', from: first, to: second } },
    ])
  })

  test('what another contact is said is no reason, and does not end the waiting', () => {
    const other = [...start, record(4, second, 'Media'), placed(5, boris, second), record(6, second, 'Press')]
    expect(why(other, 6)).toEqual([{ rule: 'activity.per-contact', at: null, _tag: 'NothingHappened' }])
    const waiting = { rule: 'contact.one-account', at: null, _tag: 'Deferred', waitsFor: first }
    expect(why([placed(1, anna, first), placed(2, boris, second)], 2)).toEqual([waiting])
    expect(why([placed(1, anna, first), record(2, second, 'Media'), placed(3, boris, second)], 9)).toEqual([waiting])
  })

  test('a contact that waits for an account still waits after an older record of it has come again', () => {
    const again = { ...placed(2, anna, second), at: instant(5) }
    const inputs = [record(1, second, 'Media'), placed(2, anna, second), placed(4, anna, first), again]
    expect(why([...inputs, record(6, first, 'Energy')], 6)).toEqual([
      { rule: 'contact.one-account', at: 6, _tag: 'Deferred', waitsFor: first },
    ])
  })

  test('in a history of nothing, the contact is as it was', () => {
    const initial = simulateAll(defaultSettings)(start)(emptyMarketo)
    const question = { contactId: anna, field: industry, from: instant(4), until: instant(4) }
    expect(whyNotLogged(question)(initial)([])).toMatchObject([
      { _tag: 'NotLogged', accountId: first, at: null, reason: { _tag: 'NothingHappened' } },
    ])
  })

  test('a time with several steps has an answer for each, in order', () => {
    const inputs = [
      ...start,
      edited(4, anna, 'Biotechnology'),
      record(5, first, 'Energy'),
      record(6, first, 'Energy'),
      { ...record(5, first, 'Media'), at: instant(7) },
    ]
    expect(why(inputs, 4, 7)).toMatchObject([
      { _tag: 'ChangeDataValue', oldValue: 'Energy', newValue: 'Biotechnology', cause: 'local edit' },
      { _tag: 'ChangeDataValue', oldValue: 'Biotechnology', newValue: 'Energy', cause: 'sync-down' },
      { _tag: 'NoChange', value: 'Energy', rule: 'activity.real-change' },
      { _tag: 'Late', systemModstamp: 5, applied: 6, rule: 'sync.only-newer' },
    ])
  })

  test('the account record in an answer to a conversion is a sync-down like any other', () => {
    const personId = 1 as PersonId
    const terms = { assignTo: '0054W00000BZkk0QAD' as UserId, convertedStatus: 'Qualified', notifyOwner: false }
    const answer = (at: number, industryIs = 'Media'): Input => ({
      _tag: 'ConfirmConversion',
      at: instant(at),
      personId,
      account: { id: first, systemModstamp: instant(10), isDeleted: false, fields: { [industry]: industryIs } },
      contactId: anna,
      opportunityId: '0064W00000AbcdeQAA' as (Input & { _tag: 'ConfirmConversion' })['opportunityId'],
    })
    const converted: ReadonlyArray<Input> = [
      ...start,
      {
        _tag: 'PutPerson',
        at: instant(4),
        person: { id: personId, lastName: 'Young', company: 'Acme', sfdc: { _tag: 'SfdcLead', isDeleted: false } },
      },
      { _tag: 'ConvertPerson', at: instant(5), personId, ...terms, accepts: newAccountAndOpportunity },
      answer(6),
      answer(7),
    ]
    expect(why(converted, 6)).toMatchObject([{ _tag: 'ChangeDataValue', newValue: 'Media', cause: 'sync-down' }])
    expect(why([...converted.slice(0, 5), answer(6, 'Energy')], 6)).toEqual([
      { rule: 'activity.real-change', at: 6, _tag: 'NoChange', value: 'Energy' },
    ])
    expect(why(converted, 7)).toEqual([{ rule: 'convert.answered-once', at: 7, _tag: 'AnsweredBefore' }])
    expect(why(converted.slice(0, 4).concat(answer(6)), 6)).toMatchObject([
      { _tag: 'Refused', rule: 'convert.answered-once', refusal: { _tag: 'NoConversionUnderWay' } },
    ])
  })

  test('an answer to a conversion names the account that its contact is in, and no other contact', () => {
    const answer = (contactId: ContactId): Input => ({
      _tag: 'ConfirmConversion',
      at: instant(6),
      personId: 1 as PersonId,
      account: { id: second, systemModstamp: instant(6), isDeleted: false, fields: {} },
      contactId,
      opportunityId: '0064W00000AbcdeQAA' as (Input & { _tag: 'ConfirmConversion' })['opportunityId'],
    })
    const unknown = { rule: 'activity.per-contact', _tag: 'NotLive', why: 'unknown' }
    expect(why([answer(anna)], 6)).toEqual([{ ...unknown, at: 6 }])
    expect(why([answer(boris)], 6)).toEqual([{ ...unknown, at: null }])
  })

  test('a history may begin in a Marketo that holds the contact already', () => {
    const initial = simulateAll(defaultSettings)(start)(emptyMarketo)
    expect(O.isSome(lookupContact(anna)(initial))).toBe(true)
    const question = { contactId: anna, field: industry, from: instant(4), until: instant(4) }
    const history = scan(defaultSettings)([record(4, first, 'Media')])(initial)
    expect(whyNotLogged(question)(initial)(history)).toMatchObject([
      { _tag: 'Logged', rule: 'activity.per-contact', activity: { oldValue: 'Energy', newValue: 'Media' } },
    ])
  })
})
