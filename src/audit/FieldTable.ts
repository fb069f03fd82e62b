/** The fields of the accounts, with functions that compare their values. */
import type { Agreement } from '../exports/Agreement.js'
import { agreement } from '../exports/Agreement.js'
import type { ValueKind } from '../exports/Comparable.js'
import { comparable, valueKindOf } from '../exports/Comparable.js'
import { apiNotation, type Notation } from '../exports/Notation.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import { isSynced } from '../model/Field.js'
import type { Settings } from '../model/Settings.js'
import { formulaFieldsOf } from '../records/Describe.js'
import type { AuditOptions } from './AuditInput.js'

/** The form of a value for comparison. The form of a blank value is `null`. */
export type Form = string | null

/** Whether Salesforce calculates a field. `maybe` if the field is a custom field and there is no describe result. */
export type IsFormula = 'yes' | 'maybe' | 'no'

export interface AuditField {
  readonly name: FieldName
  readonly kind: ValueKind
  readonly agree: (salesforce: FieldValue, marketo: FieldValue) => Agreement
  readonly formInSalesforce: (value: FieldValue) => Form
  readonly formInMarketo: (value: FieldValue) => Form
  /** Whether the settings and the rules let the sync deliver the field. */
  readonly isSynced: boolean
  readonly isFormula: IsFormula
  /** True if Marketo possibly shows labels instead of the values. */
  readonly mayBeTranslated: boolean
  /** True if Marketo possibly shows the numbers in a different currency. */
  readonly mayBeScaled: boolean
}

/**
 * The greatest number of shared strings for one field. A shared string is stored only once, even if many accounts have this
 * string.
 */
const mostShared = 4_096
/** V8 copies a part of a string if the part has at most this number of characters. */
const copiedLength = 12

/**
 * Returns a function that stores the strings of a field. The function remembers the first {@link mostShared} different strings. If
 * a later string is equal to one of them, the function returns the remembered string. If these strings hardly ever repeat, for
 * example in a field of phone numbers, the function stops looking for repeats.
 *
 * The function copies a string that is longer than {@link copiedLength}. Without the copy, V8 would keep the whole piece of the
 * file in memory, because the string is a part of this piece.
 */
export const sharedValues = (): ((value: FieldValue) => FieldValue) => {
  const shared = new Map<string, string>()
  let repeats = 0
  let isWorthIt = true
  return (value) => {
    if (typeof value !== 'string') return value
    const known = isWorthIt ? shared.get(value) : undefined
    if (known !== undefined) {
      repeats += 1
      return known
    }
    const copy = value.length <= copiedLength ? value : ` ${value}`.slice(1)
    if (shared.size < mostShared) {
      shared.set(copy, copy)
      isWorthIt = shared.size < mostShared || repeats > mostShared
    }
    return copy
  }
}

const isCustom = (name: string): boolean => name.endsWith('__c')

const picklistTypes: ReadonlySet<string> = /* @__PURE__ */ new Set(['picklist', 'multipicklist', 'combobox'])

const isTruth = /^(?:true|false)$/i

/**
 * Infers the kind of a field without a describe result. If every filled value in Salesforce is true or false, the field is a
 * checkbox. In Marketo, a false checkbox can be blank.
 */
const kindOfValues = (values: Iterable<FieldValue | undefined>): ValueKind => {
  let isFilled = false
  for (const value of values) {
    if (value === undefined || value === null || value === '') continue
    if (typeof value === 'boolean' || (typeof value === 'string' && isTruth.test(value))) isFilled = true
    else return 'unknown'
  }
  return isFilled ? 'boolean' : 'unknown'
}

export const auditFieldsOf = (
  settings: Settings,
  { schema, notation }: AuditOptions,
  names: ReadonlyArray<FieldName>,
  columns: ReadonlyArray<ReadonlyArray<FieldValue | undefined>>,
): ReadonlyArray<AuditField> => {
  const salesforce: Notation = { ...apiNotation, ...notation?.salesforce }
  const marketo: Notation = { ...apiNotation, ...notation?.marketo }
  const isSyncedHere = isSynced(new Set(settings.instance.hiddenFields))
  const formulas = new Set<string>([
    ...settings.instance.formulaFields,
    ...(schema === undefined ? [] : formulaFieldsOf(schema)),
  ])
  return names.map((name, index) => {
    const described = schema !== undefined && Object.hasOwn(schema.fields, name) ? schema.fields[name] : undefined
    const kind = described === undefined ? kindOfValues(columns[index] ?? []) : valueKindOf(described.type)
    return {
      name,
      kind,
      mayBeTranslated: kind === 'unknown' || (described !== undefined && picklistTypes.has(described.type)),
      mayBeScaled: kind === 'unknown' || described?.type === 'currency',
      agree: agreement(kind, { salesforce, marketo }),
      formInSalesforce: comparable(kind, salesforce),
      formInMarketo: comparable(kind, marketo),
      isSynced: isSyncedHere(name),
      isFormula: formulas.has(name) ? 'yes' : described === undefined && isCustom(name) ? 'maybe' : 'no',
    }
  })
}
