/** The data that the build (config/explorer.ts) takes from docs/rules.md. */
import type { RuleId } from 'marketo-account-sync'

/** An example history that the page offers. */
export interface Example {
  readonly rule: RuleId
  /** The number of the history among the histories of its rule. The first number is 1. */
  readonly number: number
  /** One line of text for each line of the history. */
  readonly lines: ReadonlyArray<string>
}

/** A question that people ask, and its answer in docs/rules.md. */
export interface Question {
  readonly about: string
  readonly question: string
  /** The answer, in Markdown. */
  readonly answer: string
  readonly rule: RuleId
}

export interface ExplorerData {
  readonly examples: ReadonlyArray<Example>
  readonly questions: ReadonlyArray<Question>
  /** For some rules, a paragraph in Markdown about the details that no vendor's page states. */
  readonly silence: Partial<Readonly<Record<RuleId, string>>>
}

declare const EXPLORER_DATA: ExplorerData

export const data: ExplorerData = EXPLORER_DATA

export const examplesOf = (rule: RuleId): ReadonlyArray<Example> =>
  data.examples.filter((example) => example.rule === rule)
