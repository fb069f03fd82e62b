import { reference } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { wrongs } from '../faults/wrongs.js'
import { isKept } from './law.js'
import { laws } from './laws.js'
import { mistakes } from './mistakes.js'

const wrongInLaws = wrongs.filter(({ typeTest }) => typeTest === undefined)

/** The wrong implementations to try on a law: those made for it, else those of the gallery, of its own rule first. */
const candidatesFor = (rule: string, title: string) => {
  const own = mistakes.filter(({ breaks }) => breaks.some((sentence) => title === `[${rule}] ${sentence}`))
  const gallery = [
    ...wrongInLaws.filter((wrong) => wrong.rule === rule),
    ...wrongInLaws.filter((wrong) => wrong.rule !== rule),
  ]
  return [...own, ...(own.length > 0 ? [] : gallery)].map(({ implementation }) => implementation)
}

describe('a law that nothing breaks would say nothing: a wrong implementation breaks', () => {
  test.each(laws(reference).map(({ rule, title }, index) => [title, rule, index] as const))(
    '%s',
    (title, rule, index) => {
      const isBroken = candidatesFor(rule, title).some(
        (implementation) => !isKept(laws(implementation)[index]!, { endOnFailure: true }),
      )
      expect(isBroken).toBe(true)
    },
  )

  test('and each mistake names laws that there are', () => {
    const titles = laws(reference).map(({ title }) => title.replace(/^\[\S+\] /, ''))
    expect(mistakes.flatMap(({ breaks }) => breaks).filter((sentence) => !titles.includes(sentence))).toEqual([])
  })
})
