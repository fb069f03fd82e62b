// One side iterates the activities of one sync-down. The other side is a bare loop that yields the same number of plain objects.
import { activities, defaultSettings, step } from '../../../dist/esm/index.js'
import { salesforceId } from '../baseline.mjs'
import { accountInput, contactInput, folded } from '../org.mjs'

const times = 50

export const prepare = ({ contacts, fields }) => {
  const accountId = salesforceId('001', 0)
  const contactIds = Array.from({ length: contacts }, (_, i) => salesforceId('003', i))
  const inputs = [accountInput(accountId, 0, 0, fields), ...contactIds.map((id) => contactInput(id, accountId, 0))]
  const [one] = step(defaultSettings)(accountInput(accountId, 1, 1, fields), folded(inputs).marketo)
  const { at, changes } = one.decided.right[0]
  function* bare() {
    for (const contactId of contactIds)
      for (const { field, oldValue, newValue } of changes)
        yield { _tag: 'ChangeDataValue', at, contactId, accountId, field, oldValue, newValue, cause: 'sync-down' }
  }
  const counted = (iterable) => {
    let count = 0
    for (const { contactId, newValue } of iterable) if (contactId !== newValue) count++
    return count
  }
  const repeated = (iterable) => () => {
    for (let i = 0; i < times; i++) counted(iterable())
    return times
  }
  return {
    measures: { model: repeated(() => activities(one)), bare: repeated(bare) },
    asks: { isRight: () => JSON.stringify([...activities(one)]) === JSON.stringify([...bare()]) },
  }
}
