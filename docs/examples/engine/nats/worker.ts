/** The process of one worker: `node worker.cjs ADDRESS INDEX OF`. It works until SIGTERM. */
import { type Address, open } from './connection.js'
import { runWorker } from './session.js'

const stop = new AbortController()
process.on('SIGTERM', () => stop.abort())

// Whoever has started the worker has ended without stopping it. Nothing is lost: another worker goes on after the last page.
process.on('disconnect', () => process.exit(1))
process.channel?.unref()

const main = async ([address = '', index, of]: ReadonlyArray<string>): Promise<void> => {
  const connection = await open(JSON.parse(address) as Address)
  await runWorker(connection, { index: Number(index), of: Number(of) }, stop.signal)
  await connection.nats.close()
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
