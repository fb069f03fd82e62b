// The vitest configuration of `npm run mutation`. Its only test file is config/mutation/worker.mjs, which loads the unit tests
// and runs them for one mutant after another. In the unit tests, the import `vitest` resolves to config/mutation/suites.mjs.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import base from './vitest.config.js'

const [unit] = base.test?.projects ?? []
if (typeof unit !== 'object' || !('test' in unit)) throw new Error('the first project must be the unit tests')
const { resolve, test } = unit

const suites = fileURLToPath(new URL('mutation/suites.mjs', import.meta.url))

export default defineConfig({
  ...(resolve === undefined ? {} : { resolve }),
  plugins: [
    {
      name: 'suites',
      enforce: 'pre',
      resolveId: (id, importer = '') => (id === 'vitest' && /\/test\/.*\.ts$/.test(importer) ? suites : null),
      // Recording which test reaches which mutant is slow, and only the run without a mutant needs it. The second replacement
      // removes a type assertion, because the instrumented `x as T < y` has lost the parentheses that TypeScript needs.
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
