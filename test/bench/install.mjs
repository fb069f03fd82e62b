// `npm run bench` compares the library with some other packages. If these packages are missing, this script installs them. They
// have their own package.json, because better-sqlite3 can compile for a minute or more, and you do not need better-sqlite3 to
// build and test the library.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const changed = (path) => statSync(new URL(path, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0

if (changed('node_modules/.package-lock.json') < changed('package-lock.json')) {
  console.error('bench: installing Immer, Mutative, Redux Toolkit and better-sqlite3 under test/bench')
  const { status } = spawnSync('npm', ['ci'], { cwd: fileURLToPath(new URL('.', import.meta.url)), stdio: 'inherit' })
  process.exitCode = status ?? 1
}
