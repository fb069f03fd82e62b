/** One step as a row of the table: what happened, what Marketo shows now, what was logged, and the rules behind it. */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import {
  type Account,
  type AccountFieldEdited,
  accountIdOf,
  type AccountSyncedDown,
  type Contact,
  type ContactSynced,
  countLiveContacts,
  type Event,
  eventsOf,
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
  type SalesforceRequest,
  shownFields,
  type Step,
  toSalesforce,
  valueOf,
} from 'marketo-account-sync'
import type { Cell } from './columns.js'
import {
  accountWithId,
  accountWords,
  atMost,
  count,
  fieldList,
  plain,
  refusalWords,
  statusWords,
  valueWords,
} from './words.js'

export interface Row {
  readonly happened: Cell
  readonly shown: Cell
  readonly logged: Cell
  readonly rules: ReadonlyArray<RuleId>
}

/** What an input is about, as Marketo held it before. */
export interface Before {
  /** The account that the input may change or, of a contact record, the one the contact is in. */
  readonly account: O.Option<Account>
  readonly contact: O.Option<Contact>
}

/** What a row compares. */
interface Around {
  readonly before: Before
  readonly after: Marketo
}

const nobody: Before = { account: O.none, contact: O.none }

/** Asked before the step is taken, since a Marketo left behind is slower to ask. */
export const beforeStep = (input: Input, marketo: Marketo): Before => {
  switch (input._tag) {
    case 'SyncAccount':
      return { ...nobody, account: lookupAccount(input.record.id)(marketo) }
    case 'ConfirmConversion':
      return { ...nobody, account: lookupAccount(input.account.id)(marketo) }
    case 'SyncContact': {
      const contact = lookupContact(input.record.id)(marketo)
      const account = pipe(
        contact,
        O.flatMap(accountIdOf),
        O.flatMap((id) => lookupAccount(id)(marketo)),
      )
      return { account, contact }
    }
    case 'EditAccountField':
    case 'FailConversion':
    case 'PutPerson':
    case 'ConvertPerson':
      return nobody
  }
}

/** What came in, whatever came of it. */
const inputWords = (input: Input, marketo: Marketo): string => {
  switch (input._tag) {
    case 'SyncAccount': {
      const verb = input.record.isDeleted ? 'deletes' : 'updates'
      return `Salesforce ${verb} account ${accountWithId(marketo)(input.record.id)}`
    }
    case 'SyncContact':
      return `Salesforce sends contact ${input.record.id}`
    case 'ConfirmConversion':
      return `Salesforce confirms the conversion of person ${input.personId}`
    case 'FailConversion':
      return `Salesforce fails the conversion of person ${input.personId} (${input.failedAt}: ${plain(input.reason)})`
    case 'EditAccountField':
      return `Somebody in Marketo sets ${plain(input.field)} to ${valueWords(input.value)} through contact ${input.contactId}`
    case 'PutPerson': {
      const { id, lastName, company } = input.person
      const facts = [lastName, company].filter((fact) => fact !== null).map(plain)
      return `Marketo learns of person ${id}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`
    }
    case 'ConvertPerson':
      return `Convert Person: person ${input.personId}, for owner ${input.assignTo}`
  }
}

const nothing: Cell = ['–']

const changeWords = ({ field, oldValue, newValue }: FieldChange, isNew: boolean): string =>
  `${field}: ${valueWords(newValue)}${isNew ? '' : ` (was ${valueWords(oldValue)})`}`

const changeDataValues = (contacts: number, fields: number): Cell =>
  contacts * fields === 0
    ? nothing
    : [
        `${(contacts * fields).toLocaleString('en')} Change Data Value`,
        `${count(contacts, 'contact')} × ${count(fields, 'field')}`,
      ]

const forContacts = (n: number): string =>
  n === 0 ? 'no contacts yet' : n === 1 ? 'for its 1 contact' : `for all ${count(n, 'contact')}`

