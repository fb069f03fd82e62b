/**
 * Decodes a file as a service would receive it, and prints the results as a table. The file can contain Salesforce records,
 * change events, entries of Marketo's log, or inputs of this library.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import {
  accountsOf,
  activities,
  contactsOf,
  type DecodeError,
  decodeErrors,
  emptyMarketo,
  eventsOf,
  FieldName,
  type Input,
  instantOf,
  Instant,
  lookupContact,
  type Marketo,
  refusalOf,
  run,
  settingsWith,
  shownFields,
} from 'marketo-account-sync'
import { InputFromJson } from 'marketo-account-sync/codecs'
import { explain, sentence } from 'marketo-account-sync/questions'
import {
  accountsFromQuery,
  activitiesFromMarketo,
  changesFromCometd,
  changesFromPubSub,
  contactsFromQuery,
  deliveries,
  formulaFieldsOf,
  knownRecordsOf,
  leadChangesFromMarketo,
  type LeftOut,
  type ObjectSchema,
} from 'marketo-account-sync/records'

type Lines = ReadonlyArray<string>

/** The describe results with which the file is decoded, if there are any. */
interface Schemas {
  readonly account?: ObjectSchema
  readonly contact?: ObjectSchema
}

const json = (value: unknown): string => JSON.stringify(value)
const errorLine = ({ path, expected, found }: DecodeError): string =>
  `error at ${path}: expected ${expected}; found ${found}`
const leftOutLine = ({ key, rows }: LeftOut): string => `left out: ${key} (rows: ${rows})`
const keyIn = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined

/** Whether at least one object in the value has one of these keys. */
const mentions = (value: unknown, ...keys: ReadonlyArray<string>): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (keys.some((key) => Object.hasOwn(value, key)) || Object.values(value).some((inner) => mentions(inner, ...keys)))

// Files without inputs and events

const logLines = (value: unknown): Lines => {
  const read = mentions(value, 'fields') ? leadChangesFromMarketo : activitiesFromMarketo
  const { activities: entries, errors } = read(value)
  return [...entries.map((entry) => `${entry._tag} of lead ${entry.leadId}: ${json(entry)}`), ...errors.map(errorLine)]
}

const recordLines = (value: unknown, { account, contact }: Schemas): Lines => {
  const accounts = accountsFromQuery(value, account === undefined ? {} : { schema: account })
  const contacts = contactsFromQuery(value, contact === undefined ? {} : { schema: contact })
  // A page of contacts contains no accounts. If it is decoded as accounts, there are only errors.
  const isOfContacts = accounts.records.length === 0 && contacts.records.length > 0
  const { errors, leftOut } = isOfContacts ? contacts : accounts
  return [
    ...accounts.records.map(
      ({ id, systemModstamp, isDeleted, masterRecordId, fields }) =>
        `account ${id} of ${Instant.encode(systemModstamp)} ${json({ isDeleted, masterRecordId, fields })}`,
    ),
    ...contacts.records.map(
      ({ id, accountId, isDeleted }) => `contact ${id} in ${accountId ?? 'no account'}${isDeleted ? ', deleted' : ''}`,
    ),
    ...leftOut.map(leftOutLine),
    ...errors.map(errorLine),
  ]
}

// Files of inputs and events

const settingsOf = ({ account }: Schemas) =>
  settingsWith({ instance: { formulaFields: account === undefined ? [] : formulaFieldsOf(account) } })

interface Reached {
  readonly marketo: Marketo
  readonly lines: Lines
}

const applied = (schemas: Schemas, inputs: ReadonlyArray<Input>, marketo: Marketo): Reached => {
  const end = run(settingsOf(schemas))(inputs, marketo)
  const lines = end.steps.map((step) => {
    const refusal = refusalOf(step)
    const what = O.isSome(refusal)
      ? `refused: ${json(refusal.value)}`
      : eventsOf(step)
          .map(({ _tag }) => _tag)
          .join(', ')
    const logged = [...activities(step)].map((activity) =>
      activity._tag === 'ChangeDataValue'
        ? `; logged: ${activity.field} ${json(activity.oldValue)} to ${json(activity.newValue)}`
        : '; logged: Convert Lead',
    )
    return `${step.input._tag}: ${what === '' ? 'nothing' : what}${logged.join('')}`
  })
  return { marketo: end.marketo, lines }
}

