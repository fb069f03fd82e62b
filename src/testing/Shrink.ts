/**
 * Shortens and simplifies a history. The result still shows a fault.
 *
 * @since 0.1.0
 */
import type { AccountRecord } from '../model/Account.js'
import type { FieldName, Fields } from '../model/Field.js'
import type { ConfirmConversion, ConvertPerson, FailConversion, Input, PutPerson } from '../model/Input.js'
import { newAccountAndOpportunity } from '../model/Input.js'
import type { PersonId } from '../model/Person.js'
import type { Settings } from '../model/Settings.js'
import { defaultSettings, eqSettings } from '../model/Settings.js'
import type { Form } from './Forms.js'
import { allForms, withoutForms } from './Forms.js'
import { fieldNamePool } from './Pools.js'
import type { Sent, Trial } from './Spelling.js'

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

/** Replaces the account record of an input, if the input has one. */
const withRecord = (input: Sent, record: AccountRecord): Sent =>
  input._tag === 'SyncAccount'
    ? { ...input, record }
    : input._tag === 'ConfirmConversion'
      ? { ...input, account: record }
      : input

const withFields = (input: Sent, fields: Fields): Sent => {
  const record = recordIn(input)
  return record === undefined ? input : withRecord(input, { ...record, fields })
}

/**
 * Shrinking leaves out groups of consecutive inputs. A long history has thousands of groups that overlap. Therefore, in a history
 * with at least this number of inputs, the code uses only groups that do not overlap.
 */
const longHistory = 24

/**
 * Leaves out a group of consecutive inputs. Tries long groups first. Of two groups with the same length, tries the later group
 * first.
 */
function* fewerInputs({ settings, history }: Trial): Generator<Trial, undefined> {
  for (let count = history.length >>> 1; count >= 1; count >>>= 1)
    for (let from = history.length - count; from >= 0; from -= history.length < longHistory ? 1 : count)
      yield { settings, history: without(history, from, count) }
  return undefined
}

/**
 * Replaces two records of one account by a single record. This record stands at the position of the earlier record. It has the
 * fields of both records, or it is equal to the later record.
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

type Answer = ConfirmConversion & Pick<Sent, 'spelling'>

/** Copies the property `spelling` to an input. */
const writtenAs = ({ spelling }: Pick<Sent, 'spelling'>, input: Input): Sent =>
  spelling === undefined ? input : { ...input, spelling }

const accountOf = (answer: Answer): Sent =>
  writtenAs(answer, { _tag: 'SyncAccount', at: answer.at, record: answer.account })

const contactOf = (answer: Answer): Sent => {
  const { at, contactId: id, account } = answer
  const record = { id, accountId: account.id, systemModstamp: account.systemModstamp, isDeleted: false }
  return writtenAs(answer, { _tag: 'SyncContact', at, record })
}

const isConversionOf =
  (personId: PersonId) =>
  (input: Input): input is PutPerson | ConvertPerson =>
    (input._tag === 'ConvertPerson' && input.personId === personId) ||
    (input._tag === 'PutPerson' && input.person.id === personId)

/**
 * Makes an input that replaces a failed conversion. The input puts the person into Marketo as a lead, because the person is a
 * lead after the failure.
 */
const leadOf = ({ personId }: FailConversion, earlier: ReadonlyArray<Input>): ReadonlyArray<Input> =>
  earlier
    .filter(isConversionOf(personId))
    .filter((input) => input._tag === 'PutPerson')
    .slice(-1)
    .map((put) => ({ ...put, person: { ...put.person, sfdc: { _tag: 'SfdcLead', isDeleted: false } } }))

/**
 * Removes the answer to one conversion from a history. There are three ways:
 *
 * - The account record in the answer replaces the answer.
 * - This account record and a contact record replace the whole conversion.
 * - If the conversion failed, a `PutPerson` input with the lead replaces the whole conversion.
 *
 * Each new history has one answer fewer and is never longer. Therefore shrinking ends.
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

const withoutField = (input: Sent, field: string): Sent =>
  withFields(
    input,
    Object.fromEntries(Object.entries(recordIn(input)?.fields ?? {}).filter(([name]) => name !== field)),
  )

const hasField =
  (field: string) =>
  (input: Input): boolean =>
    Object.hasOwn(recordIn(input)?.fields ?? {}, field)

/**
 * Makes simpler trials by removing fields. Each of the first trials lacks one field in all account records. Each of the later
 * trials lacks one field in one account record.
 */
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

/**
 * Simplifies an input. For example, removes `masterRecordId` from a record, or writes the exact text of the consent into a
 * conversion request.
 */
function* plainerThan(input: Sent): Generator<Sent, undefined> {
  const record = recordIn(input)
  if (record !== undefined) {
    const { masterRecordId, ...others } = record
    if (masterRecordId !== undefined) yield withRecord(input, others)
    if (record.isDeleted !== false) yield withRecord(input, { ...record, isDeleted: false })
  }
  if (input._tag === 'SyncContact' && input.record.isDeleted)
    yield { ...input, record: { ...input.record, isDeleted: false } }
  if (input._tag === 'ConvertPerson' && input.accepts !== newAccountAndOpportunity)
    yield { ...input, accepts: newAccountAndOpportunity }
  const { spelling, ...plain } = input
  if (spelling === undefined) return undefined
  yield plain
  if (spelling.forms.length > 1)
    for (const form of spelling.forms)
      yield { ...input, spelling: { ...spelling, forms: spelling.forms.filter((other) => other !== form) } }
  return undefined
}

