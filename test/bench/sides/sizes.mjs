// Measures a sync-down for accounts of different sizes, and a step for Marketo states of different sizes.
import { defaultSettings, evolveAccount, lookupAccount, step, syncDown } from '../../../dist/esm/index.js'
import { salesforceId } from '../baseline.mjs'
import { accountInput, contactInput, folded, walkBackTo } from '../org.mjs'

const rounds = 20_000

/** Makes one Marketo state with an account of each size, and sync-downs of each account that change every field. */
export const prepare = ({ sizes }) => {
  const accountIds = sizes.map((_, i) => salesforceId('001', i))
  const inputs = function* () {
    let contacts = 0
    for (const [i, accountId] of accountIds.entries()) {
      yield accountInput(accountId, 0, 0)
      for (let k = 0; k < sizes[i]; k++) yield contactInput(salesforceId('003', contacts++), accountId, 0)
    }
  }
  const marketo = folded(inputs()).marketo
  const next = step(defaultSettings)
  const decide = syncDown(defaultSettings)
  const syncs = accountIds.map((id) => Array.from({ length: rounds }, (_, k) => accountInput(id, k + 1, k + 1)))

  const whole = (i) => () => {
    let state = marketo
    for (const input of syncs[i]) state = next(input, state)[1]
    return rounds
  }
  const alone = (i) => () => {
    let account = lookupAccount(accountIds[i])(marketo)
    const liveContacts = sizes[i]
    for (const { at, record } of syncs[i])
      account = evolveAccount(account, decide({ at, record, liveContacts }, account).value)
    return rounds
  }
  return {
    clear: () => {
      walkBackTo(marketo)
    },
    measures: Object.fromEntries(
      sizes.flatMap((size, i) => [
        [`whole ${size}`, whole(i)],
        [`alone ${size}`, alone(i)],
      ]),
    ),
    asks: {},
  }
}
