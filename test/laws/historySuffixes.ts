// Endings for random histories. Each ending shows one or more faults. Without endings, random histories would show some faults too
// rarely.
//
// The accounts and contacts of an ending do not occur in random histories. So the inputs before an ending do not affect the ending.
import fc from 'fast-check'
import type {
  AccountId,
  ContactId,
  ConvertPerson,
  FieldValue,
  Input,
  SettledPerson,
  Settings,
} from 'marketo-account-sync'
import { newAccountAndOpportunity } from 'marketo-account-sync'
import {
  anyConvertPerson,
  anyFields,
  anyFieldValue,
  anyHistory,
  anyNotInSalesforce,
  anySettings,
  anySettledPerson,
  anySfdcLead,
  anyText,
} from 'marketo-account-sync/testing'
import type { Values } from '../helpers/values.js'
import { editThrough, fieldName, lead, personId, range, second } from '../helpers/values.js'
import {
  deliverAccount,
  deliverContact,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  nthUserId,
  readAgain,
} from './inputs.js'

type Histories = fc.Arbitrary<ReadonlyArray<Input>>

/** Any history, followed by one of the endings. */
export const endingIn = (...endings: ReadonlyArray<Histories>): Histories =>
  fc.tuple(anyHistory, fc.oneof(...endings)).map(([history, ending]) => [...history, ...ending])

const [here, there] = [nthAccountId(1), nthAccountId(2)]
const [ann, ben] = [nthContactId(1), nthContactId(2)]

const anyTwoValues = fc.tuple(anyFieldValue, anyFieldValue).filter(([one, other]) => one !== other)

const edited = ([synced, value]: readonly [FieldValue, FieldValue]): ReadonlyArray<Input> => [
  deliverAccount(here, 0, { Name: synced, Industry: 'a' }),
  deliverContact(ann, 0, here),
  editThrough(ann, 'Name', value, second(1)),
]

/**
 * A record undoes a local edit. The record has the value that was synced before the edit, and a new value in a different field. Half
 * of these records are half a second newer than the previous record, and the other half are two seconds newer.
 */
export const anEditUndone: Histories = fc
  .tuple(anyTwoValues, fc.constantFrom(2, 0.5))
  .map(([values, stamp]) => [...edited(values), deliverAccount(here, stamp, { Name: values[0], Industry: 'b' })])

/**
 * There is a local edit. Then a newer record arrives. The record has the synced values. It also has a blank field that the
 * account lacks.
 */
export const aBlankNotHeld: Histories = anyTwoValues.map((values) => [
  ...edited(values),
  deliverAccount(here, 2, { Name: values[0], Industry: 'a', Site: null }),
])

/** One in three of these random settings hides `name` and `INDUSTRY`. The fields `Name` and `Industry` stay visible. */
export const anySettingsOfAnyCase: fc.Arbitrary<Settings> = fc
  .tuple(anySettings, fc.nat(2))
  .map(([{ instance, readings }, n]) => ({
    readings,
    instance: n > 0 ? instance : { ...instance, hiddenFields: ['name', 'INDUSTRY'].map(fieldName) },
  }))

/** Pairs of different values that a careless comparison treats as equal. */
const similarValues: ReadonlyArray<readonly [FieldValue, FieldValue]> = [
  ['a', 'A'],
  [1, true],
  [0, false],
  ['', null],
  ['1', 1],
]

export const anySimilarValues: fc.Arbitrary<readonly [FieldValue, FieldValue]> = fc.constantFrom(...similarValues)

/** A local edit replaces a value with a similar value. */
export const aSimilarEdit: Histories = anySimilarValues.map(edited)

/** A field is edited again through a different contact. */
export const anEditAgain: Histories = anyTwoValues.map((values) => [
  ...edited(values),
  deliverContact(ben, 0, here),
  editThrough(ben, 'Name', 'again', second(2)),
])

/** There is a local edit. Then a newer record arrives. All its values are equal to the synced values. */
export const nothingNew: Histories = anyTwoValues.map((values) => [
  ...edited(values),
  deliverAccount(here, 2, { Name: values[0], Industry: 'a' }),
])

/**
 * There is a local edit of one field. Then a record with the current SystemModstamp arrives. The record has a new value in a
 * different field, or additional fields.
 */
