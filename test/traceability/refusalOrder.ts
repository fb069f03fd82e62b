// Inputs to which two refusals apply. `decide` must return the first of the two.
import type { AccountNotYetKnown, Input, Instant, Refusal } from 'marketo-account-sync'
import { inputsOf } from './history.js'

export type Reason = Refusal | AccountNotYetKnown

export const at = (n: number): Instant => (n * 1_000) as Instant

/** The only input of a line of a history. */
export const asked = (line: string): Input => {
  const [input] = inputsOf(line, at(1_000))
  if (input === undefined) throw new Error(`no input in ${line}`)
  return input
}

export const held = ['sync-down Acme @1: Industry=Energy', 'contact Ann @1: in Acme']
export const converting = ['person 7: lead', 'Convert Person 7']
export const confirmed = 'confirmed 7: Acme @1, Ann, Deal: Name=Dickenson'

/** Pairs of refusals, each with an input to which both refusals apply. `decide` returns the first refusal of the pair. */
export const refusalOrders: ReadonlyArray<
  readonly [first: Reason['_tag'], then: Reason['_tag'], given: ReadonlyArray<string>, line: string]
> = [
  ['ContactNotLive', 'UnknownField', [...held, 'contact Ann @2: deleted'], 'local edit through Ann: Site=Berlin'],
  [
    'AccountDeleted',
    'UnknownField',
    [...held, 'sync-down Acme @2 deleted: Industry=Energy'],
    'local edit through Ann: Site=Berlin',
  ],
  ['UnknownPerson', 'NewAccountNotAccepted', [], 'Convert Person 7, accepts: yes'],
  ['AlreadyAContact', 'NewAccountNotAccepted', ['person 7: contact Ann'], 'Convert Person 7, accepts: yes'],
  ['ConversionUnderWay', 'NewAccountNotAccepted', converting, 'Convert Person 7, accepts: yes'],
  ['NewAccountNotAccepted', 'OwnerNotAUser', ['person 7: lead'], 'Convert Person 7 to a queue, accepts: yes'],
  ['NewAccountNotAccepted', 'LeadFieldsMissing', ['person 7: not in Salesforce'], 'Convert Person 7, accepts: yes'],
  ['OwnerNotAUser', 'LeadFieldsMissing', ['person 7: not in Salesforce'], 'Convert Person 7 to a queue'],
  [
    'UnknownPerson',
    'RecordAlreadyClaimed',
    [...converting, confirmed],
    'confirmed 8: Acme @2, Ann, Deal: Name=Dickenson',
  ],
  [
    'NoConversionUnderWay',
    'RecordAlreadyClaimed',
    [...converting, confirmed, 'person 8: lead'],
    'confirmed 8: Acme @2, Ann, Deal: Name=Dickenson',
  ],
  ['NoConversionUnderWay', 'NoSyncNeeded', ['person 7: lead'], 'failed 7 at sync'],
]
