/** Describes an event for people: what happened, what Marketo shows now, what Marketo logged, and the rules behind it. */
import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountRecord } from '../model/Account.js'
import { localEditOf, shownFields } from '../model/Account.js'
import type { Contact } from '../model/Contact.js'
import type { AccountFieldEdited, AccountSyncedDown, ContactSynced, Event, FieldChange } from '../model/Event.js'
import type { FieldName, Fields } from '../model/Field.js'
import { fieldNames, valueOf } from '../model/Field.js'
import type { Input } from '../model/Input.js'
import type { Person, PersonId } from '../model/Person.js'
import type { RuleId } from '../model/RuleId.js'
import { toSalesforce } from '../model/SalesforceRequest.js'
import type { Settings } from '../model/Settings.js'
import type { Marketo } from '../marketo/Marketo.js'
import { countLiveContacts, lookupAccount, lookupContact, lookupPerson } from '../marketo/Marketo.js'
import { accountWithId, accountWords, inputWords, requestWords, statusWords, threeFields } from './NarrateWords.js'
import { counted, groupedNumber, valueWords } from './PlainText.js'
import type { LeftOut } from './Preview.js'
import { leftOutUnder } from './Preview.js'

/**
 * The description of a step in words. Each string is one short sentence or phrase on one line.
 *
 * @category model
 * @since 0.4.0
 */
export interface Narration {
  /** Sentences about the input that arrived and about its changes. The list is never empty. */
  readonly happened: ReadonlyArray<string>
  /** Sentences about what Marketo shows now. The list is never empty. */
  readonly shown: ReadonlyArray<string>
  /** The activities that the step logged. If the step logged nothing, the list is empty or contains the reason. */
  readonly logged: ReadonlyArray<string>
  /** The rules that decided the step, without duplicates. The rule that explains the most about the step comes first. */
  readonly rules: ReadonlyArray<RuleId>
}

/**
 * The facts that a narration needs about the Marketo state before a step.
 *
 * @category model
 * @since 0.4.0
 */
export interface KnownBefore {
  /**
   * The account that the input concerns. For a contact record, this is the account to which the contact belonged before the step.
   */
  readonly account: O.Option<Account>
  readonly contact: O.Option<Contact>
}

/**
 * The facts that a narration needs about the Marketo state before and after a step.
 *
 * @category model
 * @since 0.4.0
 */
export interface AroundStep {
  readonly before: KnownBefore
  readonly after: Marketo
}

const changeWords = ({ field, oldValue, newValue }: FieldChange): string =>
  `${field}: ${valueWords(newValue)} (was ${valueWords(oldValue)})`

const firstWords = ({ field, newValue }: FieldChange): string => `${field}: ${valueWords(newValue)}`

const changeDataValues = (contacts: number, fields: number): ReadonlyArray<string> =>
  contacts * fields === 0
    ? []
    : [
        `${groupedNumber(contacts * fields)} Change Data Value`,
        `${counted(contacts, 'contact')} × ${counted(fields, 'field')}`,
      ]

const forContacts = (n: number): string =>
  n === 0 ? 'no contacts yet' : n === 1 ? 'for its 1 contact' : `for all ${counted(n, 'contact')}`

const contactCount = (id: Account['id'], marketo: Marketo): string => counted(countLiveContacts(id)(marketo), 'contact')

const isEdited =
  (account: Account) =>
  (field: FieldName): boolean =>
    O.isSome(localEditOf(field)(account))

/** Selects the rules whose conditions are true, and keeps their order. */
const rulesThat = (conditions: ReadonlyArray<readonly [RuleId, boolean]>): ReadonlyArray<RuleId> =>
  conditions.filter(([, holds]) => holds).map(([rule]) => rule)

const notSynced: ReadonlyArray<LeftOut['why']> = ['not a field', 'ignored', 'hidden']

/** Returns the rules that explain why the sync leaves out some fields of a record. */
export const rulesOfLeftOut = (leftOut: ReadonlyArray<LeftOut>): ReadonlyArray<RuleId> =>
  rulesThat([
    ['sync.formula-fields', leftOut.some(({ why }) => why === 'waits for the next stamp')],
    ['sync.visible-fields', leftOut.some(({ why }) => notSynced.includes(why))],
  ])

