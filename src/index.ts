export {
  type Account,
  type AccountRecord,
  eqAccount,
  eqAccountRecord,
  eqLocalEdit,
  type LocalEdit,
  localEditOf,
  shownFields,
  shownValue,
} from './model/Account.js'
export * from './model/Activity.js'
export { type BroughtAtStamp, type FurtherValues, furtherValues, type NamedValue } from './model/BroughtAtStamp.js'
export * from './model/Contact.js'
export * from './model/Conversion.js'
export * from './model/DecodeError.js'
export * from './model/Event.js'
export {
  eqFields,
  FieldName,
  type FieldNameBrand,
  fieldNames,
  type Fields,
  FieldValue,
  isSynced,
  syncedFields,
  valueOf,
} from './model/Field.js'
export * from './model/Input.js'
export * from './model/Instant.js'
export * from './model/Person.js'
export * from './model/Refusal.js'
export type { RuleId } from './model/RuleId.js'
export * from './model/SalesforceId.js'
export * from './model/SalesforceRequest.js'
export * from './model/Settings.js'
export { activitiesOf, convertLeadOf, countActivities, logsChanges } from './rules/ActivityLog.js'
export { type ContactDelivery, evolveContact, syncContact } from './rules/ContactSync.js'
export {
  type ClaimedAnswer,
  confirmConversion,
  type ConversionClaims,
  failConversion,
} from './rules/ConversionAnswer.js'
export { accept, type Accepted, type AcceptedBrand, asConvertible, convertPerson } from './rules/ConvertPerson.js'
export { evolveAccount } from './rules/EvolveAccount.js'
export { evolvePerson } from './rules/EvolvePerson.js'
export { asLive, editAccountField, type EditThrough } from './rules/LocalEdit.js'
export { putPerson } from './rules/PutPerson.js'
export { type AccountDelivery, syncDown } from './rules/SyncDown.js'
export type { Decided, Deferred, Refused } from './marketo/Decide.js'
export * from './marketo/Decider.js'
export { evolve, replay } from './marketo/Evolve.js'
export * from './marketo/Marketo.js'
export * from './marketo/Simulate.js'
export { activities, countStepActivities, eventsOf, type LoggedContacts, refusalOf, type Step } from './marketo/Step.js'