export const aFurtherReading: Histories = fc
  .tuple(
    anyTwoValues,
    fc.constantFrom<ReadonlyArray<readonly [fields: Values, isDeleted?: boolean]>>(
      [[{ Industry: 'b' }]],
      [[{ Site: 'a' }]],
      [[{ Industry: 'b', Name: 'again' }]],
      [[{}, true]],
      [[{}, true], [{ Site: 'a' }]],
    ),
  )
  .map(([values, readings]) => [
    ...edited(values),
    ...readings.map(([fields, isDeleted]) => readAgain(here, 0, { Name: values[0], ...fields }, isDeleted)),
  ])

/** A formula field is edited. Then a record arrives that has the same SystemModstamp and a different value of the field. */
export const aFormulaAgain: Histories = anyTwoValues.map((values) => [
  ...edited(values),
  readAgain(here, 0, { Name: 'again', Industry: 'b' }),
])

/** Settings in which the field Name is a formula field and is not hidden. */
export const anySettingsWithFormula: fc.Arbitrary<Settings> = anySettings.map(({ instance, readings }) => ({
  instance: {
    ...instance,
    hiddenFields: instance.hiddenFields.filter((name) => name !== 'Name'),
    formulaFields: [fieldName('Name')],
  },
  readings,
}))

export const aLateRecord: Histories = anyTwoValues.map(([newer, older]) => [
  deliverAccount(here, 1, { Name: newer }),
  deliverAccount(here, 0, { Name: older }),
])

export const aLateContactRecord: Histories = fc.constant([
  deliverAccount(here, 0, {}),
  deliverAccount(there, 0, {}),
  deliverContact(ann, 1, here),
  deliverContact(ann, 0, there),
])

/** A user edits an account through a contact, and the contact moves to a different account. */
export const anEditorMoves: Histories = anyTwoValues.map((values) => [
  ...edited(values),
  deliverAccount(there, 0, { Name: values[0] }),
  deliverContact(ann, 2, there),
])

const deletion = deliverContact(ann, 1, here, true)
const live = deliverContact(ann, 0, here)

/** A user tries a local edit through a contact that is unknown, deleted or private, or whose account is deleted. */
export const anEditRefused: Histories = fc
  .tuple(
    anyTwoValues,
    fc.constantFrom<ReadonlyArray<Input>>(
      [],
      [deletion],
      [live, deletion],
      [deliverContact(ann, 0, null)],
      [live, deliverAccount(here, 1, {}, true)],
    ),
  )
  .map(([[synced, value], before]) => [
    deliverAccount(here, 0, { Name: synced }),
    ...before,
    editThrough(ann, 'Name', value, second(2)),
  ])

const putAt = (n: number, person: SettledPerson): Input => ({ _tag: 'PutPerson', at: second(n), person })

/** A random person. Half of the persons have a last name with white space, or with a character that resembles white space. */
const anyNamedPerson: fc.Arbitrary<SettledPerson> = fc
  .tuple(anySettledPerson, fc.nat(1), fc.constantFrom(' Young ', '\u00a0', '\u3000\t', '\u200b', '\u0085'))
  .map(([person, n, lastName]) => (n === 0 ? person : { ...person, lastName }))

/** Delivers a person, and requests the conversion of this person. The person can be converted. `change` changes the request. */
const anyConversion = (
  change: fc.Arbitrary<Partial<ConvertPerson>>,
): fc.Arbitrary<readonly [SettledPerson, ConvertPerson]> =>
  fc
    .tuple(
      anyNamedPerson,
      fc.oneof<Array<fc.Arbitrary<SettledPerson['sfdc']>>>(anyNotInSalesforce, anySfdcLead, fc.constant(lead)),
      anyConvertPerson,
      change,
    )
    .map(([person, sfdc, convert, changed]) => [
      { ...person, sfdc },
      { ...convert, personId: person.id, accepts: newAccountAndOpportunity, ...changed },
    ])

/**
 * A user runs Convert Person for a person who is not a contact. A random history before this ending can already contain a
 * conversion of this person. If this conversion is still under way, the request is refused.
 */
export const aConversion = (change: fc.Arbitrary<Partial<ConvertPerson>> = fc.constant({})): Histories =>
  anyConversion(change).map(([person, convert]) => [putAt(0, person), convert])

/** Marketo knows an account whose name is the company of a person. A user runs Convert Person for this person. */
export const aNamesakeKnown: Histories = anyConversion(fc.constant({})).map(([person, convert]) => [
  deliverAccount(here, 0, { Name: person.company }),
  putAt(0, person),
  convert,
])

/**
 * A conversion is confirmed and creates an account. Marketo already knows an older account that has the same name, a contact and a
 * local edit.
 */
