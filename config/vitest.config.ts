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

/** Resolves the package's entries to the sources. Tests can therefore import the package as users do, and need no build. */
const alias = [
  { find: /^marketo-account-sync$/, replacement: src('index.ts') },
  { find: /^marketo-account-sync\/(\w+)$/, replacement: src('$1/index.ts') },
]

/** The time limit of a test. It only ends tests that hang, because a busy machine can make any test a hundred times slower. */
const hangs = 1_800_000

const test = {
  root,
  setupFiles: ['test/helpers/setup.ts'],
  provide: { fcSeed: integer('FC_SEED', 20260101), fcRuns: integer('FC_RUNS', 100) },
  testTimeout: hangs,
  hookTimeout: hangs,
}

/** Tests that change global state, such as the configuration of fast-check. Each of these files needs its own worker. */
const isolated = 'test/**/*.isolated.test.ts'
const packaging = 'test/package/*.test.ts'
const engine = 'test/engine/*.test.ts'
const browser = 'test/browser/*.test.ts'

export default defineConfig({
  root,
  test: {
    // By default, vitest would leave one core idle.
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
        // These tests start their own PostgreSQL and NATS servers.
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
            // TypeScript 7 checks these files in under a second, and TypeScript 5 takes four. The checker has a full path, because
            // three versions of TypeScript are installed.
            checker: fileURLToPath(new URL('../node_modules/typescript-7/bin/tsc', import.meta.url)),
            include: ['test/types/**/*.test-d.ts'],
            tsconfig: 'test/types/tsconfig.json',
          },
        },
      },
      {
        // These tests need Chromium.
        resolve: { alias },
        test: { ...test, name: 'browser', include: [browser] },
      },
      {
        // These tests all use one installed package. The first file that needs it builds, packs and installs it. They run in a
        // single worker, so that this happens only once.
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
