// The entry point `marketo-account-sync/rules` exports only the list of rules. The main entry point exports the decision
// functions.
export type { RuleId } from '../model/RuleId.js'
export * from './Rule.js'
