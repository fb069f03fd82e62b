import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const folder = new URL('../../src/testing/', import.meta.url)

/** What is exported, and the docstring right before it, or nothing. */
const exported = (source: string): ReadonlyArray<readonly [name: string, docstring: string]> =>
  [...source.matchAll(/(\/\*\*(?:(?!\*\/)[^])*\*\/\n)?export (?:const|function\*?|interface|type) (\w+)/g)].map(
    ([, docstring = '', name = '']) => [name, docstring],
  )

const saysSomething = (docstring: string): boolean => /^\/\*\*\s*(?:\*\s*)?[A-Z](?:[^@]|(?<=\{)@)*?[.:]/.test(docstring)

it.each(readdirSync(folder).filter((file) => !/^(?:index|Pools|Weights|Json)\.ts$/.test(file)))(
  '%s says a sentence of each name that it exports',
  (file) => {
    const source = readFileSync(new URL(file, folder), 'utf8')
    const names = exported(source)
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter(([, docstring]) => !saysSomething(docstring)).map(([name]) => name)).toEqual([])
  },
)