/** If an edit is made through a contact that the file does not contain, delivers this contact in the first account. */
const contactFor = (input: Input, marketo: Marketo): ReadonlyArray<Input> => {
  const [account] = accountsOf(marketo)
  if (input._tag !== 'EditAccountField' || account === undefined) return []
  if (O.isSome(lookupContact(input.contactId)(marketo))) return []
  const { systemModstamp, id: accountId } = account
  return deliveries(input.at)([{ id: input.contactId, systemModstamp, isDeleted: false, accountId }])
}

/** The time at which the events arrive. It has no effect, because only the SystemModstamps matter. */
const arrival = O.getOrElseW((): never => {
  throw new Error('not an instant')
})(instantOf(Date.UTC(2026, 0, 1)))

const eventLines = (schemas: Schemas, event: unknown, marketo: Marketo): Reached => {
  const context = {
    at: arrival,
    ...knownRecordsOf(marketo),
    ...(schemas.account === undefined ? {} : { schema: schemas.account }),
  }
  const overPubSub = changesFromPubSub(context)([event])
  const overCometd = changesFromCometd(context)([event])
  // A message from one API cannot be decoded as a message from the other API.
  const isCometd = overPubSub.errors.length > 0 && overCometd.errors.length === 0
  const { deliveries: inputs, refetch, other, leftOut, errors } = isCometd ? overCometd : overPubSub
  const end = applied(schemas, inputs, marketo)
  return {
    marketo: end.marketo,
    lines: [
      ...end.lines,
      ...refetch.map(({ ids, reason, fields }) => `fetch again ${json(ids)}: ${[reason, ...fields].join(' ')}`),
      ...other.map(({ object }) => `other object: ${object}`),
      ...leftOut.map(leftOutLine),
      ...errors.map(errorLine),
    ],
  }
}

const itemLines = (schemas: Schemas, item: unknown, marketo: Marketo): Reached => {
  if (keyIn(item, '_tag') === undefined) return eventLines(schemas, item, marketo)
  const input = InputFromJson.decode(item)
  if (E.isLeft(input)) return { marketo, lines: decodeErrors(input.left).map(errorLine) }
  return applied(schemas, [...contactFor(input.right, marketo), input.right], marketo)
}

const nameField = FieldName.decode('Name')

const endLines = (schemas: Schemas, marketo: Marketo): Lines => {
  const answer = explain(settingsOf(schemas))
  return [
    ...Array.from(accountsOf(marketo), (account) => {
      const { id, isDeleted, masterRecordId } = account
      const status = `${isDeleted ? ', deleted' : ''}${masterRecordId === null ? '' : `, merged into ${masterRecordId}`}`
      return `at the end: account ${id}${status} ${json(shownFields(account))}`
    }),
    ...Array.from(contactsOf(marketo), ({ id: contactId }) =>
      E.isRight(nameField) ? `at the end: ${sentence(answer({ contactId, field: nameField.right }, marketo))}` : '',
    ),
  ]
}

const historyLines = (schemas: Schemas, items: ReadonlyArray<unknown>): Lines => {
  let marketo = emptyMarketo
  const lines: Array<string> = []
  for (const [index, item] of items.entries()) {
    const end = itemLines(schemas, item, marketo)
    marketo = end.marketo
    lines.push(...end.lines.map((line) => `${index + 1}: ${line}`))
  }
  return [...lines, ...endLines(schemas, marketo)]
}

const isOfHistory = (item: unknown): boolean => keyIn(item, '_tag') !== undefined || mentions(item, 'ChangeEventHeader')

const linesOf = (value: unknown, schemas: Schemas): Lines => {
  const items: ReadonlyArray<unknown> = Array.isArray(value) ? value : [value]
  if (items.some(isOfHistory)) return historyLines(schemas, items)
  return mentions(value, 'activityTypeId', 'activity_type_id') ? logLines(value) : recordLines(value, schemas)
}

const parsed = ({ name, text }: CaseFile): unknown =>
  name.endsWith('.jsonl')
    ? text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line): unknown => JSON.parse(line))
    : JSON.parse(text)

/** A file of JSON. If its name ends with `.jsonl`, a file of JSON lines. */
export interface CaseFile {
  readonly name: string
  readonly text: string
}

/** Prints the results for a file, without and with describe results. If the two tables are equal, prints one. */
export const tableOf = (file: CaseFile, schemas: Schemas): string => {
  const value = parsed(file)
  const [without, described] = [linesOf(value, {}), linesOf(value, schemas)]
  const rows = (label: string, lines: Lines): Lines => lines.map((line) => `  ${label} | ${line}`)
  const all =
    json(without) === json(described)
      ? rows('both   ', without)
      : [...rows('without', without), ...rows('with   ', described)]
  return [file.name, ...all, ''].join('\n')
}
