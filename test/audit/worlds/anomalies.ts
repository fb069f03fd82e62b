// Adds the anomalies that no rule explains to the people of a generated world.
import type { AccountId, FieldName, FieldValue } from 'marketo-account-sync'
import type { Values } from '../../helpers/values.js'
import { hiddenField, otherValue, plainFields, worldFields } from './fields.js'
import { isPending } from './marketo.js'
import type { WorldPerson } from './person.js'
import type { Random } from './random.js'
import type { SalesforceAccount } from './salesforce.js'
import { exportedAt, minute, versionAt } from './salesforce.js'
import type { Cause } from './truth.js'

/** The people of a world before anomalies are added. The function changes `people` and `causes`. */
export interface Calm {
  readonly accounts: ReadonlyMap<AccountId, SalesforceAccount>
  readonly people: Array<WorldPerson>
  /** The indices of the people of each account. */
  readonly peopleIn: ReadonlyMap<AccountId, ReadonlyArray<number>>
  /** The number of the company row of each account. */
  readonly rows: ReadonlyMap<AccountId, number>
  readonly shownOf: ReadonlyMap<AccountId, Values>
  readonly causes: Map<AccountId, Map<FieldName, Cause>>
  readonly count: (inThreeThousand: number, least?: number) => number
  readonly random: Random
}

export interface Anomalies {
  /** The accounts with two company rows. */
  readonly split: ReadonlyArray<AccountId>
  /** The company rows that two accounts share. */
  readonly sharedRows: ReadonlySet<number>
}

/** Records the true cause of a difference. */
export const addCauseTo =
  (causes: Map<AccountId, Map<FieldName, Cause>>) =>
  (id: AccountId, field: FieldName, cause: Cause): void => {
    const fields = causes.get(id) ?? new Map<FieldName, Cause>()
    causes.set(id, fields.set(field, cause))
  }

/** Each anomaly is in a different account. It changes a field that would otherwise be equal in both systems. */
export const addAnomalies = ({ accounts, people, peopleIn, rows, shownOf, causes, count, random }: Calm): Anomalies => {
  const addCause = addCauseTo(causes)

  const calm = random.some(
    [...peopleIn.keys()].filter((id) => {
      const account = accounts.get(id)!
      return !isPending(account) && !account.isPersonAccount && account.merged === null
    }),
    Infinity,
  )
  // In a pair of accounts that share a company row, nearly all fields of the second account differ. Two pairs are enough.
  const sharing = calm.filter((id) => peopleIn.get(id)!.length === 5).slice(0, 4)
  const several = calm.filter((id) => peopleIn.get(id)!.length >= 2 && !sharing.includes(id))
  const split = several.slice(0, count(63))
  const corruptSibling = several.slice(split.length, split.length + count(36))
  const used = new Set([...sharing, ...split, ...corruptSibling])
  const corrupt = calm.filter((id) => !used.has(id)).slice(0, count(33))
  const agreeing = (id: AccountId): ReadonlyArray<FieldName> =>
    plainFields.filter((name) => causes.get(id)?.has(name) !== true)
  const change = (index: number, field: FieldName, value: FieldValue, row?: number): void => {
    const person = people[index]!
    people[index] = {
      ...person,
      contactCompany: row ?? person.contactCompany,
      fields: { ...person.fields, [field]: value },
    }
  }
  for (const id of split) {
    // The second company row shows old values, and is not updated any more.
    const indices = peopleIn.get(id)!
    const second = indices.slice(0, 1 + random.below(indices.length - 1))
    const old = versionAt(accounts.get(id)!.versions, exportedAt - 20 * 24 * 60 * minute)?.fields
    const fields = random.some(agreeing(id), 1)
    for (const field of fields) {
      const present = accounts.get(id)!.present[field] ?? null
      const before = old?.[field] ?? null
      const value = before === present ? otherValue(field, present, random) : before
      for (const index of second) change(index, field, value, rows.get(id)! + 1)
      addCause(id, field, 'split company row')
    }
  }
  for (const id of corruptSibling)
    for (const field of random.some(agreeing(id), 1)) {
      change(random.pick(peopleIn.get(id)!), field, otherValue(field, accounts.get(id)!.present[field] ?? null, random))
      addCause(id, field, 'one sibling corrupt')
    }
  for (const id of corrupt)
    for (const field of random.some(agreeing(id), 1)) {
      const value = otherValue(field, accounts.get(id)!.present[field] ?? null, random)
      for (const index of peopleIn.get(id)!) change(index, field, value)
      addCause(id, field, 'unexplained')
    }

  // Two accounts share one company row, so Marketo shows the values of the first account for the second account, too.
  for (const [owner, other] of [sharing.slice(0, 2), sharing.slice(2)]) {
    if (owner === undefined || other === undefined) break
    const fields = shownOf.get(owner)!
    for (const index of peopleIn.get(other)!)
      people[index] = { ...people[index]!, fields, contactCompany: rows.get(owner)! }
    for (const { name } of worldFields) {
      const isDifferent = (fields[name] ?? null) !== (accounts.get(other)!.present[name] ?? null)
      if (!isDifferent) causes.get(other)?.delete(name)
      else if (name !== hiddenField) addCause(other, name, 'shared company row')
    }
  }
  const sharedRows = new Set(sharing.flatMap((id) => rows.get(id)!))
  // The people of person accounts show other values than Salesforce, because some of their fields sync in both directions.
  for (const id of peopleIn.keys())
    if (accounts.get(id)!.isPersonAccount) {
      for (const field of random.some(plainFields, 2)) {
        const value = otherValue(field, accounts.get(id)!.present[field] ?? null, random)
        for (const index of peopleIn.get(id)!) change(index, field, value)
      }
    }
  return { split, sharedRows }
}
