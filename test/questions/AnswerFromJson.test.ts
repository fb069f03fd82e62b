import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { decodeErrors } from 'marketo-account-sync'
import type { Answer } from 'marketo-account-sync/questions'
import {
  AnswerFromJson,
  ConversionPreviewFromJson,
  EditAtRiskFromJson,
  ExplanationFromJson,
  LogAnswerFromJson,
  PreviewFromJson,
} from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import { anyAnswers } from './answers.js'

const roundTrip = (encoded: unknown): unknown => JSON.parse(JSON.stringify(encoded))

const decodeAsAnswerToItsQuestion = (answer: Answer): E.Either<unknown, Answer> => {
  const json = AnswerFromJson.encode(answer)
  switch (answer._tag) {
    case 'ShownSynced':
    case 'ShownKept':
    case 'ShownEdited':
    case 'NotShown':
      return ExplanationFromJson.decode(json)
    case 'WillSyncDown':
    case 'WillSkip':
    case 'WillIgnore':
      return PreviewFromJson.decode(json)
    case 'WillConvert':
    case 'WillRefuse':
      return ConversionPreviewFromJson.decode(json)
    case 'Logged':
    case 'NotLogged':
      return LogAnswerFromJson.decode(json)
    case 'EditAtRisk':
      return EditAtRiskFromJson.decode(json)
  }
}

const errorsOf = (value: unknown) => {
  const decoded = AnswerFromJson.decode(value)
  return E.isLeft(decoded) ? decodeErrors(decoded.left) : decoded
}

describe('answers as JSON', () => {
  test('are unchanged after encoding and decoding', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        for (const answer of answers)
          expect(AnswerFromJson.decode(roundTrip(AnswerFromJson.encode(answer)))).toEqual(E.right(answer))
      }),
    )
  })

  test('can also be decoded with the codec for their kind of question', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        for (const answer of answers) expect(decodeAsAnswerToItsQuestion(answer)).toEqual(E.right(answer))
      }),
    )
  })

  test('pass the check `is`, and fail the check if the _tag is changed', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) =>
        answers.every((answer) => AnswerFromJson.is(answer) && !AnswerFromJson.is({ ...answer, _tag: 'Answer' })),
      ),
    )
  })

  test('are rejected if the reason of a refused conversion is the refusal of an edit or is a deferral', () => {
    const contactId = '0034W00002Abcde'
    const json = { _tag: 'WillRefuse', rule: 'edit.live-contact', personId: 1, sameName: [] }
    const edit = { _tag: 'UnknownContact', rule: 'edit.live-contact', contactId }
    expect(errorsOf({ ...json, refusal: edit })).toMatchObject([
      { path: 'refusal._tag', expected: 'the _tag of a refusal of Convert Person' },
    ])
    const deferral = {
      _tag: 'AccountNotYetKnown',
      rule: 'contact.one-account',
      contactId,
      accountId: '0014W000027f6Uw',
    }
    expect(errorsOf({ ...json, refusal: deferral })).toMatchObject([
      { path: 'refusal._tag', expected: 'the _tag of a refusal, not of a deferral' },
    ])
  })

  test('are rejected if the answer and its refusal name different rules, or if a WillConvert has no request to Salesforce', () => {
    const refusal = { _tag: 'UnknownPerson', rule: 'convert.known-person', personId: 1 }
    const refused = { _tag: 'WillRefuse', rule: 'convert.guarded', personId: 1, refusal, sameName: [] }
    expect(errorsOf(refused)).toEqual([
      { path: 'rule', expected: '"convert.known-person", the rule of the refusal', found: '"convert.guarded"' },
    ])
    const rule = 'convert.creates-three'
    expect(errorsOf({ _tag: 'WillConvert', rule, personId: 1, asks: [], defaultsUsed: [], sameName: [] })).toEqual([
      { path: 'asks', expected: 'at least one request to Salesforce', found: 'an array of 0' },
    ])
  })

  test('are rejected if the logged activity is not a Change Data Value', () => {
    const activity = {
      _tag: 'ConvertLead',
      at: '2024-05-01T09:00:00Z',
      personId: 1,
      assignTo: '0054W00000BZkk0',
      convertedStatus: 'Qualified',
      notifyOwner: true,
      outcome: 'succeeded',
      failedAt: null,
      reason: null,
    }
    expect(errorsOf({ _tag: 'Logged', rule: 'activity.per-contact', activity })).toEqual([
      { path: 'activity._tag', expected: '"ChangeDataValue"', found: '"ConvertLead"' },
    ])
  })
})
