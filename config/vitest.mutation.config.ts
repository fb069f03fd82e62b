// The unit tests that tell a mutant from the original, for Stryker: none that starts a process, type-checks, or walks for
// a minute. What those would catch besides is not counted. A mutant is done with at the first test that fails, so the
// quickest come first.
import { defineConfig } from 'vitest/config'
import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'
import base from './vitest.config.js'

const [unit] = base.test?.projects ?? []
if (typeof unit !== 'object' || !('test' in unit)) throw new Error('the first project holds the unit tests')
const { resolve, test } = unit

const first = ['/test/vectors/', '/test/internal/', '/test/laws/']

class VectorsFirst extends BaseSequencer {
  override sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = first.findIndex((folder) => moduleId.includes(folder))
      return index < 0 ? first.length : index
    }
    return Promise.resolve([...files].sort((a, b) => rank(a) - rank(b)))
  }
}

export default defineConfig({
  ...(resolve === undefined ? {} : { resolve }),
  test: {
    ...test,
    exclude: [...(test.exclude ?? []), 'test/{docs,examples,exhaustive,gallery,rules}/**'],
    sequence: { sequencer: VectorsFirst },
  },
})
