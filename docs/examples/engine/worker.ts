/** The process of one worker: `node worker.cjs URL`. It runs until SIGTERM. */
import { workUntil } from './loop.js'
import { postgres } from './postgres.js'

let isStopped = false
process.on('SIGTERM', () => {
  isStopped = true
})

// The process that started this worker has ended without stopping it. No data is lost, because the server rolls the batch back.
process.on('disconnect', () => process.exit(1))
process.channel?.unref()

const main = async (url: string): Promise<void> => {
  const database = postgres(url)
  await workUntil(database, () => isStopped)
  await database.close()
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
