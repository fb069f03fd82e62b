import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

declare module 'vitest' {
  interface ProvidedContext {
    readonly fcSeed: number
    readonly fcRuns: number
  }
}

const root = fileURLToPath(new URL('..', import.meta.url))
const src = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

const integer = (name: string, ifAbsent: number): number => {
  const text = process.env[name] ?? ''
  if (text === '') return ifAbsent
  if (!/^-?\d{1,10}$/.test(text)) throw new Error(`${name} must be a whole number, found ${JSON.stringify(text)}`)
  return Number(text)
}

/** Resolves the package's entries to the sources, so that tests read like a consumer's code and need no build. */
const alias = [
  { find: /^marketo-account-sync$/, replacement: src('index.ts') },
  { find: /^marketo-account-sync\/(\w+)$/, replacement: src('$1/index.ts') },
]

/** Ends a test that hangs, and nothing else: a busy machine can make any test a hundred times slower. */
const hangs = 1_800_000

const test = {
  root,
  setupFiles: ['test/helpers/setup.ts'],
  provide: { fcSeed: integer('FC_SEED', 20260101), fcRuns: integer('FC_RUNS', 100) },
  testTimeout: hangs,
  hookTimeout: hangs,
}

/** Tests that change something global, such as fast-check's configuration, need a worker of their own. */
const isolated = 'test/**/*.isolated.test.ts'
const packaging = 'test/package/*.test.ts'
const engine = 'test/engine/*.test.ts'
const browser = 'test/browser/*.test.ts'

export default defineConfig({
  root,
  test: {
    // vitest would leave one core idle.
    maxWorkers: '100%',
    coverage: { provider: 'v8', include: ['src/**'], reportsDirectory: 'coverage' },
    projects: [
      {
        // Without isolation a worker imports the sources and fast-check once, instead of once for each file.
        resolve: { alias },
        test: {
          ...test,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [isolated, packaging, engine, browser],
          pool: 'threads',
          isolate: false,
        },
      },
      {
        resolve: { alias },
        test: { ...test, name: 'isolated', include: [isolated] },
      },
      {
        // These start servers of their own: PostgreSQL and NATS.
        resolve: { alias },
        test: { ...test, name: 'engine', include: [engine] },
      },
      {
        resolve: { alias },
        test: {
          name: 'types',
          root,
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            // By its path, because three versions of TypeScript are installed.
            checker: fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url)),
            include: ['test/types/**/*.test-d.ts'],
            tsconfig: 'test/types/tsconfig.json',
          },
        },
      },
      {
        // These need Chromium.
        resolve: { alias },
        test: { ...test, name: 'browser', include: [browser] },
      },
      {
        // These build, pack and install the package once, in the first file that asks, and share it: one worker.
        resolve: { alias },
        test: {
          ...test,
          name: 'package',
          globalSetup: 'test/package/directory.ts',
          include: [packaging],
          isolate: false,
          fileParallelism: false,
        },
      },
    ],
  },
})
