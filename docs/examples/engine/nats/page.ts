/**
 * A page is one message of the stream. The server stores the whole page or nothing, so a page is one commit. A source writes
 * pages of inputs. A lane writes one page for each batch of messages that it has handled.
 *
 * A page consists of lines of JSON: the head, one line for each lane that receives inputs or messages, and the rest. So a worker
 * need parse only the lines of its own lanes.
 */
import type { DecodeError } from 'marketo-account-sync'
import type { Key } from 'marketo-account-sync/partitions'

/** A text that is not an input, or a message that cannot be handled, with the errors. */
export interface DeadLetter {
  /** Identifies the input. It is null if the message cannot be read. */
  readonly submission: number | null
  readonly text: string
  readonly errors: ReadonlyArray<DecodeError>
}

/** The inputs with the numbers `first` to `last` of their source. */
export interface InputsHead {
  readonly _tag: 'Inputs'
  readonly source: string
  readonly first: number
  readonly last: number
  /** The number of dead letters of the source so far. */
  readonly dead: number
  readonly lanes: ReadonlyArray<number>
}

export interface CommitHead {
  readonly _tag: 'Commit'
  readonly lane: number
  /** The lane has handled all inputs and messages up to this page. */
  readonly read: number
  /** The bucket contains all changes of the lane up to this page. */
  readonly stored: number
  readonly decisions: number
  /** The number of contact records in the lane that wait for an account. */
  readonly waiting: number
  /** The number of dead letters of the lane so far. */
  readonly dead: number
  readonly lanes: ReadonlyArray<number>
}

/** New settings. Every input of an earlier page was decided before this page was written. */
interface SettingsHead {
  readonly _tag: 'Settings'
  readonly lanes: ReadonlyArray<number>
}

/** Messages that were lost to a dead letter, once more. */
interface ReleaseHead {
  readonly _tag: 'Release'
  readonly lanes: ReadonlyArray<number>
}

export type Head = InputsHead | CommitHead | SettingsHead | ReleaseHead

/** An input that a lane receives from a source. */
export interface SentInput {
  /** The place in the page, from 0. */
  readonly index: number
  readonly input: unknown
}

/** A message that a lane receives from a lane. */
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
  /** The changes of the lane: a value for each changed key of the bucket. */
  readonly changed: ReadonlyArray<readonly [string, unknown]>
}

export interface SettingsRest {
  readonly settings: unknown
}

export interface Page {
  readonly sequence: number
  readonly head: Head
  /** The line of a lane, or undefined. */
  readonly lineOf: (lane: number) => string | undefined
  readonly rest: () => unknown
}

export const subjectOfLane = (lane: number): string => `engine.lane.${lane}`
export const subjectOfSettings = 'engine.settings'
export const subjectOfRelease = 'engine.release'
export const subjectOfSources = 'engine.source.>'
export const subjectOfSource = (source: string): string =>
  `engine.source.${Buffer.from(source).toString('base64url') || '-'}`

type WithoutLanes<A> = A extends Head ? Omit<A, 'lanes'> : never

export const pageText = (
  head: WithoutLanes<Head>,
  sent: ReadonlyMap<number, ReadonlyArray<SentInput | SentMessage>>,
  rest: InputsRest | CommitRest | SettingsRest | null,
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

/** The submission number of an input at its partition. The numbers of all sources together ascend in the order of the pages. */
export const submissionOf = (page: number, index: number): number => page * mostInputs + index

/** Returns the page of a submission number, and the index of the input in the page. */
export const placeOf = (submission: number): { readonly page: number; readonly index: number } => ({
  page: Math.floor(submission / mostInputs),
  index: submission % mostInputs,
})
