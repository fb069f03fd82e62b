// Folds the whole history: with the library, with the loop of baseline.mjs, or in SQLite.
import { baseline } from '../baseline.mjs'
import { factsOf, folded, inputsOf, pictureOfMaps, pictureOfMarketo } from '../org.mjs'

const ways = {
  model: async () => ({
    ready: inputsOf,
    fold: folded,
    picture: ({ marketo, activities }) => pictureOfMarketo(marketo, activities),
  }),
  loop: async () => ({ ready: (facts) => facts, fold: (facts) => baseline(facts), picture: pictureOfMaps }),
  sqlite: async () => {
    const { inSqlite, pictureOfSqlite } = await import('../sqlite.mjs')
    return { ready: (facts) => facts, fold: inSqlite, picture: pictureOfSqlite }
  },
}

export const prepare = async ({ by, part }, { heap, peak }) => {
  const { ready, fold, picture } = await ways[by]()
  fold(ready(factsOf(part / 100)))
  const empty = heap()
  let inputs = ready(factsOf(part))
  let last
  return {
    clear: () => {
      last = undefined
    },
    measures: {
      fold: () => {
        last = fold(inputs)
        return 1
      },
    },
    asks: {
      picture: () => picture(last),
      // This folds once more and releases the inputs, so it must be the last request to the worker.
      memory: () => {
        last = undefined
        const before = heap()
        peak.reset()
        last = fold(inputs)
        const most = peak.read()
        const grown = heap() - before
        inputs = undefined
        return { most, grown, held: heap() - empty }
      },
    },
  }
}
