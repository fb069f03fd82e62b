// A law is data first, so that it can be asked of a wrong implementation as well as of the right one.
import fc from 'fast-check'
import type { RuleId } from 'marketo-account-sync'

export interface Law {
  /** `whole` for a law of histories as such, which no single rule states. */
  readonly rule: RuleId | 'whole'
  readonly title: string
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a law draws is nobody else's concern
  readonly property: fc.IProperty<any>
}

type Arbitraries<Values> = { readonly [K in keyof Values]: fc.Arbitrary<Values[K]> }

/** The predicate returns a boolean: one that drops its result, and so could never fail, does not compile. */
export const law = <Values extends readonly [unknown, ...ReadonlyArray<unknown>]>(
  rule: Law['rule'],
  sentence: string,
  arbitraries: Arbitraries<Values>,
  predicate: (...values: Values) => boolean,
): Law => ({
  rule,
  title: `[${rule}] ${sentence}`,
  property: fc.property(fc.tuple(...(arbitraries as ReadonlyArray<fc.Arbitrary<unknown>>)), (values) =>
    predicate(...(values as unknown as Values)),
  ),
})

/** Whether an implementation keeps a law. A law that throws is broken too. */
export const isKept = (kept: Law, parameters: fc.Parameters<unknown> = {}): boolean =>
  !fc.check(kept.property, parameters).failed