/** Returns the account record of an input. Only an input with an account record leads to a sync-down. */
const recordOf = (input: Input): AccountRecord | undefined =>
  input._tag === 'SyncAccount' ? input.record : input._tag === 'ConfirmConversion' ? input.account : undefined

/** Tests whether the account has a field that the record does not contain. */
const lacksField = (record: AccountRecord, account: O.Option<Account>): boolean =>
  O.isSome(account) && fieldNames(account.value.synced).some((field) => !Object.hasOwn(record.fields, field))

const rulesOfSyncDown = (settings: Settings) => {
  const leftOutOf = leftOutUnder(settings)
  return (event: AccountSyncedDown, input: Input, { account }: KnownBefore, ended: ReadonlyArray<FieldName>) => {
    const { changes, liveContacts, logged, isDeleted, systemModstamp } = event
    const couldLog = changes.length > 0 && liveContacts > 0
    const record = recordOf(input)
    const wasDeleted = O.isSome(account) && account.value.isDeleted
    return [
      ...rulesThat([
        ['sync.override-all', true],
        ['edit.until-override', ended.length > 0],
        ['contact.deleted', isDeleted || wasDeleted],
        ['activity.per-contact', couldLog && logged],
        ['activity.cap', couldLog && !logged],
        ['activity.cap-spares-values', couldLog && !logged],
        [
          'activity.real-change',
          changes.length === 0 || ended.some((field) => changes.some((one) => one.field === field)),
        ],
        ['sync.only-newer', O.isSome(account) && account.value.systemModstamp === systemModstamp],
        ['sync.absent-field', record !== undefined && lacksField(record, account)],
      ]),
      ...rulesOfLeftOut(record === undefined ? [] : leftOutOf(record, account, event.fields)),
    ]
  }
}

const syncedDown = (settings: Settings) => {
  const rulesOf = rulesOfSyncDown(settings)
  return (event: AccountSyncedDown, input: Input, { before, after }: AroundStep): Narration => {
    const { accountId, changes, liveContacts, logged, fields, isDeleted } = event
    const name = accountWithId(after)(accountId)
    const ended = O.isNone(before.account) ? [] : fieldNames(fields).filter(isEdited(before.account.value))
    const happened = O.isNone(before.account)
      ? `Salesforce sends ${isDeleted ? 'a deleted' : 'a new'} account, ${name}`
      : `Salesforce ${isDeleted ? 'deletes' : 'updates'} account ${name}`
    return {
      happened:
        ended.length === 0 ? [happened] : [happened, `It overrides the local edit of ${threeFields(ended).join(', ')}`],
      shown:
        changes.length === 0
          ? ['the same values as before']
          : [
              ...threeFields(changes.map(O.isNone(before.account) ? firstWords : changeWords)),
              forContacts(countLiveContacts(accountId)(after)),
            ],
      logged:
        changes.length > 0 && liveContacts > 0 && !logged
          ? ['none', `${counted(liveContacts, 'contact')}: over the cap`]
          : changeDataValues(liveContacts, changes.length),
      rules: rulesOf(event, input, before, ended),
    }
  }
}

const edited = (event: AccountFieldEdited, happened: string, after: Marketo): Narration => {
  const { accountId, field, logged } = event
  const contacts = countLiveContacts(accountId)(after)
  const isLocal = pipe(
    lookupAccount(accountId)(after),
    O.exists((account) => isEdited(account)(field)),
  )
  return {
    happened: [happened],
    shown: [
      changeWords(event),
      `${forContacts(contacts)} of ${accountWords(after)(accountId)}`,
      isLocal ? 'a local edit, which never reaches Salesforce' : "Salesforce's value again, so the local edit ends",
    ],
    logged: changeDataValues({ none: 0, 'every-contact': contacts, 'edited-contact': 1 }[logged], 1),
    rules: rulesThat([
      ['edit.fan-out', true],
      ['edit.stays-local', true],
      ['activity.local-edit', true],
      ['edit.until-override', !isLocal],
    ]),
  }
}

/** Describes the fields that differ between the old account and the new account of a contact. */
const differences = (from: Fields, to: Fields): ReadonlyArray<string> =>
  fieldNames(to).flatMap((field) => {
    const oldValue = O.toNullable(valueOf(field)(from))
    const newValue = O.toNullable(valueOf(field)(to))
    return oldValue === newValue ? [] : [changeWords({ field, oldValue, newValue })]
  })

