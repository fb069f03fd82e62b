import { describe, expect, it } from 'vitest'
import { announced, run } from './run.js'
import { allSnippets, blocksIn, examplesIn } from './snippets.js'
import { typeErrors } from './typecheck.js'

const snippets = allSnippets()

// One TypeScript program checks all snippets. The first snippet has a type error, so that a test can show that the program finds
// errors.
const [wrong = [], ...errors] = typeErrors([
  { place: 'nowhere', code: 'const a: number = "one"\nassert.ok(a)' },
  ...snippets,
])

describe('finding the code examples in the documentation', () => {
  it('ends an example of a docstring at the next tag', () => {
    const source = '/**\n * Doubles.\n *\n * @example\n * const a = 1\n *\n * a + 1\n *\n * @since 0.1.0\n */\n'
    expect(examplesIn('src/A.ts', source)).toEqual([{ place: 'src/A.ts:4', code: 'const a = 1\n\na + 1\n' }])
  })
  it('ends an example at the end of the docstring, and separates two examples of one docstring', () => {
    const source = '/**\n * @example\n * one()\n * @example\n * two()\n */\nconst three = 3 * 4\n'
    expect(examplesIn('src/A.ts', source).map(({ code }) => code)).toEqual(['one()', 'two()'])
  })
  it('finds only the ts blocks of a page', () => {
    const page = 'Text\n```sh\nnpm ci\n```\n\n```ts\nconst a = 1\n```\n'
    expect(blocksIn('README.md', page)).toEqual([{ place: 'README.md:6', code: 'const a = 1\n' }])
  })
  it('finds snippets in docstrings and in the README', () => {
    const places = snippets.map(({ place }) => place)
    expect(places.filter((place) => place.startsWith('src/')).length).toBeGreaterThanOrEqual(10)
    expect(places.filter((place) => place.startsWith('README.md')).length).toBeGreaterThanOrEqual(2)
  })
})

describe('running a code example of the documentation', () => {
  it('fails if an assertion fails', async () => {
    await expect(run('assert.strictEqual(1 + 1, 3)')).rejects.toThrow()
  })
  it('collects the printed lines', async () => {
    expect(await run("console.log('a', 1)\nawait Promise.resolve()\nconsole.log({ b: 2 })")).toEqual([
      'a 1',
      '{ b: 2 }',
    ])
  })
  it('finds the expected lines in the comments of the example', () => {
    expect(announced('console.log(a) // 1\nconsole.log(b)\n')).toEqual(['1'])
  })
  it('reports a type error', () => {
    expect(wrong).toEqual(["Type 'string' is not assignable to type 'number'."])
  })
})

describe('every code example of the documentation', () => {
  for (const [index, { place, code }] of snippets.entries())
    it(`${place} compiles, runs, and prints the lines that its comments state`, async () => {
      expect(errors[index]).toEqual([])
      const printed = await run(code)
      const expected = announced(code)
      expect(printed.filter((line) => expected.includes(line))).toEqual(expected)
    })
})
