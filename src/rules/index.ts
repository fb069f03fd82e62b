// The entry `marketo-account-sync/rules` exports only the list of rules. The main entry exports the functions that decide.
export type { RuleId } from '../model/RuleId.js'
export * from './Rule.js'
