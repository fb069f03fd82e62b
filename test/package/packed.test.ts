import { createContext, runInContext } from 'node:vm'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  bundle,
  command,
  consumer,
  entries,
  evaluate,
  packageName,
  tool,
  typeCheck,
  type Consumer,
} from './consumer.js'
import { run } from './usage.js'

describe('the packed package, installed with its peers in an empty project', () => {
  let it: Consumer
  beforeAll(async () => {
    it = await consumer()
  })

  test('is used with success from the sources', () => {
    expect(run()).toMatchObject({ _tag: 'Right' })
  })

  test('answers by import what the sources answer', async () => {
    const script = `import { run } from './usage.mjs'; console.log(JSON.stringify(run()))`
    expect(await evaluate(it.directory, 'module', script)).toEqual(run())
  })

  test('answers by require what the sources answer', async () => {
    const script = `console.log(JSON.stringify(require('./usage.cjs').run()))`
    expect(await evaluate(it.directory, 'commonjs', script)).toEqual(run())
  })

  test('answers in a browser bundle, with no module of Node, what the sources answer', async () => {
    const code = await bundle(it.directory, `export * from './usage.mjs'`, { format: 'iife', globalName: 'usage' })
    const context = createContext({})
    runInContext(code, context)
    expect(JSON.parse(String(runInContext('JSON.stringify(usage.run())', context)))).toEqual(run())
  })

  test.each(entries)(
    'gives bundlers for browsers the modules of its peers that they can tree-shake: %s',
    async (entry) => {
      const external = ['fp-ts/*', 'io-ts', 'io-ts/*', 'fast-check']
      const code = await bundle(it.directory, `export * from '${packageName}${entry}'`, { format: 'esm', external })
      expect(code).not.toMatch(/from "(fp-ts\/lib\/|io-ts\/lib\/|io-ts")/)
    },
  )

  test.each(entries)('has the same names by import and by require: %s', async (entry) => {
    const name = JSON.stringify(packageName + entry)
    const list = `console.log(JSON.stringify(Object.keys(all).filter((key) => !['default', 'module.exports'].includes(key)).sort()))`
    const byImport = await evaluate(it.directory, 'module', `import * as all from ${name}; ${list}`)
    const byRequire = await evaluate(it.directory, 'commonjs', `const all = require(${name}); ${list}`)
    expect(byRequire).toEqual(byImport)
  })

  test.each([
    ['NodeNext', 'ESM', { module: 'NodeNext' }, 'mts'],
    ['NodeNext', 'CommonJS', { module: 'NodeNext' }, 'cts'],
    ['Node16', 'ESM', { module: 'Node16' }, 'mts'],
    ['Node16', 'CommonJS', { module: 'Node16' }, 'cts'],
    ['Bundler', 'ESM', { module: 'ESNext', moduleResolution: 'Bundler' }, 'ts'],
    ['Bundler', 'CommonJS', { module: 'CommonJS', moduleResolution: 'Bundler' }, 'cts'],
  ])(
    'type-checks under %s as %s, declarations of libraries included',
    async (resolution, format, options, extension) => {
      const files = [`usage.${extension}`, `entries.${extension}`]
      await typeCheck(it.directory, `${resolution}-${format}`, { ...options, skipLibCheck: false }, files)
    },
  )

  test('is clean for publint --strict', async () => {
    await tool(it.directory, 'publint', 'run', it.installed, '--strict', '--pack', 'false')
  })

  test('has right types for every resolution of its exports (attw, profile node16)', async () => {
    await tool(it.directory, 'attw', it.tarball, '--profile', 'node16')
  })

  test('carries what it says and no more', async () => {
    const listing = await command(it.directory, 'tar', '-tzf', it.tarball)
    const top = new Set(
      listing
        .trim()
        .split('\n')
        .map((path) => path.split('/')[1]),
    )
    expect([...top].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'docs',
      'package.json',
      'src',
      'vectors',
    ])
  })
})
