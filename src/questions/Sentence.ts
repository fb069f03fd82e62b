/**
 * Writes every answer in plain English.
 *
 * @since 0.1.0
 */
import { fieldNames } from '../model/Field.js'
import type { RuleId } from '../model/RuleId.js'
import type { SalesforceRequest } from '../model/SalesforceRequest.js'
import type { EditAtRisk } from './AtRisk.js'
import type { Explanation, NotShown } from './Explain.js'
import type { LogAnswer } from './LogAnswer.js'
import { formatLogAnswer } from './LogSentence.js'
import type { LeftOut, Preview, WillSyncDown } from './Preview.js'
import type { ConversionPreview, NamedAccount } from './PreviewConversion.js'
import {
  formatAnswer,
  formatChange,
  formatCount,
  formatInstant,
  formatLeadField,
  formatList,
  formatMeant,
  formatMisspelt,
  formatNotLive,
  formatNotSynced,
  formatOverride,
  formatRefusal,
  formatStatus,
  formatStatusOfContact,
  formatValue,
  rulesOfOverride,
  rulesOfStatus,
} from './Wording.js'

/**
 * An answer to any of the questions.
 *
 * @category model
 * @since 0.1.0
 */
export type Answer = Explanation | Preview | ConversionPreview | LogAnswer | EditAtRisk

const formatNotShown = ({ why, accountId, waitsFor, field }: NotShown): string => {
  switch (why) {
    case 'unknown contact':
      return 'Marketo does not know the contact.'
    case 'waiting contact':
      return `its record waits for account ${waitsFor ?? ''}, and Marketo does not know the contact until the record is delivered again.`
    case 'deleted contact':
      return `the contact ${formatNotLive('deleted')}.`
    case 'private contact':
      return `the contact ${formatNotLive('private')}.`
    case 'unknown account':
      return `Marketo does not know its account ${accountId ?? ''}.`
    case 'never carried':
      return `no applied record of its account ${accountId ?? ''} contained the field while the sync user could see it.`
    case 'not a field':
    case 'ignored':
    case 'hidden':
      return `${formatNotSynced(why, field, 'it')}.`
  }
}

const formatWaiting = ({ waitsFor }: Explanation): string =>
  waitsFor === null
    ? ''
    : `A newer record of the contact waits for account ${waitsFor}. The record has to be delivered again.`

/**
 * Returns the sentences that come after the value in an explanation. They state facts about the contact, its account and the
 * field name.
 */
const formatFacts = (answer: Explanation): ReadonlyArray<string> => [
  answer._tag === 'NotShown' && answer.why === 'waiting contact' ? '' : formatWaiting(answer),
  ...formatStatusOfContact(answer.accountStatus),
  answer._tag === 'NotShown' ? formatMeant(answer.field, answer.meant) : '',
  formatMisspelt(answer.misspelt.map((named) => ({ named, field: answer.field }))),
]

const rulesOfFacts = ({ waitsFor, accountStatus }: Explanation): ReadonlyArray<RuleId> => [
  ...(waitsFor === null ? [] : (['contact.one-account'] as const)),
  ...rulesOfStatus(accountStatus),
]

const formatExplanation = (answer: Explanation): string => {
  const { contactId, field } = answer
  const facts = formatFacts(answer)
  if (answer._tag === 'NotShown')
    return formatAnswer(
      [`Marketo shows no ${field} for contact ${contactId}: ${formatNotShown(answer)}`, ...facts],
      answer.rule,
      ...rulesOfFacts(answer),
    )
  const { accountId, value, override } = answer
  const begin = `Marketo shows ${formatValue(value)} in ${field} for contact ${contactId}`
  const stamp = formatInstant(answer.systemModstamp)
  const rules = [answer.rule, ...rulesOfOverride(override), ...rulesOfFacts(answer)]
  switch (answer._tag) {
    case 'ShownSynced':
      return formatAnswer(
        [
          `${begin}. The value comes from the last record of its account ${accountId}, of ${stamp}.`,
          formatOverride(override, field, 'it'),
          ...facts,
        ],
        ...rules,
      )
    case 'ShownKept': {
      const earlier = `${begin}. The value comes from an earlier record of its account ${accountId}`
      return formatAnswer(
        [
          override === 'none'
            ? `${earlier} (last record: ${stamp}).`
            : `${earlier}. The last record, of ${stamp}, did not contain the field, or arrived while the field was hidden.`,
          formatOverride(override, field, 'the value'),
          ...facts,
        ],
        ...rules,
      )
    }
    case 'ShownEdited':
      return formatAnswer(
        [
          `${begin}: somebody set it in Marketo through contact ${answer.through} on ${formatInstant(answer.at)}, for its account ${accountId}.`,
          `The last value from Salesforce is ${formatValue(answer.synced)} (last record: ${stamp}).`,
          formatOverride(override, field, 'the edit'),
          ...facts,
        ],
        ...rules,
        ...(answer.through === contactId ? [] : (['edit.fan-out'] as const)),
      )
  }
}

