import { describe, expect, it } from 'vitest'
import { rawFiles } from './files.js'
import { problemsIn } from './validate.js'

type Json = Record<string, unknown>

/** Changes a published file or its first case. Returns the problems that the validator finds. */
const spoilt = (change: (first: Json, file: Json) => void, name = 'sync-account.json'): ReadonlyArray<string> => {
  const file = structuredClone(new Map(rawFiles).get(name)) as Json
  const [first] = file['cases'] as ReadonlyArray<Json>
  change(first as Json, file)
  return problemsIn([[name, file]])
}

const first = 'sync-account.json: sync.override-all/first-record: '

describe('the validator of the test vectors', () => {
  it('reports an unknown key in a case', () => {
    expect(spoilt((one) => (one['note'] = ''))).toEqual([`${first}/: unknown key "note"`])
  })

  it('reports an unknown key deep inside the expected result', () => {
    const problems = spoilt((one) => {
      const { picture } = one['then'] as { picture: { accounts: Record<string, Json> } }
      Object.values(picture.accounts).forEach((account) => (account['stamp'] = 1))
    })
    expect(problems).toEqual([`${first}/then/picture/accounts/0014W000027f6UwQAI: unknown key "stamp"`])
  })

  it('reports an unknown key in an input', () => {
    expect(spoilt((one) => ((one['when'] as Json)['when'] = 1))).toEqual([`${first}/when: unknown key "when"`])
  })

  it('reports an unknown rule', () => {
    expect(spoilt((one) => (one['rule'] = 'sync.both-ways'))[0]).toMatch(
      /^sync-account\.json: sync\.override-all\/first-record: \/rule: must be one of sync\.one-way, /,
    )
  })

  it('reports an unknown fault flag', () => {
    expect(spoilt((one) => (one['flags'] = ['cap at >']))[0]).toMatch(
      /^sync-account\.json: sync\.override-all\/first-record: \/flags\/0: must be one of cap at ≥, /,
    )
  })

  it('reports an unknown format or version of the rules', () => {
    expect(
      spoilt((_, file) => {
        file['rulesVersion'] = 3
        file['format'] = 3
      }),
    ).toEqual(['sync-account.json: /format: must be 2', 'sync-account.json: /rulesVersion: must be 2'])
  })

  it('reports a case id that occurs twice in one file', () => {
    expect(spoilt((one, file) => (file['cases'] = [one, one]))).toEqual([
      `${first}/id: is a case of sync-account.json already`,
    ])
  })

  it('reports a case id that occurs twice in a file that also violates the schema', () => {
    expect(spoilt((one, file) => (file['cases'] = [{ ...one, note: '' }, one, null, { id: 7 }]))).toEqual(
      expect.arrayContaining([`${first}/: unknown key "note"`, `${first}/id: is a case of sync-account.json already`]),
    )
  })

  it('reports a case id that occurs in two files', () => {
    const other = structuredClone(new Map(rawFiles).get('sync-contact.json')) as { cases: Array<Json> }
    ;(other.cases[0] as Json)['id'] = 'contact.one-account/unknown-account-is-deferred'
    expect(
      problemsIn([...rawFiles.filter(([name]) => name !== 'sync-contact.json'), ['sync-contact.json', other]]),
    ).toEqual([
      'sync-contact.json: contact.one-account/unknown-account-is-deferred: /id: is a case of sync-contact.json already',
    ])
  })

  it('reports a case id that does not begin with the rule', () => {
    expect(spoilt((one) => (one['rule'] = 'activity.cap'))).toEqual([
      `${first}/id: must begin with the rule, activity.cap/`,
    ])
  })

  it('reports an input that does not belong to the operation of the file', () => {
    expect(
      spoilt(
        (one) =>
          (one['when'] = {
            _tag: 'EditAccountField',
            at: '2026-03-01T09:05:00.000Z',
            contactId: '0034W00002h3aK1QAI',
            field: 'Name',
            value: null,
          }),
      ),
    ).toEqual([`${first}/when/_tag: is not of the file's operation`])
  })

  it('reports a record with an id or a date that cannot exist', () => {
    const problems = spoilt((one) => {
      const { record } = one['when'] as { record: Json }
      record['Id'] = '0014W000027f6UwAAA'
      record['SystemModstamp'] = '2026-02-30T09:00:00.000+0000'
    })
    expect(problems).toEqual([
      expect.stringMatching(/: \/when\/record\.Id: expected the id of an Account, .* found "0014W000027f6UwAAA"$/),
      expect.stringMatching(/: \/when\/record\.SystemModstamp: expected a date and time .* found "2026-02-30T/),
    ])
  })

  it('reports a history that lacks an outcome', () => {
    expect(spoilt((one) => (one['then'] as { outcomes: Array<unknown> }).outcomes.pop(), 'histories.json')).toEqual([
      'histories.json: edit.until-override/edited-overridden-and-edited-again: /then/outcomes: must be one for each of 7 inputs',
    ])
  })

  it('reports a file that is not named after its operation, and a file that is not a vector file', () => {
    expect(spoilt((_, file) => (file['operation'] = 'put-person'))).toContainEqual(
      'sync-account.json: /operation: must be the name of the file',
    )
    expect(problemsIn([['x.json', null]])).toEqual(['x.json: : must be object'])
  })
})
