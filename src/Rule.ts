/**
 * The registry of rules: every rule has one id, one sentence, one basis and one source, and all else refers to it by id.
 *
 * Refusals carry the id, laws are titled with it, vectors name it, and `docs/rules.md` has a heading for it.
 *
 * @since 0.1.0
 */

/**
 * On what a rule rests.
 *
 * | basis        | meaning                                                                      |
 * | ------------ | ---------------------------------------------------------------------------- |
 * | `documented` | a page of the vendor says it                                                 |
 * | `inferred`   | our reading, because no page says; the source names the evidence             |
 * | `ours`       | a property of the model itself                                               |
 *
 * @category model
 * @since 0.1.0
 */
export type Basis = 'documented' | 'inferred' | 'ours'

/**
 * What keeps a rule: a law that a property test checks, or a type that makes breaking it a compile error.
 *
 * @category model
 * @since 0.1.0
 */
export type PinnedBy = 'law' | 'type'

/**
 * The path of a setting that changes what a rule does, or `null`.
 *
 * @category model
 * @since 0.1.0
 */
export type RuleSetting =
  | 'instance.activityCap'
  | 'instance.hiddenFields'
  | 'instance.personDefaults'
  | 'readings.overrideOn'
  | 'readings.localEditLog'

/**
 * One rule.
 *
 * @category model
 * @since 0.1.0
 */
export interface Rule {
  readonly id: RuleId
  /** What the rule says, in one sentence of this project's own words. */
  readonly sentence: string
  readonly basis: Basis
  /** The page and its section: where the vendor says it (`documented`), or the evidence for the reading (`inferred`). */
  readonly source: { readonly page: string; readonly section: string } | null
  readonly pinnedBy: PinnedBy
  readonly dependsOn: RuleSetting | null
}

const accountSync = (section: string) => ({ page: 'Marketo: SFDC Sync: Account Sync', section })
const convertPerson = (section: string) => ({ page: 'Marketo: Convert Person', section })
const impliedActions = { page: 'Marketo: Implied Salesforce Actions', section: 'Convert Person' }
const activitySchema = { page: 'Adobe I/O Events: Marketo Lead Activity Data Stream', section: 'Convert Lead (21)' }
const updates = 'How do the updates work?'
const logging =
  'Does a change in an Account Field in Salesforce result in a Change Data Value Activity Log for each contact?'

