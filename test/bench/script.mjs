// Runs the `simulate` command of the package on a long file. Also runs two processes for comparison. One process only reads the
// lines, and parses each line as JSON. The other process prints the same lines as `simulate`, but builds these lines by hand and
// checks nothing.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generate, toInput } from './baseline.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Writes a history of `lines` lines and returns its path. The first lines create the org. Their number is a fifth of `org`. The
 * org depends only on `org`.
 */
export const writeHistory = async (directory, { lines, org = lines }) => {
  const accounts = Math.round(org / 50)
  const facts = generate({ accounts, contactsPerAccount: 9, mixed: lines - accounts * 10 })
  const file = join(directory, `history-${lines}.jsonl`)
  const out = createWriteStream(file)
  for (let i = 0; i < facts.length; i += 1_000) {
    const text = facts.slice(i, i + 1_000).map((fact) => `${JSON.stringify(toInput(fact))}\n`)
    if (!out.write(text.join(''))) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
  return file
}

/** Runs a process. Returns its duration from start to end, and its peak memory. */
const run = async (args, output = '/dev/null') => {
  const started = performance.now()
  const child = spawn(process.execPath, ['--import', here('peak.mjs'), ...args], {
    cwd: here('../..'),
    stdio: ['ignore', openSync(output, 'w'), 'inherit', 'pipe'],
  })
  let peak = ''
  child.stdio[3].on('data', (chunk) => (peak += chunk))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${args.join(' ')} exited with ${code}`)
  return { ms: performance.now() - started, peak: Number(peak) }
}

/**
 * Runs the script with a heap of at most `heap` megabytes. Garbage cannot pile up in a small heap, so the peak is the memory that
 * the script really needs.
 */
export const simulateScript = (file, { heap, quiet = false, output } = {}) =>
  run(
    [
      ...(heap === undefined ? [] : [`--max-old-space-size=${heap}`]),
      ...[here('../../dist/bin/marketo-account-sync.js'), 'simulate', file, '--json'],
      ...(quiet ? ['--quiet'] : []),
    ],
    output,
  )
export const parseLines = (file) => run([here('parse-lines.mjs'), file])
export const byHand = (file, { output } = {}) => run([here('by-hand.mjs'), file], output)

/** Whether the script by hand and our script print the same lines, except for the last line. */
export const printTheSame = async (directory) => {
  const file = await writeHistory(directory, { lines: 20_000 })
  const printed = async (work, name) => {
    const output = join(directory, name)
    await work(file, { output })
    return readFileSync(output, 'utf8')
  }
  const ours = await printed(simulateScript, 'ours.jsonl')
  const theirs = await printed(byHand, 'by-hand.jsonl')
  return theirs.length > 0 && theirs === ours.slice(0, ours.lastIndexOf('\n', ours.length - 2) + 1)
}
