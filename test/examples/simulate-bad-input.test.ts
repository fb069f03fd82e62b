import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { account, alder, contact, edit, maria } from './inputs.js'
import { file, lines, run, simulate, simulateJson } from './scripts.js'

const good = account(alder, 1, { Phone: '1' })
const record = (change: object) => ({ ...good, record: { ...good.record, ...change } })

/** Each case has the description of a mistake, a line with the mistake, and the path in the report. */
const bad: ReadonlyArray<readonly [what: string, line: unknown, path: string]> = [
  ['text that is not JSON', '{"_tag":"SyncAccount"', ''],
  ['JSON that is not an object', '[1]', ''],
  ['null', 'null', ''],
  ['a record without Id', record({ Id: undefined }), 'record.Id'],
  ['a record without SystemModstamp', record({ SystemModstamp: undefined }), 'record.SystemModstamp'],
  ['an id with a wrong suffix', record({ Id: '0015g00000AlderAAA' }), 'record.Id'],
  ['an id with the prefix of a different object', record({ Id: maria }), 'record.Id'],
  ['a date that does not exist', record({ SystemModstamp: '2026-02-30T00:00:00Z' }), 'record.SystemModstamp'],
  [
    'an infinite number',
    JSON.stringify(record({ Size__c: 0 })).replace('"Size__c":0', '"Size__c":1e999'),
    'record.Size__c',
  ],
  ['an unknown _tag', { ...good, _tag: 'SyncAcount' }, '_tag'],
  ['no _tag', { at: good.at }, '_tag'],
  ['a tag that is the name of an inherited property', { ...good, _tag: 'constructor' }, '_tag'],
  ['a wrong type three levels deep', record({ attributes: { type: 7 } }), 'record.attributes.type'],
  ['a key that is not a field name', record({ 'Phone number': '1' }), 'record.Phone number'],
  [
    'a key __proto__',
    JSON.stringify(record({ X: 1 })).replace('"X":1', '"__proto__":{"Phone":"2"}'),
    'record.__proto__',
  ],
  ['a line of a megabyte', 'x'.repeat(1_000_000), ''],
  ['a value of a megabyte in the wrong place', edit('y'.repeat(1_000_000), 'Phone', '1'), 'contactId'],
  ['a contact without AccountId', contact(maria, alder, 1, { AccountId: undefined }), 'record.AccountId'],
]

/** The output for a history in which each bad line is between two good lines. */
const mixed = simulateJson(
  lines(good, ...bad.flatMap(([, line], at) => [line, account(alder, 2 + at, { Phone: String(at) })])),
)

describe('a line that is not an input of the command `simulate`', () => {
  for (const [at, [what, , path]] of bad.entries())
    it(`is reported with its path, and the next line is processed (${what})`, async () => {
      const { steps } = await mixed
      const line = 2 + 2 * at
      const step = steps[line - 1]
      expect(step).toMatchObject({ line, undecodable: { path } })
      const { expected, found } = step?.['undecodable'] as { expected: string; found: string }
      expect([expected.length > 0, found.length > 0]).toEqual([true, true])
      expect(JSON.stringify(step).length).toBeLessThan(600)
      expect(steps[line]).toMatchObject({ line: line + 1, events: [{ changes: [{ newValue: String(at) }] }] })
    })

  it('ends the command with exit code 2, without a stack trace', async () => {
    const { code, err, last } = await mixed
    expect([code, err]).toEqual([2, ''])
    expect(last).toMatchObject({ accounts: { [alder]: { values: { Phone: String(bad.length - 1) } } } })
  })

  it('is reported with no more than 20 errors, and all remaining errors are counted', async () => {
    const keys = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`bad key ${at}`, 1]))
    const { steps } = await simulateJson(lines(record({ Id: '1', SystemModstamp: 7 }), record(keys)))
    expect(steps[0]).toMatchObject({
      undecodable: { path: 'record.Id', found: '"1"', more: [{ path: 'record.SystemModstamp', found: '7' }] },
    })
    expect(steps[1]).toMatchObject({ undecodable: { path: 'record.bad key 0', omitted: 9_980 } })
    expect((steps[1]?.['undecodable'] as { more: ReadonlyArray<unknown> }).more).toHaveLength(19)
  })

  it('is reported if the line is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('"'), Buffer.from([0xff, 0xfe]), Buffer.from(`"\n${lines(good)}`)])
    const { code, steps } = await simulateJson(bytes)
    expect(code).toBe(2)
    expect(steps).toMatchObject([
      { line: 1, undecodable: { expected: 'text in UTF-8' } },
      { line: 2, logged: 0 },
    ])
  })

  it('does not crash the command, even if the line is deeply nested', async () => {
    const deep = JSON.stringify(record({ X: 0 })).replace('"X":0', `"X":${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    const { code, err, steps } = await simulateJson(deep)
    expect([code, err, steps.length]).toEqual([0, '', 1])
  })

  it('is reported in the table with its line number, the path, the expected value and the found value', async () => {
    const { code, out } = await simulate(['-'], lines(good, record({ Id: maria })))
    expect(code).toBe(2)
    expect(out).toMatch(/^line 2 +NOT AN INPUT/m)
    expect(out).toMatch(/where +record\.Id\n/)
    expect(out).toMatch(/expected the id of an Account/)
    expect(out).toMatch(new RegExp(`found +"${maria}"`))
    expect(out).toMatch(/^not an input +1 \(line 2\)$/m)
  })
})

