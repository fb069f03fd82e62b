// The oracle is a second implementation of the rules. It is simple and slow: the rows of Marketo are plain lists, every query
// searches a list from the beginning, and each rule takes a few lines.
//
// The oracle uses the types of src. An account of the oracle also stores the values of one SystemModstamp in the form of src. The
// oracle uses nothing else from src.
//
// The tests compare the library with the oracle on random histories, on walks through small worlds, and on the vectors.
import type {
  Account,
  AccountId,
  AccountNotYetKnown,
  AccountRecord,
  Activity,
  BroughtAtStamp,
  ChangeDataValue,
  Contact,
  ContactId,
  ContactRecord,
  Conversion,
  Converting,
  FieldName,
  Fields,
  FieldValue,
  Input,
  Instant,
  MarketoRows,
  NamedValue,
  Person,
  Refusal,
  SalesforceRequest,
  Settings,
  UserId,
} from 'marketo-account-sync'
import { furtherValues } from 'marketo-account-sync'
import { furtherOf } from '../../src/model/BroughtAtStamp.js'
import { isBlank } from '../helpers/values.js'

/** The result of an input. */
export interface ObviousAnswer {
  readonly refusal: Refusal | AccountNotYetKnown | null
  readonly activities: ReadonlyArray<Activity>
  readonly requests: ReadonlyArray<SalesforceRequest>
}

type Step = readonly [answer: ObviousAnswer, rows: MarketoRows]

type Of<Tag extends Input['_tag']> = Extract<Input, { readonly _tag: Tag }>

const silence: ObviousAnswer = { refusal: null, activities: [], requests: [] }

const neverSynced = [
  'Fax',
  'Ownership',
  'Rating',
  'ShippingCity',
  'ShippingCountry',
  'ShippingPostalCode',
  'ShippingState',
  'ShippingStreet',
  'TickerSymbol',
]

// Lists

/** Adds a row to a list. The row replaces an earlier row with the same id, and the list stays sorted by id. */
const withRow = <Row extends { readonly id: string | number }>(rows: ReadonlyArray<Row>, row: Row): Array<Row> =>
  [...rows.filter(({ id }) => id !== row.id), row].sort((a, b) => (a.id < b.id ? -1 : 1))

const accountIn = (rows: MarketoRows, id: AccountId) => rows.accounts.find((account) => account.id === id)
const contactIn = (rows: MarketoRows, id: ContactId) => rows.contacts.find((contact) => contact.id === id)
const personIn = (rows: MarketoRows, id: Person['id']) => rows.persons.find((person) => person.id === id)

const withAccount = (rows: MarketoRows, account: Account) => ({ ...rows, accounts: withRow(rows.accounts, account) })
const withContact = (rows: MarketoRows, contact: Contact) => ({ ...rows, contacts: withRow(rows.contacts, contact) })
const withPerson = (rows: MarketoRows, person: Person) => ({ ...rows, persons: withRow(rows.persons, person) })

const liveIn = (rows: MarketoRows, id: AccountId): ReadonlyArray<ContactId> =>
  rows.contacts.flatMap((contact) => (contact._tag === 'LiveContact' && contact.accountId === id ? [contact.id] : []))

// A field can be called `constructor`, so the following functions read only own keys of an object.

const has = (fields: Fields, name: string): boolean => Object.keys(fields).includes(name)
const valueIn = (fields: Fields, name: FieldName): FieldValue => (has(fields, name) ? (fields[name] ?? null) : null)
const entries = (fields: Fields) => Object.entries(fields) as Array<[FieldName, FieldValue]>

/** The values that Marketo shows in the fields of an account. */
const shown = (account: Account | undefined): Fields => ({
  ...account?.synced,
  ...Object.fromEntries((account?.localEdits ?? []).map(({ field, value }) => [field, value])),
})

/** The values that Marketo shows in the account fields of a contact. There are no values if the contact is not live. */
export const obviouslyShown = (rows: MarketoRows, id: ContactId): Fields => {
  const contact = contactIn(rows, id)
  return contact?._tag === 'LiveContact' ? shown(accountIn(rows, contact.accountId)) : {}
}

// The rules

const refuse = (rows: MarketoRows, refusal: Refusal | AccountNotYetKnown): Step => [{ ...silence, refusal }, rows]

/**
 * Returns the values of all records that have the SystemModstamp of the account. The name of a value is a field name, `IsDeleted`
 * or `MasterRecordId`.
 */
const broughtBy = ({ broughtAtStamp }: Account): ReadonlyArray<NamedValue> => {
  const { isDeleted, masterRecordId, fields } = broughtAtStamp
  const others = { IsDeleted: isDeleted, MasterRecordId: masterRecordId }
  return [
    ...Object.entries({ ...fields, ...others }).map(([name, value]) => ({ name, value })),
    ...furtherValues(broughtAtStamp),
  ]
}

