// Queries about a Marketo state, and about one moment of a history. The queries return `undefined` for a missing value, so
// that a test can use `?.`.
import * as O from 'fp-ts/lib/Option.js'
import type {
  Account,
  AccountId,
  ChangeDataValue,
  Contact,
  ContactId,
  ConversionConfirmed,
  ConversionRequested,
  FieldName,
  Fields,
  FieldValue,
  LiveContact,
  LocalEdit,
  Marketo,
  Person,
  PersonId,
  Refusal,
} from 'marketo-account-sync'
import {
  accountsOf,
  contactsOf,
  eqAccount,
  eqContact,
  lookupAccount,
  lookupContact,
  lookupPerson,
  shownFields,
} from 'marketo-account-sync'
import type { Moment } from 'marketo-account-sync/testing'

// A Marketo state

export const accountIn = (marketo: Marketo, id: AccountId): Account | undefined =>
  O.toUndefined(lookupAccount(id)(marketo))

export const contactIn = (marketo: Marketo, id: ContactId): Contact | undefined =>
  O.toUndefined(lookupContact(id)(marketo))

export const personIn = (marketo: Marketo, id: PersonId): Person | undefined => O.toUndefined(lookupPerson(id)(marketo))

/** The live contact with this id, or undefined if Marketo knows no such contact. */
export const liveContactIn = (marketo: Marketo, id: ContactId): LiveContact | undefined => {
  const contact = contactIn(marketo, id)
  return contact?._tag === 'LiveContact' ? contact : undefined
}

/** The fields that Marketo shows for an account. There are no fields if Marketo does not know the account. */
export const shownIn = (marketo: Marketo, id: AccountId): Fields => {
  const account = accountIn(marketo, id)
  return account === undefined ? {} : shownFields(account)
}

export const editsIn = (marketo: Marketo, id: AccountId): ReadonlyArray<LocalEdit> =>
  accountIn(marketo, id)?.localEdits ?? []

/**
 * The live contacts of an account. The function looks at every contact, because the tests also check the index of live contacts.
 */
export const liveIn = (marketo: Marketo, id: AccountId): ReadonlyArray<ContactId> =>
  [...contactsOf(marketo)].flatMap((contact) =>
    contact._tag === 'LiveContact' && contact.accountId === id ? [contact.id] : [],
  )

export const namesOf = (fields: Fields): ReadonlyArray<FieldName> => Object.keys(fields) as Array<FieldName>

/**
 * The value of a field, or `undefined` if the field is missing. The field can have the name of an inherited key, such
 * as `constructor`.
 */
export const fieldOf = (fields: Fields, name: FieldName): FieldValue | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined

// Two Marketo states

export const sameAccount = (a: Marketo, b: Marketo, id: AccountId): boolean =>
  O.getEq(eqAccount).equals(lookupAccount(id)(a), lookupAccount(id)(b))

export const sameContact = (a: Marketo, b: Marketo, id: ContactId): boolean =>
  O.getEq(eqContact).equals(lookupContact(id)(a), lookupContact(id)(b))

/** Whether two Marketo states have the same accounts, except for the account with this id. */
export const sameAccounts = (a: Marketo, b: Marketo, except?: AccountId): boolean =>
  [...accountsOf(a), ...accountsOf(b)].every(({ id }) => id === except || sameAccount(a, b, id))

/** Whether two Marketo states have the same contacts, except for the contact with this id. */
export const sameContacts = (a: Marketo, b: Marketo, except?: ContactId): boolean =>
  [...contactsOf(a), ...contactsOf(b)].every(({ id }) => id === except || sameContact(a, b, id))

// A moment contains one input, its decision, and the Marketo states before and after the input.

export const refusalIn = ({ decided }: Pick<Moment, 'decided'>): Refusal | undefined =>
  decided._tag === 'Left' && decided.left._tag === 'Refused' ? decided.left.refusal : undefined

export const isDeferred = ({ decided }: Pick<Moment, 'decided'>): boolean =>
  decided._tag === 'Left' && decided.left._tag === 'Deferred'

/** Whether an input was neither refused nor deferred. An accepted input can leave everything unchanged. */
export const isAccepted = ({ decided }: Pick<Moment, 'decided'>): boolean => decided._tag === 'Right'

export const changesLogged = ({ activities }: Pick<Moment, 'activities'>): ReadonlyArray<ChangeDataValue> =>
  activities.filter((activity) => activity._tag === 'ChangeDataValue')

export const confirmedIn = ({ events }: Pick<Moment, 'events'>): ConversionConfirmed | undefined =>
  events.find((event) => event._tag === 'ConversionConfirmed')

export const requestedIn = ({ events }: Pick<Moment, 'events'>): ConversionRequested | undefined =>
  events.find((event) => event._tag === 'ConversionRequested')