export const aNamesakeConverted: Histories = anyText.map((name) => [
  deliverAccount(there, 0, { Name: name, Industry: 'a' }),
  deliverContact(ann, 0, there),
  editThrough(ann, 'Industry', 'b', second(1)),
  putAt(2, { id: personId(318_581), lastName: 'Young', company: name, sfdc: lead }),
  {
    _tag: 'ConvertPerson',
    at: second(3),
    personId: personId(318_581),
    assignTo: nthUserId(1),
    convertedStatus: 'Qualified',
    notifyOwner: false,
    accepts: newAccountAndOpportunity,
  },
  {
    _tag: 'ConfirmConversion',
    at: second(4),
    personId: personId(318_581),
    account: deliverAccount(here, 4, { Name: name }).record,
    contactId: ben,
    opportunityId: nthOpportunityId(1),
  },
])

const convertAt = (n: number, id: number): Input => ({
  _tag: 'ConvertPerson',
  at: second(n),
  personId: personId(id),
  assignTo: nthUserId(1),
  convertedStatus: 'Qualified',
  notifyOwner: false,
  accepts: newAccountAndOpportunity,
})

const confirmAt = (n: number, id: number, account: AccountId, contactId: ContactId, opportunity: number): Input => ({
  _tag: 'ConfirmConversion',
  at: second(n),
  personId: personId(id),
  account: deliverAccount(account, n, { Name: 'a' }).record,
  contactId,
  opportunityId: nthOpportunityId(opportunity),
})

const leadAt = (n: number, id: number): Input =>
  putAt(n, { id: personId(id), lastName: 'Young', company: 'Dickenson plc', sfdc: lead })

const [first, rival] = [318_582, 318_583]

/**
 * A person is converted, becomes a lead again through a PutPerson, and is converted again. Then the first answer arrives once
 * more, or an answer with other ids arrives.
 */
export const aSecondLife: Histories = fc
  .constantFrom(
    confirmAt(6, first, here, ann, 1),
    confirmAt(6, first, there, ann, 2),
    confirmAt(6, first, there, ben, 2),
  )
  .map((answer) => [
    ...[leadAt(1, first), convertAt(2, first), confirmAt(3, first, here, ann, 1)],
    ...[leadAt(4, first), convertAt(5, first), answer],
  ])

/** A conversion is confirmed. The answer contains records of an earlier conversion, or a contact that belongs to other persons. */
export const aClaim: Histories = fc
  .tuple(fc.constantFrom(here, there), fc.constantFrom(ann, ben), fc.constantFrom(1, 2), fc.nat(2))
  .map(([account, contactId, opportunity, others]) => [
    ...[leadAt(1, first), convertAt(2, first), confirmAt(3, first, here, ann, 1), leadAt(4, first)],
    ...range(others).map((n) =>
      putAt(4, {
        id: personId(318_590 - n),
        lastName: null,
        company: null,
        sfdc: { _tag: 'SfdcContact', contactId: ann },
      }),
    ),
    ...[leadAt(4, rival), convertAt(5, rival), confirmAt(6, rival, account, contactId, opportunity)],
  ])

/** A conversion created a contact, and the first contact record of this contact is older than the answer. */
export const anOwnRecord: Histories = fc.constant<ReadonlyArray<Input>>([
  deliverAccount(there, 0, { Name: 'b' }),
  ...[leadAt(1, first), convertAt(2, first), confirmAt(3, first, here, ann, 1)],
  deliverContact(ann, 2, there),
])

/** Two accounts with one contact each. */
export const twoAccounts: Histories = fc.constant([
  deliverAccount(here, 0, { Name: 'a' }),
  deliverContact(ann, 0, here),
  deliverAccount(there, 0, { Name: 'a' }),
  deliverContact(ben, 0, there),
])

const anyInputAbout = (id: typeof here, contactId: typeof ann): fc.Arbitrary<Input> =>
  fc.oneof<Array<fc.Arbitrary<Input>>>(
    fc
      .record({ fields: anyFields, isDeleted: fc.boolean() })
      .map(({ fields, isDeleted }) => deliverAccount(id, 1, fields, isDeleted)),
    anyFieldValue.map((value) => editThrough(contactId, 'Name', value, second(1))),
  )

/** Makes random inputs about the account `here` and its contact. */
export const anyInputHere = anyInputAbout(here, ann)
export const anyInputThere = anyInputAbout(there, ben)
