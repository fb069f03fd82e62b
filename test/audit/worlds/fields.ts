// The fourteen account fields of a generated world: their names in both systems, their types and their values.
import type { FieldName, FieldValue } from 'marketo-account-sync'
import { fieldName } from '../../helpers/values.js'
import type { Random } from './random.js'

export interface WorldField {
  readonly name: FieldName
  readonly label: string
  readonly type: string
  readonly restName: string
  readonly displayName: string
  readonly isCalculated: boolean
  readonly value: (random: Random) => FieldValue
}

const industries = [
  'Banking',
  'Biotechnology',
  'Chemicals',
  'Construction',
  'Education',
  'Electronics',
  'Energy',
  'Food',
]
const cities = [
  'Austin',
  'Berlin',
  'Boston',
  'Dublin',
  'Kraków',
  'Lyon',
  'Madrid',
  'Oslo',
  'Paris',
  'São Paulo',
  'Tokyo',
]
const countries = ['Brazil', 'France', 'Germany', 'Ireland', 'Japan', 'Norway', 'Poland', 'Spain', 'United States']
const firstWords = ['Alder', 'Blue', 'Copper', 'Delta', 'East', 'Fern', 'Granite', 'Harbor', 'Iron', 'Juniper', 'Kite']
const secondWords = [
  'Foods',
  'Freight',
  'Labs',
  'Motors',
  'Optics',
  'Paper',
  'Robotics',
  'Systems',
  'Textiles',
  'Tools',
]
const forms = ['Inc.', 'Ltd', 'GmbH', 'S.A.', '& Söhne', '"Group"', 'plc']
const streets = ['Main Street', 'Hauptstraße', 'Rue de la Paix', 'Elm Avenue', 'Harbour Road']

const digits = (random: Random, length: number): string => Array.from({ length }, () => random.below(10)).join('')

/** Makes a random value that is sometimes blank. */
const orBlank =
  (share: number, value: (random: Random) => FieldValue) =>
  (random: Random): FieldValue =>
    random.chance(share) ? null : value(random)

const field = (
  name: string,
  label: string,
  type: string,
  restName: string,
  displayName: string,
  value: (random: Random) => FieldValue,
  isCalculated = false,
): WorldField => ({ name: fieldName(name), label, type, restName, displayName, isCalculated, value })

const custom = (name: string, label: string, type: string, value: WorldField['value'], isCalculated = false) =>
  field(`${name}__c`, label, type, `${name}__c_account`, `${label} (A)`, value, isCalculated)

const companyName = (random: Random): string =>
  `${random.pick(firstWords)} ${random.pick(secondWords)} ${random.below(9_000) + 1_000} ${random.pick(forms)}`

/** A random web address. Some addresses are longer than the 255 characters that Marketo stores. */
const website = (random: Random): string => {
  const page = `https://www.example.com/${digits(random, 6)}`
  return random.chance(0.01) ? `${page}/${'catalogue-'.repeat(30)}` : page
}

const street = (random: Random): string => {
  const line = `${random.below(300) + 1} ${random.pick(streets)}`
  return random.chance(0.2) ? `${line}\nFloor ${random.below(20) + 1}` : line
}

/** The field that the sync user cannot see. */
export const hiddenField = fieldName('Margin__c')
/** The field that the sync stops delivering at some time. */
export const stoppedField = fieldName('Segment__c')
/** The field that Salesforce calculates. */
export const formulaField = fieldName('Tier__c')

const standardFields: ReadonlyArray<WorldField> = [
  field('Name', 'Account Name', 'string', 'company', 'Company Name', companyName),
  field(
    'Industry',
    'Industry',
    'picklist',
    'industry',
    'Industry',
    orBlank(0.08, (random) => random.pick(industries)),
  ),
  field(
    'AnnualRevenue',
    'Annual Revenue',
    'currency',
    'annualRevenue',
    'Annual Revenue',
    orBlank(0.1, (random) => (random.below(90_000) + 1) * 500 + (random.chance(0.2) ? 0.5 : 0)),
  ),
  field(
    'NumberOfEmployees',
    'Employees',
    'int',
    'numberOfEmployees',
    'Num Employees',
    orBlank(0.1, (random) => random.below(20_000)),
  ),
  field('BillingStreet', 'Billing Street', 'textarea', 'billingStreet', 'Billing Address', orBlank(0.1, street)),
  field(
    'BillingCity',
    'Billing City',
    'string',
    'billingCity',
    'Billing City',
    orBlank(0.05, (random) => random.pick(cities)),
  ),
  field(
    'BillingCountry',
    'Billing Country',
    'string',
    'billingCountry',
    'Billing Country',
    orBlank(0.05, (random) => random.pick(countries)),
  ),
  field(
    'Phone',
    'Account Phone',
    'phone',
    'mainPhone',
    'Main Phone',
    orBlank(0.1, (random) => `+1 555 ${digits(random, 3)} ${digits(random, 4)}`),
  ),
  field('Website', 'Website', 'url', 'website', 'Website', orBlank(0.1, website)),
  field(
    'Sic',
    'SIC Code',
    'string',
    'sicCode',
    'SIC Code',
    orBlank(0.2, (random) => digits(random, 4)),
  ),
]

const customFields: ReadonlyArray<WorldField> = [
  custom('Active', 'Active', 'boolean', (random) => random.chance(0.6)),
  custom('Tier', 'Tier', 'string', (random) => random.pick(['A', 'B', 'C', 'D', 'E', 'F']), true),
  custom(
    'Segment',
    'Segment',
    'picklist',
    orBlank(0.05, (random) => random.pick(['Core', 'Growth', 'Key', 'Local', 'New', 'Public'])),
  ),
  custom('Margin', 'Margin', 'percent', (random) => random.below(60) + 0.5),
]

export const worldFields: ReadonlyArray<WorldField> = [...standardFields, ...customFields]

const byName: ReadonlyMap<string, WorldField> = new Map(worldFields.map((each) => [each.name, each]))
export const fieldCalled = (name: string): WorldField => byName.get(name)!

/** The ordinary fields: the sync delivers them, and Salesforce does not calculate them. */
export const plainFields: ReadonlyArray<FieldName> = worldFields
  .map(({ name }) => name)
  .filter((name) => ![hiddenField, stoppedField, formulaField].includes(name))

/** A picklist field. A report in another language shows its labels, and Marketo shows its API values. */
export const translatedField = fieldName('Industry')
/** An amount. A report in another currency shows a converted amount, and Marketo shows the original amount. */
const convertedField = fieldName('AnnualRevenue')
/** If a world has a field that syncs in both directions, it is this field. */
export const twoWayField = fieldName('Phone')

const labels: Readonly<Record<string, string>> = {
  Banking: 'Bankwesen',
  Biotechnology: 'Biotechnologie',
  Chemicals: 'Chemie',
  Construction: 'Bauwesen',
  Education: 'Bildung',
  Electronics: 'Elektronik',
  Food: 'Lebensmittel',
}

const exchangeRate = 1.1

/** Returns a value as a report in another language and currency shows the value. One label is equal to its API value. */
export const inOtherNotation = (name: FieldName, value: FieldValue): FieldValue => {
  if (name === translatedField && typeof value === 'string') return labels[value] ?? value
  return name === convertedField && typeof value === 'number' ? Math.round(value * exchangeRate * 100) / 100 : value
}

/** Makes a random value of the field that differs from the given value. */
export const otherValue = (name: FieldName, than: FieldValue, random: Random): FieldValue => {
  const { value } = fieldCalled(name)
  let other = value(random)
  while (other === than) other = value(random)
  return other
}
