/**
 * Pages: the messages of the stream. A page is written as a whole or not at all, so everything in it is one commit. A source
 * writes pages of inputs. A lane writes one page for each batch of messages that it has handled.
 *
 * A page is some lines of JSON: the head, one line for each lane that receives something, and the rest. So a worker parses
 * only the lines of its own lanes.
 */
import type { DecodeError } from 'marketo-account-sync'
import type { Key } from 'marketo-account-sync/partitions'

/** A text that is not an input, or a message that cannot be handled, with the errors. */
export interface DeadLetter {
  /** Names the input. It is null if the message cannot be read. */
  readonly submission: number | null
  readonly text: string
  readonly errors: ReadonlyArray<DecodeError>
}

/** The inputs from `first` to `last`, which have these numbers in their source. */
export interface InputsHead {
  readonly _tag: 'Inputs'
  readonly source: string
  readonly first: number
  readonly last: number
  readonly lanes: ReadonlyArray<number>
}

export interface CommitHead {
  readonly _tag: 'Commit'
  readonly lane: number
  /** The page that the lane wrote before. */
  readonly previous: number
  /** The lane has handled everything that was sent to it up to this page. */
  readonly read: number
  /** The bucket has everything that the lane has changed up to this page. */
  readonly stored: number
  readonly decisions: number
  readonly lanes: ReadonlyArray<number>
}

export type Head = InputsHead | CommitHead

/** What a lane receives from a source. */
export interface SentInput {
  /** The place in the page, from 0. */
  readonly index: number
  readonly input: unknown
}

/** What a lane receives from a lane. */
export interface SentMessage {
  readonly to: Key
  readonly message: unknown
}

/** A text that is not an input, at its place in the page. */
export interface BadInput extends Omit<DeadLetter, 'submission'> {
  readonly index: number
}

export interface InputsRest {
  readonly bad: ReadonlyArray<BadInput>
}

export interface CommitRest {
  readonly dead: ReadonlyArray<DeadLetter>
  readonly decisions: ReadonlyArray<unknown>
  /** What the lane has changed: a value for each key of the bucket. */
  readonly changed: ReadonlyArray<readonly [string, unknown]>
}

export interface Page {
  readonly sequence: number
  readonly head: Head
  /** The line of a lane, or undefined. */
  readonly lineOf: (lane: number) => string | undefined
  readonly rest: () => unknown
}

export const subjectOfLane = (lane: number): string => `engine.lane.${lane}`
export const subjectOfSource = (source: string): string =>
  `engine.source.${Buffer.from(source).toString('base64url') || '-'}`

type WithoutLanes<A> = A extends Head ? Omit<A, 'lanes'> : never

export const pageText = (
  head: WithoutLanes<Head>,
  sent: ReadonlyMap<number, ReadonlyArray<SentInput | SentMessage>>,
  rest: InputsRest | CommitRest,
): string =>
  [{ ...head, lanes: [...sent.keys()] }, ...sent.values(), rest].map((line) => JSON.stringify(line)).join('\n')

export const pageOf = (sequence: number, text: string): Page => {
  const lines = text.split('\n')
  const head = JSON.parse(lines[0] ?? '') as Head
  return {
    sequence,
    head,
    lineOf: (lane) => {
      const index = head.lanes.indexOf(lane)
      return index < 0 ? undefined : lines[index + 1]
    },
    rest: () => JSON.parse(lines.at(-1) ?? '') as unknown,
  }
}

/** A source writes at most this many inputs in one page. */
export const mostInputs = 1_000

/**
 * The number under which an input is submitted to its partition. It ascends in the order of the pages, whatever source the
 * input is from.
 */
export const submissionOf = (page: number, index: number): number => page * mostInputs + index

/** The page of a submission, and the index of the input in the page. */
export const placeOf = (submission: number): { readonly page: number; readonly index: number } => ({
  page: Math.floor(submission / mostInputs),
  index: submission % mostInputs,
})
