/** Decodes the lines that a lane receives: inputs from a source, or messages from a lane. */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { InputFromJson } from 'marketo-account-sync/codecs'
import { entryKey, type Key, type Message, MessageFromJson } from 'marketo-account-sync/partitions'
import { decoded, type Decoded } from '../decoded.js'
import { type SentInput, type SentMessage, submissionOf } from './page.js'

/** A line of a page that is addressed to a lane. */
export interface Received {
  readonly page: number
  readonly from: 'source' | 'lane'
  readonly line: string
}

export interface Parsed {
  /** The submission number of the input, if it can be read. */
  readonly submission: number | null
  readonly text: string
  readonly message: Decoded<{ readonly to: Key; readonly message: Message }>
}

const parsedInput = (page: number, { index, input }: SentInput): Parsed => {
  const submission = submissionOf(page, index)
  return {
    submission,
    text: JSON.stringify(input),
    message: pipe(
      decoded(InputFromJson, input),
      E.map((right) => ({ to: entryKey(right), message: { _tag: 'Submit', submission, input: right } })),
    ),
  }
}

/** The submission number in a message between partitions. It is looked for in messages that cannot be decoded, too. */
const submissionIn = (message: unknown): number | null => {
  const { transaction, decision } = Object(message) as {
    readonly transaction?: { readonly submission?: unknown }
    readonly decision?: { readonly transaction?: { readonly submission?: unknown } }
  }
  const submission = transaction?.submission ?? decision?.transaction?.submission
  return Number.isSafeInteger(submission) ? Number(submission) : null
}

const parsedMessage = ({ to, message }: SentMessage): Parsed => ({
  submission: submissionIn(message),
  text: JSON.stringify(message),
  message: pipe(
    decoded(MessageFromJson, message),
    E.map((right) => ({ to, message: right })),
  ),
})

export const parsed = ({ page, from, line }: Received): ReadonlyArray<Parsed> =>
  from === 'source'
    ? (JSON.parse(line) as ReadonlyArray<SentInput>).map((sent) => parsedInput(page, sent))
    : (JSON.parse(line) as ReadonlyArray<SentMessage>).map(parsedMessage)
