// What the codecs of answers say to whom they refuse: where, and what they take there, in words.
import * as E from 'fp-ts/lib/Either.js'
import { decodeErrors } from 'marketo-account-sync'
import {
  AnswerFromJson,
  ConversionPreviewFromJson,
  EditAtRiskFromJson,
  ExplanationFromJson,
  LogAnswerFromJson,
  PreviewFromJson,
} from 'marketo-account-sync/questions'
import { ruleIds } from 'marketo-account-sync/rules'
import { describe, expect, test } from 'vitest'

const orNull = (expected: string): string => `${expected}, or null`

type Told = Readonly<Record<string, string>>

interface Decoder {
  readonly decode: (value: unknown) => E.Either<Parameters<typeof decodeErrors>[0], unknown>
}

const told = (codec: Decoder, value: unknown): Told => {
  const decoded = codec.decode(value)
  return E.isRight(decoded)
    ? {}
    : Object.fromEntries(decodeErrors(decoded.left).map(({ path, expected }) => [path, expected]))
}

const within = (answer: object, key: string): Told =>
  Object.fromEntries(Object.entries(told(AnswerFromJson, answer)).filter(([path]) => path.startsWith(`${key}.`)))

const oneOf = (...texts: ReadonlyArray<string>): string => texts.map((text) => JSON.stringify(text)).join(' or ')

const accountId = 'the id of an Account, 15 or 18 letters and digits beginning with 001'
const contactId = 'the id of a Contact, 15 or 18 letters and digits beginning with 003'
const ownerId = 'the id of a User, 15 or 18 letters and digits beginning with 005'
const personId = "Marketo's number for a person, a whole number from 1"
const moment = 'a date and time that exists, in ISO 8601 with its offset'
const field = 'the API name of a Salesforce field: a letter, then letters, digits and _'
const value = 'a string, a finite number, true, false or null'
const flag = 'true or false'
const count = 'a whole number from 0'
const notSynced = oneOf('not a field', 'ignored', 'hidden')
const sameName = 'an array of an account and its name'

const explanations = ['ShownSynced', 'ShownKept', 'ShownEdited', 'NotShown']
const previews = ['WillSyncDown', 'WillSkip', 'WillIgnore']
const conversions = ['WillConvert', 'WillRefuse']
const logAnswers = ['Logged', 'NotLogged']

describe('what is no answer, and what is one of an unknown sort, is told by the codec', () => {
  test.each<readonly [string, Decoder, string, ReadonlyArray<string>]>([
    ['of explanations', ExplanationFromJson, 'an explanation', explanations],
    ['of previews', PreviewFromJson, 'a preview', previews],
    ['of previews of conversions', ConversionPreviewFromJson, 'a preview of a conversion', conversions],
    ['of answers about the log', LogAnswerFromJson, 'an answer about the log', logAnswers],
    [
      'of all answers',
      AnswerFromJson,
      'an answer',
      [...explanations, ...previews, ...conversions, ...logAnswers, 'EditAtRisk'],
    ],
  ])('%s', (_, codec, name, tags) => {
    expect(told(codec, 1)).toEqual({ '': `an object: ${name}` })
    expect(told(codec, {})).toEqual({ _tag: oneOf(...tags) })
  })

  test('of edits at risk', () => {
    expect(told(EditAtRiskFromJson, 1)).toEqual({ '': 'an object: EditAtRisk' })
  })
})

