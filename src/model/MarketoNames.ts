/**
 * Marketo's names for the standard fields of an account: for each Salesforce API name, the display name in Marketo's log and
 * the name in Marketo's REST API. People who work in Marketo use these names.
 *
 * The rows come from the account section of Marketo's page of default field mappings. We left out two rows of the page:
 * Account Type as SFDC Type, and Deleted as SFDC Is Deleted. Other pages contradict these rows. They say that SFDC Type tells
 * whether a person is a lead or a contact, and that SFDC Is Deleted tells whether the lead or contact was deleted.
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

/** The API name of the field for a name that Marketo uses, in upper or lower case. `undefined` if Marketo uses no such name. */
export const fieldCalled = (name: string): string | undefined => {
  const wanted = name.toLowerCase()
  return marketoNames.find((names) => names.some((each) => each.toLowerCase() === wanted))?.[0]
}
