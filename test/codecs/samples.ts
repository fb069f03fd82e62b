// Every codec of every entry of the package, with valid values of each codec.
import fc from 'fast-check'
import type { Instant } from 'marketo-account-sync'
import * as core from 'marketo-account-sync'
import * as codecs from 'marketo-account-sync/codecs'
import * as questions from 'marketo-account-sync/questions'
import * as records from 'marketo-account-sync/records'
import * as kit from 'marketo-account-sync/testing'
import type * as t from 'io-ts'
import * as arbitraries from '../helpers/arbitraries.js'
import { anyAnswers } from '../questions/answers.js'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a codec is invariant in its type
export type AnyCodec = t.Type<any, unknown, unknown>

const isCodec = (value: unknown): value is AnyCodec =>
  typeof value === 'object' && value !== null && 'decode' in value && 'encode' in value

/** The codecs that the entries export, by name. */
export const allCodecs: ReadonlyArray<readonly [name: string, codec: AnyCodec]> = [core, codecs, questions, records]
  .flatMap((entry: object): ReadonlyArray<readonly [string, unknown]> => Object.entries<unknown>({ ...entry }))
  .flatMap(([name, value]) => (isCodec(value) ? [[name, value] as const] : []))

const any = { ...kit, ...arbitraries }

/** Random answers that a codec can encode. */
const answersOf = (codec: AnyCodec): fc.Arbitrary<unknown> =>
  anyAnswers
    .map((answers): ReadonlyArray<unknown> => answers.filter((answer) => codec.is(answer)))
    .filter((answers) => answers.length > 0)
    .chain((answers) => fc.constantFrom(...answers))

const anyQuestion = fc.record({ contactId: any.anyContactId, field: any.anyFieldName })

const anyDelivery = any.anyInput.filter(
  (input): input is core.Delivery => input._tag === 'SyncAccount' || input._tag === 'SyncContact',
)

const samples: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  FieldName: any.anyFieldName,
  FieldValue: any.anyFieldValue,
  Instant: fc.oneof(
    any.anyInstant,
    fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }) as fc.Arbitrary<Instant>,
  ),
  PersonId: any.anyPersonId,
  AccountId: any.anyAccountId,
  ContactId: any.anyContactId,
  OpportunityId: any.anyOpportunityId,
  SalesforceId: any.anySalesforceId,
  UserId: any.anyUserId,
  AccountFromJson: any.anyAccount,
  AccountRecordFromRest: any.anyAccountRecord,
  ActivityFromJson: any.anyActivity,
  ContactFromJson: any.anyContact,
  ContactRecordFromRest: any.anyContactRecord,
  ConversionFromJson: any.anyConversion,
  EventFromJson: any.anyEvent,
  FieldsFromJson: any.anyFields,
  InputFromJson: any.anyInput,
  MarketoFromJson: any.anyMarketo,
  PersonFromJson: any.anyPerson,
  RefusalFromJson: fc.oneof<Array<fc.Arbitrary<core.Refusal | core.AccountNotYetKnown>>>(
    any.anyRefusal,
    fc.record({
      _tag: fc.constant('AccountNotYetKnown' as const),
      rule: fc.constant('contact.one-account' as const),
      contactId: any.anyContactId,
      accountId: any.anyAccountId,
    }),
  ),
  SettingsFromJson: any.anySettings,
  SettledPersonFromJson: any.anySettledPerson,
  AnswerFromJson: answersOf(questions.AnswerFromJson),
  ConversionPreviewFromJson: answersOf(questions.ConversionPreviewFromJson),
  ConversionQuestionFromJson: any.anyConvertPerson.map(
    ({ personId, assignTo, convertedStatus, notifyOwner, accepts }) => ({
      personId,
      assignTo,
      convertedStatus,
      notifyOwner,
      accepts,
    }),
  ),
  EditAtRiskFromJson: answersOf(questions.EditAtRiskFromJson),
  ExplainQuestionFromJson: anyQuestion,
  ExplanationFromJson: answersOf(questions.ExplanationFromJson),
  LogAnswerFromJson: answersOf(questions.LogAnswerFromJson),
  LogQuestionFromJson: fc
    .tuple(anyQuestion, any.anyInstant, any.anyInstant)
    .map(([question, from, until]) => ({ ...question, from, until })),
  PreviewFromJson: answersOf(questions.PreviewFromJson),
  PreviewQuestionFromJson: any.anyAccountRecord,
  SyncStateFromJson: fc
    .tuple(any.anySettings, fc.array(anyDelivery), any.anyMarketo)
    .map(([settings, batch, marketo]) => {
      const { marketo: after, deferred } = records.syncCycle(settings)(batch, { marketo, deferred: [] })
      return { marketo: after, deferred }
    }),
}

/** Valid values of a codec. */
export const anyOf = (name: string): fc.Arbitrary<unknown> => {
  const arbitrary = samples[name]
  if (arbitrary === undefined) throw new Error(`no values of ${name}`)
  return arbitrary
}