describe('an answer of nothing but its _tag is told what it lacks:', () => {
  const override = oneOf('next sync-down', 'next change', 'none')
  const shown = { contactId, accountId, field, value, systemModstamp: moment, override }

  test.each<readonly [string, Told]>([
    ['ShownSynced', { rule: oneOf('sync.override-all'), ...shown }],
    ['ShownKept', { rule: oneOf('sync.absent-field'), ...shown }],
    ['ShownEdited', { rule: oneOf('edit.until-override'), ...shown, synced: value, through: contactId, at: moment }],
    [
      'NotShown',
      {
        rule: oneOf(
          'contact.one-account',
          'contact.deleted',
          'contact.private',
          'sync.visible-fields',
          'sync.absent-field',
        ),
        contactId,
        accountId: orNull(accountId),
        field,
        why: oneOf(
          'unknown contact',
          'deleted contact',
          'private contact',
          'unknown account',
          'never carried',
          'not a field',
          'ignored',
          'hidden',
        ),
      },
    ],
    [
      'WillSyncDown',
      {
        rule: oneOf('sync.override-all'),
        accountId,
        systemModstamp: moment,
        isKnown: flag,
        isDeleted: flag,
        changes: 'an array of a change',
        editsLost: 'an array of a local edit',
        kept: 'an object of values by field name',
        leftOut: 'an array of a field left out',
        liveContacts: count,
        logging: 'an object: what is logged',
      },
    ],
    [
      'WillSkip',
      {
        rule: oneOf('sync.override-all'),
        accountId,
        systemModstamp: moment,
        isDeleted: flag,
        leftOut: 'an array of a field left out',
      },
    ],
    [
      'WillIgnore',
      {
        rule: oneOf('sync.only-newer'),
        accountId,
        systemModstamp: moment,
        why: oneOf('late', 'repeated'),
        applied: moment,
      },
    ],
    [
      'WillConvert',
      {
        rule: oneOf('convert.creates-three'),
        personId,
        asks: 'an array of what Salesforce is asked to do',
        defaultsUsed: `an array of ${oneOf('lastName', 'company')}`,
        sameName,
      },
    ],
    ['WillRefuse', { rule: oneOf(...ruleIds), personId, refusal: 'an object: a refusal', sameName }],
    ['Logged', { rule: oneOf('activity.per-contact', 'activity.local-edit'), activity: 'an object: an activity' }],
    [
      'NotLogged',
      {
        rule: oneOf(...ruleIds),
        contactId,
        field,
        accountId: orNull(accountId),
        at: orNull(moment),
        reason: 'an object: a reason',
      },
    ],
    [
      'EditAtRisk',
      {
        rule: oneOf('sync.override-all'),
        accountId,
        field,
        value,
        synced: value,
        through: contactId,
        at: moment,
        liveContacts: count,
        override: oneOf('next sync-down', 'next change'),
      },
    ],
  ])('%s', (_tag, lacking) => {
    expect(told(AnswerFromJson, { _tag })).toEqual(lacking)
  })
})

