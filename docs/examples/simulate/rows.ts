/** An event as a row of the table: what happened, what Marketo shows now, what was logged, and the rules behind it. */
import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import {
  type Account,
  type AccountFieldEdited,
  type AccountSyncedDown,
  type Contact,
  type ContactSynced,
  countLiveContacts,
  type Event,
  type FieldChange,
  type Fields,
  fieldNames,
  type Input,
  localEditOf,
  lookupAccount,
  lookupContact,
  lookupPerson,
  type Marketo,
  type PersonId,
  type RuleId,
  shownFields,
  toSalesforce,
  valueOf,
} from 'marketo-account-sync'
import type { Cell } from './columns.js'
import {
  accountWithId,
  accountWords,
  count,
  inputWords,
  number,
  requestWords,
  statusWords,
  threeFields,
  valueWords,
} from './words.js'

export interface Row {
  readonly happened: Cell
  readonly shown: Cell
  readonly logged: Cell
  readonly rules: ReadonlyArray<RuleId>
}

/** What Marketo knew before the step. */
export interface Before {
  /** The account that the input is about. For a contact record, the account that the contact was in. */
  readonly account: O.Option<Account>
  readonly contact: O.Option<Contact>
}

/** What a row compares. */
export interface Around {
  readonly before: Before
  readonly after: Marketo
}

export const nothing: Cell = ['–']

const changeWords = ({ field, oldValue, newValue }: FieldChange): string =>
  `${field}: ${valueWords(newValue)} (was ${valueWords(oldValue)})`

const firstWords = ({ field, newValue }: FieldChange): string => `${field}: ${valueWords(newValue)}`

const changeDataValues = (contacts: number, fields: number): Cell =>
  contacts * fields === 0
    ? nothing
    : [`${number(contacts * fields)} Change Data Value`, `${count(contacts, 'contact')} × ${count(fields, 'field')}`]

const forContacts = (n: number): string =>
  n === 0 ? 'no contacts yet' : n === 1 ? 'for its 1 contact' : `for all ${count(n, 'contact')}`

const contactCount = (id: Account['id'], marketo: Marketo): string => count(countLiveContacts(id)(marketo), 'contact')

const isEdited = (account: Account) => (field: ReturnType<typeof fieldNames>[number]) =>
  O.isSome(localEditOf(field)(account))

const syncedDown = (event: AccountSyncedDown, { before, after }: Around): Row => {
  const { accountId, changes, liveContacts, logged, fields, isDeleted } = event
  const name = accountWithId(after)(accountId)
  const overridden = O.isNone(before.account) ? [] : fieldNames(fields).filter(isEdited(before.account.value))
  const happened = O.isNone(before.account)
    ? `Salesforce sends ${isDeleted ? 'a deleted' : 'a new'} account, ${name}`
    : `Salesforce ${isDeleted ? 'deletes' : 'updates'} account ${name}`
  const couldLog = changes.length > 0 && liveContacts > 0
  const rules: ReadonlyArray<readonly [RuleId, boolean]> = [
    ['sync.override-all', true],
    ['edit.until-override', overridden.length > 0],
    ['contact.deleted', isDeleted],
    ['activity.per-contact', couldLog && logged],
    ['activity.cap', couldLog && !logged],
    ['activity.real-change', changes.length === 0],
  ]
  return {
    happened:
      overridden.length === 0
        ? [happened]
        : [happened, `It overrides the local edit of ${threeFields(overridden).join(', ')}`],
    shown:
      changes.length === 0
        ? ['the same values as before']
        : [
            ...threeFields(changes.map(O.isNone(before.account) ? firstWords : changeWords)),
            forContacts(countLiveContacts(accountId)(after)),
          ],
    logged:
      couldLog && !logged
        ? ['none', `${count(liveContacts, 'contact')}: over the cap`]
        : changeDataValues(liveContacts, changes.length),
    rules: rules.filter(([, applies]) => applies).map(([rule]) => rule),
  }
}

