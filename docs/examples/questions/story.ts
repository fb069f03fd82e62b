/** What somebody in marketing operations asks at the end of that week, and the answers. */
import type { ContactId, ConvertPerson, FieldName, Instant, Marketo } from 'marketo-account-sync'
import {
  ContactId as ContactIdCodec,
  emptyMarketo,
  FieldName as FieldNameCodec,
  Instant as InstantCodec,
  newAccountAndOpportunity,
  scan,
  simulateAll,
  step,
} from 'marketo-account-sync'
import { AccountRecordFromRest, InputFromJson } from 'marketo-account-sync/codecs'
import type { Answer } from 'marketo-account-sync/questions'
import { atRisk, explain, preview, previewConversion, whyNotLogged } from 'marketo-account-sync/questions'
import { conversion, history, ids, nextRecord, settings, told } from './history.js'

interface Asked {
  readonly question: string
  readonly answers: ReadonlyArray<Answer>
}

export interface Chapter {
  readonly title: string
  readonly asked: ReadonlyArray<Asked>
}

const contact = (text: string): ContactId => told(ContactIdCodec)(text)
const field = (text: string): FieldName => told(FieldNameCodec)(text)
const instant = (text: string): Instant => told(InstantCodec)(text)

const friday = simulateAll(settings)(history)(emptyMarketo)

const shows =
  (marketo: Marketo) =>
  (who: string, what: string): ReadonlyArray<Answer> => [explain(settings)(contact(who), field(what))(marketo)]

const missing = (who: string, what: string, from: string, until: string): ReadonlyArray<Answer> =>
  whyNotLogged({ contactId: contact(who), field: field(what), from: instant(from), until: instant(until) })(
    emptyMarketo,
  )(scan(settings)(history)(emptyMarketo))

const record = told(AccountRecordFromRest)(nextRecord)

const converting = (accepts: string): ConvertPerson => {
  const input = told(InputFromJson)({ ...conversion, accepts })
  if (input._tag !== 'ConvertPerson') throw new Error(`not a conversion: ${input._tag}`)
  return input
}

const [, saturday] = step(settings)({ _tag: 'SyncAccount', at: instant('2026-03-06T08:01:00Z'), record })(friday)

export const story: ReadonlyArray<Chapter> = [
  {
    title: 'Why does Marketo show this value?',
    asked: [
      {
        question: "Salesforce says Food. Why does Ben's Industry say something else?",
        answers: shows(friday)(ids.ben, 'Industry'),
      },
      { question: "And where is Ben's Phone from?", answers: shows(friday)(ids.ben, 'Phone') },
      { question: 'Why has Ben no Fax? Salesforce has one.', answers: shows(friday)(ids.ben, 'Fax') },
      { question: 'And no credit limit?', answers: shows(friday)(ids.ben, 'CreditLimit__c') },
      { question: "What is Cleo's Industry?", answers: shows(friday)(ids.cleo, 'Industry') },
    ],
  },
  {
    title: 'Which of our edits would a sync-down undo?',
    asked: [{ question: 'What have we set that Salesforce does not know of?', answers: [...atRisk(settings)(friday)] }],
  },
  {
    title: 'Why is there no activity?',
    asked: [
      {
        question: "Brook Logistics changed its Industry on Wednesday. Where is Lou's activity?",
        answers: missing(ids.lou, 'Industry', '2026-03-04T00:00:00Z', '2026-03-04T23:59:59Z'),
      },
      {
        question: 'Quay Partners changed its Industry on Thursday. Where is that of Cleo, who works there?',
        answers: missing(ids.cleo, 'Industry', '2026-03-05T00:00:00Z', '2026-03-05T23:59:59Z'),
      },
      {
        question: "Ben's SLA changed on Tuesday, and so did Ada's, for they share an account. Where is hers?",
        answers: missing(ids.ada, 'SLA__c', '2026-03-03T00:00:00Z', '2026-03-03T23:59:59Z'),
      },
      {
        question: "And what of Ada's Industry, in the whole week?",
        answers: missing(ids.ada, 'Industry', '2026-03-02T00:00:00Z', '2026-03-06T00:00:00Z'),
      },
    ],
  },
  {
    title: 'What will happen?',
    asked: [
      {
        question: 'Sales has corrected the phone number of Harbour Foods. What will the next sync-down do?',
        answers: [preview(settings)(record)(friday)],
      },
      {
        question: 'What if that record is delivered twice?',
        answers: [preview(settings)(record)(saturday)],
      },
      {
        question: 'Young works at Harbour Foods. What will Convert Person do?',
        answers: [previewConversion(settings)(converting(newAccountAndOpportunity))(friday)],
      },
      { question: 'And if nobody accepts that?', answers: [previewConversion(settings)(converting(''))(friday)] },
    ],
  },
  {
    title: 'After the sync-down',
    asked: [
      { question: "What is Ben's Industry now?", answers: shows(saturday)(ids.ben, 'Industry') },
      { question: 'And the SLA that Ben set?', answers: shows(saturday)(ids.ben, 'SLA__c') },
    ],
  },
]
