// A law is a value, so that a test can check the law on the reference and also on an implementation with a fault.
import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import type { Input, RuleId, Settings } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { anyHistory, anySettings } from 'marketo-account-sync/testing'
import type { HistoryMoment, Selector } from './selectors.js'
import { anyMoment, historyMoments } from './selectors.js'

/** Makes a fast-check property that checks an implementation. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- only the law itself knows what it draws
type PropertyOf = (implementation: Implementation) => fc.IProperty<any>

/** What a law claims for each moment that its selector selects. */
export interface Claim {
  readonly selector: Selector<object>
  readonly propertyOf: PropertyOf
}

export interface Law {
  /** The rule that the law tests. A law about whole histories has the value `whole`, because no single rule states such a law. */
  readonly rule: RuleId | 'whole'
  readonly sentence: string
  /** The title of the test, which contains the rule and the sentence. */
  readonly title: string
  /** Selects the moments that the law is about. A law that compares whole histories has no selector. */
  readonly selector: O.Option<Selector<object>>
  readonly propertyOf: PropertyOf
}

type Arbitraries<Values> = { readonly [K in keyof Values]: fc.Arbitrary<Values[K]> }

/**
 * Makes a law of one rule from a claim about the moments of a history, or from a predicate over random values.
 *
 * A predicate must return a boolean. A predicate that returns nothing could never fail, so such a predicate does not compile.
 */
export function law(rule: Law['rule'], sentence: string, claim: Claim): Law
export function law<Values extends readonly [unknown, ...ReadonlyArray<unknown>]>(
  rule: Law['rule'],
  sentence: string,
  arbitraries: Arbitraries<Values>,
  predicate: (...values: [...Values, Implementation]) => boolean,
): Law
export function law(rule: Law['rule'], sentence: string, about: Claim | object, predicate?: unknown): Law {
  const head = { rule, sentence, title: `[${rule}] ${sentence}` }
  if ('selector' in about) return { ...head, selector: O.some(about.selector), propertyOf: about.propertyOf }
  const arbitraries = about as ReadonlyArray<fc.Arbitrary<unknown>>
  const holds = predicate as (...values: ReadonlyArray<unknown>) => boolean
  const propertyOf: PropertyOf = (implementation) =>
    fc.property(fc.tuple(...arbitraries), (values) => holds(...values, implementation))
  return { ...head, selector: O.none, propertyOf }
}

/**
 * The settings and histories on which a claim is checked. Some random histories get an ending that shows a fault.
 */
interface Draws {
  readonly settings: fc.Arbitrary<Settings>
  readonly histories: fc.Arbitrary<ReadonlyArray<Input>>
}

/**
 * Claims that the predicate is true for every moment that the selector selects. The predicate also gets the facts that the
 * selector found.
 */
export const whenever = <Facts extends object>(
  selector: Selector<Facts>,
  holds: (facts: Facts & HistoryMoment) => boolean,
  { settings = anySettings, histories = anyHistory }: Partial<Draws> = {},
): Claim => ({
  selector,
  propertyOf: (implementation) =>
    fc.property(settings, histories, (drawn, history) =>
      historyMoments(implementation)(drawn)(history).every((moment) =>
        O.match(
          () => true,
          (facts: Facts) => holds({ ...moment, ...facts }),
        )(selector.select(moment)),
      ),
    ),
})

/** Claims that the predicate is true for every moment of every history. */
export const always = (holds: (moment: HistoryMoment) => boolean): Claim => whenever(anyMoment, holds)

/** Whether an implementation keeps a law. An implementation that throws an error breaks the law. */
export const isKept =
  (implementation: Implementation) =>
  (kept: Law): boolean =>
    !fc.check(kept.propertyOf(implementation), { endOnFailure: true }).failed
