/** The command line: `FILE [--json] [--quiet] [--settings JSON]`. What is wrong with it comes back as one line of text. */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { decodeErrors, defaultSettings, type Settings } from 'marketo-account-sync'
import { SettingsFromJson } from 'marketo-account-sync/codecs'
import { parseArgs } from 'node:util'

export interface Options {
  /** A path, or `-` for standard input. */
  readonly file: string
  readonly json: boolean
  /** Of the lines, only those that were not applied. */
  readonly quiet: boolean
  readonly settings: Settings
}

export const usage =
  'npm run simulate -- FILE [--json] [--quiet] [--settings JSON]   (FILE may be - for standard input)'

const parse = (args: ReadonlyArray<string>) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, quiet: { type: 'boolean' }, settings: { type: 'string' } },
  })

const parsed = (args: ReadonlyArray<string>): E.Either<string, ReturnType<typeof parse>> =>
  E.tryCatch(
    () => parse(args),
    // The first sentence says what is wrong, the others advise.
    (error) => (error instanceof Error ? error.message : String(error)).split(/\. |\n/)[0] ?? '',
  )

const settingsOf = (json: string | undefined): E.Either<string, Settings> =>
  json === undefined
    ? E.right(defaultSettings)
    : pipe(
        E.tryCatch(
          () => JSON.parse(json) as unknown,
          () => '--settings takes JSON, such as {"instance":{"activityCap":3}}',
        ),
        E.flatMap((value) =>
          pipe(
            SettingsFromJson.decode(value),
            E.mapLeft((errors) => {
              const [first] = decodeErrors(errors)
              return first === undefined
                ? '--settings: not understood'
                : `--settings${first.path === '' ? '' : ` at ${first.path}`}: expected ${first.expected}, found ${first.found}`
            }),
          ),
        ),
      )

/**
 * The options of a command line.
 *
 * | arguments                    | result                                     |
 * | ---------------------------- | ------------------------------------------ |
 * | `history.jsonl --json`       | the file, JSON, the default settings       |
 * | `history.jsonl --quiet`      | the file, and little of it                 |
 * | `-`                          | standard input                             |
 * | none, or two files           | an error                                   |
 * | `--jsn`, `--settings {bad}`  | an error that says which                   |
 */
export const optionsOf = (args: ReadonlyArray<string>): E.Either<string, Options> =>
  pipe(
    parsed(args),
    E.flatMap(({ values, positionals: [file, ...more] }) => {
      if (file === undefined || file === '') return E.left('FILE is missing')
      if (more.length > 0) return E.left(`one FILE at a time, found ${more.length + 1}`)
      return pipe(
        settingsOf(values.settings),
        E.map((settings) => ({ file, json: values.json === true, quiet: values.quiet === true, settings })),
      )
    }),
  )
