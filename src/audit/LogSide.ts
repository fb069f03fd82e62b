/** Reads Marketo's log, and stores the last entries for each field of each account. */
import * as O from 'fp-ts/lib/Option.js'
import type { FieldValue } from '../model/Field.js'
import type { LoggedActivity, LoggedChange } from '../records/LoggedActivity.js'
import type { AuditField, Form } from './FieldTable.js'
import { sharedValues } from './FieldTable.js'
import { byText } from './Ids.js'
import type { Day } from './LogGaps.js'
import { millisecondsPerDay } from './LogGaps.js'
import type { People } from './MarketoSide.js'
import type { Accounts, Contacts } from './SalesforceSide.js'
import { cellOf, noInstant, notThere } from './SalesforceSide.js'

/** The origin of a change, according to the Source of the log entry. */
type LoggedBy = 'sync' | 'edit' | 'unknown'

export interface Entry {
  readonly at: number
  readonly by: LoggedBy
  readonly person: number
  readonly oldValue: FieldValue
  readonly newValue: FieldValue
  readonly newForm: Form
  /** Whether another entry with the same time contradicts this entry. If so, the order of the two entries is not known. */
  readonly isContradicted: boolean
}

/** The last entries for a field of an account. At the time of each entry, the person of the entry belonged to the account. */
interface CellLog {
  last: Entry
  /** The last entry by the sync. */
  lastSync: Entry | null
}

export interface Log {
  readonly rows: number
  readonly from: number
  readonly until: number
  readonly bySync: number
  readonly byOthers: number
  readonly withoutSource: number
  /** The log of each field of each account, with {@link cellOf} as the key. */
  readonly cells: ReadonlyMap<number, CellLog>
  /** The account fields for which the log has an unclear entry. Such an entry may be about a contact field. */
  readonly unclearFields: ReadonlySet<number>
  /**
   * The keys ({@link cellOf}) of fields that have a late entry in the log. A late entry is newer than the export of the people.
   */
  readonly late: ReadonlySet<number>
  /** For each account, the time of the last entry that the sync made. The entry can be about any field. */
  readonly lastSyncDown: ReadonlyArray<number>
  /** For each field, the time of the last entry that the sync made. The entry can be about any account. */
  readonly lastBrought: ReadonlyArray<number>
  /**
   * The last time at which an edit set a field to a value. The outer key is the field, and the inner key is the comparable form
   * of the value.
   *
   * The map contains an edit in two cases: the person of the edit is unknown, or the person may have belonged to another account
   * at the time of the edit.
   */
  readonly unsureEdits: ReadonlyArray<ReadonlyMap<Form, number>>
  /** The days with entries. */
  readonly days: ReadonlyArray<Day>
  /** The time of the conversion of each converted person. */
  readonly conversions: ReadonlyMap<number, number>
}

/** Returns the later of two entries. If their times are equal, the choice does not depend on the order of the arguments. */
const later = (a: Entry, b: Entry): Entry => {
  if (a.at !== b.at) return a.at > b.at ? a : b
  const isSame = a.by === b.by && a.newForm === b.newForm
  const order =
    byText(a.by, b.by) ||
    byText(String(a.newValue), String(b.newValue)) ||
    byText(String(a.oldValue), String(b.oldValue))
  const chosen = (order || a.person - b.person) <= 0 ? a : b
  return isSame && !a.isContradicted && !b.isContradicted ? chosen : { ...chosen, isContradicted: true }
}

const max = (a: number, b: number): number => (Number.isNaN(a) || b > a ? b : a)
const min = (a: number, b: number): number => (Number.isNaN(a) || b < a ? b : a)

