// The laws of the sync-down.
import * as O from 'fp-ts/lib/Option.js'
import type { AccountRecord, Fields, Input } from 'marketo-account-sync'
import { allAccounts, eqContact, eqMarketo, lookupContact } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { anyFields, anyHistory, anySettings, momentsOf } from 'marketo-account-sync/testing'
import { always } from './always.js'
import { aLateRecord, anEditUndone, endingIn, nothingNew } from './historySuffixes.js'
import type { Law } from './law.js'
import { law } from './law.js'
import {
  accountIn,
  accountStanding,
  changesNothing,
  contactRecordOf,
  contactStanding,
  editsIn,
  fieldOf,
  isApplied,
  isVisible,
  namesOf,
  overridingRecord,
  recordOf,
  saysSomethingNew,
  shownIn,
  visibleOf,
} from './observe.js'

export const syncLaws = (implementation: Implementation): ReadonlyArray<Law> => {
  const eachMoment = always(implementation)
  return [
    eachMoment(
      'sync.override-all',
      'an applied record sets every visible field it carries, blanks included',
      (moment, past, settings) => {
        const record = overridingRecord(settings, past, moment)
        if (record === undefined) return true
        const fields = visibleOf(settings, record)
        const shown = shownIn(moment.after, record.id)
        return namesOf(fields).every((name) => fieldOf(shown, name) === fieldOf(fields, name))
      },
      endingIn(anEditUndone),
    ),
    eachMoment(
      'sync.override-all',
      'an applied record ends the local edit of every field it carries, whichever field changed',
      (moment, past, settings) => {
        const record = overridingRecord(settings, past, moment)
        return (
          record === undefined ||
          editsIn(moment.after, record.id).every(({ field }) => !Object.hasOwn(record.fields, field))
        )
      },
      endingIn(anEditUndone),
    ),
    eachMoment(
      'sync.override-all',
      'where only a field change overrides, a record that says nothing new moves the stamp and the deleted flag alone',
      (moment, past, settings) => {
        const record = recordOf(moment)
        if (
          record === undefined ||
          settings.readings.overrideOn !== 'field-change' ||
          !isApplied(accountStanding(settings, past, record)) ||
          saysSomethingNew(settings, moment.before, record)
        )
          return true
        const before = accountIn(moment.before, record.id)
        const after = accountIn(moment.after, record.id)
        return (
          JSON.stringify([after?.synced, after?.localEdits]) === JSON.stringify([before?.synced, before?.localEdits]) &&
          after?.systemModstamp === record.systemModstamp &&
          after.isDeleted === record.isDeleted &&
          moment.activities.every(({ _tag }) => _tag !== 'ChangeDataValue')
        )
      },
      endingIn(nothingNew),
    ),
    eachMoment(
      'sync.absent-field',
      'a field that the record does not carry keeps what Marketo shows, local edit included',
      (moment, _past, settings) => {
        const record = recordOf(moment)
        if (record === undefined) return true
        const before = shownIn(moment.before, record.id)
        const after = shownIn(moment.after, record.id)
        const absent = namesOf(before).filter((name) => !Object.hasOwn(visibleOf(settings, record), name))
        const editOf = (edits: ReturnType<typeof editsIn>, name: string) => edits.find(({ field }) => field === name)
        return absent.every(
          (name) =>
            fieldOf(before, name) === fieldOf(after, name) &&
            JSON.stringify(editOf(editsIn(moment.before, record.id), name)) ===
              JSON.stringify(editOf(editsIn(moment.after, record.id), name)),
        )
      },
    ),
    eachMoment(
      'sync.only-newer',
      'a late or repeated account record changes nothing and logs nothing',
      (moment, past, settings) => {
        const { input } = moment
        if (input._tag !== 'SyncAccount') return true
        return isApplied(accountStanding(settings, past, input.record)) || changesNothing(moment, input.record.id)
      },
      endingIn(aLateRecord),
    ),
    eachMoment('sync.only-newer', 'a late or repeated contact record changes nothing', (moment, past) => {
      const record = contactRecordOf(moment)
      if (record === undefined || isApplied(contactStanding(past, record))) return true
      const contact = lookupContact(record.id)
      return O.getEq(eqContact).equals(contact(moment.before), contact(moment.after)) && moment.activities.length === 0
    }),
    eachMoment(
      'sync.only-newer',
      'a record of the same stamp with other content is applied',
      (moment, past, settings) => {
        const record = recordOf(moment)
        if (record === undefined || accountStanding(settings, past, record) !== 'same stamp, other content') return true
        const after = accountIn(moment.after, record.id)
        const fields = visibleOf(settings, record)
        return (
          after?.isDeleted === record.isDeleted &&
          namesOf(fields).every((name) => fieldOf(after.synced, name) === fieldOf(fields, name))
        )
      },
    ),
    eachMoment(
      'sync.visible-fields',
      'no account ever holds a field that the sync ignores or that is hidden',
      ({ after }, _past, settings) =>
        allAccounts(after).every((account) => namesOf(account.synced).every(isVisible(settings))),
    ),
    law(
      'sync.visible-fields',
      'the value of an ignored or hidden field makes no difference',
      [anySettings, anyHistory, anyFields],
      (settings, history, others) => {
        const disguised = (record: AccountRecord): AccountRecord => ({
          ...record,
          fields: withOthers(record.fields, others),
        })
        const withOthers = (fields: Fields, values: Fields): Fields => ({
          ...fields,
          ...Object.fromEntries(Object.entries(values).filter(([name]) => !isVisible(settings)(name))),
        })
        const inputs = history.map((input): Input => {
          if (input._tag === 'SyncAccount') return { ...input, record: disguised(input.record) }
          return input._tag === 'ConfirmConversion' ? { ...input, account: disguised(input.account) } : input
        })
        const plain = momentsOf(implementation)(settings)(history)
        const other = momentsOf(implementation)(settings)(inputs)
        return plain.every(
          (moment, index) =>
            eqMarketo.equals(moment.after, other[index]!.after) &&
            JSON.stringify(moment.activities) === JSON.stringify(other[index]!.activities),
        )
      },
    ),
  ]
}
