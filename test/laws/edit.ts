// The laws about local edits.
import * as O from 'fp-ts/lib/Option.js'
import { accountsOf } from 'marketo-account-sync'
import { editsIn, fieldOf, isAccepted, liveIn, namesOf, refusalIn, sameAccounts, shownIn } from '../helpers/observe.js'
import { anEditAgain, anEditRefused, anEditUndone, aSimilarEdit, endingIn } from './historySuffixes.js'
import type { Law } from './law.js'
import { always, law, whenever } from './law.js'
import {
  acceptedEdit,
  allowedEdit,
  editOfUnknownField,
  editThroughLiveContact,
  editWithoutLiveContact,
  localEdits,
  overriding,
} from './selectors.js'

export const editLaws: ReadonlyArray<Law> = [
  law(
    'edit.fan-out',
    'after a local edit, every live contact of the account shows the new value',
    whenever(acceptedEdit, ({ edit, accountId, after, implementation }) =>
      liveIn(after, accountId).every(
        (id) => O.toUndefined(implementation.valueForContact(id, edit.field)(after)) === edit.value,
      ),
    ),
  ),
  law(
    'edit.fan-out',
    'a local edit changes no other account and no other field',
    whenever(editThroughLiveContact, ({ edit, accountId, before, after }) => {
      const [was, is] = [shownIn(before, accountId), shownIn(after, accountId)]
      return (
        sameAccounts(before, after, accountId) &&
        [...namesOf(was), ...namesOf(is)].every(
          (name) => name === edit.field || fieldOf(was, name) === fieldOf(is, name),
        )
      )
    }),
  ),
  law(
    'edit.until-override',
    'a local edit lasts until a record delivers a value for the edited field',
    whenever(localEdits, ({ held, overridden, edited, after }) =>
      held.every(
        ({ account: { id }, edit: { field, value } }) =>
          (overridden?.record.id === id && Object.hasOwn(overridden.fields, field)) ||
          (edited?.accountId === id && edited.edit.field === field) ||
          fieldOf(shownIn(after, id), field) === value,
      ),
    ),
  ),
  law(
    'edit.until-override',
    'a record that overrides a local edit ends the local edit',
    whenever(
      overriding,
      ({ record, fields, before, after }) =>
        editsIn(before, record.id)
          .filter(({ field }) => Object.hasOwn(fields, field))
          .every(({ field }) => fieldOf(shownIn(after, record.id), field) === fieldOf(fields, field)),
      { histories: endingIn(anEditUndone) },
    ),
  ),
  law(
    'edit.until-override',
    'Marketo remembers the contact and the time of the last local edit of a field',
    whenever(
      acceptedEdit,
      ({ edit, accountId, events, after }) =>
        events.length === 0 ||
        editsIn(after, accountId).every(
          ({ field, through, at }) => field !== edit.field || (through === edit.contactId && at === edit.at),
        ),
      { histories: endingIn(anEditAgain) },
    ),
  ),
  law(
    'edit.until-override',
    'editing a field back to its synced value ends the local edit',
    always(({ after }) =>
      [...accountsOf(after)].every((account) =>
        account.localEdits.every(({ field, value }) => fieldOf(account.synced, field) !== value),
      ),
    ),
  ),
  law(
    'edit.live-contact',
    'a local edit is refused if its contact is unknown, deleted or private, or if the account is deleted',
    whenever(
      editWithoutLiveContact,
      (moment) => {
        const refusal = refusalIn(moment)
        return refusal?._tag === moment.due && refusal.rule === 'edit.live-contact'
      },
      { histories: endingIn(anEditRefused) },
    ),
  ),
  law(
    'edit.live-contact',
    'a local edit through a live contact is accepted unless a rule forbids the edit',
    whenever(
      allowedEdit,
      (moment) =>
        isAccepted(moment) && fieldOf(shownIn(moment.after, moment.accountId), moment.edit.field) === moment.edit.value,
      { histories: endingIn(aSimilarEdit) },
    ),
  ),
  law(
    'edit.known-field',
    'a local edit is refused if the account does not have the field',
    whenever(editOfUnknownField, (moment) => refusalIn(moment)?._tag === 'UnknownField'),
  ),
  law(
    'edit.known-field',
    'a local edit adds no field to an account and removes no field',
    whenever(editThroughLiveContact, ({ accountId, before, after }) => {
      const [was, is] = [before, after].map((marketo) => [...namesOf(shownIn(marketo, accountId))].sort())
      return JSON.stringify(was) === JSON.stringify(is)
    }),
  ),
]
