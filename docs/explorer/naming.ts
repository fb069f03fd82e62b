/** Replaces ids and SystemModstamps by names in the sentences of the library. */
import * as E from 'fp-ts/lib/Either.js'
import { Instant, PersonId, type SalesforceId } from 'marketo-account-sync'
import { nameOfId, nameOfPerson, printInstant } from 'marketo-account-sync/histories'

const id = /\b00[A-Za-z0-9]{13}[A-Z0-5]{3}\b/g
const person = /\bperson (\d+)\b/g
const early = /\b(1970-01-\d\d) (\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?: UTC)?/g

const stampOf = (whole: string, date: string, time: string): string => {
  const instant = Instant.decode(`${date}T${time}Z`)
  return E.isRight(instant) ? `@${printInstant(instant.right)}` : whole
}

/**
 * Rewrites a sentence of the library in the words of the history: `Ann` instead of her id, and `@2` instead of a SystemModstamp
 * of two seconds.
 */
export const inWords = (sentence: string): string =>
  sentence
    .replace(id, (found) => nameOfId(found as SalesforceId))
    .replace(person, (whole, digits: string) => {
      const number = Number(digits)
      return PersonId.is(number) ? `person ${nameOfPerson(number)}` : whole
    })
    .replace(early, stampOf)
    // The library writes the name of an account together with its id. After the replacement, the two are often equal, and one is
    // enough.
    .replace(/(\S+) \(\1\)/g, '$1')
