/**
 * Decides which changes follow from Salesforce's answer to a conversion. Salesforce either confirms the conversion and names
 * three new records, or reports that the conversion failed.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Conversion } from '../model/Conversion.js'
import { eqConversion } from '../model/Conversion.js'
import type { ConversionConfirmed, ConversionFailed } from '../model/Event.js'
import type { ConfirmConversion, FailConversion } from '../model/Input.js'
import type { Person, PersonId } from '../model/Person.js'
import { needsSync } from '../model/Person.js'
import type { NoConversionUnderWay, NoSyncNeeded, RecordAlreadyClaimed } from '../model/Refusal.js'
import type { AccountId, ContactId, OpportunityId } from '../model/SalesforceId.js'

/**
 * Two look-ups that show whether a record in an answer already belongs to somebody. `contactOfAnother` finds another person to
 * whom the contact belongs. If there are several such persons, `contactOfAnother` finds the person with the lowest number.
 * `outcomeOf` finds the conversion that created the record.
 *
 * @category model
 * @since 0.1.0
 */
export interface ConversionClaims {
  readonly contactOfAnother: (contactId: ContactId, personId: PersonId) => O.Option<PersonId>
  readonly outcomeOf: (id: AccountId | ContactId | OpportunityId) => O.Option<Conversion>
}

/**
 * Salesforce's confirmation, and the look-ups that show whether a record in the confirmation already belongs to somebody.
 *
 * @category model
 * @since 0.2.0
 */
export interface ClaimedAnswer extends Omit<ConfirmConversion, '_tag'> {
  readonly claims: ConversionClaims
}

const conversionOf = ({
  personId,
  account,
  contactId,
  opportunityId,
}: Omit<ConfirmConversion, '_tag'>): Conversion => ({
  personId,
  accountId: account.id,
  contactId,
  opportunityId,
})

/**
 * Returns a refusal if a record in the answer already belongs to somebody. The function first looks for another person to whom
 * the contact belongs. Then the function looks for an earlier conversion that created one of the three records.
 */
const recordAlreadyClaimed = (
  claims: ConversionClaims,
  { personId, accountId, contactId, opportunityId }: Conversion,
): O.Option<RecordAlreadyClaimed> => {
  const refused = (
    id: RecordAlreadyClaimed['id'],
    why: RecordAlreadyClaimed['why'],
    of: PersonId,
  ): RecordAlreadyClaimed => ({
    _tag: 'RecordAlreadyClaimed',
    rule: 'convert.never-joins',
    personId,
    id,
    why,
    of,
  })
  const other = claims.contactOfAnother(contactId, personId)
  if (O.isSome(other)) return O.some(refused(contactId, 'contact of another person', other.value))
  for (const id of [accountId, contactId, opportunityId]) {
    const outcome = claims.outcomeOf(id)
    if (O.isSome(outcome)) return O.some(refused(id, 'outcome of another conversion', outcome.value.personId))
  }
  return O.none
}

const noConversionUnderWay = (personId: PersonId): NoConversionUnderWay => ({
  _tag: 'NoConversionUnderWay',
  rule: 'convert.answered-once',
  personId,
})

/**
 * Decides how Salesforce's confirmation of a conversion changes the person. Returns none if Marketo has already applied a
 * confirmation with the same ids.
 *
 * The confirmation also contains an account record. If this function returns an event, the caller must apply the account record
 * as a sync-down.
 *
 * In the table, use the first row that applies.
 *
 * | condition                                                   | result                 |
 * | ----------------------------------------------------------- | ---------------------- |
 * | Marketo has already applied a confirmation with these ids   | `none`                 |
 * | no conversion of the person is under way                    | `NoConversionUnderWay` |
 * | the contact belongs to another person                       | `RecordAlreadyClaimed` |
 * | another conversion created one of the three records         | `RecordAlreadyClaimed` |
 * | anything else                                               | `ConversionConfirmed`  |
 *
 * Sometimes the records of the new account and contact arrive before the confirmation. Therefore Marketo also accepts a
 * confirmation of an account or contact that Marketo already knows.
 *
 * @rule convert.answered-once
 * @rule convert.never-joins
 * @rule activity.convert
 * @category decisions
 * @since 0.1.0
 */
export const confirmConversion = (
  answer: ClaimedAnswer,
  person: Person,
): E.Either<NoConversionUnderWay | RecordAlreadyClaimed, O.Option<ConversionConfirmed>> => {
  const { at, claims } = answer
  const conversion = conversionOf(answer)
  if (O.elem(eqConversion)(conversion)(claims.outcomeOf(conversion.contactId))) return E.right(O.none)
  if (person.sfdc._tag !== 'Converting') return E.left(noConversionUnderWay(person.id))
  const refused = recordAlreadyClaimed(claims, conversion)
  if (O.isSome(refused)) return E.left(refused.value)
  return E.right(O.some({ _tag: 'ConversionConfirmed', at, ...conversion, terms: person.sfdc.terms }))
}

/**
 * Decides how a failed conversion changes the person. Afterwards, somebody can try to convert the person again.
 *
 * | conversion under way | needed a new lead | failed at | result                                   |
 * | -------------------- | ----------------- | --------- | ---------------------------------------- |
 * | no                   |                   | any       | `NoConversionUnderWay`                   |
 * | yes                  | no                | `sync`    | `NoSyncNeeded`                           |
 * | yes                  | yes               | `sync`    | the person is as before the conversion   |
 * | yes                  | any               | `convert` | the person is a lead that is not deleted |
 *
 * @rule convert.answered-once
 * @rule convert.syncs-first
 * @rule activity.convert
 * @category decisions
 * @since 0.1.0
 */
export const failConversion = (
  { at, failedAt, reason }: Omit<FailConversion, '_tag'>,
  person: Person,
): E.Either<NoConversionUnderWay | NoSyncNeeded, ConversionFailed> => {
  const personId = person.id
  if (person.sfdc._tag !== 'Converting') return E.left(noConversionUnderWay(personId))
  if (failedAt === 'sync' && !needsSync(person.sfdc.from))
    return E.left({ _tag: 'NoSyncNeeded', rule: 'convert.syncs-first', personId })
  return E.right({ _tag: 'ConversionFailed', at, personId, failedAt, reason, terms: person.sfdc.terms })
}
