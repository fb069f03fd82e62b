// Marketo in a generated world. The library's own simulation of the sync determines the log and the values that Marketo shows.
import * as E from 'fp-ts/lib/Either.js'
import type {
  AccountId,
  Activity,
  ContactId,
  EditAccountField,
  FieldName,
  Input,
  Instant,
  Marketo,
  OverrideOn,
  LocalEditLog,
  Settings,
} from 'marketo-account-sync'
import { activities, emptyMarketo, settingsWith, simulate } from 'marketo-account-sync'
import type { Values } from '../../helpers/values.js'
import {
  convert,
  editThrough,
  fieldsOf,
  idsOf,
  instant,
  lead,
  person,
  personId,
  syncAccount,
  syncContact,
} from '../../helpers/values.js'
import { formulaField, hiddenField, otherValue, plainFields, stoppedField } from './fields.js'
import type { Random } from './random.js'
import type { AccountVersion, Salesforce, SalesforceAccount } from './salesforce.js'
import {
  activityCap,
  begin,
  convertedAccount,
  countIn,
  cycleOf,
  day,
  exportedAt,
  last,
  logBegin,
  minute,
  nthContactId,
  stoppedAt,
  syncedUntil,
  versionAt,
} from './salesforce.js'

/** The behaviour of Marketo in a world. */
export interface Behaviour {
  readonly overrideOn?: OverrideOn
  readonly localEditLog?: LocalEditLog
  /** Of the account records from the last 60 days, the share that failed to sync. */
  readonly failingShare?: number
  /** Whether one field syncs in both directions. */
  readonly isTwoWay?: boolean
}

const settingsOf = ({ overrideOn = 'every-update', localEditLog = 'edited-contact' }: Behaviour): Settings =>
  settingsWith({
    instance: { activityCap, hiddenFields: [hiddenField], formulaFields: [formulaField] },
    readings: { overrideOn, localEditLog },
  })

/**
 * A record that failed to sync. If Marketo could not write a person to Salesforce, `record` is `null`, and Sync Errors lists the
 * id of the person.
 */
export interface Failure {
  readonly record: AccountId | ContactId | null
  readonly personId: number | null
  readonly at: Instant
}

export interface Conversion {
  readonly personId: number
  readonly contactId: ContactId
  readonly account: SalesforceAccount
  /** The earlier account of the same company. */
  readonly twin: AccountId
}

export interface Synced {
  readonly marketo: Marketo
  /** The activities that Marketo logged in the 90 days of the log, in the order of time. */
  readonly log: ReadonlyArray<Activity>
  readonly failures: ReadonlyArray<Failure>
  readonly conversions: ReadonlyArray<Conversion>
}

const without = (fields: Values, name: FieldName): Values =>
  Object.fromEntries(Object.entries(fields).filter(([each]) => each !== name))

/**
 * The record that the sync delivers for a version. After `stoppedAt`, the record does not have the field that stopped syncing.
 */
const delivered = ({ stamp, fields }: AccountVersion, arrives: number): Values =>
  arrives > stoppedAt || stamp > stoppedAt ? without(fields, stoppedField) : fields

/** Whether the sync reads this version. The sync does not read a version if the record has a newer version in the same cycle. */
const isRead = (versions: ReadonlyArray<{ readonly stamp: number }>, index: number): boolean => {
  const { stamp } = versions[index]!
  const next = versions[index + 1]
  return stamp <= syncedUntil && (next === undefined || cycleOf(next.stamp) > cycleOf(stamp))
}

interface Deliveries {
  readonly inputs: ReadonlyArray<Input>
  readonly failures: ReadonlyArray<Failure>
}

const accountDeliveries = (accounts: ReadonlyArray<SalesforceAccount>, failing: number, random: Random): Deliveries => {
  const inputs: Array<Input> = []
  const failures: Array<Failure> = []
  for (const { id, versions, isConverted } of accounts)
    for (const [index, version] of versions.entries()) {
      if (!isRead(versions, index) || (isConverted && index === 0)) continue
      const arrives = instant(cycleOf(version.stamp) + 1_000 * (1 + random.below(20)))
      if (index > 0 && version.stamp > stoppedAt && random.chance(failing)) {
        failures.push({ record: id, personId: null, at: arrives })
        continue
      }
      const fields = fieldsOf(delivered(version, arrives))
      inputs.push(syncAccount({ id, systemModstamp: version.stamp, isDeleted: false, fields }, arrives))
    }
  return { inputs, failures }
}