describe('a file that is not in the input format of the command `simulate`', () => {
  it.each([
    ['CSV with commas', 'Id,Name,Industry', 'audit'],
    ['CSV with semicolons', '\uFEFF"Id";"Account Name"', 'audit'],
    ['a row of Salesforce', JSON.stringify({ Id: alder, Name: 'Alder' }), 'deliveries'],
    ['a page of a query', JSON.stringify({ totalSize: 0, done: true, records: [] }), 'accountsFromQuery'],
    ['a change event', JSON.stringify({ replayId: 1, payload: {} }), 'changesFromPubSub'],
    ['a page of activities', JSON.stringify({ requestId: 'x', result: [], success: true }), 'activitiesFromMarketo'],
  ])('%s gives an error that names the right command or function', async (_, line, named) => {
    const { out } = await simulate(['-'], lines(line))
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`This looks like .*${named}`))
  })
  it('gives a single error for the whole file', async () => {
    const { out } = await simulate(['-'], lines('Id,Name', '1,Alder', '2,Harbor'))
    expect(out.match(/This looks like/g)).toHaveLength(1)
  })
  it('names no other command if one line is a misspelled input of `simulate`', async () => {
    const { out } = await simulate(['-'], lines({ ...good, _tag: 'SyncAcount' }, 'what, ever?', '{"a":1}'))
    expect(out).not.toContain('This looks like')
  })
})

describe('a long record for the command `simulate`', () => {
  it('can have one megabyte', async () => {
    const { code, last } = await simulateJson(lines(account(alder, 1, { Description: 'é'.repeat(500_000) })))
    expect(code).toBe(0)
    expect(last).toMatchObject({ accounts: { [alder]: { values: { Description: 'é'.repeat(500_000) } } } })
  })
})

describe('the command line of `simulate`', () => {
  const wrong: ReadonlyArray<readonly [what: string, args: () => ReadonlyArray<string>, says: RegExp]> = [
    ['no FILE', () => [], /FILE is missing/],
    ['two FILEs', () => ['a', 'b'], /one FILE/],
    ['an unknown option', () => ['-', '--jsn'], /--jsn/],
    ['an unknown short option', () => ['-', '-x'], /-x/],
    ['the option --settings without a value', () => ['-', '--settings'], /--settings/],
    ['the option --settings without JSON', () => ['-', '--settings', '{activityCap:3}'], /--settings takes JSON/],
    [
      'an unknown setting',
      () => ['-', '--settings', '{"instance":{"cap":3}}'],
      /--settings at instance\.cap: expected/,
    ],
    [
      'a wrong value of a setting',
      () => ['-', '--settings', '{"instance":{"activityCap":-1}}'],
      /instance\.activityCap/,
    ],
    ['a missing file', () => ['no/such/file.jsonl'], /"no\/such\/file\.jsonl": there is no such file/],
    ['a directory', () => ['docs'], /"docs": it is a directory/],
    ['a path that treats a file as a directory', () => [join(file('x'), 'y')], /cannot read/],
  ]
  for (const [what, args, says] of wrong)
    it(`${what} gives exit code 64 and one line of explanation`, async () => {
      const { code, out, err } = await simulate(args())
      expect([code, out]).toEqual([64, ''])
      expect(err).toMatch(says)
      expect(err.trimEnd().split('\n')).toHaveLength(1)
    })
})

describe('the argument FILE of the command `simulate`', () => {
  it('is read like standard input', async () => {
    const history = lines(good, contact(maria, alder, 1))
    const path = join(dirname(file('')), 'a b.jsonl')
    writeFileSync(path, history)
    expect(await simulate([path])).toEqual(await simulate(['-'], history))
  })
})

describe('a report of the command `simulate` that cannot be written', () => {
  it('gives exit code 74 and the reason', async () => {
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error(), { code: 'ENOSPC' })),
    })
    expect(await simulate(['-'], lines(good), stdout)).toEqual({
      code: 74,
      out: '',
      err: 'simulate: the report cannot be written: ENOSPC\n',
    })
  })
})

describe('the command `simulate` as a process', () => {
  it('reads standard input, and ends with exit code 2 if a line is not an input', async () => {
    const { code, out, err } = await run(['simulate', '-', '--json'], { stdin: lines(good, '{') })
    expect([code, err]).toEqual([2, ''])
    expect(out).toBe((await simulate(['-', '--json'], lines(good, '{'))).out)
  })

  it('ends without an error if its reader closes the pipe early (| head)', async () => {
    const history = lines(
      ...Array.from({ length: 20_000 }, (_, at) => account(alder, 1 + (at % 28), { Phone: String(at) })),
    )
    const { out, err, code } = await run(['simulate', file(history), '--json'], { enough: 1_000 })
    expect([err, code]).toEqual(['', 0])
    expect(out).not.toContain('"accounts"')
  })
})
