/** The `audit` command. Its streams, folder and clock are arguments, so that a test can replace them. */
import * as E from 'fp-ts/lib/Either.js'
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { audit, type AuditSummary, compareAudits } from 'marketo-account-sync/audit'
import { givenMappingOf, MappingFromJson } from 'marketo-account-sync/exports'
import { codeOf, inBatches, isHelp, unreadable } from '../simulate/main.js'
import { type Terminal } from '../simulate/progress.js'
import { count } from '../simulate/words.js'
import { displayOf, type Output } from '../terminal/display.js'
import { type Source, sourceAt, UnreadableFile } from './bytes.js'
import { csvReport } from './csv.js'
import { unknownColumn } from './draft.js'
import { findingsIn } from './earlier.js'
import { htmlReport } from './html.js'
import { type FileReport, inputsOf, jsonIn, mappingsIn, type Refusal, schemasIn } from './inputs.js'
import { jsonReport } from './json.js'
import { help, type Options, optionsOf, usage } from './options.js'
import { readWarnings } from './names.js'
import { inputFilesOf, outputFilesOf, overwritten, type Paths, unwritable } from './outputs.js'
import { percentOn } from './progress.js'
import { badRowText, type Results, textReport } from './report.js'
import { hasAnomalies, tallyOf } from './tally.js'
import { instantWords } from './wording.js'

/** The parts of a process that the command uses. */
export interface Surroundings {
  /** Standard input. The command reads it if a FILE is `-`. */
  readonly stdin: Source
  readonly stdout: Writable & Output
  readonly stderr: Terminal & Output
  /** The folder to which a relative FILE belongs. */
  readonly directory: string
  /** The current time in milliseconds. */
  readonly now: () => number
}

const exitCodes = { ok: 0, anomalies: 1, unreadRows: 2, usage: 64, data: 65, output: 74 }

const sample = fileURLToPath(new URL('../exports/', import.meta.url))

/** The arguments that stand for a call without arguments: the files of the sample. */
const sampleArguments: ReadonlyArray<string> = [
  '--accounts',
  'accounts.csv',
  '--earlier-accounts',
  'accounts-earlier.csv',
  '--contacts',
  'contacts.csv',
  '--people',
  'people.csv',
  '--changes',
  'changes.csv.gz',
  '--sync-status',
  'sync-status.csv',
  '--sync-errors',
  'sync-errors.csv',
  '--describe',
  'describe.json',
  '--map',
  'mappings.json',
  '--settings',
  '{"instance":{"activityCap":20}}',
]

/** A problem that ends the command, with its exit code. */
class Stop extends Error {
  readonly exitCode: number
  constructor(message: string, exitCode: number) {
    super(message)
    this.exitCode = exitCode
  }
}

const orStop = <A>(either: E.Either<Refusal, A>): A => {
  if (E.isRight(either)) return either.right
  throw new Stop(either.left.message, either.left.because === 'usage' ? exitCodes.usage : exitCodes.data)
}

const cannotRead = (name: string, error: unknown): Stop =>
  new Stop(`cannot read ${JSON.stringify(name)}: ${unreadable[codeOf(error)] ?? codeOf(error)}`, exitCodes.usage)

/** Writes a file. If this fails, the result is the message, because the command can still print its report. */
const writeFile = (path: string, name: string, text: string): string | null => {
  try {
    const file = openSync(path, 'w')
    try {
      const bytes = Buffer.from(text)
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written)
    } finally {
      closeSync(file)
    }
    return null
  } catch (error) {
    return `cannot write ${JSON.stringify(name)}: ${codeOf(error)}`
  }
}

const readText = (path: string, name: string): string => {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    throw cannotRead(name, error)
  }
}

/** Finds a file with more bad rows than good rows. The command has probably read such a file with wrong options. */
const mostlyUnread = (files: ReadonlyArray<FileReport>): FileReport | undefined =>
  files.find(({ read, unread }) => unread.BadRow > read)

/** Finds a file with bad rows of which the options state that it is complete. */
const wronglyComplete = (files: ReadonlyArray<FileReport>, { audit: { complete } }: Options): FileReport | undefined =>
  files.find(({ kind, unread }) => unread.BadRow > 0 && complete?.some((each) => each === kind) === true)

const neededKinds = ['accounts', 'contacts', 'people'] as const

/** The report shows times without seconds. An option with such a time is right. */
const minute = 60_000

/** Returns the message about the first kind of file without any row. An audit without these rows would report false findings. */
const withoutRows = (files: ReadonlyArray<FileReport>): string | null => {
  for (const kind of neededKinds) {
    const some = files.filter((file) => file.kind === kind)
    if (some.length === 0 || some.some(({ read }) => read > 0)) continue
    const names = some.map(({ name }) => name).join(', ')
    return `${names}: there are no ${kind} after the header. Check the export${kind === 'contacts' ? ', or leave out --contacts' : ''}.`
  }
  return null
}

