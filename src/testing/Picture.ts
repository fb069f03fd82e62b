/**
 * A picture is a JSON object with everything in Marketo that is visible from outside. The vectors contain pictures, and {@link
 * conforms} compares pictures.
 *
 * A picture contains no SystemModstamps and no history. Therefore any implementation can produce a picture.
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Marketo } from '../marketo/Marketo.js'
import { accountsOf, contactsOf, lookupAccount, personsOf } from '../marketo/Marketo.js'
import type { Account } from '../model/Account.js'
import { shownFields } from '../model/Account.js'
import type { Contact, LiveContact } from '../model/Contact.js'
import type { Fields } from '../model/Field.js'
import { fieldNames } from '../model/Field.js'
import type { Person, SfdcStatus } from '../model/Person.js'
import type { Implementation } from './Implementation.js'

/**
 * An account in a picture. It contains the values that Marketo shows. It also contains the local edits.
 *
 * @category model
 * @since 0.1.0
 */
export interface AccountPicture {
  readonly isDeleted: boolean
  readonly shown: Fields
  readonly localEdits: Fields
}

/**
 * The status of a contact. A live contact also has the id of its account, and the account values that Marketo shows for the
 * contact.
 *
 * @category model
 * @since 0.1.0
 */
export type ContactPicture =
  | { readonly status: 'live'; readonly accountId: string; readonly shown: Fields }
  | { readonly status: 'deleted' }
  | { readonly status: 'private' }

/**
 * The status of a person whom a user can convert.
 *
 * @category model
 * @since 0.1.0
 */
export type ConvertiblePicture =
  { readonly status: 'not in Salesforce' } | { readonly status: 'lead'; readonly isDeleted: boolean }

/**
 * A person in a picture: the person's last name, company, and status in Salesforce.
 *
 * @category model
 * @since 0.1.0
 */
export interface PersonPicture {
  readonly lastName: string | null
  readonly company: string | null
  readonly sfdc:
    | ConvertiblePicture
    | { readonly status: 'contact'; readonly contactId: string }
    | { readonly status: 'converting'; readonly from: ConvertiblePicture }
}

/**
 * All accounts, contacts and persons in Marketo. The keys are their ids.
 *
 * @category model
 * @since 0.1.0
 */
export interface Picture {
  readonly accounts: Readonly<Record<string, AccountPicture>>
  readonly contacts: Readonly<Record<string, ContactPicture>>
  readonly persons: Readonly<Record<string, PersonPicture>>
}

const accountPicture = (account: Account): AccountPicture => ({
  isDeleted: account.isDeleted,
  shown: shownFields(account),
  localEdits: Object.fromEntries(account.localEdits.map(({ field, value }) => [field, value])),
})

const shownFor = ({ valueForContact }: Implementation, marketo: Marketo, { id, accountId }: LiveContact): Fields => {
  const account = lookupAccount(accountId)(marketo)
  const names = O.isSome(account) ? fieldNames(account.value.synced) : []
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = valueForContact(id, name)(marketo)
      return O.isSome(value) ? [[name, value.value] as const] : []
    }),
  )
}

const contactPicture =
  (implementation: Implementation, marketo: Marketo) =>
  (contact: Contact): ContactPicture => {
    switch (contact._tag) {
      case 'LiveContact':
        return { status: 'live', accountId: contact.accountId, shown: shownFor(implementation, marketo, contact) }
      case 'DeletedContact':
        return { status: 'deleted' }
      case 'PrivateContact':
        return { status: 'private' }
    }
  }

const convertiblePicture = (sfdc: Exclude<SfdcStatus, { _tag: 'SfdcContact' | 'Converting' }>): ConvertiblePicture =>
  sfdc._tag === 'SfdcLead' ? { status: 'lead', isDeleted: sfdc.isDeleted } : { status: 'not in Salesforce' }

const sfdcPicture = (sfdc: SfdcStatus): PersonPicture['sfdc'] => {
  switch (sfdc._tag) {
    case 'NotInSalesforce':
    case 'SfdcLead':
      return convertiblePicture(sfdc)
    case 'SfdcContact':
      return { status: 'contact', contactId: sfdc.contactId }
    case 'Converting':
      return { status: 'converting', from: convertiblePicture(sfdc.from) }
  }
}

const personPicture = ({ lastName, company, sfdc }: Person): PersonPicture => ({
  lastName,
  company,
  sfdc: sfdcPicture(sfdc),
})

const byId = <A extends { readonly id: string | number }, B>(
  items: Iterable<A>,
  picture: (item: A) => B,
): Readonly<Record<string, B>> => Object.fromEntries([...items].map((item) => [String(item.id), picture(item)]))

/**
 * Makes the picture of a Marketo state. The values that a contact shows come from the implementation's `valueForContact`.
 *
 * @example
 * import { emptyMarketo } from 'marketo-account-sync'
 * import { pictureOf, reference } from 'marketo-account-sync/testing'
 *
 * assert.deepStrictEqual(pictureOf(reference)(emptyMarketo), { accounts: {}, contacts: {}, persons: {} })
 *
 * @category observation
 * @since 0.1.0
 */
export const pictureOf =
  (implementation: Implementation) =>
  (marketo: Marketo): Picture => ({
    accounts: byId(accountsOf(marketo), accountPicture),
    contacts: byId(contactsOf(marketo), contactPicture(implementation, marketo)),
    persons: byId(personsOf(marketo), personPicture),
  })
