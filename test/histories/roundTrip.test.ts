import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import type { AccountId, Instant } from 'marketo-account-sync'
import { emptyMarketo, run } from 'marketo-account-sync'
import { MarketoFromJson } from 'marketo-account-sync/codecs'
import type { HistoryLine } from 'marketo-account-sync/histories'
import {
  firstPlace,
  firstStage,
  inputsOfLine,
  parse,
  placeAfter,
  playLine,
  print,
} from 'marketo-account-sync/histories'
import { anyAccountId, anyHistory, anyInput, anyInstant, anySettings } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'

const anyCrowd: fc.Arbitrary<HistoryLine> = fc.record({
  _tag: fc.constant('CrowdLine' as const),
  at: anyInstant,
  accountId: anyAccountId,
  first: fc.integer({ min: 1, max: 9_000 }),
  size: fc.integer({ min: 1, max: 50 }),
})

const anyLine: fc.Arbitrary<HistoryLine> = fc.oneof(
  { weight: 8, arbitrary: anyInput.map((input): HistoryLine => ({ _tag: 'InputLine', input })) },
  { weight: 1, arbitrary: anySettings.map((settings): HistoryLine => ({ _tag: 'SettingsLine', settings })) },
  { weight: 1, arbitrary: anyCrowd },
)

/** Prints a history and splits it into lines, so that a failure shows the line. */
const printed = (lines: ReadonlyArray<HistoryLine>): ReadonlyArray<string> => print(lines).split('\n')

describe('printing and parsing a history', () => {
  test('gives the same lines again', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 12 }), (lines) => {
        expect(parse(print(lines))).toEqual(E.right(lines))
      }),
    )
  })

  test('gives the same inputs again, for random histories of the test kit', () => {
    fc.assert(
      fc.property(anyHistory, (inputs) => {
        const lines = inputs.map((input): HistoryLine => ({ _tag: 'InputLine', input }))
        const parsed = parse(print(lines))
        expect(E.map((all: ReadonlyArray<HistoryLine>) => all.flatMap(inputsOfLine))(parsed)).toEqual(E.right(inputs))
      }),
    )
  })

  test('uses one line of text for each line of the history', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 12 }), (lines) => {
        expect(printed(lines)).toHaveLength(lines.length)
      }),
    )
  })

  test('adds one second to the time of the previous line if a line has no time', () => {
    fc.assert(
      fc.property(fc.array(anyInput, { minLength: 1, maxLength: 6 }), (inputs) => {
        let place = firstPlace
        const lines = inputs.map((input): HistoryLine => {
          const line: HistoryLine = { _tag: 'InputLine', input: { ...input, at: place.at } }
          place = placeAfter(place, line)
          return line
        })
        expect(printed(lines).filter((line) => line.startsWith('at '))).toEqual([])
        expect(parse(print(lines))).toEqual(E.right(lines))
      }),
    )
  })
})

describe('playing a history with `playLine`', () => {
  test('gives the same Marketo state as one run of all inputs', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, inputs) => {
        const lines: ReadonlyArray<HistoryLine> = [
          { _tag: 'SettingsLine', settings },
          ...inputs.map((input): HistoryLine => ({ _tag: 'InputLine', input })),
        ]
        let stage = firstStage
        const steps = lines.flatMap((line) => {
          const [played, next] = playLine(line, stage)
          stage = next
          return played
        })
        const whole = run(settings)(inputs, emptyMarketo)
        expect(steps.map(({ decided }) => decided)).toEqual(whole.steps.map(({ decided }) => decided))
        expect(MarketoFromJson.encode(stage.marketo)).toEqual(MarketoFromJson.encode(whole.marketo))
      }),
    )
  })

  test('delivers one contact record for each contact of a line such as "3 contacts in Acme"', () => {
    const crowd: HistoryLine = {
      _tag: 'CrowdLine',
      at: 1_000 as Instant,
      accountId: '00100000000Acme' as string as AccountId,
      first: 1,
      size: 3,
    }
    expect(playLine(crowd, firstStage)[0]).toHaveLength(3)
  })
})
