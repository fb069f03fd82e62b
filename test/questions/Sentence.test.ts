import fc from 'fast-check'
import type { RuleId } from 'marketo-account-sync'
import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
import { AccountRecordFromRest } from 'marketo-account-sync/codecs'
import * as E from 'fp-ts/lib/Either.js'
import { preview, sentence } from 'marketo-account-sync/questions'
import { rule, ruleIds } from 'marketo-account-sync/rules'
import { describe, expect, test } from 'vitest'
import { anyAnswers } from './answers.js'

/** Finds the rules in brackets at the end of a sentence. Returns each rule with the mark after the rule. */
const cited = (text: string): ReadonlyArray<readonly [id: string, mark: string]> =>
  (/ \[([^\]]*)\]$/.exec(text)?.[1] ?? '')
    .split('; ')
    .map((part) => [part.replace(/,.*/, ''), part.replace(/^[^,]*/, '')] as const)

describe('`sentence` (puts an answer into words)', () => {
  test('ends the line with the rule of the answer, in brackets', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) =>
        answers.every((answer) => cited(sentence(answer)).some(([id]) => id === answer.rule)),
      ),
    )
  })

  test('marks an inferred rule with "our reading", and a partly inferred rule with "our reading in part"', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) =>
        answers
          .flatMap((answer) => cited(sentence(answer)))
          .every(([id, mark]) => {
            const known = ruleIds.find((candidate) => candidate === id) as RuleId
            const { basis, ourPart } = rule(known)
            return mark === (basis === 'inferred' ? ', our reading' : ourPart === null ? '' : ', our reading in part')
          }),
      ),
    )
  })

  test('gives one line without empty or undefined parts', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) =>
        answers.every((answer) => !/\n|undefined|null|NaN|\[object|  | \.| ,/.test(sentence(answer))),
      ),
    )
  })

  test('names at most five items of a long list', () => {
    const fields = Object.fromEntries(['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name) => [name, name.toLowerCase()]))
    const json = { Id: '0014W000027f6Uw', SystemModstamp: '2020-10-22T21:03:23.000+0000', ...fields }
    const record = E.getOrElseW(() => expect.fail())(AccountRecordFromRest.decode(json))
    expect(sentence(preview(defaultSettings)(record, emptyMarketo))).toBe(
      'The record of account 0014W000027f6UwQAI of 2020-10-22 21:03:23 UTC will be applied; the account is new to Marketo. ' +
        'It changes A from blank to "a", B from blank to "b", C from blank to "c", ' +
        'D from blank to "d", E from blank to "e" and 2 more. ' +
        'It logs nothing, because the account has no live contact. [sync.override-all, our reading in part; activity.per-contact, our reading in part]',
    )
  })
})