const syncedDown = (event: AccountSyncedDown, { before, after }: Around): Row => {
  const { accountId, changes, liveContacts, logged, fields } = event
  const known = before.account
  const isNew = O.isNone(known)
  const ended = O.isSome(known)
    ? fieldNames(fields).filter((field) => localEditOf(known.value)(field) !== undefined)
    : []
  const name = accountWithId(after)(accountId)
  const wouldLog = changes.length > 0 && liveContacts > 0
  const rules: ReadonlyArray<RuleId> = [
    'sync.override-all',
    ...(ended.length > 0 ? (['edit.until-override'] as const) : []),
    ...(event.isDeleted ? (['contact.deleted'] as const) : []),
    ...(wouldLog ? [logged ? ('activity.per-contact' as const) : ('activity.cap' as const)] : []),
    ...(changes.length === 0 ? (['activity.real-change'] as const) : []),
  ]
  return {
    happened: [
      isNew
        ? `Salesforce sends ${event.isDeleted ? 'a deleted' : 'a new'} account, ${name}`
        : `Salesforce ${event.isDeleted ? 'deletes' : 'updates'} account ${name}`,
      ...(ended.length > 0 ? [`It overrides the local edit of ${fieldList(ended)}`] : []),
    ],
    shown:
      changes.length === 0
        ? ['the same values as before']
        : [
            ...atMost(
              3,
              changes.map((change) => changeWords(change, isNew)),
              'field',
            ),
            forContacts(countLiveContacts(accountId)(after)),
          ],
    logged:
      wouldLog && !logged
        ? ['none', `${count(liveContacts, 'contact')}: over the cap`]
        : changeDataValues(liveContacts, changes.length),
    rules,
  }
}

const edited = (event: AccountFieldEdited, { after }: Around): Row => {
  const { accountId, contactId, field, newValue, logged } = event
  const contacts = countLiveContacts(accountId)(after)
  const account = lookupAccount(accountId)(after)
  const isLocal = O.isSome(account) && localEditOf(account.value)(field) !== undefined
  return {
    happened: [`Somebody in Marketo sets ${field} to ${valueWords(newValue)} through contact ${contactId}`],
    shown: [
      changeWords(event, false),
      `${forContacts(contacts)} of ${accountWords(after)(accountId)}`,
      isLocal ? 'a local edit: Salesforce never hears of it' : "Salesforce's value again: no local edit",
    ],
    logged: changeDataValues(logged === 'none' ? 0 : logged === 'every-contact' ? contacts : 1, 1),
    rules: ['edit.fan-out', 'edit.stays-local', 'activity.local-edit'],
  }
}

const differences = (from: Fields, to: Fields): ReadonlyArray<string> =>
  fieldNames(to)
    .filter((field) => valueOf(from)(field) !== valueOf(to)(field))
    .map((field) =>
      changeWords({ field, oldValue: valueOf(from)(field) ?? null, newValue: valueOf(to)(field) ?? null }, false),
    )

const shownIn = O.match((): Fields => ({}), shownFields)

const contactSynced = ({ record: { id } }: ContactSynced, { before, after }: Around): Row => {
  const old = O.toUndefined(before.contact)
  const now = O.toUndefined(lookupContact(id)(after))
  const left =
    old?._tag === 'LiveContact'
      ? [`${accountWords(after)(old.accountId)} now has ${count(countLiveContacts(old.accountId)(after), 'contact')}`]
      : []
  if (now?._tag !== 'LiveContact') {
    const isDeleted = now?._tag === 'DeletedContact'
    return {
      happened: [isDeleted ? `Salesforce deletes contact ${id}` : `Salesforce sends contact ${id}: it has no account`],
      shown: [`the contact is ${isDeleted ? 'deleted' : 'private'}: known, not live`, ...left],
      logged: nothing,
      rules: [isDeleted ? 'contact.deleted' : 'contact.private'],
    }
  }
  const name = accountWords(after)(now.accountId)
  const contacts = `${name} has ${count(countLiveContacts(now.accountId)(after), 'contact')}`
  if (old?._tag === 'LiveContact' && old.accountId !== now.accountId)
    return {
      happened: [`Salesforce moves contact ${id} from ${accountWords(after)(old.accountId)} to ${name}`],
      shown: [
        `the contact shows the values of ${name}`,
        ...atMost(3, differences(shownIn(before.account), shownIn(lookupAccount(now.accountId)(after))), 'field'),
      ],
      logged: nothing,
      rules: ['contact.moves'],
    }
  const returns = old?._tag === 'DeletedContact' || old?._tag === 'PrivateContact'
  return {
    happened: [
      old?._tag === 'LiveContact'
        ? `Salesforce updates contact ${id}: still in ${name}`
        : `Salesforce sends ${old === undefined ? 'a new ' : ''}contact${old === undefined ? ',' : ''} ${id}: ${returns ? 'live again' : 'it is'} in ${name}`,
    ],
    shown: [`the contact shows the values of its account`, contacts],
    logged: nothing,
    rules: [returns && old._tag === 'DeletedContact' ? 'contact.deleted' : 'contact.one-account'],
  }
}

