// The unit tests that tell a mutant from the original, for Stryker: none that starts a process, type-checks, or walks for
// a minute. What those would catch besides is not counted.
import { defineConfig } from 'vitest/config'
import base from './vitest.config.js'

const [unit] = base.test?.projects ?? []
if (typeof unit !== 'object' || !('test' in unit)) throw new Error('the first project holds the unit tests')
const { resolve, test } = unit

export default defineConfig({
  ...(resolve === undefined ? {} : { resolve }),
  test: {
    ...test,
    exclude: [...(test.exclude ?? []), 'test/{docs,examples,exhaustive,gallery}/**'],
  },
})
