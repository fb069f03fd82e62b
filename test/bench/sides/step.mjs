// Measures one `decide` and `evolve` at a time on a Marketo state of a given size. The older states stay in use.
import { countStepActivities, defaultSettings, step } from '../../../dist/esm/index.js'
import { factsOf, folded, inputsOf, laterFactsOf, pictureOfMarketo, walkBackTo } from '../org.mjs'

const many = 20_000

export const prepare = ({ part, few = 0 }) => {
  const { marketo: base, activities } = folded(inputsOf(factsOf(part)))
  const before = pictureOfMarketo(base, activities)
  const later = inputsOf(laterFactsOf(part, many))
  const next = step(defaultSettings)
  const fewer = later.slice(0, few)
  let kept = []

  const chain = (inputs) => {
    let state = base
    for (const input of inputs) {
      state = next(input, state)[1]
      kept.push(state)
    }
    return state
  }

  return {
    clear: () => {
      kept = []
      walkBackTo(base)
    },
    measures: {
      /** Each step starts from the previous state, and all states are kept. */
      chain: () => {
        chain(later)
        return many
      },
      /** Every step starts from one old state. */
      branch: () => {
        for (const input of later) kept[0] = next(input, base)[1]
        return many
      },
      /** Runs a short chain of steps many times, each time from one old state. */
      few: () => {
        for (let i = 0; i < many; i += few) kept[0] = chain(fewer)
        return Math.ceil(many / few) * few
      },
    },
    asks: {
      /** True if the old state is unchanged and if the chain of steps ends in the same state as the fold. */
      isRight: () => {
        kept = []
        const end = pictureOfMarketo(chain(later), 0)
        const folding = folded(later, base)
        return pictureOfMarketo(base, activities) === before && end === pictureOfMarketo(folding.marketo, 0)
      },
      fewPicture: () => {
        let state = base
        let logged = activities
        for (const input of fewer) {
          const [one, after] = next(input, state)
          logged += countStepActivities(one)
          state = after
        }
        return `${pictureOfMarketo(state, logged)}; before: ${pictureOfMarketo(base, activities)}`
      },
    },
  }
}
