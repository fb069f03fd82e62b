export { audit, type Audit } from './Audit.js'
export type { AuditOptions, AuditRows } from './AuditInput.js'
export type {
  CellClass,
  CellFinding,
  Cause,
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
export type { AuditSummary, ComparedField, LogSummary } from './Summary.js'
