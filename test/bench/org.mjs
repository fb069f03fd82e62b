// The org of baseline.mjs as decoded inputs of the library. Also makes a short text from a state, so that two states can be
// compared.
import { createHash } from 'node:crypto'
import {
  accountIdOf,
  accountsOf,
  contactsOf,
  countStepActivities,
  defaultSettings,
  emptyMarketo,
  liveContactsOf,
  lookupAccount,
  lookupContact,
  shownFields,
  simulate,
} from '../../dist/esm/index.js'
import { InputFromJson } from '../../dist/esm/codecs/index.js'
import { generate, toInput } from './baseline.mjs'

/** The size of the whole org. A tenth of the org has a tenth of the accounts and a tenth of the mixed inputs. */
const whole = { accounts: 100_000, contactsPerAccount: 10, mixed: 1_000_000 }
export const orgOf = (part) => ({
  ...whole,
  accounts: Math.max(1, Math.round(whole.accounts * part)),
  mixed: Math.round(whole.mixed * part),
})

export const factsOf = (part) => generate(orgOf(part))

/** More mixed facts of the org, from a second seed. They are one year later than all facts of `factsOf`. */
export const laterFactsOf = (part, mixed) =>
  generate({ ...orgOf(part), mixed, seed: 7 })
    .slice(-mixed)
    .map((fact) => ('stamp' in fact ? { ...fact, stamp: fact.stamp + 365 * 86_400_000 } : fact))

/** Decodes the input from a JSON value. Every generated value can be decoded. */
export const decoded = (json) => {
  const input = InputFromJson.decode(json)
  if (input._tag === 'Left') throw new Error(`undecodable: ${JSON.stringify(json)}`)
  return input.right
}

/** Replaces each fact by its input, so that all facts and all inputs are never in memory together. */
export const inputsOf = (facts) => {
  for (let i = 0; i < facts.length; i++) facts[i] = decoded(toInput(facts[i]))
  return facts
}

const at = (second) => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString()

/** A sync-down of some fields, at this second. The value of each field is different for each `version`. */
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

/** Shuffles the items. Every call gives the same order. */
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

/** Folds inputs. Returns the Marketo state at the end and the number of logged activities. */
export const folded = (inputs, marketo = emptyMarketo) => {
  const steps = simulate(defaultSettings)(inputs, marketo)[Symbol.iterator]()
  let activities = 0
  let next = steps.next()
  for (; !next.done; next = steps.next()) activities += countStepActivities(next.value)
  return { marketo: next.value, activities }
}

/**
 * Reads a Marketo state once. If newer states were used last, the first read of an older state takes longer, because it has to
 * undo the later changes.
 */
export const walkBackTo = (marketo) => {
  lookupAccount('')(marketo)
  lookupContact('')(marketo)
}

const byId = (a, b) => (a.id < b.id ? -1 : 1)

/**
 * Makes a short text from the visible state of an org: the values and the number of live contacts of each account, and the
 * account of each contact. `accounts` is an iterable of `{ id, shown, contacts }`, and `contacts` is an iterable of `{ id,
 * accountId }`.
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
    [...accountsOf(marketo)].map((account) => ({
      id: account.id,
      shown: shownFields(account),
      contacts: [...liveContactsOf(account.id)(marketo)].length,
    })),
    [...contactsOf(marketo)].map((contact) => {
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
