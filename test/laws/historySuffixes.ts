// Histories that end where a law's mistakes show: random ones come there too seldom to show them in every run. The accounts and
// contacts of an ending are none that random histories know, so that whatever came before cannot keep it from its place.
import fc from 'fast-check'
import type { FieldValue, Input, PersonId, UserId } from 'marketo-account-sync'
import { newAccountAndOpportunity } from 'marketo-account-sync'
import { anyFields, anyFieldValue, anyHistory, anyText } from 'marketo-account-sync/testing'
import {
  editThrough,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  nthUserId,
  second,
  syncAccount,
  syncContact,
} from './inputs.js'

type Ending = fc.Arbitrary<ReadonlyArray<Input>>

/** Any history, and after it one of the endings. */
export const endingIn = (...endings: ReadonlyArray<Ending>): Ending =>
  fc.tuple(anyHistory, fc.oneof(...endings)).map(([history, ending]) => [...history, ...ending])

const [here, there] = [nthAccountId(1), nthAccountId(2)]
const [ann, ben] = [nthContactId(1), nthContactId(2)]

const anyTwoValues = fc.tuple(anyFieldValue, anyFieldValue).filter(([one, other]) => one !== other)

const edited = ([synced, value]: readonly [FieldValue, FieldValue]): ReadonlyArray<Input> => [
  syncAccount({ id: here, at: 0, fields: { Name: synced, Industry: 'a' } }),
  syncContact({ id: ann, at: 0, accountId: here }),
  editThrough({ contactId: ann, at: 1, field: 'Name', value }),
]

/** A record undoes a local edit: it carries the value that was synced before, and another field has changed. */
export const anEditUndone: Ending = anyTwoValues.map((values) => [
  ...edited(values),
  syncAccount({ id: here, at: 2, fields: { Name: values[0], Industry: 'b' } }),
])

/** A newer record says nothing but what was synced, and there is a local edit. */
export const nothingNew: Ending = anyTwoValues.map((values) => [
  ...edited(values),
  syncAccount({ id: here, at: 2, fields: { Name: values[0], Industry: 'a' } }),
])

export const aLateRecord: Ending = anyTwoValues.map(([newer, older]) => [
  syncAccount({ id: here, at: 1, fields: { Name: newer } }),
  syncAccount({ id: here, at: 0, fields: { Name: older } }),
])

/** The contact through which an account was edited moves to another. */
export const anEditorMoves: Ending = anyTwoValues.map((values) => [
  ...edited(values),
  syncAccount({ id: there, at: 0, fields: { Name: values[0] } }),
  syncContact({ id: ann, at: 2, accountId: there }),
])

const deletion = syncContact({ id: ann, at: 1, accountId: here, isDeleted: true })
const live = syncContact({ id: ann, at: 0, accountId: here })

/** A local edit is tried through a contact that is unknown, deleted, private, or of a deleted account. */
export const anEditRefused: Ending = fc
  .tuple(
    anyTwoValues,
    fc.constantFrom<ReadonlyArray<Input>>(
      [],
      [deletion],
      [live, deletion],
      [syncContact({ id: ann, at: 0, accountId: null })],
      [live, syncAccount({ id: here, at: 1, fields: {}, isDeleted: true })],
    ),
  )
  .map(([[synced, value], before]) => [
    syncAccount({ id: here, at: 0, fields: { Name: synced } }),
    ...before,
    editThrough({ contactId: ann, at: 2, field: 'Name', value }),
  ])

const personId = 318_581 as PersonId
const assignTo: UserId = nthUserId(1)

/** A conversion is confirmed, while Marketo knows an account of the same name, with a contact and a local edit. */
export const aNamesakeConverted: Ending = anyText.map((name) => [
  syncAccount({ id: there, at: 0, fields: { Name: name, Industry: 'a' } }),
  syncContact({ id: ann, at: 0, accountId: there }),
  editThrough({ contactId: ann, at: 1, field: 'Industry', value: 'b' }),
  {
    _tag: 'PutPerson',
    at: second(2),
    person: { id: personId, lastName: 'Young', company: name, sfdc: { _tag: 'SfdcLead', isDeleted: false } },
  },
  {
    _tag: 'ConvertPerson',
    at: second(3),
    personId,
    assignTo,
    convertedStatus: 'Qualified',
    notifyOwner: false,
    accepts: newAccountAndOpportunity,
  },
  {
    _tag: 'ConfirmConversion',
    at: second(4),
    personId,
    account: { ...syncAccount({ id: here, at: 4, fields: { Name: name } }).record },
    contactId: ben,
    opportunityId: nthOpportunityId(1),
  },
])

/** Two accounts with a contact each. */
export const twoAccounts: Ending = fc.constant([
  syncAccount({ id: here, at: 0, fields: { Name: 'a' } }),
  syncContact({ id: ann, at: 0, accountId: here }),
  syncAccount({ id: there, at: 0, fields: { Name: 'a' } }),
  syncContact({ id: ben, at: 0, accountId: there }),
])

const anyInputAbout = (id: typeof here, contactId: typeof ann): fc.Arbitrary<Input> =>
  fc.oneof<Array<fc.Arbitrary<Input>>>(
    fc
      .record({ fields: anyFields, isDeleted: fc.boolean() })
      .map(({ fields, isDeleted }) => syncAccount({ id, at: 1, fields, isDeleted })),
    anyFieldValue.map((value) => editThrough({ contactId, at: 1, field: 'Name', value })),
  )

/** What can come next for each of the two accounts. */
export const anyInputHere = anyInputAbout(here, ann)
export const anyInputThere = anyInputAbout(there, ben)
