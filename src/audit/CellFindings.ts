/** Computes the findings about the fields of one account. */
import type { FieldName, FieldValue } from '../model/Field.js'
import type { RuleId } from '../model/RuleId.js'
import { nextOverride, whyNotSynced } from '../questions/NextOverride.js'
import type { CellCause } from './CellCause.js'
import { causeOf } from './CellCause.js'
import { evidenceOf, sharedRowsEvidence, shownEvidence } from './CellEvidence.js'
import type { CellFacts } from './CellFacts.js'
import { cellFactsOf } from './CellFacts.js'
import type { AuditField } from './FieldTable.js'
import type { Cause, CellClass, CellFinding, Finding, Next } from './Finding.js'
import type { Gathered, ShownValue } from './Gathered.js'
import { differingFields, isOverCap, shownValues } from './Gathered.js'
import { accountIdOf, byText } from './Ids.js'
import type { FieldFacts } from './Inference.js'
import { isExplainedBy } from './Inference.js'
import { peopleOf } from './ListedPeople.js'
import type { Group } from './MarketoSide.js'
import { refutationsOfCell } from './Refutations.js'

const rules: Readonly<Record<CellClass, RuleId | null>> = {
  LocalEditStands: 'edit.until-override',
  NotYetSynced: 'sync.only-newer',
  RecordFailed: null,
  OtherAccountShown: 'contact.one-account',
  HiddenField: 'sync.visible-fields',
  FieldNotSyncing: 'sync.absent-field',
  FormulaNotStamped: 'sync.formula-fields',
  SiblingsDisagree: 'edit.fan-out',
  Unexplained: null,
}

/** Predicts how the account's next update will affect the value. */
const nextOf = (
  gathered: Gathered,
  account: number,
  field: FieldName,
  cause: CellClass,
  value: FieldValue,
): Next | null => {
  if (cause === 'SiblingsDisagree' || cause === 'OtherAccountShown') return null
  const override = nextOverride(gathered.settings)(field)
  if (override === 'none') return { _tag: 'Kept', why: whyNotSynced(field) }
  if (cause === 'HiddenField') return { _tag: 'Kept', why: 'hidden' }
  if (cause === 'FieldNotSyncing') return { _tag: 'Kept', why: 'not syncing' }
  return { _tag: 'Overridden', on: override, value, isLogged: !isOverCap(gathered, account) }
}

const causesIn = ({ cause, alternatives }: CellCause): ReadonlyArray<Cause> => [cause, ...alternatives]

const alreadyNamed: ReadonlySet<Cause> = /* @__PURE__ */ new Set<Cause>([
  'CompanyRowSplit',
  'OtherAccountShown',
  'LinkedElsewhere',
  'WrittenDifferently',
  'ValuesTranslated',
  'ValuesScaled',
  'PersonAccount',
  'Unexplained',
])

/**
 * Lists the possible causes if Marketo shows different values for people of one account. If all people in each company row show
 * one value, the values differ only between company rows. Then `CompanyRowSplit` comes first.
 */
const causesOfDisagreement = (
  { people }: Gathered,
  values: ReadonlyArray<ShownValue>,
  cell: CellFacts,
): ReadonlyArray<Cause> => {
  const rowsOf = values.map(({ groups }) => new Set(groups.map(({ companyRow }) => companyRow)))
  const isSplit =
    people.has.contactCompany &&
    rowsOf.every((rows, index) =>
      [...rows].every((row) => rowsOf.every((other, at) => at === index || !other.has(row))),
    )
  const mayBeSplit = !people.has.contactCompany || new Set(rowsOf.flatMap((rows) => [...rows])).size > 1
  const otherCauses = cell.isLinkInferred ? causesIn(causeOf(cell)) : []
  return [
    ...(mayBeSplit && isSplit ? (['CompanyRowSplit'] as const) : []),
    'ExportedAtDifferentTimes' as const,
    ...(mayBeSplit && !isSplit ? (['CompanyRowSplit'] as const) : []),
    ...(cell.isLinkInferred ? (['LinkedElsewhere'] as const) : []),
    'StaleLink' as const,
    ...(cell.isMistyped ? (['WrittenDifferently'] as const) : []),
    ...(cell.mayBeTranslated ? (['ValuesTranslated'] as const) : []),
    ...(cell.mayBeScaled ? (['ValuesScaled'] as const) : []),
    ...(cell.otherAccount === 'no' ? [] : (['OtherAccountShown'] as const)),
    ...(cell.mayBePersonAccount ? (['PersonAccount'] as const) : []),
    ...otherCauses.filter((cause) => !alreadyNamed.has(cause)),
    'Unexplained' as const,
  ]
}

