import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundle, consumer, packageName, typeCheck, type Consumer } from './consumer.js'

/** The greatest size of the main entry, minified and gzipped, without its peer dependencies. */
const maxGzippedBytes = 12_000
/**
 * The greatest number of types that TypeScript may instantiate when it checks usage.ts under NodeNext. The limit is 1.5 times the
 * number that was measured when the limit was set.
 */
const maxInstantiations = 700

const report = (what: string, found: number, max: number): void => {
  console.info(`${what}: ${found.toLocaleString('en')} of at most ${max.toLocaleString('en')}`)
}

describe('the cost of the package for its users', () => {
  let it: Consumer
  beforeAll(async () => {
    it = await consumer()
  })

  test('is under 12 kB for the main entry (minified and gzipped, without peer dependencies)', async () => {
    const external = ['fp-ts/*', 'io-ts', 'io-ts/*', 'fast-check']
    const code = await bundle(it.directory, `export * from '${packageName}'`, { format: 'esm', minify: true, external })
    const bytes = gzipSync(code, { level: 9 }).length
    report('main entry, gzipped bytes', bytes, maxGzippedBytes)
    expect(bytes).toBeLessThan(maxGzippedBytes)
  })

  test('is under the limit of type instantiations when TypeScript checks the file of a user', async () => {
    const options = { module: 'NodeNext', skipLibCheck: true }
    const printed = await typeCheck(it.directory, 'budget', options, ['usage.mts'], '--extendedDiagnostics')
    const instantiations = Number(/^Instantiations:\s+(\d+)/m.exec(printed)?.[1])
    report('instantiations', instantiations, maxInstantiations)
    expect(instantiations).toBeLessThan(maxInstantiations)
  })
})
