/**
 * The registry of rules. Every rule has an id, a sentence, a basis and sources.
 *
 * Refusals, laws and vectors refer to a rule by its id, and `docs/rules.md` has a heading for each id.
 *
 * @since 0.1.0
 */
import type { RuleId } from '../model/RuleId.js'

/**
 * The kind of evidence behind a rule.
 *
 * | basis        | meaning                                                                     |
 * | ------------ | --------------------------------------------------------------------------- |
 * | `documented` | a page of the vendor states it                                              |
 * | `inferred`   | our reading, because no page states the rule; the source names the evidence |
 * | `ours`       | a property of the model itself                                              |
 *
 * @category model
 * @since 0.1.0
 */
export type Basis = 'documented' | 'inferred' | 'ours'

/**
 * The check that prevents the library from breaking a rule. A property test checks the rule (`law`), or code that breaks the
 * rule does not compile (`type`).
 *
 * @category model
 * @since 0.1.0
 */
export type PinnedBy = 'law' | 'type'

/**
 * The path of a setting. The effect of a rule can depend on this setting.
 *
 * @category model
 * @since 0.1.0
 */
export type RuleSetting =
  | 'instance.activityCap'
  | 'instance.hiddenFields'
  | 'instance.formulaFields'
  | 'instance.personDefaults'
  | 'readings.overrideOn'
  | 'readings.localEditLog'

/**
 * The place of the evidence for a rule: a page, and the heading of a section. If the section has no heading, `section` quotes
 * some words of the section instead.
 *
 * @category model
 * @since 0.1.0
 */
export interface RuleSource {
  readonly page: string
  readonly section: string
}

/**
 * One rule.
 *
 * @category model
 * @since 0.1.0
 */
export interface Rule {
  readonly id: RuleId
  /** The rule in one sentence, in our words. */
  readonly sentence: string
  readonly basis: Basis
  /**
   * If the basis is `documented`, these sources are the vendor's pages that state the rule. If the basis is `inferred`, the
   * sources are the evidence for our reading. If the basis is `ours`, the list is empty.
   */
  readonly sources: ReadonlyArray<RuleSource>
  /**
   * Sometimes the vendor's pages do not state every part of a documented rule. In that case, `ourPart` states our reading of the
   * missing parts. Otherwise `ourPart` is `null`.
   */
  readonly ourPart: string | null
  readonly pinnedBy: PinnedBy
  readonly dependsOn: RuleSetting | null
}

const from = (page: string, section: string): RuleSource => ({ page, section })
const accountSync = (section: string) => from('SFDC Sync: Account Sync', section)
const convertPerson = (section: string) => from('Convert Person', section)
const fieldSync = (section: string) => from('SFDC Sync: Field Sync', section)
const deleting = (section: string) => from('SFDC Sync: Deleting a Lead/Contact', section)

const updates = accountSync('How do the updates work?')
const creating = accountSync('Can I create Accounts from Marketo?')
const oneAccount = accountSync('Can a contact belong to multiple accounts?')
const logging = accountSync(
  'Does a change in an Account Field in Salesforce result in a Change Data Value Activity Log for each contact?',
)
const inheriting = from('Marketo developer: Companies', 'inherit the values from a company record')
const isDeletedFlag = deleting('flag is set to true')

/** The usual values of three keys. If a rule in the registry does not list such a key, the rule has the usual value. */
const usual = { ourPart: null, pinnedBy: 'law', dependsOn: null } as const

type RuleText = Pick<Rule, 'sentence' | 'basis' | 'sources'> & Partial<Pick<Rule, keyof typeof usual>>

