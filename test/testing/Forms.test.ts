// Tests that `conforms` sends inputs in all forms that the system accepts according to the options, and in no other form.
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import type { Input } from 'marketo-account-sync'
import { Instant } from 'marketo-account-sync'
import { InputFromJson } from 'marketo-account-sync/codecs'
import type { Form, System } from 'marketo-account-sync/testing'
import { allForms, conforms } from 'marketo-account-sync/testing'
import { describe, expect, inject, test } from 'vitest'
import { anyTrial } from '../../src/testing/ArbitraryTrial.js'
import { withoutForms } from '../../src/testing/Forms.js'
import { spell } from '../../src/testing/Spelling.js'
import { afterAnswers, rightSystem } from './systems.js'

type Json = Readonly<Record<string, unknown>>

const read = (json: unknown): Input => {
  const input = InputFromJson.decode(json)
  if (E.isLeft(input)) throw new Error('not an input')
  return input.right
}

const keysIn = (json: Json): ReadonlyArray<string> => Object.keys(json['record'] ?? json['account'] ?? {})

const instantsIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/"(?:at|SystemModstamp)":"([^"]+)"/g)].map(([, instant]) => instant ?? '')

/** Tests for the forms that are visible in the JSON text of a single input. */
const formsInText: Readonly<Partial<Record<Form, (text: string, json: Json) => boolean>>> = {
  'ids-of-15': (text) => /"00[1356G][A-Za-z0-9]{12}"/.test(text),
  'utc-offsets': (text) => instantsIn(text).some((instant) => /[+-]00:?00$/.test(instant)),
  'other-offsets': (text) => instantsIn(text).some((instant) => !/(Z|[+-]00:?00)$/.test(instant)),
  fractions: (text) => instantsIn(text).some((instant) => !/T..:..:..\.\d{3}(Z|[+-])/.test(instant)),
  milliseconds: (text) => instantsIn(text).some((instant) => !E.exists((ms: number) => ms % 1_000 === 0)(Instant.decode(instant))), // prettier-ignore
  'white-space': (text) => /"(lastName|company)":"[^"]*(\\[tnvfr]|\\u00[01].|[^\S ]|[\u0085\u180e\u200b])/.test(text),
  'lone-surrogates': (text) => /\\ud[89a-f]/.test(text),
  'missing-keys': (_text, json) =>
    keysIn(json).length > 0 && !['attributes', 'IsDeleted'].every((key) => keysIn(json).includes(key)),
  'other-keys': (text) => /"(Parent|BillingAddress|CreatedDate|Location__c)":/.test(text),
}

const versionIn = (input: Input): readonly [version: string, content: string] | undefined => {
  const record = 'record' in input ? input.record : 'account' in input ? input.account : undefined
  return record && [`${record.id} ${record.systemModstamp}`, JSON.stringify(record, Object.keys(record).sort())]
}

const hasFurtherReadings = (history: ReadonlyArray<Input>): boolean => {
  const seen = new Map<string, string>()
  return history.map(versionIn).some((one) => {
    if (one === undefined) return false
    const [version, content] = one
    const before = seen.get(version) ?? content
    seen.set(version, before)
    return before !== content
  })
}

const countContacts = (history: ReadonlyArray<Input>): number =>
  new Set(history.flatMap((input) => (input._tag === 'SyncContact' ? [input.record.id] : []))).size

const formsIn = (history: ReadonlyArray<Json>): ReadonlyArray<Form> => {
  const texts = history.map((json) => [JSON.stringify(json), json] as const)
  const single = allForms.filter((form) => texts.some(([text, json]) => formsInText[form]?.(text, json)))
  const inputs = history.map(read)
  return [
    ...single,
    ...(countContacts(inputs) > 64 ? ['large-accounts' as const] : []),
    ...(hasFurtherReadings(inputs) ? ['further-readings' as const] : []),
  ]
}

/** A system without mistakes. It records the forms of the inputs that it gets. */
const noting = (): { readonly system: System; readonly seen: () => ReadonlySet<Form> } => {
  const system = rightSystem()
  const histories: Array<Array<Json>> = []
  return {
    system: {
      ...system,
      reset: (settings) => {
        histories.push([])
        return system.reset(settings)
      },
      apply: (input) => {
        histories.at(-1)?.push(input as Json)
        return system.apply(input)
      },
    },
    seen: () => new Set(histories.flatMap(formsIn)),
  }
}

describe('`conforms`', () => {
  const options = { timers: afterAnswers, seed: 3 }

  test('sends inputs in every written form if the options do not limit the forms', async () => {
    const { system, seen } = noting()
    const report = await conforms({ ...options, histories: 50 })(system)
    expect(report).toMatchObject({ _tag: 'Conforms', notTested: [] })
    expect([...seen()].sort()).toEqual([...allForms].sort())
  })

  test('if the option `forms` is empty, sends plain inputs and reports every form as not tested', async () => {
    const { system, seen } = noting()
    const report = await conforms({ ...options, histories: 20, forms: [] })(system)
    expect(report).toMatchObject({ _tag: 'Conforms', notTested: allForms })
    expect(report.message).toContain('\nnot tested: ids of 15 characters; instants with +0000')
    expect([...seen()]).toEqual([])
  })

  test.each(allForms)('does not send the form %s unless the option `forms` contains this form', async (form) => {
    const { system, seen } = noting()
    const report = await conforms({ ...options, histories: 10, forms: allForms.filter((one) => one !== form) })(system)
    expect(report._tag === 'Conforms' ? report.notTested : []).toContain(form)
    expect([...seen()]).not.toContain(form)
    expect(seen().size).toBeGreaterThanOrEqual(7)
  })

  test('sends only the forms that the system takes, even while `conforms` shortens a history', async () => {
    const { system, seen } = noting()
    const forms = allForms.filter((one) => one !== 'further-readings' && one !== 'milliseconds')
    const report = await conforms({ ...options, forms })({
      ...system,
      picture: async () => JSON.parse(JSON.stringify(await system.picture()).replaceAll('"a"', '"b"')) as unknown,
    })
    expect(report).toMatchObject({ _tag: 'Differs', notTested: ['milliseconds', 'further-readings'] })
    expect([...seen()]).not.toEqual(expect.arrayContaining(['milliseconds']))
    expect([...seen()]).not.toEqual(expect.arrayContaining(['further-readings']))
  })
})

describe('a test history of `conforms`', () => {
  const numRuns = inject('fcRuns')

  test('has inputs that mean the same in every written form', () => {
    fc.assert(
      fc.property(anyTrial(allForms), ({ history }) => {
        for (const sent of history) {
          const { spelling, ...input } = sent
          expect(read(spell(sent)), JSON.stringify(spelling)).toEqual(input)
        }
      }),
      { numRuns },
    )
  })

  test('uses only the written forms that the caller asks for', () => {
    fc.assert(
      fc.property(anyTrial(allForms), fc.subarray([...allForms]), (trial, forms) => {
        expect(withoutForms(forms, withoutForms(forms, trial) ?? trial)).toBe(null)
      }),
      { numRuns },
    )
  })
})
