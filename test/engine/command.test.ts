// Tests the engine as a command. The tests start a database server, and one test kills workers and the server.
import { describe, expect, test } from 'vitest'
import { startServer } from '../../docs/examples/engine/server.js'
import { simulate } from '../examples/scripts.js'
import { expectCommands } from './commands.js'
import { engine } from './run.js'

test('the demo of the engine ends with the same Marketo state that simulate prints', async () => {
  const { out } = await simulate(['docs/examples/demo.jsonl', '--json'])
  const picture = out.trimEnd().split('\n').at(-1)
  expect(await engine()).toEqual({
    code: 0,
    out: `${picture ?? ''}\n`,
    err: '17 decisions, 0 dead letters, 0 in the queue, 0 waiting for an account, lost 0, doubled 0, equal\n',
  })
})

test('the engine decides 20,000 inputs once and correctly while 20 workers and the server are killed', async () => {
  const { code, out, err } = await engine('--inputs', '20000', '--workers', '4', '--kills', '20')
  console.log(out)
  expect(err).toBe('')
  expect(out).toMatch(
    /^20,000 inputs, [\d,]+ decisions, \d+ dead letters, 1 restart, 4 workers, 0 deadlocks, 20 kills, /,
  )
  expect(out).toMatch(/, lost 0, doubled 0, equal\n$/)
  expect(code).toBe(0)
})

test('the commands of the engine submit inputs, run workers, answer questions and change the settings of a server', async () => {
  const server = startServer()
  try {
    await expectCommands(['--postgres', server.url], ['work'], async (outOf) => {
      while (!(await outOf('metrics')).startsWith('0 in the queue')) continue
    })
  } finally {
    server.stop()
  }
})

describe('the command line of the engine', () => {
  test.each([
    ['an option is unknown', ['--input', '3'], "Unknown option '--input'"],
    ['the command does not exist', ['wrok'], 'there is no command "wrok"'],
    ['a number is not a number', ['--inputs', 'many'], '--inputs takes a whole number from 1, found "many"'],
    ['there are no workers', ['--inputs', '3', '--workers', '0'], '--workers takes a whole number from 1, found "0"'],
    ['workers have no inputs', ['--workers', '2'], '--workers, --kills, --contacts and --nats need --inputs'],
    [
      'a server is named for generated inputs',
      ['--inputs', '3', '--postgres', 'x'],
      '--inputs starts servers of its own',
    ],
    ['two kinds of servers are named', ['--postgres', 'x', '--nats-servers', 'h:1'], 'choose one of'],
    ['a NATS server has no port', ['--nats-servers', 'host', 'check'], '--nats-servers takes a list such as'],
    ['the worker is not one of the workers', ['work', '3/3'], 'work takes a worker such as 0/3'],
    ['a file is missing', ['submit'], 'submit takes 1 argument'],
    ['an argument is too much', ['check', 'all'], 'check takes no arguments'],
    ['the id is not that of a contact', ['value', '001', 'Industry'], 'contactId: expected'],
    ['the settings are no JSON', ['settings', '{'], '--settings takes JSON'],
  ])('is refused if %s', async (_, args, message) => {
    const { code, out, err } = await engine(...args)
    expect(err).toContain(message)
    expect(err).toContain('Usage: npm run engine')
    expect({ code, out }).toEqual({ code: 64, out: '' })
  })
})
