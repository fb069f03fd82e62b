/** Lists the dead letters of the stream. */
import type { DeadInput } from '../shared/engine.js'
import type { Connection } from './connection.js'
import { newNumbers } from './numbers.js'
import type { CommitRest, InputsRest } from './page.js'
import { pagesOf } from './pages.js'

/** Yields the texts that are not inputs, and the messages that a lane has set aside. It reads the whole stream. */
export async function* deadLettersIn(connection: Connection): AsyncGenerator<DeadInput, void, undefined> {
  const numbers = newNumbers()
  for await (const page of pagesOf(connection, 1)) {
    const { head } = page
    numbers.add(page)
    if (head._tag === 'Inputs')
      for (const { index, errors } of (page.rest() as InputsRest).bad)
        yield { input: { source: head.source, number: head.first + index }, errors }
    if (head._tag === 'Commit')
      for (const { submission, errors } of (page.rest() as CommitRest).dead)
        yield { input: (submission === null ? undefined : numbers.find(submission)) ?? null, errors }
  }
}
