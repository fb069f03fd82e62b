import { expect, test } from 'vitest'
import { callWithTimeout, reasonOf } from '../../src/testing/CallWithTimeout.js'
import { afterAnswers } from './systems.js'

test.each<readonly [string, unknown, string]>([
  ['an error', new Error('gone'), 'gone'],
  ['an object that has the key `message`', { message: 7 }, '7'],
  ['an object that has no key `message`', { code: 1 }, '{"code":1}'],
  ['null', null, 'null'],
  ['a string', 'gone', '"gone"'],
  ['a function that has the key `message`', Object.assign(() => 1, { message: 'gone' }), '"(not JSON: function)"'],
])('the report about a call contains the reason if the system under test throws %s', async (_, thrown, reason) => {
  expect(await reasonOf(thrown)).toBe(reason)
})

test('a call of the system under test results in an answer, an error or a timeout', async () => {
  const call = callWithTimeout(afterAnswers, 5)
  expect(await call(() => Promise.resolve(1))).toEqual({ _tag: 'Answered', value: 1 })
  expect(await call(() => Promise.reject(new Error('gone')))).toEqual({ _tag: 'Threw', reason: 'gone' })
  expect(await call(() => new Promise(() => undefined))).toEqual({ _tag: 'TimedOut' })
})
