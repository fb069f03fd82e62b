/** The command line of `audit`. An error comes back as one line of text. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { pipe } from 'fp-ts/lib/function.js'
import { AccountId, defaultSettings, FieldName, Instant, instantOf, type Settings } from 'marketo-account-sync'
import type { AuditOptions } from 'marketo-account-sync/audit'
import { fixedZone, type Delimiter, type ExportKind, type Notation, type Zone } from 'marketo-account-sync/exports'
import { parseArgs } from 'node:util'
import { firstSentence, settingsOf } from '../simulate/options.js'
import type { Encoding } from './bytes.js'
import { encodings } from './bytes.js'

/** The files of one kind. `earlierAccounts` are accounts too. */
export type FileKind = ExportKind | 'earlierAccounts'

export interface Options {
  readonly files: Readonly<Record<FileKind, ReadonlyArray<string>>>
  readonly describe: ReadonlyArray<string>
  readonly maps: ReadonlyArray<string>
  readonly mapOut: string | null
  readonly earlierAudit: string | null
  readonly output: 'text' | 'json' | 'csv'
  readonly html: string | null
  readonly settings: Settings
  readonly audit: Omit<AuditOptions, 'schema' | 'notation'>
  readonly notation: { readonly salesforce: Partial<Notation>; readonly marketo: Partial<Notation> }
  /** Null if the command has to find the encoding of each file itself. */
  readonly encoding: Encoding | null
  readonly delimiter: Delimiter | null
}

export const usage =
  'audit --accounts FILE… --contacts FILE… --people FILE… [--changes FILE…] [--json | --csv] [--html FILE]'

/** The answer to `--help`. Each line fits into a terminal of 80 columns. */
export const help = `Usage: audit --accounts FILE… --contacts FILE… --people FILE…
             [--changes FILE…] [--json | --csv] [--html FILE]

Compares the account values in Marketo with those in Salesforce, and names the
sync rule that explains each difference. docs/audit.md lists the columns to
export. A FILE may be compressed (.gz). One FILE may be -, which means standard
input. You can repeat every file option. Without arguments, the command audits
the sample in docs/examples/exports.

Files
  --accounts FILE          accounts of Salesforce
  --contacts FILE          contacts of Salesforce
  --people FILE            people of Marketo
  --changes FILE           Marketo's activity log, types 13 and 21
  --earlier-accounts FILE  accounts of Salesforce, exported before the people
  --sync-status FILE       Sync Status of Marketo (needs --map)
  --sync-errors FILE       Sync Errors of Marketo (needs --map)
  --describe FILE          the describe of Account or of Contact, as JSON
  --earlier-audit FILE     the --json output of an earlier audit, to list new
                           findings and findings that are gone

How to read them
  --map FILE               mappings of columns, as JSON
  --map-out FILE           writes the mappings that the command has found
  --encoding NAME          ${encodings.join(', ')}
  --delimiter CHARACTER    , ; tab | ^
  --zone ZONE              the time zone of times without an offset, such as
                           +02:00, -05:00 or Europe/Berlin
  --decimal-mark MARK      . or ,
  --date-order ORDER       day-month or month-day
                           --zone, --decimal-mark and --date-order can apply to
                           one system only: --zone salesforce=Europe/Berlin

About the data
  --people-from TIME       when the export of the people began
  --people-until TIME      when the export of the people ended; by default, the
                           newest time in the files
  --partial KIND           accounts, contacts, people or changes: the files of
                           this kind do not contain all records
  --complete KIND          accounts, contacts or people: the files of this kind
                           certainly contain all records; syncErrors: you
                           exported Sync Errors after the people
  --skip-account ID        an account that the command does not compare
  --skip-field FIELD       a field that the command does not compare, such as a
                           field that syncs in both directions
  --sync-source TEXT       the Source attribute that the sync writes into the
                           log, by default sfdc
  --success-status TEXT    a status in Sync Status that means success, besides
                           Succeeded, Success and Successful
  --settings JSON          changes settings, such as
                           {"instance":{"hiddenFields":["Margin__c"]}}

Output
  --json                   prints JSON: the summary, and one finding per line
  --csv                    prints one finding per line, for a spreadsheet
  --html FILE              writes a web page that filters the findings

Exit codes
   0  every difference is explained
   1  a difference is unexplained, or a record or field needs a check
   2  some rows could not be read
  64  wrong command line, or unreadable file
  65  a file has no usable rows, or the files do not fit together
  74  cannot write the report or another file
`

const files = { type: 'string', multiple: true } as const
const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

const isWestern = /^-\d/

/** Joins `--zone -05:00` to `--zone=-05:00`, because Node would read the offset as an option. */
const withJoinedOffsets = (args: ReadonlyArray<string>): Array<string> =>
  args.flatMap((arg, index) => {
    const next = args[index + 1] ?? ''
    if (arg === '--zone' && isWestern.test(next)) return [`${arg}=${next}`]
    return isWestern.test(arg) && args[index - 1] === '--zone' ? [] : [arg]
  })

