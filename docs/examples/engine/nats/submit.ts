/** Stores submitted inputs, so that the workers can take them. */
import * as E from 'fp-ts/lib/Either.js'
import { InputFromJson } from 'marketo-account-sync/codecs'
import { entryKey } from 'marketo-account-sync/partitions'
import { decodeLine, type Line } from '../../simulate/lines.js'
import { laneOf } from '../shared/lanes.js'
import { type Connection, pages, write } from './connection.js'
import { type BadInput, type InputsHead, mostInputs, pageText, type SentInput, subjectOfSource } from './page.js'
import { lastPage } from './pages.js'

/** The number of the last stored input of a source, its page, and the number of dead letters so far. */
const positionOf = async (connection: Connection, source: string) => {
  const page = await lastPage(connection, subjectOfSource(source))
  if (page === undefined) return { page: 0, last: 0, dead: 0 }
  const { last, dead } = page.head as InputsHead
  return { page: page.sequence, last, dead }
}

const pageFor = (source: string, first: number, lines: ReadonlyArray<Line>, deadBefore: number) => {
  const bad: Array<BadInput> = []
  const sent = new Map<number, Array<SentInput>>()
  for (const [index, line] of lines.entries()) {
    const decoded = decodeLine(line)
    if (E.isLeft(decoded)) bad.push({ index, text: typeof line === 'string' ? line : '', errors: decoded.left })
    else {
      const lane = laneOf(entryKey(decoded.right))
      sent.set(lane, [...(sent.get(lane) ?? []), { index, input: InputFromJson.encode(decoded.right) }])
    }
  }
  const last = first + lines.length - 1
  const dead = deadBefore + bad.length
  return { dead, text: pageText({ _tag: 'Inputs', source, first, last, dead }, sent, { bad }) }
}

/**
 * Submits the inputs of a source, each as JSON text. `first` is the number of the first text. The numbers of a source have no
 * gaps. After a failure, submit the same texts again: this function skips the numbers that are already stored.
 *
 * It decodes every text before it stores the text. If a text is not an input, it stores the text with its errors, and sends it to
 * no lane. It returns the number of the last stored text. If another process submits the same source, it throws `Overtaken`.
 */
export const submit =
  (connection: Connection, source: string) =>
  async (first: number, lines: ReadonlyArray<Line>): Promise<number> => {
    let { page, last, dead } = await positionOf(connection, source)
    if (first > last + 1) return last
    for (let start = last + 1 - first; start < lines.length; start += mostInputs) {
      const some = lines.slice(start, start + mostInputs)
      const next = pageFor(source, first + start, some, dead)
      page = await write(connection, pages, subjectOfSource(source), page, next.text)
      dead = next.dead
      last = first + start + some.length - 1
    }
    return last
  }
