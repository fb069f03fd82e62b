/**
 * How a history that shows a fault becomes as short and simple as possible.
 *
 * @since 0.1.0
 */
import type { AccountRecord } from '../model/Account.js'
import type { Fields } from '../model/Field.js'
import type { ConfirmConversion, ConvertPerson, FailConversion, Input, PutPerson } from '../model/Input.js'
import type { PersonId } from '../model/Person.js'
import type { Settings } from '../model/Settings.js'
import { defaultSettings, eqSettings } from '../model/Settings.js'

/** A history, and the settings under which it runs. */
export interface Trial {
  readonly settings: Settings
  readonly history: ReadonlyArray<Input>
}

const without = <A>(items: ReadonlyArray<A>, from: number, count: number): ReadonlyArray<A> => [
  ...items.slice(0, from),
  ...items.slice(from + count),
]

const replaced = <A>(items: ReadonlyArray<A>, index: number, ...instead: ReadonlyArray<A>): ReadonlyArray<A> => [
  ...items.slice(0, index),
  ...instead,
  ...items.slice(index + 1),
]

const recordIn = (input: Input): AccountRecord | undefined =>
  input._tag === 'SyncAccount' ? input.record : input._tag === 'ConfirmConversion' ? input.account : undefined

/** The input with other fields in its account record, if it has an account record. */
const withFields = (input: Input, fields: Fields): Input =>
  input._tag === 'SyncAccount'
    ? { ...input, record: { ...input.record, fields } }
    : input._tag === 'ConfirmConversion'
      ? { ...input, account: { ...input.account, fields } }
      : input

/** The history without some consecutive inputs. Long runs go first, and of two runs of one length the later one. */
function* fewerInputs({ settings, history }: Trial): Generator<Trial, undefined> {
  for (let count = history.length >>> 1; count >= 1; count >>>= 1)
    for (let from = history.length - count; from >= 0; from -= 1)
      yield { settings, history: without(history, from, count) }
  return undefined
}

/**
 * The history with one account record less. Two records of one account become one at the place of the earlier: either it
 * gets the fields of both, or the later record replaces it.
 */
function* joinedRecords({ settings, history }: Trial): Generator<Trial, undefined> {
  for (const [later, one] of history.entries())
    for (const [earlier, other] of history.slice(0, later).entries())
      if (one._tag === 'SyncAccount' && other._tag === 'SyncAccount' && one.record.id === other.record.id) {
        const both = withFields(other, { ...other.record.fields, ...one.record.fields })
        for (const joined of [both, one])
          yield { settings, history: replaced(without(history, later, 1), earlier, joined) }
      }
  return undefined
}

/** The history without one local edit. An earlier account record has the value of the edit instead. */
function* syncedEdits({ settings, history }: Trial): Generator<Trial, undefined> {
  for (const [later, edit] of history.entries())
    if (edit._tag === 'EditAccountField')
      for (const [earlier, other] of history.slice(0, later).entries()) {
        const fields = recordIn(other)?.fields ?? {}
        if (Object.hasOwn(fields, edit.field)) {
          const edited = withFields(other, { ...fields, [edit.field]: edit.value })
          yield { settings, history: replaced(without(history, later, 1), earlier, edited) }
        }
      }
  return undefined
}

const accountOf = ({ at, account }: ConfirmConversion): Input => ({ _tag: 'SyncAccount', at, record: account })

const contactOf = ({ at, contactId, account: { id, systemModstamp } }: ConfirmConversion): Input => ({
  _tag: 'SyncContact',
  at,
  record: { id: contactId, accountId: id, systemModstamp, isDeleted: false },
})

const isConversionOf =
  (personId: PersonId) =>
  (input: Input): input is PutPerson | ConvertPerson =>
    (input._tag === 'ConvertPerson' && input.personId === personId) ||
    (input._tag === 'PutPerson' && input.person.id === personId)

/** Puts the person of a failed conversion as the lead that it is afterwards. */
const leadOf = ({ personId }: FailConversion, earlier: ReadonlyArray<Input>): ReadonlyArray<Input> =>
  earlier
    .filter(isConversionOf(personId))
    .filter((input) => input._tag === 'PutPerson')
    .slice(-1)
    .map((put) => ({ ...put, person: { ...put.person, sfdc: { _tag: 'SfdcLead', isDeleted: false } } }))

/**
 * The history with one answered conversion less. The account record of the answer replaces the answer; or the account
 * record and a contact record replace the whole conversion; or, if it failed, the lead that remains replaces it. No such
 * history is longer, and each has one answer less, so shrinking ends.
 */
