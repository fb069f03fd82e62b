// What an arbitrary makes is what its codec takes, it agrees with itself, and it shrinks to something small.
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as core from 'marketo-account-sync'
import * as codecs from 'marketo-account-sync/codecs'
import * as questions from 'marketo-account-sync/questions'
import { rule, ruleIds } from 'marketo-account-sync/rules'
import * as any from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { comesBack, type Case } from './roundTrip.js'

describe('what an arbitrary makes is well-formed, and comes back from JSON text', () => {
  test.each([
    comesBack('anyLiveContact', any.anyLiveContact, codecs.ContactFromJson),
    comesBack('anyDeletedContact', any.anyDeletedContact, codecs.ContactFromJson),
    comesBack('anyPrivateContact', any.anyPrivateContact, codecs.ContactFromJson),
    comesBack('anyConvertiblePerson', any.anyConvertiblePerson, codecs.PersonFromJson),
    comesBack('anyDelivery', any.anyDelivery, codecs.InputFromJson),
    comesBack('anyRequest', any.anyRequest, codecs.InputFromJson),
    comesBack<core.Input, core.ConvertPerson>('anyAccepted', any.anyAccepted, codecs.InputFromJson),
    comesBack('anyAccountEvent', any.anyAccountEvent, codecs.EventFromJson),
    comesBack('anyPersonEvent', any.anyPersonEvent, codecs.EventFromJson),
    comesBack('anyEditRefused', any.anyEditRefused, codecs.RefusalFromJson),
    comesBack('anyConvertRefused', any.anyConvertRefused, codecs.RefusalFromJson),
    comesBack('anyAnswerRefused', any.anyAnswerRefused, codecs.RefusalFromJson),
    comesBack(
      'anyRefused',
      any.anyRefused.map(({ input }) => input),
      codecs.InputFromJson,
    ),
    comesBack(
      'anyDeferred',
      any.anyDeferred.map(({ reason }) => reason),
      codecs.RefusalFromJson,
    ),
    comesBack('anyExplanation', any.anyExplanation, questions.ExplanationFromJson),
    comesBack('anyNotShown', any.anyNotShown, questions.ExplanationFromJson),
    comesBack('anyPreview', any.anyPreview, questions.PreviewFromJson),
    comesBack('anyWillSyncDown', any.anyWillSyncDown, questions.PreviewFromJson),
    comesBack('anyConversionPreview', any.anyConversionPreview, questions.ConversionPreviewFromJson),
    comesBack('anyLogAnswer', any.anyLogAnswer, questions.LogAnswerFromJson),
    comesBack('anyEditAtRisk', any.anyEditAtRisk, questions.EditAtRiskFromJson),
    comesBack('anyAnswer', any.anyAnswer, questions.AnswerFromJson),
    comesBack(
      'anyMarketoActivity',
      any.anyMarketoActivity
        .map(({ activityDate }) => core.Instant.decode(activityDate))
        .filter(E.isRight)
        .map(({ right }) => right),
      core.Instant,
    ),
  ])('%s', (_name, property) => {
    const { failed, counterexample } = fc.check(property)
    expect(failed, JSON.stringify(counterexample)).toBe(false)
  })
})

const idsIn = (whole: object): ReadonlyArray<unknown> => [
  'contactId' in whole ? whole.contactId : undefined,
  'personId' in whole ? whole.personId : 'person' in whole ? (whole.person as core.Person).id : undefined,
]

describe('what an arbitrary makes agrees with itself', () => {
  test.each<Case>([
    [
      'a refusal is about the contact or person of its input',
      fc.property(any.anyRefused, ({ refusal, input }) => {
        const [contactId, personId] = idsIn(refusal)
        const [through, whom] = idsIn(input)
        return personId === undefined ? contactId === undefined || contactId === through : personId === whom
      }),
    ],
    [
      'a record that another person has is not of the person who is refused it',
      fc.property(any.anyRecordAlreadyClaimed, ({ why, of, personId }) => why !== 'contact of another person' || of !== personId),
    ],
    ['what is accepted passes the guard', fc.property(any.anyAccepted, (command) => E.isRight(core.accept(command)))],
    [
      'a picture shows local edits as what is shown',
      fc.property(any.anyAccountPicture, ({ shown, localEdits }) =>
        core.fieldNames(localEdits).every((field) => shown[field] === localEdits[field]),
      ),
    ],
    [
      'the source of a rule is one that the registry names',
      fc.property(any.anyRuleSource, (source) => ruleIds.some((id) => rule(id).sources.includes(source))),
    ],
    ['every answer has a sentence', fc.property(any.anyAnswer, (answer) => questions.sentence(answer) !== '')],
    [
      'a decode error says where, what was expected, and what was found',
      fc.property(any.anyDecodeError, ({ path, expected, found }) => path !== '' && expected !== '' && found !== ''),
    ],
    [
      'a contact of another is not of the person itself',
      fc.property(fc.tuple(any.anyTaken, any.anyConversion), ([taken, { contactId, personId }]) => {
        const other = taken.contactOfAnother(contactId, personId)
        return other._tag === 'None' || other.value !== personId
      }),
    ],
  ])('%s', (_name, property) => {
    const { failed, counterexample } = fc.check(property)
    expect(failed, JSON.stringify(counterexample)).toBe(false)
  })
})

const isArbitrary = (value: unknown): value is fc.Arbitrary<unknown> =>
  typeof value === 'object' && value !== null && 'generate' in value && 'shrink' in value

describe('values shrink to something small', () => {
  const arbitraries = Object.entries(any).flatMap(([name, value]) =>
    isArbitrary(value) ? [[name, value] as const] : [],
  )

  test.each(arbitraries)('%s', (_name, arbitrary) => {
    const { counterexample } = fc.check(
      fc.property(arbitrary, () => false),
      { numRuns: 1 },
    )
    expect(JSON.stringify(counterexample).length).toBeLessThan(1_000)
  })
})
