/**
 * Generates inputs of every kind, as JSON text. Most inputs are typical. Some inputs are late, repeated, refused or deferred, and
 * one text in a thousand is not an input. The same random numbers give the same inputs.
 */
import { type Below, belowFrom } from './random.js'

export interface Org {
  /** The number of contacts in the org. The org has one account for every twenty contacts. */
  readonly contacts: number
}

const start = Date.UTC(2026, 0, 5, 8)
const contactsOfAccount = 20

const idOf = (prefix: string, n: number): string => `${prefix}${n.toString(36).toUpperCase().padStart(12, '0')}`
const accountId = (n: number): string => idOf('001', n)
const contactId = (n: number): string => idOf('003', n)
const opportunityId = (n: number): string => idOf('006', n)
const userId = (n: number): string => idOf('005', n)

const accountsIn = ({ contacts }: Org): number => Math.ceil(contacts / contactsOfAccount)

/** The account in which a contact begins. */
const homeOf = (contact: number): number => Math.floor(contact / contactsOfAccount)

const time = (n: number): string => new Date(start + n * 1_000).toISOString()

const oneOf = (below: Below, values: ReadonlyArray<string | null>): string | null =>
  values[below(values.length)] ?? null

const industries = ['Energy', 'Retail', 'Banking', 'Education', null]
const cities = ['Leeds', 'Osaka', 'Lyon', 'Porto', '']

/** The record of an account, as the Salesforce REST API returns it. */
const accountRecord = (below: Below, n: number, stamp: number): object => ({
  Id: accountId(n),
  IsDeleted: below(50) === 0,
  SystemModstamp: time(stamp),
  Name: `Account ${n}`,
  Industry: oneOf(below, industries),
  BillingCity: oneOf(below, cities),
  NumberOfEmployees: below(5) * 100,
  Website: `https://account-${n}.example`,
  ...(below(4) === 0 ? {} : { Phone: `555 ${below(10)}` }),
})

/** The record of a contact. `account` is null for a private contact. */
const contactRecord = (n: number, account: number | null, stamp: number, isDeleted = false): object => ({
  Id: contactId(n),
  AccountId: account === null ? null : accountId(account),
  IsDeleted: isDeleted,
  SystemModstamp: time(stamp),
})

const fields = ['Industry', 'BillingCity', 'Phone', 'Name', 'NoSuchField']

/** The inputs that create the org: every account, and every contact in its account. */
export function* inputsOfOrg(org: Org): Generator<object, void, undefined> {
  const below = belowFrom(0)
  for (let n = 0; n < accountsIn(org); n++)
    yield { _tag: 'SyncAccount', at: time(0), record: accountRecord(below, n, 0) }
  for (let n = 0; n < org.contacts; n++)
    yield { _tag: 'SyncContact', at: time(0), record: contactRecord(n, homeOf(n), 0) }
}

/** Yields one text for each input. `below` gives the random numbers. */
export function* inputsOf(org: Org, count: number, seed = 1): Generator<string, void, undefined> {
  const below = belowFrom(seed)
  const accounts = accountsIn(org)
  const persons = Math.ceil(org.contacts / 4)
  const known: Array<number> = []
  const converting: Array<number> = []
  const earlier: Array<string> = []
  let created = 0

  const stampAt = (n: number): number => (below(20) === 0 ? Math.max(0, n - below(500)) : n)

  const syncContact = (n: number): object => {
    const contact = below(org.contacts)
    const place = below(20)
    const account = place === 0 ? null : place < 5 ? below(accounts) : homeOf(contact)
    return { _tag: 'SyncContact', record: contactRecord(contact, account, stampAt(n), below(40) === 0) }
  }

  /** A person, who is mostly one that Marketo knows. */
  const somePerson = (): number => (below(10) === 0 ? undefined : known[below(known.length)]) ?? 1 + below(persons)

  const putPerson = (): object => {
    const id = 1 + below(persons)
    known.push(id)
    const type = oneOf(below, [null, null, 'Lead', 'Contact'])
    return {
      _tag: 'PutPerson',
      person: {
        id,
        sfdcType: type,
        sfdcContactId: type === 'Contact' ? contactId(below(org.contacts)) : null,
        sfdcIsDeleted: below(10) === 0,
        lastName: below(20) === 0 ? null : `Person ${id}`,
        company: below(20) === 0 ? '' : `Company ${id}`,
      },
    }
  }

  const convertPerson = (): object => {
    const personId = somePerson()
    converting.push(personId)
    return {
      _tag: 'ConvertPerson',
      personId,
      assignTo: below(20) === 0 ? accountId(1) : userId(1),
      convertedStatus: 'Qualified',
      notifyOwner: false,
      accepts: below(20) === 0 ? '' : 'new account and opportunity',
    }
  }

  const answer = (n: number): object => {
    const personId = converting.splice(below(converting.length), 1)[0] ?? somePerson()
    if (below(4) === 0) return { _tag: 'FailConversion', personId, failedAt: 'convert', reason: 'duplicate' }
    created += 1
    const isKnown = below(10) === 0
    return {
      _tag: 'ConfirmConversion',
      personId,
      account: accountRecord(below, isKnown ? below(accounts) : accounts + created, n),
      contactId: contactId(below(10) === 0 ? below(org.contacts) : org.contacts + created),
      opportunityId: opportunityId(below(10) === 0 ? below(created) : created),
    }
  }

  const usual = (n: number): object => {
    const kind = below(100)
    if (kind < 35) return syncContact(n)
    if (kind < 55) return { _tag: 'SyncAccount', record: accountRecord(below, below(accounts), stampAt(n)) }
    if (kind < 80)
      return {
        _tag: 'EditAccountField',
        contactId: contactId(below(org.contacts)),
        field: oneOf(below, fields),
        value: oneOf(below, industries),
      }
    if (kind < 88) return putPerson()
    return kind < 94 ? convertPerson() : answer(n)
  }

  for (let n = 1; n <= count; n++) {
    if (below(1_000) === 0) {
      yield `{"_tag":"SyncAccount","at":"${time(n)}","record":{"Id":"${accountId(1)}"}}`
      continue
    }
    const repeated = below(25) === 0 ? earlier[below(earlier.length)] : undefined
    const text = repeated ?? JSON.stringify({ at: time(n), ...usual(n) })
    earlier[n % 200] = text
    yield text
  }
}
