/** The names of contacts. The library does not need them, but a person who reads the report does. */
import * as E from 'fp-ts/lib/Either.js'
import { ContactId } from 'marketo-account-sync'
import { plain } from './words.js'

export interface Names {
  /** Keeps the name of a contact, if the line of a contact record has one. */
  readonly learn: (line: string) => void
  /** The text with names instead of contact ids. An id without a name stays, and an id whose name is not unique follows it. */
  readonly inText: (text: string) => string
}

interface ContactLine {
  readonly record?: {
    readonly Id?: unknown
    readonly Name?: unknown
    readonly FirstName?: unknown
    readonly LastName?: unknown
  }
}

const contactIds = /\b003[A-Za-z0-9]{15}\b/g

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

export const contactNames = (): Names => {
  const names = new Map<string, string>()
  const owners = new Map<string, string>()
  return {
    learn: (line) => {
      const { Id, Name, FirstName, LastName } = (JSON.parse(line) as ContactLine).record ?? {}
      const decoded = ContactId.decode(Id)
      const name = plain(isText(Name) ? Name : [FirstName, LastName].filter(isText).join(' '))
      if (E.isLeft(decoded) || name === '') return
      const id = decoded.right
      names.set(id, name)
      if (!owners.has(name)) owners.set(name, id)
    },
    inText: (text) =>
      text.replace(contactIds, (id) => {
        const name = names.get(id)
        return name === undefined ? id : owners.get(name) === id ? name : `${name} (${id})`
      }),
  }
}
