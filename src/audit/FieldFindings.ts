/** Computes the findings about whole fields. One such finding explains many differences in a field. */
import type { FieldFinding } from './Finding.js'
import type { Gathered } from './Gathered.js'
import { groupsOf, shownValues } from './Gathered.js'
import { byText } from './Ids.js'
import type { FieldFacts } from './Inference.js'
import { isExplainedBy } from './Inference.js'
import { peopleOf } from './ListedPeople.js'

/** The greatest number of table rows that a finding lists. */
const longestTable = 10

/** Computes the findings about whole fields, sorted by the name of the field. */
export const fieldFindings = (
  gathered: Gathered,
  facts: ReadonlyArray<FieldFacts>,
  accounts: ReadonlyArray<number>,
): ReadonlyArray<FieldFinding<'ValuesTranslated'> | FieldFinding<'ValuesScaled'>> => {
  const { fields, columns } = gathered.accounts
  return fields
    .map((field, index) => ({ field, index, facts: facts[index] as FieldFacts }))
    .filter((each) => each.facts.table !== null || each.facts.ratio !== null)
    .sort((a, b) => byText(a.field.name, b.field.name))
    .map(({ field, index, facts: each }) => {
      const people: Array<number> = []
      let explained = 0
      for (const account of accounts) {
        const groups = groupsOf(gathered, account).filter(({ differences }) =>
          differences.some((difference) => difference.field === index),
        )
        if (groups.length === 0) continue
        const salesforce = columns[index]?.[account] ?? null
        const values = shownValues(gathered, account, groups, index).filter((shown) =>
          isExplainedBy(each, field, salesforce, shown),
        )
        if (values.length === 0) continue
        explained += 1
        for (const shown of values) people.push(...shown.people)
      }
      const base = {
        certainty: 'consistent' as const,
        alternatives: ['Unexplained' as const],
        rule: null,
        ...peopleOf(people),
        refutedBy: ['describe' as const, 'later-export' as const],
        next: null,
        field: field.name,
        accounts: explained,
      }
      if (each.table === null)
        return { _tag: 'ValuesScaled' as const, ...base, evidence: [{ _tag: 'Ratio', ratio: each.ratio ?? 1 }] }
      const rows = [...each.table.rows.values()]
        .sort((a, b) => b.accounts - a.accounts || byText(String(a.salesforce), String(b.salesforce)))
        .map(({ salesforce, marketo, accounts: count }) => ({ salesforce, marketo, accounts: count }))
      return {
        _tag: 'ValuesTranslated' as const,
        ...base,
        evidence: [{ _tag: 'Table', rows: rows.slice(0, longestTable), size: rows.length }],
      }
    })
}
