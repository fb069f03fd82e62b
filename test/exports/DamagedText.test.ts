import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDamagedCopy, maySpreadsheetChange } from '../../src/exports/DamagedText.js'

test.each([
  ['Kraków', 'KrakÃ³w'],
  ['Kraków', 'Krak?w'],
  ['Kraków', 'Krak\uFFFDw'],
  ['Łódź', 'Å\u0081Ã³dÅº'],
  ['Zürich & Genève', 'ZÃ¼rich & Gen?ve'],
  ['Zürich & Genève', 'Zürich & Gen?ve'],
  ['東京', 'æ\u009D±äº¬'],
  ['东', 'ä¸\u009C'],
  ['voilà!', 'voilÃ !'],
  ['東京', '??'],
  ['a😀b', 'a?b'],
  ['a😀b', 'a??b'],
])('%j can have become %j by a wrong encoding', (text, copy) => {
  expect(isDamagedCopy(text, copy)).toBe(true)
  expect(isDamagedCopy(copy, text)).toBe(false)
})

test.each([
  ['Kraków', 'Kraków'],
  ['Kraków', 'Krakow'],
  ['Kraków', 'Krak'],
  ['Kraków', 'Krak?'],
  ['Kraków', 'Krak?ws'],
  ['Kraków', 'Krak??w'],
  ['Kraków', 'KrakÃw'],
  ['Kraków', 'KrakÄ³w'],
  ['Why', 'Wh?'],
  ['', '?'],
])('%j cannot have become %j by a wrong encoding', (text, copy) => {
  expect(isDamagedCopy(text, copy)).toBe(false)
})

test('each text that is decoded from UTF-8 as Latin-1 is recognised', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const copy = Buffer.from(text, 'utf8').toString('latin1')
      expect(isDamagedCopy(text, copy)).toBe(copy !== text)
    }),
  )
})

test.each([
  ['0064', '64', true],
  ['+1555', '1555', true],
  ["'=1+1", '=1+1', true],
  ["'-4", '-4', true],
  ['0064', '0064', false],
  ['0064', '640', false],
  ['0', '00', true],
  ['064a', '64a', false],
  ["'a", 'a', false],
])('whether a spreadsheet can turn one of the texts %j and %j into the other: %s', (a, b, expected) => {
  expect([maySpreadsheetChange(a, b), maySpreadsheetChange(b, a)]).toEqual([expected, expected])
})
