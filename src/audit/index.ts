export { audit, type Audit } from './Audit.js'
export type { AuditOptions, AuditRows } from './AuditInput.js'
export { type AuditComparison, compareAudits, type Stayed } from './CompareAudits.js'
export type { Evidence, HowFar, HowFarBy, Refutation } from './Evidence.js'
export type {
  Cause,
  CellClass,
  CellFinding,
  Certainty,
  FieldClass,
  FieldFinding,
  Finding,
  FindingClass,
  Next,
  RecordClass,
  RecordFinding,
} from './Finding.js'
export { FindingFromJson } from './FindingFromJson.js'
export { findingSentence } from './FindingSentence.js'
export type { AuditSummary, ComparedField, LogSummary } from './Summary.js'
