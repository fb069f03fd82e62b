// Installs what `npm run bench` measures against, unless it is there. Its own package, for better-sqlite3 may have to compile
// for a minute or more, which whoever only builds and tests the library need not wait for.
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const changed = (path) => statSync(new URL(path, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0

if (changed('node_modules/.package-lock.json') < changed('package-lock.json')) {
  console.error('bench: installing Immer, Mutative, Redux Toolkit and better-sqlite3 under test/bench')
  const { status } = spawnSync('npm', ['ci'], { cwd: fileURLToPath(new URL('.', import.meta.url)), stdio: 'inherit' })
  process.exitCode = status ?? 1
}
