// Measures how much longer a cold import of the package takes than a cold import of its peers. Many processes import one or the
// other in turn, and the script compares the medians. Run `npm run build` first. The script exits with 1 if the difference is
// over the budget.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const budget = 60
const starts = 15

const dist = fileURLToPath(new URL('../../dist/esm/', import.meta.url))
const entry = pathToFileURL(join(dist, 'index.js')).href

/** The modules of fp-ts and io-ts that the core imports. The main entry loads only the core. */
const peers = new Set(
  readdirSync(dist, { recursive: true })
    .filter((name) => /^(?:model|rules|marketo)\/.+\.js$/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(dist, name), 'utf8').matchAll(/\bfrom\s*["']((?:fp-ts|io-ts)[^"']*)["']/g),
    ])
    .map(([, specifier]) => specifier),
)

const script = (specifiers) => `
  const started = performance.now()
  await Promise.all(${JSON.stringify(specifiers)}.map((specifier) => import(specifier)))
  process.stdout.write(String(performance.now() - started))`
const measure = (specifiers) =>
  Number(
    execFileSync(process.execPath, ['--input-type=module', '--eval', script(specifiers)], {
      cwd: dist,
      encoding: 'utf8',
    }),
  )

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
const spread = (numbers) => `${Math.min(...numbers).toFixed(1)} to ${Math.max(...numbers).toFixed(1)}`

const alone = []
const whole = []
measure([...peers]) // The first start fills the disk cache.
for (let i = 0; i < starts; i++) {
  alone.push(measure([...peers]))
  whole.push(measure([entry]))
}
const extra = median(whole) - median(alone)
console.log(`cold import, median of ${starts} starts (Node ${process.version}, ${cpus().length} cores), in ms`)
console.log(`  peers alone (${peers.size} modules named)  ${median(alone).toFixed(1)}  (${spread(alone)})`)
console.log(`  the main entry             ${median(whole).toFixed(1)}  (${spread(whole)})`)
console.log(
  `  beyond its peers           ${extra.toFixed(1)}  of at most ${budget}: ${extra <= budget ? 'ok' : 'OVER'}`,
)
process.exitCode = extra <= budget ? 0 : 1
