// Reads the published vector files, and declares the type of a case.
import { readdirSync, readFileSync } from 'node:fs'
import type { Outcome, Picture } from 'marketo-account-sync/testing'

const folder = new URL('./', import.meta.url)

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))

interface CaseHead {
  readonly id: string
  readonly rule: string
  readonly flags: ReadonlyArray<string>
  readonly settings: unknown
  readonly given: ReadonlyArray<unknown>
}

type CountedEffects = { readonly activityCount: number; readonly toSalesforce: ReadonlyArray<unknown> }

export interface Decision extends CaseHead {
  readonly liveContacts?: number
  readonly when: Readonly<Record<string, unknown>> & { readonly _tag: string }
  readonly then: (Outcome | CountedEffects) & { readonly picture?: Picture | 'unchanged' }
}

export interface History extends CaseHead {
  readonly when: ReadonlyArray<unknown>
  readonly then: { readonly outcomes: ReadonlyArray<Outcome>; readonly picture: Picture }
}

/** A case whose input cannot be decoded. The case lists the errors that a decoder must find. */
export interface Undecodable extends CaseHead {
  readonly when: Readonly<Record<string, unknown>> & { readonly _tag: string }
  readonly then: { readonly undecodable: ReadonlyArray<string> }
}

export type Case = Decision | History | Undecodable

export interface VectorFile {
  readonly operation: string
  readonly cases: ReadonlyArray<Case>
}

export const isHistory = (one: Case): one is History => Array.isArray(one.when)

export const isUndecodable = (one: Case): one is Undecodable => 'undecodable' in one.then

/** The name and the JSON of every vector file, except the schema. The files are not validated yet. */
export const rawFiles: ReadonlyArray<readonly [name: string, json: unknown]> = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && name !== 'schema.json')
  .sort()
  .map((name) => [name, read(name)])

export const schema = read('schema.json') as {
  readonly $defs: {
    readonly rule: { readonly enum: ReadonlyArray<string> }
    readonly flag: { readonly enum: ReadonlyArray<string> }
  }
}

/** Every case of every file. The type of the cases is right only if the tests of the validator pass. */
export const allCases: ReadonlyArray<Case> = rawFiles.flatMap(([, json]) => (json as VectorFile).cases)
