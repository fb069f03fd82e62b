// Tests the path and the expected value in the errors of the codecs for answers.
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
import { describe, expect, test } from 'vitest'

const orNull = (expected: string): string => `${expected}, or null`

type Errors = Readonly<Record<string, string>>

interface Decoder {
  readonly decode: (value: unknown) => E.Either<Parameters<typeof decodeErrors>[0], unknown>
}

const errorsOf = (codec: Decoder, value: unknown): Errors => {
  const decoded = codec.decode(value)
  return E.isRight(decoded)
    ? {}
    : Object.fromEntries(decodeErrors(decoded.left).map(({ path, expected }) => [path, expected]))
}

const errorsWithin = (answer: object, key: string): Errors =>
  Object.fromEntries(Object.entries(errorsOf(AnswerFromJson, answer)).filter(([path]) => path.startsWith(`${key}.`)))

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
const whyLeftOut = oneOf('not a field', 'ignored', 'hidden', 'came with this stamp', 'waits for the next stamp')
const leftOut = 'an array of fields that are left out'
const misspelt = 'an array of misspelt names in the settings'
const accountStatus = 'an object: the status of an account in Salesforce'
const meant = orNull('an object: the field that the question means')
const anyRule = 'the id of a rule'
const sameName = 'an array of accounts and their names'

const explanations = ['ShownSynced', 'ShownKept', 'ShownEdited', 'NotShown']
const previews = ['WillSyncDown', 'WillSkip', 'WillIgnore']
const conversions = ['WillConvert', 'WillRefuse']
const logAnswers = ['Logged', 'NotLogged']

describe('decoding a value that is not an object, or that has an unknown _tag', () => {
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
  ])('gives one error with the codec %s', (_, codec, name, tags) => {
    expect(errorsOf(codec, 1)).toEqual({ '': `an object: ${name}` })
    expect(errorsOf(codec, {})).toEqual({ _tag: oneOf(...tags) })
  })

  test('gives one error with the codec of edits at risk', () => {
    expect(errorsOf(EditAtRiskFromJson, 1)).toEqual({ '': 'an object: EditAtRisk' })
  })
})

describe('decoding an answer that has only a _tag', () => {
  const override = oneOf('next sync-down', 'next change', 'none')
  const explained = { waitsFor: orNull(accountId), misspelt: 'an array of field names' }
  const shown = { contactId, accountId, accountStatus, ...explained, field, value, systemModstamp: moment, override }
  const record = { accountId, systemModstamp: moment, isDeleted: flag, masterRecordId: orNull(accountId), leftOut }

  test.each<readonly [string, Errors]>([
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
        accountStatus: orNull(accountStatus),
        ...explained,
        field,
        meant,
        why: oneOf(
          'unknown contact',
          'waiting contact',
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
        ...record,
        misspelt,
        isKnown: flag,
        changes: 'an array of changes',
        editsLost: 'an array of local edits',
        kept: 'an object whose keys are field names',
        liveContacts: count,
        logging: 'an object: the number of logged activities',
      },
    ],
    ['WillSkip', { rule: oneOf('sync.override-all'), ...record, misspelt }],
    ['WillIgnore', { rule: oneOf('sync.only-newer'), ...record, why: oneOf('late', 'repeated'), applied: moment }],
    [
      'WillConvert',
      {
        rule: oneOf('convert.creates-three'),
        personId,
        asks: 'an array of requests to Salesforce',
        defaultsUsed: `an array of ${oneOf('lastName', 'company')}`,
        sameName,
      },
    ],
    ['WillRefuse', { rule: anyRule, personId, refusal: 'an object: a refusal', sameName }],
    ['Logged', { rule: oneOf('activity.per-contact', 'activity.local-edit'), activity: 'an object: an activity' }],
    [
      'NotLogged',
      {
        rule: anyRule,
        contactId,
        field,
        accountId: orNull(accountId),
        accountStatus: orNull(accountStatus),
        meant,
        at: orNull(moment),
        reason: 'an object: a reason',
      },
    ],
    [
      'EditAtRisk',
      {
        rule: oneOf('sync.override-all'),
        accountId,
        isDeleted: flag,
        masterRecordId: orNull(accountId),
        field,
        value,
        synced: value,
        through: contactId,
        at: moment,
        liveContacts: count,
        override: oneOf('next sync-down', 'next change'),
      },
    ],
  ])('gives an error for each missing key (_tag %s)', (_tag, missing) => {
    expect(errorsOf(AnswerFromJson, { _tag })).toEqual(missing)
  })
})

