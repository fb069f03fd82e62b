import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { AccountId, ContactId, decodeErrors, idSuffix, OpportunityId, SalesforceId, UserId } from 'marketo-account-sync'
import { anySalesforceId } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'

describe('the check suffix', () => {
  // The first id is from a captured record. The second id has no capital letters. The third id has
  // twelve capital letters, which is the maximum.
  test.each([
    ['0014W000027f6Uw', 'QAI'],
    ['001000000000000', 'AAA'],
    ['001ABCDEFGHIJKL', 'Y55'],
    ['001AZzZaAz00AZz', 'YKM'],
  ])('for the Salesforce id %s is %s', (id, suffix) => {
    expect(idSuffix(id)).toBe(suffix)
  })

  test.each(['', '0014W000027f6U', '0014W000027f6UwQAI', '0014W000027f6U!', '0014W000027f6Ué'])(
    'is empty for %j, because the text is not an id of 15 letters and digits',
    (text) => {
      expect(idSuffix(text)).toBe('')
    },
  )

  test('changes if any letter of the id changes its case', () => {
    fc.assert(
      fc.property(anySalesforceId, fc.integer({ min: 0, max: 14 }), (id, place) => {
        const letter = id.charAt(place)
        const swapped = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()
        const other = id.slice(0, place) + swapped + id.slice(place + 1, 15)
        return letter === swapped ? idSuffix(other) === id.slice(15) : idSuffix(other) !== id.slice(15)
      }),
    )
  })
})

describe('decoding a Salesforce id', () => {
  test('accepts ids of 15 or 18 characters, and returns the id of 18 characters', () => {
    fc.assert(
      fc.property(
        anySalesforceId,
        (id) =>
          E.toUnion(SalesforceId.decode(id.slice(0, 15))) === id &&
          E.toUnion(SalesforceId.decode(id)) === id &&
          SalesforceId.encode(id) === id,
      ),
    )
  })

  test('rejects a wrong suffix, and the error contains the right suffix', () => {
    fc.assert(
      fc.property(anySalesforceId, fc.stringMatching(/^[A-Z0-5]{3}$/), (id, suffix) => {
        const decoded = SalesforceId.decode(id.slice(0, 15) + suffix)
        return suffix === id.slice(15)
          ? E.isRight(decoded)
          : E.isLeft(decoded) &&
              decodeErrors(decoded.left)[0]?.expected.endsWith(`its suffix is ${id.slice(15)}`) === true
      }),
    )
  })

  test('rejects an id whose letter case was changed, and names the right id', () => {
    const changes = [
      (id: string) => id.toLowerCase(),
      (id: string) => id.toUpperCase(),
      (id: string) => id.slice(0, 15).toLowerCase() + id.slice(15),
      (id: string) => id.slice(0, 15).toUpperCase() + id.slice(15),
    ]
    fc.assert(
      fc.property(anySalesforceId, fc.constantFrom(...changes), (id, change) => {
        const decoded = SalesforceId.decode(change(id))
        return change(id) === id
          ? E.isRight(decoded)
          : E.isLeft(decoded) &&
              decodeErrors(decoded.left)[0]?.expected.includes(`letter case was changed, it was ${id}`) === true
      }),
    )
  })

  const shape = 'the id of an Account, 15 or 18 letters and digits beginning with 001'
  test.each<readonly [string, string]>([
    [
      '0014w000027f6uwqai',
      `${shape}; if its letter case was changed, it was 0014W000027f6UwQAI; if its first 15 characters are right, its suffix is AAA`,
    ],
    // In these ids, the suffix marks a digit as a capital letter, or contains an invalid character.
    ['0014W000027f6Uw5AI', `${shape}; if its first 15 characters are right, its suffix is QAI`],
    ['0014W000027f6Uw!AI', `${shape}; if its first 15 characters are right, its suffix is QAI`],
    ['0014W000027f6Uw9AI', `${shape}; if its first 15 characters are right, its suffix is QAI`],
    ['0014W000027f6U!QAA', shape],
    ['0034w000027f6uwqai', shape],
  ])('suggests the ids that %j could stand for', (id, expected) => {
    const decoded = AccountId.decode(id)
    expect(E.isLeft(decoded) && decodeErrors(decoded.left)[0]?.expected).toBe(expected)
  })

  test.each([
    ['AccountId', AccountId, '001'],
    ['ContactId', ContactId, '003'],
    ['UserId', UserId, '005'],
    ['OpportunityId', OpportunityId, '006'],
  ] as const)('rejects an id of another object if the codec is %s', (_name, codec, prefix) => {
    for (const other of ['001', '003', '005', '006', '00G']) {
      const fifteen = `${other}4W000027f6Uw`
      const isRight = codec.decode(fifteen)._tag === 'Right'
      expect(isRight).toBe(other === prefix)
      expect(codec.is(fifteen + idSuffix(fifteen))).toBe(other === prefix)
    }
  })

  test.each([
    null,
    undefined,
    1,
    '',
    'x',
    {},
    ['0014W000027f6Uw'],
    '0014W',
    '0014W000027f6UwQ',
    '0014W000027f6Uw QAI',
    '0014W000027f6UwQAIx',
    '0014W000027f6U!QAI',
  ])('rejects %j', (value) => {
    const decoded = AccountId.decode(value)
    expect(E.isLeft(decoded) && decodeErrors(decoded.left)[0]?.expected).toBe(
      'the id of an Account, 15 or 18 letters and digits beginning with 001',
    )
    expect(AccountId.is(value)).toBe(false)
  })

  test('gives errors that name the object if the codec is `UserId` or `OpportunityId`', () => {
    const expected = (codec: {
      readonly decode: (value: unknown) => ReturnType<typeof SalesforceId.decode>
    }): unknown => {
      const decoded = codec.decode(1)
      return E.isLeft(decoded) && decodeErrors(decoded.left)[0]?.expected
    }
    expect(expected(UserId)).toBe('the id of a User, 15 or 18 letters and digits beginning with 005')
    expect(expected(OpportunityId)).toBe('the id of an Opportunity, 15 or 18 letters and digits beginning with 006')
  })

  test('gives errors that name no object and no prefix if the codec is `SalesforceId`', () => {
    const decoded = SalesforceId.decode(1)
    expect(E.isLeft(decoded) && decodeErrors(decoded.left)[0]?.expected).toBe(
      'the id of a record, 15 or 18 letters and digits',
    )
  })
})