const contactDeliveries = ({ contacts }: Salesforce, random: Random): Deliveries => {
  const inputs: Array<Input> = []
  const failures: Array<Failure> = []
  for (const { id, versions, isFiltered, isFailing } of contacts)
    for (const [index, { stamp, accountId, isDeleted }] of versions.entries()) {
      if (isFiltered || !isRead(versions, index)) continue
      const arrives = instant(cycleOf(stamp) + 1_000 * (30 + random.below(20)))
      if (isFailing && index === versions.length - 1) failures.push({ record: id, personId: null, at: arrives })
      else inputs.push(syncContact({ id, systemModstamp: stamp, isDeleted, accountId }, arrives))
    }
  return { inputs, failures }
}

const editableFields: ReadonlyArray<FieldName> = [...plainFields, stoppedField]

/** The edits of account fields that users make in Marketo. */
export const editsOf = ({ accounts, contacts }: Salesforce, random: Random): ReadonlyArray<EditAccountField> => {
  const present = new Map(accounts.map((account) => [account.id, account]))
  return Array.from({ length: Math.round(accounts.length * 0.34) }, () => {
    const contact = random.pick(contacts)
    const [{ accountId }] = [contact.versions[0]!]
    const field = random.pick(editableFields)
    const at = instant(begin + day + random.below(exportedAt - begin - day - 5 * minute))
    const values = accountId === null ? undefined : present.get(accountId)?.versions[0]?.fields
    return editThrough(contact.id, field, otherValue(field, values?.[field] ?? null, random), at)
  })
}

const conversionsIn = (salesforce: Salesforce, random: Random): ReadonlyArray<Conversion> => {
  const { accounts, contacts } = salesforce
  const companies = accounts.filter(({ isPersonAccount, merged }) => !isPersonAccount && merged === null)
  return random.some(companies, countIn(accounts.length)(24)).map((twin, n) => ({
    personId: 500_001 + n,
    contactId: nthContactId(contacts.length + n + 1),
    account: convertedAccount(
      accounts.length + n + 1,
      twin.present['Name'] ?? null,
      exportedAt - 50 * day + random.below(45 * day),
      random,
    ),
    twin: twin.id,
  }))
}

const opportunities = idsOf('Ow')

const conversionInputs = (conversions: ReadonlyArray<Conversion>): ReadonlyArray<Input> =>
  conversions.flatMap(({ personId: id, contactId, account }, n): ReadonlyArray<Input> => {
    const { stamp, fields } = account.versions[0]!
    const company = String(fields['Name'])
    return [
      { _tag: 'PutPerson', at: instant(stamp - day), person: person(lead, { id: personId(id), company }) },
      { ...convert(id), at: instant(stamp - minute) },
      {
        _tag: 'ConfirmConversion',
        at: stamp,
        personId: personId(id),
        account: {
          id: account.id,
          systemModstamp: stamp,
          isDeleted: false,
          fields: fieldsOf(delivered(account.versions[0]!, stamp)),
        },
        contactId,
        opportunityId: opportunities.nthOpportunityId(n + 1),
      },
    ]
  })

/** Simulates 200 days of a world: the sync, and the edits that users make in Marketo. */
export const syncedOf = (
  salesforce: Salesforce,
  edits: ReadonlyArray<EditAccountField>,
  behaviour: Behaviour,
  random: Random,
): Synced => {
  const conversions = conversionsIn(salesforce, random)
  const deliveries = accountDeliveries(
    [...salesforce.accounts, ...conversions.map(({ account }) => account)],
    behaviour.failingShare ?? 0,
    random,
  )
  const ofContacts = contactDeliveries(salesforce, random)
  const inputs = [...deliveries.inputs, ...ofContacts.inputs, ...edits, ...conversionInputs(conversions)].sort(
    (a, b) => a.at - b.at,
  )
  const log: Array<Activity> = []
  const steps = simulate(settingsOf(behaviour))(inputs, emptyMarketo)[Symbol.iterator]()
  let step = steps.next()
  for (; step.done !== true; step = steps.next()) {
    const { input, decided } = step.value
    if (E.isLeft(decided) && decided.left._tag === 'Deferred') throw new Error('a contact came before its account')
    if (input.at >= logBegin) log.push(...activities(step.value))
  }
  return { marketo: step.value, log, failures: [...deliveries.failures, ...ofContacts.failures], conversions }
}

/** The newest version that Marketo would have if no record had failed to sync. */
export const readVersion = ({ versions }: SalesforceAccount): AccountVersion | undefined =>
  versionAt(versions, syncedUntil)

export const isPending = ({ versions }: SalesforceAccount): boolean => last(versions).stamp > syncedUntil