const disagreement = (
  gathered: Gathered,
  facts: FieldFacts,
  account: number,
  field: number,
  values: ReadonlyArray<ShownValue>,
): CellFinding<'SiblingsDisagree'> | undefined => {
  const { accounts } = gathered
  const salesforce = accounts.columns[field]?.[account] ?? null
  const auditField = accounts.fields[field] as AuditField
  const different = values.filter((each) => each.isDifferent && !isExplainedBy(facts, auditField, salesforce, each))
  const [shown] = different
  if (shown === undefined) return undefined
  const cell = cellFactsOf(gathered, facts, account, field, shown)
  const alternatives = causesOfDisagreement(gathered, values, cell)
  return {
    _tag: 'SiblingsDisagree',
    certainty: 'open',
    alternatives,
    rule: rules.SiblingsDisagree,
    ...peopleOf(different.flatMap(({ people }) => people)),
    evidence: [shownEvidence(values), ...evidenceOf(gathered, facts, cell, 'SiblingsDisagree', account, field)],
    refutedBy: refutationsOfCell(alternatives, cell),
    next: null,
    accountId: accountIdOf(accounts.keys[account] as string),
    field: auditField.name,
    salesforce,
    marketo: shown.value,
  }
}

const cellFinding = (
  gathered: Gathered,
  facts: FieldFacts,
  account: number,
  field: number,
  shown: ShownValue,
): Finding | undefined => {
  const { accounts } = gathered
  const auditField = accounts.fields[field] as AuditField
  const salesforce = accounts.columns[field]?.[account] ?? null
  if (isExplainedBy(facts, auditField, salesforce, shown)) return undefined
  const cell = cellFactsOf(gathered, facts, account, field, shown)
  const { cause, certainty, alternatives }: CellCause = causeOf(cell)
  return {
    _tag: cause,
    certainty,
    alternatives,
    rule: rules[cause],
    ...peopleOf(shown.people),
    evidence: [
      ...(cause === 'OtherAccountShown' ? sharedRowsEvidence(gathered, shown) : []),
      ...evidenceOf(gathered, facts, cell, cause, account, field),
    ],
    refutedBy: refutationsOfCell([cause, ...alternatives], cell),
    next: nextOf(gathered, account, auditField.name, cause, salesforce),
    accountId: accountIdOf(accounts.keys[account] as string),
    field: auditField.name,
    salesforce,
    marketo: shown.value,
  }
}

/** Computes the findings about the fields of an account, sorted by the name of the field. */
export const cellFindings = (
  gathered: Gathered,
  facts: ReadonlyArray<FieldFacts>,
  account: number,
  groups: ReadonlyArray<Group>,
): ReadonlyArray<Finding> => {
  const { fields } = gathered.accounts
  const nameOf = (field: number): string => (fields[field] as AuditField).name
  return [...differingFields(groups)]
    .filter((field) => !gathered.setApartFields.has(field))
    .sort((a, b) => byText(nameOf(a), nameOf(b)))
    .flatMap((field) => {
      const values = shownValues(gathered, account, groups, field)
      const [first] = values
      if (first === undefined) return []
      const fieldFacts = facts[field] as FieldFacts
      const found =
        values.length > 1
          ? disagreement(gathered, fieldFacts, account, field, values)
          : cellFinding(gathered, fieldFacts, account, field, first)
      return found === undefined ? [] : [found]
    })
}
