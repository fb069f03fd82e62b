/**
 * What will this Convert Person do, before it does it?
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import { shownValue } from '../model/Account.js'
import { accept, asConvertible, convertPerson } from '../rules/ConvertPerson.js'
import type { ConversionRequested } from '../model/Event.js'
import type { FieldName } from '../model/Field.js'
import type { ConvertPerson } from '../model/Input.js'
import type { Marketo } from '../marketo/Marketo.js'
import { allAccounts, lookupPerson } from '../marketo/Marketo.js'
import type { ConvertiblePerson, Person, PersonId } from '../model/Person.js'
import { needsSync } from '../model/Person.js'
import type { ConvertRefused, NeededByLead } from '../model/Refusal.js'
import type { AccountId } from '../model/SalesforceId.js'
import type { SalesforceRequest } from '../model/SalesforceRequest.js'
import { toSalesforce } from '../model/SalesforceRequest.js'
import type { Settings } from '../model/Settings.js'

/**
 * An account that Marketo shows under a name.
 *
 * @category model
 * @since 0.1.0
 */
export interface NamedAccount {
  readonly accountId: AccountId
  /** The name as Marketo shows it. */
  readonly name: string
}

/**
 * Salesforce will be asked to convert the person.
 *
 * @rule convert.creates-three
 * @rule convert.never-joins
 * @category model
 * @since 0.1.0
 */
export interface WillConvert {
  readonly _tag: 'WillConvert'
  readonly rule: 'convert.creates-three'
  readonly personId: PersonId
  /** What Salesforce will be asked to do, in order: the implied sync, if one is needed, and the conversion. */
  readonly asks: ReadonlyNonEmptyArray<SalesforceRequest>
  /** Of the values of the implied sync, those that are the instance's defaults. */
  readonly defaultsUsed: ReadonlyArray<NeededByLead>
  /** The accounts of the company's name; none of them will be joined, and the new one makes one more. */
  readonly sameName: ReadonlyArray<NamedAccount>
}

/**
 * The conversion will be refused.
 *
 * @category model
 * @since 0.1.0
 */
export interface WillRefuse {
  readonly _tag: 'WillRefuse'
  readonly rule: ConvertRefused['rule']
  readonly personId: PersonId
  /** The first reason; mending it may bring up the next. */
  readonly refusal: ConvertRefused
  /**
   * The accounts of the company's name, for whoever is about to mend the reason; none where the person cannot be
   * converted whatever is mended: `UnknownPerson`, `AlreadyAContact`, `ConversionUnderWay`.
   */
  readonly sameName: ReadonlyArray<NamedAccount>
}

/**
 * What a Convert Person will do.
 *
 * @category model
 * @since 0.1.0
 */
export type ConversionPreview = WillConvert | WillRefuse

const comparable = (name: string): string => name.trim().toLowerCase()

/**
 * The accounts that Marketo shows under a name, in the order of their ids. White space around the name and the case of
 * its letters do not matter, since the answer is a warning and a duplicate costs more than a look; all else must be
 * the same. A blank name has none, and an account deleted in Salesforce is not among them. Reads every account.
 *
 * @category questions
 * @since 0.1.0
 */
export const accountsNamed =
  (name: string | null) =>
  (marketo: Marketo): ReadonlyArray<NamedAccount> => {
    const wanted = comparable(name ?? '')
    if (wanted === '') return []
    return allAccounts(marketo).flatMap((account) => {
      const shown = account.isDeleted ? null : shownValue(account)('Name' as FieldName)
      return typeof shown === 'string' && comparable(shown) === wanted ? [{ accountId: account.id, name: shown }] : []
    })
  }

/** The name that Salesforce will give the new account: a lead's own, or what a new lead gets. */
const companyOf = ({ instance }: Settings, { sfdc, company }: ConvertiblePerson): string | null =>
  needsSync(sfdc) && (company ?? '').trim() === '' ? instance.personDefaults.company : company

const defaultsUsed = ({ newLead }: ConversionRequested, person: Person): ReadonlyArray<NeededByLead> =>
  newLead === null ? [] : (['lastName', 'company'] as const).filter((needed) => newLead[needed] !== person[needed])

/**
 * What Convert Person will do, if it is run now: `decide` then does just that. What Salesforce calls the new account is
 * the lead's Company; where the person is a lead already, it is taken for the same as in Marketo, and for a new lead the
 * default of the instance stands in for none.
 *
 * @rule convert.creates-three
 * @rule convert.never-joins
 * @rule convert.syncs-first
 * @example
 * import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
 * import { InputFromJson } from 'marketo-account-sync/codecs'
 * import { previewConversion } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const input = InputFromJson.decode({
 *   _tag: 'ConvertPerson', at: '2024-05-01T09:00:00Z', personId: 318581, assignTo: '0054W00000BZkk0',
 *   convertedStatus: 'Qualified', notifyOwner: false, accepts: 'new account and opportunity'
 * })
 * if (E.isRight(input) && input.right._tag === 'ConvertPerson') {
 *   const answer = previewConversion(defaultSettings)(input.right)(emptyMarketo)
 *   assert.ok(answer._tag === 'WillRefuse')
 *   assert.strictEqual(answer.refusal._tag, 'UnknownPerson')
 * } else assert.fail()
 *
 * @category questions
 * @since 0.1.0
 */
export const previewConversion =
  (settings: Settings) =>
  (command: ConvertPerson) =>
  (marketo: Marketo): ConversionPreview => {
    const { personId } = command
    const refused = (refusal: ConvertRefused, sameName: ReadonlyArray<NamedAccount>): ConversionPreview => ({
      _tag: 'WillRefuse',
      rule: refusal.rule,
      personId,
      refusal,
      sameName,
    })
    const found = lookupPerson(personId)(marketo)
    if (O.isNone(found)) return refused({ _tag: 'UnknownPerson', rule: 'convert.known-person', personId }, [])
    const person = found.value
    return pipe(
      asConvertible(person),
      E.match(
        (refusal) => refused(refusal, []),
        (convertible) => {
          const sameName = accountsNamed(companyOf(settings, convertible))(marketo)
          return pipe(
            accept(command),
            E.flatMap((accepted) => convertPerson(settings)(accepted)(convertible)),
            E.match(
              (refusal) => refused(refusal, sameName),
              (event): ConversionPreview => ({
                _tag: 'WillConvert',
                rule: 'convert.creates-three',
                personId,
                asks: toSalesforce(event),
                defaultsUsed: defaultsUsed(event, person),
                sameName,
              }),
            ),
          )
        },
      ),
    )
  }