function* fewerConversions({ settings, history }: Trial): Generator<Trial, undefined> {
  for (const [index, answer] of history.entries()) {
    if (answer._tag !== 'ConfirmConversion' && answer._tag !== 'FailConversion') continue
    const earlier = history.slice(0, index)
    const ofOthers = earlier.filter((input) => !isConversionOf(answer.personId)(input))
    const instead =
      answer._tag === 'ConfirmConversion' ? [accountOf(answer), contactOf(answer)] : leadOf(answer, earlier)
    if (answer._tag === 'ConfirmConversion') yield { settings, history: replaced(history, index, accountOf(answer)) }
    if (instead.length > 0 && ofOthers.length + instead.length <= earlier.length)
      yield { settings, history: [...ofOthers, ...instead, ...history.slice(index + 1)] }
  }
  return undefined
}

const withoutField = (input: Input, field: string): Input =>
  withFields(
    input,
    Object.fromEntries(Object.entries(recordIn(input)?.fields ?? {}).filter(([name]) => name !== field)),
  )

const hasField =
  (field: string) =>
  (input: Input): boolean =>
    Object.hasOwn(recordIn(input)?.fields ?? {}, field)

/** The history with one field less: first in all account records, then in one of them. */
function* fewerFields({ settings, history }: Trial): Generator<Trial, undefined> {
  const fields = new Set(history.flatMap((input) => Object.keys(recordIn(input)?.fields ?? {})))
  for (const field of fields)
    if (history.filter(hasField(field)).length > 1)
      yield { settings, history: history.map((input) => withoutField(input, field)) }
  for (const [index, input] of history.entries())
    for (const field of Object.keys(recordIn(input)?.fields ?? {}))
      yield { settings, history: replaced(history, index, withoutField(input, field)) }
  return undefined
}

/** The trial under a lower cap: first with a shorter history, because fewer contacts reach the lower cap, then with the same. */
function* lowerCap(trial: Trial): Generator<Trial, undefined> {
  const { instance, readings } = trial.settings
  const { activityCap } = instance
  if (activityCap === 0 || activityCap === defaultSettings.instance.activityCap) return undefined
  const under = (cap: number): Settings => ({ instance: { ...instance, activityCap: cap }, readings })
  for (const { history } of fewerInputs(trial)) yield { settings: under(activityCap - 1), history }
  for (const cap of new Set([0, activityCap >>> 1, activityCap - 1]))
    yield { settings: under(cap), history: trial.history }
  return undefined
}

/** The history under settings of which one more has its default. */
function* simplerSettings({ settings, history }: Trial): Generator<Trial, undefined> {
  const { instance, readings } = settings
  const usual = defaultSettings
  const candidates: ReadonlyArray<Settings> = [
    { instance: { ...instance, activityCap: usual.instance.activityCap }, readings },
    { instance: { ...instance, hiddenFields: usual.instance.hiddenFields }, readings },
    { instance: { ...instance, personDefaults: usual.instance.personDefaults }, readings },
    { instance, readings: { ...readings, overrideOn: usual.readings.overrideOn } },
    { instance, readings: { ...readings, localEditLog: usual.readings.localEditLog } },
  ]
  for (const candidate of candidates)
    if (!eqSettings.equals(candidate, settings)) yield { settings: candidate, history }
  return undefined
}

/** All trials that are one step simpler than this one, the greatest simplifications first. */
export function* simplerTrials(trial: Trial): Generator<Trial, undefined> {
  yield* fewerInputs(trial)
  yield* joinedRecords(trial)
  yield* syncedEdits(trial)
  yield* fewerConversions(trial)
  yield* simplerSettings(trial)
  yield* lowerCap(trial)
  yield* fewerFields(trial)
  return undefined
}

/** Shrinking stops after this many calls without an answer, because each of them takes the whole time limit. */
const maxTimeouts = 10

/** Retries simpler trials for as long as one of them still shows a fault, and returns the fault of the simplest. */
export const shrink =
  <Fault extends { readonly trial: Trial; readonly hasTimedOut: boolean }>(
    isPossible: (trial: Trial) => boolean,
    retry: (trial: Trial) => Promise<Fault | null>,
  ) =>
  async (first: Fault): Promise<Fault> => {
    let simplest = first
    let timeouts = 0
    let isSimpler = true
    while (isSimpler && simplest.trial.history.length > 0) {
      isSimpler = false
      for (const trial of simplerTrials(simplest.trial)) {
        if (timeouts >= maxTimeouts) return simplest
        if (!isPossible(trial)) continue
        const fault = await retry(trial)
        if (fault === null) continue
        if (fault.hasTimedOut) timeouts += 1
        simplest = fault
        isSimpler = true
        break
      }
    }
    return simplest
  }
