// Moves contacts one by one out of a large account, or out of small accounts, into an empty account.
import { countLiveContacts, defaultSettings, step } from '../../../dist/esm/index.js'
import { salesforceId } from '../baseline.mjs'
import { accountInput, contactInput, folded, shuffled, walkBackTo } from '../org.mjs'

export const prepare = ({ large, small, moves }) => {
  let accounts = 0
  let contacts = 0
  const inputs = []
  /**
   * An account with `size` contacts, an empty account, and `count` moves from the first account to the empty account in a mixed
   * order.
   */
  const account = (size, count) => {
    const from = salesforceId('001', accounts++)
    const to = salesforceId('001', accounts++)
    inputs.push(accountInput(from, 0, 0), accountInput(to, 0, 0))
    const ids = Array.from({ length: size }, () => salesforceId('003', contacts++))
    for (const id of ids) inputs.push(contactInput(id, from, 0))
    return {
      from,
      size,
      moves: shuffled(ids)
        .slice(0, count)
        .map((id) => contactInput(id, to, 1)),
    }
  }
  const one = [account(large, moves)]
  const several = Array.from({ length: moves / (small / 2) }, () => account(small, small / 2))
  const marketo = folded(inputs).marketo
  const next = step(defaultSettings)
  let last
  const moved = (sources) => () => {
    last = marketo
    for (const source of sources) for (const input of source.moves) last = next(input, last)[1]
    return moves
  }
  const isRight = (sources) => {
    moved(sources)()
    return sources.every(({ from, size, moves: { length } }) => countLiveContacts(from)(last) === size - length)
  }
  return {
    clear: () => {
      last = undefined
      walkBackTo(marketo)
    },
    measures: { large: moved(one), small: moved(several) },
    asks: { isRight: () => isRight(one) && isRight(several) },
  }
}
