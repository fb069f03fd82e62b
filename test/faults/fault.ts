// A fault: an implementation that is wrong in one way, and the nets that have to catch it.
import type { Validation } from 'io-ts'
import type { Input, RuleId } from 'marketo-account-sync'
import type { Implementation, Outcome } from 'marketo-account-sync/testing'

/** Why a net cannot catch a fault. */
export interface Uncaught {
  readonly not: string
}

/** A net that does not catch a fault, and why it cannot. */
export const uncaught = (not: string): Uncaught => ({ not })

/** The line of a type test that does not compile, which makes the fault impossible to write. */
interface TypeTest {
  readonly title: string
  readonly forbidden: string
}

export interface Fault {
  readonly name: string
  /** The rule that the fault breaks; `whole` if it breaks a law about histories as a whole. */
  readonly rule: RuleId | 'whole'
  readonly implementation: Implementation
  /** Reads the JSON of an input, for a fault in how something is spelt. */
  readonly decode?: (json: unknown) => Validation<Input>
  /** Changes an outcome, for a fault that the types of an implementation rule out. */
  readonly tampered?: (input: Input, outcome: Outcome) => Outcome
  readonly caughtBy: {
    /**
     * `flag`: the vectors have a flag of this name, and each case with the flag fails. `case`: some case fails.
     */
    readonly vectors: 'flag' | 'case' | Uncaught
    /**
     * The sentences of the laws that it breaks; or the type test that makes it impossible; or why no law can see it.
     */
    readonly laws: ReadonlyArray<string> | TypeTest | Uncaught
    /** Whether `conforms` finds it. In most cases it says to look first at the rule of the fault. */
    readonly conforms: true | Uncaught
    /**
     * The small world in which a walk finds the fault, and the number of inputs in the shortest history that shows the
     * fault.
     */
    readonly exhaustive: readonly [world: 'few records' | 'few conversions', inputs: number] | Uncaught
  }
}
