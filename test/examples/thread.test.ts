import fc from 'fast-check'
import { EventEmitter } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { InputFromJson } from 'marketo-account-sync/codecs'
import { anyInput } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'
import { decodedLines, type ReadLine } from '../../docs/examples/simulate/lines.js'
import { answerChunks, decodedInThread, type Thread } from '../../docs/examples/simulate/thread.js'

async function* stream(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

const decodedIn = async (batches: AsyncIterable<ReadonlyArray<ReadLine>>) => {
  const all = []
  for await (const batch of batches) all.push(...batch.map(({ decoded }) => decoded))
  return all
}

/** Starts `answerChunks` in this thread. The channel copies its messages as it does between two threads. */
const overChannel = (): Thread => {
  const { port1, port2 } = new MessageChannel()
  answerChunks(port2)
  return Object.assign(port1, { terminate: () => port1.close() }) as unknown as Thread
}

const newline = Buffer.from('\n')
const input = anyInput.map((one) => JSON.stringify(InputFromJson.encode(one)))
const noInput = fc.constantFrom('', '  ', '{}', '[]', '{"_tag":', '{"_tag":"SyncAccount"}', 'Ä語😀', '\r')
const line = fc.oneof(input.map(Buffer.from), noInput.map(Buffer.from), fc.constant(Buffer.from([0xc3, 0x28])))

describe('decoding the lines of a file in a second thread', () => {
  it('gives the same inputs and errors as decoding in one thread, for any division of the bytes into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line), line, fc.integer({ min: 1, max: 2_000 }), async (lines, last, size) => {
        const bytes = Buffer.concat([...lines.flatMap((one) => [one, newline]), last])
        const expected = await decodedIn(decodedLines(stream(bytes, size)))
        expect(await decodedIn(decodedInThread(overChannel, stream(bytes, size)))).toStrictEqual(expected)
      }),
    )
  })

  it('reads only a few chunks ahead', async () => {
    let read = 0
    const chunks = async function* () {
      for (; read < 1_000; read++) yield await Promise.resolve(Buffer.from('{}\n'))
    }
    const batches = decodedInThread(overChannel, chunks())
    for (let n = 1; n <= 20; n++) {
      await batches.next()
      expect(read).toBeLessThan(n + 6)
    }
    await batches.return(undefined)
  })

  it('ends the thread if nobody reads its lines any more', async () => {
    let isEnded = false
    const start = () => {
      const thread = overChannel()
      const { terminate } = thread
      return Object.assign(thread, { terminate: () => ((isEnded = true), terminate()) })
    }
    const batches = decodedInThread(start, stream(Buffer.from('{}\n{}\n'), 3))
    await batches.next()
    await batches.return(undefined)
    expect(isEnded).toBe(true)
  })

  it('fails if the thread fails', async () => {
    const start = () => {
      const thread = Object.assign(new EventEmitter(), { postMessage: () => undefined, terminate: () => undefined })
      setImmediate(() => thread.emit('error', new Error('out of memory')))
      return thread
    }
    await expect(decodedIn(decodedInThread(start, stream(Buffer.from('{}\n'), 3)))).rejects.toThrow('out of memory')
  })
})
