/** What the build takes from docs/rules.md (config/explorer.ts). */
import type { RuleId } from 'marketo-account-sync'

/** A history that the page offers. */
export interface Example {
  readonly rule: RuleId
  /** The number of the history among those of the rule, from 1. */
  readonly number: number
  /** One line of text for each line of the history. */
  readonly lines: ReadonlyArray<string>
}

/** A question that people ask, and where docs/rules.md answers it. */
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
  /** What no page says about a rule, in Markdown. */
  readonly silence: Partial<Readonly<Record<RuleId, string>>>
}

declare const EXPLORER_DATA: ExplorerData

export const data: ExplorerData = EXPLORER_DATA

export const examplesOf = (rule: RuleId): ReadonlyArray<Example> =>
  data.examples.filter((example) => example.rule === rule)
