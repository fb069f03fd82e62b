// Sample findings of every class. Most of them are from a generated world with all anomalies. The others are from a few rows
// written by hand.
import type { AuditRows, Finding, FindingClass } from 'marketo-account-sync/audit'
import { audit } from 'marketo-account-sync/audit'
import { settingsWith } from 'marketo-account-sync'
import { nthAccountId } from '../helpers/values.js'
import { accountSchema } from './worlds/describe.js'
import { rowsOf } from './worlds/read.js'
import { activityCap } from './worlds/salesforce.js'
import { worldOf } from './worlds/world.js'
import { account, contact, exported, failed, findingsIn, shows } from './world.js'

const numbers = Array.from({ length: 12 }, (_, index) => index + 1)

const inOneField = (salesforce: (n: number) => string, marketo: (n: number) => string): AuditRows => ({
  accounts: numbers.map((n) => account(n, { Industry: salesforce(n) })),
  people: numbers.map((n) => shows(n, n, { Industry: marketo(n) })),
})

const ofWorld = (): ReadonlyArray<Finding> => {
  const rows = rowsOf(worldOf(1, 120), { earlierExport: true })
  return [...audit(settingsWith({ instance: { activityCap } }), { schema: accountSchema })(rows).findings]
}

const ofRows = (): ReadonlyArray<Finding> => [
  ...findingsIn(
    inOneField(
      (n) => (n % 2 === 0 ? 'A' : 'B'),
      (n) => (n % 2 === 0 ? 'Alpha' : 'Beta'),
    ),
  ),
  ...findingsIn(
    inOneField(
      (n) => String(100 + n),
      (n) => String((100 + n) * 2),
    ),
  ),
  ...findingsIn({
    accounts: [
      account(1, { Name: 'Edge', Fax: '1' }),
      account(2, { Name: 'Other' }, { masterRecordId: nthAccountId(1) }),
      account(3, { Name: 'Third' }),
    ],
    contacts: [contact(1, 1), contact(2, 2), contact(3, 3)],
    people: [
      shows(1, 1, { Name: 'Edge', Fax: null }, { contactCompany: '7' }),
      shows(2, 2, { Name: 'Other', Fax: null }, { contactCompany: '7' }),
      shows(3, 3, { Name: 'Shop', Fax: null }),
    ],
    syncErrors: [failed(nthAccountId(3), exported)],
  }),
  ...findingsIn({
    accounts: [account(1, { Name: 'Edge', Fax: '1' }), account(2, { Name: 'Other', Fax: '2' })],
    contacts: [contact(1, 2)],
    people: [shows(1, null, { Name: 'Edge', Fax: '1' })],
  }),
]

/** At most five findings of each class. */
export const sampleFindings = (): ReadonlyMap<FindingClass, ReadonlyArray<Finding>> => {
  const samples = new Map<FindingClass, Array<Finding>>()
  for (const finding of [...ofWorld(), ...ofRows()]) {
    const known = samples.get(finding._tag)
    if (known === undefined) samples.set(finding._tag, [finding])
    else if (known.length < 5) known.push(finding)
  }
  return samples
}

export const classes: ReadonlyArray<FindingClass> = [
  'LocalEditStands',
  'NotYetSynced',
  'RecordFailed',
  'HiddenField',
  'FieldNotSyncing',
  'FormulaNotStamped',
  'OtherAccountShown',
  'SiblingsDisagree',
  'Unexplained',
  'ValuesTranslated',
  'ValuesScaled',
  'CompanyRowSplit',
  'CompanyRowShared',
  'LinkedElsewhere',
  'LinkedToMergedAccount',
  'LinkUnclear',
  'ContactMissing',
  'DeletedInSalesforce',
  'DuplicatePerson',
  'LeadOfSameCompany',
  'OverTheCap',
  'DuplicateName',
  'NoPeople',
  'SyncFailed',
]
