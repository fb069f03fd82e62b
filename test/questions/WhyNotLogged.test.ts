import fc from 'fast-check'
import type {
  AccountId,
  ChangeDataValue,
  ContactId,
  FieldName,
  Input,
  Instant,
  Marketo,
  RuleId,
  Settings,
  Step,
} from 'marketo-account-sync'
import { activities, defaultSettings, emptyMarketo, run, scan, settingsWith } from 'marketo-account-sync'
import type { LogAnswer, NotLogged, Reason } from 'marketo-account-sync/questions'
import { whyNotLogged } from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import {
  convert,
  editThrough,
  fieldName,
  fieldsOf,
  instant,
  lead,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  person,
  personId,
  syncAccount,
  syncContact,
} from '../helpers/values.js'
import type { Case } from './remedies.js'
import { rankOf, without } from './remedies.js'
import { anyContactId, anyField, anyHistory, anySettings, apart, contactIds, fieldNames } from './world.js'

const histories = new WeakMap<Case, ReadonlyArray<readonly [Step, Marketo]>>()

/** The steps of a case. The steps are computed once, and all questions about the case use the same steps. */
const historyOf = (one: Case): ReadonlyArray<readonly [Step, Marketo]> => {
  const history = histories.get(one) ?? [...scan(one.settings)(one.inputs, emptyMarketo)]
  histories.set(one, history)
  return history
}

const ask = (
  one: Case,
  contactId: ContactId,
  field: FieldName,
  from: Instant,
  until = from,
): ReadonlyArray<LogAnswer> =>
  whyNotLogged({ contactId, field, from, until }, { initial: emptyMarketo, history: historyOf(one) })

const logOf = ({ settings, inputs }: Case): ReadonlyArray<ChangeDataValue> =>
  run(settings)(inputs, emptyMarketo)
    .steps.flatMap((step) => [...activities(step)])
    .filter((activity) => activity._tag === 'ChangeDataValue')

const loggedIn = (answers: ReadonlyArray<LogAnswer>): ReadonlyArray<ChangeDataValue> =>
  answers.flatMap((answer) => (answer._tag === 'Logged' ? [answer.activity] : []))

const anyCase: fc.Arbitrary<Case> = fc.record({ settings: anySettings, inputs: anyHistory })

/** Makes one question for every combination of a contact, one of these fields, and the time of an input. */
const questionsOf = ({ inputs }: Case, fields = fieldNames): ReadonlyArray<readonly [ContactId, FieldName, Instant]> =>
  inputs.flatMap(({ at }) => contactIds.flatMap((contactId) => fields.map((field) => [contactId, field, at] as const)))

/**
 * Asks the same question again and again, and returns all answers. Before each repetition, the function removes the last
 * reason from the case.
 */
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
    case 'CameBefore':
      return ['sync.only-newer']
    case 'FormulaWaits':
      return ['sync.formula-fields']
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

/** True if Marketo cannot log the activity, however the history and the settings are changed. */
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
    case 'CameBefore':
    case 'FormulaWaits':
    case 'Absent':
    case 'Skipped':
    case 'NoChange':
    case 'OtherContact':
    case 'EditsNotLogged':
    case 'OverTheCap':
      return false
  }
}

