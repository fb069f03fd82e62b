// Each remedy is for one reason why Marketo did not log an activity. The remedy changes the history or the settings, so that the
// reason no longer applies.
import type {
  AccountId,
  AccountRecord,
  ContactId,
  FieldName,
  Fields,
  FieldValue,
  Input,
  Instant,
  Settings,
} from 'marketo-account-sync'
import type { NotLogged, Reason } from 'marketo-account-sync/questions'
import { contactRecord, instant, syncAccount, syncContact } from '../helpers/values.js'
import { accountIds } from './world.js'

export interface Case {
  readonly settings: Settings
  readonly inputs: ReadonlyArray<Input>
}

/** Ranks the reasons. If a remedy removes a reason, the next reason has a higher rank. */
const ranks: Readonly<Record<Reason['_tag'], number>> = {
  NothingHappened: 0,
  NotLive: 0,
  Elsewhere: 0,
  Deferred: 0,
  Moved: 0,
  Refused: 1,
  AnsweredBefore: 1,
  Late: 2,
  Repeated: 2,
  Absent: 3,
  NotSynced: 4,
  CameBefore: 5,
  FormulaWaits: 5,
  Skipped: 6,
  NoChange: 7,
  OtherContact: 8,
  EditsNotLogged: 8,
  OverTheCap: 9,
}

export const rankOf = (reason: Reason): number => ranks[reason._tag]

/** A SystemModstamp that is newer than all SystemModstamps in random histories. */
const newest = instant(100)

const withRecord = (input: Input, change: (record: AccountRecord) => AccountRecord): Input =>
  input._tag === 'SyncAccount'
    ? { ...input, record: change(input.record) }
    : input._tag === 'ConfirmConversion'
      ? { ...input, account: change(input.account) }
      : input

const changing = ({ settings, inputs }: Case, at: Instant, change: (input: Input) => Input): Case => ({
  settings,
  inputs: inputs.map((input) => (input.at === at ? change(input) : input)),
})

const withInstance = ({ settings, inputs }: Case, instance: Partial<Settings['instance']>): Case => ({
  settings: { ...settings, instance: { ...settings.instance, ...instance } },
  inputs,
})

const withReadings = ({ settings, inputs }: Case, readings: Partial<Settings['readings']>): Case => ({
  settings: { ...settings, readings: { ...settings.readings, ...readings } },
  inputs,
})

const accountSynced = (at: number, id: AccountId, systemModstamp: Instant, fields: Fields): Input =>
  syncAccount({ id, systemModstamp, isDeleted: false, fields }, instant(at))

/**
 * Inserts two inputs just before `at`. The first input is a record of the account. The second input puts the contact into the
 * account.
 *
 * If Marketo already knows the account, the record of the account is late.
 */
const placing = ({ settings, inputs }: Case, at: Instant, contactId: ContactId, accountId: AccountId): Case => ({
  settings,
  inputs: inputs.flatMap((input): ReadonlyArray<Input> =>
    input.at !== at
      ? [input]
      : [
          accountSynced(at - 3, accountId, instant(0), {}),
          syncContact(contactRecord(0, { id: contactId, systemModstamp: newest, accountId }), instant(at - 2)),
          input,
        ],
  ),
})

const holding = (one: Case, at: Instant, accountId: AccountId, field: FieldName): Case => ({
  settings: one.settings,
  inputs: one.inputs.flatMap((input) =>
    input.at === at ? [accountSynced(at - 1, accountId, newest, { [field]: 'held' }), input] : [input],
  ),
})

const carrying =
  (field: FieldName, value: FieldValue) =>
  (record: AccountRecord): AccountRecord => ({ ...record, fields: { ...record.fields, [field]: value } })

/**
 * Changes the history or the settings so that the reason in the answer disappears. Returns `undefined` if such a change always
 * removes a second reason too.
 */
export const without = (answer: NotLogged, one: Case): Case | undefined => {
  const { at, accountId, contactId, field, reason } = answer
  if (at === null) return undefined
  const input = one.inputs.find((candidate) => candidate.at === at) as Input
  switch (reason._tag) {
    case 'NotLive':
    case 'Elsewhere':
    case 'Deferred':
      return accountId === null || input._tag === 'SyncContact' ? undefined : placing(one, at, contactId, accountId)
    case 'Refused': {
      if (input._tag !== 'EditAccountField' || field === 'Fax') return undefined
      const account = accountId ?? (accountIds[0] as AccountId)
      const there = holding(placing(one, at, input.contactId, account), at, account, field)
      return withInstance(there, { hiddenFields: [] })
    }
    case 'Late':
    case 'Repeated':
    case 'CameBefore':
    case 'FormulaWaits':
      return changing(one, at, (late) => withRecord(late, (record) => ({ ...record, systemModstamp: newest })))
    case 'Absent':
      return changing(one, at, (other) => withRecord(other, carrying(field, 'fresh')))
    case 'NotSynced':
      return reason.why === 'hidden' ? withInstance(one, { hiddenFields: [] }) : undefined
    case 'Skipped':
      return withReadings(one, { overrideOn: 'every-update' })
    case 'NoChange':
      return changing(one, at, (other) =>
        other._tag === 'EditAccountField' ? { ...other, value: 'fresh' } : withRecord(other, carrying(field, 'fresh')),
      )
    case 'OtherContact':
    case 'EditsNotLogged':
      return withReadings(one, { localEditLog: 'every-contact' })
    case 'OverTheCap':
      return withInstance(one, { activityCap: 1_000 })
    case 'NothingHappened':
    case 'Moved':
    case 'AnsweredBefore':
      return undefined
  }
}
