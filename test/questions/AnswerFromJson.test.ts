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

const ofItsQuestion = (answer: Answer): E.Either<unknown, Answer> => {
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

const wrong = (value: unknown) => {
  const decoded = AnswerFromJson.decode(value)
  return E.isLeft(decoded) ? decodeErrors(decoded.left) : decoded
}

describe('answers as JSON', () => {
  test('an answer survives being written as JSON and read again', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        for (const answer of answers)
          expect(AnswerFromJson.decode(roundTrip(AnswerFromJson.encode(answer)))).toEqual(E.right(answer))
      }),
    )
  })

  test('the codec of one question reads what the codec of all has written', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        for (const answer of answers) expect(ofItsQuestion(answer)).toEqual(E.right(answer))
      }),
    )
  })

  test('every answer is recognised by the codec, and the same with another tag is not', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) =>
        answers.every((answer) => AnswerFromJson.is(answer) && !AnswerFromJson.is({ ...answer, _tag: 'Answer' })),
      ),
    )
  })

  test('nothing that JSON can say makes decoding throw', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => E.isLeft(AnswerFromJson.decode(value))))
  })

  test('a deferral is no refusal, and an edit refused is no refusal of a conversion', () => {
    const contactId = '0034W00002Abcde'
    const json = { _tag: 'WillRefuse', rule: 'edit.live-contact', personId: 1, sameName: [] }
    const edit = { _tag: 'UnknownContact', rule: 'edit.live-contact', contactId }
    expect(wrong({ ...json, refusal: edit })).toMatchObject([
      { path: 'refusal._tag', expected: 'a refusal of Convert Person' },
    ])
    const deferral = {
      _tag: 'AccountNotYetKnown',
      rule: 'contact.one-account',
      contactId,
      accountId: '0014W000027f6Uw',
    }
    expect(wrong({ ...json, refusal: deferral })).toMatchObject([
      { path: 'refusal._tag', expected: 'a refusal, not a deferral' },
    ])
  })

  test('a refusal under another rule than its own, and a conversion that asks for nothing, are errors', () => {
    const refusal = { _tag: 'UnknownPerson', rule: 'convert.known-person', personId: 1 }
    const refused = { _tag: 'WillRefuse', rule: 'convert.guarded', personId: 1, refusal, sameName: [] }
    expect(wrong(refused)).toEqual([
      { path: 'rule', expected: 'that of the refusal, convert.known-person', found: '"convert.guarded"' },
    ])
    const rule = 'convert.creates-three'
    expect(wrong({ _tag: 'WillConvert', rule, personId: 1, asks: [], defaultsUsed: [], sameName: [] })).toEqual([
      { path: 'asks', expected: 'at least one request', found: 'an array of 0' },
    ])
  })

  test('the activity that is there is a Change Data Value', () => {
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
    expect(wrong({ _tag: 'Logged', rule: 'activity.per-contact', activity })).toEqual([
      { path: 'activity._tag', expected: '"ChangeDataValue"', found: '"ConvertLead"' },
    ])
  })
})
