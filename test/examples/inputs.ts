/** Functions that make JSON inputs from a few arguments. */

export const alder = '0015g00000AlderAAB'
export const harbor = '0015g00000HarbrAAB'
export const maria = '0035g00000MariaAAB'
export const robin = '0035g00000RobinAAB'
const dana = '0055g00000Dana0AAB'

const at = '2026-03-02T09:00:00Z'
const stamp = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T08:00:00.000+0000`

export const account = (id: string, day: number, fields: object) => ({
  _tag: 'SyncAccount',
  at,
  record: { attributes: { type: 'Account' }, Id: id, IsDeleted: false, SystemModstamp: stamp(day), ...fields },
})

export const contact = (id: string, accountId: string | null, day: number, more: object = {}) => ({
  _tag: 'SyncContact',
  at,
  record: { attributes: { type: 'Contact' }, Id: id, AccountId: accountId, SystemModstamp: stamp(day), ...more },
})

export const edit = (contactId: string, field: string, value: unknown) => ({
  _tag: 'EditAccountField',
  at,
  contactId,
  field,
  value,
})

export const person = (id: number, more: object = {}) => ({
  _tag: 'PutPerson',
  at,
  person: {
    id,
    sfdcType: null,
    sfdcContactId: null,
    sfdcIsDeleted: false,
    lastName: 'Novak',
    company: 'Alder & Finch',
    ...more,
  },
})

export const convert = (personId: number, more: object = {}) => ({
  _tag: 'ConvertPerson',
  at,
  personId,
  assignTo: dana,
  convertedStatus: 'Qualified',
  notifyOwner: false,
  accepts: 'new account and opportunity',
  ...more,
})

export const confirm = (personId: number, accountId: string, contactId: string) => ({
  _tag: 'ConfirmConversion',
  at,
  personId,
  account: { Id: accountId, SystemModstamp: stamp(9), Name: 'Alder & Finch' },
  contactId,
  opportunityId: '0065g00000Deal1AAB',
})

export const fail = (personId: number) => ({ _tag: 'FailConversion', at, personId, failedAt: 'convert', reason: 'NO' })
