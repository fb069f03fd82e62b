/** The metrics of an engine: the number of waiting inputs, and the speed of the worker. */
import { number } from '../../simulate/words.js'

export interface Metrics {
  /** The number of inputs that wait for a worker. */
  readonly queued: number
  /** The number of contact records that wait for an account. */
  readonly waiting: number
  readonly deadLetters: number
}

/** The work that a worker has done since it started. */
export interface Done {
  readonly inputs: number
  readonly batches: number
}

/** The work of one worker. */
export interface WorkerMetrics {
  readonly inputsPerSecond: number
  readonly batches: number
}

/** The metrics on one line. */
export const metricsLine = ({ queued, waiting, deadLetters }: Metrics, worker?: WorkerMetrics): string =>
  [
    ...(worker === undefined
      ? []
      : [`${number(Math.round(worker.inputsPerSecond))} inputs/s`, `${number(worker.batches)} batches`]),
    `${number(queued)} in the queue`,
    `${number(waiting)} waiting for an account`,
    `${number(deadLetters)} dead letters`,
  ].join(', ')
