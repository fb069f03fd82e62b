import fc from 'fast-check'
import type { AccountRecord, FieldName, Fields, Input, Settings } from 'marketo-account-sync'
import {
  countLiveContacts,
  countStepActivities,
  defaultSettings,
  emptyMarketo,
  eqFields,
  eqMarketo,
  eventsOf,
  lookupAccount,
  run,
  settingsWith,
  step,
} from 'marketo-account-sync'
import type { LeftOut, Preview } from 'marketo-account-sync/questions'
import { preview, previewAccount } from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import { editsIn, fieldOf, shownIn } from '../helpers/observe.js'
import {
  accountRecord,
  contactRecord,
  editThrough,
  fieldName,
  instant,
  nthAccountId,
  nthContactId,
  syncAccount,
  syncContact,
} from '../helpers/values.js'
import { anyHistory, anyRecord, anySettings } from './world.js'

/** Returns the preview of a record, and the result of applying the record. */
const compare = ([settings, inputs, record]: readonly [Settings, ReadonlyArray<Input>, AccountRecord]) => {
  const before = run(settings)(inputs, emptyMarketo).marketo
  const answer = preview(settings)(record, before)
  const [delivered, after] = step(settings)(syncAccount(record), before)
  return { settings, record, before, after, delivered, answer }
}

/** A new record, or a repeated record of the history. */
const asked = fc
  .tuple(anySettings, anyHistory, anyRecord, fc.integer({ min: 0, max: 60 }))
  .map(([settings, inputs, record, index]): Parameters<typeof compare>[0] => {
    const input = inputs[index]
    return [settings, inputs, input?._tag === 'SyncAccount' ? input.record : record]
  })

const sameStamp = ['came with this stamp', 'waits for the next stamp'] as const

/** Returns the fields that a preview leaves out. If reasons are given, returns only the fields with one of these reasons. */
const leftOutOf = ({ leftOut }: Preview, ...whys: ReadonlyArray<LeftOut['why']>): ReadonlyArray<FieldName> =>
  leftOut.filter(({ why }) => whys.length === 0 || whys.includes(why)).map(({ field }) => field)

/** Whether `fields` contains exactly the fields of the first list that are not in the second list. */
const sameFields = (
  fields: ReadonlyArray<FieldName>,
  [first, second]: readonly [ReadonlyArray<FieldName>, ReadonlyArray<FieldName>],
): boolean => fields.join() === first.filter((field) => !second.includes(field)).join()

const always = (holds: (compared: ReturnType<typeof compare>) => boolean): void =>
  fc.assert(fc.property(asked, (question) => holds(compare(question))))

