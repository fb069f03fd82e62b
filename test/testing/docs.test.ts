// Tests the JSON in docs/testing.md, and the example code that connects a program in a different language.
import * as E from 'fp-ts/lib/Either.js'
import { defaultSettings } from 'marketo-account-sync'
import { ActivityFromJson, RefusalFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import type { ConformsReport } from 'marketo-account-sync/testing'
import { allForms } from 'marketo-account-sync/testing'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { run } from '../docs/run.js'

const page = readFileSync(new URL('../../docs/testing.md', import.meta.url), 'utf8')
const blocks = (language: string): ReadonlyArray<string> =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code ?? '')

describe('docs/testing.md', () => {
  const [settings, outcomes, effects, picture] = blocks('json').map((text) => JSON.parse(text) as unknown)

  test('shows all default settings', () => {
    expect(settings).toEqual(SettingsFromJson.encode(defaultSettings))
  })

  test('shows refusals, deferrals, activities and requests in the JSON format of this library', () => {
    const [, { refusal }, { deferral }] = outcomes as [unknown, { refusal: unknown }, { deferral: unknown }]
    const { activities, toSalesforce } = effects as { activities: Array<unknown>; toSalesforce: Array<unknown> }
    for (const said of [refusal, deferral]) expect(E.map(RefusalFromJson.encode)(RefusalFromJson.decode(said))).toEqual(E.right(said)) // prettier-ignore
    for (const logged of activities) expect(E.map(ActivityFromJson.encode)(ActivityFromJson.decode(logged))).toEqual(E.right(logged)) // prettier-ignore
    expect(toSalesforce.map((request) => (request as { readonly _tag: string })._tag)).toEqual([
      'CreateLead',
      'ConvertSfdcLead',
    ])
  })

  test('shows a picture with three objects', () => {
    expect(Object.keys(picture as object)).toEqual(['accounts', 'contacts', 'persons'])
  })

  test('lists all forms', () => {
    expect([...page.matchAll(/^\| `([a-z0-9]+-?[a-z0-9-]*)` .*\|$/gm)].map(([, name]) => name)).toEqual(
      expect.arrayContaining([...allForms]),
    )
  })
})

/** The program of docs/testing.md, translated from Python to JavaScript, because some machines have no Python. */
const inJavaScript = `
const persons = {}
const calls = {
  reset: () => { for (const id of Object.keys(persons)) delete persons[id] },
  apply: ({ person: { id, lastName, company, sfdcType, sfdcContactId, sfdcIsDeleted } }) => {
    const sfdc = {
      Lead: { status: 'lead', isDeleted: sfdcIsDeleted },
      Contact: { status: 'contact', contactId: sfdcContactId },
      null: { status: 'not in Salesforce' },
    }[sfdcType]
    persons[id] = { lastName, company: company, sfdc }
    return { activities: [], toSalesforce: [] }
  },
  picture: () => ({ accounts: {}, contacts: {}, persons }),
}
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const [name, ...args] = JSON.parse(line)
  console.log(JSON.stringify(calls[name](...args) ?? null))
})`

const [inPython = ''] = blocks('python')
const glue = blocks('ts').find((code) => code.includes('systemIn')) ?? ''

interface Program {
  readonly command: string
  readonly option: string
  readonly right: string
  readonly wrong: string
  readonly dying: string
  readonly slow: string
}

const javaScript: Program = {
  command: process.execPath,
  option: '-e',
  right: inJavaScript,
  wrong: inJavaScript.replace('company: company', 'company: company || null'),
  dying: inJavaScript.replace('const sfdc', "if (sfdcType === 'Contact') process.exit(3)\n    const sfdc"),
  slow: `setTimeout(() => {${inJavaScript}}, 60000)`,
}
const python: Program = {
  command: 'python3',
  option: '-c',
  right: inPython,
  wrong: inPython.replace('person["company"]', 'person["company"] or None'),
  dying: inPython.replace('    lead =', '    if person["sfdcType"] == "Contact": sys.exit(3)\n    lead ='),
  slow: `import time\ntime.sleep(60)\n${inPython}`,
}

/** Tests a program with the example code of docs/testing.md, and then stops the program. */
const reportOf = async ({ command, option }: Program, program: string, timeLimit = 60_000): Promise<ConformsReport> => {
  const code = `${glue}
    import { allForms, conforms } from 'marketo-account-sync/testing'
    const forms = allForms.filter((form) => form !== 'ids-of-15')
    const system = systemIn(${JSON.stringify(command)}, ${JSON.stringify([option, program])})
    const options = { timers: globalThis, inputs: ['PutPerson'], forms, histories: 100, timeLimit: ${timeLimit} }
    console.log(JSON.stringify(await conforms(options)(system)))
    system.stop()`
  const [report = ''] = await run(code)
  return JSON.parse(report) as ConformsReport
}

const hasPython = spawnSync('python3', ['--version']).status === 0

describe.each([['JavaScript', javaScript] as const, ...(hasPython ? [['Python', python] as const] : [])])(
  'the example code in docs/testing.md with a program in %s',
  (_language, program) => {
    test('reports success if the program follows the rules', async () => {
      expect(await reportOf(program, program.right)).toMatchObject({
        _tag: 'Conforms',
        notTested: expect.arrayContaining(['ids-of-15']) as unknown,
      })
    })

    test('reports a difference if the program treats an empty company as missing', async () => {
      const report = await reportOf(program, program.wrong)
      expect(report).toMatchObject({
        _tag: 'Differs',
        lookFirstAt: 'convert.known-person',
        history: [{ _tag: 'PutPerson' }],
      })
      expect(report.message).toContain('company: expected "", found null')
    })

    test('reports the death of the program if the program exits during an input', async () => {
      const report = await reportOf(program, program.dying)
      expect(report).toMatchObject({ _tag: 'Differs', hasDied: true })
      expect(report.message).toContain('\n- apply: threw the program ended with 3\n')
    })

    test('reports that nothing was tested if the program starts too slowly', async () => {
      const report = await reportOf(program, program.slow, 200)
      expect(report).toMatchObject({ _tag: 'NotTested' })
      expect(report.message).toContain('the system did not start in 200 ms')
    })
  },
)

test('the example code in docs/testing.md reports "no answer" if a program cannot be started', async () => {
  const report = await reportOf({ ...javaScript, command: 'no-such-program' }, '')
  expect(report.message).toMatch(/^The system gave no answer\.\n[^]*\n- reset: threw spawn no-such-program ENOENT\n/)
})
