/**
 * Finds the account field for a name in a header or in Marketo's log. The name can be the API name or the label in
 * Salesforce, or Marketo's REST name or display name.
 */
import * as O from 'fp-ts/lib/Option.js'
import type { FieldName } from '../model/Field.js'
import { isFieldKey } from '../codecs/AccountRelationships.js'
import { FieldName as FieldNameCodec } from '../model/Field.js'
import type { ObjectSchema } from '../records/Describe.js'
import { fieldOfDisplayName, fieldOfRestName, marketoField } from '../records/MarketoField.js'

/**
 * Facts about account fields. The library cannot read these facts from a header. Each part is optional. The more parts the caller
 * passes, the more columns the library recognises.
 *
 * @category model
 * @since 0.2.0
 */
export interface KnownFields {
  /** The describe result of Account. It contains the labels and the types of the fields. */
  readonly schema?: ObjectSchema
  /** The describe result of Contact. It helps to distinguish an account field from a contact field of the same name. */
  readonly contactSchema?: ObjectSchema
  /** The names of the fields that the accounts have, in the same letter case as in the accounts. */
  readonly accountFields?: ReadonlyArray<FieldName>
  /**
   * The account fields that Marketo shows with a suffix, such as `Region (A)`. If the log contains `Region` without the suffix, this
   * name belongs to a contact field.
   */
  readonly suffixedFields?: ReadonlyArray<FieldName>
}

/**
 * How the library recognised a column.
 *
 * | value            | the name of the column                                                                      |
 * | ---------------- | ------------------------------------------------------------------------------------------- |
 * | `given`          | the name in the mapping that the caller passed                                              |
 * | `api-name`       | the API name of the field in Salesforce, in any letter case                                 |
 * | `label`          | the label of the field in Salesforce                                                        |
 * | `documented`     | the name that Marketo's page of field mappings has for the field                            |
 * | `account-suffix` | a name that ends in `_account` or `(A)`; Marketo adds these suffixes to account fields      |
 * | `plain-name`     | an API name or label that can also belong to a contact field (only without `contactSchema`) |
 *
 * @category model
 * @since 0.2.0
 */
export type FoundBy = 'given' | 'api-name' | 'label' | 'documented' | 'account-suffix' | 'plain-name'

export interface FoundField {
  readonly field: FieldName
  readonly by: FoundBy
}

/**
 * The standard fields of an account with their labels. The source is the describe result of Account in the tests of Apache
 * Camel's Salesforce component (API version 45). The list leaves out compound fields and the keys of the record.
 */
const standardFields: ReadonlyArray<readonly [name: string, label: string]> = [
  ['AccountNumber', 'Account Number'],
  ['AccountSource', 'Account Source'],
  ['AnnualRevenue', 'Annual Revenue'],
  ['BillingCity', 'Billing City'],
  ['BillingCountry', 'Billing Country'],
  ['BillingGeocodeAccuracy', 'Billing Geocode Accuracy'],
  ['BillingLatitude', 'Billing Latitude'],
  ['BillingLongitude', 'Billing Longitude'],
  ['BillingPostalCode', 'Billing Zip/Postal Code'],
  ['BillingState', 'Billing State/Province'],
  ['BillingStreet', 'Billing Street'],
  ['CleanStatus', 'Clean Status'],
  ['DandbCompanyId', 'D&B Company ID'],
  ['Description', 'Account Description'],
  ['DunsNumber', 'D-U-N-S Number'],
  ['Fax', 'Account Fax'],
  ['Industry', 'Industry'],
  ['Jigsaw', 'Data.com Key'],
  ['JigsawCompanyId', 'Jigsaw Company ID'],
  ['NaicsCode', 'NAICS Code'],
  ['NaicsDesc', 'NAICS Description'],
  ['Name', 'Account Name'],
  ['NumberOfEmployees', 'Employees'],
  ['OperatingHoursId', 'Operating Hour ID'],
  ['OwnerId', 'Owner ID'],
  ['Ownership', 'Ownership'],
  ['ParentId', 'Parent Account ID'],
  ['Phone', 'Account Phone'],
  ['PhotoUrl', 'Photo URL'],
  ['Rating', 'Account Rating'],
  ['ShippingCity', 'Shipping City'],
  ['ShippingCountry', 'Shipping Country'],
  ['ShippingGeocodeAccuracy', 'Shipping Geocode Accuracy'],
  ['ShippingLatitude', 'Shipping Latitude'],
  ['ShippingLongitude', 'Shipping Longitude'],
  ['ShippingPostalCode', 'Shipping Zip/Postal Code'],
  ['ShippingState', 'Shipping State/Province'],
  ['ShippingStreet', 'Shipping Street'],
  ['Sic', 'SIC Code'],
  ['SicDesc', 'SIC Description'],
  ['Site', 'Account Site'],
  ['TickerSymbol', 'Ticker Symbol'],
  ['Tradestyle', 'Tradestyle'],
  ['Type', 'Account Type'],
  ['Website', 'Website'],
  ['YearStarted', 'Year Started'],
]

