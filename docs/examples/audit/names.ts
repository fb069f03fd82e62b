/** Checks names that the user typed in options, as soon as the names in the files are known. */
import type { AuditSummary } from 'marketo-account-sync/audit'
import type { GivenMapping } from 'marketo-account-sync/exports'
import { marketoField } from 'marketo-account-sync/records'
import * as O from 'fp-ts/lib/Option.js'
import { FieldName } from 'marketo-account-sync'
import { count, plain } from '../simulate/words.js'
import type { Options } from './options.js'

/** The number of characters to insert, remove or replace until two names are equal. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++)
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + Number(a.charAt(i) !== b.charAt(j))),
      )
    row = next
  }
  return row[b.length] ?? 0
}

/** The part of a name that the user chose, without the suffix of custom fields, in lower case. */
const base = (name: string): string => name.toLowerCase().replace(/__c$/, '').replace(/_/g, '')

const mostNear = 3

/** The known names that differ from a name in few characters. The nearest comes first. */
export const nearNames = (name: string, known: Iterable<string>): ReadonlyArray<string> =>
  [...known]
    .map((each) => ({ each, far: distance(base(name), base(each)) }))
    .filter(({ far }) => far <= Math.max(1, Math.floor(base(name).length / 4)))
    .sort((a, b) => a.far - b.far || (a.each < b.each ? -1 : 1))
    .slice(0, mostNear)
    .map(({ each }) => each)

const nearText = (name: string, known: ReadonlySet<string>): string => {
  const near = nearNames(name, known)
  return near.length === 0 ? `The accounts have ${[...known].sort().join(', ')}` : `Did you mean ${near.join(' or ')}?`
}

/** The message about a field of `--skip-field` that the accounts do not have, or null. */
export const wrongSkipField = (
  { setApartFields = [] }: Options['audit'],
  known: ReadonlySet<string>,
): string | null => {
  const wrong = setApartFields.find((name) => !known.has(name))
  return wrong === undefined
    ? null
    : `--skip-field takes a field of the accounts, found ${JSON.stringify(wrong)}. ${nearText(wrong, known)}`
}

/** The fields that Marketo's documentation names. A mapping may name them even if the accounts do not have them. */
const isStandard = (name: string): boolean => FieldName.is(name) && O.isSome(marketoField(name))

/** Warnings about field names in `--settings` and `--map` that the accounts do not have. The accounts need not have them. */
export const fieldWarnings = (
  { instance }: Options['settings'],
  given: ReadonlyArray<GivenMapping>,
  known: ReadonlySet<string>,
): ReadonlyArray<string> => {
  const named = [
    ...instance.hiddenFields.map((name) => ['--settings, hiddenFields', name] as const),
    ...instance.formulaFields.map((name) => ['--settings, formulaFields', name] as const),
    ...given
      .filter(({ kind }) => kind === 'people' || kind === 'changes')
      .flatMap(({ kind, fields }) =>
        Object.keys(fields)
          .filter((name) => !isStandard(name))
          .map((name) => [`--map, the fields of ${kind}`, name] as const),
      ),
  ]
  return named
    .filter(([, name]) => !known.has(name))
    .map(([option, name]) => `${option}: the accounts have no field ${JSON.stringify(name)}. ${nearText(name, known)}`)
}

/** Warnings about names in options that the command knows only after it has read the files. */
export const readWarnings = (
  { audit }: Options,
  { setApart, log, unknownStatuses }: AuditSummary,
): ReadonlyArray<string> => {
  const asked = new Set(audit.setApartAccounts ?? []).size
  return [
    ...(setApart.accounts < asked
      ? [`--skip-account names ${count(asked, 'account')}, but the files contain ${setApart.accounts} of them`]
      : []),
    ...(log !== null && log.bySync === 0 && log.byOthers + log.withoutSource > 0
      ? [
          `no entry of the log has the Source "${plain(audit.syncSource ?? 'sfdc')}", so the log shows no sync-down; if the sync writes another Source, pass --sync-source`,
        ]
      : []),
    ...(unknownStatuses.length === 0
      ? []
      : [
          `Sync Status: the status ${unknownStatuses
            .slice(0, mostNear)
            .map((each) => JSON.stringify(plain(each)))
            .join(' or ')} is not known, so it does not count as success; if it means success, pass --success-status`,
        ]),
  ]
}
