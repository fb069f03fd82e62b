// Runs all checks that must pass before a change is merged: `npm run check`. CI also runs it, after .ci/run has installed the
// packages. All steps run even if one fails, so that one run shows all problems. The last line counts the tests, and counts each
// other step as one test.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = mkdtempSync(join(tmpdir(), 'marketo-account-sync-check-'))
const report = join(reports, 'tests.json')

/** A step whose name ends in "tests" runs vitest. It counts as its number of tests. */
const steps = [
  ['format', 'format:check'],
  ['types', 'typecheck'],
  ['lint', 'lint'],
  ['imports', 'lint:imports'],
  ['unused code', 'knip'],
  ['tests', 'test'],
  ['engine tests', 'test:engine'],
  ['rule explorer', 'explorer', '--check'],
  ['browser tests', 'test:browser'],
  ['exhaustive walk', 'exhaustive', 'medium'],
  ['package tests', 'test:package'],
  ['public surface', 'api:check'],
]

const npmRun = (script, args) => {
  const { status, error } = spawnSync('npm', ['run', '--silent', script, '--', ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CI: 'true' },
  })
  if (error !== undefined) console.error(error.message)
  return status === 0
}

const runStep = (script, args) => (npmRun(script, args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

const runTests = (script) => {
  rmSync(report, { force: true })
  const isOk = npmRun(script, ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`])
  try {
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, 'utf8'))
    // A run can fail without a failed test: if a file does not load, if there is a type error, or if there are no tests.
    const failedOtherwise = failed === 0 && (!isOk || passed === 0)
    return { passed, failed: failedOtherwise ? 1 : failed }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

const total = { passed: 0, failed: 0 }
const broken = []
for (const [name, script, ...args] of steps) {
  console.log(`\n== ${name}`)
  const start = performance.now()
  const { passed, failed } = name.endsWith('tests') ? runTests(script) : runStep(script, args)
  total.passed += passed
  total.failed += failed
  if (failed > 0) broken.push(`${name} (npm run ${[script, ...args].join(' -- ')})`)
  console.log(`== ${name}: ${failed > 0 ? 'FAILED' : 'ok'} (${Math.round((performance.now() - start) / 1000)} s)`)
}
rmSync(reports, { recursive: true, force: true })

console.log()
for (const name of broken) console.log(`failed: ${name}`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1
