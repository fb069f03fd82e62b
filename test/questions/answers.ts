// Generates answers of every kind from random histories.
import fc from 'fast-check'
import { emptyMarketo, run, scan } from 'marketo-account-sync'
import type { Answer } from 'marketo-account-sync/questions'
import { atRisk, explain, preview, previewConversion, whyNotLogged } from 'marketo-account-sync/questions'
import { instant } from '../helpers/values.js'
import { anyContactId, anyConvertPerson, anyField, anyHistory, anyRecord, anySettings } from './world.js'

export const anyAnswers: fc.Arbitrary<ReadonlyArray<Answer>> = fc
  .tuple(anySettings, anyHistory, anyContactId, anyField, anyRecord, anyConvertPerson)
  .map(([settings, inputs, contactId, field, record, command]) => {
    const { marketo } = run(settings)(inputs, emptyMarketo)
    const question = { contactId, field, from: instant(0), until: instant(1_000_000) }
    const history = scan(settings)(inputs, emptyMarketo)
    return [
      explain(settings)(question, marketo),
      preview(settings)(record, marketo),
      previewConversion(settings)(command, marketo),
      ...whyNotLogged(question, { initial: emptyMarketo, history }),
      ...atRisk(settings)(marketo),
    ]
  })
