// Runs one side of a comparison in its own process, so that the memory of one side does not slow the other side. The worker
// prepares its data once, and then handles one request at a time. It answers `measure` with the time of one round, and `ask` with
// any other result.
import { readFileSync, writeFileSync } from 'node:fs'

const [, , name, options] = process.argv
const { prepare } = await import(new URL(`./sides/${name}.mjs`, import.meta.url).href)

/** Measures the peak memory since the last reset. Only Linux reports it. On other systems, the result is NaN. */
const peak = {
  reset: () => {
    try {
      writeFileSync('/proc/self/clear_refs', '5')
    } catch {
      // The system is not Linux.
    }
  },
  read: () => {
    try {
      return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024
    } catch {
      return NaN
    }
  },
}

const heap = () => {
  globalThis.gc()
  globalThis.gc()
  return process.memoryUsage().heapUsed
}

/**
 * The side has the form `{ measures: { name: () => units }, asks: { name: () => answer } }`. The time of a measure is divided by
 * the units that it returns. `clear` releases the results of the previous round.
 */
const side = await prepare(JSON.parse(options), { heap, peak })

const measure = (what) => {
  side.clear?.()
  globalThis.gc()
  const started = process.hrtime.bigint()
  const units = side.measures[what]()
  return Number(process.hrtime.bigint() - started) / 1e6 / units
}

process.on('message', ({ measure: measured, ask }) => {
  try {
    process.send({ value: measured === undefined ? side.asks[ask]() : measure(measured) })
  } catch (error) {
    process.send({ error: error.stack })
  }
})
process.send({ value: 'ready' })
