// For every law an implementation that breaks it: a law that nothing can break says nothing. Most are in the gallery; here
// are the ones that break the others.
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { ContactId, Event, FieldName, FieldValue, Input, Marketo, Refusal, Settings } from 'marketo-account-sync'
import { allAccounts, allContacts, lookupContact } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { reference } from 'marketo-account-sync/testing'
import { accountIn, contactIn, withAccount, withContact } from '../faults/replace.js'
import { nthAccountId, nthContactId, second } from './inputs.js'

export interface Mistake {
  readonly implementation: Implementation
  /** The sentences of the laws that it breaks. */
  readonly breaks: ReadonlyArray<string>
}

const evolving = (after: (marketo: Marketo, event: Event, before: Marketo) => Marketo): Implementation => ({
  ...reference,
  evolve: (marketo, event) => after(reference.evolve(marketo, event), event, marketo),
})

/** Decides nothing where `isOverlooked`, whatever should have come of it. */
const overlooking = (
  isOverlooked: (input: Input, marketo: Marketo, settings: Settings) => boolean,
): Implementation => ({
  ...reference,
  decide: (settings) => (input) => (marketo) =>
    isOverlooked(input, marketo, settings) ? E.right([]) : reference.decide(settings)(input)(marketo),
})

/** Lets pass, without doing anything, what should be refused. */
const silentAbout = (...tags: ReadonlyArray<Refusal['_tag']>): Implementation => ({
  ...reference,
  decide: (settings) => (input) => (marketo) => {
    const decided = reference.decide(settings)(input)(marketo)
    return E.isLeft(decided) && decided.left._tag === 'Refused' && tags.includes(decided.left.refusal._tag)
      ? E.right([])
      : decided
  },
})

const isPrivate = (marketo: Marketo, id: ContactId): boolean => contactIn(marketo, id)?._tag === 'PrivateContact'

/** Drops every seventh event, whatever it is of. */
const forgetful = (): Implementation => {
  let events = 0
  return {
    ...reference,
    evolve: (marketo, event) => {
      events += 1
      return events % 7 === 0 ? marketo : reference.evolve(marketo, event)
    },
  }
}

