/** Parses the command line `FILE [--json] [--quiet] [--settings JSON]`. An error is one line of text. */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { decodeErrors, defaultSettings, type Settings } from 'marketo-account-sync'
import { SettingsFromJson } from 'marketo-account-sync/codecs'
import { parseArgs } from 'node:util'

export interface Options {
  /** A path, or `-` for standard input. */
  readonly file: string
  readonly json: boolean
  /** Whether only the lines that were not applied are printed. */
  readonly quiet: boolean
  readonly settings: Settings
}

export const usage = 'simulate FILE [--json] [--quiet] [--settings JSON]'

/** The text that `--help` prints. */
export const help = `Usage: ${usage}

Runs a history of inputs, with one JSON object on each line. Reports the effects of each line, and the state of Marketo at the
end. If FILE is -, the command reads standard input. docs/inputs.md describes the inputs.

  --json           prints JSON, one object for each line, instead of a table
  --quiet          prints only the lines that were not applied, and the final state
  --settings JSON  changes settings, such as {"instance":{"activityCap":3}}
  --help           prints this text

Exit codes: 0 every line was an input, 2 some lines were not inputs, 64 wrong command line or unreadable file, 74 the report
cannot be written.
`

/** The first sentence of Node's message describes the error. The other sentences only give advice. */
export const firstSentence = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split(/\. |\n/)[0] ?? ''

const parse = (args: ReadonlyArray<string>) =>
  E.tryCatch(
    () =>
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: { json: { type: 'boolean' }, quiet: { type: 'boolean' }, settings: { type: 'string' } },
      }),
    firstSentence,
  )

export const settingsOf = (text: string): E.Either<string, Settings> =>
  pipe(
    E.tryCatch(
      () => JSON.parse(text) as unknown,
      () => '--settings takes JSON, such as {"instance":{"activityCap":3}}',
    ),
    E.flatMap((json) =>
      pipe(
        SettingsFromJson.decode(json),
        E.mapLeft((errors) =>
          decodeErrors(errors)
            .slice(0, 1)
            .map(
              ({ path, expected, found }) => `--settings at ${path || 'the top'}: expected ${expected}, found ${found}`,
            )
            .join(''),
        ),
      ),
    ),
  )

/**
 * The options of a command line.
 *
 * | arguments                    | result                                     |
 * | ---------------------------- | ------------------------------------------ |
 * | `history.jsonl --json`       | the file, as JSON, with default settings   |
 * | `-`                          | standard input                             |
 * | none, or two files           | an error                                   |
 * | `--jsn`, `--settings {bad}`  | an error that names the bad option         |
 */
export const optionsOf = (args: ReadonlyArray<string>): E.Either<string, Options> =>
  pipe(
    parse(args),
    E.flatMap(({ values: { json = false, quiet = false, settings }, positionals: [file = '', ...more] }) => {
      if (file === '') return E.left('FILE is missing')
      if (more.length > 0) return E.left(`there can be one FILE, found ${more.length + 1}`)
      return pipe(
        settings === undefined ? E.right(defaultSettings) : settingsOf(settings),
        E.map((decoded) => ({ file, json, quiet, settings: decoded })),
      )
    }),
  )
