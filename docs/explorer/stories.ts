/** Stories: longer histories that show how several rules work together. */
export interface Story {
  readonly title: string
  readonly text: string
  /** The line that is chosen at first. */
  readonly line: number
}

export const stories: ReadonlyArray<Story> = [
  {
    title: 'A form fill renames the company for everybody',
    line: 7,
    text: `# A form fill renames the company for everybody at the account. The next update from Salesforce ends that.
sync-down Acme @1: Name=Acme, Industry=Electronics, Phone=030 1
contact Ann @1: in Acme
contact Ben @1: in Acme
local edit through Ann: Name=ACME Limited
# In Salesforce only the phone number changes.
sync-down Acme @2: Name=Acme, Industry=Electronics, Phone=030 2
# The same record arrives once more.
sync-down Acme @2: Name=Acme, Industry=Electronics, Phone=030 2`,
  },
  {
    title: 'An account with 5,000 contacts gets one more',
    line: 6,
    text: `# With 5,000 contacts each change is logged for each contact. With 5,001 no change is logged.
sync-down Cobalt @1: Name=Cobalt Grid, Phone=030 1
5000 contacts in Cobalt
sync-down Cobalt @2: Name=Cobalt Grid, Phone=030 2
1 contact in Cobalt
sync-down Cobalt @3: Name=Cobalt Grid, Phone=030 3
local edit through Crowd1: Phone=030 4`,
  },
  {
    title: 'Two accounts are merged in Salesforce',
    line: 8,
    text: `# Bolt is merged into Acme. The contact moves when its own record arrives, and the edit stays behind.
sync-down Acme @1: Name=Acme, Industry=Electronics
sync-down Bolt @1: Name=Bolt, Industry=Retail
contact Ben @1: in Bolt
local edit through Ben: Industry=Mining
sync-down Bolt @2 deleted merged into Acme: Name=Bolt, Industry=Retail
local edit through Ben: Industry=Energy
contact Ben @2: in Acme
sync-down Acme @2: Name=Acme, Industry=Energy`,
  },
  {
    title: 'Convert Person, from the request to the answer',
    line: 8,
    text: `# An account of the same name exists already. Convert Person creates another one.
sync-down Acme @1: Name=Dickenson
person Young: not in Salesforce, LastName=Young, Company=Dickenson
Convert Person Young, accepts: yes
Convert Person Young
failed Young at convert
Convert Person Young
confirmed Young: Bolt @2, Ann, Deal: Name=Dickenson
confirmed Young: Bolt @2, Ann, Deal: Name=Dickenson`,
  },
  {
    title: 'A contact moves to another account',
    line: 7,
    text: `# Ann shows the values of her new account. Nothing is logged, and the edit stays with the old account.
sync-down Acme @1: Industry=Electronics, Site=Austin
sync-down Bolt @1: Industry=Retail, Site=Oslo
contact Ann @1: in Acme
contact Ben @1: in Acme
local edit through Ann: Industry=Biotechnology
contact Ann @2: in Bolt
contact Ben @2: deleted
sync-down Acme @2: Industry=Electronics, Site=Dallas`,
  },
]

/**
 * Histories for those questions of docs/rules.md that the first example of the rule does not answer. The keys are the questions.
 */
export const answers: Readonly<Record<string, Omit<Story, 'title'>>> = {
  'A form fill renamed the company for everybody at that account. Will the old name come back?': {
    line: 6,
    text: `sync-down Acme @1: Name=Acme, Phone=030 1
contact Ann @1: in Acme
contact Ben @1: in Acme
local edit through Ann: Name=ACME Limited
# In Salesforce somebody changes only the phone number.
sync-down Acme @2: Name=Acme, Phone=030 2`,
  },
  'The field is empty in Salesforce, and I filled it in Marketo. Will the sync empty it again?': {
    line: 4,
    text: `sync-down Acme @1: Name=Acme, Site=null
contact Ann @1: in Acme
local edit through Ann: Site=Berlin
sync-down Acme @2: Name=Acme Corp, Site=null`,
  },
  'Two updates of an account came in the same second. Do both count?': {
    line: 4,
    text: `sync-down Acme @1: Industry=Energy, Site=Austin
contact Ann @1: in Acme
# The second update has the same SystemModstamp.
sync-down Acme @1: Industry=Retail, Site=Austin
# A value that changes back within the second is missed, until the next update.
sync-down Acme @1: Industry=Energy, Site=Austin
sync-down Acme @2: Industry=Energy, Site=Austin`,
  },
  'We hid a field from the sync user. What happens to the value that Marketo has?': {
    line: 5,
    text: `sync-down Acme @1: Industry=Energy, Site=Austin
contact Ann @1: in Acme
# From here on the sync user does not see Site.
settings {"instance":{"hiddenFields":["Site"]}}
sync-down Acme @2: Industry=Retail, Site=Dallas`,
  },
  "The account has 6,200 contacts. Will my trigger fire when one of the account's fields changes in Salesforce?": {
    line: 3,
    text: `sync-down Acme @1: Industry=Energy
6200 contacts in Acme
sync-down Acme @2: Industry=Retail`,
  },
  'An account has more than 5,000 contacts. Do its contacts show a new value from Salesforce?': {
    line: 3,
    text: `sync-down Acme @1: Industry=Energy
5001 contacts in Acme
sync-down Acme @2: Industry=Retail`,
  },
  'Two accounts were merged in Salesforce. What do their contacts show?': {
    line: 6,
    text: `sync-down Acme @1: Name=Acme, Industry=Electronics
sync-down Bolt @1: Name=Bolt, Industry=Retail
contact Ben @1: in Bolt
local edit through Ben: Industry=Mining
sync-down Bolt @2 deleted merged into Acme: Name=Bolt, Industry=Retail
contact Ben @2: in Acme`,
  },
  'A contact was deleted in Salesforce. Does it still count towards the 5,000?': {
    line: 6,
    text: `sync-down Acme @1: Industry=Energy
5001 contacts in Acme
sync-down Acme @2: Industry=Retail
# With one contact fewer, the account is no longer over the cap.
contact Crowd1 @2: deleted
sync-down Acme @3: Industry=Mining`,
  },
  "A lead has the same company name as an account. Does it share the account's values?": {
    line: 5,
    text: `sync-down Acme @1: Name=Acme, Industry=Energy
contact Ann @1: in Acme
# Only contacts belong to an account. The name links nothing.
person Young: lead, LastName=Young, Company=Acme
local edit through Ann: Industry=Retail`,
  },
}
