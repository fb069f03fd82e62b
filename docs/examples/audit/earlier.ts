/** Reads the output of an earlier audit. */
import * as E from 'fp-ts/lib/Either.js'
import { decodeErrors } from 'marketo-account-sync'
import { type Finding, FindingFromJson } from 'marketo-account-sync/audit'
import type { Refusal } from './inputs.js'
import { format } from './json.js'

const refuse = (message: string): E.Either<Refusal, never> => E.left({ because: 'usage', message })

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The findings in the output of `audit --json`. */
export const findingsIn = (json: unknown, option: string): E.Either<Refusal, ReadonlyArray<Finding>> => {
  if (!isObject(json) || !Array.isArray(json['findings']))
    return refuse(`${option}: expected the output of audit --json`)
  if (json['format'] !== format)
    return refuse(`${option}: expected the format ${format}, found ${JSON.stringify(json['format'] ?? null)}`)
  const findings: Array<Finding> = []
  for (const [index, each] of (json['findings'] as ReadonlyArray<unknown>).entries()) {
    const decoded = FindingFromJson.decode(each)
    if (E.isLeft(decoded)) {
      const [error] = decodeErrors(decoded.left)
      return refuse(`${option}: findings.${index}.${error?.path ?? ''}: expected ${error?.expected ?? ''}`)
    }
    findings.push(decoded.right)
  }
  return E.right(findings)
}
