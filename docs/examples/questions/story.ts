/** The questions of somebody in marketing operations at the end of the week, with the answers. */
import { emptyMarketo, Instant, type Marketo, newAccountAndOpportunity, run, scan } from 'marketo-account-sync'
import {
  type Answer,
  atRisk,
  ConversionQuestionFromJson,
  explain,
  ExplainQuestionFromJson,
  LogQuestionFromJson,
  preview,
  previewConversion,
  PreviewQuestionFromJson,
  whyNotLogged,
} from 'marketo-account-sync/questions'
import { deliveries } from 'marketo-account-sync/records'
import { conversion, history, ids, nextRecord, settings, told } from './history.js'

interface Asked {
  readonly question: string
  readonly answers: ReadonlyArray<Answer>
}

export interface Chapter {
  readonly title: string
  readonly asked: ReadonlyArray<Asked>
}

const value = (marketo: Marketo, contactId: string, field: string): ReadonlyArray<Answer> => [
  explain(settings)(told(ExplainQuestionFromJson)({ contactId, field }), marketo),
]

const converting = (accepts: string, marketo: Marketo): ReadonlyArray<Answer> => [
  previewConversion(settings)(told(ConversionQuestionFromJson)({ ...conversion, accepts }), marketo),
]

/** Runs the history, and answers the questions. */
export const story = (): ReadonlyArray<Chapter> => {
  const inputs = history()
  const friday = run(settings)(inputs, emptyMarketo).marketo
  const record = told(PreviewQuestionFromJson)({ record: nextRecord })
  const saturday = run(settings)(deliveries(told(Instant)('2026-03-06T08:01:00Z'))([record]), friday).marketo
  const log = (contactId: string, field: string, from: string, until: string): ReadonlyArray<Answer> =>
    whyNotLogged(told(LogQuestionFromJson)({ contactId, field, from, until }), {
      initial: emptyMarketo,
      history: scan(settings)(inputs, emptyMarketo),
    })
  return [
    {
      title: 'Why does Marketo show this value?',
      asked: [
        {
          question: "Salesforce says Food. Why does Ben's Industry say something else?",
          answers: value(friday, ids.ben, 'Industry'),
        },
        { question: "Where does Ben's Phone come from?", answers: value(friday, ids.ben, 'Phone') },
        {
          question: 'Why does Marketo show no Fax for Ben? Salesforce has a Fax for his account.',
          answers: value(friday, ids.ben, 'Fax'),
        },
        {
          question: 'Why does Marketo show no credit limit for Ben?',
          answers: value(friday, ids.ben, 'CreditLimit__c'),
        },
        { question: "What is Cleo's Industry?", answers: value(friday, ids.cleo, 'Industry') },
      ],
    },
    {
      title: 'Which of our local edits would a sync-down override?',
      asked: [{ question: 'Which values have we set only in Marketo?', answers: [...atRisk(settings)(friday)] }],
    },
    {
      title: 'Why is there no activity?',
      asked: [
        {
          question: "Brook Logistics changed its Industry on Wednesday. Where is Lou's activity?",
          answers: log(ids.lou, 'Industry', '2026-03-04T00:00:00Z', '2026-03-04T23:59:59Z'),
        },
        {
          question:
            'The Industry of Quay Partners changed on Thursday. Cleo works there. Why does she have no activity?',
          answers: log(ids.cleo, 'Industry', '2026-03-05T00:00:00Z', '2026-03-05T23:59:59Z'),
        },
        {
          question: "We changed Ben's SLA on Tuesday. Ada shares his account. Why does she have no activity?",
          answers: log(ids.ada, 'SLA__c', '2026-03-03T00:00:00Z', '2026-03-03T23:59:59Z'),
        },
        {
          question: "And what happened to Ada's Industry in the whole week?",
          answers: log(ids.ada, 'Industry', '2026-03-02T00:00:00Z', '2026-03-06T00:00:00Z'),
        },
      ],
    },
    {
      title: 'What will happen?',
      asked: [
        {
          question: 'Sales has corrected the phone number of Harbour Foods. What will the next sync-down do?',
          answers: [preview(settings)(record, friday)],
        },
        {
          question: 'What if that record is delivered twice?',
          answers: [preview(settings)(record, saturday)],
        },
        {
          question: 'Young works at Harbour Foods. What will Convert Person do to this person?',
          answers: converting(newAccountAndOpportunity, friday),
        },
        {
          question: 'What will Convert Person do if nobody accepts the new account and opportunity?',
          answers: converting('', friday),
        },
      ],
    },
    {
      title: 'After the sync-down',
      asked: [
        { question: "What is Ben's Industry now?", answers: value(saturday, ids.ben, 'Industry') },
        { question: "What is Ben's SLA now?", answers: value(saturday, ids.ben, 'SLA__c') },
      ],
    },
  ]
}
