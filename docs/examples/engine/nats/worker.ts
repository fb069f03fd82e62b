/**
 * The process of one worker: `node worker.cjs FILE INDEX OF`. It runs until SIGTERM. FILE contains the addresses of the servers
 * and the token.
 */
import { readFileSync } from 'node:fs'
import { type Address, open } from './connection.js'
import { runWorker } from './session.js'

const stop = new AbortController()
process.on('SIGTERM', () => stop.abort())

// The process that started this worker has ended without stopping it. No data is lost: another worker continues after the last page.
process.on('disconnect', () => process.exit(1))
process.channel?.unref()

const main = async ([file = '', index, of]: ReadonlyArray<string>): Promise<void> => {
  const connection = await open(JSON.parse(readFileSync(file, 'utf8')) as Address)
  await runWorker(connection, { index: Number(index), of: Number(of) }, stop.signal)
  await connection.nats.close()
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