const registry = {
  'sync.one-way': {
    sentence: 'Account data flows from Salesforce to Marketo, and never back.',
    basis: 'documented',
    sources: [accountSync('Which way does the information sync?')],
    pinnedBy: 'type',
  },
  'sync.override-all': {
    sentence:
      'An applied sync-down sets every field in the record, even the blank fields, and ends the local edits of these fields. It does not matter which field changed in Salesforce.',
    basis: 'documented',
    sources: [updates],
    ourPart: 'a blank value overrides too',
    dependsOn: 'readings.overrideOn',
  },
  'sync.absent-field': {
    sentence:
      'If a record does not contain a field, the field keeps its value in Marketo, even if the value is a local edit. A blank field is not a missing field.',
    basis: 'inferred',
    sources: [fieldSync('it just stops syncing')],
  },
  'sync.only-newer': {
    sentence:
      'A record that is older than the last applied record changes nothing. If a record has the same SystemModstamp as the last applied record, Marketo takes only the new values of the record. A value is new if no earlier record with that SystemModstamp contained this value. Only the fields with new values lose their local edits.',
    basis: 'inferred',
    sources: [from('Salesforce Sync Backlog Metrics', 'This queues a change to sync.')],
  },
  'sync.formula-fields': {
    sentence:
      'If several records have the same SystemModstamp, Marketo takes only the first value of a formula field. A new value of the formula is not synced until the SystemModstamp changes.',
    basis: 'documented',
    sources: [fieldSync('Formula fields')],
    ourPart: 'only the fields that the settings list count as formula fields',
    dependsOn: 'instance.formulaFields',
  },
  'sync.visible-fields': {
    sentence: 'A sync-down takes no value from a field that the sync ignores or that is hidden from the sync user.',
    basis: 'documented',
    sources: [
      from('KA-29492', 'Ignored fields'),
      fieldSync('any custom field that the sync user has permission to see'),
    ],
    dependsOn: 'instance.hiddenFields',
  },
  'edit.fan-out': {
    sentence:
      'A local edit through one contact changes the value for all contacts of that account, but not for the contacts of any other account.',
    basis: 'documented',
    sources: [updates],
  },
  'edit.stays-local': {
    sentence: 'A local edit never reaches Salesforce.',
    basis: 'documented',
    sources: [updates],
    pinnedBy: 'type',
  },
  'edit.until-override': {
    sentence: 'A local edit lasts until Marketo applies a sync-down that contains the edited field, and no longer.',
    basis: 'documented',
    sources: [updates],
    dependsOn: 'readings.overrideOn',
  },
  'edit.live-contact': {
    sentence: 'A local edit can be made only through a live contact of an account that is not deleted.',
    basis: 'inferred',
    sources: [isDeletedFlag, inheriting],
  },
  'edit.known-field': {
    sentence: 'A local edit cannot add a field that the account does not have.',
    basis: 'inferred',
    sources: [fieldSync('it will automatically get added to Marketo')],
  },
  'contact.one-account': {
    sentence: 'A live contact belongs to exactly one account. An account can have any number of contacts.',
    basis: 'documented',
    sources: [oneAccount],
    pinnedBy: 'type',
  },
  'contact.moves': {
    sentence:
      'If Salesforce moves a contact to another account, the contact shows the values of the new account. Local edits stay with the old account, nothing is logged, and neither account changes.',
    basis: 'inferred',
    sources: [inheriting, from('SFDC required fields for SFDC sync', 'AccountId')],
  },
  'contact.deleted': {
    sentence:
      'A contact that is deleted in Salesforce stays in Marketo, but it does not count towards the cap, gets no activities, and cannot be used to edit account fields. When a contact record with IsDeleted = false is applied, the contact is restored. An account is deleted and restored only by records of the account itself, not by records of its contacts.',
    basis: 'inferred',
    sources: [isDeletedFlag],
  },
  'contact.private': {
    sentence: 'A contact whose record has no account (AccountId is null or empty) stays in Marketo, but is not live.',
    basis: 'inferred',
    sources: [from('Managing orphaned contacts', 'without being associated to an account')],
  },
  'account.only-from-salesforce': {
    sentence:
      'No action in Marketo creates an account. Even Convert Person only asks Salesforce to create the account.',
    basis: 'documented',
    sources: [creating],
    pinnedBy: 'type',
  },
  'convert.creates-three': {
    sentence:
      'Convert Person asks Salesforce for exactly one new Contact, one new Account and one new Opportunity. All three have the same owner, and the contact belongs to the new account. Salesforce creates all three or none.',
    basis: 'documented',
    sources: [creating, convertPerson('assign the resulting contact, account, and opportunity')],
    ourPart: 'Salesforce creates all three records or none',
  },
  'convert.never-joins': {
    sentence: 'Convert Person never adds the person to an existing account, not even to an account of the same name.',
    basis: 'documented',
    sources: [convertPerson("If you don't want duplicate accounts")],
  },
  'convert.guarded': {
    sentence:
      'Convert Person is refused unless the caller accepts its effect with the exact text `new account and opportunity`.',
    basis: 'documented',
    sources: [creating],
    ourPart: 'the caller must accept the effect (the page only warns)',
  },
  'convert.known-person': {
    sentence: 'Only a person known to Marketo can be converted.',
    basis: 'ours',
    sources: [],
  },
  'convert.answered-once': {
    sentence: "Salesforce's answer to a conversion is applied only while that conversion is under way, and only once.",
    basis: 'ours',
    sources: [],
  },
  'convert.not-a-contact': {
    sentence:
      'A person cannot be converted in two cases: the person is already a contact (even a contact deleted in Salesforce), or a conversion of the person is under way.',
    basis: 'inferred',
    sources: [from('jsforce: LeadConvert', 'leadId'), oneAccount],
  },
  'convert.user-owner': {
    sentence: 'The owner must be a user (an id that begins with 005), never a queue.',
    basis: 'inferred',
    sources: [from('salesforcer: sf_convert_lead', 'accounts and contacts cannot be owned by a queue')],
  },
  'convert.syncs-first': {
    sentence:
      "A person who is not in Salesforce (SFDC Type is empty, or the lead was deleted in Salesforce) is first synced as a new lead. This sync needs Last Name and Company, or the instance's defaults for them. If one of the two is missing and has no default, the conversion is refused and nothing happens.",
    basis: 'documented',
    sources: [
      from('Implied Salesforce Actions', 'not currently in Salesforce.com'),
      from('Sync Person to SFDC', 'Company and Last Name'),
      from('Set Default Person Last Name and Company Name', 'default value'),
      deleting('it would create a new lead in Salesforce'),
    ],
    ourPart: 'a deleted lead counts as not in Salesforce, and a conversion without a required name is refused',
    dependsOn: 'instance.personDefaults',
  },
  'activity.per-contact': {
    sentence:
      'If an account has at most 5,000 live contacts, a sync-down logs exactly one Change Data Value for each live contact and each changed field.',
    basis: 'documented',
    sources: [logging],
    ourPart: 'only live contacts are counted',
    dependsOn: 'instance.activityCap',
  },
  'activity.cap': {
    sentence:
      'If an account has more than 5,000 live contacts, a sync-down logs no Change Data Value for any contact or field.',
    basis: 'documented',
    sources: [logging],
    ourPart: 'the cap applies to all contacts of an account together, and only live contacts are counted',
    dependsOn: 'instance.activityCap',
  },
  'activity.cap-spares-values': {
    sentence: 'The cap never changes a value.',
    basis: 'documented',
    sources: [logging],
  },
  'activity.real-change': {
    sentence:
      'Nothing is logged if the new value equals the value that Marketo showed. If the account did not have the field before, the old value counts as null. If an override replaces a locally edited value with a different value, the change is logged.',
    basis: 'inferred',
    sources: [logging],
  },
  'activity.local-edit': {
    sentence:
      'A local edit that changes a value logs exactly one Change Data Value, for the contact through which somebody made the edit. The cap does not apply.',
    basis: 'inferred',
    sources: [from('Marketo developer: Activities', 'related back to the lead record via the leadId'), inheriting],
    dependsOn: 'readings.localEditLog',
  },
  'activity.convert': {
    sentence:
      'Every applied answer to a conversion (confirmed, failed at sync, or failed at convert) logs exactly one Convert Lead activity, which contains the outcome.',
    basis: 'documented',
    sources: [from('Marketo Lead Activity Data Stream', 'Convert Lead')],
    ourPart: 'the activity contains the outcome, and Marketo logs the activity when the answer is applied',
  },
  'locality.account': {
    sentence:
      'The changes and activities of an account depend only on its own history and the number of its live contacts, never on another account.',
    basis: 'ours',
    sources: [],
  },
} as const satisfies Readonly<Record<RuleId, RuleText>>

/**
 * Returns the rule with this id.
 *
 * @example
 * import { rule } from 'marketo-account-sync/rules'
 *
 * assert.strictEqual(rule('edit.stays-local').sentence, 'A local edit never reaches Salesforce.')
 * assert.strictEqual(rule('edit.stays-local').basis, 'documented')
 *
 * @category registry
 * @since 0.1.0
 */
export const rule = (id: RuleId): Rule => ({ id, ...usual, ...registry[id] })

/**
 * Every rule id, in the order of the documentation.
 *
 * @category registry
 * @since 0.1.0
 */
export const ruleIds: ReadonlyArray<RuleId> = Object.keys(registry) as ReadonlyArray<RuleId>

/**
 * The version of the rules. The number rises with each change of a rule or a default. Such a change is a major change of the
 * package.
 *
 * @category registry
 * @since 0.1.0
 */
export const rulesVersion = 2
