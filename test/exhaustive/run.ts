// Implements the command `npm run exhaustive -- [small|medium|large]`, which walks through all histories of the small, medium or
// large worlds. Without an argument, the command uses the large worlds.
import { reference } from 'marketo-account-sync/testing'
import { explore } from './explore.js'
import type { World } from './worlds.js'
import { worlds } from './worlds.js'

const count = (n: number): string => n.toLocaleString('en')

const walk = (world: World): boolean => {
  console.log(`${world.name}: ${world.inputs.length} inputs`)
  const started = performance.now()
  const { states, transitions, byDepth, fault } = explore(world, reference, (depth, known) => {
    console.log(`  after ${depth + 1} inputs ${count(known)} states`)
  })
  const seconds = ((performance.now() - started) / 1_000).toFixed(1)
  console.log(`  states ${count(states)}, transitions ${count(transitions)}, depth ${byDepth.length - 1}, ${seconds} s`)
  if (fault !== null) {
    console.log(`  FAULT: ${fault.differences.join('; ')}`)
    for (const input of fault.history) console.log(`    ${JSON.stringify(input)}`)
    return false
  }
  if (states === world.states) console.log('  every state was reached, and the oracle agrees everywhere')
  else console.log(`  WRONG COUNT: the world has ${count(world.states)} states`)
  return states === world.states
}

const size = process.argv[2] ?? 'large'
const chosen = Object.entries(worlds).find(([name]) => name === size)?.[1] ?? []
if (chosen.length === 0)
  console.log(`there is no world called ${size}: choose one of ${Object.keys(worlds).join(', ')}`)
if (chosen.length === 0 || chosen.map(walk).includes(false)) process.exitCode = 1