const askedWords = (request: SalesforceRequest): string => {
  switch (request._tag) {
    case 'CreateLead':
      return `create a lead (${plain(request.lastName)}, ${plain(request.company)})`
    case 'ConvertSfdcLead':
      return `convert the lead into a new Contact, a new Account and a new Opportunity, status ${plain(request.convertedStatus)}`
  }
}

const personShown = (id: PersonId, { after }: Around): string =>
  O.match(
    () => '',
    ({ sfdc }: { readonly sfdc: Parameters<typeof statusWords>[0] }) => `person ${id}: ${statusWords(sfdc)}`,
  )(lookupPerson(id)(after))

const eventRow = (event: Event, input: Input, around: Around): Row => {
  const happened = [inputWords(input, around.after)]
  switch (event._tag) {
    case 'AccountSyncedDown':
      return syncedDown(event, around)
    case 'AccountSkipped':
      return {
        happened: [...happened, 'Nothing in it is new: skipped'],
        shown: ['the same values as before, local edits included'],
        logged: nothing,
        rules: ['sync.override-all'],
      }
    case 'AccountFieldEdited':
      return edited(event, around)
    case 'ContactSynced':
      return contactSynced(event, around)
    case 'PersonPut':
      return { happened, shown: [personShown(event.person.id, around)], logged: nothing, rules: [] }
    case 'ConversionRequested': {
      const asked = toSalesforce(event).map(askedWords)
      return {
        happened: [...happened, 'Accepted'],
        shown: [
          personShown(event.personId, around),
          'Salesforce is asked to',
          ...asked.map((words, index) => (asked.length > 1 ? `${index + 1}. ${words}` : words)),
        ],
        logged: nothing,
        rules: ['convert.creates-three', ...(event.newLead === null ? [] : (['convert.syncs-first'] as const))],
      }
    }
    case 'ConversionConfirmed':
      return {
        happened: [...happened, `Contact ${event.contactId}, Opportunity ${event.opportunityId}`],
        shown: [
          personShown(event.personId, around),
          `the contact is in ${accountWithId(around.after)(event.accountId)}`,
        ],
        logged: ['1 Convert Lead', 'succeeded'],
        rules: ['activity.convert', 'convert.never-joins'],
      }
    case 'ConversionFailed':
      return {
        happened,
        shown: [personShown(event.personId, around), 'it can be converted again'],
        logged: ['1 Convert Lead', `failed at ${event.failedAt}`],
        rules: ['activity.convert'],
      }
  }
}

const joined = (rows: ReadonlyArray<Row>): Row => ({
  happened: rows.flatMap((row) => row.happened),
  shown: rows.flatMap((row) => row.shown),
  logged: rows.every((row) => row.logged === nothing)
    ? nothing
    : rows.flatMap((row) => (row.logged === nothing ? [] : row.logged)),
  rules: [...new Set(rows.flatMap((row) => row.rules))],
})

const withoutEvents = (input: Input, { after }: Around): Row => {
  const row = (why: string, rules: ReadonlyArray<RuleId>): Row => ({
    happened: [inputWords(input, after), why],
    shown: ['unchanged'],
    logged: nothing,
    rules,
  })
  switch (input._tag) {
    case 'SyncAccount':
    case 'SyncContact':
      return row('Late, or a repeat: ignored', ['sync.only-newer'])
    case 'EditAccountField':
      return row('Marketo shows that already', ['activity.real-change'])
    case 'ConfirmConversion':
    case 'FailConversion':
      return row('The same answer again: ignored', ['convert.answered-once'])
    case 'PutPerson':
    case 'ConvertPerson':
      return row('Nothing new', [])
  }
}

/** The row of a step (the answer to a conversion stands before the account that came with it). */
export const rowOf = (step: Step, before: Before, after: Marketo): Row => {
  const { input, decided } = step
  const around = { before, after }
  if (E.isLeft(decided)) {
    const isRefused = decided.left._tag === 'Refused'
    const reason = decided.left._tag === 'Refused' ? decided.left.refusal : decided.left.reason
    return {
      happened: [inputWords(input, after), `${isRefused ? 'REFUSED' : 'DEFERRED'}: ${refusalWords(reason)}`],
      shown: [isRefused ? 'unchanged' : 'unchanged, until it is delivered again'],
      logged: nothing,
      rules: [reason.rule],
    }
  }
  const events = eventsOf(step)
  return events.length === 0
    ? withoutEvents(input, around)
    : joined(events.map((event) => eventRow(event, input, around)).reverse())
}