const shownIn = O.match((): Fields => ({}), shownFields)

const contactSynced = ({ record: { id } }: ContactSynced, { before, after }: AroundStep): Narration => {
  const old = O.toUndefined(before.contact)
  const now = O.toUndefined(lookupContact(id)(after))
  const name = accountWords(after)
  const told = (happened: string, shown: ReadonlyArray<string>, rule: RuleId): Narration => ({
    happened: [happened],
    shown,
    logged: [],
    rules: [rule],
  })
  if (now?._tag !== 'LiveContact') {
    const left =
      old?._tag === 'LiveContact' ? [`${name(old.accountId)} now has ${contactCount(old.accountId, after)}`] : []
    return now?._tag === 'DeletedContact'
      ? told(
          `Salesforce deletes contact ${id}`,
          ['the contact is deleted: Marketo knows it, but it is not live', ...left],
          'contact.deleted',
        )
      : told(
          `Salesforce sends contact ${id}: it has no account`,
          ['the contact is private: Marketo knows it, but it is not live', ...left],
          'contact.private',
        )
  }
  const account = name(now.accountId)
  const joined = ['the contact shows the values of its account', `${account} has ${contactCount(now.accountId, after)}`]
  switch (old?._tag) {
    case undefined:
      return told(`Salesforce sends a new contact, ${id}: it is in ${account}`, joined, 'contact.one-account')
    case 'DeletedContact':
      return told(`Salesforce sends contact ${id}: live again in ${account}`, joined, 'contact.deleted')
    case 'PrivateContact':
      return told(`Salesforce sends contact ${id}: live again in ${account}`, joined, 'contact.one-account')
    case 'LiveContact':
      return old.accountId === now.accountId
        ? told(`Salesforce updates contact ${id}: still in ${account}`, joined, 'contact.one-account')
        : told(
            `Salesforce moves contact ${id} from ${name(old.accountId)} to ${account}`,
            [
              `the contact shows the values of ${account}`,
              ...threeFields(differences(shownIn(before.account), shownIn(lookupAccount(now.accountId)(after)))),
            ],
            'contact.moves',
          )
  }
}

const personShown = (id: PersonId, after: Marketo): string =>
  O.match(
    () => `person ${id}`,
    ({ sfdc }: Person) => `person ${id}: ${statusWords(sfdc)}`,
  )(lookupPerson(id)(after))

/** @internal Describes one event of a step in words. */
export const narrateEvent = (settings: Settings): ((event: Event, input: Input, around: AroundStep) => Narration) => {
  const narrateSyncDown = syncedDown(settings)
  return (event, input, around) => {
    const { after } = around
    const happened = inputWords(input, after)
    switch (event._tag) {
      case 'AccountSyncedDown':
        return narrateSyncDown(event, input, around)
      case 'AccountSkipped':
        return {
          happened: [happened, 'Skipped, because no value is new'],
          shown: ['the same values as before, local edits included'],
          logged: [],
          rules: ['sync.override-all'],
        }
      case 'AccountFieldEdited':
        return edited(event, happened, after)
      case 'ContactSynced':
        return contactSynced(event, around)
      case 'PersonPut':
        return { happened: [happened], shown: [personShown(event.person.id, after)], logged: [], rules: [] }
      case 'ConversionRequested': {
        const requests = toSalesforce(event).map(requestWords)
        return {
          happened: [happened, 'Accepted'],
          shown: [
            personShown(event.personId, after),
            'Salesforce is asked to',
            ...(requests.length > 1 ? requests.map((words, index) => `${index + 1}. ${words}`) : requests),
          ],
          logged: [],
          rules: ['convert.creates-three', ...rulesThat([['convert.syncs-first', event.newLead !== null]])],
        }
      }
      case 'ConversionConfirmed':
        return {
          happened: [happened, `Contact ${event.contactId}, Opportunity ${event.opportunityId}`],
          shown: [personShown(event.personId, after), `the contact is in ${accountWithId(after)(event.accountId)}`],
          logged: ['1 Convert Lead', 'succeeded'],
          rules: ['activity.convert', 'convert.never-joins'],
        }
      case 'ConversionFailed':
        return {
          happened: [happened],
          shown: [personShown(event.personId, after), 'the person can be converted again'],
          logged: ['1 Convert Lead', `failed at ${event.failedAt}`],
          rules: ['activity.convert'],
        }
    }
  }
}
