/**
 * Answers in plain English: one small formatter for all of them.
 *
 * @since 0.1.0
 */
import { fieldNames } from '../model/Field.js'
import type { RuleId } from '../rules/Rule.js'
import type { SalesforceRequest } from '../model/SalesforceRequest.js'
import type { EditAtRisk } from './AtRisk.js'
import type { Explanation, NotShown } from './Explain.js'
import type { LogAnswer } from './LogAnswer.js'
import { logSentence } from './LogSentence.js'
import type { LeftOut, Logging, Preview, WillSyncDown } from './Preview.js'
import type { ConversionPreview, NamedAccount } from './PreviewConversion.js'
import {
  change,
  count,
  listing,
  needed,
  notLive,
  notSynced,
  on,
  overriding,
  overridingRules,
  refusal,
  saying,
  shown,
} from './Wording.js'

/**
 * The answer to any of the questions.
 *
 * @category model
 * @since 0.1.0
 */
export type Answer = Explanation | Preview | ConversionPreview | LogAnswer | EditAtRisk

const notShown = ({ why, accountId, field }: NotShown): string => {
  switch (why) {
    case 'unknown contact':
      return 'Marketo does not know the contact.'
    case 'deleted contact':
      return `the contact ${notLive.deleted}.`
    case 'private contact':
      return `the contact ${notLive.private}.`
    case 'unknown account':
      return `Marketo does not know its account ${accountId ?? ''}.`
    case 'never carried':
      return `no applied record of its account ${accountId ?? ''} carried the field, or only while it was hidden.`
    case 'not a field':
    case 'ignored':
    case 'hidden':
      return `${notSynced(why, field, 'it')}.`
  }
}

const explanation = (answer: Explanation): string => {
  const { contactId, field } = answer
  if (answer._tag === 'NotShown')
    return saying([`Marketo shows no ${field} for contact ${contactId}: ${notShown(answer)}`], answer.rule)
  const { accountId, value, systemModstamp, override } = answer
  const begin = `Marketo shows ${shown(value)} in ${field} for contact ${contactId}`
  const rules = [answer.rule, ...overridingRules(override)]
  switch (answer._tag) {
    case 'ShownSynced':
      return saying(
        [
          `${begin}: so says the record of its account ${accountId} of ${on(systemModstamp)}.`,
          overriding(override, field, 'it'),
        ],
        ...rules,
      )
    case 'ShownKept': {
      const earlier = `${begin}: so said an earlier record of its account ${accountId}`
      return saying(
        [
          override === 'none'
            ? `${earlier} (last record: ${on(systemModstamp)}).`
            : `${earlier}; the last one, of ${on(systemModstamp)}, did not carry the field, or came while it was hidden.`,
          overriding(override, field, 'it'),
        ],
        ...rules,
      )
    }
    case 'ShownEdited':
      return saying(
        [
          `${begin}: somebody set it in Marketo through contact ${answer.through} on ${on(answer.at)}, for its account ${accountId}.`,
          `Salesforce last said ${shown(answer.synced)} (last record: ${on(systemModstamp)}).`,
          overriding(override, field, 'the edit'),
        ],
        ...rules,
        ...(answer.through === contactId ? [] : (['edit.fan-out'] as const)),
      )
  }
}

const logging = ({ because, activities }: Logging, { changes, liveContacts }: WillSyncDown): string => {
  switch (because) {
    case 'changes':
      return `It logs ${count(activities, 'Change Data Value activity')}: ${count(changes.length, 'change')} for ${count(liveContacts, 'contact')}.`
    case 'no change':
      return 'It logs nothing, for no value changes.'
    case 'no live contact':
      return 'It logs nothing, for the account has no live contact.'
    case 'over the cap':
      return `It logs nothing, for the account has ${count(liveContacts, 'live contact')}, over the cap.`
  }
}

const fieldLeftOut = ({ field, why }: LeftOut): string => `${field} (${notSynced(why, field, 'it')})`

/** The fields that stay as they are; one that was hidden after it had synced may well be in the record. */
const stays = ({ kept, leftOut }: WillSyncDown): ReadonlyArray<string> => {
  const names = new Set(leftOut.map(({ field }) => field))
  const isKept = ({ field }: LeftOut): boolean => Object.hasOwn(kept, field)
  return [
    listing(
      'Not in the record, and so kept:',
      fieldNames(kept).filter((field) => !names.has(field)),
    ),
    listing('Left out, and so kept:', leftOut.filter(isKept).map(fieldLeftOut)),
    listing('Left out:', leftOut.filter((one) => !isKept(one)).map(fieldLeftOut)),
  ]
}

const leavingOutRules = ({ leftOut }: Pick<WillSyncDown, 'leftOut'>): ReadonlyArray<RuleId> =>
  leftOut.length > 0 ? ['sync.visible-fields'] : []

