/**
 * Marketo's names for the standard fields of an account. Each row contains the Salesforce API name, the display name in Marketo's
 * activity log, and the name in Marketo's REST API. People who work in Marketo use the last two names.
 *
 * The rows come from the account section of Marketo's page about default field mappings. Two rows of that page are left out. One
 * maps Account Type to SFDC Type, and the other maps Deleted to SFDC Is Deleted. Other pages contradict these two rows. According
 * to the other pages, SFDC Type is Lead or Contact, and SFDC Is Deleted shows whether this lead or contact was deleted. So SFDC
 * Type and SFDC Is Deleted do not describe an account.
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
