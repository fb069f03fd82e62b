// Finds the problems in vector files. Each problem is a line that names the file, the case and the path.
import type { ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as E from 'fp-ts/lib/Either.js'
import { decodeErrors } from 'marketo-account-sync'
import { InputFromJson } from 'marketo-account-sync/codecs'
import type { Case, VectorFile } from './files.js'
import { isHistory, isUndecodable, schema } from './files.js'

const ajv = new Ajv2020({ allErrors: true, discriminator: true, allowUnionTypes: true, strictRequired: false })
const fits = ajv.compile(schema)

const idAt = (json: unknown, index: string | undefined): string => {
  const cases = (json as { cases?: ReadonlyArray<{ id?: unknown } | null> } | null)?.cases
  const id = index === undefined ? undefined : cases?.[Number(index)]?.id
  return typeof id === 'string' ? id : `cases/${index ?? ''}`
}

const place = (file: string, json: unknown, path: string): string => {
  const [, top, index, ...rest] = path.split('/')
  return top === 'cases' && index !== undefined
    ? `${file}: ${idAt(json, index)}: /${rest.join('/')}`
    : `${file}: ${path}`
}

const reason = ({ keyword, params, message }: ErrorObject): string => {
  const { additionalProperty, allowedValue, allowedValues } = params as Readonly<Record<string, unknown>>
  if (keyword === 'additionalProperties') return `unknown key ${JSON.stringify(additionalProperty)}`
  if (keyword === 'const') return `must be ${JSON.stringify(allowedValue)}`
  if (keyword === 'enum') return `must be one of ${(allowedValues as ReadonlyArray<unknown>).map(String).join(', ')}`
  return message ?? keyword
}

const schemaProblems = (file: string, json: unknown): ReadonlyArray<string> =>
  fits(json)
    ? []
    : (fits.errors ?? [])
        // An error of the keyword `if` reports only that a branch failed. The errors in the branch report the reason.
        .filter(({ keyword }) => keyword !== 'if')
        .map((error) => `${place(file, json, error.instancePath)}: ${reason(error)}`)

const inputsOf = (one: Case): ReadonlyArray<readonly [path: string, input: unknown]> => [
  ...one.given.map((input, index) => [`/given/${index}`, input] as const),
  ...(isUndecodable(one)
    ? []
    : isHistory(one)
      ? one.when.map((input, index) => [`/when/${index}`, input] as const)
      : [['/when', one.when] as const]),
]

const operationOf = (tag: string): string => tag.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()

const caseProblems = (operation: string, one: Case): ReadonlyArray<string> => [
  ...(one.id.startsWith(`${one.rule}/`) ? [] : [`/id: must begin with the rule, ${one.rule}/`]),
  ...(isHistory(one) || operationOf(one.when._tag) === operation ? [] : [`/when/_tag: is not of the file's operation`]),
  ...(isHistory(one) && one.when.length !== one.then.outcomes.length
    ? [`/then/outcomes: must be one for each of ${one.when.length} inputs`]
    : []),
  ...inputsOf(one).flatMap(([path, input]) => {
    const decoded = InputFromJson.decode(input)
    return E.isRight(decoded)
      ? []
      : decodeErrors(decoded.left).map(
          (error) => `${path}/${error.path}: expected ${error.expected}, found ${error.found}`,
        )
  }),
]

/** The ids of the cases in a file. The file can be any JSON. */
const idsIn = (json: unknown): ReadonlyArray<string> => {
  const cases: unknown = (json as { cases?: unknown } | null)?.cases
  return (Array.isArray(cases) ? cases : []).flatMap((one: { id?: unknown } | null) =>
    typeof one?.id === 'string' ? [one.id] : [],
  )
}

/** Returns all problems in the files. If a file does not fit the schema, the ids of its cases are checked, but nothing else. */
export const problemsIn = (files: ReadonlyArray<readonly [name: string, json: unknown]>): ReadonlyArray<string> => {
  const seen = new Map<string, string>()
  return files.flatMap(([file, json]) => {
    const repeated = idsIn(json).flatMap((id) => {
      const other = seen.get(id)
      seen.set(id, file)
      return other === undefined ? [] : [`${file}: ${id}: /id: is a case of ${other} already`]
    })
    const unfit = schemaProblems(file, json)
    if (unfit.length > 0) return [...unfit, ...repeated]
    const { operation, cases } = json as VectorFile
    return [
      ...(file === `${operation}.json` ? [] : [`${file}: /operation: must be the name of the file`]),
      ...repeated,
      ...cases.flatMap((one) => caseProblems(operation, one).map((problem) => `${file}: ${one.id}: ${problem}`)),
    ]
  })
}
