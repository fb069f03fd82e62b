/** What the commands need from an engine. So every command has one code for PostgreSQL and for NATS. */
import type { DecodeError, Settings } from 'marketo-account-sync'
import type { Line } from '../../simulate/lines.js'
import type { Checked, Numbered } from './check.js'
import type { Done, Metrics } from './metrics.js'
import type { Reads } from './questions.js'

/** An input that cannot be processed. It is null if nobody can tell which input it is. */
export interface DeadInput {
  readonly input: Numbered | null
  readonly errors: ReadonlyArray<DecodeError>
}

/** One worker of several. Only the engine on NATS divides its lanes between the workers. */
export interface Share {
  readonly index: number
  readonly of: number
}

export interface Engine extends Reads {
  /** Stores the inputs of a source, each as JSON text. `first` is the number of the first text. Returns the last stored number. */
  readonly submit: (source: string) => (first: number, lines: ReadonlyArray<Line>) => Promise<number>
  /** Runs a worker until `stopped`, and reports after its batches. */
  readonly work: (share: Share, stopped: AbortSignal, report: (done: Done) => Promise<void>) => Promise<Done>
  /** Decides every input that waits. No other worker is needed. */
  readonly workThrough: () => Promise<unknown>
  readonly metrics: () => Promise<Metrics>
  readonly deadLetters: () => AsyncIterable<DeadInput>
  /** Compares all stored data with the result of `simulate`. */
  readonly check: () => Promise<Checked>
  readonly changeSettings: (settings: Settings) => Promise<void>
  /** Continues the inputs that hold partitions because of a dead letter. Returns the number of these inputs. */
  readonly release: () => Promise<number>
  readonly close: () => Promise<void>
}