export const readLog = (
  accounts: Accounts,
  contacts: Contacts | null,
  people: People,
  { syncSource, peopleFrom }: { readonly syncSource: string; readonly peopleFrom: number },
  input: Iterable<LoggedActivity>,
): Log => {
  let [rows, from, until, bySync, byOthers, withoutSource] = [0, noInstant, noInstant, 0, 0, 0]
  const cells = new Map<number, CellLog>()
  const unclearFields = new Set<number>()
  const late = new Set<number>()
  const lastSyncDown = accounts.keys.map(() => noInstant)
  const lastBrought = accounts.fields.map(() => noInstant)
  const unsureEdits = accounts.fields.map(() => new Map<Form, number>())
  const conversions = new Map<number, number>()
  const days = new Map<number, { first: number; last: number }>()
  const share = accounts.fields.map(() => sharedValues())
  const source = syncSource.toLowerCase()

  // If a Source names Salesforce, but is not the Source in the options, it is unknown whether the sync made the entry.
  const byOf = ({ source: found }: LoggedChange): LoggedBy => {
    if (found === null) return 'unknown'
    if (found.toLowerCase() === source) return 'sync'
    return /sfdc|salesforce/i.test(found) ? 'unknown' : 'edit'
  }

  /**
   * Tests two conditions: the person's contact belongs to the account, and the contact has not changed since the time `at`. If
   * both are true, the person already belonged to the account at that time.
   */
  const isSure = (person: number, account: number, at: number): boolean => {
    const contact = people.contacts[person] ?? notThere
    if (contacts === null || contact === notThere) return false
    return contacts.accounts[contact] === account && at > (contacts.stamps[contact] as number)
  }

  const addChange = (row: LoggedChange): void => {
    const field = O.isNone(row.field) ? undefined : accounts.fieldIndex.get(row.field.value)
    if (field === undefined) {
      const possible = row.possibleField === undefined ? undefined : accounts.fieldIndex.get(row.possibleField)
      if (possible !== undefined) unclearFields.add(possible)
      return
    }
    const by = byOf(row)
    if (by === 'sync') bySync += 1
    else if (by === 'edit') byOthers += 1
    else withoutSource += 1
    if (by === 'sync') lastBrought[field] = max(lastBrought[field] as number, row.at)
    const { formInMarketo } = accounts.fields[field] as AuditField
    const person = people.ids.get(row.leadId)
    const group = person === undefined ? undefined : people.groups[person]
    if (person === undefined || group === undefined || !isSure(person, group.account, row.at)) {
      if (by === 'sync') return
      const edits = unsureEdits[field] as Map<Form, number>
      const form = formInMarketo((share[field] as (value: FieldValue) => FieldValue)(row.newValue))
      edits.set(form, max(edits.get(form) ?? noInstant, row.at))
      return
    }
    const cell = cellOf(accounts, group.account, field)
    if (row.at > peopleFrom) {
      late.add(cell)
      return
    }
    if (by === 'sync') lastSyncDown[group.account] = max(lastSyncDown[group.account] as number, row.at)
    const known = cells.get(cell)
    const isOld = known !== undefined && row.at < known.last.at
    if (isOld && (by !== 'sync' || (known.lastSync !== null && row.at < known.lastSync.at))) return
    const value = share[field] as (each: FieldValue) => FieldValue
    const newValue = value(row.newValue)
    const entry: Entry = {
      at: row.at,
      by,
      person: row.leadId,
      oldValue: value(row.oldValue),
      newValue,
      newForm: formInMarketo(newValue),
      isContradicted: false,
    }
    if (known === undefined) cells.set(cell, { last: entry, lastSync: by === 'sync' ? entry : null })
    else {
      if (!isOld) known.last = later(known.last, entry)
      if (by === 'sync') known.lastSync = known.lastSync === null ? entry : later(known.lastSync, entry)
    }
  }

  for (const row of input) {
    rows += 1
    from = min(from, row.at)
    until = max(until, row.at)
    const number = Math.floor(row.at / millisecondsPerDay)
    const day = days.get(number)
    if (day === undefined) days.set(number, { first: row.at, last: row.at })
    else {
      day.first = min(day.first, row.at)
      day.last = max(day.last, row.at)
    }
    if (row._tag === 'LoggedChange') addChange(row)
    else if (row._tag === 'LoggedConversion')
      conversions.set(row.leadId, max(conversions.get(row.leadId) ?? noInstant, row.at))
  }
  return {
    rows,
    from,
    until,
    bySync,
    byOthers,
    withoutSource,
    cells,
    unclearFields,
    late,
    lastSyncDown,
    lastBrought,
    unsureEdits,
    days: [...days.values()],
    conversions,
  }
}
