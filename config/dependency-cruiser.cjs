// Which file of src/ may import which: the reading order is the dependency order, edges import the core and never the reverse.
// Imports of types count too. Checked here rather than by a lint rule, since those look away from `import type`.
const edges = '^src/(codecs|questions|records|rules|testing)/'
const entries = '^src/(|codecs/|questions/|records/|rules/|testing/)index[.]ts$'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'A file is read after those that it imports.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-barrel',
      comment: 'Import the file that holds the thing, not an index.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '/index[.]ts$' },
    },
    {
      name: 'core-knows-no-edge',
      comment:
        'Codecs, wire records and the testing kit import the core, never the reverse. Only the entry may export them.',
      severity: 'error',
      from: { path: '^src/([^/]+[.]ts$|internal/)', pathNot: entries },
      to: { path: edges },
    },
    {
      name: 'testing-kit-apart',
      comment: 'It needs fast-check, which the other entries do not.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/testing/' },
      to: { path: '^src/testing/' },
    },
    {
      name: 'peers-only',
      comment: 'The library runs on fp-ts and io-ts alone; the testing kit on fast-check too.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/testing/' },
      to: { pathNot: '^src/|^node_modules/(fp-ts|io-ts)/' },
    },
    {
      name: 'peers-only-testing',
      comment: 'The library runs on fp-ts and io-ts alone; the testing kit on fast-check too.',
      severity: 'error',
      from: { path: '^src/testing/' },
      to: { pathNot: '^src/|^node_modules/(fp-ts|io-ts|fast-check)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
}
