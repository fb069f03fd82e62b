/**
 * Formats findings in plain English.
 *
 * @since 0.4.0
 */
import type { FieldName } from '../model/Field.js'
import {
  formatAnswer,
  formatCount,
  formatInstant,
  formatList,
  formatNotSynced,
  formatOverride,
  formatValue,
} from '../questions/Wording.js'
import { whyNotSynced } from '../questions/NextOverride.js'
import type { Evidence, HowFar } from './Evidence.js'
import type { Cause, CellFinding, FieldFinding, Finding, Next, RecordFinding } from './Finding.js'

const formatPeople = (count: number): string => (count === 1 ? '1 person' : `${count} people`)

/** Formats a cause so that it completes the sentence "The cause is …". */
const formatCause = (cause: Cause): string => {
  switch (cause) {
    case 'LocalEditStands':
      return 'a local edit in Marketo that no sync-down has overridden'
    case 'NotYetSynced':
      return 'a change in Salesforce that the sync has not read yet'
    case 'RecordFailed':
      return 'a sync error of this record'
    case 'HiddenField':
      return 'that the sync does not bring this field'
    case 'FieldNotSyncing':
      return 'that the field has stopped syncing'
    case 'FormulaNotStamped':
      return 'a new value of a formula field, which waits for the next SystemModstamp'
    case 'OtherAccountShown':
      return 'a company row in Marketo that the account shares with another account'
    case 'Unexplained':
      return 'something that the rules of the sync do not explain'
    case 'CompanyRowSplit':
      return 'a second company row of the account in Marketo'
    case 'LinkedElsewhere':
      return 'that Marketo links the person to another account'
    case 'StaleLink':
      return 'a link to a former account that Marketo has kept'
    case 'SyncFilter':
      return 'a sync filter that keeps the record out of Marketo'
    case 'ExportIncomplete':
      return 'an export that does not contain all records'
    case 'ExportedAtDifferentTimes':
      return 'an update between the exports of the people'
    case 'ValuesTranslated':
      return 'that Marketo shows the label of the value'
    case 'ValuesScaled':
      return 'that Marketo shows the number in a different currency'
    case 'PersonAccount':
      return 'that the account is a person account, whose fields sync in a different way'
    case 'WrittenDifferently':
      return 'a value that is not written in the stated notation, such as a number with a different decimal mark'
  }
}

/** Formats a list of causes, such as `It could also be a, b, or c.` Returns an empty string if there are no causes. */
const formatCauses = (begin: string, causes: ReadonlyArray<Cause>): string => {
  const texts = causes.map(formatCause)
  const last = texts.at(-1)
  if (last === undefined) return ''
  const others = texts.slice(0, -1)
  return `${begin} ${others.length === 0 ? last : `${others.join(', ')}, or ${last}`}.`
}

const formatHowFar = (howFar: HowFar | null): string => {
  if (howFar === null) return 'It is not known how far the sync has read.'
  const until = formatInstant(howFar.until)
  switch (howFar.by) {
    case 'sync-status':
      return `According to Sync Status, the sync has read all records until ${until}.`
    case 'log':
      return `According to the log, the sync has read the records until ${until} (our reading).`
    case 'patience':
      return `The sync has probably read the records until ${until}, one day before the export.`
  }
}

const formatEvidence = (evidence: Evidence): string => {
  switch (evidence._tag) {
    case 'LastLogged': {
      const by = { sync: 'The sync', edit: 'Somebody', unknown: 'An unknown source' }[evidence.by]
      const change = `from ${formatValue(evidence.oldValue)} to ${formatValue(evidence.newValue)}`
      return `${by} last changed the field ${change} on ${formatInstant(evidence.at)}, according to the log of person ${evidence.personId}.`
    }
    case 'EditElsewhere':
      return `The log has an edit of the field to this value on ${formatInstant(evidence.at)}, and the person may have belonged to this account.`
    case 'EarlierValue':
      return `The earlier export of Salesforce has ${formatValue(evidence.value)}.`
    case 'Stamp':
      return `The record was last updated on ${formatInstant(evidence.systemModstamp)}. ${formatHowFar(evidence.howFar)}`
    case 'SyncedDown':
      return `The last sync-down of the account in the log is of ${formatInstant(evidence.at)}.`
    case 'LogSince':
      return `The log begins on ${formatInstant(evidence.from)}.`
    case 'LogGap':
      return `The log has no entry from ${formatInstant(evidence.from)} until ${formatInstant(evidence.until)}, so it may lack changes from this time.`
    case 'NoEditsLogged':
      return 'The log has no local edits of account fields, so it does not show whether somebody edited.'
    case 'OverCap':
      return `The account has ${formatCount(evidence.liveContacts, 'live contact')}, and the cap is ${evidence.activityCap}.`
    case 'LeftOut':
      return ''
    case 'BlankForAll':
      return `Marketo shows no value of the field for anybody, and Salesforce has a value in ${formatCount(evidence.filled, 'account')}.`
    case 'KeptOverSyncDown':
      return `${formatCount(evidence.accounts, 'account')} kept a difference in this field over an update.`
    case 'Calculated':
      return 'Salesforce calculates the field.'
    case 'Shown':
      return formatList(
        'The people show',
        evidence.values.map(({ value, count }) => `${formatValue(value)} (${formatPeople(count)})`),
      )
    case 'CompanyRows':
      return formatList(
        'The company rows are',
        evidence.rows.map(
          ({ row, count, accounts }) =>
            `${row} (${formatPeople(count)}${accounts.length > 1 ? ` of the accounts ${accounts.join(' and ')}` : ''})`,
        ),
      )
    case 'Table':
      return formatList(
        'The values are',
        evidence.rows.map(
          ({ salesforce, marketo }) =>
            `${formatValue(salesforce)} in Salesforce and ${formatValue(marketo)} in Marketo`,
        ),
      )
    case 'Ratio':
      return `The number in Marketo is ${evidence.ratio} times the number in Salesforce.`
    case 'SyncError':
      return evidence.failedOn === null
        ? 'Sync Errors lists the record.'
        : `Sync Errors lists the record on ${formatInstant(evidence.failedOn)}.`
    case 'Converted':
      return `Person ${evidence.personId} was converted on ${formatInstant(evidence.at)}.`
    case 'Deleted':
      return ''
    case 'Accounts':
      return formatList('The accounts are', [
        ...evidence.ids,
        ...Array.from({ length: Math.max(0, evidence.count - evidence.ids.length) }, () => ''),
      ])
  }
}

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