const registry = {
  'sync.one-way': {
    sentence: 'Account data flows from Salesforce to Marketo, and never back.',
    basis: 'documented',
    source: accountSync('Which way does the information sync?'),
    pinnedBy: 'type',
    dependsOn: null,
  },
  'sync.override-all': {
    sentence:
      'An applied sync-down sets every field that the record carries, blanks included, and ends the local edits of those fields, whichever field changed in Salesforce.',
    basis: 'documented',
    source: accountSync(updates),
    pinnedBy: 'law',
    dependsOn: 'readings.overrideOn',
  },
  'sync.absent-field': {
    sentence:
      'A field that the record does not carry keeps the value Marketo shows, a local edit included; a blank field is carried, not absent.',
    basis: 'inferred',
    source: { page: 'Marketo: SFDC Sync: Field Sync', section: 'a field deleted in Salesforce "just stops syncing"' },
    pinnedBy: 'law',
    dependsOn: null,
  },
  'sync.only-newer': {
    sentence:
      'A record older than the one last applied, or equal to any record already applied at that stamp, changes nothing: no value, no activity, no local edit.',
    basis: 'inferred',
    source: { page: 'Marketo: Salesforce Sync Backlog Metrics', section: 'SysModStamp queues a change to sync' },
    pinnedBy: 'law',
    dependsOn: null,
  },
  'sync.visible-fields': {
    sentence:
      'A sync-down never takes a value from a field that the sync ignores or that is hidden from the sync user.',
    basis: 'documented',
    source: {
      page: 'Adobe knowledge base KA-29492; Marketo: SFDC Sync: Field Sync',
      section: 'ignored fields; visibility',
    },
    pinnedBy: 'law',
    dependsOn: 'instance.hiddenFields',
  },
  'edit.fan-out': {
    sentence:
      'A local edit through one contact changes the value for all contacts of that account, and for no other account.',
    basis: 'documented',
    source: accountSync(updates),
    pinnedBy: 'law',
    dependsOn: null,
  },
  'edit.stays-local': {
    sentence: 'A local edit never reaches Salesforce.',
    basis: 'documented',
    source: accountSync(updates),
    pinnedBy: 'type',
    dependsOn: null,
  },
  'edit.until-override': {
    sentence: 'A local edit stands until a sync-down that carries its field is applied, and not after it.',
    basis: 'documented',
    source: accountSync(updates),
    pinnedBy: 'law',
    dependsOn: 'readings.overrideOn',
  },
  'edit.live-contact': {
    sentence: 'A local edit goes only through a live contact of an account that is not deleted.',
    basis: 'inferred',
    source: { page: 'Marketo: SFDC Sync: Deleting a Lead/Contact', section: 'the SFDC Is Deleted flag' },
    pinnedBy: 'law',
    dependsOn: null,
  },
  'edit.known-field': {
    sentence: 'A local edit never adds a field that the account does not hold.',
    basis: 'inferred',
    source: { page: 'Marketo: SFDC Sync: Field Sync', section: 'fields arrive in Marketo by the sync' },
    pinnedBy: 'law',
    dependsOn: null,
  },
  'contact.one-account': {
    sentence: 'A live contact belongs to exactly one account; an account has any number of contacts.',
    basis: 'documented',
    source: accountSync('Can a contact belong to multiple accounts?'),
    pinnedBy: 'type',
    dependsOn: null,
  },
  'contact.moves': {
    sentence:
      'A contact re-parented in Salesforce shows the values of its new account; local edits stay with the old account, nothing is logged, and no account changes.',
    basis: 'inferred',
    source: { page: 'Marketo developer: Companies', section: 'leads inherit the values of their company record' },
    pinnedBy: 'law',
    dependsOn: null,
  },
  'contact.deleted': {
    sentence:
      'A contact deleted in Salesforce stays known but is not live: not counted, not logged, no way to edit; a later record that is not deleted brings it back; accounts likewise, each by its own records.',
    basis: 'inferred',
    source: { page: 'Marketo: SFDC Sync: Deleting a Lead/Contact', section: 'the SFDC Is Deleted flag' },
    pinnedBy: 'law',
    dependsOn: null,
  },
  'contact.private': {
    sentence: 'A contact whose record has no account (a null or empty AccountId) stays known but is not live.',
    basis: 'inferred',
    source: { page: 'Salesforce Ben: Managing Orphaned Contacts', section: 'contacts without accounts' },
    pinnedBy: 'law',
    dependsOn: null,
  },
  'account.only-from-salesforce': {
    sentence: 'No Marketo action creates an account, except Convert Person, which has Salesforce create it.',
    basis: 'documented',
    source: accountSync('Can I create Accounts from Marketo?'),
    pinnedBy: 'type',
    dependsOn: null,
  },
  'convert.creates-three': {
    sentence:
      'Convert Person asks Salesforce for exactly one new Contact, one new Account and one new Opportunity, all with the one owner and the contact in that account; Salesforce creates all three or none.',
    basis: 'documented',
    source: accountSync('Can I create Accounts from Marketo?'),
    pinnedBy: 'law',
    dependsOn: null,
  },
  'convert.never-joins': {
    sentence: 'Convert Person never joins an existing account, not even one of the same name.',
    basis: 'documented',
    source: convertPerson('caution: a new account and opportunity'),
    pinnedBy: 'law',
    dependsOn: null,
  },
  'convert.guarded': {
    sentence: 'Convert Person is refused unless the caller accepts by the exact text `new account and opportunity`.',
    basis: 'documented',
    source: accountSync('Can I create Accounts from Marketo? (the caution is documented, the guard is ours)'),
    pinnedBy: 'law',
    dependsOn: null,
  },
  'convert.known-person': {
    sentence: 'Only a person known to Marketo can be converted.',
    basis: 'ours',
    source: null,
    pinnedBy: 'law',
    dependsOn: null,
  },
  'convert.answered-once': {
    sentence: 'An answer of Salesforce applies only to a conversion that is under way, and once.',
    basis: 'ours',
    source: null,
    pinnedBy: 'law',
    dependsOn: null,
  },
  'convert.not-a-contact': {
    sentence:
      'A person who is a contact, deleted in Salesforce or not, or whose conversion is under way, cannot be converted.',
    basis: 'inferred',
    source: { page: 'jsforce: LeadConvert', section: 'a conversion needs a lead id' },
    pinnedBy: 'law',
    dependsOn: null,
  },
  'convert.user-owner': {
    sentence: 'The owner is a user (005), never a queue.',
    basis: 'inferred',
    source: { page: 'salesforcer: sf_convert_lead', section: 'accounts and contacts cannot be owned by a queue' },
    pinnedBy: 'law',
    dependsOn: null,
  },
  'convert.syncs-first': {
    sentence:
      'A person not in Salesforce (SFDC Type empty, or a lead deleted there) is first synced as a new lead, which needs Last Name and Company or the defaults of the instance for them; without them the conversion is refused and nothing happens.',
    basis: 'documented',
    source: impliedActions,
    pinnedBy: 'law',
    dependsOn: 'instance.personDefaults',
  },
  'activity.per-contact': {
    sentence:
      'A sync-down logs exactly one Change Data Value for each live contact and each changed field, while the account has at most 5,000 live contacts.',
    basis: 'documented',
    source: accountSync(logging),
    pinnedBy: 'law',
    dependsOn: 'instance.activityCap',
  },
  'activity.cap': {
    sentence: 'With more than 5,000 live contacts a sync-down logs no Change Data Value, for any contact or field.',
    basis: 'documented',
    source: accountSync(`${logging} (all-or-nothing is our reading of it)`),
    pinnedBy: 'law',
    dependsOn: 'instance.activityCap',
  },
  'activity.cap-spares-values': {
    sentence: 'The cap never changes a value.',
    basis: 'documented',
    source: accountSync(logging),
    pinnedBy: 'law',
    dependsOn: null,
  },
  'activity.real-change': {
    sentence:
      'Nothing is logged where the value that Marketo showed equals the new one (a field not held before counts as null); a local edit that an override undoes is a change.',
    basis: 'inferred',
    source: accountSync(`${logging} (it speaks of changes; whose values are compared is our reading)`),
    pinnedBy: 'law',
    dependsOn: null,
  },
  'activity.local-edit': {
    sentence:
      'A local edit that changes a value logs exactly one Change Data Value, for the contact it was made through, whatever the cap.',
    basis: 'inferred',
    source: { page: 'Marketo developer: Activities', section: 'activities relate back to the lead of the action' },
    pinnedBy: 'law',
    dependsOn: 'readings.localEditLog',
  },
  'activity.convert': {
    sentence:
      'Each applied answer to a conversion, confirmed or failed at sync or at convert, logs exactly one Convert Lead, with the outcome.',
    basis: 'documented',
    source: { ...activitySchema, section: `${activitySchema.section} (outcome and moment are our reading)` },
    pinnedBy: 'law',
    dependsOn: null,
  },
  'locality.account': {
    sentence:
      'What happens to one account depends on its own history and the number of its live contacts, and on nothing of any other account.',
    basis: 'ours',
    source: null,
    pinnedBy: 'law',
    dependsOn: null,
  },
} as const satisfies Readonly<Record<string, Omit<Rule, 'id'>>>

/**
 * The id of a rule, such as `sync.override-all`.
 *
 * @category model
 * @since 0.1.0
 */
export type RuleId = keyof typeof registry

/**
 * The rule of an id.
 *
 * @example
 * import { rule } from 'marketo-account-sync'
 *
 * assert.strictEqual(rule('edit.stays-local').sentence, 'A local edit never reaches Salesforce.')
 * assert.strictEqual(rule('edit.stays-local').basis, 'documented')
 *
 * @category registry
 * @since 0.1.0
 */
export const rule = (id: RuleId): Rule => ({ id, ...registry[id] })

/**
 * Every rule id, in the order of the documentation.
 *
 * @category registry
 * @since 0.1.0
 */
export const ruleIds: ReadonlyArray<RuleId> = Object.keys(registry) as ReadonlyArray<keyof typeof registry>

/**
 * The version of the rules. A changed rule or a changed default raises it, and is a major change of the package.
 *
 * @category registry
 * @since 0.1.0
 */
export const rulesVersion = 1