const edited = (event: AccountFieldEdited, happened: string, after: Marketo): Row => {
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
      isLocal ? 'a local edit: Salesforce never hears of it' : "Salesforce's value again: no local edit",
    ],
    logged: changeDataValues({ none: 0, 'every-contact': contacts, 'edited-contact': 1 }[logged], 1),
    rules: ['edit.fan-out', 'edit.stays-local', 'activity.local-edit'],
  }
}

/** The fields of the new account that had another value in the old one. */
const differences = (from: Fields, to: Fields): ReadonlyArray<string> =>
  fieldNames(to).flatMap((field) => {
    const oldValue = O.toNullable(valueOf(field)(from))
    const newValue = O.toNullable(valueOf(field)(to))
    return oldValue === newValue ? [] : [changeWords({ field, oldValue, newValue })]
  })

const shownIn = O.match((): Fields => ({}), shownFields)

const contactSynced = ({ record: { id } }: ContactSynced, { before, after }: Around): Row => {
  const old = O.toUndefined(before.contact)
  const now = O.toUndefined(lookupContact(id)(after))
  const name = accountWords(after)
  const row = (happened: string, shown: Cell, rule: RuleId): Row => ({
    happened: [happened],
    shown,
    logged: nothing,
    rules: [rule],
  })
  if (now?._tag !== 'LiveContact') {
    const left =
      old?._tag === 'LiveContact' ? [`${name(old.accountId)} now has ${contactCount(old.accountId, after)}`] : []
    return now?._tag === 'DeletedContact'
      ? row(`Salesforce deletes contact ${id}`, ['the contact is deleted: known, not live', ...left], 'contact.deleted')
      : row(
          `Salesforce sends contact ${id}: it has no account`,
          ['the contact is private: known, not live', ...left],
          'contact.private',
        )
  }
  const account = name(now.accountId)
  const joined = ['the contact shows the values of its account', `${account} has ${contactCount(now.accountId, after)}`]
  switch (old?._tag) {
    case undefined:
      return row(`Salesforce sends a new contact, ${id}: it is in ${account}`, joined, 'contact.one-account')
    case 'DeletedContact':
      return row(`Salesforce sends contact ${id}: live again in ${account}`, joined, 'contact.deleted')
    case 'PrivateContact':
      return row(`Salesforce sends contact ${id}: live again in ${account}`, joined, 'contact.one-account')
    case 'LiveContact':
      return old.accountId === now.accountId
        ? row(`Salesforce updates contact ${id}: still in ${account}`, joined, 'contact.one-account')
        : row(
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
    () => '',
    ({ sfdc }: { readonly sfdc: Parameters<typeof statusWords>[0] }) => `person ${id}: ${statusWords(sfdc)}`,
  )(lookupPerson(id)(after))

export const eventRow = (event: Event, input: Input, around: Around): Row => {
  const { after } = around
  const happened = inputWords(input, after)
  switch (event._tag) {
    case 'AccountSyncedDown':
      return syncedDown(event, around)
    case 'AccountSkipped':
      return {
        happened: [happened, 'Nothing in it is new: skipped'],
        shown: ['the same values as before, local edits included'],
        logged: nothing,
        rules: ['sync.override-all'],
      }
    case 'AccountFieldEdited':
      return edited(event, happened, after)
    case 'ContactSynced':
      return contactSynced(event, around)
    case 'PersonPut':
      return { happened: [happened], shown: [personShown(event.person.id, after)], logged: nothing, rules: [] }
    case 'ConversionRequested': {
      const requests = toSalesforce(event).map(requestWords)
      return {
        happened: [happened, 'Accepted'],
        shown: [
          personShown(event.personId, after),
          'Salesforce is asked to',
          ...(requests.length > 1 ? requests.map((words, index) => `${index + 1}. ${words}`) : requests),
        ],
        logged: nothing,
        rules: ['convert.creates-three', ...(event.newLead === null ? [] : (['convert.syncs-first'] as const))],
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
        shown: [personShown(event.personId, after), 'it can be converted again'],
        logged: ['1 Convert Lead', `failed at ${event.failedAt}`],
        rules: ['activity.convert'],
      }
  }
}
