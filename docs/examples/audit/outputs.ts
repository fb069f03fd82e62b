/** Checks the files that the command writes, before it reads anything. */
import { realpathSync, statSync, type Stats } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { FileKind, Options } from './options.js'

/** A file on the command line. */
interface NamedFile {
  readonly option: string
  /** The name of the file as the user typed it. */
  readonly name: string
}

/** The paths of the files that the command line names. */
export interface Paths {
  readonly input: (name: string) => string
  readonly output: (name: string) => string
}

const fileOptions: Readonly<Record<FileKind, string>> = {
  accounts: '--accounts',
  earlierAccounts: '--earlier-accounts',
  contacts: '--contacts',
  people: '--people',
  changes: '--changes',
  syncStatus: '--sync-status',
  syncErrors: '--sync-errors',
}

const named = (option: string, names: ReadonlyArray<string | null>): ReadonlyArray<NamedFile> =>
  names.flatMap((name) => (name === null ? [] : [{ option, name }]))

/** The files that the command reads, without standard input. */
export const inputFilesOf = ({ files, describe, maps, earlierAudit }: Options): ReadonlyArray<NamedFile> => [
  ...Object.entries(fileOptions).flatMap(([kind, option]) =>
    named(
      option,
      files[kind as FileKind].filter((name) => name !== '-'),
    ),
  ),
  ...named('--describe', describe),
  ...named('--map', maps),
  ...named('--earlier-audit', [earlierAudit]),
]

/** The files that the command writes. */
export const outputFilesOf = ({ html, mapOut }: Options): ReadonlyArray<NamedFile> => [
  ...named('--html', [html]),
  ...named('--map-out', [mapOut]),
]

const statsOf = (path: string): Stats | undefined => {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

const realPathOf = (path: string): string => {
  try {
    return join(realpathSync(dirname(path)), basename(path))
  } catch {
    return path
  }
}

/** Text that is equal for two paths to the same file, even if one path is a link. Null for a device, such as /dev/null. */
const identityOf = (path: string): string | null => {
  const stats = statsOf(path)
  if (stats === undefined) return realPathOf(path)
  return stats.isFile() ? `${stats.dev}:${stats.ino}` : null
}

/** Finds an output file that is also an input file or another output file, because writing it would destroy data. */
export const overwritten = (
  inputs: ReadonlyArray<NamedFile>,
  outputs: ReadonlyArray<NamedFile>,
  paths: Paths,
): string | null => {
  const seen = new Map<string, NamedFile>()
  for (const file of inputs) {
    const identity = identityOf(paths.input(file.name))
    if (identity !== null) seen.set(identity, file)
  }
  for (const file of outputs) {
    const identity = identityOf(paths.output(file.name))
    const other = identity === null ? undefined : seen.get(identity)
    if (other !== undefined)
      return `${file.option} ${JSON.stringify(file.name)} is the same file as ${other.option} ${JSON.stringify(other.name)}`
    if (identity !== null) seen.set(identity, file)
  }
  return null
}

/** Finds an output file that the command could not write, so that nobody waits for an audit whose result is lost. */
export const unwritable = (outputs: ReadonlyArray<NamedFile>, paths: Paths): string | null => {
  for (const { name } of outputs) {
    const path = paths.output(name)
    if (statsOf(path)?.isDirectory() === true) return `cannot write ${JSON.stringify(name)}: it is a directory`
    if (statsOf(dirname(path))?.isDirectory() !== true)
      return `cannot write ${JSON.stringify(name)}: its directory does not exist`
  }
  return null
}