describe('`whyNotLogged` (tells why the log lacks an activity)', () => {
  test('[activity.per-contact] never denies a logged activity', () => {
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

  test('[activity.per-contact] finds all activities of a history, in the order in which they were logged', () => {
    fc.assert(
      fc.property(anyCase, anyContactId, anyField, (one, contactId, field) => {
        const logged = logOf(one).filter((activity) => activity.contactId === contactId && activity.field === field)
        const found = loggedIn(ask(one, contactId, field, instant(0), instant(1_000 * apart)))
        return JSON.stringify(found) === JSON.stringify(logged)
      }),
    )
  })

  test('[activity.per-contact] gives the next reason after each fix, until the activity is logged', () => {
    fc.assert(
      fc.property(anyCase, anyField, (one, asked) =>
        questionsOf(one, [asked]).every(([contactId, field, at]) => {
          const answers = chain(one, contactId, field, at)
          const last = answers.at(-1) as LogAnswer
          const ranks = reasonsOf(answers).map(rankOf)
          return (
            (last._tag === 'Logged' || isFinal(last, one.inputs)) &&
            ranks.every((rank, index) => index === 0 || rank > (ranks[index - 1] as number))
          )
        }),
      ),
    )
  })

  test('[activity.cap] gives the cap as the reason only if there were more live contacts than the cap', () => {
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

  test('gives the same answers if the caller swaps the start and the end of the period', () => {
    const anyEnd = fc.integer({ min: 0, max: 30 }).map((n) => instant(n * apart))
    fc.assert(
      fc.property(anyCase, anyContactId, anyField, anyEnd, anyEnd, (one, contactId, field, from, until) => {
        expect(ask(one, contactId, field, until, from)).toEqual(ask(one, contactId, field, from, until))
      }),
    )
  })

  test('gives every reason with its rule', () => {
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

  test('finds every kind of reason in 300 random histories', () => {
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
        'CameBefore',
        'Deferred',
        'EditsNotLogged',
        'Elsewhere',
        'FormulaWaits',
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

const [first, second] = [nthAccountId(1), nthAccountId(2)]
const [anna, boris] = [nthContactId(1), nthContactId(2)]
const industry = fieldName('Industry')

const record = (at: number, id: AccountId, industryIs: string): Input =>
  syncAccount({ id, systemModstamp: instant(at), isDeleted: false, fields: { [industry]: industryIs } }, instant(at))

const placed = (at: number, id: ContactId, accountId: AccountId | null, isDeleted = false): Input =>
  syncContact({ id, systemModstamp: instant(at), isDeleted, accountId }, instant(at))

const edited = (at: number, contactId: ContactId, value: string): Input =>
  editThrough(contactId, 'Industry', value, instant(at))

const why = (inputs: ReadonlyArray<Input>, from: number, until = from, settings: Settings = defaultSettings) =>
  ask({ settings, inputs }, anna, industry, instant(from), instant(until)).map((answer) =>
    answer._tag === 'Logged' ? answer.activity : { rule: answer.rule, at: answer.at, ...answer.reason },
  )

const start = [record(1, first, 'Energy'), placed(2, anna, first), placed(3, boris, first)]

describe('the reason why an activity is not logged (`whyNotLogged`)', () => {
  test('is that Marketo did not know the contact, if the first record of the contact came after the sync-down', () => {
    expect(why(start, 1)).toEqual([{ rule: 'activity.per-contact', at: 1, _tag: 'NotLive', why: 'unknown' }])
  })

  test('can be that the contact was deleted or private', () => {
    expect(why([...start, placed(4, anna, first, true), record(5, first, 'Chemicals')], 5)).toEqual([
      { rule: 'contact.deleted', at: 5, _tag: 'NotLive', why: 'deleted' },
    ])
    expect(why([...start, placed(4, anna, null), record(5, first, 'Chemicals')], 5)).toEqual([
      { rule: 'contact.private', at: 5, _tag: 'NotLive', why: 'private' },
    ])
  })

  test('names the current account of the contact if the former account changes', () => {
    const moved = [...start, record(4, second, 'Media'), placed(5, anna, second), record(6, first, 'Chemicals')]
    expect(why(moved, 6)).toEqual([{ rule: 'contact.one-account', at: 6, _tag: 'Elsewhere', liveIn: second }])
    expect(why(moved, 5)).toEqual([{ rule: 'contact.moves', at: 5, _tag: 'Moved', from: first, to: second }])
  })

  test('can be that an earlier record had already delivered the value at this SystemModstamp', () => {
    const again = (site: string): Input =>
      syncAccount(
        { id: first, systemModstamp: instant(1), fields: fieldsOf({ Industry: 'Energy', Site: site }) },
        instant(4),
      )
    const overridden = [...start, edited(3, anna, 'Media'), again('HQ')]
    expect(why(overridden, 4)).toEqual([
      { rule: 'sync.only-newer', at: 4, _tag: 'CameBefore', systemModstamp: instant(1) },
    ])
    expect(why([...start, record(1, first, 'Energy')], 1).slice(1)).toEqual([
      { rule: 'sync.only-newer', at: 1, _tag: 'Repeated', systemModstamp: instant(1) },
    ])
  })

  test('can be that the new value of a formula field waits for the next SystemModstamp', () => {
    const settings = settingsWith({ instance: { formulaFields: [industry] } })
    const again = (fields: Readonly<Record<string, string>>): Input =>
      syncAccount({ id: first, systemModstamp: instant(1), fields: fieldsOf(fields) }, instant(4))
    const waits = { rule: 'sync.formula-fields', at: 4, _tag: 'FormulaWaits', systemModstamp: instant(1) }
    expect(why([...start, again({ Industry: 'Media' })], 4, 4, settings)).toEqual([waits])
    expect(why([...start, again({ Industry: 'Media', Site: 'HQ' })], 4, 4, settings)).toEqual([waits])
  })

  test('can be that the account is deleted, and the answer names the account that it was merged into', () => {
    const lost = { id: first, systemModstamp: instant(4), isDeleted: true, masterRecordId: second, fields: {} }
    const inputs = [...start, record(4, second, 'Media'), syncAccount(lost, instant(5)), edited(6, anna, 'Media')]
    const accountStatus = { isDeleted: true, masterRecordId: second }
    expect(ask({ settings: defaultSettings, inputs }, anna, industry, instant(5), instant(7))).toMatchObject([
      { accountId: first, accountStatus, reason: { _tag: 'Absent' } },
      { accountId: first, accountStatus, reason: { _tag: 'Refused', refusal: { _tag: 'AccountDeleted' } } },
    ])
  })

  test('does not mention a move of the contact if Marketo shows the same value after the move', () => {
    const moved = [...start, record(4, second, 'Energy'), placed(5, anna, second)]
    expect(why(moved, 5)).toEqual([{ rule: 'activity.per-contact', at: null, _tag: 'NothingHappened' }])
  })

  test('is that the contact waits for its account, until the record of the contact is delivered again', () => {
    const early = [placed(1, anna, first), record(2, first, 'Energy'), record(3, first, 'Chemicals')]
    const reason = { rule: 'contact.one-account', _tag: 'Deferred', waitsFor: first }
    expect(why(early, 1)).toEqual([{ ...reason, at: 1 }])
    expect(why(early, 3)).toEqual([{ ...reason, at: 3 }])
    expect(why(early, 9)).toEqual([{ ...reason, at: null }])
    const again = [...early.slice(0, 2), placed(1, anna, first), record(3, first, 'Chemicals')]
    expect(why(again, 3)).toMatchObject([{ _tag: 'ChangeDataValue', newValue: 'Chemicals' }])
  })

  test('does not mention a deferred record if a later record of the contact has been applied', () => {
    const overtaken = [record(1, second, 'Media'), placed(2, anna, first), placed(3, anna, second)]
    expect(why([...overtaken, record(4, first, 'Energy')], 4)).toEqual([
      { rule: 'contact.one-account', at: 4, _tag: 'Elsewhere', liveIn: second },
    ])
  })

  test('is that the sync ignores the field, even if the record does not contain the field', () => {
    const question = [{ settings: defaultSettings, inputs: [...start, record(4, first, 'Media')] }, anna] as const
    expect(ask(...question, fieldName('Fax'), instant(4))).toMatchObject([
      { rule: 'sync.visible-fields', reason: { _tag: 'NotSynced', why: 'ignored' } },
    ])
  })

  test('describes the contact at the end of the period, if nothing happened in the period', () => {
    expect(why([record(1, first, 'Energy'), placed(2, anna, first), placed(9, anna, null)], 3, 8)).toEqual([
      { rule: 'activity.per-contact', at: null, _tag: 'NothingHappened' },
    ])
  })

  test('does not mention the records of an account that the contact was never in', () => {
    expect(why([...start, record(4, second, 'Media')], 4)).toEqual([
      { rule: 'activity.per-contact', at: null, _tag: 'NothingHappened' },
    ])
  })

  test('names the contact through whom somebody edited the account', () => {
    expect(why([...start, edited(4, boris, 'Biotechnology')], 4)).toEqual([
      { rule: 'activity.local-edit', at: 4, _tag: 'OtherContact', through: boris },
    ])
  })

  test('covers the whole period, even if the caller swaps its start and end', () => {
    const inputs = [...start, edited(5, anna, 'Biotechnology'), placed(9, anna, null)]
    expect(why(inputs, 6, 4)).toMatchObject([{ _tag: 'ChangeDataValue', newValue: 'Biotechnology' }])
    expect(why(inputs, 8, 6)).toEqual([{ rule: 'activity.per-contact', at: null, _tag: 'NothingHappened' }])
  })

  test('does not mention an edit of the same field in a different account', () => {
    const inputs = [...start, record(4, second, 'Media'), placed(5, boris, second), edited(6, boris, 'Press')]
    expect(why(inputs, 6)).toEqual([{ rule: 'activity.per-contact', at: null, _tag: 'NothingHappened' }])
  })

  test('tells whether an edit changed nothing, was refused, or is not logged under the chosen reading', () => {
    expect(why([...start, edited(4, anna, 'Energy')], 4)).toEqual([
      { rule: 'activity.local-edit', at: 4, _tag: 'NoChange', value: 'Energy' },
    ])
    expect(
      why([...start, edited(4, anna, 'Media')], 4, 4, settingsWith({ readings: { localEditLog: 'none' } })),
    ).toEqual([{ rule: 'activity.local-edit', at: 4, _tag: 'EditsNotLogged' }])
    expect(why([edited(4, anna, 'Media')], 4)).toMatchObject([
      { rule: 'edit.live-contact', at: 4, _tag: 'Refused', refusal: { _tag: 'UnknownContact' } },
    ])
  })

  test('tells whether a record was skipped, was repeated, or exceeded the cap', () => {
    const fieldChange = settingsWith({ readings: { overrideOn: 'field-change' } })
    const capOfOne = settingsWith({ instance: { activityCap: 1 } })
    expect(why([...start, record(4, first, 'Energy')], 4, 4, fieldChange)).toEqual([
      { rule: 'sync.override-all', at: 4, _tag: 'Skipped' },
    ])
    expect(why([...start, { ...record(1, first, 'Energy'), at: instant(4) }], 4)).toEqual([
      { rule: 'sync.only-newer', at: 4, _tag: 'Repeated', systemModstamp: 1 },
    ])
    expect(why([...start, record(4, first, 'Media')], 4, 4, capOfOne)).toEqual([
      { rule: 'activity.cap', at: 4, _tag: 'OverTheCap', liveContacts: 2 },
    ])
  })

  test('names the rule of local edits if an edit was logged', () => {
    const one = { settings: defaultSettings, inputs: [...start, edited(4, anna, 'Media')] }
    expect(ask(one, anna, industry, instant(4), instant(4))).toMatchObject([
      { _tag: 'Logged', rule: 'activity.local-edit', activity: { newValue: 'Media' } },
    ])
  })

  test('names the old account if the contact became private, and the new account if the contact moved', () => {
    const asked = (inputs: ReadonlyArray<Input>, at: number) =>
      ask({ settings: defaultSettings, inputs }, anna, industry, instant(at), instant(at))
    expect(asked([...start, placed(4, anna, null)], 4)).toMatchObject([
      { rule: 'contact.private', accountId: first, reason: { _tag: 'Moved', from: first, to: null } },
    ])
    expect(asked([...start, record(4, second, 'Media'), placed(5, anna, second)], 5)).toMatchObject([
      { rule: 'contact.moves', accountId: second, reason: { _tag: 'Moved', from: first, to: second } },
    ])
  })

  test('does not depend on the records of other contacts, even while the contact in the question waits', () => {
    const other = [...start, record(4, second, 'Media'), placed(5, boris, second), record(6, second, 'Press')]
    expect(why(other, 6)).toEqual([{ rule: 'activity.per-contact', at: null, _tag: 'NothingHappened' }])
    const waiting = { rule: 'contact.one-account', at: null, _tag: 'Deferred', waitsFor: first }
    expect(why([placed(1, anna, first), placed(2, boris, second)], 2)).toEqual([waiting])
    expect(why([placed(1, anna, first), record(2, second, 'Media'), placed(3, boris, second)], 9)).toEqual([waiting])
  })

  test('is still that the contact waits, even if an older record of the contact arrives again', () => {
    const again = { ...placed(2, anna, second), at: instant(5) }
    const inputs = [record(1, second, 'Media'), placed(2, anna, second), placed(4, anna, first), again]
    expect(why([...inputs, record(6, first, 'Energy')], 6)).toEqual([
      { rule: 'contact.one-account', at: 6, _tag: 'Deferred', waitsFor: first },
    ])
  })

  test('describes the contact in the initial Marketo state if the history is empty', () => {
    const initial = run(defaultSettings)(start, emptyMarketo).marketo
    const question = { contactId: anna, field: industry, from: instant(4), until: instant(4) }
    expect(whyNotLogged(question, { initial, history: [] })).toMatchObject([
      { _tag: 'NotLogged', accountId: first, at: null, reason: { _tag: 'NothingHappened' } },
    ])
  })

  test('is given once for each step of the period, in order', () => {
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

  test('is found for the account record in an answer to a conversion in the same way as for any other sync-down', () => {
    const answer = (at: number, industryIs = 'Media'): Input => ({
      _tag: 'ConfirmConversion',
      at: instant(at),
      personId: personId(1),
      account: { id: first, systemModstamp: instant(10), isDeleted: false, fields: { [industry]: industryIs } },
      contactId: anna,
      opportunityId: nthOpportunityId(1),
    })
    const converted: ReadonlyArray<Input> = [
      ...start,
      { _tag: 'PutPerson', at: instant(4), person: person(lead) },
      { ...convert(1), at: instant(5) },
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

  test('depends on the account record of a confirmed conversion only if the question is about the new contact', () => {
    const answer = (contactId: ContactId): Input => ({
      _tag: 'ConfirmConversion',
      at: instant(6),
      personId: personId(1),
      account: { id: second, systemModstamp: instant(6), isDeleted: false, fields: {} },
      contactId,
      opportunityId: nthOpportunityId(1),
    })
    const unknown = { rule: 'activity.per-contact', _tag: 'NotLive', why: 'unknown' }
    expect(why([answer(anna)], 6)).toEqual([{ ...unknown, at: 6 }])
    expect(why([answer(boris)], 6)).toEqual([{ ...unknown, at: null }])
  })

  test('is also given for a contact that is already in the initial Marketo state', () => {
    const initial = run(defaultSettings)(start, emptyMarketo).marketo
    const question = { contactId: anna, field: industry, from: instant(4), until: instant(4) }
    const history = scan(defaultSettings)([record(4, first, 'Media')], initial)
    expect(whyNotLogged(question, { initial, history })).toMatchObject([
      { _tag: 'Logged', rule: 'activity.per-contact', activity: { oldValue: 'Energy', newValue: 'Media' } },
    ])
  })
})