/** An export without a record does not show that the record is deleted. */
const formatAbsence = ({ evidence }: RecordFinding, object: 'account' | 'contact'): string =>
  evidence.some((each) => each._tag === 'Deleted' && each.how === 'not in the export')
    ? `the export of ${object}s does not contain the ${object}`
    : `Salesforce has deleted the ${object}`

const formatRecordIs = (finding: RecordFinding): string => {
  const { _tag, certainty, accountId, contactId, otherAccountId, people, peopleCount } = finding
  const account = accountId === null ? 'no account' : `account ${accountId}`
  const other = otherAccountId === null ? 'no account' : `account ${otherAccountId}`
  const person = `person ${people[0] ?? ''}`
  const mayBeIncomplete = finding.alternatives.includes('ExportIncomplete')
  switch (_tag) {
    case 'CompanyRowSplit':
      return `The ${formatPeople(peopleCount)} of ${account} belong to several company rows in Marketo.`
    case 'CompanyRowShared':
      return `${account} and ${other} share one company row in Marketo, with ${formatPeople(peopleCount)}.`
    case 'LinkedElsewhere':
      return `Marketo links ${person} to ${account}, and Salesforce says that contact ${contactId ?? ''} belongs to ${other}.`
    case 'LinkedToMergedAccount':
      return `Marketo links ${formatPeople(peopleCount)} to ${account}, which Salesforce has merged into ${other}.`
    case 'LinkUnclear':
      return `The link of ${person} is not known, because the file has no SFDC Account Id. Contact ${contactId ?? ''} belongs to ${other}, but Marketo shows the values of ${accountId === null ? 'no account with this name' : account}.`
    case 'ContactMissing':
      return mayBeIncomplete
        ? `The file of people has no person for contact ${contactId ?? ''} of ${account}.`
        : `Contact ${contactId ?? ''} of ${account} has no person in Marketo.`
    case 'DeletedInSalesforce':
      return contactId === null
        ? `Marketo shows ${account} for ${formatPeople(peopleCount)}, but ${formatAbsence(finding, 'account')}.`
        : `Marketo shows contact ${contactId} as ${person}, but ${formatAbsence(finding, 'contact')}.`
    case 'DuplicatePerson':
      return `Marketo has ${formatPeople(peopleCount)} for contact ${contactId ?? ''}.`
    case 'LeadOfSameCompany':
      return `The company of ${person} has the name of ${account}, but the person is not a contact of the account. An edit of the account does not change the person.`
    case 'OverTheCap':
      return certainty === 'shown'
        ? `The sync-downs of ${account} are not logged.`
        : `The sync-downs of ${account} are not logged if Marketo has all its contacts, but Marketo has only ${formatPeople(peopleCount)} of the account.`
    case 'DuplicateName':
      return `${account} and ${other} have the same name.`
    case 'NoPeople':
      return mayBeIncomplete
        ? `The file of people has no person of ${account}.`
        : `Marketo has no person of ${account}.`
    case 'SyncFailed':
      return `The sync of ${contactId === null ? (accountId === null ? person : account) : `contact ${contactId}`} failed.`
  }
}

const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1)

const formatRecord = (finding: RecordFinding): string => {
  const causes = formatCauses('The cause is open. It could be', finding.alternatives)
  return withRule([capitalised(formatRecordIs(finding)), causes, ...formatEvidenceOf(finding)], finding.rule)
}

const withRule = (sentences: ReadonlyArray<string>, rule: Finding['rule']): string =>
  rule === null ? sentences.filter((text) => text !== '').join(' ') : formatAnswer(sentences, rule)

/**
 * Formats a finding in plain English, with its rule in brackets at the end. String values are in quotes. A list shows at most
 * five items.
 *
 * The sentence contains the values of the account field in both systems, and ids, but no other contents of the files. People
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
