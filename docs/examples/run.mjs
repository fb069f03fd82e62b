// Runs one of the scripts beside it, from source: `node docs/examples/run.mjs demo`. The script is bundled first, because
// the usual loaders keep the name of every function, which makes this library's curried ones several times slower.
import { build } from 'esbuild'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [, , script] = process.argv
const entry = new URL(`${script}.ts`, import.meta.url)
const directory = await mkdtemp(join(tmpdir(), 'marketo-account-sync-'))
const bundle = join(directory, 'script.mjs')
try {
  await build({
    entryPoints: [fileURLToPath(entry)],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)),
    define: { 'import.meta.url': JSON.stringify(entry.href) },
    logLevel: 'error',
  })
  process.argv.splice(1, 2, fileURLToPath(entry))
  await import(pathToFileURL(bundle).href)
} finally {
  await rm(directory, { recursive: true, force: true })
}
