/**
 * Salesforce's answer to a conversion: confirmed with three new records, or failed.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Eq } from 'fp-ts/lib/Eq.js'
import * as O from 'fp-ts/lib/Option.js'
import type { ConversionConfirmed, ConversionFailed } from '../model/Event.js'
import type { ConfirmConversion, FailConversion } from '../model/Input.js'
import type { Person, PersonId } from '../model/Person.js'
import { needsSync } from '../model/Person.js'
import type { NoConversionUnderWay, NoSyncNeeded, RecordAlreadyClaimed } from '../model/Refusal.js'
import type { AccountId, ContactId, OpportunityId } from '../model/SalesforceId.js'
import { plainEq } from '../model/PlainEq.js'

/**
 * The outcome of a conversion: whose, and the three records that Salesforce made.
 *
 * @category model
 * @since 0.1.0
 */
export interface Conversion {
  readonly personId: PersonId
  readonly accountId: AccountId
  readonly contactId: ContactId
  readonly opportunityId: OpportunityId
}

/**
 * @category instances
 * @since 0.1.0
 */
export const eqConversion: Eq<Conversion> = /* @__PURE__ */ plainEq()

/**
 * What a caller knows of the records in an answer: whether a contact belongs to a person other than the one given, and
 * of which conversion a record is the outcome.
 *
 * @category model
 * @since 0.1.0
 */
export interface ConversionClaims {
  readonly contactOfAnother: (contactId: ContactId, personId: PersonId) => O.Option<PersonId>
  readonly outcomeOf: (id: AccountId | ContactId | OpportunityId) => O.Option<Conversion>
}

const conversionOf = ({ personId, account, contactId, opportunityId }: ConfirmConversion): Conversion => ({
  personId,
  accountId: account.id,
  contactId,
  opportunityId,
})

/** Of the three ids, the first that is not new: the contact as another person's, then each as another's outcome. */
const recordAlreadyClaimed = (taken: ConversionClaims, { personId, accountId, contactId, opportunityId }: Conversion): O.Option<RecordAlreadyClaimed> => {
  const refused = (id: RecordAlreadyClaimed['id'], why: RecordAlreadyClaimed['why'], of: PersonId): RecordAlreadyClaimed => ({
    _tag: 'RecordAlreadyClaimed',
    rule: 'convert.never-joins',
    personId,
    id,
    why,
    of,
  })
  const holder = taken.contactOfAnother(contactId, personId)
  if (O.isSome(holder)) return O.some(refused(contactId, 'contact of another person', holder.value))
  for (const id of [accountId, contactId, opportunityId]) {
    const outcome = taken.outcomeOf(id)
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
 * What Salesforce's confirmation does to the person. Nothing, where it is the same answer again. The account record in
 * it is a sync-down of its own, to be applied only where this is some event.
 *
 * | answer, the first that applies                              | result                 |
 * | ----------------------------------------------------------- | ---------------------- |
 * | the same three ids for that person as once before           | `none`                 |
 * | no conversion of that person is under way                   | `NoConversionUnderWay` |
 * | the contact is another person's                             | `RecordAlreadyClaimed`               |
 * | one of the three is the outcome of another conversion       | `RecordAlreadyClaimed`               |
 * | else                                                        | `ConversionConfirmed`  |
 *
 * That Marketo knows the account or the contact already is no reason to refuse: their own records may have come first.
 *
 * @rule convert.answered-once
 * @rule convert.never-joins
 * @rule activity.convert
 * @category decisions
 * @since 0.1.0
 */
export const confirmConversion =
  (taken: ConversionClaims) =>
  (answer: ConfirmConversion) =>
  (person: Person): E.Either<NoConversionUnderWay | RecordAlreadyClaimed, O.Option<ConversionConfirmed>> => {
    const conversion = conversionOf(answer)
    if (O.elem(eqConversion)(conversion)(taken.outcomeOf(conversion.contactId))) return E.right(O.none)
    if (person.sfdc._tag !== 'Converting') return E.left(noConversionUnderWay(person.id))
    const refused = recordAlreadyClaimed(taken, conversion)
    if (O.isSome(refused)) return E.left(refused.value)
    return E.right(O.some({ _tag: 'ConversionConfirmed', at: answer.at, ...conversion, terms: person.sfdc.terms }))
  }

/**
 * What Salesforce's failure does to the person, who can be converted again.
 *
 * | conversion under way | needed a sync | failed at | result                                  |
 * | -------------------- | ------------- | --------- | --------------------------------------- |
 * | no                   |               | any       | `NoConversionUnderWay`                  |
 * | yes                  | no            | `sync`    | `NoSyncNeeded`                          |
 * | yes                  | yes           | `sync`    | as before the conversion                |
 * | yes                  | any           | `convert` | a lead, not deleted                     |
 *
 * @rule convert.answered-once
 * @rule convert.syncs-first
 * @rule activity.convert
 * @category decisions
 * @since 0.1.0
 */
export const failConversion =
  ({ at, failedAt, reason }: FailConversion) =>
  (person: Person): E.Either<NoConversionUnderWay | NoSyncNeeded, ConversionFailed> => {
    const personId = person.id
    if (person.sfdc._tag !== 'Converting') return E.left(noConversionUnderWay(personId))
    if (failedAt === 'sync' && !needsSync(person.sfdc.from))
      return E.left({ _tag: 'NoSyncNeeded', rule: 'convert.syncs-first', personId })
    return E.right({ _tag: 'ConversionFailed', at, personId, failedAt, reason, terms: person.sfdc.terms })
  }
