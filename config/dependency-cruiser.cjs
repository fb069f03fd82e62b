// Which folder of src/ may import which. `npm run lint:imports` checks it here rather than eslint, because the lint rules for
// imports look away from `import type`.

/** Each folder of src/ and the folders below it, in dependency order. A folder that is missing here may import nothing. */
const below = {
  model: [],
  rules: ['model'],
  marketo: ['model', 'rules'],
  codecs: ['model', 'rules', 'marketo'],
  records: ['model', 'rules', 'marketo', 'codecs'],
  exports: ['model', 'rules', 'marketo', 'codecs', 'records'],
  questions: ['model', 'rules', 'marketo', 'codecs'],
  audit: ['model', 'rules', 'marketo', 'codecs', 'records', 'exports', 'questions'],
  histories: ['model', 'rules', 'marketo', 'codecs'],
  partitions: ['model', 'rules', 'marketo', 'codecs'],
  testing: [
    'model',
    'rules',
    'marketo',
    'codecs',
    'records',
    'exports',
    'questions',
    'partitions',
    'audit',
    'histories',
  ],
}
const folders = Object.keys(below)
const anyOf = (names) => `^src/(${names.join('|')})/`
const peers = (...names) => `^src/|^node_modules/(${names.join('|')})/`

/** The entries of package.json. They re-export what their folder (or the core) holds, and no other file imports them. */
const entry = '/index[.]ts$'

const upward = Object.entries(below).map(([folder, lower]) => ({
  name: `${folder}-imports-upwards`,
  comment: `src/${folder} may import ${lower.length === 0 ? 'no other folder' : lower.join(', ')}.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: anyOf([folder, ...lower]) },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'main-entry-exports-an-edge',
      comment: 'The main entry exports the core alone, so that it stays small.',
      severity: 'error',
      from: { path: '^src/[^/]+$' },
      to: { path: '^src/', pathNot: anyOf(['model', 'rules', 'marketo']) },
    },
    {
      name: 'folder-without-a-place',
      comment: 'Give the folder its place among those above.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: anyOf(folders) },
      to: { path: '' },
    },
    {
      name: 'cycle',
      comment: 'A reader must be able to read a file after the files that it imports.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'barrel-import',
      comment: 'Import the file that holds the thing, not an index.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: entry },
    },
    {
      name: 'not-a-peer',
      comment: 'The library needs fp-ts and io-ts, and nothing else.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/testing/' },
      to: { pathNot: peers('fp-ts', 'io-ts') },
    },
    {
      name: 'testing-not-a-peer',
      comment: 'The testing kit needs fp-ts, io-ts and fast-check, and nothing else.',
      severity: 'error',
      from: { path: '^src/testing/' },
      to: { pathNot: peers('fp-ts', 'io-ts', 'fast-check') },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
}
