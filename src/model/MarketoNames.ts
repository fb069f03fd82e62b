/**
 * Marketo's names of the account's standard fields: for each Salesforce API name the display name in Marketo's log, and the
 * name in its REST API. People who work in Marketo ask for these.
 *
 * From the account section of Marketo's page of default field mappings. Two of its rows are left out, because other pages
 * contradict them: Account Type as SFDC Type, and Deleted as SFDC Is Deleted. According to those pages, the two Marketo
 * fields tell whether a person is a lead or a contact, and whether that lead or contact was deleted.
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

/** The API name of the field that Marketo calls by a name, in whatever case; `undefined` if it calls none so. */
export const fieldCalled = (name: string): string | undefined => {
  const wanted = name.toLowerCase()
  return marketoNames.find((names) => names.some((each) => each.toLowerCase() === wanted))?.[0]
}
