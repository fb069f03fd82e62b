/** Finds the source and the number of an input from its submission number. */
import type { Numbered } from '../shared/check.js'
import { type Page, placeOf } from './page.js'

export interface Numbers {
  /** Adds a page, if it contains inputs. */
  readonly add: (page: Page) => void
  /** The result is undefined if no page contains this submission. */
  readonly find: (submission: number) => Numbered | undefined
}

export const newNumbers = (): Numbers => {
  const firstOf = new Map<number, Numbered>()
  return {
    add: ({ sequence, head }) => {
      if (head._tag === 'Inputs') firstOf.set(sequence, { source: head.source, number: head.first })
    },
    find: (submission) => {
      const { page, index } = placeOf(submission)
      const first = firstOf.get(page)
      return first === undefined ? undefined : { source: first.source, number: first.number + index }
    },
  }
}
