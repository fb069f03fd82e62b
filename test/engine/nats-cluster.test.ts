// Tests the engine on a cluster of three NATS servers. A cluster can accept two conditional writes at the same moment.
import { describe, expect, test } from 'vitest'
import { openBucket } from '../../docs/examples/engine/nats/bucket.js'
import { pages, write } from '../../docs/examples/engine/nats/connection.js'
import { untilIdle } from '../../docs/examples/engine/nats/settings.js'
import { submit } from '../../docs/examples/engine/nats/submit.js'
import { inputsOf } from '../../docs/examples/engine/shared/generate.js'
import { checked, startWorker, withServer } from './nats-servers.js'

const server = withServer(3)

describe('the engine on a cluster of NATS servers', () => {
  test('only one of four writes succeeds if all four follow the same page and arrive at the same moment', async () => {
    const subject = 'engine.lane.1'
    let last = 0
    for (let round = 0; round < 30; round++) {
      const results = await Promise.allSettled(
        [1, 2, 3, 4].map((n) => write(server.connection(), pages, subject, last, String(n))),
      )
      const written = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
      expect(written.length).toBe(1)
      last = written[0] ?? 0
    }
  })

  test('the newest of four values is found if all four are put into the bucket at the same moment', async () => {
    const buckets = [1, 2, 3, 4].map(() => openBucket(server.connection()))
    for (let page = 10; page <= 300; page += 10) {
      await Promise.all(buckets.map((each, index) => each.put('key', { page: page + index, value: index })))
      expect(await openBucket(server.connection()).get('key')).toMatchObject({ page: page + 3, value: 3 })
    }
  })

  test('two workers with the same lanes decide each input once', async () => {
    await submit(server.connection(), 'test')(1, [...inputsOf({ contacts: 60 }, 600)])
    const workers = await Promise.all([startWorker(server.address()), startWorker(server.address())])
    await untilIdle(server.connection())
    await Promise.all(workers.map(({ stop }) => stop()))
    expect(await checked(server.connection())).toMatchObject({ lost: 0, doubled: 0, differences: [], held: [] })
  })
})
