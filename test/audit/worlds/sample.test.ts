import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { sampleFiles, sampleFolder } from './sample.js'

/** Returns the text of a file. The tests compare texts, because compressed bytes can differ between versions of zlib. */
const textOf = (content: string | Buffer): string =>
  typeof content === 'string' ? content : (content[0] === 0x1f ? gunzipSync(content) : content).toString()

describe('the sample exports in the repository', () => {
  test('are equal to the output of `npm run audit:sample`', () => {
    const committed = Object.fromEntries(
      readdirSync(sampleFolder).map((name) => [name, textOf(readFileSync(join(sampleFolder, name)))]),
    )
    const written = Object.fromEntries(Object.entries(sampleFiles()).map(([name, content]) => [name, textOf(content)]))
    expect(committed).toEqual(written)
  })

  test('have a total size of at most 400 kB', () => {
    const sizes = readdirSync(sampleFolder).map((name) => readFileSync(join(sampleFolder, name)).length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(400_000)
  })
})
