// Tests the engine as a command on a cluster of NATS servers. The test kills workers and servers.
import { expect, test } from 'vitest'
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
