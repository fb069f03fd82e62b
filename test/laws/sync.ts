// The laws of the sync-down.
import { accountsOf, eqMarketo } from 'marketo-account-sync'
import { anyFields, anyHistory, anySettings, momentsOf } from 'marketo-account-sync/testing'
import {
  accountIn,
  changesLogged,
  editsIn,
  fieldOf,
  namesOf,
  sameAccount,
  sameContact,
  shownIn,
} from '../helpers/observe.js'
import { aLateContactRecord, aLateRecord, anEditUndone, endingIn, nothingNew } from './historySuffixes.js'
import type { Law } from './law.js'
import { always, law, whenever } from './law.js'
import { isVisible, withRecord } from './records.js'
import {
  accountRecord,
  overriding,
  sameStampAccountRecord,
  skipping,
  staleAccountRecord,
  staleContactRecord,
} from './selectors.js'

export const syncLaws: ReadonlyArray<Law> = [
  law(
    'sync.override-all',
    'an applied record sets every visible field in it, blank ones included',
    whenever(
      overriding,
      ({ record, fields, after }) =>
        namesOf(fields).every((name) => fieldOf(shownIn(after, record.id), name) === fieldOf(fields, name)),
      { histories: endingIn(anEditUndone) },
    ),
  ),
  law(
    'sync.override-all',
    'an applied record ends the local edit of every field in it, whichever field changed in Salesforce',
    whenever(
      overriding,
      ({ record, after }) => editsIn(after, record.id).every(({ field }) => !Object.hasOwn(record.fields, field)),
      { histories: endingIn(anEditUndone) },
    ),
  ),
  law(
    'sync.override-all',
    'under `field-change`, a record that says nothing new changes only the stamp and the deleted flag',
    whenever(
      skipping,
      ({ record, before, after, activities }) => {
        const [was, is] = [accountIn(before, record.id), accountIn(after, record.id)]
        return (
          JSON.stringify([is?.synced, is?.localEdits]) === JSON.stringify([was?.synced, was?.localEdits]) &&
          is?.systemModstamp === record.systemModstamp &&
          is.isDeleted === record.isDeleted &&
          changesLogged({ activities }).length === 0
        )
      },
      { histories: endingIn(nothingNew) },
    ),
  ),
  law(
    'sync.absent-field',
    'a field that is missing from the record keeps its shown value and its local edit',
    whenever(accountRecord, ({ record, fields, before, after }) => {
      const [was, is] = [shownIn(before, record.id), shownIn(after, record.id)]
      const [edits, left] = [before, after].map((marketo) => editsIn(marketo, record.id))
      const absent = namesOf(was).filter((name) => !Object.hasOwn(fields, name))
      return absent.every(
        (name) =>
          fieldOf(was, name) === fieldOf(is, name) &&
          JSON.stringify(edits?.find(({ field }) => field === name)) ===
            JSON.stringify(left?.find(({ field }) => field === name)),
      )
    }),
  ),
  law(
    'sync.only-newer',
    'a late or repeated account record changes nothing and logs nothing',
    whenever(
      staleAccountRecord,
      ({ record, before, after, activities }) => sameAccount(before, after, record.id) && activities.length === 0,
      { histories: endingIn(aLateRecord) },
    ),
  ),
  law(
    'sync.only-newer',
    'a late or repeated contact record changes nothing',
    whenever(
      staleContactRecord,
      ({ record, before, after, activities }) => sameContact(before, after, record.id) && activities.length === 0,
      { histories: endingIn(aLateContactRecord) },
    ),
  ),
  law(
    'sync.only-newer',
    'a record of the same stamp with other content is applied',
    whenever(sameStampAccountRecord, ({ record, fields, after }) => {
      const is = accountIn(after, record.id)
      return (
        is?.isDeleted === record.isDeleted &&
        namesOf(fields).every((name) => fieldOf(is.synced, name) === fieldOf(fields, name))
      )
    }),
  ),
  law(
    'sync.visible-fields',
    'no account ever holds a field that the sync ignores or that is hidden',
    always(({ after, settings }) =>
      [...accountsOf(after)].every(({ synced }) => namesOf(synced).every(isVisible(settings))),
    ),
  ),
  law(
    'sync.visible-fields',
    'other values in ignored or hidden fields make no difference',
    [anySettings, anyHistory, anyFields],
    (settings, history, others, implementation) => {
      const invisible = Object.entries(others).filter(([name]) => !isVisible(settings)(name))
      const inputs = history.map((input) =>
        withRecord((record) => ({ ...record, fields: { ...record.fields, ...Object.fromEntries(invisible) } }), input),
      )
      const run = momentsOf(implementation)(settings)
      const disguised = run(inputs)
      return run(history).every(
        ({ after, activities }, index) =>
          eqMarketo.equals(after, disguised[index]!.after) &&
          JSON.stringify(activities) === JSON.stringify(disguised[index]!.activities),
      )
    },
  ),
]