export const mistakes: ReadonlyArray<Mistake> = [
  {
    // only who edited sees the edit
    implementation: {
      ...reference,
      valueForContact: (contactId: ContactId, field: FieldName) => (marketo) => {
        const contact = contactIn(marketo, contactId)
        const account = contact?._tag === 'LiveContact' ? accountIn(marketo, contact.accountId) : undefined
        const edit = account?.localEdits.find((other) => other.field === field)
        return edit === undefined || edit.through === contactId
          ? reference.valueForContact(contactId, field)(marketo)
          : O.fromNullable(account?.synced[field] as FieldValue)
      },
    },
    breaks: ['every contact of the account shows the new value'],
  },
  {
    implementation: overlooking(({ _tag }) => _tag === 'EditAccountField'),
    breaks: ['an edit through a live contact, of a field that its account holds, is made'],
  },
  {
    implementation: silentAbout('UnknownField'),
    breaks: ['an edit of a field that the account does not hold is refused'],
  },
  {
    // an edit brings a field along
    implementation: evolving((marketo, event) => {
      const account = event._tag === 'AccountFieldEdited' ? accountIn(marketo, event.accountId) : undefined
      return account === undefined
        ? marketo
        : withAccount(marketo, { ...account, synced: { ...account.synced, ['Edited' as FieldName]: true } })
    }),
    breaks: ['an edit adds no field to an account and takes none away'],
  },
  {
    // a contact record hits another contact too
    implementation: evolving((marketo, event) => {
      const other =
        event._tag === 'ContactSynced' ? allContacts(marketo).find(({ id }) => id !== event.record.id) : undefined
      return other === undefined
        ? marketo
        : withContact(marketo, { _tag: 'PrivateContact', id: other.id, appliedAtStamp: other.appliedAtStamp })
    }),
    breaks: ['a contact record changes no other contact'],
  },
  {
    // the index of live contacts is not kept
    implementation: evolving((marketo, event, before) =>
      event._tag === 'ContactSynced' ? { ...marketo, accounts: before.accounts } : marketo,
    ),
    breaks: [
      'the live contacts of an account are exactly those that are live in it',
      'a Marketo made of rows goes on as the one they were taken from',
    ],
  },
  {
    implementation: overlooking(
      (input, marketo) =>
        input._tag === 'SyncContact' && input.record.isDeleted && O.isNone(lookupContact(input.record.id)(marketo)),
    ),
    breaks: ['a deletion makes the contact deleted, known before or not, whatever else the record says'],
  },
  {
    // the contacts of a deleted account are deleted with it
    implementation: evolving((marketo, event) =>
      event._tag === 'AccountSyncedDown' && event.isDeleted
        ? allContacts(marketo)
            .filter((contact) => contact._tag === 'LiveContact' && contact.accountId === event.accountId)
            .reduce(
              (state, { id, appliedAtStamp }) => withContact(state, { _tag: 'DeletedContact', id, appliedAtStamp }),
              marketo,
            )
        : marketo,
    ),
    breaks: ['nothing but its own records, or a conversion, changes a contact'],
  },
  {
    // one contact too many is logged for
    implementation: {
      ...reference,
      activitiesOf: (event) => (contacts) => reference.activitiesOf(event)([...contacts, nthContactId(999)]),
    },
    breaks: ['nothing is ever logged for a contact that is not live'],
  },
  {
    implementation: overlooking((input) => input._tag === 'SyncContact' && input.record.accountId === null),
    breaks: ['a record without an account makes the contact private: known, but not live'],
  },
  {
    // a private contact shows blanks
    implementation: {
      ...reference,
      valueForContact: (contactId, field) => (marketo) =>
        isPrivate(marketo, contactId) ? O.some(null) : reference.valueForContact(contactId, field)(marketo),
    },
    breaks: ['a private contact shows no value of any account'],
  },
  {
    // the conversion is asked for twice
    implementation: {
      ...reference,
      toSalesforce: (event) => {
        const [first, ...others] = reference.toSalesforce(event)
        return [first, ...others, ...others, first]
      },
    },
    breaks: [
      'Salesforce is asked for one contact, one account and one opportunity, of the one owner, the contact in the account',
    ],
  },
  {
    // the account is there as soon as it is asked for
    implementation: evolving((marketo, event) =>
      event._tag === 'ConversionRequested'
        ? withAccount(marketo, {
            id: nthAccountId(77),
            systemModstamp: second(0),
            isDeleted: false,
            synced: {},
            localEdits: [],
            appliedAtStamp: [{ isDeleted: false, fields: {} }],
          })
        : marketo,
    ),
    breaks: ['a request for a conversion, and one that failed, makes no account and no contact'],
  },
  {
    // who has an account of the company's name is not converted
    implementation: overlooking((input, marketo) => {
      if (input._tag !== 'ConvertPerson') return false
      const company = marketo.persons.get(input.personId)?.company
      return company !== undefined && allAccounts(marketo).some(({ synced }) => synced['Name' as FieldName] === company)
    }),
    breaks: ['an account of the same name is not joined: a new one is asked for'],
  },
  {
    implementation: silentAbout('RecordAlreadyClaimed'),
    breaks: ["an answer that names another person's contact, or the outcome of another conversion, is refused"],
  },
  {
    // a conversion ends the local edits of every account
    implementation: evolving((marketo, event) =>
      event._tag === 'ConversionConfirmed'
        ? allAccounts(marketo).reduce((state, account) => withAccount(state, { ...account, localEdits: [] }), marketo)
        : marketo,
    ),
    breaks: ['a confirmed conversion changes no account but its own, and no other contact'],
  },
  {
    implementation: silentAbout('UnknownPerson'),
    breaks: ['a person that Marketo does not know is neither converted nor answered for'],
  },
  {
    implementation: silentAbout('NoConversionUnderWay'),
    breaks: ['an answer is refused where no conversion of the person is under way'],
  },
  {
    implementation: silentAbout('AlreadyAContact', 'ConversionUnderWay'),
    breaks: ['a person who is a contact, or whose conversion is under way, is not converted'],
  },
  {
    implementation: silentAbout('ConversionUnderWay'),
    breaks: ['a person is put as given, except while a conversion of it is under way'],
  },
  {
    implementation: overlooking(
      ({ _tag }, _marketo, { readings }) => _tag === 'EditAccountField' && readings.localEditLog === 'none',
    ),
    breaks: ['the reading of whom a local edit is logged for changes no value'],
  },
  {
    // local edits are not logged
    implementation: {
      ...reference,
      activitiesOf: (event) => (contacts) =>
        event._tag === 'AccountFieldEdited' ? [] : reference.activitiesOf(event)(contacts),
    },
    breaks: ['a local edit that changes a value is logged for whom the reading says, whatever the cap'],
  },
  {
    // failures are not logged
    implementation: {
      ...reference,
      activitiesOf: (event) => (contacts) =>
        event._tag === 'ConversionFailed' ? [] : reference.activitiesOf(event)(contacts),
    },
    breaks: ['an applied answer logs exactly one Convert Lead, with its outcome and on the terms asked for'],
  },
  {
    // a sync-down sets the deleted flag of every account
    implementation: evolving((marketo, event) =>
      event._tag === 'AccountSyncedDown'
        ? allAccounts(marketo).reduce(
            (state, account) => withAccount(state, { ...account, isDeleted: event.isDeleted }),
            marketo,
          )
        : marketo,
    ),
    breaks: ['inputs that touch nothing in common can come in either order'],
  },
  {
    // an edit back to the synced value stays an edit
    implementation: evolving((marketo, event) => {
      const account = event._tag === 'AccountFieldEdited' ? accountIn(marketo, event.accountId) : undefined
      if (event._tag !== 'AccountFieldEdited' || account === undefined) return marketo
      const { at, contactId: through, field, newValue: value } = event
      return account.localEdits.some((edit) => edit.field === field)
        ? marketo
        : withAccount(marketo, { ...account, localEdits: [...account.localEdits, { field, value, through, at }] })
    }),
    breaks: ['an edit back to the synced value ends the local edit'],
  },
  {
    // a skipped record ends the local edits all the same
    implementation: evolving((marketo, event) => {
      const account = event._tag === 'AccountSkipped' ? accountIn(marketo, event.accountId) : undefined
      return account === undefined ? marketo : withAccount(marketo, { ...account, localEdits: [] })
    }),
    breaks: [
      'where only a field change overrides, a record that says nothing new moves the stamp and the deleted flag alone',
    ],
  },
  { implementation: forgetful(), breaks: ['the events alone, folded, give the same Marketo'] },
  {
    // the account is changed in place
    implementation: evolving((marketo, event, before) => {
      const account = event._tag === 'AccountFieldEdited' ? accountIn(before, event.accountId) : undefined
      if (account !== undefined) (account as { isDeleted: boolean }).isDeleted = true
      return marketo
    }),
    breaks: ['a Marketo stays as it was, whatever comes after it and however the history branches'],
  },
]
