// Reads the histories in docs/rules.md: a line such as `contact Ann @1: in Acme` is an input, and the next cells
// describe the state after the input.
import * as E from 'fp-ts/lib/Either.js'
import type {
  AccountId,
  AccountRecord,
  ContactId,
  FieldName,
  Fields,
  FieldValue,
  Input,
  Instant,
  Marketo,
  OpportunityId,
  PersonId,
  SalesforceId,
  SettledPerson,
  Settings,
  Step,
} from 'marketo-account-sync'
import {
  accountsOf,
  countStepActivities,
  defaultSettings,
  emptyMarketo,
  eventsOf,
  idSuffix,
  newAccountAndOpportunity,
  step,
  toSalesforce,
} from 'marketo-account-sync'
import { SettingsFromJson } from 'marketo-account-sync/codecs'
import { contactIn, liveContactIn, personIn, shownIn } from '../helpers/observe.js'

const names = ['Acme', 'Bolt', 'Ann', 'Ben', 'Cid', 'Deal', 'Other', 'user', 'queue']

const salesforceId = (prefix: string, n: number): SalesforceId => {
  const fifteen = prefix + String(n).padStart(12, '0')
  return (fifteen + idSuffix(fifteen)) as SalesforceId
}

const named = (prefix: string, name = ''): SalesforceId => {
  const n = names.indexOf(name)
  if (n < 0) throw new Error(`a history knows ${names.join(', ')}; found ${JSON.stringify(name)}`)
  return salesforceId(prefix, n)
}

const accountId = (name?: string) => named('001', name) as unknown as AccountId
const contactId = (name?: string) => named('003', name) as unknown as ContactId
const opportunityId = (name?: string) => named('006', name) as unknown as OpportunityId

const moment = (n: number | string): Instant => (Number(n) * 1_000) as Instant

const valueOf = (text: string): FieldValue => (text === 'null' ? null : text)

const fieldsOf = (text = ''): Fields =>
  Object.fromEntries(
    text
      .split(', ')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [name = '', value = ''] = pair.split('=')
        return [name, valueOf(value)]
      }),
  )

const accountRecord = (name: string | undefined, stamp: string | undefined, fields?: string): AccountRecord => ({
  id: accountId(name),
  systemModstamp: moment(stamp ?? ''),
  isDeleted: false,
  fields: fieldsOf(fields),
})

const settled = (what: string | undefined, contact: string | undefined): SettledPerson['sfdc'] => {
  if (contact !== undefined) return { _tag: 'SfdcContact', contactId: contactId(contact) }
  return what === 'not in Salesforce'
    ? { _tag: 'NotInSalesforce' }
    : { _tag: 'SfdcLead', isDeleted: what === 'deleted lead' }
}

type Parts = ReadonlyArray<string | undefined>
type Reader = readonly [pattern: RegExp, read: (at: Instant, parts: Parts) => ReadonlyArray<Input>]

const personId = (text: string | undefined): PersonId => Number(text) as PersonId

/** Contacts without names, for histories in which only the number of contacts matters. */
const crowd = (at: Instant, size: number, account: string | undefined): ReadonlyArray<Input> =>
  Array.from({ length: size }, (_, n) => ({
    _tag: 'SyncContact',
    at,
    record: {
      id: salesforceId('003', at * 10 + n) as unknown as ContactId,
      systemModstamp: moment(1),
      isDeleted: false,
      accountId: accountId(account),
    },
  }))

const readers: ReadonlyArray<Reader> = [
  [
    /^sync-down (\w+) @(\d+)( deleted)?: (.+)$/,
    (at, [name, stamp, deleted, fields]) => [
      { _tag: 'SyncAccount', at, record: { ...accountRecord(name, stamp, fields), isDeleted: deleted !== undefined } },
    ],
  ],
  [
    /^contact (\w+) @(\d+): (?:in (\w+)|deleted|(private))$/,
    (at, [name, stamp, account, isPrivate]) => [
      {
        _tag: 'SyncContact',
        at,
        record: {
          id: contactId(name),
          systemModstamp: moment(stamp ?? ''),
          isDeleted: account === undefined && isPrivate === undefined,
          accountId: account === undefined ? null : accountId(account),
        },
      },
    ],
  ],
  [/^(\d+) contacts? in (\w+)$/, (at, [size, account]) => crowd(at, Number(size), account)],
  [
    /^local edit through (\w+): (\w+)=(.+)$/,
    (at, [name, field, value]) => [
      {
        _tag: 'EditAccountField',
        at,
        contactId: contactId(name),
        field: field as FieldName,
        value: valueOf(value ?? ''),
      },
    ],
  ],
  [
    /^person (\d+): (not in Salesforce|lead|deleted lead|contact (\w+))(?:, (.+))?$/,
    (at, [id, what, contact, texts]) => {
      const { LastName = null, Company = null } = fieldsOf(texts) as Record<string, string | null>
      return [
        {
          _tag: 'PutPerson',
          at,
          person: { id: personId(id), lastName: LastName, company: Company, sfdc: settled(what, contact) },
        },
      ]
    },
  ],
  [
    /^Convert Person (\d+)( to a queue)?(?:, accepts: (.+))?$/,
    (at, [id, queue, accepts]) => [
      {
        _tag: 'ConvertPerson',
        at,
        personId: personId(id),
        assignTo: queue === undefined ? named('005', 'user') : named('00G', 'queue'),
        convertedStatus: 'Qualified',
        notifyOwner: false,
        accepts: accepts ?? newAccountAndOpportunity,
      },
    ],
  ],
  [
    /^confirmed (\d+): (\w+) @(\d+), (\w+), (\w+): (.+)$/,
    (at, [id, account, stamp, contact, opportunity, fields]) => [
      {
        _tag: 'ConfirmConversion',
        at,
        personId: personId(id),
        account: accountRecord(account, stamp, fields),
        contactId: contactId(contact),
        opportunityId: opportunityId(opportunity),
      },
    ],
  ],
  [
    /^failed (\d+) at (sync|convert)$/,
    (at, [id, failedAt]) => [
      {
        _tag: 'FailConversion',
        at,
        personId: personId(id),
        failedAt: failedAt === 'sync' ? 'sync' : 'convert',
        reason: 'REQUIRED_FIELD_MISSING',
      },
    ],
  ],
]