/** Separates the first value of each name from the other values. */
const asBrought = (all: ReadonlyArray<NamedValue>): BroughtAtStamp => {
  const isFirst = ({ name }: NamedValue, at: number) => all.findIndex((other) => other.name === name) === at
  const { IsDeleted, MasterRecordId, ...fields } = Object.fromEntries(
    all.filter(isFirst).map(({ name, value }) => [name, value]),
  )
  return {
    isDeleted: IsDeleted as boolean,
    masterRecordId: MasterRecordId as AccountId | null,
    fields,
    further: furtherOf(all.filter((one, at) => !isFirst(one, at))),
  }
}

const syncAccount = ({ instance, readings }: Settings, at: Instant, record: AccountRecord, rows: MarketoRows): Step => {
  const { id, systemModstamp } = record
  const account = accountIn(rows, id)
  if (account !== undefined && systemModstamp < account.systemModstamp) return [silence, rows]
  const isNewer = account?.systemModstamp !== systemModstamp
  // A newer record without `IsDeleted` means that the account is not deleted. A newer record without `MasterRecordId` keeps the
  // earlier value.
  const silent = isNewer ? { IsDeleted: false, MasterRecordId: account?.masterRecordId ?? null } : {}
  const head: Readonly<Record<string, FieldValue>> = {
    ...silent,
    ...(record.isDeleted === undefined ? {} : { IsDeleted: record.isDeleted }),
    ...(record.masterRecordId === undefined ? {} : { MasterRecordId: record.masterRecordId }),
  }
  const visible = entries(record.fields).filter(
    ([name]) => !neverSynced.includes(name) && !instance.hiddenFields.includes(name),
  )
  const before = isNewer ? [] : broughtBy(account)
  const brought = [...visible, ...Object.entries(head)].flatMap(([name, value]): ReadonlyArray<NamedValue> => {
    const came = before.filter((one) => one.name === name).map((one) => one.value)
    const isFormula = !has(head, name) && instance.formulaFields.some((formula) => formula === name)
    return came.includes(value) || (isFormula && came.length > 0) ? [] : [{ name, value }]
  })
  if (brought.length === 0) return [silence, rows]
  const {
    IsDeleted: isDeleted = account?.isDeleted,
    MasterRecordId: masterRecordId = account?.masterRecordId,
    ...fields
  } = Object.fromEntries(brought.map(({ name, value }) => [name, value]))
  const now = {
    ...{ id, systemModstamp, isDeleted: isDeleted as boolean, masterRecordId: masterRecordId as AccountId | null },
    broughtAtStamp: asBrought([...before, ...brought]),
  }
  const saysNothingNew = entries(fields).every(
    ([name, value]) => account !== undefined && has(account.synced, name) && account.synced[name] === value,
  )
  if (account !== undefined && readings.overrideOn === 'field-change' && saysNothingNew)
    return [silence, withAccount(rows, { ...account, ...now })]
  const synced = { ...account?.synced, ...fields }
  const localEdits = (account?.localEdits ?? []).filter(({ field }) => !has(fields, field))
  const was = shown(account)
  const changes = entries(fields).filter(([name, value]) => valueIn(was, name) !== value)
  const live = liveIn(rows, id)
  const logged = live.length > instance.activityCap ? [] : live
  const activities = logged.flatMap((contactId) =>
    changes.map(([field, newValue]): ChangeDataValue => {
      const oldValue = valueIn(was, field)
      return { _tag: 'ChangeDataValue', at, contactId, accountId: id, field, oldValue, newValue, cause: 'sync-down' }
    }),
  )
  return [{ ...silence, activities }, withAccount(rows, { ...now, synced, localEdits })]
}

const syncContact = (record: ContactRecord, rows: MarketoRows): Step => {
  const { id, systemModstamp, isDeleted, accountId } = record
  const before = contactIn(rows, id)?.appliedAtStamp ?? []
  const atStamp = before.filter((one) => one.systemModstamp === systemModstamp)
  if (before.some((one) => one.systemModstamp > systemModstamp)) return [silence, rows]
  if (atStamp.some((one) => one.isDeleted === isDeleted && one.accountId === accountId)) return [silence, rows]
  const appliedAtStamp = [...atStamp, record]
  if (isDeleted) return [silence, withContact(rows, { _tag: 'DeletedContact', id, appliedAtStamp })]
  if (accountId === null) return [silence, withContact(rows, { _tag: 'PrivateContact', id, appliedAtStamp })]
  if (accountIn(rows, accountId) === undefined)
    return refuse(rows, { _tag: 'AccountNotYetKnown', rule: 'contact.one-account', contactId: id, accountId })
  return [silence, withContact(rows, { _tag: 'LiveContact', id, accountId, appliedAtStamp })]
}

