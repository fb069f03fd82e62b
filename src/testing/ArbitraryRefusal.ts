/**
 * Arbitrary refusals, each as `decide` gives it in a short history that leads there; and what was refused or deferred.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { Deferred, Refused } from '../marketo/Decide.js'
import { decide } from '../marketo/Decide.js'
import { emptyMarketo } from '../marketo/Marketo.js'
import type {
  AccountDeleted,
  AccountNotYetKnown,
  AlreadyAContact,
  AnswerRefused,
  ContactNotLive,
  ConversionUnderWay,
  ConvertRefused,
  EditRefused,
  LeadFieldsMissing,
  NeededByLead,
  NewAccountNotAccepted,
  NoConversionUnderWay,
  NoSyncNeeded,
  RecordAlreadyClaimed,
  OwnerNotAUser,
  Refusal,
  UnknownContact,
  UnknownField,
  UnknownPerson,
} from '../model/Refusal.js'
import { anyAccountId } from './ArbitraryValue.js'
import { anySettings } from './ArbitrarySettings.js'
import { anySyncContact } from './ArbitraryInput.js'
import { refusedAs, refusedConversions, refusedInputs } from './RefusalScenarios.js'

const edits = {
  UnknownContact: refusedAs('UnknownContact', refusedInputs.UnknownContact),
  ContactNotLive: refusedAs('ContactNotLive', refusedInputs.ContactNotLive),
  AccountDeleted: refusedAs('AccountDeleted', refusedInputs.AccountDeleted),
  UnknownField: refusedAs('UnknownField', refusedInputs.UnknownField),
}

const conversions = {
  UnknownPerson: refusedAs('UnknownPerson', refusedConversions.UnknownPerson),
  AlreadyAContact: refusedAs('AlreadyAContact', refusedConversions.AlreadyAContact),
  ConversionUnderWay: refusedAs('ConversionUnderWay', refusedConversions.ConversionUnderWay),
  NewAccountNotAccepted: refusedAs('NewAccountNotAccepted', refusedConversions.NewAccountNotAccepted),
  OwnerNotAUser: refusedAs('OwnerNotAUser', refusedConversions.OwnerNotAUser),
  LeadFieldsMissing: refusedAs('LeadFieldsMissing', refusedConversions.LeadFieldsMissing),
}

const answers = {
  UnknownPerson: refusedAs('UnknownPerson', refusedInputs.AnswerOfUnknownPerson),
  NoConversionUnderWay: refusedAs('NoConversionUnderWay', refusedInputs.NoConversionUnderWay),
  RecordAlreadyClaimed: refusedAs('RecordAlreadyClaimed', refusedInputs.RecordAlreadyClaimed),
  NoSyncNeeded: refusedAs('NoSyncNeeded', refusedInputs.NoSyncNeeded),
}

/**
 * An input that was refused, by each refusal about as often, in a Marketo that refuses it.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyRefused: fc.Arbitrary<Refused> = fc.oneof<Array<fc.Arbitrary<Refused>>>(
  ...Object.values(edits),
  ...Object.values(conversions),
  refusedAs('ConversionUnderWay', refusedInputs.PutWhileUnderWay),
  ...Object.values(answers),
)

/**
 * A contact record that has to wait for its account.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyDeferred: fc.Arbitrary<Deferred> = fc
  .tuple(anySettings, anySyncContact, anyAccountId)
  .map(([settings, delivery, accountId]) => {
    const record = { ...delivery.record, isDeleted: false, accountId }
    return decide(settings)({ ...delivery, record })(emptyMarketo)
  })
  .filter(E.isLeft)
  .map(({ left }) => left)
  .filter((left) => left._tag === 'Deferred')

/**
 * The reason why a contact record has to wait.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyAccountNotYetKnown: fc.Arbitrary<AccountNotYetKnown> = anyDeferred.map(({ reason }) => reason)

/**
 * Either of what a new lead needs.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyNeededByLead: fc.Arbitrary<NeededByLead> = fc.constantFrom('lastName', 'company')

/**
 * The refusal of a local edit through a contact that Marketo does not know.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyUnknownContact: fc.Arbitrary<UnknownContact> = edits.UnknownContact.map(({ refusal }) => refusal)

/**
 * The refusal of a local edit through a contact that is deleted, private, or in no account that is known.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyContactNotLive: fc.Arbitrary<ContactNotLive> = edits.ContactNotLive.map(({ refusal }) => refusal)

/**
 * The refusal of a local edit in an account that is deleted in Salesforce.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyAccountDeleted: fc.Arbitrary<AccountDeleted> = edits.AccountDeleted.map(({ refusal }) => refusal)

/**
 * The refusal of a local edit of a field that the account does not hold.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyUnknownField: fc.Arbitrary<UnknownField> = edits.UnknownField.map(({ refusal }) => refusal)

/**
 * The refusal to convert a person who is a contact.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyAlreadyAContact: fc.Arbitrary<AlreadyAContact> = conversions.AlreadyAContact.map(
  ({ refusal }) => refusal,
)

/**
 * The refusal to convert without the exact text of acceptance.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyNewAccountNotAccepted: fc.Arbitrary<NewAccountNotAccepted> = conversions.NewAccountNotAccepted.map(
  ({ refusal }) => refusal,
)

/**
 * The refusal to convert for an owner that is a queue or of any other object.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyOwnerNotAUser: fc.Arbitrary<OwnerNotAUser> = conversions.OwnerNotAUser.map(({ refusal }) => refusal)

/**
 * The refusal to convert a person who lacks Last Name, Company or both, and has no default for it.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyLeadFieldsMissing: fc.Arbitrary<LeadFieldsMissing> = conversions.LeadFieldsMissing.map(({ refusal }) => refusal)

/**
 * The refusal of an answer to a conversion that is not under way.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyNoConversionUnderWay: fc.Arbitrary<NoConversionUnderWay> = answers.NoConversionUnderWay.map(
  ({ refusal }) => refusal,
)

/**
 * The refusal of an answer with a record that is another person's contact or another conversion's outcome.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyRecordAlreadyClaimed: fc.Arbitrary<RecordAlreadyClaimed> = answers.RecordAlreadyClaimed.map(({ refusal }) => refusal)

/**
 * The refusal of an answer that a sync failed which the conversion did not need.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyNoSyncNeeded: fc.Arbitrary<NoSyncNeeded> = answers.NoSyncNeeded.map(({ refusal }) => refusal)

/**
 * The refusal of an input about a person that Marketo does not know.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyUnknownPerson: fc.Arbitrary<UnknownPerson> = fc
  .oneof(conversions.UnknownPerson, answers.UnknownPerson)
  .map(({ refusal }) => refusal)

/**
 * The refusal to convert or replace a person whose conversion is under way.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyConversionUnderWay: fc.Arbitrary<ConversionUnderWay> = fc
  .oneof(conversions.ConversionUnderWay, refusedAs('ConversionUnderWay', refusedInputs.PutWhileUnderWay))
  .map(({ refusal }) => refusal)

const ofEdits: ReadonlyArray<fc.Arbitrary<EditRefused>> = [
  anyUnknownContact,
  anyContactNotLive,
  anyAccountDeleted,
  anyUnknownField,
]
const ofConversions: ReadonlyArray<fc.Arbitrary<ConvertRefused>> = [
  anyUnknownPerson,
  anyAlreadyAContact,
  anyConversionUnderWay,
  anyNewAccountNotAccepted,
  anyOwnerNotAUser,
  anyLeadFieldsMissing,
]
const ofAnswers: ReadonlyArray<fc.Arbitrary<AnswerRefused>> = [
  anyUnknownPerson,
  anyNoConversionUnderWay,
  anyRecordAlreadyClaimed,
  anyNoSyncNeeded,
]

/**
 * Any refusal of a local edit, each as often as the others.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyEditRefused: fc.Arbitrary<EditRefused> = fc.oneof(...ofEdits)

/**
 * Any refusal of Convert Person, each as often as the others.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyConvertRefused: fc.Arbitrary<ConvertRefused> = fc.oneof(...ofConversions)

/**
 * Any refusal of an answer to a conversion, each as often as the others.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyAnswerRefused: fc.Arbitrary<AnswerRefused> = fc.oneof(...ofAnswers)

/**
 * A refusal of any kind, each as often as the others.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyRefusal: fc.Arbitrary<Refusal> = fc.oneof(
  ...new Set<fc.Arbitrary<Refusal>>([...ofEdits, ...ofConversions, ...ofAnswers]),
)
