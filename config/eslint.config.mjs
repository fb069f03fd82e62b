import functional from 'eslint-plugin-functional'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const source = ['src/**/*.ts']
/**
 * Code in these files must not mutate anything. Mutation is allowed where a measurement has shown that it pays: in
 * src/marketo/state, in the helpers below, and in code at the edges.
 */
const core = ['src/model/*.ts', 'src/rules/*.ts', 'src/marketo/*.ts']
const arrayHelpers = ['src/model/{GroupedBy,InsertedAt,PushAll}.ts']
const testingKit = ['src/testing/**/*.ts']

/** `fp-ts/Either` type-checks and passes in vitest, but the published module fails in Node (ERR_UNSUPPORTED_DIR_IMPORT). */
const importForm = {
  regex: '^(?:fp-ts(?:$|/(?!lib/\\w+[.]js$))|io-ts/(?!lib/\\w+[.]js$))',
  message: "Import 'fp-ts/lib/X.js', 'io-ts' or 'io-ts/lib/X.js': any other form breaks the published module in Node.",
}

const argument = 'src is pure: pass it as an argument.'
const syntax = (selector, message) => ({ selector, message })
const impure = [
  syntax("BinaryExpression[operator='instanceof']", 'Two copies of the package must agree: compare tags, not classes.'),
  syntax(
    "CallExpression[callee.name='Symbol']",
    'Two copies of the package must agree: do not rely on the identity of a symbol.',
  ),
  syntax(
    "TSTypeOperator[operator='unique']",
    'The ESM and CommonJS declarations of a unique symbol are not compatible.',
  ),
  syntax("Program > VariableDeclaration[kind='let']", 'A module has no state.'),
  syntax("ExportNamedDeclaration > VariableDeclaration[kind='let']", 'A module has no state.'),
  syntax('ExportDefaultDeclaration', 'Named exports only.'),
  syntax('ImportExpression', 'Static imports only.'),
]
const waiting = [
  syntax(':function[async=true]', 'src is synchronous: the caller waits.'),
  syntax('AwaitExpression', 'src is synchronous: the caller waits.'),
]

const ambient = [
  'Date',
  'Intl',
  'console',
  'process',
  'globalThis',
  'global',
  'window',
  'self',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'crypto',
  'performance',
  'fetch',
  'WeakRef',
  'FinalizationRegistry',
  'eval',
  'Function',
]

export default defineConfig(
  globalIgnores(['dist/', '.dist-*/', 'coverage/', 'docs/api/', 'docs/reference/', 'test/bench/baseline.mjs']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.mts', '**/*.cts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname },
    },
    rules: {
      'no-restricted-imports': ['error', { patterns: [importForm] }],
      '@typescript-eslint/array-type': ['error', { default: 'generic' }],
      // Both interfaces and types are needed, because an interface has no index signature and therefore cannot be assigned to a
      // record.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // This rule demands `!`, which another rule forbids. An assertion at least names the type.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // The type of a codec has all three arguments, `t.Type<A, O, unknown>`, because they are its signature.
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      // io-ts binds `decode`, and there are no other classes here.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {
          allowDefaultCaseForExhaustiveSwitch: false,
          considerDefaultExhaustiveForUnions: false,
          requireDefaultForNonUnion: true,
        },
      ],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    rules: { 'no-restricted-imports': ['error', { patterns: [importForm] }], eqeqeq: 'error' },
  },
  {
    files: source,
    plugins: { functional },
    rules: {
      'functional/no-throw-statements': 'error',
      'functional/no-try-statements': 'error',
      'functional/no-promise-reject': 'error',
      'functional/no-classes': 'error',
      'functional/no-this-expressions': 'error',
      'no-restricted-syntax': ['error', ...impure, ...waiting],
      'no-restricted-globals': ['error', ...[...ambient, 'Promise'].map((name) => ({ name, message: argument }))],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: argument },
        ...['localeCompare', 'toLocaleString', 'toLocaleLowerCase', 'toLocaleUpperCase'].map((property) => ({
          property,
          message: 'Its result depends on the machine.',
        })),
      ],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/method-signature-style': 'error',
      '@typescript-eslint/no-shadow': 'error',
    },
  },
  {
    files: core,
    ignores: arrayHelpers,
    rules: {
      'functional/immutable-data': ['error', { ignoreImmediateMutation: true }],
      'functional/no-let': ['error', { allowInFunctions: true }],
      'functional/type-declaration-immutability': [
        'error',
        { rules: [{ identifiers: '.+', immutability: 'ReadonlyShallow', comparator: 'AtLeast' }] },
      ],
    },
  },
  {
    files: testingKit,
    rules: {
      'no-restricted-syntax': ['error', ...impure],
      'no-restricted-globals': ['error', ...ambient.map((name) => ({ name, message: argument }))],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
)
