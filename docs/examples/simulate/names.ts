/** Remembers the names of contacts and accounts for the report. The library itself does not use them. */
import * as E from 'fp-ts/lib/Either.js'
import { type AccountId, ContactId, type FieldName, type Input, valueOf } from 'marketo-account-sync'
import * as O from 'fp-ts/lib/Option.js'
import { plain } from './words.js'

export interface Names {
  /** Remembers the name of the contact or account in an input. A decoded input lacks the contact's name, so pass its line too. */
  readonly learn: (input: Input, line: string) => void
  /**
   * Replaces the id of a contact by the name of the contact. If an earlier contact had the same name, the id follows the name in
   * brackets. Removes the id that follows the name of an account, unless a second account had the same name. An id without a
   * known name stays.
   */
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
const accountIds = / \((001[A-Za-z0-9]{15})\)/g

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

const contactIn = (line: string) => {
  const { Id, Name, FirstName, LastName } = (JSON.parse(line) as ContactLine).record ?? {}
  const name = plain(isText(Name) ? Name : [FirstName, LastName].filter(isText).join(' '))
  return { id: ContactId.decode(Id), name }
}

const accountIn = (input: Input) =>
  input._tag === 'SyncAccount' ? input.record : input._tag === 'ConfirmConversion' ? input.account : undefined

/** Remembers the names of ids, and for each name whether several ids have had the name. */
const ownedNames = <Id extends string>() => {
  const namesOf = new Map<Id, ReadonlySet<string>>()
  /** For each name, the only id that has had the name, or `null` if several ids have had it. */
  const owners = new Map<string, Id | null>()
  return {
    add: (id: Id, name: string): void => {
      const owner = owners.get(name)
      owners.set(name, owner === undefined || owner === id ? id : null)
      if (namesOf.get(id)?.has(name) !== true) namesOf.set(id, new Set([...(namesOf.get(id) ?? []), name]))
    },
    /** Tests whether a text ends with a name that only this id has had. */
    ends: (text: string, id: Id): boolean =>
      [...(namesOf.get(id) ?? [])].some((name) => owners.get(name) === id && text.endsWith(name)),
  }
}

export const recordNames = (): Names => {
  const names = new Map<string, string>()
  const owners = new Map<string, string>()
  const accounts = ownedNames<AccountId>()
  return {
    learn: (input, line) => {
      if (input._tag === 'SyncContact') {
        const { id, name } = contactIn(line)
        if (E.isLeft(id) || name === '') return
        names.set(id.right, name)
        if (!owners.has(name)) owners.set(name, id.right)
        return
      }
      const account = accountIn(input)
      const name = account === undefined ? undefined : O.toUndefined(valueOf('Name' as FieldName)(account.fields))
      if (account !== undefined && isText(name)) accounts.add(account.id, plain(name))
    },
    inText: (text) =>
      text
        .replace(contactIds, (id) => {
          const name = names.get(id)
          return name === undefined ? id : owners.get(name) === id ? name : `${name} (${id})`
        })
        .replace(accountIds, (found, id: AccountId, at: number, whole: string) =>
          accounts.ends(whole.slice(0, at), id) ? '' : found,
        ),
  }
}