const edit = ({ readings }: Settings, input: Of<'EditAccountField'>, rows: MarketoRows): Step => {
  const { at, contactId, field, value } = input
  const rule = 'edit.live-contact'
  const contact = contactIn(rows, contactId)
  if (contact === undefined) return refuse(rows, { _tag: 'UnknownContact', rule, contactId })
  if (contact._tag === 'DeletedContact')
    return refuse(rows, { _tag: 'ContactNotLive', rule, contactId, why: 'deleted' })
  if (contact._tag === 'PrivateContact')
    return refuse(rows, { _tag: 'ContactNotLive', rule, contactId, why: 'private' })
  const { accountId } = contact
  const account = accountIn(rows, accountId)
  if (account === undefined) return refuse(rows, { _tag: 'ContactNotLive', rule, contactId, why: 'elsewhere' })
  if (account.isDeleted) return refuse(rows, { _tag: 'AccountDeleted', rule, contactId, accountId })
  if (!has(account.synced, field))
    return refuse(rows, { _tag: 'UnknownField', rule: 'edit.known-field', accountId, field })
  const oldValue = valueIn(shown(account), field)
  if (oldValue === value) return [silence, rows]
  const others = account.localEdits.filter((other) => other.field !== field)
  const edits = account.synced[field] === value ? others : [...others, { field, value, through: contactId, at }]
  const localEdits = edits.sort((a, b) => (a.field < b.field ? -1 : 1))
  const logged = { 'edited-contact': [contactId], 'every-contact': liveIn(rows, accountId), none: [] }
  const activities = logged[readings.localEditLog].map((id): ChangeDataValue => ({
    ...{ _tag: 'ChangeDataValue', at, contactId: id, accountId, field, oldValue, newValue: value },
    cause: 'local edit',
  }))
  return [{ ...silence, activities }, withAccount(rows, { ...account, localEdits })]
}

const put = ({ person }: Of<'PutPerson'>, rows: MarketoRows): Step => {
  const sfdc = personIn(rows, person.id)?.sfdc
  return sfdc?._tag === 'Converting'
    ? refuse(rows, {
        ...{ _tag: 'ConversionUnderWay', rule: 'convert.not-a-contact' },
        ...{ personId: person.id, since: sfdc.since },
      })
    : [silence, withPerson(rows, person)]
}

const convert = ({ instance }: Settings, input: Of<'ConvertPerson'>, rows: MarketoRows): Step => {
  const { at, personId, assignTo, convertedStatus, notifyOwner, accepts } = input
  const person = personIn(rows, personId)
  if (person === undefined) return refuse(rows, { _tag: 'UnknownPerson', rule: 'convert.known-person', personId })
  const { sfdc } = person
  const rule = 'convert.not-a-contact'
  if (sfdc._tag === 'SfdcContact')
    return refuse(rows, { _tag: 'AlreadyAContact', rule, personId, contactId: sfdc.contactId })
  if (sfdc._tag === 'Converting') return refuse(rows, { _tag: 'ConversionUnderWay', rule, personId, since: sfdc.since })
  if (accepts !== 'new account and opportunity')
    return refuse(rows, { _tag: 'NewAccountNotAccepted', rule: 'convert.guarded', personId, accepts })
  if (!assignTo.startsWith('005'))
    return refuse(rows, { _tag: 'OwnerNotAUser', rule: 'convert.user-owner', personId, assignTo })
  const ownerId = assignTo as UserId
  const isInSalesforce = sfdc._tag === 'SfdcLead' && !sfdc.isDeleted
  const named = (name: 'lastName' | 'company') => (isBlank(person[name]) ? instance.personDefaults[name] : person[name])
  const missing = (['lastName', 'company'] as const).filter((name) => isBlank(named(name)))
  if (!isInSalesforce && missing.length > 0)
    return refuse(rows, { _tag: 'LeadFieldsMissing', rule: 'convert.syncs-first', personId, missing })
  const lead = { lastName: named('lastName') ?? '', company: named('company') ?? '' }
  const conversion: SalesforceRequest = {
    ...{ _tag: 'ConvertSfdcLead', personId, convertedStatus, sendNotificationEmail: notifyOwner },
    creates: { account: { ownerId }, contact: { ownerId, in: 'account' }, opportunity: { ownerId, of: 'account' } },
  }
  const requests = isInSalesforce ? [conversion] : [{ _tag: 'CreateLead' as const, personId, ...lead }, conversion]
  const terms = { assignTo: ownerId, convertedStatus, notifyOwner }
  const converting: Converting = { _tag: 'Converting', from: sfdc, since: at, terms }
  return [{ ...silence, requests }, withPerson(rows, { ...person, sfdc: converting })]
}

