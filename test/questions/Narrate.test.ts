import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import type { AccountRecord, Event, Marketo, RuleId, Settings, Step } from 'marketo-account-sync'
import { countStepActivities, emptyMarketo, eventsOf, refusalOf, step } from 'marketo-account-sync'
import type { Narration } from 'marketo-account-sync/questions'
import { groupedNumber, knownBefore, narrate, plainText, preview } from 'marketo-account-sync/questions'
import { ruleIds } from 'marketo-account-sync/rules'
import { anyHistory, anySettings } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { accountIn, contactIn, editsIn } from '../helpers/observe.js'

interface Told {
  readonly settings: Settings
  readonly step: Step
  readonly before: Marketo
  readonly after: Marketo
  readonly narration: Narration
}

const toldIn = (settings: Settings, inputs: ReadonlyArray<Step['input']>): ReadonlyArray<Told> => {
  let before = emptyMarketo
  return inputs.map((input) => {
    const known = knownBefore(input, before)
    const [done, after] = step(settings)(input, before)
    const told = { settings, step: done, before, after, narration: narrate(settings)(done, { before: known, after }) }
    before = after
    return told
  })
}

const eventIn = <Tag extends Event['_tag']>({ step: done }: Told, tag: Tag) =>
  eventsOf(done).find((event): event is Event & { readonly _tag: Tag } => event._tag === tag)

const recordIn = ({ step: { input } }: Told): AccountRecord | undefined =>
  input._tag === 'SyncAccount' ? input.record : input._tag === 'ConfirmConversion' ? input.account : undefined

const syncDownIn = (told: Told) => eventIn(told, 'AccountSyncedDown')

const isUnchanged = ({ step: done }: Told): boolean => E.isRight(done.decided) && done.decided.right.length === 0

const isIgnored = (told: Told, ...tags: ReadonlyArray<Step['input']['_tag']>): boolean =>
  isUnchanged(told) && tags.includes(told.step.input._tag)

/** Whether the record of the step has the same SystemModstamp as the account. */
const hasKnownStamp = (told: Told): boolean => {
  const record = recordIn(told)
  return record !== undefined && accountIn(told.before, record.id)?.systemModstamp === record.systemModstamp
}

/**
 * Returns the reasons why a preview of the record leaves fields out. Returns no reasons if Marketo neither applied nor
 * ignored the record.
 */
const leavesOut = (told: Told): ReadonlyArray<string> => {
  const record = recordIn(told)
  if (record === undefined || !(syncDownIn(told) ?? isIgnored(told, 'SyncAccount'))) return []
  const answer = preview(told.settings)(record, told.before)
  return answer.leftOut.map(({ why }) => why)
}

const overCap = (told: Told): boolean => {
  const event = syncDownIn(told)
  return event !== undefined && event.changes.length > 0 && event.liveContacts > told.settings.instance.activityCap
}

const editsEnded = (told: Told): ReadonlyArray<string> => {
  const event = syncDownIn(told)
  if (event === undefined) return []
  const left = new Set(editsIn(told.after, event.accountId).map(({ field }) => field))
  return editsIn(told.before, event.accountId)
    .filter(({ field }) => !left.has(field))
    .map(({ field }) => field)
}

const contactTags = (told: Told): readonly [string | undefined, string | undefined] | undefined => {
  const event = eventIn(told, 'ContactSynced')
  if (event === undefined) return undefined
  return [contactIn(told.before, event.record.id)?._tag, contactIn(told.after, event.record.id)?._tag]
}

const isMove = (told: Told): boolean => {
  const event = eventIn(told, 'ContactSynced')
  if (event === undefined) return false
  const [from, to] = [told.before, told.after].map((marketo) => contactIn(marketo, event.record.id))
  return from?._tag === 'LiveContact' && to?._tag === 'LiveContact' && from.accountId !== to.accountId
}

