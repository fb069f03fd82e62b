import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { llmsText } from '../../config/llms.js'

describe('docs/llms.txt', () => {
  test('has one line for each page of the documentation (npm run docs:llms writes the file)', () => {
    expect(readFileSync(new URL('../../docs/llms.txt', import.meta.url), 'utf8')).toBe(llmsText())
  })
})
