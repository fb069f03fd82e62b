// Endings of histories in which a fault has an effect. Random histories reach such situations too rarely to show every
// fault in every run. The accounts and contacts of an ending do not occur in random histories, so the inputs before the
// ending cannot interfere with it.
import fc from 'fast-check'
import type { ConvertPerson, FieldValue, Input, SettledPerson } from 'marketo-account-sync'
import { newAccountAndOpportunity } from 'marketo-account-sync'
import {
  anyConvertPerson,
  anyFields,
  anyFieldValue,
  anyHistory,
  anyNotInSalesforce,
  anySettledPerson,
  anySfdcLead,
  anyText,
} from 'marketo-account-sync/testing'
import { editThrough, lead, personId, second } from '../helpers/values.js'
import { deliverAccount, deliverContact, nthAccountId, nthContactId, nthOpportunityId, nthUserId } from './inputs.js'

type Histories = fc.Arbitrary<ReadonlyArray<Input>>

/** Any history, and one of the endings after it. */
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

/** A record undoes a local edit: it carries the value that was synced before, and another field has changed. */
export const anEditUndone: Histories = anyTwoValues.map((values) => [
  ...edited(values),
  deliverAccount(here, 2, { Name: values[0], Industry: 'b' }),
])

/** There is a local edit, and a newer record has only values that were synced before. */
export const nothingNew: Histories = anyTwoValues.map((values) => [
  ...edited(values),
  deliverAccount(here, 2, { Name: values[0], Industry: 'a' }),
])

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

/** The contact through which an account was edited moves to another account. */
export const anEditorMoves: Histories = anyTwoValues.map((values) => [
  ...edited(values),
  deliverAccount(there, 0, { Name: values[0] }),
  deliverContact(ann, 2, there),
])

const deletion = deliverContact(ann, 1, here, true)
const live = deliverContact(ann, 0, here)

/** A local edit is tried through a contact that is unknown, deleted or private, or whose account is deleted. */
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

/** A person who can be converted, and the request to convert it, changed as asked for. */
const anyConversion = (
  change: fc.Arbitrary<Partial<ConvertPerson>>,
): fc.Arbitrary<readonly [SettledPerson, ConvertPerson]> =>
  fc
    .tuple(
      anySettledPerson,
      fc.oneof<Array<fc.Arbitrary<SettledPerson['sfdc']>>>(anyNotInSalesforce, anySfdcLead, fc.constant(lead)),
      anyConvertPerson,
      change,
    )
    .map(([person, sfdc, convert, changed]) => [
      { ...person, sfdc },
      { ...convert, personId: person.id, accepts: newAccountAndOpportunity, ...changed },
    ])

/** Convert Person is run for a person who can be converted, unless a conversion of the person is under way already. */
export const aConversion = (change: fc.Arbitrary<Partial<ConvertPerson>> = fc.constant({})): Histories =>
  anyConversion(change).map(([person, convert]) => [putAt(0, person), convert])

/** Convert Person is run while Marketo knows an account that is called like the person's company. */
export const aNamesakeKnown: Histories = anyConversion(fc.constant({})).map(([person, convert]) => [
  deliverAccount(here, 0, { Name: person.company }),
  putAt(0, person),
  convert,
])

/** A conversion is confirmed while Marketo knows an account of the same name, with a contact and a local edit. */
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

/** Two accounts with a contact each. */
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

/** What can happen next to each of the two accounts. */
export const anyInputHere = anyInputAbout(here, ann)
export const anyInputThere = anyInputAbout(there, ben)
