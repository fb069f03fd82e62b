// Builds dist/. It contains esm (NodeNext), cjs (for `require`), es6, and bin. es6 is esm that imports the es6 folders of fp-ts
// and io-ts, which browser bundlers can tree-shake. bin is the command line as one file without dependencies. The build writes
// its output beside dist/ and then moves it there as a whole. An interrupted build, or two builds at the same time, therefore
// never leave half a dist/.
import { build as bundle } from 'esbuild'
import { spawn } from 'node:child_process'
import { copyFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const staging = join(root, `.dist-${process.pid}`)
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')

const run = (...args) =>
  new Promise((resolve, reject) => {
    spawn(process.execPath, [tsc, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
      .on('error', reject)
      .on('close', (code) => (code === 0 ? resolve() : reject(new Error(`tsc ${args.join(' ')} exited with ${code}`))))
  })

/** Replaces `from "fp-ts/lib/Either.js"` by `from "fp-ts/es6/Either.js"`, and does this for io-ts too. */
const toEs6 = (code) =>
  code
    .replaceAll(/(\bfrom\s*["'])(fp-ts|io-ts)\/lib\//g, '$1$2/es6/')
    .replaceAll(/(\bfrom\s*["'])io-ts(["'])/g, '$1io-ts/es6/index.js$2')

const buildEs6 = async () => {
  const from = join(staging, 'esm')
  const to = join(staging, 'es6')
  for (const name of await readdir(from, { recursive: true })) {
    if (!name.endsWith('.js')) continue
    const code = toEs6(await readFile(join(from, name), 'utf8')).replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n')
    await mkdir(join(to, name, '..'), { recursive: true })
    await writeFile(join(to, name), code)
  }
}

/**
 * Resolves the package's entries to this build, and fp-ts and io-ts to their es6 folders, because the getters of a bundled
 * CommonJS module are slow.
 */
const es6Modules = {
  name: 'es6-modules',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^marketo-account-sync(\/|$)/ }, ({ path }) => ({
      path: join(staging, 'es6', path.split('/')[1] ?? '', 'index.js'),
    }))
    onResolve({ filter: /^(fp-ts|io-ts)(\/lib\/|$)/ }, ({ path }) => {
      const [library, file = 'index.js'] = path.split('/lib/')
      return { path: join(root, 'node_modules', library, 'es6', file) }
    })
  },
}

const buildBin = async () => {
  await bundle({
    absWorkingDir: root,
    entryPoints: ['docs/examples/cli.ts'],
    outfile: join(staging, 'bin', 'marketo-account-sync.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [es6Modules],
    logLevel: 'warning',
  })
  // The demo reads its history from the folder above the program, and the audit reads its sample from there.
  await cp(join(root, 'docs/examples/exports'), join(staging, 'exports'), { recursive: true })
  await copyFile(join(root, 'docs/examples/demo.jsonl'), join(staging, 'demo.jsonl'))
}

try {
  await Promise.all([
    run('-p', 'config/tsconfig.esm.json', '--outDir', join(staging, 'esm')),
    run('-p', 'config/tsconfig.cjs.json', '--outDir', join(staging, 'cjs')),
  ])
  await buildEs6()
  await buildBin()
  await writeFile(join(staging, 'cjs', 'package.json'), '{ "type": "commonjs" }\n')
  const dist = join(root, 'dist')
  await rm(dist, { recursive: true, force: true })
  await rename(staging, dist).catch(async () => {
    // Another build has put its dist/ there in the meantime, so this build copies its files over it.
    await cp(staging, dist, { recursive: true, force: true })
  })
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
} finally {
  await rm(staging, { recursive: true, force: true })
}
