import { expect, test } from 'vitest'
import { ask, reasonOf } from '../../src/testing/CallWithTimeout.js'

test.each<readonly [string, unknown, string]>([
  ['an error', new Error('gone'), 'gone'],
  ['what has a message', { message: 7 }, '7'],
  ['what has none', { code: 1 }, '{"code":1}'],
  ['null', null, 'null'],
  ['a text', 'gone', '"gone"'],
  ['a function with a message', Object.assign(() => 1, { message: 'gone' }), '"(not JSON: function)"'],
])('the reason of a throw of %s is told', async (_, thrown, reason) => {
  expect(await reasonOf(thrown)).toBe(reason)
})

test('a call is answered, or threw, or got no answer in its time', async () => {
  const asked = ask(globalThis, 5)
  expect(await asked(() => Promise.resolve(1))).toEqual({ _tag: 'Answered', value: 1 })
  expect(await asked(() => Promise.reject(new Error('gone')))).toEqual({ _tag: 'Threw', reason: 'gone' })
  expect(await asked(() => new Promise(() => undefined))).toEqual({ _tag: 'NoAnswer' })
})
