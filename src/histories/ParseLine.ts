/** The parser of one line of a history. */
import * as E from 'fp-ts/lib/Either.js'
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import type { AccountRecord } from '../model/Account.js'
import { decodeErrors } from '../model/DecodeError.js'
import type { FieldName, Fields, FieldValue } from '../model/Field.js'
import type { FailedAt, Input, SettledPerson } from '../model/Input.js'
import { newAccountAndOpportunity } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import type { HistoryLine, Place } from './HistoryLine.js'
import { lastOfCrowd } from './Place.js'
import { account, contact, field, opportunity, owner, person, usualOwner } from './Reference.js'
import type { Parser, Scanned } from './Scan.js'
import {
  after,
  checked,
  firstOf,
  inOrder,
  list,
  map,
  matching,
  meaning,
  wrongValue,
  optional,
  skipBlanks,
  words,
} from './Scan.js'
import { fieldValue, jsonIn, text, textOrNull } from './Text.js'
import { time } from './Time.js'

/**
 * A line about a conversion request can omit the status. A line about a failed conversion can omit the reason. These constants are
 * the default values of the status and the reason.
 */
export const usualStatus = 'Qualified'
export const usualReason = 'REQUIRED_FIELD_MISSING'

/** An input without the time at which it arrives. */
type WithoutTime<I> = I extends Input ? Omit<I, 'at'> : never
type Timeless = WithoutTime<Input>

const colon = words(':')
const comma = words(',')
const stamp = after('@', time)

interface Pair {
  readonly field: FieldName
  readonly value: FieldValue
}
const pair: Parser<Pair> = inOrder({ field, equals: words('='), value: fieldValue }, ({ field: name, value }) => ({
  field: name,
  value,
}))

const placed: Parser<Pair & { readonly from: number }> = (line, at) =>
  map((one: Pair) => ({ ...one, from: skipBlanks(line, at) }))(pair)(line, at)

const pairs = list(placed)

const fields: Parser<Fields> = (line, at): Scanned<Fields> => {
  const scanned = pairs(line, at)
  if (!scanned.isRead) return scanned
  const seen = new Set<FieldName>()
  for (const { field: name, from } of scanned.value) {
    if (seen.has(name)) return wrongValue(from, `another field than ${name}, which the line already has`)
    seen.add(name)
  }
  return { ...scanned, value: Object.fromEntries(scanned.value.map(({ field: name, value }) => [name, value])) }
}

const noFields: Fields = {}

type Flag = 'deleted' | 'not deleted' | 'absent'

/**
 * An account record whose fields are not known yet. The fields come last in the line of a conversion, so the parser adds them at
 * the end.
 */
type RecordHead = (ofRecord: Fields) => AccountRecord

const recordHead: Parser<RecordHead> = inOrder(
  {
    id: account,
    systemModstamp: stamp,
    flag: optional(
      firstOf<Flag>(meaning('deleted', 'deleted'), meaning('without IsDeleted', 'absent')),
      'not deleted' as const,
    ),
    masterRecordId: optional(
      after('merged into', firstOf<AccountId | null>(meaning('nothing', null), account)),
      undefined,
    ),
  },
  ({ id, systemModstamp, flag, masterRecordId }) =>
    (ofRecord) => ({
      id,
      systemModstamp,
      ...(flag === 'absent' ? {} : { isDeleted: flag === 'deleted' }),
      ...(masterRecordId === undefined ? {} : { masterRecordId }),
      fields: ofRecord,
    }),
)

const fieldsAfterColon = optional(after(':', fields), noFields)

const syncAccount: Parser<Timeless> = after(
  'sync-down',
  inOrder({ head: recordHead, ofRecord: fieldsAfterColon }, ({ head, ofRecord }) => ({
    _tag: 'SyncAccount' as const,
    record: head(ofRecord),
  })),
)

interface ContactState {
  readonly isDeleted: boolean
  readonly accountId: AccountId | null
}
const inAccount = after('in', account)
const contactState: Parser<ContactState> = firstOf<ContactState>(
  map((accountId: AccountId) => ({ isDeleted: false, accountId }))(inAccount),
  meaning('private', { isDeleted: false, accountId: null }),
  after('deleted', map((accountId: AccountId | null) => ({ isDeleted: true, accountId }))(optional(inAccount, null))),
)

const syncContact: Parser<Timeless> = after(
  'contact',
  inOrder({ id: contact, systemModstamp: stamp, colon, state: contactState }, ({ id, systemModstamp, state }) => ({
    _tag: 'SyncContact' as const,
    record: { id, systemModstamp, ...state },
  })),
)

const edit: Parser<Timeless> = after(
  'local edit through',
  inOrder({ contactId: contact, colon, change: pair }, ({ contactId, change }) => ({
    _tag: 'EditAccountField' as const,
    contactId,
    ...change,
  })),
)

