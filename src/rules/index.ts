// The entry `marketo-account-sync/rules` contains only the registry. The decisions of this folder are part of the main
// entry.
export type { RuleId } from '../model/RuleId.js'
export * from './Rule.js'
