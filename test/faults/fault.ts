// A fault is an implementation that is wrong in one way. A net is a kind of test. Each fault lists the nets that must catch it.
import type { Validation } from 'io-ts'
import type { Input, RuleId } from 'marketo-account-sync'
import type { Implementation, Outcome } from 'marketo-account-sync/testing'

/** The reason why a net cannot catch a fault. */
export interface Uncaught {
  readonly not: string
}

/** States that a net does not catch a fault, and gives the reason. */
export const uncaught = (not: string): Uncaught => ({ not })

/** A line of code in a type test. The line does not compile, which shows that the types make the fault impossible. */
interface TypeTest {
  readonly title: string
  readonly forbidden: string
}

export interface Fault {
  /** A sentence that states what the implementation does wrong. */
  readonly name: string
  /** The rule that the fault breaks. If the fault breaks a law about whole histories, the value is `whole`. */
  readonly rule: RuleId | 'whole'
  readonly implementation: Implementation
  /** Decodes the JSON of an input. A fault has this key if the fault reads values wrongly. */
  readonly decode?: (json: unknown) => Validation<Input>
  /** Changes an outcome. A fault has this key if the type `Implementation` makes the fault impossible. */
  readonly tampered?: (input: Input, outcome: Outcome) => Outcome
  readonly caughtBy: {
    /** If the value is a flag, all vector cases with this flag fail. If the value is `case`, one or more cases fail. */
    readonly vectors: { readonly flag: string } | 'case' | Uncaught
    /**
     * One of these:
     *
     * - the sentences of the laws that the fault breaks,
     * - a type test, which shows that the types make the fault impossible,
     * - the reason why no law finds the fault.
     */
    readonly laws: ReadonlyArray<string> | TypeTest | Uncaught
    /** `true` if `conforms` finds the fault. */
    readonly conforms: true | Uncaught
    /**
     * The small world in which an exhaustive walk finds the fault, and the number of inputs in the shortest history that shows
     * the fault.
     */
    readonly exhaustive: readonly [world: 'few records' | 'few conversions', inputs: number] | Uncaught
  }
}

/** The flag of a fault in the vectors, or undefined if the vectors have no flag for the fault. */
export const flagOf = ({ caughtBy: { vectors } }: Fault): string | undefined =>
  typeof vectors === 'object' && 'flag' in vectors ? vectors.flag : undefined