const convertLead = (
  { at, personId }: Input & { readonly personId: Person['id'] },
  { terms }: Converting,
  failure: { readonly failedAt: 'sync' | 'convert'; readonly reason: string } | null,
): Activity => ({
  ...{ _tag: 'ConvertLead', at, personId, ...terms, outcome: failure === null ? 'succeeded' : 'failed' },
  ...{ failedAt: failure?.failedAt ?? null, reason: failure?.reason ?? null },
})

const idsOf = ({ accountId, contactId, opportunityId }: Conversion) => [accountId, contactId, opportunityId]

const confirm = (settings: Settings, input: Of<'ConfirmConversion'>, rows: MarketoRows): Step => {
  const { at, personId, account, contactId, opportunityId } = input
  const person = personIn(rows, personId)
  if (person === undefined) return refuse(rows, { _tag: 'UnknownPerson', rule: 'convert.known-person', personId })
  const conversion: Conversion = { personId, accountId: account.id, contactId, opportunityId }
  const isRepeat = rows.conversions.some(
    (other) => other.personId === personId && idsOf(other).join() === idsOf(conversion).join(),
  )
  if (isRepeat) return [silence, rows]
  if (person.sfdc._tag !== 'Converting')
    return refuse(rows, { _tag: 'NoConversionUnderWay', rule: 'convert.answered-once', personId })
  const claimed = { _tag: 'RecordAlreadyClaimed', rule: 'convert.never-joins', personId } as const
  const holder = rows.persons.find(
    ({ id, sfdc }) => id !== personId && sfdc._tag === 'SfdcContact' && sfdc.contactId === contactId,
  )
  if (holder !== undefined)
    return refuse(rows, { ...claimed, id: contactId, why: 'contact of another person', of: holder.id })
  for (const id of idsOf(conversion)) {
    const other = rows.conversions.find((one) => idsOf(one).includes(id))
    if (other !== undefined)
      return refuse(rows, { ...claimed, id, why: 'outcome of another conversion', of: other.personId })
  }
  const [{ activities }, synced] = syncAccount(settings, at, account, rows)
  const contacts = withContact(synced, {
    ...{ _tag: 'LiveContact', id: contactId, accountId: account.id, appliedAtStamp: [] },
  })
  const placed = contactIn(rows, contactId) === undefined ? contacts : synced
  const converted = withPerson(placed, { ...person, sfdc: { _tag: 'SfdcContact', contactId } })
  const conversions = [...rows.conversions, conversion].sort((a, b) => (a.accountId < b.accountId ? -1 : 1))
  return [
    { ...silence, activities: [...activities, convertLead(input, person.sfdc, null)] },
    { ...converted, conversions },
  ]
}

const fail = (input: Of<'FailConversion'>, rows: MarketoRows): Step => {
  const { personId, failedAt } = input
  const person = personIn(rows, personId)
  if (person === undefined) return refuse(rows, { _tag: 'UnknownPerson', rule: 'convert.known-person', personId })
  const { sfdc } = person
  if (sfdc._tag !== 'Converting')
    return refuse(rows, { _tag: 'NoConversionUnderWay', rule: 'convert.answered-once', personId })
  if (failedAt === 'sync' && sfdc.from._tag === 'SfdcLead' && !sfdc.from.isDeleted)
    return refuse(rows, { _tag: 'NoSyncNeeded', rule: 'convert.syncs-first', personId })
  const left: Person['sfdc'] = failedAt === 'sync' ? sfdc.from : { _tag: 'SfdcLead', isDeleted: false }
  return [{ ...silence, activities: [convertLead(input, sfdc, input)] }, withPerson(rows, { ...person, sfdc: left })]
}

/** Applies an input to the rows of Marketo. Rows that do not change are returned unchanged. */
export const obviousMarketo =
  (settings: Settings) =>
  (input: Input, rows: MarketoRows): Step => {
    switch (input._tag) {
      case 'SyncAccount':
        return syncAccount(settings, input.at, input.record, rows)
      case 'SyncContact':
        return syncContact(input.record, rows)
      case 'EditAccountField':
        return edit(settings, input, rows)
      case 'PutPerson':
        return put(input, rows)
      case 'ConvertPerson':
        return convert(settings, input, rows)
      case 'ConfirmConversion':
        return confirm(settings, input, rows)
      case 'FailConversion':
        return fail(input, rows)
    }
  }
