/**
 * Names for the ids of records and for the numbers of persons. The id contains the name: `Acme` is the account
 * `00100000000AcmeAAQ`. A name therefore means the same record in every history, and `nameOfId` can read the name back from the
 * id.
 *
 * @since 0.4.0
 */
import type { PersonId } from '../model/Person.js'
import type { SalesforceId } from '../model/SalesforceId.js'
import { idSuffix } from '../model/SalesforceId.js'

const prefixLength = 3
const idLength = 15
/** In the id of a named record, at least two zeros follow the prefix. Hardly any real id has zeros there. */
const longestName = idLength - prefixLength - 2
const isName = (name: string, longest: number): boolean => /^[A-Za-z][A-Za-z0-9]*$/.test(name) && name.length <= longest

/** Describes in words what a record's name looks like. */
export const recordNameShape = `a name of at most ${longestName} letters and digits that begins with a letter`

/** Returns the id of the record with this name, or `undefined` if the text cannot be a name. */
export const idOfName = (prefix: string, name: string): SalesforceId | undefined => {
  if (!isName(name, longestName)) return undefined
  const id = prefix + name.padStart(idLength - prefixLength, '0')
  return (id + idSuffix(id)) as SalesforceId
}

/**
 * The digits of a number with base 62. A person's name is read as such a number. A name begins with a letter, and therefore not
 * with the digit zero.
 */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/**
 * A person number that is at least this large stands for a name. Marketo counts persons from 1, so no instance has such a large
 * number.
 */
const firstNamed = 2 ** 52
const longestPerson = 8

/** Describes in words what a person's name looks like. */
export const personNameShape = `a name of at most ${longestPerson} letters and digits that begins with a letter`

/** Returns the number of the person with this name, or `undefined` if the text cannot be a name. */
export const numberOfName = (name: string): PersonId | undefined =>
  isName(name, longestPerson)
    ? ((firstNamed +
        Array.from(name).reduce((sum, digit) => sum * digits.length + digits.indexOf(digit), 0)) as PersonId)
    : undefined

/**
 * Returns the text by which a history refers to a record. If the id was made from a name, the text is the name. Otherwise the
 * text is the id.
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
 * Returns the text by which a history refers to a person. If the number of the person was made from a name, the text is this
 * name. Otherwise the text is the number.
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
