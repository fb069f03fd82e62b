/**
 * Answers the questions: what happened in a step, and which rules decided it?
 *
 * @since 0.4.0
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import { accountIdOf } from '../model/Contact.js'
import type { Input } from '../model/Input.js'
import type { RuleId } from '../model/RuleId.js'
import type { Settings } from '../model/Settings.js'
import type { Marketo } from '../marketo/Marketo.js'
import { lookupAccount, lookupContact } from '../marketo/Marketo.js'
import type { Step } from '../marketo/Step.js'
import type { AroundStep, KnownBefore, Narration } from './NarrateEvent.js'
import { narrateEvent, rulesOfLeftOut } from './NarrateEvent.js'
import { inputWords, refusalWords } from './NarrateWords.js'
import { leftOutUnder } from './Preview.js'

/**
 * Collects the facts that {@link narrate} needs about the Marketo state before a step. Call this function before the step is
 * applied, because reading an older state takes longer.
 *
 * @category questions
 * @since 0.4.0
 */
export const knownBefore = (input: Input, marketo: Marketo): KnownBefore => {
  switch (input._tag) {
    case 'SyncAccount':
      return { contact: O.none, account: lookupAccount(input.record.id)(marketo) }
    case 'ConfirmConversion':
      return { contact: O.none, account: lookupAccount(input.account.id)(marketo) }
    case 'SyncContact': {
      const contact = lookupContact(input.record.id)(marketo)
      const account = pipe(
        contact,
        O.flatMap(accountIdOf),
        O.flatMap((id) => lookupAccount(id)(marketo)),
      )
      return { contact, account }
    }
    case 'EditAccountField':
    case 'FailConversion':
    case 'PutPerson':
    case 'ConvertPerson':
      return { contact: O.none, account: O.none }
  }
}

const joined = (parts: ReadonlyArray<Narration>): Narration => ({
  happened: parts.flatMap(({ happened }) => happened),
  shown: parts.flatMap(({ shown }) => shown),
  logged: parts.flatMap(({ logged }) => logged),
  rules: [...new Set(parts.flatMap(({ rules }) => rules))],
})

/** Explains why an input that Marketo did not refuse has no events. */
const ignored = (tag: Input['_tag']): readonly [why: string, rules: ReadonlyArray<RuleId>] => {
  switch (tag) {
    case 'SyncAccount':
    case 'SyncContact':
      return ['Ignored, because the record is late or repeated', ['sync.only-newer']]
    case 'EditAccountField':
      return ['Marketo already shows this value', ['activity.real-change']]
    case 'ConfirmConversion':
    case 'FailConversion':
      return ['Ignored, because Salesforce gave this answer before', ['convert.answered-once']]
    case 'PutPerson':
    case 'ConvertPerson':
      return ['Nothing changes', []]
  }
}