describe('the error for a bad value inside an answer', () => {
  test('contains the path of the value in a sync-down', () => {
    const answer = { _tag: 'WillSyncDown', changes: [{}], editsLost: [{}], leftOut: [{}], logging: {} }
    expect(errorsWithin(answer, 'changes')).toEqual({
      'changes.0.field': field,
      'changes.0.oldValue': value,
      'changes.0.newValue': value,
    })
    expect(errorsWithin(answer, 'editsLost')).toEqual({
      'editsLost.0.field': field,
      'editsLost.0.value': value,
      'editsLost.0.through': contactId,
      'editsLost.0.at': moment,
    })
    expect(errorsWithin(answer, 'leftOut')).toEqual({ 'leftOut.0.field': field, 'leftOut.0.why': whyLeftOut })
    expect(errorsWithin(answer, 'logging')).toEqual({
      'logging.rule': oneOf('activity.real-change', 'activity.per-contact', 'activity.cap'),
      'logging.because': oneOf('no change', 'no live contact', 'over the cap', 'changes'),
      'logging.activities': count,
    })
  })

  test('contains the path of the value in the requests to Salesforce', () => {
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
    expect(errorsWithin({ _tag: 'WillConvert', asks }, 'asks')).toEqual({
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
    expect(errorsWithin({ _tag: 'WillConvert', sameName: [{}, 1] }, 'sameName')).toEqual({
      'sameName.0.accountId': accountId,
      'sameName.0.name': 'a string',
      'sameName.1': 'an object: an account and its name',
    })
  })

  test.each<readonly [string, Errors]>([
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
    ['CameBefore', { 'reason.systemModstamp': moment }],
    ['FormulaWaits', { 'reason.systemModstamp': moment }],
    ['Skipped', {}],
    ['NoChange', { 'reason.value': value }],
    ['OtherContact', { 'reason.through': contactId }],
    ['EditsNotLogged', {}],
    ['OverTheCap', { 'reason.liveContacts': count }],
  ])('contains the path of the value in the reason %s', (_tag, missing) => {
    expect(errorsWithin({ _tag: 'NotLogged', reason: { _tag } }, 'reason')).toEqual(missing)
  })

  test('contains the path of an unknown reason', () => {
    expect(errorsWithin({ _tag: 'NotLogged', reason: { _tag: 'Forgotten' } }, 'reason')).toEqual({
      'reason._tag':
        '"NothingHappened" or "NotLive" or "Elsewhere" or "Deferred" or "Moved" or "Refused" or "AnsweredBefore" or ' +
        '"Late" or "Repeated" or "NotSynced" or "Absent" or "CameBefore" or "FormulaWaits" or "Skipped" or "NoChange" or ' +
        '"OtherContact" or "EditsNotLogged" or "OverTheCap"',
    })
  })

  test.each([
    { _tag: 'AlreadyAContact', rule: 'convert.not-a-contact', contactId: '0034W00002abcde' },
    { _tag: 'ConversionUnderWay', rule: 'convert.not-a-contact', since: '2026-01-01T00:00:00Z' },
    { _tag: 'NewAccountNotAccepted', rule: 'convert.guarded', accepts: '' },
    { _tag: 'OwnerNotAUser', rule: 'convert.user-owner', assignTo: '00G000000000008' },
    { _tag: 'LeadFieldsMissing', rule: 'convert.syncs-first', missing: ['company'] },
    { _tag: 'UnknownPerson', rule: 'convert.known-person' },
  ])('does not exist if a preview of a conversion contains the valid refusal %j', (refusal) => {
    const answer = {
      _tag: 'WillRefuse',
      rule: refusal.rule,
      personId: 1,
      refusal: { personId: 1, ...refusal },
      sameName: [],
    }
    expect(errorsOf(AnswerFromJson, answer)).toEqual({})
  })
})
