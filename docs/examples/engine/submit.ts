/** Stores submitted inputs, so that the workers can take them. */
import * as E from 'fp-ts/lib/Either.js'
import { entryKey } from 'marketo-account-sync/partitions'
import { InputFromJson } from 'marketo-account-sync/codecs'
import { decodeLine, type Line } from '../simulate/lines.js'
import type { Database } from './database.js'
import { laneOf } from './shared/lanes.js'

const accepted = (number: number, line: Line) => {
  const decoded = decodeLine(line)
  return E.isRight(decoded)
    ? E.right({
        number,
        lane: laneOf(entryKey(decoded.right)),
        input: JSON.stringify(InputFromJson.encode(decoded.right)),
      })
    : E.left({
        number,
        // A text in PostgreSQL cannot contain U+0000.
        input: typeof line === 'string' ? line.replaceAll('\0', '\uFFFD') : '',
        errors: JSON.stringify(decoded.left).replaceAll('\\u0000', '\\ufffd'),
      })
}

/**
 * Submits the inputs of a source, each as JSON text. `first` is the number of the first text. The numbers of a source have no
 * gaps. After a failure, submit the same texts again: this function skips the numbers that are already stored.
 *
 * It decodes every text before it stores the text. If a text is not an input, it stores the text in `dead_letter` with its
 * errors, and continues with the next text. It returns the number of the last text that the database has.
 */
export const submit =
  (database: Database, source: string) =>
  (first: number, lines: ReadonlyArray<Line>): Promise<number> => {
    const decoded = lines.map((line, index) => accepted(first + index, line))
    return database.transaction(async (connection) => {
      await connection.query('insert into source (name, position) values ($1, 0) on conflict do nothing', [source])
      const [row] = await connection.query('select position from source where name = $1 for update', [source])
      const position = Number(row?.['position'])
      if (first > position + 1) return position
      const isNew = ({ number }: { readonly number: number }): boolean => number > position
      const inputs = decoded.flatMap((each) => (E.isRight(each) && isNew(each.right) ? [each.right] : []))
      const deadLetters = decoded.flatMap((each) => (E.isLeft(each) && isNew(each.left) ? [each.left] : []))
      if (inputs.length > 0)
        await connection.query(
          `insert into input (source, number, lane, input)
            select $1, number, lane, input::json
            from unnest($2::bigint[], $3::int[], $4::text[]) as submitted (number, lane, input) order by number`,
          [
            source,
            inputs.map(({ number }) => number),
            inputs.map(({ lane }) => lane),
            inputs.map(({ input }) => input),
          ],
        )
      if (deadLetters.length > 0)
        await connection.query(
          `insert into dead_letter (source, number, input, errors)
            select $1, number, input, errors::json
            from unnest($2::bigint[], $3::text[], $4::text[]) as submitted (number, input, errors) order by number`,
          [
            source,
            deadLetters.map(({ number }) => number),
            deadLetters.map(({ input }) => input),
            deadLetters.map(({ errors }) => errors),
          ],
        )
      const last = Math.max(position, first + lines.length - 1)
      await connection.query('update source set position = $2 where name = $1', [source, last])
      return last
    })
  }