/**
 * Describes a step in words, and names the rules behind the step. If Marketo refused the input, the result names the rule of the
 * refusal. Otherwise the result names all rules that decided something in the step.
 *
 * The result does not name rules that hold for every step, such as `sync.one-way`. A `PutPerson` that Marketo accepts has no
 * rule. Several rows of the table can apply to one step.
 *
 * | step                                                                                | rules                                                                                                   |
 * | ----------------------------------------------------------------------------------- | ------------------------------------------------------------------------------------------------------- |
 * | refused, or has to wait                                                             | the rule of the refusal                                                                                 |
 * | an account record is applied                                                        | `sync.override-all`                                                                                     |
 * | an applied account record that ends a local edit                                    | `edit.until-override`                                                                                   |
 * | an applied account record that changes a value of a live contact                    | `activity.per-contact`, or above the cap `activity.cap` and `activity.cap-spares-values`                |
 * | an applied account record that changes no value, or undoes a local edit             | `activity.real-change`                                                                                  |
 * | an applied account record that has the SystemModstamp of the last applied record    | `sync.only-newer`                                                                                       |
 * | an applied account record that lacks a field of the account                         | `sync.absent-field`                                                                                     |
 * | an applied account record that has a field that the sync leaves out                 | `sync.visible-fields`, `sync.formula-fields`                                                            |
 * | an applied account record that deletes the account, or belongs to a deleted account | `contact.deleted`                                                                                       |
 * | an account record is skipped                                                        | `sync.override-all`                                                                                     |
 * | a record changes nothing                                                            | `sync.only-newer`, and `sync.formula-fields` if a formula waits                                         |
 * | a local edit                                                                        | `edit.fan-out`, `edit.stays-local`, `activity.local-edit`, and `edit.until-override` if it ends an edit |
 * | a local edit to the value that Marketo already shows                                | `activity.real-change`                                                                                  |
 * | a contact record                                                                    | `contact.one-account`, `contact.moves`, `contact.deleted` or `contact.private`                          |
 * | a conversion is requested                                                           | `convert.creates-three`, and `convert.syncs-first` if the person needs a new lead                       |
 * | a conversion is confirmed                                                           | `activity.convert`, `convert.never-joins`, and the rules of the account record                          |
 * | a conversion fails                                                                  | `activity.convert`                                                                                      |
 * | Salesforce repeats its answer to a conversion                                       | `convert.answered-once`                                                                                 |
 *
 * `settings` must be the settings of the step. The function uses {@link plainText} to format values that come from outside.
 *
 * @example
 * import { defaultSettings, emptyMarketo, step } from 'marketo-account-sync'
 * import { InputFromJson } from 'marketo-account-sync/codecs'
 * import { knownBefore, narrate } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const input = InputFromJson.decode({ _tag: 'SyncAccount', at: '2026-03-02T09:00:00Z', record: {
 * Id: '0014W000027f6Uw', SystemModstamp: '2026-03-02T08:58:10.000+0000', Name: 'Alder', Industry: 'Optics'
 * } })
 * if (E.isLeft(input)) assert.fail()
 * const before = knownBefore(input.right, emptyMarketo)
 * const [told, after] = step(defaultSettings)(input.right, emptyMarketo)
 * assert.deepStrictEqual(narrate(defaultSettings)(told, { before, after }), {
 * happened: ['Salesforce sends a new account, Alder (0014W000027f6UwQAI)'],
 * shown: ['Name: Alder', 'Industry: Optics', 'no contacts yet'],
 * logged: [],
 * rules: ['sync.override-all']
 * })
 *
 * @category questions
 * @since 0.4.0
 */
export const narrate = (settings: Settings): ((step: Step, around: AroundStep) => Narration) => {
  const narrateOne = narrateEvent(settings)
  const leftOutOf = leftOutUnder(settings)
  /** Returns the rules that explain why Marketo took no value of a repeated record. For a late record, the list is empty. */
  const waiting = (input: Input, { account }: KnownBefore): ReadonlyArray<RuleId> =>
    input._tag === 'SyncAccount' && O.isSome(account) && input.record.systemModstamp === account.value.systemModstamp
      ? rulesOfLeftOut(leftOutOf(input.record, account, {}))
      : []
  return ({ input, decided }, { before, after }) => {
    const unchanged = (why: string, rules: ReadonlyArray<RuleId>, shown = 'unchanged'): Narration => ({
      happened: [inputWords(input, after), why],
      shown: [shown],
      logged: [],
      rules,
    })
    if (E.isRight(decided)) {
      if (decided.right.length > 0)
        // A confirmed conversion leads to two events. The event of the sync-down comes before the event of the conversion. The
        // text is easier to read in the opposite order, so the code reverses the order.
        return joined(decided.right.map((event) => narrateOne(event, input, { before, after })).reverse())
      const [why, rules] = ignored(input._tag)
      return unchanged(why, [...rules, ...waiting(input, before)])
    }
    if (decided.left._tag === 'Refused') {
      const { refusal } = decided.left
      return unchanged(`REFUSED: ${refusalWords(refusal)}`, [refusal.rule])
    }
    const { reason } = decided.left
    return unchanged(`DEFERRED: ${refusalWords(reason)}`, [reason.rule], 'unchanged, until it is delivered again')
  }
}
