/**
 * The ids of Salesforce records. An id has 15 case-sensitive characters, or 18 characters. In an id of 18 characters, the last
 * three encode the letter case of the first 15. The library always keeps 18 characters, so each record has exactly one id.
 *
 * | prefix | object      | type            |
 * | ------ | ----------- | --------------- |
 * | `001`  | Account     | `AccountId`     |
 * | `003`  | Contact     | `ContactId`     |
 * | `005`  | User        | `UserId`        |
 * | `006`  | Opportunity | `OpportunityId` |
 *
 * @since 0.1.0
 */
import * as t from 'io-ts'

/** @category model @since 0.1.0 */
export interface SalesforceIdBrand {
  readonly SalesforceId: symbol
}
/**
 * The 18-character id of any Salesforce record.
 *
 * @category model
 * @since 0.1.0
 */
export type SalesforceId = t.Branded<string, SalesforceIdBrand>

/** @category model @since 0.1.0 */
export interface AccountIdBrand {
  readonly AccountId: symbol
}
/**
 * The id of an Account. It begins with `001`.
 *
 * @category model
 * @since 0.1.0
 */
export type AccountId = t.Branded<SalesforceId, AccountIdBrand>

/** @category model @since 0.1.0 */
export interface ContactIdBrand {
  readonly ContactId: symbol
}
/**
 * The id of a Contact. It begins with `003`.
 *
 * @category model
 * @since 0.1.0
 */
export type ContactId = t.Branded<SalesforceId, ContactIdBrand>

/** @category model @since 0.1.0 */
export interface UserIdBrand {
  readonly UserId: symbol
}
/**
 * The id of a User. It begins with `005`. Only a User can own an account.
 *
 * @category model
 * @since 0.1.0
 */
export type UserId = t.Branded<SalesforceId, UserIdBrand>

/** @category model @since 0.1.0 */
export interface OpportunityIdBrand {
  readonly OpportunityId: symbol
}
/**
 * The id of an Opportunity. It begins with `006`.
 *
 * @category model
 * @since 0.1.0
 */
export type OpportunityId = t.Branded<SalesforceId, OpportunityIdBrand>

const suffixAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

const isAlphanumeric = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

/**
 * Calculates the index in the suffix alphabet for one block of five characters. Returns -1 if the block contains a character that
 * is not a letter or digit.
 */
const blockCheck = (id: string, block: number): number => {
  let bits = 0
  for (let i = 0; i < 5; i++) {
    const code = id.charCodeAt(block * 5 + i)
    if (!isAlphanumeric(code)) return -1
    if (code >= 65 && code <= 90) bits |= 1 << i
  }
  return bits
}

/**
 * Calculates the three characters that encode the letter case of a 15-character id. The result is empty if the text is not a
 * 15-character id.
 *
 * Each block of five characters gives a number. If character *i* of the block is a capital letter, bit *i* of the number is 1.
 * The number is an index into `ABCDEFGHIJKLMNOPQRSTUVWXYZ012345`.
 *
 * @example
 * import { idSuffix } from 'marketo-account-sync'
 *
 * assert.strictEqual(idSuffix('0014W000027f6Uw'), 'QAI')
 * assert.strictEqual(idSuffix('0014W000027f6U!'), '')
 *
 * @category ids
 * @since 0.1.0
 */
export const idSuffix = (id: string): string => {
  if (id.length !== 15) return ''
  // If a block contains a character that is not a letter or digit, `charAt(-1)` returns an empty text for this block. The suffix
  // then has fewer than three characters.
  const suffix = [0, 1, 2].map((block) => suffixAlphabet.charAt(blockCheck(id, block))).join('')
  return suffix.length === 3 ? suffix : ''
}

/**
 * Tests whether the last three characters of an 18-character id are the right suffix for the first 15 characters. The loop makes
 * no substrings, because substrings would cost time for every id in every record.
 */
const isChecked = (id: string): boolean => {
  // `blockCheck` returns -1 for a block with an invalid character. No character has the index -1, so such a block never matches.
  for (let block = 0; block < 3; block++) if (id[15 + block] !== suffixAlphabet[blockCheck(id, block)]) return false
  return true
}

/**
 * Writes a character in upper or lower case, as the suffix requires. Returns `undefined` if the suffix requires a capital letter
 * and the character is a digit.
 */
