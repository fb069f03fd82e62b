/**
 * If the account has no field with the name in a question, this module finds the field that the question probably means.
 *
 * @since 0.3.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Account } from '../model/Account.js'
import type { FieldName } from '../model/Field.js'
import { fieldNames, valueOf } from '../model/Field.js'
import { groupedBy } from '../model/GroupedBy.js'
import { fieldCalled } from '../model/MarketoNames.js'
import type { Settings } from '../model/Settings.js'

/**
 * The field that a question probably means. `why` describes how the name in the question differs from the name of the field.
 *
 * | why              | the name in the question                                         |
 * | ---------------- | ---------------------------------------------------------------- |
 * | `another case`   | differs only in letter case; names are compared exactly          |
 * | `Marketo's name` | is Marketo's name for the field, such as `company` for `Name`    |
 *
 * @category model
 * @since 0.3.0
 */
export interface MeantField {
  readonly field: FieldName
  readonly why: 'another case' | "Marketo's name"
}

const isOtherCase = (one: string, other: string): boolean => one !== other && one.toLowerCase() === other.toLowerCase()

/**
 * @internal Finds the field that the question means. Returns `null` if the account has the field that the question names, or if
 * no field fits this name.
 */
export const meantField = (asked: FieldName, account: O.Option<Account>): MeantField | null => {
  if (O.isSome(account)) {
    const { synced } = account.value
    if (O.isSome(valueOf(asked)(synced))) return null
    const held = fieldNames(synced).find((name) => isOtherCase(name, asked))
    if (held !== undefined) return { field: held, why: 'another case' }
  }
  const called = fieldCalled(asked) as FieldName | undefined
  if (called === undefined || called === asked) return null
  return { field: called, why: isOtherCase(called, asked) ? 'another case' : "Marketo's name" }
}

/**
 * A name in the settings that differs from the name of a field only in letter case. The setting has no effect on the field,
 * because names must match exactly.
 *
 * @category model
 * @since 0.3.0
 */
export interface Misspelt {
  /** The name in `hiddenFields` or `formulaFields`. */
  readonly named: FieldName
  readonly field: FieldName
}

const noNames: ReadonlyArray<FieldName> = []

/**
 * @internal Finds the names in the settings that equal the name of one of these fields except for the letter case.
 */
export const misspeltIn = ({ instance }: Settings): ((fields: ReadonlyArray<FieldName>) => ReadonlyArray<Misspelt>) => {
  const names = [...new Set([...instance.hiddenFields, ...instance.formulaFields])]
  if (names.length === 0) return () => []
  const exact = new Set(names)
  const byCase = groupedBy(
    names,
    (name) => name.toLowerCase(),
    (name) => name,
  )
  return (fields) =>
    fields.flatMap((field) =>
      exact.has(field) ? [] : (byCase.get(field.toLowerCase()) ?? noNames).map((named) => ({ named, field })),
    )
}
