// Walks through both worlds to their end: `npm run exhaustive`, some minutes.
import { reference } from 'marketo-account-sync/testing'
import { brokenBy } from './check.js'
import { explore } from './explore.js'
import { oneAccount, twoAccounts } from './worlds.js'

const count = (n: number): string => n.toLocaleString('en')

for (const world of [oneAccount, twoAccounts]) {
  console.log(`${world.name}: ${world.inputs.length} inputs`)
  const started = performance.now()
  const { states, transitions, byDepth, fault } = explore(
    world,
    reference,
    brokenBy(world.settings, reference),
    (depth, known) => console.log(`  after ${depth + 1} inputs ${count(known)} states`),
  )
  const seconds = ((performance.now() - started) / 1_000).toFixed(1)
  console.log(`  states ${count(states)}, transitions ${count(transitions)}, depth ${byDepth.length - 1}, ${seconds} s`)
  if (fault === null && states < world.atLeast) {
    console.log(`  TOO FEW: at least ${count(world.atLeast)} states were to be walked`)
    process.exitCode = 1
  } else if (fault === null) console.log('  nothing new any more, and nothing broken')
  else {
    console.log(`  BROKEN: ${fault.broken}`)
    for (const input of fault.history) console.log(`    ${JSON.stringify(input)}`)
    process.exitCode = 1
  }
}
