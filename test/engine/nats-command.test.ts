// Tests the engine as a command on NATS servers. One test kills workers and servers.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { open } from '../../docs/examples/engine/nats/connection.js'
import { type Servers, startServers } from '../../docs/examples/engine/nats/servers.js'
import { simulate } from '../examples/scripts.js'
import { expectCommands } from './commands.js'
import { engine } from './run.js'

test('the NATS engine decides 3,000 inputs once and correctly while five workers and a NATS server are killed', async () => {
  const { code, out, err } = await engine('--nats', '--inputs', '3000', '--workers', '2', '--kills', '5')
  console.log(out)
  expect(err).toBe('')
  expect(out).toMatch(
    /^3,000 inputs, [\d,]+ decisions, \d+ dead letters, 3 servers, 1 server kill, 2 workers, 5 kills, /,
  )
  expect(out).toMatch(/, lost 0, doubled 0, equal\n$/)
  expect(code).toBe(0)
})

test('for an existing org, the NATS engine makes the same decisions as `simulate`', async () => {
  const { code, out } = await engine('--nats', '--inputs', '300', '--workers', '1', '--contacts', '2000')
  expect(out).toMatch(/^(300 inputs, .*, lost 0, doubled 0, equal\n){2}$/)
  expect(code).toBe(0)
})

describe('the NATS engine on servers that run already', () => {
  const started: { servers?: Servers; token?: string | undefined } = {}
  beforeAll(async () => {
    started.servers = await startServers(1)
    started.token = process.env['NATS_TOKEN']
    process.env['NATS_TOKEN'] = started.servers.address.token
  })
  afterAll(async () => {
    if (started.token === undefined) delete process.env['NATS_TOKEN']
    else process.env['NATS_TOKEN'] = started.token
    await started.servers?.stop()
  })
  const onServers = (): ReadonlyArray<string> => ['--nats-servers', started.servers!.address.servers.join(',')]
  const on = (...args: ReadonlyArray<string>) => engine(...onServers(), ...args)
  const outOf = async (...args: ReadonlyArray<string>): Promise<string> => (await on(...args)).out.trimEnd()

  test('the commands of the engine submit inputs, run workers, answer questions and change the settings', async () => {
    await expectCommands(onServers(), ['work', '0/1'], async () => {
      expect(await outOf('check')).toMatch(/^1[78] decisions, .* lost 0, doubled 0, equal$/)
      expect(await outOf('metrics')).toBe('0 in the queue, 0 waiting for an account, 0 dead letters')
    })
    expect(await outOf('at-risk')).toMatch(/sync\.override-all/)
    expect(await outOf('dead-letters')).toBe('')
    expect(await outOf('submit', 'package.json')).toMatch(
      /^(\d+) inputs are stored\. \1 of them are new dead letters\.$/,
    )
    expect(await outOf('dead-letters')).toMatch(/package\.json 1: expected one JSON object/)
    expect(await outOf('metrics')).toMatch(/^0 in the queue, 0 waiting for an account, [1-9]\d+ dead letters$/)
    expect(await outOf('release')).toBe('0 inputs that held partitions can continue.')
  })

  test('the command `demo` ends with the same Marketo state that simulate prints', async () => {
    const connection = await open(started.servers!.address)
    for (const stream of ['engine', 'KV_engine']) await connection.manager.streams.delete(stream)
    const { out } = await simulate(['docs/examples/demo.jsonl', '--json'])
    const { out: printed } = await on()
    expect(printed.trimEnd()).toBe(out.trimEnd().split('\n').at(-1))
    await connection.nats.close()
  })
})
