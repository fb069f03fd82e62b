/** The keys under which the audit stores records. */
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import { idSuffix } from '../model/SalesforceId.js'

/**
 * Returns the 12 characters of an id that identify the record. The audit can restore the prefix and the suffix.
 *
 * The key has no more than 12 characters, because V8 copies such a short part of a string. A longer part would keep the whole piece
 * of the file in memory.
 */
export const keyOf = (id: string): string => id.slice(3, 15)

const idOf = (prefix: string, key: string): string => prefix + key + idSuffix(prefix + key)

export const accountIdOf = (key: string): AccountId => idOf('001', key) as AccountId
export const contactIdOf = (key: string): ContactId => idOf('003', key) as ContactId

/** Compares two strings by their character codes. The result does not depend on the locale. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
