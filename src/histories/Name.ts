/**
 * Names for the ids of records and for the numbers of persons. A name is part of the id itself: `Acme` is the account
 * `00100000000AcmeAAQ`. So a line means the same in every history, and an id turns back into its name.
 *
 * @since 0.4.0
 */
import type { PersonId } from '../model/Person.js'
import type { SalesforceId } from '../model/SalesforceId.js'
import { idSuffix } from '../model/SalesforceId.js'

const prefixLength = 3
const idLength = 15
/** Two zeros stand before every name, so that hardly any real id looks like a name. */
const longestName = idLength - prefixLength - 2
const isName = (name: string, longest: number): boolean => /^[A-Za-z][A-Za-z0-9]*$/.test(name) && name.length <= longest

/** The shape of a name of a record, in words. */
export const recordNameShape = `a name of at most ${longestName} letters and digits that begins with a letter`

/** The id of the record with this name, if the text can be a name. */
export const idOfName = (prefix: string, name: string): SalesforceId | undefined => {
  if (!isName(name, longestName)) return undefined
  const id = prefix + name.padStart(idLength - prefixLength, '0')
  return (id + idSuffix(id)) as SalesforceId
}

/** The digits of a person's name as a number. `A` to `z` come after `0` to `9`, so no name begins with a zero. */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** Numbers from here on stand for names. Marketo counts persons from 1, so no instance reaches them. */
const firstNamed = 2 ** 52
const longestPerson = 8

/** The shape of a name of a person, in words. */
export const personNameShape = `a name of at most ${longestPerson} letters and digits that begins with a letter`

/** The number of the person with this name, if the text can be a name. */
export const numberOfName = (name: string): PersonId | undefined =>
  isName(name, longestPerson)
    ? ((firstNamed +
        Array.from(name).reduce((sum, digit) => sum * digits.length + digits.indexOf(digit), 0)) as PersonId)
    : undefined

/**
 * What a history calls a record: the name that the id was made of, or else the id itself.
 *
 * @example
 * import { nameOfId } from 'marketo-account-sync/histories'
 * import { AccountId } from 'marketo-account-sync'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.deepStrictEqual(E.map(nameOfId)(AccountId.decode('00100000000Acme')), E.right('Acme'))
 * assert.deepStrictEqual(E.map(nameOfId)(AccountId.decode('0014W000027f6Uw')), E.right('0014W000027f6UwQAI'))
 *
 * @category names
 * @since 0.4.0
 */
export const nameOfId = (id: SalesforceId): string => {
  const name = id.slice(prefixLength, idLength).replace(/^0+/, '')
  return isName(name, longestName) ? name : id
}

/**
 * What a history calls a person: the name that the number was made of, or else the number itself.
 *
 * @example
 * import { nameOfPerson } from 'marketo-account-sync/histories'
 * import { PersonId } from 'marketo-account-sync'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.deepStrictEqual(E.map(nameOfPerson)(PersonId.decode(318581)), E.right('318581'))
 *
 * @category names
 * @since 0.4.0
 */
export const nameOfPerson = (id: PersonId): string => {
  let rest = id - firstNamed
  let name = ''
  for (; rest > 0; rest = Math.floor(rest / digits.length)) name = digits.charAt(rest % digits.length) + name
  return isName(name, longestPerson) ? name : String(id)
}
