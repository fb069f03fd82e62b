/**
 * Reads and writes the questions as JSON, so that a service can receive them. There is one codec for each question.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { AccountRecordFromRest } from '../codecs/AccountRecordFromRest.js'
import type { ObjectCodec } from '../codecs/Combinators.js'
import { flag, struct, text } from '../codecs/Combinators.js'
import type { AccountRecord } from '../model/Account.js'
import { Instant } from '../model/Instant.js'
import { PersonId } from '../model/Person.js'
import { ContactId, SalesforceId } from '../model/SalesforceId.js'
import { AskedField } from './AskedField.js'
import type { ExplainQuestion } from './Explain.js'
import type { LogQuestion } from './LogAnswer.js'
import type { ConversionQuestion } from './PreviewConversion.js'

/**
 * Decodes a question for `explain`. The question names a contact and an Account field. Unknown keys are ignored.
 *
 * @example
 * import { ExplainQuestionFromJson } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const question = ExplainQuestionFromJson.decode({ contactId: '0034W00002Abcde', field: 'Industry' })
 * assert.deepStrictEqual(question, E.right({ contactId: '0034W00002AbcdeQAB', field: 'Industry' }))
 *
 * @category codecs
 * @since 0.2.0
 */
export const ExplainQuestionFromJson: ObjectCodec<ExplainQuestion> = struct('a question about a value', {
  contactId: ContactId,
  field: AskedField,
})

const previewQuestion = struct('a question about a record', { record: AccountRecordFromRest })

/**
 * Decodes a question for `preview`: an object whose `record` is an Account record in the format of the Salesforce REST API. The
 * decoded value is the record. Unknown keys are ignored, so you can also pass the JSON of a `SyncAccount` input.
 *
 * @example
 * import { PreviewQuestionFromJson } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const record = PreviewQuestionFromJson.decode({
 * record: { Id: '0014W000027f6Uw', SystemModstamp: '2020-10-22T21:03:23.000+0000', Industry: 'Electronics' }
 * })
 * if (E.isLeft(record)) assert.fail()
 * assert.strictEqual(record.right.id, '0014W000027f6UwQAI')
 * assert.deepStrictEqual(record.right.fields, { Industry: 'Electronics' })
 *
 * @category codecs
 * @since 0.2.0
 */
export const PreviewQuestionFromJson: ObjectCodec<AccountRecord> = new t.Type(
  previewQuestion.name,
  AccountRecordFromRest.is,
  (value, context) =>
    E.map(({ record }: { readonly record: AccountRecord }) => record)(previewQuestion.validate(value, context)),
  (record) => previewQuestion.encode({ record }),
)

/**
 * Decodes a question for `previewConversion`. The question has the keys of a `ConvertPerson` input, without `_tag` and `at`.
 * Unknown keys are ignored, so you can also pass the JSON of a whole `ConvertPerson` input.
 *
 * @example
 * import { ConversionQuestionFromJson } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const question = ConversionQuestionFromJson.decode({
 * personId: 318581, assignTo: '0054W00000BZkk0', convertedStatus: 'Qualified', notifyOwner: false,
 * accepts: 'new account and opportunity'
 * })
 * assert.ok(E.isRight(question))
 *
 * @category codecs
 * @since 0.2.0
 */
export const ConversionQuestionFromJson: ObjectCodec<ConversionQuestion> = struct('a question about a conversion', {
  personId: PersonId,
  assignTo: SalesforceId,
  convertedStatus: text,
  notifyOwner: flag,
  accepts: text,
})

/**
 * Decodes a question for `whyNotLogged`. The question names a contact, an Account field and a period. The period begins and ends
 * with a time in ISO 8601. Unknown keys are ignored.
 *
 * @example
 * import { decodeErrors } from 'marketo-account-sync'
 * import { LogQuestionFromJson } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const json = { contactId: '0034W00002Abcde', field: 'Industry', from: '2024-05-01T00:00:00Z', until: '2024-05-01T23:59:59Z' }
 * assert.ok(E.isRight(LogQuestionFromJson.decode(json)))
 *
 * const errors = E.mapLeft(decodeErrors)(LogQuestionFromJson.decode({ ...json, contactId: '0014W000027f6Uw' }))
 * assert.deepStrictEqual(errors, E.left([{
 * path: 'contactId',
 * expected: 'the id of a Contact, 15 or 18 letters and digits beginning with 003',
 * found: '"0014W000027f6Uw"'
 * }]))
 *
 * @category codecs
 * @since 0.2.0
 */
export const LogQuestionFromJson: ObjectCodec<LogQuestion> = struct('a question about the log', {
  contactId: ContactId,
  field: AskedField,
  from: Instant,
  until: Instant,
})
