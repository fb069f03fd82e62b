/** The org that exists before the first input of a run. */
import type { Marketo } from 'marketo-account-sync'
import {
  accountsOf,
  contactsOf,
  countLiveContacts,
  defaultSettings,
  emptyMarketo,
  simulate,
} from 'marketo-account-sync'
import { InputFromJson } from 'marketo-account-sync/codecs'
import type { Rows } from 'marketo-account-sync/partitions'
import { decodedOrThrow } from '../decoded.js'
import { inputsOfOrg, type Org } from './generate.js'

function* decodedInputs(org: Org) {
  for (const json of inputsOfOrg(org)) yield decodedOrThrow(InputFromJson, json)
}

/** The rows of every account and every contact. */
export function* rowsIn(marketo: Marketo): Generator<Rows, void, undefined> {
  for (const account of accountsOf(marketo))
    yield {
      _tag: 'AccountRows',
      id: account.id,
      account,
      liveContacts: countLiveContacts(account.id)(marketo),
      outcome: null,
    }
  for (const contact of contactsOf(marketo))
    yield { _tag: 'ContactRows', id: contact.id, contact, persons: [], outcome: null }
}

export const marketoOfOrg = (org: Org): Marketo => {
  const steps = simulate(defaultSettings)(decodedInputs(org), emptyMarketo)[Symbol.iterator]()
  let next = steps.next()
  while (next.done !== true) next = steps.next()
  return next.value
}
