import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  bundle,
  command,
  consumer,
  consumerWith,
  entries,
  evaluate,
  packageName,
  tool,
  typeCheck,
  type Consumer,
} from './consumer.js'
import { demoText } from '../../docs/examples/demo/text.js'
import { longFile } from '../../docs/examples/simulate/main.js'
import { account, alder, contact, edit, maria } from '../examples/inputs.js'
import { lines, simulate } from '../examples/scripts.js'
import { run } from './usage.js'

const vectors = fileURLToPath(new URL('../vectors/sync-account.json', import.meta.url))

describe('the packed package, installed with its peers in an empty project', () => {
  let it: Consumer
  beforeAll(async () => {
    it = await consumer()
  })

  test('has a usage example that also runs with the sources', () => {
    expect(run()).toMatchObject({ _tag: 'Right' })
  })

  test('with `import`, gives the same results as the sources', async () => {
    const script = `import { run } from './usage.mjs'; console.log(JSON.stringify(run()))`
    expect(await evaluate(it.directory, 'module', script)).toEqual(run())
  })

  test('with `require`, gives the same results as the sources', async () => {
    const script = `console.log(JSON.stringify(require('./usage.cjs').run()))`
    expect(await evaluate(it.directory, 'commonjs', script)).toEqual(run())
  })

  test('gives the same results in a browser bundle, without any module of Node', async () => {
    const code = await bundle(it.directory, `export * from './usage.mjs'`, { format: 'iife', globalName: 'usage' })
    const context = createContext({})
    runInContext(code, context)
    expect(JSON.parse(String(runInContext('JSON.stringify(usage.run())', context)))).toEqual(run())
  })

  test.each(entries)('lets bundlers for browsers tree-shake its peers: %s', async (entry) => {
    const external = ['fp-ts/*', 'io-ts', 'io-ts/*', 'fast-check']
    const code = await bundle(it.directory, `export * from '${packageName}${entry}'`, { format: 'esm', external })
    expect(code).not.toMatch(/from "(fp-ts\/lib\/|io-ts\/lib\/|io-ts")/)
  })

  test.each(entries)('exports the same names for `import` and `require`: %s', async (entry) => {
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
    // fast-check's own declarations do not resolve under node10.
    ['Node10', 'CommonJS', { module: 'CommonJS', moduleResolution: 'node10', skipLibCheck: true }, 'ts'],
    ['Bundler', 'ESM', { module: 'ESNext', moduleResolution: 'Bundler' }, 'ts'],
    ['Bundler', 'CommonJS', { module: 'CommonJS', moduleResolution: 'Bundler' }, 'cts'],
  ])(
    'type-checks under the module resolution %s as %s, together with the declarations of its peers',
    async (resolution, format, options, extension) => {
      const files = [`usage.${extension}`, `entries.${extension}`]
      await typeCheck(it.directory, `${resolution}-${format}`, { skipLibCheck: false, ...options }, files)
    },
  )

  test('has a command that runs if nothing but the package is installed', async () => {
    const bin = join(it.directory, 'node_modules/.bin', packageName)
    expect(await command(it.directory, bin, 'demo')).toBe(demoText())
    expect(await command(it.directory, bin, 'rules', 'edit.fan-out')).toContain('Basis: documented')
    const findings = await command(it.directory, bin, 'audit', '--json').catch(String)
    expect(findings).toContain('"format"')
  })

  test('has a command that decodes a long history in a second thread, and prints the same as the sources', async () => {
    const text = 'Ä'.repeat(5_000)
    const edits = Array.from({ length: 1_000 }, (_, at) => edit(maria, 'Description', `${at} ${text}`))
    const history = join(it.directory, 'long.jsonl')
    await writeFile(history, lines(account(alder, 1, { Description: text }), contact(maria, alder, 1), ...edits))
    expect((await stat(history)).size).toBeGreaterThan(longFile)
    const bin = join(it.directory, 'node_modules/.bin', packageName)
    const printed = await command(it.directory, bin, 'simulate', 'long.jsonl', '--json')
    expect(printed === (await simulate([history, '--json'])).out).toBe(true)
  })

  test.each(['3.20.0', '4.0.0'])('has a testing entry that works with fast-check %s', async (version) => {
    const directory = await consumerWith(it, `fast-check@${version}`)
    const script = `
      import { conforms } from '${packageName}/testing'
      import fc from 'fast-check'
      const forgetful = {
        reset: async () => {},
        apply: async () => ({ activities: [], toSalesforce: [] }),
        picture: async () => ({ accounts: {}, contacts: {}, persons: {} }),
      }
      const report = await conforms({ timers: globalThis, seed: 1 })(forgetful)
      console.log(JSON.stringify([fc.__version, report._tag, report.history.length]))`
    expect(await evaluate(directory, 'module', script)).toEqual([version, 'Differs', 1])
    await typeCheck(directory, 'usage', { module: 'NodeNext', skipLibCheck: false }, ['entries.mts'])
  })

  test('has no problem according to publint --strict', async () => {
    await tool(it.directory, 'publint', 'run', it.installed, '--strict', '--pack', 'false')
  })

  test('has the right types under every module resolution (attw, profile strict)', async () => {
    await tool(it.directory, 'attw', it.tarball, '--profile', 'strict')
  })

  test('contains its code, its documentation and its vectors, and nothing else', async () => {
    const listing = await command(it.directory, 'tar', '-tzf', it.tarball)
    const files = listing
      .trim()
      .split('\n')
      .map((path) => path.replace(/^package\//, ''))
    const shipped = [
      /^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
      /^dist\/(esm|cjs)\/.+\.(js|d\.ts)(\.map)?$/,
      /^dist\/es6\/.+\.js$/,
      /^dist\/cjs\/package\.json$/,
      /^src\/.+\.ts$/,
      /^docs\/(?!architecture|benchmarks|contributing|mutation)[a-z-]+\.md$/,
      /^docs\/llms\.txt$/,
      /^docs\/explorer\/index\.html$/,
      /^docs\/decisions\/.+\.md$/,
      /^dist\/bin\/marketo-account-sync\.js$/,
      /^dist\/demo\.jsonl$/,
      /^dist\/exports\/[a-z-]+\.(csv|csv\.gz|json)$/,
      /^test\/vectors\/[a-z-]+\.json$/,
    ]
    expect(files.filter((file) => !shipped.some((pattern) => pattern.test(file)))).toEqual([])
    for (const pattern of shipped)
      expect(
        files.some((file) => pattern.test(file)),
        String(pattern),
      ).toBe(true)
  })

  test('has no links to files outside the package', async () => {
    const files = await readdir(it.installed, { recursive: true })
    const pages = files.filter((file) => /\.(md|txt)$/.test(file))
    for (const page of pages) {
      const text = await readFile(join(it.installed, page), 'utf8')
      const targets = [...text.matchAll(/\]\((?!\w+:|#)([^)\s#]+)/g)].map(([, target = '']) => target)
      const missing = targets.filter((target) => !files.includes(join(dirname(page), target)))
      expect({ page, missing }).toEqual({ page, missing: [] })
    }
    expect(pages).toContain('README.md')
  })

  test('exports the test vectors under the name of the package', async () => {
    const script = `console.log(JSON.stringify(require('${packageName}/vectors/sync-account.json')))`
    expect(await evaluate(it.directory, 'commonjs', script)).toEqual(JSON.parse(await readFile(vectors, 'utf8')))
  })

  test('exports no internal type declarations', async () => {
    const folder = join(it.installed, 'dist/esm')
    const declarations = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.d.ts'))
    const texts = await Promise.all(declarations.map((name) => readFile(join(folder, name), 'utf8')))
    expect(declarations.filter((_, index) => texts[index]?.includes('@internal'))).toEqual([])
  })
})
