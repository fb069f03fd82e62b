/**
 * The command line of the package: `npx marketo-account-sync demo | simulate | audit | questions | rules [id]`. The build bundles it into
 * one file, so that the package needs no dependencies for it. The same file is also the program of the second thread.
 */
import { availableParallelism } from 'node:os'
import { parentPort, Worker } from 'node:worker_threads'
import { main } from './cli/main.js'
import { answerChunks } from './simulate/thread.js'

const { stdin, stdout, stderr } = process
const surroundings = { stdin, stdout, stderr, directory: process.cwd() }

const startThread = () => new Worker(new URL(import.meta.url))
// With one core, a second thread would only cost time.
const threads = availableParallelism() > 1 ? { startThread } : {}

if (parentPort === null) process.exitCode = await main(process.argv.slice(2), { ...surroundings, ...threads })
else answerChunks(parentPort)