/** The message about a wrong option. For an option with another option in place of its value, Node's message is unclear. */
const parseErrorText = (error: unknown): string => {
  const text = firstSentence(error)
  const [, option] = /^Option '(--[a-z-]+)' argument is ambiguous/.exec(text) ?? []
  return option === undefined ? text : `${option} needs a value. If the value begins with -, write ${option}=VALUE`
}

const parse = (args: ReadonlyArray<string>) =>
  E.tryCatch(
    () =>
      parseArgs({
        args: withJoinedOffsets(args),
        options: {
          accounts: files,
          contacts: files,
          people: files,
          changes: files,
          'earlier-accounts': files,
          'sync-status': files,
          'sync-errors': files,
          describe: files,
          'earlier-audit': text,
          map: files,
          'map-out': text,
          encoding: text,
          delimiter: text,
          zone: files,
          'decimal-mark': files,
          'date-order': files,
          'people-from': text,
          'people-until': text,
          partial: files,
          complete: files,
          'skip-account': files,
          'skip-field': files,
          'sync-source': text,
          'success-status': files,
          settings: text,
          json: flag,
          csv: flag,
          html: text,
        },
      }),
    parseErrorText,
  )

/** One of these, or an error that lists them. */
const oneOf = <A extends string>(option: string, choices: ReadonlyArray<A>, found: string): E.Either<string, A> => {
  const choice = choices.find((each) => each === found)
  return choice === undefined
    ? E.left(`--${option} takes ${choices.join(', ')}, found ${JSON.stringify(found)}`)
    : E.right(choice)
}

const optional = <A>(
  found: string | undefined,
  decode: (found: string) => E.Either<string, A>,
): E.Either<string, A | null> => (found === undefined ? E.right(null) : decode(found))

const instantIn =
  (option: string) =>
  (found: string): E.Either<string, Instant> =>
    pipe(
      Instant.decode(found),
      E.mapLeft(() => `--${option} takes a time such as 2026-03-02T09:00:00Z, found ${JSON.stringify(found)}`),
    )

const delimiters: Readonly<Record<string, Delimiter>> = {
  ',': ',',
  ';': ';',
  '|': '|',
  '^': '^',
  '`': '`',
  ' ': ' ',
  '\t': '\t',
  comma: ',',
  semicolon: ';',
  tab: '\t',
  pipe: '|',
}

const delimiterIn = (found: string): E.Either<string, Delimiter> => {
  const delimiter = Object.hasOwn(delimiters, found) ? delimiters[found] : undefined
  return delimiter === undefined
    ? E.left(`--delimiter takes , ; tab | ^ or a blank, found ${JSON.stringify(found)}`)
    : E.right(delimiter)
}

/** A named time zone. Node contains the table of time zones. */
const zoneNamed = (timeZone: string): E.Either<string, Zone> =>
  E.tryCatch(
    () => {
      const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
      const offsetAt = (epoch: number): number => Date.parse(`${clock.format(epoch).replace(' ', 'T')}Z`) - epoch
      return (asInUtc: Instant) => {
        // First guess the moment with the offset of a moment close by. Then use the offset of the guessed moment.
        const guess = asInUtc - offsetAt(asInUtc)
        return O.getOrElse(() => asInUtc)(instantOf(asInUtc - offsetAt(guess)))
      }
    },
    () => `--zone takes an offset such as +02:00, or a name such as Europe/Berlin, found ${JSON.stringify(timeZone)}`,
  )

const notationKeys: Readonly<Record<string, (found: string) => E.Either<string, Partial<Notation>>>> = {
  zone: (found) =>
    pipe(
      fixedZone(found),
      O.match(
        () => zoneNamed(found),
        (zone) => E.right(zone),
      ),
      E.map((zone) => ({ zone })),
    ),
  'decimal-mark': (found) =>
    pipe(
      oneOf('decimal-mark', ['.', ','] as const, found),
      E.map((decimalMark) => ({ decimalMark })),
    ),
  'date-order': (found) =>
    pipe(
      oneOf('date-order', ['day-month', 'month-day'] as const, found),
      E.map((dateOrder) => ({ dateOrder })),
    ),
}

const systems = ['salesforce', 'marketo'] as const

/** Options such as `--zone marketo=+01:00`. An option without the name of a system applies to both systems. */
const notationIn = (values: Readonly<Record<string, ReadonlyArray<string>>>): E.Either<string, Options['notation']> => {
  let notation: Options['notation'] = { salesforce: {}, marketo: {} }
  for (const [option, decode] of Object.entries(notationKeys))
    for (const found of values[option] ?? []) {
      const system = systems.find((name) => found.startsWith(`${name}=`))
      const decoded = decode(system === undefined ? found : found.slice(system.length + 1))
      if (E.isLeft(decoded)) return decoded
      for (const each of system === undefined ? systems : [system])
        notation = { ...notation, [each]: { ...notation[each], ...decoded.right } }
    }
  return E.right(notation)
}