/** Fewer ids can lack capital letters by chance. */
const fewestIds = 20

const caseWarnings = (files: ReadonlyArray<FileReport>): ReadonlyArray<string> =>
  files
    .filter(({ hasOneCase, remarks }) => hasOneCase && (remarks.get('IdCompleted') ?? 0) >= fewestIds)
    .map(
      ({ name }) =>
        `${name}: the ids of 15 characters have letters of only one case. They have probably lost their letter case, so they belong to no record. Export the file again with ids of 18 characters.`,
    )

/** The message about files that do not fit together. */
const withoutPairs = (files: ReadonlyArray<FileReport>, { accountsCompared }: AuditSummary): string | null =>
  accountsCompared > 0
    ? null
    : [
        'Marketo links none of the people to an account that can be compared, so there is nothing to compare.',
        'Check that the files are from the same org.',
        ...caseWarnings(files),
      ].join(' ')

interface Ran {
  readonly pieces: Iterable<string>
  /** The messages about files that could not be written. */
  readonly unwritten: ReadonlyArray<string>
  readonly exitCode: number
}

/** The input files of the sample are in the folder of the sample. All other files are in the folder of the user. */
const pathsOf = (isSample: boolean, directory: string): Paths => {
  const output = (name: string): string => resolve(directory, name)
  return {
    input: (name) => (isSample && sampleArguments.includes(name) ? resolve(sample, name) : output(name)),
    output,
  }
}