const formatLogging = ({ logging, changes, liveContacts }: WillSyncDown): string => {
  switch (logging.because) {
    case 'changes':
      return `It logs ${formatCount(logging.activities, 'Change Data Value activity')}: ${formatCount(changes.length, 'change')} for ${formatCount(liveContacts, 'contact')}.`
    case 'no change':
      return 'It logs nothing, because no value changes.'
    case 'no live contact':
      return 'It logs nothing, because the account has no live contact.'
    case 'over the cap':
      return `It logs nothing, because the account has ${formatCount(liveContacts, 'live contact')}, which is over the cap.`
  }
}

const formatWhyLeftOut = ({ field, why }: LeftOut): string => {
  switch (why) {
    case 'came with this stamp':
      return 'an earlier record with the same SystemModstamp contained this value'
    case 'waits for the next stamp':
      return 'it is a formula field, so its new value waits until the SystemModstamp changes'
    case 'not a field':
    case 'ignored':
    case 'hidden':
      return formatNotSynced(why, field, 'it')
  }
}

const formatLeftOut = (one: LeftOut): string => `${one.field} (${formatWhyLeftOut(one)})`

/**
 * Lists the fields that keep their values. A hidden field keeps its value if the sync delivered the value before somebody hid the
 * field.
 */
const keptFields = ({ kept, leftOut }: WillSyncDown): ReadonlyArray<string> => {
  const namesLeftOut = new Set(leftOut.map(({ field }) => field))
  const isKept = ({ field }: LeftOut): boolean => Object.hasOwn(kept, field)
  return [
    formatList(
      'Not in the record, so kept:',
      fieldNames(kept).filter((field) => !namesLeftOut.has(field)),
    ),
    formatList('Left out, so kept:', leftOut.filter(isKept).map(formatLeftOut)),
    formatList('Left out:', leftOut.filter((one) => !isKept(one)).map(formatLeftOut)),
  ]
}

const ruleOfLeftOut = ({ why }: LeftOut): RuleId => {
  switch (why) {
    case 'came with this stamp':
      return 'sync.only-newer'
    case 'waits for the next stamp':
      return 'sync.formula-fields'
    case 'not a field':
    case 'ignored':
    case 'hidden':
      return 'sync.visible-fields'
  }
}

const rulesOfLeftOut = ({ leftOut }: Pick<WillSyncDown, 'leftOut'>): ReadonlyArray<RuleId> => leftOut.map(ruleOfLeftOut)

const formatPreview = (answer: Preview): string => {
  const record = `The record of account ${answer.accountId} of ${formatInstant(answer.systemModstamp)}`
  switch (answer._tag) {
    case 'WillIgnore': {
      const why =
        answer.why === 'late'
          ? `it is older than the last record (of ${formatInstant(answer.applied)})`
          : 'it has the same SystemModstamp as the last record and contains no new value'
      const waiting = answer.leftOut.filter((one) => one.why === 'waits for the next stamp')
      return formatAnswer(
        [
          `${record} will change nothing: ${why}.`,
          formatList('Left out:', waiting.map(formatLeftOut)),
          formatStatus(answer),
        ],
        answer.rule,
        ...waiting.map(ruleOfLeftOut),
        ...rulesOfStatus(answer),
      )
    }
    case 'WillSkip':
      return formatAnswer(
        [
          `${record} will be skipped, because all its values equal the last values from Salesforce (our reading, field-change).`,
          formatList('Left out:', answer.leftOut.map(formatLeftOut)),
          formatMisspelt(answer.misspelt),
          formatStatus(answer),
        ],
        answer.rule,
        ...rulesOfLeftOut(answer),
        ...rulesOfStatus(answer),
      )
    case 'WillSyncDown': {
      const { changes, editsLost, liveContacts } = answer
      return formatAnswer(
        [
          answer.isKnown ? `${record} will be applied.` : `${record} will be applied; the account is new to Marketo.`,
          formatList(
            liveContacts === 0 ? 'It changes' : `For ${formatCount(liveContacts, 'live contact')}, it changes`,
            changes.map(formatChange),
          ),
          formatList(
            `It ends ${formatCount(editsLost.length, 'local edit')}:`,
            editsLost.map(({ field, value, through }) => `${field} ${formatValue(value)} (through contact ${through})`),
          ),
          ...keptFields(answer),
          formatMisspelt(answer.misspelt),
          formatStatus(answer),
          formatLogging(answer),
        ],
        answer.rule,
        ...(fieldNames(answer.kept).length > 0 ? (['sync.absent-field'] as const) : []),
        ...rulesOfLeftOut(answer),
        ...rulesOfStatus(answer),
        answer.logging.rule,
      )
    }
  }
}

