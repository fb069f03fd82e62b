// A law is data first, so that it can be checked on an implementation with a fault as well as on the reference.
import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import type { Input, RuleId, Settings } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { anyHistory, anySettings } from 'marketo-account-sync/testing'
import type { HistoryMoment, Selector } from './selectors.js'
import { anyMoment, historyMoments } from './selectors.js'

/** A property of an implementation. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- only the law itself knows what it draws
type PropertyOf = (implementation: Implementation) => fc.IProperty<any>

/** A claim of a law about the moments that a selector selects. */
export interface Claim {
  readonly selector: Selector<object>
  readonly propertyOf: PropertyOf
}

export interface Law {
  /** `whole` for a law about histories as such, which no single rule states. */
  readonly rule: RuleId | 'whole'
  readonly sentence: string
  /** The rule and the sentence: the title of the test. */
  readonly title: string
  /** The moments that the law is about; none for a law that compares histories. */
  readonly selector: O.Option<Selector<object>>
  readonly propertyOf: PropertyOf
}

type Arbitraries<Values> = { readonly [K in keyof Values]: fc.Arbitrary<Values[K]> }

/**
 * A law of one rule: a claim about the moments of a history, or a predicate over values that the law draws itself. A
 * predicate returns a boolean: one that drops its result, and so could never fail, does not compile.
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
 * The histories on which a claim is checked: random histories under random settings, some with an ending in which a
 * fault has an effect.
 */
interface Draws {
  readonly settings: fc.Arbitrary<Settings>
  readonly histories: fc.Arbitrary<ReadonlyArray<Input>>
}

/** Whenever the selector selects a moment, the predicate holds for it and for the facts that the selector found. */
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

/** The predicate holds for every moment of every history. */
export const always = (holds: (moment: HistoryMoment) => boolean): Claim => whenever(anyMoment, holds)

/** Whether an implementation keeps a law. An implementation that throws breaks it. */
export const isKept =
  (implementation: Implementation) =>
  (kept: Law): boolean =>
    !fc.check(kept.propertyOf(implementation), { endOnFailure: true }).failed