/**
 * Standard fields of accounts. Leads and contacts do not have these fields, so Marketo has no reason to add a suffix to the
 * names.
 */
const onlyOfAccounts: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'AccountNumber',
  'AccountSource',
  'NaicsCode',
  'NaicsDesc',
  'SicDesc',
  'TickerSymbol',
  'Tradestyle',
  'YearStarted',
])

const compoundTypes: ReadonlySet<string> = /* @__PURE__ */ new Set(['address', 'location'])

/**
 * Keys of a record that are not fields, in lower case. Data Loader writes these keys in capitals, so the comparison ignores
 * letter case.
 */
const recordKeys: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'attributes',
  'id',
  'isdeleted',
  'createdbyid',
  'createddate',
  'lastactivitydate',
  'lastmodifiedbyid',
  'lastmodifieddate',
  'lastreferenceddate',
  'lastvieweddate',
  'masterrecordid',
  'systemmodstamp',
])

/** Tests whether a name is one of the `recordKeys`. Ignores letter case. */
export const isRecordKey = (name: string): boolean => recordKeys.has(name.toLowerCase())

/**
 * Converts a name to lower case, and removes spaces and underscores. `Billing City`, `BillingCity` and `billing_city` become the
 * same name.
 */
export const squash = (name: string): string => name.toLowerCase().replace(/[\s_]+/g, '')

const isCustom = (name: string): boolean => /__[a-z]{1,3}$/i.test(name)

/**
 * Guesses the label of a custom field from the API name, because Salesforce makes the API name from the label. Returns the label
 * in the form of {@link squash}.
 */
const squashedBase = (name: string): string => squash(name.replace(/__[a-z]{1,3}$/i, ''))

/**
 * Removes Marketo's account suffix. For example, returns `Oracle_ID__c` for `Oracle_ID__c_account`, and `Oracle ID` for `Oracle
 * ID (A)`.
 */
const withoutAccountSuffix = (name: string): string | undefined => {
  const lower = name.toLowerCase()
  const suffix = ['_account', '(a)'].find((each) => lower.endsWith(each))
  return suffix === undefined ? undefined : name.slice(0, -suffix.length).trim()
}

export interface AccountFields {
  /** Finds the account field for a column name in a file from Salesforce. */
  readonly inSalesforce: (column: string) => O.Option<FoundField>
  /** Finds the account field for a name that Marketo uses in a header or in its log. */
  readonly inMarketo: (name: string) => O.Option<FoundField>
  /** Tests whether a column name is the API name of a field. The result is false if the name can also be a label. */
  readonly isApiName: (column: string) => boolean
}

const found = (field: FieldName, by: FoundBy): O.Option<FoundField> => O.some({ field, by })

