/**
 * The forms in which inputs can differ from the plainest input. Some systems do not accept all forms.
 *
 * @since 0.3.0
 */
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import type { AccountRecord } from '../model/Account.js'
import type { ContactRecord } from '../model/Contact.js'
import type { Input } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import { mapInstants } from './AssignStamps.js'
import type { Sent, Trial } from './Spelling.js'
import { spell, spelledForms } from './Spelling.js'

const meanings = {
  'ids-of-15': 'ids of 15 characters',
  'utc-offsets': 'instants with +0000, +00:00 or -00:00 in place of Z',
  'other-offsets': 'instants with another offset than that of UTC',
  fractions: 'instants without a fraction of a second, or with up to nine digits',
  milliseconds: 'instants that are not whole seconds, and stamps that differ by less than a second',
  'white-space': 'names of persons with white space other than U+0020',
  'lone-surrogates': 'texts that are not valid Unicode',
  'large-accounts': 'accounts of more than 64 contacts',
  'further-readings': 'records of one stamp that differ',
  'missing-keys': 'records without attributes, IsDeleted or AccountId',
  'other-keys': 'keys of records that are no fields, such as Parent or BillingAddress',
}

/**
 * A form of inputs that some systems do not accept. docs/testing.md describes each form.
 *
 * @category model
 * @since 0.3.0
 */
export type Form = keyof typeof meanings

/**
 * All forms.
 *
 * @category constructors
 * @since 0.3.0
 */
export const allForms: ReadonlyArray<Form> = Object.keys(meanings) as Array<Form>

/** Describes a form in words. */
export const meaningOf = (form: Form): string => meanings[form]

const mapHistory =
  (change: (input: Sent, index: number, history: ReadonlyArray<Sent>) => Sent) =>
  ({ settings, history }: Trial): Trial => ({ settings, history: history.map(change) })

const unspelled = (form: Form): ((trial: Trial) => Trial) =>
  mapHistory((input) =>
    input.spelling === undefined
      ? input
      : { ...input, spelling: { ...input.spelling, forms: input.spelling.forms.filter((one) => one !== form) } },
  )

/** Replaces the characters that a pattern matches, in all strings of a trial. */
const mapText =
  (pattern: RegExp, replacement: string) =>
  (trial: Trial): Trial =>
    JSON.parse(JSON.stringify(trial).replace(pattern, replacement)) as Trial

const mapNames =
  (change: (name: string) => string) =>
  ({ settings, history }: Trial): Trial => {
    const changed = <A extends { readonly lastName: string | null; readonly company: string | null }>(named: A): A => ({
      ...named,
      lastName: named.lastName === null ? null : change(named.lastName),
      company: named.company === null ? null : change(named.company),
    })
    const { instance } = settings
    return {
      settings: { ...settings, instance: { ...instance, personDefaults: changed(instance.personDefaults) } },
      history: history.map((input) =>
        input._tag === 'PutPerson' ? { ...input, person: changed(input.person) } : input,
      ),
    }
  }

/** Replaces all records that have the same id and the same SystemModstamp by the first of these records. */
const firstReadings = ({ settings, history }: Trial): Trial => {
  const first = new Map<string, AccountRecord | ContactRecord>()
  const firstOf = <A extends AccountRecord | ContactRecord>(record: A): A => {
    const version = `${record.id} ${record.systemModstamp}`
    if (!first.has(version)) first.set(version, record)
    return first.get(version) as A
  }
  return {
    settings,
    history: history.map((input) =>
      input._tag === 'SyncAccount'
        ? { ...input, record: firstOf(input.record) }
        : input._tag === 'SyncContact'
          ? { ...input, record: firstOf(input.record) }
          : input._tag === 'ConfirmConversion'
            ? { ...input, account: firstOf(input.account) }
            : input,
    ),
  }
}

const mostContacts = 64