const allOf = <A>(found: ReadonlyArray<string>, decode: (found: string) => E.Either<string, A>) =>
  E.traverseArray(decode)(found)

/** Decodes the values of an option with a codec. The error names the values that the option takes. */
const decodedBy =
  <A>(option: string, takes: string, codec: { readonly decode: (value: unknown) => E.Either<unknown, A> }) =>
  (found: string): E.Either<string, A> =>
    pipe(
      codec.decode(found),
      E.mapLeft(() => `--${option} takes ${takes}, found ${JSON.stringify(found)}`),
    )

const kinds = ['accounts', 'contacts', 'people', 'changes'] as const
const completeKinds = ['accounts', 'contacts', 'people', 'syncErrors'] as const
const none: ReadonlyArray<string> = []

const oneFile = (option: string, found: ReadonlyArray<string>): E.Either<string, true> =>
  found.filter((file) => file === '-').length > 1 ? E.left(`${option} can be - only once`) : E.right(true)

/**
 * The options of a command line.
 *
 * | arguments                                        | result                                    |
 * | ------------------------------------------------ | ----------------------------------------- |
 * | `--accounts a.csv --people p.csv`                | the files, with default settings          |
 * | only one of accounts and people                  | an error                                  |
 * | `--json --csv`                                   | an error                                  |
 * | `--jsn`, `--settings {bad}`, `--people-until x`  | an error that names the bad option        |
 */
export const optionsOf = (args: ReadonlyArray<string>): E.Either<string, Options> =>
  pipe(
    parse(args),
    E.flatMap(({ values }) => {
      const filesOf: Options['files'] = {
        accounts: values.accounts ?? none,
        earlierAccounts: values['earlier-accounts'] ?? none,
        contacts: values.contacts ?? none,
        people: values.people ?? none,
        changes: values.changes ?? none,
        syncStatus: values['sync-status'] ?? none,
        syncErrors: values['sync-errors'] ?? none,
      }
      const { accounts, people } = filesOf
      if (accounts.length === 0) return E.left('--accounts is missing')
      if (people.length === 0) return E.left('--people is missing')
      if (values.json === true && values.csv === true) return E.left('--json and --csv cannot be used together')
      return pipe(
        E.Do,
        E.apS('stdin', oneFile('a file', Object.values(filesOf).flat())),
        E.apS('settings', values.settings === undefined ? E.right(defaultSettings) : settingsOf(values.settings)),
        E.apS(
          'encoding',
          optional(values.encoding, (found) => oneOf('encoding', encodings, found)),
        ),
        E.apS('delimiter', optional(values.delimiter, delimiterIn)),
        E.apS(
          'notation',
          notationIn({
            zone: values.zone ?? none,
            'decimal-mark': values['decimal-mark'] ?? none,
            'date-order': values['date-order'] ?? none,
          }),
        ),
        E.apS('peopleFrom', optional(values['people-from'], instantIn('people-from'))),
        E.apS('peopleUntil', optional(values['people-until'], instantIn('people-until'))),
        E.apS(
          'partial',
          allOf(values.partial ?? none, (found) => oneOf('partial', kinds, found)),
        ),
        E.apS(
          'complete',
          allOf(values.complete ?? none, (found) =>
            values.partial?.includes(found) === true
              ? E.left(`--complete ${found} and --partial ${found} cannot be used together`)
              : oneOf('complete', completeKinds, found),
          ),
        ),
        E.apS(
          'setApartAccounts',
          allOf(values['skip-account'] ?? none, decodedBy('skip-account', 'the id of an account', AccountId)),
        ),
        E.apS(
          'setApartFields',
          allOf(values['skip-field'] ?? none, decodedBy('skip-field', 'the API name of a field', FieldName)),
        ),
        E.filterOrElse(
          ({ peopleFrom, peopleUntil }) => peopleFrom === null || peopleUntil === null || peopleFrom <= peopleUntil,
          () => '--people-from is later than --people-until',
        ),
        E.map(({ settings, encoding, delimiter, notation, peopleFrom, peopleUntil, ...known }) => ({
          files: filesOf,
          describe: values.describe ?? none,
          maps: values.map ?? none,
          mapOut: values['map-out'] ?? null,
          earlierAudit: values['earlier-audit'] ?? null,
          output: values.json === true ? ('json' as const) : values.csv === true ? ('csv' as const) : ('text' as const),
          html: values.html ?? null,
          settings,
          audit: {
            partial: known.partial,
            complete: known.complete,
            setApartAccounts: known.setApartAccounts,
            setApartFields: known.setApartFields,
            ...(peopleFrom === null ? {} : { peopleFrom }),
            ...(peopleUntil === null ? {} : { peopleUntil }),
            ...(values['sync-source'] === undefined ? {} : { syncSource: values['sync-source'] }),
            successStatuses: values['success-status'] ?? none,
          },
          notation,
          encoding,
          delimiter,
        })),
      )
    }),
  )
