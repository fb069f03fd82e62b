// One side of a comparison in a process of its own, so that neither side is slowed by the memory of the other. It prepares
// once and then does one thing at a time: `measure` answers with the time of one round, `ask` with anything else.
import { readFileSync, writeFileSync } from 'node:fs'

const [, , name, options] = process.argv
const { prepare } = await import(new URL(`./sides/${name}.mjs`, import.meta.url).href)

/** The peak memory since a moment. Only Linux can tell; elsewhere it is NaN. */
const peak = {
  reset: () => {
    try {
      writeFileSync('/proc/self/clear_refs', '5')
    } catch {
      // not Linux
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
 * `{ measures: { name: () => units }, asks: { name: () => answer } }`: the time of a measure is divided by its units.
 * `clear` lets go of the results of the round before.
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
