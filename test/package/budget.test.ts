import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundle, consumer, packageName, typeCheck, type Consumer } from './consumer.js'

/** The size of the main entry, minified and gzipped, without its peers. */
const maxGzippedBytes = 12_000
/**
 * How many types TypeScript instantiates to check usage.ts under NodeNext, peers included. It tells what it costs an editor to
 * open a file that imports the package. The budget was 1.5 times the figure when it was set.
 */
const maxInstantiations = 700

const report = (what: string, found: number, max: number): void => {
  console.info(`${what}: ${found.toLocaleString('en')} of at most ${max.toLocaleString('en')}`)
}

describe('what the package costs its consumers', () => {
  let it: Consumer
  beforeAll(async () => {
    it = await consumer()
  })

  test('the main entry is under 12 kB, minified and gzipped, without its peers', async () => {
    const external = ['fp-ts/*', 'io-ts', 'io-ts/*', 'fast-check']
    const code = await bundle(it.directory, `export * from '${packageName}'`, { format: 'esm', minify: true, external })
    const bytes = gzipSync(code, { level: 9 }).length
    report('main entry, gzipped bytes', bytes, maxGzippedBytes)
    expect(bytes).toBeLessThan(maxGzippedBytes)
  })

  test("a consumer's type-check stays under the instantiation budget", async () => {
    const options = { module: 'NodeNext', skipLibCheck: true }
    const printed = await typeCheck(it.directory, 'budget', options, ['usage.mts'], '--extendedDiagnostics')
    const instantiations = Number(/^Instantiations:\s+(\d+)/m.exec(printed)?.[1])
    report('instantiations', instantiations, maxInstantiations)
    expect(instantiations).toBeLessThan(maxInstantiations)
  })
})