const runAudit = (options: Options, paths: Paths, surroundings: Surroundings): Ran => {
  const { stdin, stdout, stderr, now } = surroundings
  const clash = overwritten(inputFilesOf(options), outputFilesOf(options), paths)
  if (clash !== null) throw new Stop(`${clash}, so the output would overwrite it`, exitCodes.usage)
  const lost = unwritable(outputFilesOf(options), paths)
  if (lost !== null) throw new Stop(lost, exitCodes.output)
  const jsonOf = (name: string, option: string): unknown =>
    orStop(jsonIn(readText(paths.input(name), name), `${option} ${name}`))

  let total: number | null = 0
  const progress = percentOn(stderr, now)
  let passed = 0
  const opened = new Map<Source, string>()
  const sourceOf = (name: string): Source => {
    try {
      const source = name === '-' ? stdin : sourceAt(paths.input(name))
      total = total === null || source.size === null ? null : total + source.size
      opened.set(source, name)
      // If reading fails, the error message must name this file.
      return {
        ...source,
        *bytes() {
          try {
            yield* source.bytes()
          } catch (error) {
            throw cannotRead(name, error)
          }
        },
      }
    } catch (error) {
      throw cannotRead(name, error)
    }
  }

  const given = options.maps.flatMap((name) => orStop(mappingsIn(jsonOf(name, '--map'), `--map ${name}`)))
  const earlier =
    options.earlierAudit === null
      ? null
      : orStop(findingsIn(jsonOf(options.earlierAudit, '--earlier-audit'), `--earlier-audit ${options.earlierAudit}`))
  const schemas = orStop(schemasIn(options.describe.map((name) => jsonOf(name, '--describe'))))
  try {
    const found = inputsOf({
      options,
      given,
      schemas,
      sourceOf,
      passed: (bytes) => {
        passed += bytes
        progress.show(passed, total)
      },
    })
    // The mappings help most if the names of the columns are the reason why the audit cannot begin.
    const mappings = E.isLeft(found)
      ? (found.left.mappings ?? [])
      : found.right.files.map(({ mapping }) => givenMappingOf(mapping))
    const unwritten: Array<string | null> = []
    if (options.mapOut !== null && mappings.length > 0) {
      const text = `${JSON.stringify(mappings.map(MappingFromJson.encode), null, 2)}\n`
      const failure = writeFile(paths.output(options.mapOut), options.mapOut, text)
      unwritten.push(failure)
      if (E.isLeft(found)) {
        progress.clear()
        const advice = `${JSON.stringify(options.mapOut)} contains the mappings.${text.includes(JSON.stringify(unknownColumn)) ? ` Each "${unknownColumn}" in it stands for a missing column.` : ''}`
        throw new Stop(`${found.left.message} ${failure ?? advice}`, exitCodes.data)
      }
    }
    const inputs = orStop(found)
    const { partial = [] } = options.audit
    const isUnread = ({ kind, unread }: FileReport): boolean => kind === 'changes' && unread.BadRow > 0
    const { findings, summary } = audit(options.settings, {
      ...options.audit,
      // The audit needs this option only after it has read all rows.
      get partial() {
        return inputs.files.some(isUnread) ? [...partial, 'changes' as const] : partial
      },
      notation: options.notation,
      ...(inputs.schema === undefined ? {} : { schema: inputs.schema }),
    })(inputs.rows)
    const tally = tallyOf(findings)
    progress.clear()

    const bad = mostlyUnread(inputs.files)
    if (bad !== undefined) {
      const [first] = bad.firstBad
      const example = first === undefined ? '' : ` For example, ${badRowText(first)}`
      throw new Stop(
        `${bad.name}: ${bad.unread.BadRow} of ${bad.unread.BadRow + bad.read} rows could not be read.${example}`,
        exitCodes.data,
      )
    }
    const incomplete = wronglyComplete(inputs.files, options)
    if (incomplete !== undefined)
      throw new Stop(
        `${incomplete.name}: ${count(incomplete.unread.BadRow, 'row')} could not be read, so --complete ${incomplete.kind} is not true.`,
        exitCodes.data,
      )
    if (summary.newerEarlierAccounts > 0)
      throw new Stop(
        `the earlier accounts have a newer SystemModstamp than the accounts in ${count(summary.newerEarlierAccounts, 'row')}. Are --accounts and --earlier-accounts swapped?`,
        exitCodes.data,
      )
    const { peopleUntil } = options.audit
    if (peopleUntil !== undefined && summary.peopleUntil !== null && summary.peopleUntil >= peopleUntil + minute)
      throw new Stop(
        `the people have an Updated At of ${instantWords(summary.peopleUntil)}, so --people-until ${instantWords(peopleUntil)} is too early`,
        exitCodes.data,
      )
    const empty = withoutRows(inputs.files)
    if (empty !== null) throw new Stop(empty, exitCodes.data)
    const unrelated = withoutPairs(inputs.files, summary)
    if (unrelated !== null) throw new Stop(unrelated, exitCodes.data)
    const results: Results = {
      files: inputs.files,
      warnings: [...caseWarnings(inputs.files), ...inputs.warnings, ...readWarnings(options, summary)],
      summary,
      tally,
      isUntilTold: options.audit.peopleUntil !== undefined,
      comparison: earlier === null ? null : compareAudits(earlier, findings),
    }
    if (options.html !== null)
      unwritten.push(writeFile(paths.output(options.html), options.html, htmlReport(findings, results).html))
    // CSV has no place for a warning.
    if (options.output === 'csv') for (const warning of results.warnings) stderr.write(`audit: warning: ${warning}\n`)
    const hasUnread = inputs.files.some(({ unread }) => unread.BadRow > 0)
    return {
      pieces:
        options.output === 'json'
          ? jsonReport(findings, results)
          : options.output === 'csv'
            ? csvReport(findings)
            : textReport(displayOf(stdout), results),
      unwritten: unwritten.filter((message) => message !== null),
      exitCode: hasUnread ? exitCodes.unreadRows : hasAnomalies(tally) ? exitCodes.anomalies : exitCodes.ok,
    }
  } finally {
    progress.clear()
  }
}

/** Runs the command with the arguments of a command line. The result is the exit code. */
export const main = async (args: ReadonlyArray<string>, surroundings: Surroundings): Promise<number> => {
  const { stdout, stderr, directory } = surroundings
  const fail = (message: string, exitCode: number): number => {
    stderr.write(`audit: ${message}\n`)
    return exitCode
  }
  if (args.some(isHelp)) {
    stdout.write(help)
    return exitCodes.ok
  }
  const isSample = !args.some((arg) => ['--accounts', '--people'].some((file) => arg.startsWith(file)))
  const options = optionsOf(isSample ? [...sampleArguments, ...args] : args)
  if (E.isLeft(options)) return fail(`${options.left}. Usage: ${usage}`, exitCodes.usage)
  try {
    const { pieces, unwritten, exitCode } = runAudit(options.right, pathsOf(isSample, directory), surroundings)
    await pipeline(inBatches(pieces), stdout).catch((error: unknown) => {
      // EPIPE means that the reader of the report has ended, as in `| head`. This is not an error.
      if (codeOf(error) !== 'EPIPE') throw new Stop(`the report cannot be written: ${codeOf(error)}`, exitCodes.output)
    })
    return unwritten.length === 0 ? exitCode : fail(unwritten.join('; '), exitCodes.output)
  } catch (error) {
    if (error instanceof UnreadableFile) return fail(`cannot read ${error.message}`, exitCodes.usage)
    if (error instanceof Stop) return fail(error.message, error.exitCode)
    throw error
  }
}
