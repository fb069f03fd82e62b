// Replaces the import `vitest` in the test files during mutation testing. It collects the tests of a file instead of running
// them, so that worker.mjs can run each test many times. `expect` and the other exports are from vitest.
import { format } from 'node:util'
import { expect } from 'vitest'

export { expect, inject, vi } from 'vitest'

/** The tests collected since the list was last emptied. The list is global, because modules are loaded again for some mutants. */
const noted = (globalThis.notedTests ??= { tests: [], suites: [] })

const eachOf = (define) => (rows) => (title, body) => {
  const spread = rows.every(Array.isArray)
  for (const row of rows) {
    const values = spread ? row : [row]
    define(format(title, ...values), () => body(...values))
  }
}

const withVariants = (define) =>
  Object.assign(define, { each: eachOf(define), runIf: (wanted) => (wanted ? define : () => undefined) })

const bodyIn = (given) => given.find((argument) => typeof argument === 'function')

/** Ignores the function. The tests use `afterAll` only to print, and nobody would see the output here. */
export const afterAll = () => undefined

export const describe = withVariants((title, ...given) => {
  noted.suites.push(title)
  bodyIn(given)()
  noted.suites.pop()
})

const note = (title, ...given) => {
  const body = bodyIn(given)
  noted.tests.push({ name: [...noted.suites, title].join(' > '), body: () => body({ expect }) })
}

export const test = withVariants((...given) => note(...given))

export const it = withVariants((...given) => note(...given))
