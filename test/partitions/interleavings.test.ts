import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import type { Decided } from 'marketo-account-sync'
import { settingsWith, defaultSettings } from 'marketo-account-sync'
import type { Commit, Glue } from 'marketo-account-sync/testing'
import { anyHistory, anySettings, interleavings } from 'marketo-account-sync/testing'
import { describe, expect, inject, test } from 'vitest'
import { glueWith } from './glue.js'
import { answerThatSaysNothingNew, contactsChangePlaces, personsChangePlaces, sameOpportunity } from './histories.js'

const kindOf = (decided: Decided): string => {
  if (E.isRight(decided)) return decided.right.map(({ _tag }) => _tag).join(' and ') || 'nothing'
  return decided.left._tag === 'Refused' ? decided.left.refusal._tag : decided.left.reason._tag
}

/** Makes a worker that passes each commit to a callback, and otherwise works like the given worker. */
const watched = (glue: Glue, look: (commit: Commit) => void): Glue => ({
  ...glue,
  handle: (settings) => {
    const next = glue.handle(settings)
    return async (key, message, partition) => {
      const commit = await next(key, message, partition)
      look(commit)
      return commit
    }
  },
})

/**
 * Under these settings, an answer to a conversion can contain an account record that changes nothing. Random histories rarely
 * contain such an answer.
 */
const onFieldChange = settingsWith({ readings: { overrideOn: 'field-change' } })

test('for any interleaving, the partitions give the same result as some order in which the inputs run one after the other', async () => {
  const seen = new Set<string>()
  const total = { histories: 0, crashes: 0, repeats: 0, lateRepeats: 0 }
  const glue = watched(glueWith(), ({ out, applied }) => {
    for (const { to } of out) seen.add(`sent to ${to.split('/')[0] ?? ''}`)
    for (const { input, decided } of applied) seen.add(input._tag).add(kindOf(decided))
  })
  const check = interleavings(glue)
  await fc.assert(
    fc.asyncProperty(anySettings, anyHistory, fc.integer(), async (settings, inputs, seed) => {
      const report = await check({ settings, inputs, seed })
      expect(report.breaches).toEqual([])
      total.histories += 1
      for (const count of ['crashes', 'repeats', 'lateRepeats'] as const) total[count] += report[count]
    }),
    { numRuns: Math.max(300, inject('fcRuns')), examples: [[onFieldChange, answerThatSaysNothingNew, 1]] },
  )
  expect(total.histories).toBeGreaterThanOrEqual(300)
  expect(Math.min(total.crashes, total.repeats, total.lateRepeats)).toBeGreaterThan(1_000)
  expect([...seen].sort()).toEqual([
    'AccountDeleted',
    'AccountFieldEdited',
    'AccountNotYetKnown',
    'AccountSkipped',
    'AccountSkipped and ConversionConfirmed',
    'AccountSyncedDown',
    'AccountSyncedDown and ConversionConfirmed',
    'AlreadyAContact',
    'ConfirmConversion',
    'ContactNotLive',
    'ContactSynced',
    'ConversionConfirmed',
    'ConversionFailed',
    'ConversionRequested',
    'ConversionUnderWay',
    'ConvertPerson',
    'EditAccountField',
    'FailConversion',
    'LeadFieldsMissing',
    'NewAccountNotAccepted',
    'NoConversionUnderWay',
    'NoSyncNeeded',
    'OwnerNotAUser',
    'PersonPut',
    'PutPerson',
    'RecordAlreadyClaimed',
    'SyncAccount',
    'SyncContact',
    'UnknownContact',
    'UnknownField',
    'UnknownPerson',
    'nothing',
    'sent to account',
    'sent to contact',
    'sent to opportunity',
    'sent to person',
  ])
})

describe('random interleavings of partitions', () => {
  test.each([
    ['two contacts swap their accounts', contactsChangePlaces],
    ['two persons swap their contacts', personsChangePlaces],
    ['two answers to conversions name the same opportunity', sameOpportunity],
  ])('give a result that is possible without interleaving if %s', async (_, inputs) => {
    const check = interleavings(glueWith())
    for (let seed = 1; seed <= 30; seed += 1)
      expect((await check({ settings: defaultSettings, inputs, seed })).breaches).toEqual([])
  })
})
