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

const gateRuns = 100
const fcSeed = integer('FC_SEED', 20260101)
const fcRuns = integer('FC_RUNS', gateRuns)

/** The exact specifiers of the package's entries, as the sources, so that tests read as a consumer's code does. */
const alias = [
  { find: /^marketo-account-sync$/, replacement: src('index.ts') },
  { find: /^marketo-account-sync\/(codecs|questions|records|rules|testing)$/, replacement: src('$1/index.ts') },
]

export default defineConfig({
  root,
  test: {
    coverage: { provider: 'v8', include: ['src/**'], reportsDirectory: 'coverage' },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          root,
          include: ['test/**/*.test.ts'],
          exclude: ['test/package/**'],
          setupFiles: ['test/helpers/setup.ts'],
          provide: { fcSeed, fcRuns },
          testTimeout: 10_000 * Math.max(1, fcRuns / gateRuns),
        },
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
            include: ['test/types/**/*.test-d.ts'],
            tsconfig: 'test/types/tsconfig.json',
          },
        },
      },
      {
        // These build, pack and install the package once, in the first file that asks, and share it: one worker.
        resolve: { alias },
        test: {
          name: 'package',
          root,
          globalSetup: 'test/package/directory.ts',
          include: ['test/package/*.test.ts'],
          isolate: false,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
})
