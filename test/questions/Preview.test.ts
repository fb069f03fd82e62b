import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import type { AccountId, AccountRecord, FieldName, Fields, Input, Marketo, Settings } from 'marketo-account-sync'
import {
  countLiveContacts,
  countStepActivities,
  defaultSettings,
  emptyMarketo,
  eqFields,
  eqMarketo,
  eventsOf,
  lookupAccount,
  shownFields,
  simulateAll,
  step,
} from 'marketo-account-sync'
import { preview } from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import { accountIds, anyHistory, anyRecord, anySettings, contactIds, instant } from './world.js'

const shownIn = (marketo: Marketo, { id }: AccountRecord): Fields =>
  O.match((): Fields => ({}), shownFields)(lookupAccount(id)(marketo))

const editsIn = (marketo: Marketo, { id }: AccountRecord) =>
  O.match(
    () => [],
    (account: { readonly localEdits: ReadonlyArray<object> }) => [...account.localEdits],
  )(lookupAccount(id)(marketo))

/** Everything about a record's account, before and after it comes. */
const compare = ([settings, inputs, record]: readonly [Settings, ReadonlyArray<Input>, AccountRecord]) => {
  const before = simulateAll(settings)(inputs)(emptyMarketo)
  const [taken, after] = step(settings)({ _tag: 'SyncAccount', at: instant(99_000), record })(before)
  return { settings, record, before, after, taken, answer: preview(settings)(record)(before) }
}

/** A record of its own, or one of the history again. */
const asked = fc
  .tuple(anySettings, anyHistory, anyRecord, fc.integer({ min: 0, max: 60 }))
  .map(([settings, inputs, record, index]): Parameters<typeof compare>[0] => {
    const input = inputs[index]
    return [settings, inputs, input?._tag === 'SyncAccount' ? input.record : record]
  })

const always = (holds: (compared: ReturnType<typeof compare>) => boolean): void =>
  fc.assert(fc.property(asked, (question) => holds(compare(question))))