const formatRequest = (request: SalesforceRequest): string => {
  switch (request._tag) {
    case 'CreateLead':
      return `a new lead, ${JSON.stringify(request.lastName)} of ${JSON.stringify(request.company)}`
    case 'ConvertSfdcLead':
      return `its conversion into a new contact, a new account and a new opportunity, all owned by ${request.creates.account.ownerId}`
  }
}

const formatSameName = (accounts: ReadonlyArray<NamedAccount>): string =>
  formatList(
    'Marketo already has accounts with the name of the company, and Convert Person joins none of them:',
    accounts.map(({ accountId, name }) => `${accountId} (${JSON.stringify(name)})`),
  )

const formatConversionPreview = (answer: ConversionPreview): string => {
  const rules = [answer.rule, ...(answer.sameName.length > 0 ? (['convert.never-joins'] as const) : [])]
  switch (answer._tag) {
    case 'WillRefuse':
      return formatAnswer(
        [
          `Converting person ${answer.personId} will be refused: ${formatRefusal(answer.refusal)}.`,
          formatSameName(answer.sameName),
        ],
        ...rules,
      )
    case 'WillConvert':
      return formatAnswer(
        [
          `Converting person ${answer.personId} will ask Salesforce for ${answer.asks.map(formatRequest).join(', then for ')}.`,
          formatList("The instance's defaults fill in", answer.defaultsUsed.map(formatLeadField)),
          formatSameName(answer.sameName),
        ],
        ...rules,
        ...(answer.asks.length > 1 ? (['convert.syncs-first'] as const) : []),
      )
  }
}

const formatWhoShows = (accountId: string, liveContacts: number): string => {
  if (liveContacts === 0) return `Account ${accountId}, which has no live contact, has`
  return `${formatCount(liveContacts, 'live contact')} of account ${accountId} ${liveContacts === 1 ? 'shows' : 'show'}`
}

const formatEditAtRisk = (edit: EditAtRisk): string => {
  const { accountId, field, value, synced, through, at, liveContacts, override } = edit
  return formatAnswer(
    [
      `${formatWhoShows(accountId, liveContacts)} ${formatValue(value)} in ${field}.`,
      `Somebody set it in Marketo through contact ${through} on ${formatInstant(at)}. The last value from Salesforce is ${formatValue(synced)}.`,
      formatOverride(override, field, 'the edit'),
      formatStatus(edit),
    ],
    edit.rule,
    ...rulesOfStatus(edit),
  )
}

/**
 * Writes an answer in plain English. String values are in quotation marks. A list contains at most five items.
 *
 * The rules behind the answer follow in square brackets. If no page of the vendor states a rule, the words `our reading` mark the
 * rule. If the vendor states a part of a rule, the words `our reading in part` mark the rule.
 *
 * @example
 * import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
 * import { explain, ExplainQuestionFromJson, sentence } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const question = ExplainQuestionFromJson.decode({ contactId: '0034W00002Abcde', field: 'Industry' })
 * if (E.isLeft(question)) assert.fail()
 * assert.strictEqual(
 * sentence(explain(defaultSettings)(question.right, emptyMarketo)),
 * `Marketo shows no Industry for contact 0034W00002AbcdeQAB: Marketo does not know the contact. [contact.one-account]`
 * )
 *
 * @category questions
 * @since 0.1.0
 */
export const sentence = (answer: Answer): string => {
  switch (answer._tag) {
    case 'ShownSynced':
    case 'ShownKept':
    case 'ShownEdited':
    case 'NotShown':
      return formatExplanation(answer)
    case 'WillSyncDown':
    case 'WillSkip':
    case 'WillIgnore':
      return formatPreview(answer)
    case 'WillConvert':
    case 'WillRefuse':
      return formatConversionPreview(answer)
    case 'Logged':
    case 'NotLogged':
      return formatLogAnswer(answer)
    case 'EditAtRisk':
      return formatEditAtRisk(answer)
  }
}
