// The yardstick's org as decoded inputs of the library, and what to compare of the states that it makes.
import { createHash } from 'node:crypto'
import {
  accountIdOf,
  allAccounts,
  allContacts,
  countStepActivities,
  defaultSettings,
  emptyMarketo,
  liveContactsOf,
  shownFields,
  simulate,
} from '../../dist/esm/index.js'
import { InputFromJson } from '../../dist/esm/codecs/index.js'
import { generate, toInput } from './baseline.mjs'

/** The sizes of issue and quick run: the whole org, and each a tenth of the one before. */
const whole = { accounts: 100_000, contactsPerAccount: 10, mixed: 1_000_000 }
export const orgOf = (part) => ({
  ...whole,
  accounts: Math.max(1, Math.round(whole.accounts * part)),
  mixed: Math.round(whole.mixed * part),
})

export const factsOf = (part) => generate(orgOf(part))

/** Some mixed facts of the same org that come after all of `factsOf`: a year later, by another seed. */
export const laterFactsOf = (part, mixed) =>
  generate({ ...orgOf(part), mixed, seed: 7 })
    .slice(-mixed)
    .map((fact) => ('stamp' in fact ? { ...fact, stamp: fact.stamp + 365 * 86_400_000 } : fact))

/** The input of a JSON value; the yardstick makes no other than good ones. */
export const decoded = (json) => {
  const input = InputFromJson.decode(json)
  if (input._tag === 'Left') throw new Error(`undecodable: ${JSON.stringify(json)}`)
  return input.right
}

/** Each fact in turn is let go, so that both are never held as a whole. */
export const inputsOf = (facts) => {
  for (let i = 0; i < facts.length; i++) facts[i] = decoded(toInput(facts[i]))
  return facts
}

const at = (second) => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString()

/** A sync-down of some fields, of which each differs from that of any other `version`, in one second. */
export const accountInput = (id, version, second, fields = 20) =>
  decoded({
    _tag: 'SyncAccount',
    at: at(second),
    record: {
      Id: id,
      SystemModstamp: at(second),
      ...Object.fromEntries(Array.from({ length: fields }, (_, i) => [`Field${i}__c`, `v${version}`])),
    },
  })

export const contactInput = (id, accountId, second) =>
  decoded({
    _tag: 'SyncContact',
    at: at(second),
    record: { Id: id, AccountId: accountId, SystemModstamp: at(second) },
  })

/** The same items in another order, the same each time. */
export const shuffled = (items) => {
  const copy = [...items]
  let seed = 42
  for (let i = copy.length - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    const other = seed % (i + 1)
    ;[copy[i], copy[other]] = [copy[other], copy[i]]
  }
  return copy
}

/** The fold of inputs: the Marketo in which it ends, and how many activities it logged. */
export const folded = (inputs, marketo = emptyMarketo) => {
  const steps = simulate(defaultSettings)(inputs)(marketo)[Symbol.iterator]()
  let activities = 0
  let next = steps.next()
  for (; !next.done; next = steps.next()) activities += countStepActivities(next.value)
  return { marketo: next.value, activities }
}

const byId = (a, b) => (a.id < b.id ? -1 : 1)

/**
 * One short text for what an org shows: of each account its values and how many live contacts it has, of each contact
 * its account. `accounts` and `contacts` are iterables of `{ id, shown, contacts }` and `{ id, accountId }`.
 */
export const pictureOf = (accounts, contacts, activities) => {
  const hash = createHash('sha256')
  const rows = [...accounts].sort(byId)
  for (const { id, shown, contacts: live } of rows)
    hash.update(`${id} ${live} ${JSON.stringify(Object.entries(shown).sort(([a], [b]) => (a < b ? -1 : 1)))}\n`)
  const links = [...contacts].sort(byId)
  for (const { id, accountId } of links) hash.update(`${id} ${accountId}\n`)
  return `${rows.length} accounts, ${links.length} contacts, ${activities} activities, ${hash.digest('hex').slice(0, 16)}`
}

export const pictureOfMarketo = (marketo, activities) =>
  pictureOf(
    allAccounts(marketo).map((account) => ({
      id: account.id,
      shown: shownFields(account),
      contacts: [...liveContactsOf(account.id)(marketo)].length,
    })),
    allContacts(marketo).map((contact) => {
      const accountId = accountIdOf(contact)
      return { id: contact.id, accountId: accountId._tag === 'Some' ? accountId.value : null }
    }),
    activities,
  )

export const pictureOfMaps = ({ accounts, contacts, activities }) =>
  pictureOf(
    [...accounts].map(([id, account]) => ({ id, shown: account.shown, contacts: account.contacts.size })),
    [...contacts].map(([id, { accountId }]) => ({ id, accountId })),
    activities,
  )