const fewContacts = (trial: Trial): Trial => {
  const known = new Set<string>()
  const history = trial.history.filter((input) => {
    const id = input._tag === 'SyncContact' ? input.record.id : undefined
    if (id !== undefined && known.size < mostContacts) known.add(id)
    return id === undefined || known.has(id)
  })
  return history.length === trial.history.length ? trial : { ...trial, history }
}

const withFlag = (record: AccountRecord): AccountRecord => ({ ...record, isDeleted: record.isDeleted ?? false })

const withFlags = mapHistory((input) =>
  input._tag === 'SyncAccount'
    ? { ...input, record: withFlag(input.record) }
    : input._tag === 'ConfirmConversion'
      ? { ...input, account: withFlag(input.account) }
      : input,
)

/** Matches the escape of a surrogate in JSON text. `JSON.stringify` escapes a surrogate only if the surrogate has no partner. */
const loneSurrogate = /(?<=(?<!\\)(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g
/** Matches all characters that JavaScript or another programming language treats as white space, except the plain space. */
const otherWhiteSpace = /[^\S ]|[\u001c-\u001f\u0085\u180e\u200b]/g

/** Replaces all instants of a trial by whole seconds. The order of the instants stays the same. */
const wholeSeconds = (trial: Trial): Trial => {
  const instants: Array<Instant> = []
  const note = mapInstants((instant) => {
    instants.push(instant)
    return instant
  })
  trial.history.forEach(note)
  if (instants.every((instant) => instant % 1_000 === 0)) return trial
  const sorted = [...new Set(instants)].sort((a, b) => a - b)
  const first = Math.floor((sorted[0] ?? 0) / 1_000)
  const seconds = new Map(sorted.map((instant, n) => [instant, ((first + n) * 1_000) as Instant]))
  return mapHistory(mapInstants((instant) => seconds.get(instant) ?? instant))(trial)
}

const plainer: Readonly<Partial<Record<Form, (trial: Trial) => Trial>>> = {
  milliseconds: wholeSeconds,
  'white-space': mapNames((name) => name.replace(otherWhiteSpace, ' ')),
  'lone-surrogates': mapText(loneSurrogate, '\\ufffd'),
  'large-accounts': fewContacts,
  'further-readings': firstReadings,
  'missing-keys': (trial) => withFlags(unspelled('missing-keys')(trial)),
}

/** Removes a form from a trial. The function writes inputs in a plainer form, or leaves inputs out. */
const leaveOut = (form: Form): ((trial: Trial) => Trial) => plainer[form] ?? unspelled(form)

const textOf = ({ settings, history }: Trial): string =>
  JSON.stringify([SettingsFromJson.encode(settings), history.map(spell)])

/** Removes the given forms from a trial. Returns null if the trial has none of these forms. */
export const withoutForms = (forms: ReadonlyArray<Form>, trial: Trial): Trial | null => {
  const plain = forms.reduce<Trial>((left, form) => leaveOut(form)(left), trial)
  return plain === trial || textOf(plain) === textOf(trial) ? null : plain
}

/** Tests whether any part of the trial has the form. */
export const hasForm = (form: Form, trial: Trial): boolean => withoutForms([form], trial) !== null

/**
 * Chooses a spelling for each input of a history. Uses only the forms in `taken`.
 *
 * Each number in `numbers` belongs to one input. The low bits of the number choose the forms, and the other bits choose the
 * variant.
 */
export const spelled = (
  history: ReadonlyArray<Input>,
  numbers: ReadonlyArray<number>,
  taken: ReadonlyArray<Form>,
): ReadonlyArray<Sent> => {
  const takes = new Set<string>(taken)
  return history.map((input, index) => {
    const bits = numbers[index % numbers.length] ?? 0
    const forms = spelledForms.filter((form, n) => takes.has(form) && ((bits >>> n) & 1) === 1)
    return forms.length === 0 ? input : { ...input, spelling: { forms, variant: bits >>> spelledForms.length } }
  })
}
