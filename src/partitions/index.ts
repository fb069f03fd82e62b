export * from './CallChain.js'
export { DecidedFromJson, DecisionFromJson } from './DecisionFromJson.js'
export { evolveRows } from './EvolveRows.js'
export { handle, type Handled, type Outgoing } from './Handle.js'
export {
  accountKey,
  type AccountKey,
  contactKey,
  type ContactKey,
  entryKey,
  type Key,
  namedKeys,
  opportunityKey,
  type OpportunityKey,
  ordKey,
  personKey,
  type PersonKey,
} from './Key.js'
export { claimsOf, type Facts } from './Known.js'
export * from './Partition.js'
export { MessageFromJson, PartitionFromJson } from './PartitionFromJson.js'
export * from './Refusals.js'
export * from './Rows.js'
export { KeyFromJson, RowsFromJson } from './RowsFromJson.js'
export * from './Stop.js'
export { type Move, moveOf, type Verdict } from './Verdict.js'
