/** Short ways to each refusal: a Marketo, and an input that it refuses. */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { decide } from '../marketo/Decide.js'
import type { Refused } from '../marketo/Decide.js'
import type { ConfirmConversion, ConvertPerson, EditAccountField, Input, PutPerson, SettledPerson } from '../model/Input.js'
import { newAccountAndOpportunity } from '../model/Input.js'
import type { Marketo } from '../marketo/Marketo.js'
import { emptyMarketo, marketoOf } from '../marketo/Marketo.js'
import type { PersonId } from '../model/Person.js'
import type { Refusal } from '../model/Refusal.js'
import type { SalesforceId } from '../model/SalesforceId.js'
import { UserId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import { simulateAll } from '../marketo/Simulate.js'
import { anyDeletedContact, anyLiveContact, anyPrivateContact } from './ArbitraryContact.js'
import {
  anyAcceptance,
  anyConfirmConversion,
  anyConvertPerson,
  anyEditAccountField,
  anyFailConversion,
  anyNotInSalesforce,
  anyPutPerson,
  anySfdcContact,
  anySfdcLead,
  anySyncAccount,
} from './ArbitraryInput.js'
import { anySettings } from './ArbitrarySettings.js'
import { anyContactId, anyInstant, anySalesforceId, anyUserId } from './ArbitraryValue.js'
import * as pool from './Pools.js'

/** A Marketo under some settings, and what comes to it. */
export interface Situation<I extends Input = Input> {
  readonly settings: Settings
  readonly marketo: Marketo
  readonly input: I
}

type Beginning = Omit<Situation, 'input'>

/** Where a history leads, under any settings. */
const after = (history: fc.Arbitrary<ReadonlyArray<Input>>): fc.Arbitrary<Beginning> =>
  fc
    .tuple(anySettings, history)
    .map(([settings, inputs]) => ({ settings, marketo: simulateAll(settings)(inputs)(emptyMarketo) }))

const nothingKnown: fc.Arbitrary<Beginning> = after(fc.constant([]))

const meets = <I extends Input>(
  beginning: fc.Arbitrary<Beginning>,
  input: fc.Arbitrary<I>,
): fc.Arbitrary<Situation<I>> => fc.tuple(beginning, input).map(([start, met]) => ({ ...start, input: met }))

/** An account and a live contact of it. */
const anyHome = (isDeleted: boolean) =>
  fc.record({ account: anySyncAccount, contactId: anyContactId, at: anyInstant }).map(({ account, contactId, at }) => ({
    contactId,
    fields: account.record.fields,
    history: [
      { ...account, record: { ...account.record, isDeleted } },
      {
        _tag: 'SyncContact',
        at,
        record: { id: contactId, accountId: account.record.id, isDeleted: false, systemModstamp: at },
      },
    ] satisfies ReadonlyArray<Input>,
  }))

const editAt = (isDeleted: boolean): fc.Arbitrary<Situation<EditAccountField>> =>
  fc.tuple(anySettings, anyHome(isDeleted), anyEditAccountField).map(([settings, { contactId, history }, edit]) => ({
    settings,
    marketo: simulateAll(settings)(history)(emptyMarketo),
    input: { ...edit, contactId },
  }))

const editThroughNoLiveContact: fc.Arbitrary<Situation<EditAccountField>> = fc
  .tuple(
    anySettings,
    // Live, but in no account that is known: no history leads there, a state made by hand can.
    fc.oneof(anyDeletedContact, anyPrivateContact, anyLiveContact),
    anyEditAccountField,
  )
  .map(([settings, contact, edit]) => ({
    settings,
    marketo: marketoOf({ accounts: [], contacts: [contact], persons: [], conversions: [] }),
    input: { ...edit, contactId: contact.id },
  }))

const isConvertible: fc.Arbitrary<SettledPerson['sfdc']> = fc.oneof<Array<fc.Arbitrary<SettledPerson['sfdc']>>>(
  anyNotInSalesforce,
  anySfdcLead,
)

const putAs = (sfdc: fc.Arbitrary<SettledPerson['sfdc']>): fc.Arbitrary<PutPerson> =>
  fc.tuple(anyPutPerson, sfdc).map(([put, status]) => ({ ...put, person: { ...put.person, sfdc: status } }))

/** One that passes every check of the command itself. */
const anySoundConvert: fc.Arbitrary<ConvertPerson> = fc
  .tuple(anyConvertPerson, anyUserId)
  .map(([convert, assignTo]) => ({ ...convert, assignTo, accepts: newAccountAndOpportunity }))

/** A person that lacks nothing, and whose conversion is under way. */
const anyConverting = (personId: PersonId, sfdc = isConvertible): fc.Arbitrary<ReadonlyArray<Input>> =>
  fc.tuple(putAs(sfdc), anySoundConvert).map(([put, convert]) => [
    { ...put, person: { ...put.person, id: personId, lastName: 'Young', company: 'Dickenson plc' } },
    { ...convert, personId },
  ])

const anyOneOfUs: fc.Arbitrary<PersonId> = fc.constantFrom(...pool.personIds)

/** What comes to a person that has been put or asked to be converted. */
const toPerson = <I extends Input>(
  history: (personId: PersonId) => fc.Arbitrary<ReadonlyArray<Input>>,
  input: fc.Arbitrary<I>,
  withId: (input: I, personId: PersonId) => I,
): fc.Arbitrary<Situation<I>> =>
  anyOneOfUs.chain((personId) =>
    meets(
      after(history(personId)),
      input.map((met) => withId(met, personId)),
    ),
  )

const putThus =
  (sfdc: fc.Arbitrary<SettledPerson['sfdc']>) =>
  (personId: PersonId): fc.Arbitrary<ReadonlyArray<Input>> =>
    putAs(sfdc).map((put) => [{ ...put, person: { ...put.person, id: personId } }])

const named = <I extends { readonly personId: PersonId }>(input: I, personId: PersonId): I => ({ ...input, personId })

const anyQueue: fc.Arbitrary<SalesforceId> = fc.oneof(
  fc.constant(pool.queueId),
  anySalesforceId.filter((id) => !UserId.is(id)),
)

/** Two answers that share the new account, contact or opportunity, and nothing else. */
const anySharedOutcome: fc.Arbitrary<readonly [first: ConfirmConversion, second: ConfirmConversion]> = fc
  .tuple(anyConfirmConversion, anyConfirmConversion, fc.constantFrom('account', 'contactId', 'opportunityId'))
  .map(([first, second, shared]) => [first, { ...second, [shared]: first[shared] }] as const)

const answerNotNew: fc.Arbitrary<Situation<ConfirmConversion>> = fc
  .shuffledSubarray([...pool.personIds], { minLength: 2, maxLength: 2 })
  .chain(([one, other]) =>
    fc
      .tuple(
        anySettings,
        anyConverting(one as PersonId),
        anyConverting(other as PersonId),
        anySharedOutcome,
        putAs(isConvertible),
        fc.boolean(),
      )
      .map(([settings, before, now, [first, second], put, isContactStill]) => {
        const again: ReadonlyArray<Input> = isContactStill
          ? []
          : [{ ...put, person: { ...put.person, id: one as PersonId } }]
        const history = [...before, named(first, one as PersonId), ...again, ...now]
        return {
          settings,
          marketo: simulateAll(settings)(history)(emptyMarketo),
          input: named(second, other as PersonId),
        }
      }),
  )

const anyAnswer = fc.oneof<Array<fc.Arbitrary<Extract<Input, { readonly personId: PersonId }>>>>(
  anyConfirmConversion,
  anyFailConversion,
)

const anyBlank: fc.Arbitrary<string | null> = fc.constantFrom(null, '', ' ')

/** Names of which at least one is blank. */
const anyLack = fc.oneof(
  fc.record({ lastName: anyBlank, company: anyBlank }),
  fc.record({ lastName: fc.constant('Young'), company: anyBlank }),
  fc.record({ lastName: anyBlank, company: fc.constant('Dickenson plc') }),
)

/** Convert Person, refused for each of its reasons. */
export const refusedConversions = {
  UnknownPerson: meets(nothingKnown, anyConvertPerson),
  AlreadyAContact: toPerson(putThus(anySfdcContact), anyConvertPerson, named),
  ConversionUnderWay: toPerson(anyConverting, anyConvertPerson, named),
  NewAccountNotAccepted: toPerson(
    putThus(isConvertible),
    fc
      .tuple(anyConvertPerson, anyAcceptance)
      .map(([convert, accepts]) => ({ ...convert, accepts: accepts === newAccountAndOpportunity ? 'yes' : accepts })),
    named,
  ),
  OwnerNotAUser: toPerson(
    putThus(isConvertible),
    fc.tuple(anySoundConvert, anyQueue).map(([convert, assignTo]) => ({ ...convert, assignTo })),
    named,
  ),
  LeadFieldsMissing: fc
    .tuple(
      toPerson(putThus(anyNotInSalesforce), anySoundConvert, named),
      anyPutPerson,
      anyLack,
      fc.record({ lastName: anyBlank, company: anyBlank }),
    )
    .map(([{ settings, input }, put, lack, personDefaults]) => {
      const person: SettledPerson = { id: input.personId, ...lack, sfdc: { _tag: 'NotInSalesforce' } }
      const strict: Settings = { ...settings, instance: { ...settings.instance, personDefaults } }
      return { settings: strict, marketo: simulateAll(strict)([{ ...put, person }])(emptyMarketo), input }
    }),
} satisfies Readonly<Record<string, fc.Arbitrary<Situation<ConvertPerson>>>>

/** The rest of what is refused, for each reason. */
export const refusedInputs = {
  UnknownContact: meets(nothingKnown, anyEditAccountField),
  ContactNotLive: editThroughNoLiveContact,
  AccountDeleted: editAt(true),
  UnknownField: editAt(false),
  PutWhileUnderWay: toPerson(anyConverting, anyPutPerson, (put, id) => ({ ...put, person: { ...put.person, id } })),
  AnswerOfUnknownPerson: meets(nothingKnown, anyAnswer),
  NoConversionUnderWay: toPerson(putThus(isConvertible), anyAnswer, named),
  RecordAlreadyClaimed: answerNotNew,
  NoSyncNeeded: toPerson(
    (personId) => anyConverting(personId, fc.constant({ _tag: 'SfdcLead', isDeleted: false })),
    anyFailConversion.map((answer) => ({ ...answer, failedAt: 'sync' as const })),
    named,
  ),
} satisfies Readonly<Record<string, fc.Arbitrary<Situation>>>

/** A refused input whose refusal has this tag. */
export type RefusedAs<Tag extends Refusal['_tag']> = Refused & {
  readonly refusal: Extract<Refusal, { readonly _tag: Tag }>
}

/** What is refused in a situation, for the one reason. A situation that is no such one is made anew. */
export const refusedAs = <Tag extends Refusal['_tag']>(
  tag: Tag,
  situation: fc.Arbitrary<Situation>,
): fc.Arbitrary<RefusedAs<Tag>> =>
  situation
    .map(({ settings, marketo, input }) => decide(settings)(input)(marketo))
    .filter(E.isLeft)
    .map(({ left }) => left)
    .filter((left): left is RefusedAs<Tag> => left._tag === 'Refused' && left.refusal._tag === tag)