const status: Parser<SettledPerson['sfdc']> = firstOf<SettledPerson['sfdc']>(
  meaning('not in Salesforce', { _tag: 'NotInSalesforce' }),
  meaning('lead', { _tag: 'SfdcLead', isDeleted: false }),
  meaning('deleted lead', { _tag: 'SfdcLead', isDeleted: true }),
  map((contactId: ContactId) => ({ _tag: 'SfdcContact' as const, contactId }))(after('contact', contact)),
)

const named = (key: string): Parser<string | null> => after(`, ${key} =`, textOrNull)

const putPerson: Parser<Timeless> = after(
  'person',
  inOrder(
    {
      id: person,
      colon,
      sfdc: status,
      lastName: optional(named('LastName'), null),
      company: optional(named('Company'), null),
    },
    ({ id, sfdc, lastName, company }) => ({ _tag: 'PutPerson' as const, person: { id, lastName, company, sfdc } }),
  ),
)

const convert: Parser<Timeless> = after(
  'Convert Person',
  inOrder(
    {
      personId: person,
      assignTo: optional(after('to', owner), usualOwner),
      convertedStatus: optional(after(', status:', text), usualStatus),
      notifyOwner: optional(meaning(', notify owner', true), false),
      accepts: optional(after(', accepts:', text), newAccountAndOpportunity),
    },
    (terms) => ({ _tag: 'ConvertPerson' as const, ...terms }),
  ),
)

const confirm: Parser<Timeless> = after(
  'confirmed',
  inOrder(
    {
      personId: person,
      colon,
      head: recordHead,
      comma,
      contactId: contact,
      secondComma: comma,
      opportunityId: opportunity,
      ofRecord: fieldsAfterColon,
    },
    ({ personId, head, contactId, opportunityId, ofRecord }) => ({
      _tag: 'ConfirmConversion' as const,
      personId,
      account: head(ofRecord),
      contactId,
      opportunityId,
    }),
  ),
)

const fail: Parser<Timeless> = after(
  'failed',
  inOrder(
    {
      personId: person,
      at: words('at'),
      failedAt: firstOf<FailedAt>(meaning('sync', 'sync'), meaning('convert', 'convert')),
      reason: optional(after(', reason:', text), usualReason),
    },
    ({ personId, failedAt, reason }) => ({ _tag: 'FailConversion' as const, personId, failedAt, reason }),
  ),
)

const input = firstOf<Timeless>(syncAccount, syncContact, edit, putPerson, convert, confirm, fail)

const settingsAsJson = 'settings as JSON, such as {"instance":{"activityCap":3}}'

const settings: Parser<Settings> = after(
  'settings',
  checked((json: string): { readonly value: Settings } | { readonly expected: string } => {
    const value = jsonIn(json)
    if (value === undefined) return { expected: settingsAsJson }
    const decoded = SettingsFromJson.decode(value)
    if (E.isRight(decoded)) return { value: decoded.right }
    const [error] = decodeErrors(decoded.left)
    const where = error === undefined || error.path === '' ? '' : `, and at ${error.path} `
    return { expected: `settings as JSON${where}${error?.expected ?? ''}` }
  })(matching(/[^]+/, settingsAsJson)),
)

const crowdName = checked((digits: string) => {
  const value = Number(digits)
  return value >= 1 && value <= lastOfCrowd ? { value } : { expected: `a number from 1 to ${lastOfCrowd}` }
})

const crowd = inOrder(
  {
    size: crowdName(matching(/\d+/, 'a number of contacts')),
    contacts: firstOf(words('contacts'), words('contact')),
    accountId: inAccount,
    first: optional(
      after(
        ', from',
        crowdName(map((name: string) => name.slice('Crowd'.length))(matching(/Crowd\d+/, 'a contact such as Crowd7'))),
      ),
      undefined,
    ),
  },
  ({ size, accountId, first }) => ({ size, accountId, first }),
)

const arrival = after('at', time)

/** Makes the parser for one line. The context `place` comes from the earlier lines. */
export const lineAt = (place: Place): Parser<HistoryLine> => {
  const timed = (at: Instant): Parser<HistoryLine> =>
    firstOf<HistoryLine>(
      map((line: Timeless): HistoryLine => ({ _tag: 'InputLine', input: { ...line, at } as Input }))(input),
      (line, start) => {
        const scanned = crowd(line, start)
        if (!scanned.isRead) return scanned
        const { size, accountId, first = place.firstOfCrowd } = scanned.value
        return first + size - 1 > lastOfCrowd
          ? wrongValue(skipBlanks(line, start), `at most ${lastOfCrowd} contacts in all lines together`)
          : { ...scanned, value: { _tag: 'CrowdLine', at, accountId, first, size } }
      },
    )
  const atOwnTime: Parser<HistoryLine> = (line, start) => {
    const own = arrival(line, start)
    return own.isRead ? timed(own.value)(line, own.at) : own
  }
  return firstOf<HistoryLine>(
    timed(place.at),
    atOwnTime,
    map((value: Settings): HistoryLine => ({ _tag: 'SettingsLine', settings: value }))(settings),
  )
}
