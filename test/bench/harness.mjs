// Measures the two sides of a comparison alternately, and prints a table of ratios.
import { fork } from 'node:child_process'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'

const megabytes = 12_000

const said = (child) =>
  new Promise((resolve, reject) => {
    const gone = (code, signal) => reject(new Error(`a worker ended: ${signal ?? code}`))
    child.once('exit', gone)
    child.once('message', ({ value, error }) => {
      child.off('exit', gone)
      if (error === undefined) resolve(value)
      else reject(new Error(error))
    })
  })

/** Starts a process for one side. Returns when the process has prepared its data. */
export const start = async (name, options = {}) => {
  const child = fork(fileURLToPath(new URL('worker.mjs', import.meta.url)), [name, JSON.stringify(options)], {
    execArgv: ['--expose-gc', `--max-old-space-size=${megabytes}`],
  })
  await said(child)
  const tell = async (message) => {
    child.send(message)
    return said(child)
  }
  return {
    measure: (what) => tell({ measure: what }),
    ask: (what) => tell({ ask: what }),
    stop: () => child.kill(),
  }
}

const middle = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}
export const summary = (numbers) => ({ median: middle(numbers), min: Math.min(...numbers), max: Math.max(...numbers) })

/**
 * Measures two sides alternately. The first `warmUps` rounds do not count. The ratio is computed for each round, because other
 * work of the machine slows both halves of a round.
 */
export const inTurn = async (ours, theirs, { rounds = 7, warmUps = 2 } = {}) => {
  const a = []
  const b = []
  for (let round = -warmUps; round < rounds; round++) {
    const first = round % 2 === 0 ? ours : theirs
    const one = await first()
    const other = await (first === ours ? theirs : ours)()
    if (round < 0) continue
    a.push(first === ours ? one : other)
    b.push(first === ours ? other : one)
  }
  return { ours: summary(a), theirs: summary(b), ratio: summary(a.map((time, i) => time / b[i])) }
}

const digits = (n) => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n >= 1 ? n.toFixed(2) : n.toPrecision(2))

/**
 * Combines several runs in separate processes into one result: the median of their medians, with the least and the greatest
 * median.
 */
export const overRuns = (results) => {
  const medians = (side) => summary(results.map((result) => result[side].median))
  return { ours: medians('ours'), theirs: medians('theirs'), ratio: medians('ratio') }
}

/** Formats a number of milliseconds in a suitable unit. */
export const time = (ms) =>
  ms >= 1_000
    ? `${digits(ms / 1_000)} s`
    : ms >= 1
      ? `${digits(ms)} ms`
      : ms >= 1e-3
        ? `${digits(ms * 1e3)} µs`
        : `${digits(ms * 1e6)} ns`
export const memory = (bytes) => `${digits(bytes / 2 ** 20)} MB`

const rows = []
let overs = 0

/** Adds one comparison to the table and prints it. If the comparison has a limit, `most` is the greatest allowed ratio. */
export const row = ({ what, against, most, result, unit = time, equal }) => {
  const { ours, theirs, ratio } = result
  const over = most !== undefined && ratio.median > most
  const differs = equal !== undefined && equal !== true
  if (over || differs) overs += 1
  const verdict = differs ? 'RESULTS DIFFER' : most === undefined ? '' : over ? 'OVER' : 'ok'
  const cells = [
    what,
    against,
    `${digits(ratio.median)}× (${digits(ratio.min)}–${digits(ratio.max)})`,
    most === undefined ? '–' : `≤ ${most < 0.1 ? `1/${Math.round(1 / most)}` : `${most}×`}`,
    verdict,
    `${unit(ours.median)} (${unit(ours.min)}–${unit(ours.max)}) / ${unit(theirs.median)} (${unit(theirs.min)}–${unit(theirs.max)})`,
  ]
  rows.push(cells)
  process.stderr.write(`${cells.join(' | ')}   load ${loadavg()[0].toFixed(1)}\n`)
}

const remarks = []

/** Adds a result that is not a ratio. */
export const remark = (text, ok = true) => {
  remarks.push(text)
  if (!ok) overs += 1
}

/** Prints the table. Exits with 1 if a row is over its limit, or if the results of two sides differ. */
export const finish = (title) => {
  const header = [
    'what',
    'against',
    'ratio: median (min–max)',
    'at most',
    '',
    'absolute: median (min–max), what / against',
  ]
  const widths = header.map((cell, i) => Math.max(...[header, ...rows].map((cells) => [...cells[i]].length)))
  const line = (cells) => `| ${cells.map((cell, i) => cell + ' '.repeat(widths[i] - [...cell].length)).join(' | ')} |`
  const machine = `${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.version}, load ${loadavg()[0].toFixed(1)}`
  console.log(`${title}; ${machine}\n`)
  console.log([line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n'))
  for (const text of remarks) console.log(`\n${text}`)
  console.log(`\n${rows.length} rows, ${overs} over`)
  process.exitCode = overs > 0 ? 1 : 0
}