const withValueOfFlag = (input: Sent): Sent => {
  const record = recordIn(input)
  if (record?.isDeleted === undefined) return input
  const [field] = fieldNamePool as readonly [FieldName]
  return withRecord(input, {
    ...record,
    isDeleted: false,
    fields: { ...record.fields, [field]: Number(record.isDeleted) },
  })
}

/**
 * Writes the value of each `IsDeleted` as 0 or 1 into a field, and then sets `IsDeleted` to false. Often the trial still shows
 * the fault after this change.
 */
function* valuesOfFlags({ settings, history }: Trial): Generator<Trial, undefined> {
  if (history.some((input) => recordIn(input)?.isDeleted === true))
    yield { settings, history: history.map(withValueOfFlag) }
  return undefined
}

/** Simplifies one input of a history. */
function* plainerInputs({ settings, history }: Trial): Generator<Trial, undefined> {
  for (const [index, input] of history.entries())
    for (const plainer of plainerThan(input)) yield { settings, history: replaced(history, index, plainer) }
  return undefined
}

const formsOfAnySize = allForms.filter((form) => form !== 'large-accounts')

function* withoutAny(forms: ReadonlyArray<Form>, trial: Trial): Generator<Trial, undefined> {
  const plain = withoutForms(forms, trial)
  if (plain !== null) yield plain
  return undefined
}

/** Removes one form from a trial. */
function* fewerForms(trial: Trial): Generator<Trial, undefined> {
  for (const form of allForms) yield* withoutAny([form], trial)
  return undefined
}

/**
 * Lowers the cap of a trial. The first trials also leave out inputs, because fewer contacts are enough to reach the lower cap.
 * The later trials keep all inputs.
 */
function* lowerCap(trial: Trial): Generator<Trial, undefined> {
  const { instance, readings } = trial.settings
  const { activityCap } = instance
  if (activityCap === 0 || activityCap === defaultSettings.instance.activityCap) return undefined
  const under = (cap: number): Settings => ({ instance: { ...instance, activityCap: cap }, readings })
  for (const { history } of fewerInputs(trial)) {
    const cap = activityCap - (trial.history.length - history.length)
    if (cap >= 0) yield { settings: under(cap), history }
  }
  for (const cap of new Set([0, activityCap >>> 1, activityCap - 1]))
    yield { settings: under(cap), history: trial.history }
  return undefined
}

/** Sets one setting to its default. */
function* simplerSettings({ settings, history }: Trial): Generator<Trial, undefined> {
  const { instance, readings } = settings
  const usual = defaultSettings
  const candidates: ReadonlyArray<Settings> = [
    { instance: { ...instance, activityCap: usual.instance.activityCap }, readings },
    { instance: { ...instance, hiddenFields: usual.instance.hiddenFields }, readings },
    { instance: { ...instance, formulaFields: usual.instance.formulaFields }, readings },
    { instance: { ...instance, personDefaults: usual.instance.personDefaults }, readings },
    { instance, readings: { ...readings, overrideOn: usual.readings.overrideOn } },
    { instance, readings: { ...readings, localEditLog: usual.readings.localEditLog } },
  ]
  for (const candidate of candidates)
    if (!eqSettings.equals(candidate, settings)) yield { settings: candidate, history }
  return undefined
}

/** Generates all trials that are one step simpler than this trial. The greatest simplifications come first. */
export function* simplerTrials(trial: Trial): Generator<Trial, undefined> {
  yield* withoutAny(allForms, trial)
  yield* withoutAny(formsOfAnySize, trial)
  if (trial.history.length >= longHistory) {
    yield* simplerSettings(trial)
    yield* lowerCap(trial)
  }
  yield* fewerInputs(trial)
  yield* fewerForms(trial)
  yield* simplerSettings(trial)
  yield* joinedRecords(trial)
  yield* fewerConversions(trial)
  yield* lowerCap(trial)
  yield* fewerFields(trial)
  yield* plainerInputs(trial)
  yield* valuesOfFlags(trial)
  return undefined
}

/** Shrinking stops after this number of calls without an answer, because each such call takes the whole time limit. */
const maxTimeouts = 10

/**
 * Shrinking stops after it has run this number of inputs, because a run of a history with many contacts takes long. Each input of
 * a long history counts as two inputs.
 */
const maxInputs = 40_000

/** Repeatedly tries simpler trials, until no simpler trial shows a fault. Returns the fault that the simplest trial shows. */
export const shrink =
  <Fault extends { readonly trial: Trial; readonly hasTimedOut: boolean }>(
    isPossible: (trial: Trial) => boolean,
    retry: (trial: Trial) => Promise<Fault | null>,
  ) =>
  async (first: Fault): Promise<Fault> => {
    let simplest = first
    let timeouts = 0
    let inputs = 0
    let isSimpler = true
    while (isSimpler && simplest.trial.history.length > 0) {
      isSimpler = false
      for (const trial of simplerTrials(simplest.trial)) {
        if (timeouts >= maxTimeouts || inputs >= maxInputs) return simplest
        if (!isPossible(trial)) continue
        inputs += trial.history.length * (trial.history.length < longHistory ? 1 : 2)
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
