// Answers to every question, of random histories.
import fc from 'fast-check'
import { emptyMarketo, scan, simulateAll } from 'marketo-account-sync'
import type { Answer } from 'marketo-account-sync/questions'
import { atRisk, explain, preview, previewConversion, whyNotLogged } from 'marketo-account-sync/questions'
import { anyContactId, anyConvertPerson, anyField, anyHistory, anyRecord, anySettings, instant } from './world.js'

export const anyAnswers: fc.Arbitrary<ReadonlyArray<Answer>> = fc
  .tuple(anySettings, anyHistory, anyContactId, anyField, anyRecord, anyConvertPerson)
  .map(([settings, inputs, contactId, field, record, command]) => {
    const marketo = simulateAll(settings)(inputs)(emptyMarketo)
    const question = { contactId, field, from: instant(0), until: instant(1_000_000) }
    return [
      explain(settings)(contactId, field)(marketo),
      preview(settings)(record)(marketo),
      previewConversion(settings)(command)(marketo),
      ...whyNotLogged(question)(emptyMarketo)(scan(settings)(inputs)(emptyMarketo)),
      ...atRisk(settings)(marketo),
    ]
  })
