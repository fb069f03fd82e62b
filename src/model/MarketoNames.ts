/**
 * Marketo's names for the standard fields of an account. Each row contains the Salesforce API name, the display name in Marketo's
 * activity log, and the name in Marketo's REST API.
 *
 * The rows come from the account section of Marketo's page about default field mappings.
 *
 * The same section also has rows for SFDC Type and SFDC Is Deleted. We left these two rows out, because other pages of Marketo
 * contradict the rows. The other pages say that the two fields describe a lead or contact.
 */
export const marketoNames: ReadonlyArray<readonly [field: string, displayName: string, restName: string]> = [
  ['AnnualRevenue', 'Annual Revenue', 'annualRevenue'],
  ['BillingCity', 'Billing City', 'billingCity'],
  ['BillingCountry', 'Billing Country', 'billingCountry'],
  ['BillingPostalCode', 'Billing Postal Code', 'billingPostalCode'],
  ['BillingState', 'Billing State', 'billingState'],
  ['BillingStreet', 'Billing Address', 'billingStreet'],
  ['Description', 'Company Notes', 'mktoCompanyNotes'],
  ['Industry', 'Industry', 'industry'],
  ['Name', 'Company Name', 'company'],
  ['NumberOfEmployees', 'Num Employees', 'numberOfEmployees'],
  ['Phone', 'Main Phone', 'mainPhone'],
  ['Sic', 'SIC Code', 'sicCode'],
  ['Site', 'Site', 'site'],
  ['Website', 'Website', 'website'],
]

/**
 * Finds the Salesforce API name of a field. `name` can be any of the three names in a row of `marketoNames`. Letter case does not
 * matter. Returns `undefined` if no row contains the name.
 */
export const fieldCalled = (name: string): string | undefined => {
  const wanted = name.toLowerCase()
  return marketoNames.find((names) => names.some((each) => each.toLowerCase() === wanted))?.[0]
}
