/** A week of one Marketo instance: three accounts, their contacts, two local edits, and a person whom somebody wants to convert. */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { Input, Settings } from 'marketo-account-sync'
import { decodeErrors, idSuffix } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'

/** Decodes an input of this example. It throws if the input is not valid. */
export const told =
  <A>(codec: t.Type<A, unknown, unknown>) =>
  (json: unknown): A => {
    const decoded = codec.decode(json)
    if (E.isLeft(decoded)) throw new Error(JSON.stringify(decodeErrors(decoded.left)))
    return decoded.right
  }

/** The sync user of this instance cannot see credit limits. */
export const settings: Settings = told(SettingsFromJson)({ instance: { hiddenFields: ['CreditLimit__c'] } })

export const ids = {
  harbour: '0015g00000Harbo',
  brook: '0015g00000Brook',
  quay: '0015g00000Quay0',
  ada: '0035g00000Ada00',
  ben: '0035g00000Ben00',
  cleo: '0035g00000Cleo0',
  lou: '0035g00000L0000',
  sales: '0055g00000Sales',
}

const account = (id: string, systemModstamp: string, fields: object): object => ({
  attributes: { type: 'Account' },
  Id: id,
  IsDeleted: false,
  SystemModstamp: systemModstamp,
  ...fields,
})

const syncAccount = (at: string, id: string, fields: object): object => ({
  _tag: 'SyncAccount',
  at,
  record: account(id, at, fields),
})

const syncContact = (at: string, id: string, accountId: string): object => ({
  _tag: 'SyncContact',
  at,
  record: { attributes: { type: 'Contact' }, Id: id, AccountId: accountId, IsDeleted: false, SystemModstamp: at },
})

const edit = (at: string, contactId: string, field: string, value: string): object => ({
  _tag: 'EditAccountField',
  at,
  contactId,
  field,
  value,
})

const harbour = {
  Name: 'Harbour Foods',
  Industry: 'Food',
  Phone: '+44 20 7946 0100',
  SLA__c: 'Silver',
  Fax: '+44 20 7946 0199',
  CreditLimit__c: 50_000,
}

/** Lou and five thousand colleagues: one contact more than the cap. */
const crowd = (): ReadonlyArray<string> =>
  Array.from({ length: 5_001 }, (_, n) => `0035g00000L${String(n).padStart(4, '0')}`)

const json = (): ReadonlyArray<object> => [
  syncAccount('2026-03-02T09:00:00Z', ids.harbour, harbour),
  syncContact('2026-03-02T09:01:00Z', ids.ada, ids.harbour),
  syncContact('2026-03-02T09:01:00Z', ids.ben, ids.harbour),
  syncAccount('2026-03-02T09:02:00Z', ids.brook, { Name: 'Brook Logistics', Industry: 'Transport' }),
  ...crowd().map((id) => syncContact('2026-03-02T09:03:00Z', id + idSuffix(id), ids.brook)),
  edit('2026-03-02T14:00:00Z', ids.ada, 'Industry', 'Food & Drink'),
  edit('2026-03-03T10:00:00Z', ids.ben, 'SLA__c', 'Gold'),
  // Cleo's record arrives before the record of her account, and nobody delivers it again.
  syncContact('2026-03-04T08:00:00Z', ids.cleo, ids.quay),
  syncAccount('2026-03-04T08:05:00Z', ids.quay, { Name: 'Quay Partners', Industry: 'Finance' }),
  syncAccount('2026-03-04T10:00:00Z', ids.brook, { Name: 'Brook Logistics', Industry: 'Logistics' }),
  syncAccount('2026-03-05T11:00:00Z', ids.quay, { Name: 'Quay Partners', Industry: 'Banking' }),
  {
    _tag: 'PutPerson',
    at: '2026-03-05T15:00:00Z',
    person: {
      id: 318581,
      sfdcType: null,
      sfdcContactId: null,
      sfdcIsDeleted: false,
      lastName: 'Young',
      company: 'harbour foods',
    },
  },
]

/** Decodes the history. This is a function, because only the command `questions` needs the history. */
export const history = (): ReadonlyArray<Input> => json().map(told(InputFromJson))

/** Tomorrow's record of Harbour Foods. Only the phone number has changed, and the record has no SLA. */
export const nextRecord = account(ids.harbour, '2026-03-06T08:00:00Z', {
  Name: harbour.Name,
  Industry: harbour.Industry,
  Phone: '+44 20 7946 0155',
  Fax: harbour.Fax,
  CreditLimit__c: 60_000,
})

export const conversion = {
  personId: 318581,
  assignTo: ids.sales,
  convertedStatus: 'Qualified',
  notifyOwner: true,
}