describe('what stands deeper is told at its place:', () => {
  test('in a sync-down', () => {
    const answer = { _tag: 'WillSyncDown', changes: [{}], editsLost: [{}], leftOut: [{}], logging: {} }
    expect(within(answer, 'changes')).toEqual({
      'changes.0.field': field,
      'changes.0.oldValue': value,
      'changes.0.newValue': value,
    })
    expect(within(answer, 'editsLost')).toEqual({
      'editsLost.0.field': field,
      'editsLost.0.value': value,
      'editsLost.0.through': contactId,
      'editsLost.0.at': moment,
    })
    expect(within(answer, 'leftOut')).toEqual({ 'leftOut.0.field': field, 'leftOut.0.why': notSynced })
    expect(within(answer, 'logging')).toEqual({
      'logging.rule': oneOf('activity.real-change', 'activity.per-contact', 'activity.cap'),
      'logging.because': oneOf('no change', 'no live contact', 'over the cap', 'changes'),
      'logging.activities': count,
    })
  })

  test('in what Salesforce is asked for', () => {
    const creates = { account: {}, contact: {}, opportunity: {} }
    const asks = [
      {},
      { _tag: 'CreateLead' },
      ...[undefined, {}, creates].map((made) => ({ _tag: 'ConvertSfdcLead', creates: made })),
    ]
    const convert = (n: number) => ({
      [`asks.${n}.personId`]: personId,
      [`asks.${n}.convertedStatus`]: 'a string',
      [`asks.${n}.sendNotificationEmail`]: flag,
    })
    expect(within({ _tag: 'WillConvert', asks }, 'asks')).toEqual({
      'asks.0._tag': oneOf('CreateLead', 'ConvertSfdcLead'),
      'asks.1.personId': personId,
      'asks.1.lastName': 'a string',
      'asks.1.company': 'a string',
      ...convert(2),
      'asks.2.creates': 'an object: the three new records',
      ...convert(3),
      'asks.3.creates.account': 'an object: a new account',
      'asks.3.creates.contact': 'an object: a new contact',
      'asks.3.creates.opportunity': 'an object: a new opportunity',
      ...convert(4),
      'asks.4.creates.account.ownerId': ownerId,
      'asks.4.creates.contact.ownerId': ownerId,
      'asks.4.creates.contact.in': oneOf('account'),
      'asks.4.creates.opportunity.ownerId': ownerId,
      'asks.4.creates.opportunity.of': oneOf('account'),
    })
    expect(within({ _tag: 'WillConvert', sameName: [{}, 1] }, 'sameName')).toEqual({
      'sameName.0.accountId': accountId,
      'sameName.0.name': 'a string',
      'sameName.1': 'an object: an account and its name',
    })
  })

  test.each<readonly [string, Told]>([
    ['NothingHappened', {}],
    ['NotLive', { 'reason.why': oneOf('unknown', 'deleted', 'private') }],
    ['Elsewhere', { 'reason.liveIn': accountId }],
    ['Deferred', { 'reason.waitsFor': accountId }],
    ['Moved', { 'reason.from': orNull(accountId), 'reason.to': orNull(accountId) }],
    ['Refused', { 'reason.refusal': 'an object: a refusal' }],
    ['AnsweredBefore', {}],
    ['Late', { 'reason.systemModstamp': moment, 'reason.applied': moment }],
    ['Repeated', { 'reason.systemModstamp': moment }],
    ['NotSynced', { 'reason.why': notSynced }],
    ['Absent', {}],
    ['Skipped', {}],
    ['NoChange', { 'reason.value': value }],
    ['OtherContact', { 'reason.through': contactId }],
    ['EditsNotLogged', {}],
    ['OverTheCap', { 'reason.liveContacts': count }],
  ])('in the reason %s', (_tag, lacking) => {
    expect(within({ _tag: 'NotLogged', reason: { _tag } }, 'reason')).toEqual(lacking)
  })

  test('a reason of an unknown sort', () => {
    expect(within({ _tag: 'NotLogged', reason: { _tag: 'Forgotten' } }, 'reason')).toEqual({
      'reason._tag':
        '"NothingHappened" or "NotLive" or "Elsewhere" or "Deferred" or "Moved" or "Refused" or "AnsweredBefore" or ' +
        '"Late" or "Repeated" or "NotSynced" or "Absent" or "Skipped" or "NoChange" or "OtherContact" or ' +
        '"EditsNotLogged" or "OverTheCap"',
    })
  })

  test.each([
    { _tag: 'AlreadyAContact', rule: 'convert.not-a-contact', contactId: '0034W00002abcde' },
    { _tag: 'ConversionUnderWay', rule: 'convert.not-a-contact', since: '2026-01-01T00:00:00Z' },
    { _tag: 'NewAccountNotAccepted', rule: 'convert.guarded', accepts: '' },
    { _tag: 'OwnerNotAUser', rule: 'convert.user-owner', assignTo: '00G000000000008' },
    { _tag: 'LeadFieldsMissing', rule: 'convert.syncs-first', missing: ['company'] },
    { _tag: 'UnknownPerson', rule: 'convert.known-person' },
  ])('%j refuses a conversion', (refusal) => {
    const answer = {
      _tag: 'WillRefuse',
      rule: refusal.rule,
      personId: 1,
      refusal: { personId: 1, ...refusal },
      sameName: [],
    }
    expect(told(AnswerFromJson, answer)).toEqual({})
  })
})
