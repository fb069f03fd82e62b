/**
 * Writes a history as text. `print` is the inverse of `parse`.
 *
 * @since 0.4.0
 */
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import type { AccountRecord } from '../model/Account.js'
import type { ContactRecord } from '../model/Contact.js'
import { fieldNames, type Fields } from '../model/Field.js'
import type { ConvertPerson, Input, SettledPerson } from '../model/Input.js'
import { newAccountAndOpportunity } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { AccountId, SalesforceId } from '../model/SalesforceId.js'
import { defaultSettings, type Settings } from '../model/Settings.js'
import type { HistoryLine, Place } from './HistoryLine.js'
import { nameOfId, nameOfPerson } from './Name.js'
import { usualReason, usualStatus } from './ParseLine.js'
import { firstPlace, placeAfter } from './Place.js'
import { aQueue, isNamedUser, usualOwner } from './Reference.js'
import { printFieldValue, printText, printTextOrNull } from './Text.js'
import { printInstant } from './Time.js'

/** Returns `part`, or an empty string if `value` is the usual value. */
const unless = <A>(value: A, usual: A, part: string): string => (value === usual ? '' : part)

const pairsOf = (fields: Fields): string =>
  fieldNames(fields)
    .map((name) => `${name}=${printFieldValue(fields[name] ?? null)}`)
    .join(', ')

const fieldsOf = (fields: Fields): string => {
  const pairs = pairsOf(fields)
  return pairs === '' ? '' : `: ${pairs}`
}

/**
 * In a history, `merged into nothing` means that MasterRecordId is null. If an account has the name `nothing`, the id of the
 * account is printed instead of the name.
 */
const masterOf = (id: AccountId | null): string => {
  const name = id === null ? '' : nameOfId(id)
  return id === null ? 'nothing' : name === 'nothing' ? id : name
}

const headOf = ({ id, systemModstamp, isDeleted, masterRecordId }: AccountRecord): string =>
  [
    `${nameOfId(id)} @${printInstant(systemModstamp)}`,
    isDeleted === undefined ? ' without IsDeleted' : isDeleted ? ' deleted' : '',
    masterRecordId === undefined ? '' : ` merged into ${masterOf(masterRecordId)}`,
  ].join('')

const contactState = ({ isDeleted, accountId }: ContactRecord): string => {
  if (accountId === null) return isDeleted ? 'deleted' : 'private'
  return `${isDeleted ? 'deleted ' : ''}in ${nameOfId(accountId)}`
}

const statusOf = (sfdc: SettledPerson['sfdc']): string => {
  switch (sfdc._tag) {
    case 'NotInSalesforce':
      return 'not in Salesforce'
    case 'SfdcLead':
      return sfdc.isDeleted ? 'deleted lead' : 'lead'
    case 'SfdcContact':
      return `contact ${nameOfId(sfdc.contactId)}`
  }
}

const ownerOf = (id: SalesforceId): string =>
  id === aQueue ? ' to a queue' : unless(id, usualOwner, ` to ${isNamedUser(id) ? nameOfId(id) : id}`)

const printConvert = ({ personId, assignTo, convertedStatus, notifyOwner, accepts }: ConvertPerson): string =>
  [
    `Convert Person ${nameOfPerson(personId)}`,
    ownerOf(assignTo),
    unless(convertedStatus, usualStatus, `, status: ${printText(convertedStatus)}`),
    notifyOwner ? ', notify owner' : '',
    unless(accepts, newAccountAndOpportunity, `, accepts: ${printText(accepts)}`),
  ].join('')

const printInput = (input: Input): string => {
  switch (input._tag) {
    case 'SyncAccount':
      return `sync-down ${headOf(input.record)}${fieldsOf(input.record.fields)}`
    case 'SyncContact': {
      const { id, systemModstamp } = input.record
      return `contact ${nameOfId(id)} @${printInstant(systemModstamp)}: ${contactState(input.record)}`
    }
    case 'EditAccountField':
      return `local edit through ${nameOfId(input.contactId)}: ${input.field}=${printFieldValue(input.value)}`
    case 'PutPerson': {
      const { id, lastName, company, sfdc } = input.person
      return [
        `person ${nameOfPerson(id)}: ${statusOf(sfdc)}`,
        unless(lastName, null, `, LastName=${printTextOrNull(lastName)}`),
        unless(company, null, `, Company=${printTextOrNull(company)}`),
      ].join('')
    }
    case 'ConvertPerson':
      return printConvert(input)
    case 'ConfirmConversion': {
      const { personId, account, contactId, opportunityId } = input
      return `confirmed ${nameOfPerson(personId)}: ${headOf(account)}, ${nameOfId(contactId)}, ${nameOfId(opportunityId)}${fieldsOf(account.fields)}`
    }
    case 'FailConversion':
      return `failed ${nameOfPerson(input.personId)} at ${input.failedAt}${unless(input.reason, usualReason, `, reason: ${printText(input.reason)}`)}`
  }
}

type Json = Readonly<Record<string, unknown>>

/** Returns the keys whose values differ from the usual values. */
const changed = (json: unknown, usual: unknown): Json =>
  Object.fromEntries(
    Object.entries(json as Json).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify((usual as Json)[key]),
    ),
  )

/** Returns the settings that differ from the defaults. A group of settings without any difference is left out. */
const changedSettings = (settings: Settings): Json => {
  const usual = SettingsFromJson.encode(defaultSettings)
  const groups = Object.entries(SettingsFromJson.encode(settings)).map(
    ([key, value]) => [key, changed(value, usual[key])] as const,
  )
  return Object.fromEntries(groups.filter(([, group]) => Object.keys(group).length > 0))
}

const timeOf = (at: Instant, place: Place): string => unless(at, place.at, `at ${printInstant(at)} `)

/**
 * Writes one line in the context of the lines before it.
 *
 * @category printing
 * @since 0.4.0
 */
export const printLine = (line: HistoryLine, place: Place): string => {
  switch (line._tag) {
    case 'SettingsLine':
      return `settings ${JSON.stringify(changedSettings(line.settings))}`
    case 'InputLine':
      return timeOf(line.input.at, place) + printInput(line.input)
    case 'CrowdLine': {
      const { at, accountId, first, size } = line
      return `${timeOf(at, place)}${size} contact${size === 1 ? '' : 's'} in ${nameOfId(accountId)}${unless(first, place.firstOfCrowd, `, from Crowd${first}`)}`
    }
  }
}

/**
 * Writes a history. `parse` reads the text back into the same lines.
 *
 * @example
 * import { parse, print } from 'marketo-account-sync/histories'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const text = 'sync-down Acme @1: Industry=Electronics\nperson 7: lead, Company=Acme'
 * assert.deepStrictEqual(E.map(print)(parse(text)), E.right(text))
 *
 * @category printing
 * @since 0.4.0
 */
export const print = (lines: ReadonlyArray<HistoryLine>): string => {
  let place = firstPlace
  return lines
    .map((line) => {
      const text = printLine(line, place)
      place = placeAfter(place, line)
      return text
    })
    .join('\n')
}
