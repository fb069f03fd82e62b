// A process of its own for one side of a comparison, so that neither pays for what the other holds. It prepares once and
// then does what it is told, one thing at a time: `measure` gives the time of one round, `ask` anything else.
import { readFileSync, writeFileSync } from 'node:fs'

const [, , name, options] = process.argv
const { prepare } = await import(new URL(`./sides/${name}.mjs`, import.meta.url).href)

/** Linux alone can say how much memory a process has at most had since a moment; elsewhere it is not known. */
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
 * `{ measures: { name: () => units }, asks: { name: () => answer } }`: what it does and by how many units
 * its time is divided;
 * `clear` lets go of what the round before has made. */
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