/** Makes a map from each name to its field. Leaves out a name that belongs to several fields. */
const unambiguous = (
  entries: ReadonlyArray<readonly [name: string, field: FieldName]>,
): ReadonlyMap<string, FieldName> => {
  const fields = new Map<string, FieldName | undefined>()
  for (const [name, field] of entries)
    fields.set(name, fields.has(name) && fields.get(name) !== field ? undefined : field)
  return new Map([...fields].filter((entry): entry is [string, FieldName] => entry[1] !== undefined))
}

/** Makes the functions that recognise the names of account fields. */
export const accountFieldsOf = ({ schema, contactSchema, accountFields = [] }: KnownFields): AccountFields => {
  const described = Object.values(schema?.fields ?? {}).filter(
    ({ type, name }) => !compoundTypes.has(type) && isFieldKey(name),
  )
  const standard = standardFields.map(([name, label]) => ({ name: name as FieldName, label }))
  const byName = new Map<string, FieldName>()
  for (const name of [...standard.map((each) => each.name), ...accountFields, ...described.map((each) => each.name)])
    byName.set(name.toLowerCase(), name)
  const standardLabels = unambiguous(standard.map(({ name, label }) => [squash(label), name]))
  const describedLabels = unambiguous(described.map(({ name, label }) => [squash(label), name]))
  const bases = unambiguous(
    [...accountFields, ...described.map((each) => each.name)]
      .filter(isCustom)
      .map((name) => [squashedBase(name), name]),
  )
  const labelled = (label: string): FieldName | undefined =>
    describedLabels.get(squash(label)) ?? (schema === undefined ? standardLabels.get(squash(label)) : undefined)
  const squashedNames = unambiguous([...byName.values()].map((name) => [squash(name), name]))
  const contactNames = new Set<string>()
  for (const { name, label } of Object.values(contactSchema?.fields ?? {})) {
    contactNames.add(name.toLowerCase())
    contactNames.add(squash(label))
  }
  const documented = new Map<string, FieldName>()
  for (const { name } of standard) {
    const names = marketoField(name)
    if (O.isNone(names)) continue
    documented.set(squash(names.value.restName), name)
    documented.set(squash(names.value.displayName), name)
  }

  const inSalesforce = (column: string): O.Option<FoundField> => {
    const named = byName.get(column.trim().toLowerCase())
    if (named !== undefined) return found(named, 'api-name')
    const field = labelled(column) ?? squashedNames.get(squash(column))
    return field === undefined ? O.none : found(field, 'label')
  }

  /** Finds the field for a name from which the account suffix was removed. */
  const ofAccount = (base: string): FieldName | undefined =>
    byName.get(base.toLowerCase()) ??
    labelled(base) ??
    bases.get(squash(base)) ??
    (isCustom(base) && FieldNameCodec.is(base) ? base : undefined)

  const plain = (name: string): O.Option<FoundField> => {
    const field = byName.get(name.toLowerCase()) ?? labelled(name)
    if (field === undefined || !(isCustom(field) || onlyOfAccounts.has(field))) return O.none
    if (contactNames.has(name.toLowerCase()) || contactNames.has(squash(name))) return O.none
    const isCertain = contactSchema !== undefined || onlyOfAccounts.has(field)
    const by = byName.has(name.toLowerCase()) ? 'api-name' : 'label'
    return found(field, isCertain ? by : 'plain-name')
  }

  const inMarketo = (name: string): O.Option<FoundField> => {
    const trimmed = name.trim()
    const exact = O.getOrElse(() => fieldOfRestName(trimmed))(O.map(O.some)(fieldOfDisplayName(trimmed)))
    const field = O.isSome(exact) ? exact.value : documented.get(squash(trimmed))
    if (field !== undefined) return found(field, 'documented')
    const base = withoutAccountSuffix(trimmed)
    if (base === undefined) return plain(trimmed)
    const account = ofAccount(base)
    return account === undefined ? O.none : found(account, 'account-suffix')
  }

  return {
    inSalesforce,
    inMarketo,
    // A name of one word, such as Type, does not count as an API name, because a report can use the same word as a label.
    isApiName: (column) => isCustom(column) || /[a-z][A-Z]/.test(byName.get(column.toLowerCase()) ?? ''),
  }
}