const preview = (answer: Preview): string => {
  const record = `The record of account ${answer.accountId} of ${on(answer.systemModstamp)}`
  switch (answer._tag) {
    case 'WillIgnore': {
      const why =
        answer.why === 'late' ? `it is older than the last one, of ${on(answer.applied)}` : 'it was applied before'
      return saying([`${record} will change nothing: ${why}.`], answer.rule)
    }
    case 'WillSkip':
      return saying(
        [
          `${record} will be skipped: it says nothing new of any field (our reading, field-change).`,
          listing('Left out:', answer.leftOut.map(fieldLeftOut)),
          deletes(answer),
        ],
        answer.rule,
        ...leavingOutRules(answer),
      )
    case 'WillSyncDown': {
      const { changes, editsLost, liveContacts } = answer
      return saying(
        [
          answer.isKnown ? `${record} will be applied.` : `${record} will be applied; the account is new to Marketo.`,
          listing(
            liveContacts === 0 ? 'It changes' : `It changes, for ${count(liveContacts, 'live contact')},`,
            changes.map(change),
          ),
          listing(
            `It ends ${count(editsLost.length, 'local edit')}:`,
            editsLost.map(({ field, value, through }) => `${field} ${shown(value)} (through contact ${through})`),
          ),
          ...stays(answer),
          deletes(answer),
          logging(answer.logging, answer),
        ],
        answer.rule,
        ...(fieldNames(answer.kept).length > 0 ? (['sync.absent-field'] as const) : []),
        ...leavingOutRules(answer),
        answer.logging.rule,
      )
    }
  }
}

const deletes = ({ isDeleted }: Pick<WillSyncDown, 'isDeleted'>): string =>
  isDeleted ? 'The account is deleted in Salesforce.' : ''

const asked = (request: SalesforceRequest): string => {
  switch (request._tag) {
    case 'CreateLead':
      return `a new lead, ${JSON.stringify(request.lastName)} of ${JSON.stringify(request.company)}`
    case 'ConvertSfdcLead':
      return `its conversion into a new contact, a new account and a new opportunity, all owned by ${request.creates.account.ownerId}`
  }
}

const sameName = (accounts: ReadonlyArray<NamedAccount>): string =>
  listing(
    'Already in Marketo under the name of the company, and never joined by Convert Person:',
    accounts.map(({ accountId, name }) => `${accountId} (${JSON.stringify(name)})`),
  )

const conversion = (answer: ConversionPreview): string => {
  const rules = [answer.rule, ...(answer.sameName.length > 0 ? (['convert.never-joins'] as const) : [])]
  switch (answer._tag) {
    case 'WillRefuse':
      return saying(
        [
          `Converting person ${answer.personId} will be refused: ${refusal(answer.refusal)}.`,
          sameName(answer.sameName),
        ],
        ...rules,
      )
    case 'WillConvert':
      return saying(
        [
          `Converting person ${answer.personId} will ask Salesforce for ${answer.asks.map(asked).join(', then for ')}.`,
          listing("The instance's defaults stand in for", answer.defaultsUsed.map(needed)),
          sameName(answer.sameName),
        ],
        ...rules,
        ...(answer.asks.length > 1 ? (['convert.syncs-first'] as const) : []),
      )
  }
}

const whoShows = (accountId: string, liveContacts: number): string => {
  if (liveContacts === 0) return `Account ${accountId}, of no live contact, holds`
  return `${count(liveContacts, 'live contact')} of account ${accountId} ${liveContacts === 1 ? 'shows' : 'show'}`
}

const atRisk = ({
  accountId,
  field,
  value,
  synced,
  through,
  at,
  liveContacts,
  override,
  rule: id,
}: EditAtRisk): string =>
  saying(
    [
      `${whoShows(accountId, liveContacts)} ${shown(value)} in ${field}, set in Marketo through contact ${through} on ${on(at)}; Salesforce last said ${shown(synced)}.`,
      overriding(override, field, 'the edit'),
    ],
    id,
  )

/**
 * An answer in plain English, with the rules that decide: `our reading` where a rule is inferred, `our reading in part`
 * where a part of it is. Ids stand as they are, texts in quotes, lists are cut after five.
 *
 * @example
 * import { ContactId, defaultSettings, emptyMarketo, FieldName } from 'marketo-account-sync'
 * import { explain, sentence } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const contactId = ContactId.decode('0034W00002Abcde')
 * const field = FieldName.decode('Industry')
 * if (E.isRight(contactId) && E.isRight(field)) assert.strictEqual(
 *   sentence(explain(defaultSettings)(contactId.right, field.right)(emptyMarketo)),
 *   `Marketo shows no Industry for contact ${contactId.right}: Marketo does not know the contact. [contact.one-account]`
 * )
 * else assert.fail()
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
      return explanation(answer)
    case 'WillSyncDown':
    case 'WillSkip':
    case 'WillIgnore':
      return preview(answer)
    case 'WillConvert':
    case 'WillRefuse':
      return conversion(answer)
    case 'Logged':
    case 'NotLogged':
      return logSentence(answer)
    case 'EditAtRisk':
      return atRisk(answer)
  }
}
