// vitest for `npm run mutation`: its only test is config/mutation/worker.mjs, which loads the unit tests and runs them
// for one mutant after the other. In their files `vitest` is config/mutation/suites.mjs.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import base from './vitest.config.js'

const [unit] = base.test?.projects ?? []
if (typeof unit !== 'object' || !('test' in unit)) throw new Error('the first project holds the unit tests')
const { resolve, test } = unit

const suites = fileURLToPath(new URL('mutation/suites.mjs', import.meta.url))

export default defineConfig({
  ...(resolve === undefined ? {} : { resolve }),
  plugins: [
    {
      name: 'suites',
      enforce: 'pre',
      resolveId: (id, importer = '') => (id === 'vitest' && /\/test\/.*\.ts$/.test(importer) ? suites : null),
      // Counting which test reaches which mutant makes everything slow, and is needed in the run without a mutant alone.
      // And the instrumented `x as T < y` lacks the parentheses without which it is no TypeScript.
      transform: (code, id) =>
        id.includes('/src/')
          ? code
              .replace('function cover() {', 'function cover() { if (ns.countingHasEnded) return;')
              .replaceAll(/ as \w+ (?=<)/g, ' ')
          : null,
    },
  ],
  test: {
    ...test,
    include: ['config/mutation/worker.mjs'],
    exclude: [],
    pool: 'threads',
    isolate: false,
    maxWorkers: 1,
    testTimeout: 0,
  },
})
