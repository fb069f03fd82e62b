/**
 * Lists the keys of an Account record that are relationships or compound values. These keys are never fields. If a lookup, an
 * address or a sub-query is empty, the REST API returns `null`. A null therefore does not show whether the key is a field.
 *
 *
 * The lists come from Salesforce's object reference. Industry products of Salesforce add more child relationships. Those
 * relationships are not in the lists, but the describe call of an org returns them.
 */
import { recordKeys } from '../model/Field.js'

const compounds = ['BillingAddress', 'ShippingAddress', 'PersonMailingAddress', 'PersonOtherAddress']

const parents = [
  'CreatedBy',
  'DandbCompany',
  'LastModifiedBy',
  'MasterRecord',
  'OperatingHours',
  'Owner',
  'Parent',
  'PersonContact',
  'PersonIndividual',
  'RecordType',
]

const children = [
  'AccountBrands',
  'AccountCleanInfos',
  'AccountContactRelations',
  'AccountContactRoles',
  'AccountPartnersFrom',
  'AccountPartnersTo',
  'AccountTeamMembers',
  'AccountUserTerritory2Views',
  'ActionPlans',
  'ActivityHistories',
  'AlternativePaymentMethods',
  'ApprovalSubmissions',
  'ApprovalWorkItems',
  'Assets',
  'AssociatedLocations',
  'AttachedContentDocuments',
  'Attachments',
  'AuthorizationFormConsents',
  'CardPaymentMethods',
  'Carts',
  'CaseParticipants',
  'Cases',
  'ChannelProgramMembers',
  'ChildAccounts',
  'CombinedAttachments',
  'CommSubscriptionConsents',
  'ContactPointAddresses',
  'ContactPointEmails',
  'ContactPointPhones',
  'ContactRequests',
  'Contacts',
  'ContentDocumentLinks',
  'Contracts',
  'CreditMemos',
  'DelegatedAccounts',
  'DigitalWallets',
  'DuplicateRecordItems',
  'Emails',
  'Entitlements',
  'EventRelations',
  'Events',
  'Expenses',
  'FeedSubscriptionsForEntity',
  'Feeds',
  'FinanceBalanceSnapshots',
  'FinanceTransactions',
  'FlowOrchestrationWorkItems',
  'FulfillmentOrders',
  'Histories',
  'Invoices',
  'Locations',
  'MaintenancePlans',
  'MessagingEndUsers',
  'MessagingSessions',
  'Notes',
  'NotesAndAttachments',
  'ObjectTerritory2Associations',
  'OpenActivities',
  'Opportunities',
  'OpportunityPartnersTo',
  'Orders',
  'ParentEntities',
  'PartnerFundAllocations',
  'PartnerFundClaims',
  'PartnerFundRequests',
  'PartnerMarketingBudgets',
  'PartnersFrom',
  'PartnersTo',
  'PaymentAuthAdjustments',
  'PaymentAuthorizations',
  'PaymentLinesInvoice',
  'Payments',
  'PendingOrderSummaries',
  'Personas',
  'Posts',
  'ProcessInstances',
  'ProcessSteps',
  'ProductRequestLineItems',
  'ProductRequests',
  'ProvidedAssets',
  'RecordActionHistories',
  'RecordActions',
  'RecordAssociatedGroups',
  'RefundLinePayments',
  'Refunds',
  'ResourcePreferences',
  'ReturnOrders',
  'ServiceAppointments',
  'ServiceContracts',
  'ServiceResources',
  'ServicedAssets',
  'Shares',
  'SwarmMembers',
  'Swarms',
  'TaskRelations',
  'Tasks',
  'Territory2ObjectExclusions',
  'TopicAssignments',
  'UserDefinedLabelAssignments',
  'Users',
  'Visits',
  'WorkOrders',
  'WorkPlanSelectionRules',
]

/** The names of the standard relationships and compound values. */
export const standardRelationships: ReadonlySet<string> = /* @__PURE__ */ new Set([
  ...compounds,
  ...parents,
  ...children,
])

const letterC = 99
const letterR = 114

/**
 * Tests whether a name is a custom relationship. The code checks the last letter first, because this is faster than `endsWith`.
 */
export const isCustomRelationship = (name: string): boolean =>
  name.charCodeAt(name.length - 1) === letterR && name.endsWith('__r')

/**
 * Tests quickly whether a name can be a relationship. A name that ends in c is never a relationship. Many names end in c, because
 * the names of custom fields end in `__c`. The code need not look up these names.
 */
export const mayBeRelationship = (name: string): boolean => name.charCodeAt(name.length - 1) !== letterC

/** Tests whether a key of an Account record is a relationship or a compound value. A custom relationship ends in `__r`. */
export const isRelationship = (name: string): boolean =>
  mayBeRelationship(name) && (standardRelationships.has(name) || isCustomRelationship(name))

/**
 * Tests whether a key of an Account record is a field. Only the name matters, not the value. `Id`, `SystemModstamp` and ten other
 * keys are not fields. Relationships and compound values are never fields. Examples are `Parent`, `Contacts`, `BillingAddress`,
 * and names that end in `__r`.
 *
 * @example
 * import { isFieldKey } from 'marketo-account-sync/codecs'
 *
 * assert.strictEqual(isFieldKey('Industry'), true)
 * assert.strictEqual(isFieldKey('SystemModstamp'), false)
 * assert.strictEqual(isFieldKey('Parent'), false)
 *
 * @category decisions
 * @since 0.1.0
 */
export const isFieldKey = (key: string): boolean => !recordKeys.has(key) && !isRelationship(key)
