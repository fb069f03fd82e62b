// Builds and packs the package, and installs it with its peers in an empty project, as a user would. This happens once for each
// test run.
import { execFile } from 'node:child_process'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build, transform, type BuildOptions } from 'esbuild'
import { inject } from 'vitest'

export const packageName = 'marketo-account-sync'
const manifest = createRequire(import.meta.url)('../../package.json') as {
  readonly version: string
  readonly devDependencies: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, unknown>>
  readonly peerDependencies: Readonly<Record<string, string>>
}

/** The paths of the entries that contain code, such as `/codecs`. An import path ends with such a path. */
export const entries = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target === 'object')
  .map(([path]) => path.slice(1))

const root = fileURLToPath(new URL('../..', import.meta.url))
const exec = promisify(execFile)

/**
 * Runs a command and returns its output. The error of a failed command contains stdout and stderr, because some compilers
 * print their errors to stdout.
 */
export const command = async (cwd: string, file: string, ...args: ReadonlyArray<string>): Promise<string> => {
  try {
    const { stdout } = await exec(file, args, { cwd, maxBuffer: 64 * 1024 * 1024 })
    return stdout
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${[file, ...args].join(' ')}\n${stdout}${stderr}`.trim(), { cause: error })
  }
}

/** Runs the command of a development dependency. */
export const tool = (cwd: string, bin: string, ...args: ReadonlyArray<string>): Promise<string> =>
  command(cwd, process.execPath, join(root, 'node_modules/.bin', bin), ...args)

export interface Consumer {
  readonly directory: string
  readonly tarball: string
  /** The directory of the installed package. */
  readonly installed: string
}

const install = (directory: string, ...packages: ReadonlyArray<string>): Promise<string> => {
  const flags = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--silent']
  return command(directory, 'npm', 'install', ...flags, ...packages)
}

/** A module that exports everything of every entry. */
const everyEntry = entries.map((entry, i) => `export * as entry${i} from '${packageName}${entry}'\n`).join('')

const create = async (): Promise<Consumer> => {
  const directory = inject('consumerDirectory')
  await command(root, 'npm', 'pack', '--silent', '--pack-destination', directory)
  const tarball = join(directory, `${packageName}-${manifest.version}.tgz`)

  const { devDependencies, peerDependencies } = manifest
  const peers = Object.keys(peerDependencies).map((name) => `${name}@${devDependencies[name]}`)
  await writeFile(join(directory, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }\n')
  await install(directory, tarball, ...peers)

  const usage = fileURLToPath(new URL('usage.ts', import.meta.url))
  for (const extension of ['mts', 'cts', 'ts']) {
    await copyFile(usage, join(directory, `usage.${extension}`))
    await writeFile(join(directory, `entries.${extension}`), everyEntry)
  }
  const source = await readFile(usage, 'utf8')
  for (const [extension, format] of [
    ['mjs', 'esm'],
    ['cjs', 'cjs'],
  ] as const) {
    const { code } = await transform(source, { loader: 'ts', format })
    await writeFile(join(directory, `usage.${extension}`), code)
  }
  return { directory, tarball, installed: join(directory, 'node_modules', packageName) }
}

let created: Promise<Consumer> | undefined
export const consumer = (): Promise<Consumer> => (created ??= create())

/** Makes a second project inside the consumer's project. The second project has the package with a different version of a peer. */
export const consumerWith = async ({ directory, tarball }: Consumer, peer: string): Promise<string> => {
  const other = join(directory, peer)
  await mkdir(other)
  await writeFile(join(other, 'package.json'), '{ "name": "other", "private": true, "type": "module" }\n')
  await writeFile(join(other, 'entries.mts'), everyEntry)
  const peers = ['fp-ts', 'io-ts'].map((name) => `${name}@${manifest.devDependencies[name]}`)
  await install(other, tarball, peer, ...peers)
  return other
}

/** Runs a script in the consumer's project and parses the JSON that it prints. */
export const evaluate = async (directory: string, inputType: 'module' | 'commonjs', script: string): Promise<unknown> =>
  JSON.parse(await command(directory, process.execPath, `--input-type=${inputType}`, '--eval', script))

/**
 * Type-checks files of the consumer's project, and returns the output of tsc. The oldest TypeScript that we support checks
 * `node10`, because newer versions no longer support this module resolution.
 */
export const typeCheck = async (
  directory: string,
  name: string,
  compilerOptions: Readonly<Record<string, unknown>>,
  files: ReadonlyArray<string>,
  ...args: ReadonlyArray<string>
): Promise<string> => {
  const project = `tsconfig.${name}.json`
  const always = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    target: 'ES2022',
    lib: ['ES2022'],
    types: [],
  }
  const config = { compilerOptions: { ...always, ...compilerOptions }, files }
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, project), JSON.stringify(config))
  const compiler = compilerOptions['moduleResolution'] === 'node10' ? 'typescript-5' : 'typescript'
  return command(directory, process.execPath, join(root, 'node_modules', compiler, 'bin/tsc'), '-p', project, ...args)
}

/** Bundles code for a browser. Bundling fails if the code needs a module of Node. */
export const bundle = async (directory: string, code: string, options: BuildOptions = {}): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: directory, sourcefile: 'entry.mjs' },
    bundle: true,
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
    ...options,
    write: false,
  })
  return outputFiles.map(({ text }) => text).join('')
}
