// The laws about sync-downs.
import { accountsOf, eqLocalEdit, eqMarketo } from 'marketo-account-sync'
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
import {
  aBlankNotHeld,
  aFormulaAgain,
  aFurtherReading,
  aLateContactRecord,
  aLateRecord,
  anEditUndone,
  anySettingsOfAnyCase,
  anySettingsWithFormula,
  endingIn,
  nothingNew,
} from './historySuffixes.js'
import type { Law } from './law.js'
import { always, law, whenever } from './law.js'
import { isVisible, withRecord } from './records.js'
import {
  accountRecord,
  firstFormula,
  formulaAgain,
  furtherReading,
  overriding,
  sameStampAccountRecord,
  skipping,
  staleAccountRecord,
  staleContactRecord,
} from './selectors.js'

export const syncLaws: ReadonlyArray<Law> = [
  law(
    'sync.override-all',
    'an applied account record sets every visible field that it contains, including blank fields',
    whenever(
      overriding,
      ({ record, fields, after }) =>
        namesOf(fields).every((name) => fieldOf(shownIn(after, record.id), name) === fieldOf(fields, name)),
      { settings: anySettingsOfAnyCase, histories: endingIn(anEditUndone, aBlankNotHeld) },
    ),
  ),
  law(
    'sync.override-all',
    'an applied account record ends the local edits of all fields in the record, even of fields whose values did not change',
    whenever(
      overriding,
      ({ record, fields, after }) => editsIn(after, record.id).every(({ field }) => !Object.hasOwn(fields, field)),
      { histories: endingIn(anEditUndone) },
    ),
  ),
  law(
    'sync.override-all',
    'under `field-change`, a record without a new value changes only the SystemModstamp and the deleted flag of the account',
    whenever(
      skipping,
      ({ record, isDeleted, before, after, activities }) => {
        const [was, is] = [accountIn(before, record.id), accountIn(after, record.id)]
        return (
          JSON.stringify([is?.synced, is?.localEdits]) === JSON.stringify([was?.synced, was?.localEdits]) &&
          is?.systemModstamp === record.systemModstamp &&
          is.isDeleted === (isDeleted ?? was?.isDeleted) &&
          changesLogged({ activities }).length === 0
        )
      },
      { histories: endingIn(nothingNew) },
    ),
  ),
  law(
    'sync.absent-field',
    'a field that the account record does not contain keeps its value and its local edit in Marketo',
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
    'if a second record of the same version has no new value for a field, the field keeps its local edit, and no change is logged',
    whenever(
      furtherReading,
      ({ record, fields, before, after, activities }) => {
        const left = editsIn(after, record.id)
        return (
          editsIn(before, record.id).every(
            (edit) => Object.hasOwn(fields, edit.field) || left.some((other) => eqLocalEdit.equals(edit, other)),
          ) && changesLogged({ activities }).every(({ field }) => Object.hasOwn(fields, field))
        )
      },
      { histories: endingIn(aFurtherReading) },
    ),
  ),
  law(
    'sync.only-newer',
    'if two updates have the same SystemModstamp, Marketo also applies the second update',
    whenever(
      sameStampAccountRecord,
      ({ record, fields, isDeleted, before, after }) => {
        const [was, is] = [accountIn(before, record.id), accountIn(after, record.id)]
        return (
          is?.isDeleted === (isDeleted ?? was?.isDeleted) &&
          is?.systemModstamp === record.systemModstamp &&
          namesOf(fields).every((name) => fieldOf(is.synced, name) === fieldOf(fields, name))
        )
      },
      { histories: endingIn(aFurtherReading) },
    ),
  ),
  law(
    'sync.formula-fields',
    'a formula field keeps its value and its local edit, and logs nothing, until a record with a newer SystemModstamp arrives',
    whenever(
      formulaAgain,
      ({ record, formulas, before, after, activities }) => {
        const [was, is] = [accountIn(before, record.id), accountIn(after, record.id)]
        return formulas.every(
          (name) =>
            fieldOf(was?.synced ?? {}, name) === fieldOf(is?.synced ?? {}, name) &&
            fieldOf(shownIn(before, record.id), name) === fieldOf(shownIn(after, record.id), name) &&
            changesLogged({ activities }).every(({ field }) => field !== name),
        )
      },
      { settings: anySettingsWithFormula, histories: endingIn(aFormulaAgain) },
    ),
  ),
  law(
    'sync.formula-fields',
    'for each SystemModstamp, a formula field takes the first value that arrives',
    whenever(
      firstFormula,
      ({ record, formulas, fields, after }) =>
        formulas.every((name) => fieldOf(shownIn(after, record.id), name) === fieldOf(fields, name)),
      { settings: anySettingsWithFormula, histories: endingIn(aFormulaAgain) },
    ),
  ),
  law(
    'sync.visible-fields',
    'no account in Marketo ever has a field that the sync ignores or that is hidden',
    always(({ after, settings }) =>
      [...accountsOf(after)].every(({ synced }) => namesOf(synced).every(isVisible(settings))),
    ),
  ),
  law(
    'sync.visible-fields',
    'the values of ignored and hidden fields affect nothing',
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