/** The inputs of a line: a single input, or one input for each of many contacts. */
export const inputsOf = (line: string, at: Instant): ReadonlyArray<Input> => {
  for (const [pattern, read] of readers) {
    const match = pattern.exec(line)
    if (match !== null) return read(at, match.slice(1))
  }
  throw new Error(`no history has the line ${JSON.stringify(line)}`)
}

const settingsOf = (json: string): Settings => {
  const settings = SettingsFromJson.decode(JSON.parse(json))
  if (E.isLeft(settings)) throw new Error(`no settings: ${json}`)
  return settings.right
}

const resultOf = ({ decided }: Step): string => {
  if (E.isRight(decided)) return decided.right.length === 0 ? 'nothing' : 'applied'
  return decided.left._tag === 'Deferred' ? 'waits' : decided.left.refusal._tag
}

const list = (items: ReadonlyArray<string>): string => (items.length === 0 ? 'nothing' : items.join(', '))

const shown = (name: string, marketo: Marketo): string => {
  const contact = liveContactIn(marketo, contactId(name))
  const fields = Object.entries<FieldValue>(contact === undefined ? {} : shownIn(marketo, contact.accountId))
  return list(fields.map(([field, value]) => `${field}=${value === null ? 'null' : String(value)}`))
}

const nameOf = (id: AccountId | ContactId): string => names[Number(id.slice(3, 15))] ?? id

const contactState = (name: string, marketo: Marketo): string => {
  const contact = contactIn(marketo, contactId(name))
  switch (contact?._tag) {
    case undefined:
      return 'unknown'
    case 'LiveContact':
      return `live in ${nameOf(contact.accountId)}`
    case 'DeletedContact':
      return 'deleted'
    case 'PrivateContact':
      return 'private'
  }
}

const personState = (id: PersonId, marketo: Marketo): string => {
  const sfdc = personIn(marketo, id)?.sfdc
  switch (sfdc?._tag) {
    case undefined:
      return 'unknown'
    case 'NotInSalesforce':
      return 'not in Salesforce'
    case 'SfdcLead':
      return sfdc.isDeleted ? 'deleted lead' : 'lead'
    case 'Converting':
      return 'converting'
    case 'SfdcContact':
      return `contact ${nameOf(sfdc.contactId)}`
  }
}

/** The cell of a column such as `logged`, `Ann shows` or `person 7 is`. */
const seen = (column: string, last: Step, marketo: Marketo): string => {
  const [, name = '', verb] = /^(.*?) ?(shows|is)?$/.exec(column) ?? []
  if (verb === 'shows') return shown(name, marketo)
  if (verb === 'is') {
    const person = /^person (\d+)$/.exec(name)
    return person === null ? contactState(name, marketo) : personState(personId(person[1]), marketo)
  }
  switch (column) {
    case 'result':
      return resultOf(last)
    case 'logged':
      return countStepActivities(last).toLocaleString('en')
    case 'accounts':
      return String([...accountsOf(marketo)].length)
    case 'Salesforce is asked':
      return list(
        eventsOf(last).flatMap((event) =>
          event._tag === 'ConversionRequested' ? toSalesforce(event).map(({ _tag }) => _tag) : [],
        ),
      )
    default:
      throw new Error(`no history has the column ${JSON.stringify(column)}`)
  }
}

/** A history as written in the docs: lines with cells. An empty cell is not checked. */
export interface History {
  readonly columns: ReadonlyArray<string>
  readonly lines: ReadonlyArray<{ readonly line: string; readonly cells: ReadonlyArray<string> }>
}

/** The same history, with each non-empty cell replaced by the result of the library. */
export const played = ({ columns, lines }: History): History => {
  let settings = defaultSettings
  let marketo = emptyMarketo
  return {
    columns,
    lines: lines.map(({ line, cells }, index) => {
      const json = /^settings (.+)$/.exec(line)?.[1]
      if (json !== undefined) {
        settings = settingsOf(json)
        return { line, cells: cells.map(() => '') }
      }
      let last: Step | undefined
      for (const input of inputsOf(line, moment(100 + index))) [last, marketo] = step(settings)(input, marketo)
      if (last === undefined) throw new Error(`nothing happens in ${JSON.stringify(line)}`)
      const seenIn = last
      return { line, cells: columns.map((column, n) => (cells[n] === '' ? '' : seen(column, seenIn, marketo))) }
    }),
  }
}
