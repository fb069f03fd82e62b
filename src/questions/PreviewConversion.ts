/**
 * Answers the question: what will this Convert Person request do?
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import { shownValue } from '../model/Account.js'
import type { ConversionRequested } from '../model/Event.js'
import type { FieldName } from '../model/Field.js'
import type { ConvertPerson } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { ConvertiblePerson, Person, PersonId } from '../model/Person.js'
import { needsSync } from '../model/Person.js'
import type { ConvertRefused, NeededByLead } from '../model/Refusal.js'
import type { AccountId } from '../model/SalesforceId.js'
import type { SalesforceRequest } from '../model/SalesforceRequest.js'
import { toSalesforce } from '../model/SalesforceRequest.js'
import type { Settings } from '../model/Settings.js'
import { accept, asConvertible, convertPerson } from '../rules/ConvertPerson.js'
import type { Marketo } from '../marketo/Marketo.js'
import { accountsOf, lookupPerson } from '../marketo/Marketo.js'

/**
 * The question that {@link previewConversion} answers. The question is a `ConvertPerson` request without its time. The answer
 * does not depend on the time, so you can also pass a whole `ConvertPerson` request.
 *
 * @category model
 * @since 0.2.0
 */
export type ConversionQuestion = Omit<ConvertPerson, '_tag' | 'at'>

/**
 * An account, and the name that Marketo shows for the account.
 *
 * @category model
 * @since 0.1.0
 */
export interface NamedAccount {
  readonly accountId: AccountId
  /** The name, exactly as Marketo shows it. */
  readonly name: string
}

/**
 * Marketo will ask Salesforce to convert the person.
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
  /**
   * The requests that Marketo will send to Salesforce, in order. If the person is not a lead yet, a request to create a lead
   * comes first. A request to convert the lead follows.
   */
  readonly asks: ReadonlyNonEmptyArray<SalesforceRequest>
  /** The fields in which the new lead will get the default value of the Marketo instance. */
  readonly defaultsUsed: ReadonlyArray<NeededByLead>
  /**
   * The accounts that already have the name of the person's company. The conversion joins none of these accounts. It creates a
   * new account.
   */
  readonly sameName: ReadonlyArray<NamedAccount>
}

/**
 * Marketo will refuse the conversion.
 *
 * @category model
 * @since 0.1.0
 */
export interface WillRefuse {
  readonly _tag: 'WillRefuse'
  readonly rule: ConvertRefused['rule']
  readonly personId: PersonId
  /**
   * The first reason for the refusal. If you correct this problem, Marketo can still refuse the request for a different reason.
   */
  readonly refusal: ConvertRefused
  /**
   * The accounts that already have the name of the person's company. Check these accounts before you correct the problem and
   * request the conversion again. The list is empty if the person cannot be converted at all (`UnknownPerson`, `AlreadyAContact`
   * or `ConversionUnderWay`).
   */
  readonly sameName: ReadonlyArray<NamedAccount>
}

/**
 * The answer of {@link previewConversion}: what a Convert Person request will do.
 *
 * @category model
 * @since 0.1.0
 */
export type ConversionPreview = WillConvert | WillRefuse

const comparable = (name: string): string => name.trim().toLowerCase()

const shownName = /* @__PURE__ */ shownValue('Name' as FieldName)

/**
 * Finds the accounts that have a given name in Marketo, in the order of their ids. The function reads every account.
 *
 * The comparison ignores letter case, and white space around the name. All other characters must be equal.
 *
 * The result is empty if the name is blank. The result never contains accounts that are deleted in Salesforce.
 *
 * @example
 * import { emptyMarketo } from 'marketo-account-sync'
 * import { accountsNamed } from 'marketo-account-sync/questions'
 *
 * assert.deepStrictEqual(accountsNamed('Edge Communications')(emptyMarketo), [])
 *
 * @category questions
 * @since 0.1.0
 */
export const accountsNamed =
  (name: string) =>
  (marketo: Marketo): ReadonlyArray<NamedAccount> => {
    const wanted = comparable(name)
    if (wanted === '') return []
    const found: Array<NamedAccount> = []
    for (const account of accountsOf(marketo)) {
      if (account.isDeleted) continue
      const shown = O.toNullable(shownName(account))
      if (typeof shown === 'string' && comparable(shown) === wanted) found.push({ accountId: account.id, name: shown })
    }
    return found
  }

/** Returns the name that Salesforce will give the new account. */
const companyOf = ({ instance }: Settings, { sfdc, company }: ConvertiblePerson): string => {
  const name = company ?? ''
  return needsSync(sfdc) && name.trim() === '' ? (instance.personDefaults.company ?? '') : name
}

const defaultsUsed = ({ newLead }: ConversionRequested, person: Person): ReadonlyArray<NeededByLead> =>
  newLead === null ? [] : (['lastName', 'company'] as const).filter((name) => newLead[name] !== person[name])

/** The time does not affect the answer, so it can have any value. */
const anyTime = 0 as Instant

/**
 * Predicts what Convert Person will do. The prediction is exact if somebody runs Convert Person now.
 *
 * Salesforce names the new account after the Company of the lead. The preview finds this Company as follows:
 *
 * - If the person is already a lead, the preview assumes that Salesforce has the same Company as Marketo.
 * - If the person is not a lead yet, Marketo sends the Company of the person to Salesforce. If this Company is blank, Marketo
 *   sends the default Company of the Marketo instance.
 *
 * @rule convert.creates-three
 * @rule convert.never-joins
 * @rule convert.syncs-first
 * @example
 * import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
 * import { ConversionQuestionFromJson, previewConversion } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const question = ConversionQuestionFromJson.decode({
 * personId: 318581, assignTo: '0054W00000BZkk0', convertedStatus: 'Qualified', notifyOwner: false,
 * accepts: 'new account and opportunity'
 * })
 * if (E.isLeft(question)) assert.fail()
 * const answer = previewConversion(defaultSettings)(question.right, emptyMarketo)
 * assert.ok(answer._tag === 'WillRefuse')
 * assert.strictEqual(answer.refusal._tag, 'UnknownPerson')
 *
 * @category questions
 * @since 0.1.0
 */
export const previewConversion = (
  settings: Settings,
): ((question: ConversionQuestion, marketo: Marketo) => ConversionPreview) => {
  const convert = convertPerson(settings)
  return (question, marketo) => {
    const { personId } = question
    const refused = (refusal: ConvertRefused, sameName: ReadonlyArray<NamedAccount>): ConversionPreview => ({
      _tag: 'WillRefuse',
      rule: refusal.rule,
      personId,
      refusal,
      sameName,
    })
    const person = lookupPerson(personId)(marketo)
    if (O.isNone(person)) return refused({ _tag: 'UnknownPerson', rule: 'convert.known-person', personId }, [])
    return pipe(
      asConvertible(person.value),
      E.match(
        (refusal) => refused(refusal, []),
        (convertible) => {
          const sameName = accountsNamed(companyOf(settings, convertible))(marketo)
          return pipe(
            accept({ ...question, _tag: 'ConvertPerson', at: anyTime }),
            E.flatMap((accepted) => convert(accepted, convertible)),
            E.match(
              (refusal) => refused(refusal, sameName),
              (event): ConversionPreview => ({
                _tag: 'WillConvert',
                rule: 'convert.creates-three',
                personId,
                asks: toSalesforce(event),
                defaultsUsed: defaultsUsed(event, convertible),
                sameName,
              }),
            ),
          )
        },
      ),
    )
  }
}