const inCase = (character: string, isCapital: boolean): string | undefined => {
  if (!isCapital) return character.toLowerCase()
  return character.toUpperCase() === character.toLowerCase() ? undefined : character.toUpperCase()
}

/**
 * Restores the letter case of an 18-character id from the suffix of the id. The letter case of the suffix itself does not matter,
 * because a correct suffix contains only capital letters and digits. Returns `undefined` if the suffix does not fit the id.
 */
const inCaseOfSuffix = (id: string): string | undefined => {
  const suffix = id.slice(15).toUpperCase()
  let repaired = ''
  for (let i = 0; i < 15; i++) {
    const bits = suffixAlphabet.indexOf(suffix.charAt(Math.floor(i / 5)))
    const character = bits < 0 ? undefined : inCase(id.charAt(i), ((bits >> (i % 5)) & 1) === 1)
    if (character === undefined) return undefined
    repaired += character
  }
  return repaired + suffix
}

/** Suggests a correct id for an 18-character id whose suffix does not fit. */
const hintFor = (id: string, has: (repaired: string) => boolean): string => {
  const repaired = inCaseOfSuffix(id)
  const suffix = idSuffix(id.slice(0, 15))
  const hints = [
    ...(repaired !== undefined && has(repaired) ? [`if its letter case was changed, it was ${repaired}`] : []),
    ...(suffix === '' ? [] : [`if its first 15 characters are right, its suffix is ${suffix}`]),
  ]
  return hints.map((hint) => `; ${hint}`).join('')
}

const idCodec = <A extends SalesforceId>(name: string, object: string, prefix: string): t.Type<A, string, unknown> => {
  const has = (id: string): boolean => id.length === 18 && id.startsWith(prefix) && isChecked(id)
  const expected = (value: unknown): string => {
    const shape = `the id of ${object}, 15 or 18 letters and digits${prefix === '' ? '' : ` beginning with ${prefix}`}`
    return typeof value === 'string' && value.length === 18 && value.startsWith(prefix)
      ? shape + hintFor(value, has)
      : shape
  }
  return new t.Type<A, string, unknown>(
    name,
    (value): value is A => typeof value === 'string' && has(value),
    (value, context) => {
      if (typeof value === 'string') {
        if (has(value)) return t.success(value as A)
        const suffix = value.startsWith(prefix) ? idSuffix(value) : ''
        if (suffix !== '') return t.success((value + suffix) as A)
      }
      return t.failure(value, context, expected(value))
    },
    t.identity,
  )
}

/**
 * Decodes the id of any Salesforce record. The codec accepts 15 or 18 characters, verifies the suffix of an 18-character id, and
 * always returns 18 characters.
 *
 * @example
 * import { SalesforceId } from 'marketo-account-sync'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.deepStrictEqual(SalesforceId.decode('0014W000027f6Uw'), E.right('0014W000027f6UwQAI'))
 * assert.ok(E.isLeft(SalesforceId.decode('0014W000027f6UwQAA')))
 *
 * @category codecs
 * @since 0.1.0
 */
export const SalesforceId: t.Type<SalesforceId, string, unknown> = idCodec('SalesforceId', 'a record', '')

/**
 * Decodes the id of an Account. The id of any other object is an error.
 *
 * @example
 * import { AccountId } from 'marketo-account-sync'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.ok(E.isRight(AccountId.decode('0014W000027f6Uw')))
 * assert.ok(E.isLeft(AccountId.decode('0034W000027f6Uw')))
 *
 * @category codecs
 * @since 0.1.0
 */
export const AccountId: t.Type<AccountId, string, unknown> = idCodec('AccountId', 'an Account', '001')

/**
 * Decodes the id of a Contact.
 *
 * @category codecs
 * @since 0.1.0
 */
export const ContactId: t.Type<ContactId, string, unknown> = idCodec('ContactId', 'a Contact', '003')

/**
 * Decodes the id of a User.
 *
 * @category codecs
 * @since 0.1.0
 */
export const UserId: t.Type<UserId, string, unknown> = idCodec('UserId', 'a User', '005')

/**
 * Decodes the id of an Opportunity.
 *
 * @category codecs
 * @since 0.1.0
 */
export const OpportunityId: t.Type<OpportunityId, string, unknown> = idCodec('OpportunityId', 'an Opportunity', '006')
