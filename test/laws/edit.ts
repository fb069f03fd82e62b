// The laws of the local edit.
import type { ContactId, EditAccountField, FieldName, Marketo } from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import * as O from 'fp-ts/lib/Option.js'
import { allContacts } from 'marketo-account-sync'
import { always } from './always.js'
import { anEditRefused, anEditUndone, endingIn } from './historySuffixes.js'
import type { Law } from './law.js'
import {
  accountIn,
  contactIn,
  editsIn,
  fieldOf,
  isTaken,
  namesOf,
  othersStay,
  overridingRecord,
  refusalOf,
  shownIn,
} from './observe.js'

/** The edit of a moment, and the account it goes to, if its contact is live. */
const editOf = ({ input, before }: Moment) => {
  if (input._tag !== 'EditAccountField') return undefined
  const contact = contactIn(before, input.contactId)
  return contact?._tag === 'LiveContact' ? { edit: input, accountId: contact.accountId } : undefined
}

/** What a local edit must be refused with, if with anything. */
const expectedRefusal = ({ contactId, field }: EditAccountField, before: Marketo): string | undefined => {
  const contact = contactIn(before, contactId)
  if (contact === undefined) return 'UnknownContact'
  if (contact._tag !== 'LiveContact') return 'ContactNotLive'
  const account = accountIn(before, contact.accountId)
  if (account?.isDeleted === true) return 'AccountDeleted'
  return fieldOf(shownIn(before, contact.accountId), field) === undefined ? 'UnknownField' : undefined
}

export const editLaws = (implementation: Implementation): ReadonlyArray<Law> => {
  const eachMoment = always(implementation)
  const valueFor = (marketo: Marketo, contactId: ContactId, field: FieldName) =>
    O.toUndefined(implementation.valueForContact(contactId, field)(marketo))
  return [
    eachMoment('edit.fan-out', 'every contact of the account shows the new value', (moment) => {
      const edited = editOf(moment)
      if (edited === undefined || !isTaken(moment)) return true
      const { field, value } = edited.edit
      return allContacts(moment.after)
        .filter((contact) => contact._tag === 'LiveContact' && contact.accountId === edited.accountId)
        .every(({ id }) => valueFor(moment.after, id, field) === value)
    }),
    eachMoment('edit.fan-out', 'no other account, and no other field, changes', (moment) => {
      const edited = editOf(moment)
      if (edited === undefined) return true
      const shown = [moment.before, moment.after].map((marketo) => shownIn(marketo, edited.accountId))
      return (
        othersStay(moment, edited.accountId) &&
        shown.every((fields) =>
          namesOf(fields).every(
            (name) =>
              name === edited.edit.field || shown.every((other) => fieldOf(other, name) === fieldOf(fields, name)),
          ),
        )
      )
    }),
    eachMoment(
      'edit.until-override',
      'a local edit stands until a record that carries its field is applied',
      (moment, past, settings) => {
        const record = overridingRecord(settings, past, moment)
        const again = editOf(moment)
        return allContacts(moment.before)
          .flatMap((contact) => (contact._tag === 'LiveContact' ? [contact.accountId] : []))
          .every((id) =>
            editsIn(moment.before, id).every(
              ({ field, value }) =>
                (record?.id === id && Object.hasOwn(record.fields, field)) ||
                (again?.accountId === id && again.edit.field === field) ||
                fieldOf(shownIn(moment.after, id), field) === value,
            ),
          )
      },
    ),
    eachMoment(
      'edit.until-override',
      'a local edit does not outlive the record that overrides it',
      (moment, past, settings) => {
        const record = overridingRecord(settings, past, moment)
        return (
          record === undefined ||
          editsIn(moment.before, record.id)
            .filter(({ field }) => Object.hasOwn(record.fields, field))
            .every(({ field }) => fieldOf(shownIn(moment.after, record.id), field) === fieldOf(record.fields, field))
        )
      },
      endingIn(anEditUndone),
    ),
    eachMoment('edit.until-override', 'an edit back to the synced value ends the local edit', ({ after }) =>
      allContacts(after)
        .flatMap((contact) => (contact._tag === 'LiveContact' ? [contact.accountId] : []))
        .every((id) =>
          editsIn(after, id).every(({ field, value }) => fieldOf(accountIn(after, id)?.synced ?? {}, field) !== value),
        ),
    ),
    eachMoment(
      'edit.live-contact',
      'an edit through an unknown, deleted or private contact, or of a deleted account, is refused',
      (moment) => {
        if (moment.input._tag !== 'EditAccountField') return true
        const expected = expectedRefusal(moment.input, moment.before)
        const refusal = refusalOf(moment)
        return expected === undefined || expected === 'UnknownField'
          ? refusal?.rule !== 'edit.live-contact'
          : refusal?._tag === expected && refusal.rule === 'edit.live-contact'
      },
      endingIn(anEditRefused),
    ),
    eachMoment(
      'edit.live-contact',
      'an edit through a live contact, of a field that its account holds, is made',
      (moment) => {
        const edited = editOf(moment)
        if (edited === undefined || expectedRefusal(edited.edit, moment.before) !== undefined) return true
        return (
          isTaken(moment) && fieldOf(shownIn(moment.after, edited.accountId), edited.edit.field) === edited.edit.value
        )
      },
    ),
    eachMoment('edit.known-field', 'an edit of a field that the account does not hold is refused', (moment) => {
      const { input, before } = moment
      if (input._tag !== 'EditAccountField' || expectedRefusal(input, before) !== 'UnknownField') return true
      return refusalOf(moment)?._tag === 'UnknownField'
    }),
    eachMoment('edit.known-field', 'an edit adds no field to an account and takes none away', (moment) => {
      const edited = editOf(moment)
      if (edited === undefined) return true
      const [before, after] = [moment.before, moment.after].map((marketo) =>
        namesOf(shownIn(marketo, edited.accountId)),
      )
      return JSON.stringify([...before!].sort()) === JSON.stringify([...after!].sort())
    }),
  ]
}
