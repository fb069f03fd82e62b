export { audit, type Audit } from './Audit.js'
export type { AuditOptions, AuditRows } from './AuditInput.js'
export { type AuditComparison, compareAudits, type Stayed } from './CompareAudits.js'
export type {
  Cause,
  CellClass,
  CellFinding,
  Certainty,
  Evidence,
  FieldClass,
  FieldFinding,
  Finding,
  FindingClass,
  HowFar,
  HowFarBy,
  Next,
  RecordClass,
  RecordFinding,
  Refutation,
} from './Finding.js'
export { FindingFromJson } from './FindingFromJson.js'
export { findingSentence } from './FindingSentence.js'
export type { AuditSummary, ComparedField, LogSummary } from './Summary.js'