describe('what a sync-down will do', () => {
  test('[sync.override-all] a preview says what decide then does', () => {
    always(({ taken, answer }) => {
      const [event] = eventsOf(taken)
      const expected = { WillSyncDown: 'AccountSyncedDown', WillSkip: 'AccountSkipped', WillIgnore: undefined }
      return expected[answer._tag] === event?._tag
    })
  })

  test('[sync.only-newer] a record that will be ignored changes nothing at all', () => {
    always(({ before, after, answer, record }) => {
      if (answer._tag !== 'WillIgnore') return true
      const late = record.systemModstamp < answer.applied
      return eqMarketo.equals(before, after) && answer.why === (late ? 'late' : 'repeated')
    })
  })

  test('[edit.until-override] a record that will be skipped changes no value and ends no edit', () => {
    always(({ before, after, answer, record, taken }) => {
      if (answer._tag !== 'WillSkip') return true
      return (
        eqFields.equals(shownIn(before, record), shownIn(after, record)) &&
        editsIn(before, record).length === editsIn(after, record).length &&
        countStepActivities(taken) === 0
      )
    })
  })

  test('[sync.override-all] the previewed changes and kept values make the values shown afterwards', () => {
    always(({ before, after, answer, record }) => {
      if (answer._tag !== 'WillSyncDown') return true
      const { changes, kept } = answer
      const shown = shownIn(after, record)
      const changed = Object.fromEntries(changes.map(({ field, newValue }) => [field, newValue]))
      const old = shownIn(before, record)
      return (
        changes.every(({ field, oldValue }) => (old[field] ?? null) === oldValue) &&
        Object.entries(kept).every(([name, value]) => shown[name as keyof Fields] === value) &&
        // A blank of a field not held before is no change.
        Object.entries(shown).every(([name, value]) => {
          const rest = Object.hasOwn(kept, name) ? kept : Object.hasOwn(changed, name) ? changed : old
          return (rest[name as keyof Fields] ?? null) === value
        })
      )
    })
  })

  test('[sync.absent-field] the kept fields are those held and not taken from the record', () => {
    always(({ before, answer, record }) => {
      if (answer._tag !== 'WillSyncDown') return true
      const left = new Set<string>(answer.leftOut.map(({ field }) => field))
      const taken = Object.keys(record.fields).filter((name) => !left.has(name))
      const expected = Object.keys(shownIn(before, record)).filter((name) => !taken.includes(name))
      return expected.sort().join() === Object.keys(answer.kept).sort().join()
    })
  })

  test('[edit.until-override] the local edits said to be lost are those that end', () => {
    always(({ before, after, answer, record }) => {
      if (answer._tag !== 'WillSyncDown') return true
      const left = new Set(editsIn(after, record))
      const lost = editsIn(before, record).filter((edit) => !left.has(edit))
      return JSON.stringify(lost) === JSON.stringify(answer.editsLost)
    })
  })

  test('[sync.visible-fields] what is said to be left out would be taken if it were visible, unless the sync ignores it', () => {
    always(({ settings, before, answer, record }) => {
      if (answer._tag !== 'WillSyncDown') return true
      const seesAll = { ...settings, instance: { ...settings.instance, hiddenFields: [] } }
      const visible = preview(seesAll)(record)(before)
      if (visible._tag !== 'WillSyncDown') return false
      const hidden = answer.leftOut.filter(({ why }) => why === 'hidden')
      return (
        visible.leftOut.length === answer.leftOut.length - hidden.length &&
        visible.leftOut.every(({ why }) => why === 'ignored')
      )
    })
  })

  test('[activity.per-contact] the previewed number of activities is the number logged', () => {
    always(({ before, answer, record, taken }) => {
      if (answer._tag !== 'WillSyncDown') return true
      return (
        answer.logging.activities === countStepActivities(taken) &&
        answer.liveContacts === countLiveContacts(record.id)(before)
      )
    })
  })

  test('[activity.cap] where the cap is named as the reason, a higher cap makes the activities appear, and nowhere else', () => {
    always(({ settings, before, answer, record }) => {
      if (answer._tag !== 'WillSyncDown') return true
      const uncapped = { ...settings, instance: { ...settings.instance, activityCap: 1_000 } }
      const raised = preview(uncapped)(record)(before)
      if (raised._tag !== 'WillSyncDown') return false
      const appear = raised.logging.activities > answer.logging.activities
      return appear === (answer.logging.because === 'over the cap')
    })
  })

  test('previews reach every answer and every reason of the log', () => {
    const seen = new Set(
      fc
        .sample(asked, 1_000)
        .map(compare)
        .map(({ answer }) =>
          answer._tag === 'WillSyncDown'
            ? answer.logging.because
            : answer._tag === 'WillIgnore'
              ? answer.why
              : answer._tag,
        ),
    )
    expect([...seen].sort()).toEqual([
      'WillSkip',
      'changes',
      'late',
      'no change',
      'no live contact',
      'over the cap',
      'repeated',
    ])
  })

  const [accountId] = accountIds as [AccountId]
  const recordOf = (stamp: number, fields: Readonly<Record<string, string>>): AccountRecord => ({
    id: accountId,
    systemModstamp: instant(stamp),
    isDeleted: false,
    fields,
  })
  const synced = (record: AccountRecord): Input => ({ _tag: 'SyncAccount', at: instant(1), record })
  const people = contactIds.map((id): Input => {
    const record = { id, systemModstamp: instant(1), isDeleted: false, accountId }
    return { _tag: 'SyncContact', at: instant(2), record }
  })
  const [anna] = contactIds as [(typeof contactIds)[0]]
  const edit: Input = {
    _tag: 'EditAccountField',
    at: instant(3),
    contactId: anna,
    field: 'Industry' as FieldName,
    value: 'Media',
  }
  const world = simulateAll(defaultSettings)([
    synced(recordOf(1, { Industry: 'Energy', Site: 'HQ' })),
    ...people,
    edit,
  ])(emptyMarketo)

  test('of an edited field, undoes the edit; of another, does not', () => {
    expect(preview(defaultSettings)(recordOf(2, { Industry: 'Energy' }))(world)).toMatchObject({
      editsLost: [{ field: 'Industry', value: 'Media', through: anna }],
      kept: { Site: 'HQ' },
    })
    expect(preview(defaultSettings)(recordOf(2, { Site: 'Annex' }))(world)).toMatchObject({
      editsLost: [],
      kept: { Industry: 'Media' },
    })
  })

  test('leaves out the fields that the sync does not take, and those alone', () => {
    expect(preview(defaultSettings)(recordOf(2, { Site: 'Annex', Fax: '1' }))(world)).toMatchObject({
      changes: [{ field: 'Site' }],
      leftOut: [{ field: 'Fax', why: 'ignored' }],
    })
  })

  test.each([
    [3, { rule: 'activity.per-contact', because: 'changes', activities: 3 }],
    [2, { rule: 'activity.cap', because: 'over the cap', activities: 0 }],
  ])('under a cap of %i, logs for three contacts or for none', (activityCap, logging) => {
    const settings = { ...defaultSettings, instance: { ...defaultSettings.instance, activityCap } }
    expect(preview(settings)(recordOf(2, { Site: 'Annex' }))(world)).toMatchObject({ liveContacts: 3, logging })
  })

  test('a preview leaves the Marketo that was asked as it was', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, anyRecord, (settings, inputs, record) => {
        const asked = simulateAll(settings)(inputs)(emptyMarketo)
        preview(settings)(record)(asked)
        return eqMarketo.equals(asked, simulateAll(settings)(inputs)(emptyMarketo))
      }),
    )
  })
})
