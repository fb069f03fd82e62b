/**
 * Formats findings in plain English.
 *
 * @since 0.4.0
 */
import { whyNotSynced } from '../questions/NextOverride.js'
import { formatAnswer, formatCount, formatNotSynced, formatOverride, formatValue } from '../questions/Wording.js'
import type { FieldName } from '../model/Field.js'
import { formatCause, formatCauses } from './CauseSentence.js'
import { formatEvidence, formatPeople } from './EvidenceSentence.js'
import type { Cause, CellFinding, FieldFinding, Finding, Next, RecordFinding } from './Finding.js'
import { formatRecordIs } from './RecordSentence.js'

const formatEvidenceOf = ({ evidence }: Finding): ReadonlyArray<string> => evidence.map(formatEvidence)

const formatCertainty = ({ certainty, alternatives }: CellFinding, cause: Cause): string => {
  const others = formatCauses('It could also be', alternatives)
  switch (certainty) {
    case 'shown':
      return `The cause is ${formatCause(cause)}.`
    case 'consistent':
      return `The most likely cause is ${formatCause(cause)}. ${others}`
    case 'open':
      return `The cause is open. The most likely is ${formatCause(cause)}. ${others}`
  }
}

const formatNext = (next: Next | null, field: FieldName): string => {
  if (next === null) return ''
  switch (next._tag) {
    case 'Overridden':
      return `${formatOverride(next.on, field, 'the value in Marketo')}${next.isLogged ? '' : ' The log will not have the change.'}`
    case 'Kept':
      return next.why === 'not syncing'
        ? 'As long as the field is not syncing, no sync-down changes the value in Marketo.'
        : `As long as ${formatNotSynced(next.why, field, field)}, no sync-down changes the value in Marketo.`
  }
}

const formatCell = (finding: CellFinding): string => {
  const { _tag, accountId, field, salesforce, marketo, peopleCount, next, rule, evidence } = finding
  const what = `Salesforce has ${formatValue(salesforce)} in ${field} of account ${accountId}, and Marketo shows ${formatValue(marketo)} for ${formatPeople(peopleCount)}.`
  const why =
    _tag === 'SiblingsDisagree'
      ? `People of one account must show the same value. ${formatCauses('The cause is open. It could be', finding.alternatives)}`
      : evidence.some((each) => each._tag === 'LeftOut')
        ? [
            `The reason: ${formatNotSynced(whyNotSynced(field), field, 'the field')}.`,
            formatCauses('It could also be', finding.alternatives),
          ]
            .filter((text) => text !== '')
            .join(' ')
        : formatCertainty(finding, _tag)
  return withRule([what, why, ...formatEvidenceOf(finding), formatNext(next, field)], rule)
}

const formatField = (finding: FieldFinding): string => {
  const { _tag, field, accounts, peopleCount } = finding
  const what =
    _tag === 'ValuesTranslated'
      ? `Marketo shows other values in ${field} than Salesforce for ${formatCount(accounts, 'account')} and ${formatPeople(peopleCount)}, and always the same one for the same value. They may be the labels of a picklist.`
      : `Marketo shows other numbers in ${field} than Salesforce for ${formatCount(accounts, 'account')} and ${formatPeople(peopleCount)}, always with the same ratio. It may be a currency.`
  return withRule([what, ...formatEvidenceOf(finding)], finding.rule)
}

const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)

const formatRecord = (finding: RecordFinding): string => {
  const causes = formatCauses('The cause is open. It could be', finding.alternatives)
  return withRule([capitalised(formatRecordIs(finding)), causes, ...formatEvidenceOf(finding)], finding.rule)
}

const withRule = (sentences: ReadonlyArray<string>, rule: Finding['rule']): string =>
  rule === null ? sentences.filter((text) => text !== '').join(' ') : formatAnswer(sentences, rule)

/**
 * Formats a finding in plain English. The rule is in brackets at the end. String values are in quotes. A list shows at most five
 * items.
 *
 * The sentence contains ids and the values of the account field in both systems. It contains no other contents of the files. People
 * appear with their ids, not their names.
 *
 * @example
 * import { FindingFromJson, findingSentence } from 'marketo-account-sync/audit'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const finding = FindingFromJson.decode({
 *   _tag: 'ContactMissing', certainty: 'open', alternatives: ['NotYetSynced', 'SyncFilter', 'Unexplained'], rule: null,
 *   people: [], peopleCount: 0, evidence: [], refutedBy: ['sync-filter'], next: null,
 *   accountId: '0014W000027f6UwQAI', contactId: '0034W00002AbcdeQAB', otherAccountId: null
 * })
 * if (E.isLeft(finding)) assert.fail()
 * assert.strictEqual(
 *   findingSentence(finding.right),
 *   'Contact 0034W00002AbcdeQAB of account 0014W000027f6UwQAI has no person in Marketo. The cause is open. ' +
 *     'It could be a change in Salesforce that the sync has not read yet, a sync filter that keeps the record out of ' +
 *     'Marketo, or something that the rules of the sync do not explain.'
 * )
 *
 * @category queries
 * @since 0.4.0
 */
export const findingSentence = (finding: Finding): string => {
  if ('salesforce' in finding) return formatCell(finding)
  return 'field' in finding ? formatField(finding) : formatRecord(finding)
}