describe('`preview` (predicts the effect of an account record)', () => {
  test('[sync.override-all] predicts what `decide` does', () => {
    always(({ delivered, answer }) => {
      const [event] = eventsOf(delivered)
      const expected = { WillSyncDown: 'AccountSyncedDown', WillSkip: 'AccountSkipped', WillIgnore: undefined }
      return expected[answer._tag] === event?._tag
    })
  })

  test('[sync.only-newer] if the answer is WillIgnore, the record is late or repeated and changes nothing', () => {
    always(({ before, after, answer, record }) => {
      if (answer._tag !== 'WillIgnore') return true
      const late = record.systemModstamp < answer.applied
      return eqMarketo.equals(before, after) && answer.why === (late ? 'late' : 'repeated')
    })
  })

  test('[edit.until-override] answers WillSkip only for a record that changes no value and ends no edit', () => {
    always(({ before, after, answer, record, delivered }) => {
      if (answer._tag !== 'WillSkip') return true
      return (
        eqFields.equals(shownIn(before, record.id), shownIn(after, record.id)) &&
        editsIn(before, record.id).length === editsIn(after, record.id).length &&
        countStepActivities(delivered) === 0
      )
    })
  })

  test('[sync.override-all] predicts which shown values change and which shown values stay', () => {
    always(({ before, after, answer, record }) => {
      if (answer._tag !== 'WillSyncDown') return true
      const { changes, kept } = answer
      const shown = shownIn(after, record.id)
      const changed = Object.fromEntries(changes.map(({ field, newValue }) => [field, newValue]))
      const old = shownIn(before, record.id)
      return (
        changes.every(({ field, oldValue }) => (fieldOf(old, field) ?? null) === oldValue) &&
        Object.entries(kept).every(([name, value]) => shown[name as keyof Fields] === value) &&
        // If the account did not have a field, a blank value in this field is not a change.
        Object.entries(shown).every(([name, value]) => {
          const rest = Object.hasOwn(kept, name) ? kept : Object.hasOwn(changed, name) ? changed : old
          return (rest[name as keyof Fields] ?? null) === value
        })
      )
    })
  })

  test('[sync.absent-field] lists a field as kept if the account has the field and the record does not contain it', () => {
    always(({ before, answer, record }) => {
      if (answer._tag !== 'WillSyncDown') return true
      const leftOut = new Set<string>(answer.leftOut.map(({ field }) => field))
      const brought = Object.keys(record.fields).filter((name) => !leftOut.has(name))
      const expected = Object.keys(shownIn(before, record.id)).filter((name) => !brought.includes(name))
      return expected.sort().join() === Object.keys(answer.kept).sort().join()
    })
  })

  test('[edit.until-override] names the local edits that will end', () => {
    always(({ before, after, answer, record }) => {
      if (answer._tag !== 'WillSyncDown') return true
      const left = new Set(editsIn(after, record.id))
      const lost = editsIn(before, record.id).filter((edit) => !left.has(edit))
      return JSON.stringify(lost) === JSON.stringify(answer.editsLost)
    })
  })

  test('[sync.visible-fields] lists the same visible fields among the left-out fields, whether or not the settings hide other fields', () => {
    always(({ settings, before, answer, record }) => {
      if (answer._tag !== 'WillSyncDown') return true
      const seesAll = { ...settings, instance: { ...settings.instance, hiddenFields: [] } }
      const visible = preview(seesAll)(record, before)
      if (visible._tag !== 'WillSyncDown') return false
      const leftOut = answer.leftOut.filter(({ why }) => why !== 'hidden')
      return JSON.stringify(visible.leftOut) === JSON.stringify(leftOut)
    })
  })

  test('[sync.only-newer] answers "came with this stamp" only for a field that Marketo would take from a newer record', () => {
    always(({ settings, before, answer, record }) => {
      if (answer._tag === 'WillIgnore' && answer.why === 'late') return true
      const newer = preview(settings)({ ...record, systemModstamp: instant(100) }, before)
      return sameFields(leftOutOf(answer, ...sameStamp), [leftOutOf(answer), leftOutOf(newer)])
    })
  })

  test('[sync.formula-fields] answers "waits" only for a listed formula field that Marketo would otherwise take', () => {
    always(({ settings, before, answer, record }) => {
      if (answer._tag === 'WillIgnore' && answer.why === 'late') return true
      const unlisted = { ...settings, instance: { ...settings.instance, formulaFields: [] } }
      const plain = preview(unlisted)(record, before)
      return sameFields(leftOutOf(answer, 'waits for the next stamp'), [leftOutOf(answer), leftOutOf(plain)])
    })
  })

  test('[activity.per-contact] predicts the number of logged activities', () => {
    always(({ before, answer, record, delivered }) => {
      if (answer._tag !== 'WillSyncDown') return true
      return (
        answer.logging.activities === countStepActivities(delivered) &&
        answer.liveContacts === countLiveContacts(record.id)(before)
      )
    })
  })

  test('[activity.cap] gives the cap as the reason if and only if a higher cap would allow more activities', () => {
    always(({ settings, before, answer, record }) => {
      if (answer._tag !== 'WillSyncDown') return true
      const uncapped = { ...settings, instance: { ...settings.instance, activityCap: 1_000 } }
      const raised = preview(uncapped)(record, before)
      if (raised._tag !== 'WillSyncDown') return false
      const appear = raised.logging.activities > answer.logging.activities
      return appear === (answer.logging.because === 'over the cap')
    })
  })

  test('gives every kind of answer and every kind of reason in a sample of random histories', () => {
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

  const anna = nthContactId(1)
  const { marketo } = run(defaultSettings)(
    [
      syncAccount(accountRecord(1, { Industry: 'Energy', Site: 'HQ' })),
      ...[1, 2, 3].map((n) => syncContact(contactRecord(1, { id: nthContactId(n) }))),
      editThrough(anna, 'Industry', 'Media'),
    ],
    emptyMarketo,
  )

  test('predicts that an edit ends if the record contains the field, and that the edit stays otherwise', () => {
    expect(preview(defaultSettings)(accountRecord(2, { Industry: 'Energy' }), marketo)).toMatchObject({
      editsLost: [{ field: 'Industry', value: 'Media', through: anna }],
      kept: { Site: 'HQ' },
    })
    expect(preview(defaultSettings)(accountRecord(2, { Site: 'Annex' }), marketo)).toMatchObject({
      editsLost: [],
      kept: { Industry: 'Media' },
    })
  })

  test('reports an ignored field as left out, but not a field that the record does not contain', () => {
    expect(preview(defaultSettings)(accountRecord(2, { Site: 'Annex', Fax: '1' }), marketo)).toMatchObject({
      changes: [{ field: 'Site' }],
      leftOut: [{ field: 'Fax', why: 'ignored' }],
    })
  })

  test('names the values that arrived before and the values that must wait, if the record has a known SystemModstamp', () => {
    const settings = settingsWith({ instance: { formulaFields: [fieldName('Site')] } })
    expect(
      preview(settings)(accountRecord(1, { Industry: 'Energy', Site: 'Annex', Phone: '1' }), marketo),
    ).toMatchObject({
      _tag: 'WillSyncDown',
      changes: [{ field: 'Phone' }],
      editsLost: [],
      kept: { Industry: 'Media', Site: 'HQ' },
      leftOut: [
        { field: 'Industry', why: 'came with this stamp' },
        { field: 'Site', why: 'waits for the next stamp' },
      ],
    })
    expect(preview(settings)(accountRecord(1, { Site: 'Annex' }), marketo)).toMatchObject({
      _tag: 'WillIgnore',
      why: 'repeated',
      leftOut: [{ field: 'Site', why: 'waits for the next stamp' }],
    })
  })

  test('reports a hidden field as hidden, even if an earlier record contained a value of the field', () => {
    const settings = settingsWith({ instance: { hiddenFields: [fieldName('Site')] } })
    expect(preview(settings)(accountRecord(1, { Site: 'HQ' }), marketo)).toMatchObject({
      _tag: 'WillIgnore',
      leftOut: [{ field: 'Site', why: 'hidden' }],
    })
  })

  test('warns if a name in the settings differs from a field of the record only in letter case', () => {
    const settings = settingsWith({ instance: { hiddenFields: [fieldName('site')] } })
    expect(preview(settings)(accountRecord(2, { Site: 'Annex' }), marketo)).toMatchObject({
      changes: [{ field: 'Site' }],
      misspelt: [{ named: 'site', field: 'Site' }],
    })
  })

  test('names the account that the deleted account is merged into', () => {
    const masterRecordId = nthAccountId(2)
    const lost = { ...accountRecord(2, {}, true), masterRecordId }
    const merged = step(defaultSettings)(syncAccount(lost), marketo)[1]
    expect(preview(defaultSettings)(lost, marketo)).toMatchObject({ isDeleted: true, masterRecordId })
    expect(preview(defaultSettings)(lost, merged)).toMatchObject({
      _tag: 'WillIgnore',
      isDeleted: true,
      masterRecordId,
    })
  })

  test.each([
    [3, { rule: 'activity.per-contact', because: 'changes', activities: 3 }],
    [2, { rule: 'activity.cap', because: 'over the cap', activities: 0 }],
  ])('predicts the activities for three live contacts under the activity cap %i: %j', (activityCap, logging) => {
    const settings = settingsWith({ instance: { activityCap } })
    expect(preview(settings)(accountRecord(2, { Site: 'Annex' }), marketo)).toMatchObject({ liveContacts: 3, logging })
  })
})

test('a preview needs only the account and the number of its live contacts', () => {
  fc.assert(
    fc.property(asked, (question) => {
      const { settings, record, before, answer } = compare(question)
      const liveContacts = countLiveContacts(record.id)(before)
      expect(previewAccount(settings)({ record, liveContacts }, lookupAccount(record.id)(before))).toEqual(answer)
    }),
  )
})