/** The rules that an applied or ignored step can name, each with its condition. All other rules occur only in refusals. */
const conditions: Partial<Readonly<Record<RuleId, (told: Told) => boolean>>> = {
  'sync.override-all': (told) => (syncDownIn(told) ?? eventIn(told, 'AccountSkipped')) !== undefined,
  'sync.absent-field': (told) => {
    const [record, event] = [recordIn(told), syncDownIn(told)]
    if (record === undefined || event === undefined) return false
    const held = accountIn(told.before, record.id)?.synced ?? {}
    return Object.keys(held).some((name) => !Object.hasOwn(record.fields, name))
  },
  'sync.only-newer': (told) =>
    isIgnored(told, 'SyncAccount', 'SyncContact') || (syncDownIn(told) !== undefined && hasKnownStamp(told)),
  'sync.formula-fields': (told) => leavesOut(told).includes('waits for the next stamp'),
  'sync.visible-fields': (told) => leavesOut(told).some((why) => ['ignored', 'hidden', 'not a field'].includes(why)),
  'edit.fan-out': (told) => eventIn(told, 'AccountFieldEdited') !== undefined,
  'edit.stays-local': (told) => eventIn(told, 'AccountFieldEdited') !== undefined,
  'edit.until-override': (told) => {
    const edit = eventIn(told, 'AccountFieldEdited')
    const isBack = edit !== undefined && !editsIn(told.after, edit.accountId).some(({ field }) => field === edit.field)
    return isBack || editsEnded(told).length > 0
  },
  'contact.one-account': (told) => {
    const tags = contactTags(told)
    return tags?.[1] === 'LiveContact' && tags[0] !== 'DeletedContact' && !isMove(told)
  },
  'contact.moves': isMove,
  'contact.deleted': (told) => {
    const event = syncDownIn(told)
    const [was, is] = contactTags(told) ?? []
    if (is === 'DeletedContact' || (was === 'DeletedContact' && is === 'LiveContact')) return true
    return event !== undefined && (event.isDeleted || accountIn(told.before, event.accountId)?.isDeleted === true)
  },
  'contact.private': (told) => contactTags(told)?.[1] === 'PrivateContact',
  'convert.creates-three': (told) => eventIn(told, 'ConversionRequested') !== undefined,
  'convert.syncs-first': (told) => (eventIn(told, 'ConversionRequested')?.newLead ?? null) !== null,
  'convert.never-joins': (told) => eventIn(told, 'ConversionConfirmed') !== undefined,
  'convert.answered-once': (told) => isIgnored(told, 'ConfirmConversion', 'FailConversion'),
  'activity.per-contact': (told) => {
    const event = syncDownIn(told)
    return event !== undefined && event.changes.length > 0 && event.liveContacts > 0 && !overCap(told)
  },
  'activity.cap': overCap,
  'activity.cap-spares-values': overCap,
  'activity.real-change': (told) => {
    const event = syncDownIn(told)
    if (event === undefined) return isIgnored(told, 'EditAccountField')
    const ended = editsEnded(told)
    return event.changes.length === 0 || event.changes.some(({ field }) => ended.includes(field))
  },
  'activity.local-edit': (told) => eventIn(told, 'AccountFieldEdited') !== undefined,
  'activity.convert': (told) =>
    (eventIn(told, 'ConversionConfirmed') ?? eventIn(told, 'ConversionFailed')) !== undefined,
}

const reasonOf = ({ step: { decided } }: Told): RuleId | undefined => {
  if (E.isRight(decided)) return undefined
  return decided.left._tag === 'Refused' ? decided.left.refusal.rule : decided.left.reason.rule
}

/** The rules whose conditions are true for the step, in the order of the registry of rules. */
const expectedRules = (told: Told): ReadonlyArray<RuleId> => {
  const reason = reasonOf(told)
  return reason === undefined ? ruleIds.filter((id) => conditions[id]?.(told) === true) : [reason]
}

const everyStep = (check: (told: Told) => void): void => {
  fc.assert(
    fc.property(anySettings, anyHistory, (settings, inputs) => {
      toldIn(settings, inputs).forEach(check)
    }),
  )
}

describe('`narrate` (describes one step in text)', () => {
  test('names each rule exactly once if the step meets the condition of the rule, and names no other rule', () => {
    everyStep((told) => {
      const named = ruleIds.filter((id) => told.narration.rules.includes(id))
      expect(named).toEqual(expectedRules(told))
      expect(named).toHaveLength(told.narration.rules.length)
    })
  })

  test('names a rule for every step, unless the step is a PutPerson', () => {
    const histories = fc.sample(fc.tuple(anySettings, anyHistory), 400)
    const all = histories.flatMap(([settings, inputs]) => toldIn(settings, inputs))
    const named = new Set(all.flatMap(({ narration }) => narration.rules))
    expect(Object.keys(conditions).filter((id) => !named.has(id as RuleId))).toEqual([])
    const without = all.filter(({ narration }) => narration.rules.length === 0).map((told) => told.step.input._tag)
    expect([...new Set(without)]).toEqual(['PutPerson'])
  })

  test('writes each fact about the step and about the shown values on a separate line', () => {
    everyStep(({ narration: { happened, shown, logged } }) => {
      expect([happened.length > 0, shown.length > 0]).toEqual([true, true])
      const texts = [...happened, ...shown, ...logged]
      expect(texts.filter((text) => text === '' || /[\p{Cc}\p{Cf}\p{Cs}\n]/u.test(text))).toEqual([])
    })
  })

  test('writes REFUSED only for a refused step, and DEFERRED only for a step that waits', () => {
    everyStep(({ step: done, narration: { happened } }) => {
      const begins = (word: string): boolean => happened.some((text) => text.startsWith(`${word}: `))
      expect(begins('REFUSED')).toBe(refusalOf(done)._tag === 'Some')
      expect(begins('DEFERRED')).toBe(E.isLeft(done.decided) && done.decided.left._tag === 'Deferred')
    })
  })

  test('counts the activities that the step logs', () => {
    everyStep(({ step: done, narration: { logged } }) => {
      const counts = logged.flatMap((text) => /^([\d,]+) (?:Change Data Value|Convert Lead)$/.exec(text)?.[1] ?? [])
      const total = counts.reduce((sum, text) => sum + Number(text.replaceAll(',', '')), 0)
      expect(total).toBe(countStepActivities(done))
    })
  })
})

describe('the text of a narration', () => {
  test('`plainText` returns at most 61 characters, and every character is visible', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const plain = plainText(text)
        expect(Array.from(plain).length).toBeLessThanOrEqual(61)
        expect(plain).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
      }),
    )
  })

  test('a number such as 1234567 is written as 1,234,567', () => {
    fc.assert(
      fc.property(fc.nat(Number.MAX_SAFE_INTEGER), (n) => {
        expect(groupedNumber(n)).toBe(n.toLocaleString('en'))
      }),
    )
  })
})
