// Installs the packages that `npm run bench` measures against, if they are missing. They have a package.json of their own,
// because better-sqlite3 may compile for a minute or more, and building and testing the library does not need it.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const changed = (path) => statSync(new URL(path, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0

if (changed('node_modules/.package-lock.json') < changed('package-lock.json')) {
  console.error('bench: installing Immer, Mutative, Redux Toolkit and better-sqlite3 under test/bench')
  const { status } = spawnSync('npm', ['ci'], { cwd: fileURLToPath(new URL('.', import.meta.url)), stdio: 'inherit' })
  process.exitCode = status ?? 1
}
