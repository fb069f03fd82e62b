/** Gives a hint if a file contains data of another kind instead of inputs. */
import type { Line } from './lines.js'

const keysOf = (line: string): ReadonlyArray<string> => {
  try {
    const json: unknown = JSON.parse(line)
    return typeof json === 'object' && json !== null
      ? Object.keys(Array.isArray(json) ? ((json as Array<object>)[0] ?? {}) : json)
      : []
  } catch {
    return []
  }
}

/** Matches the name of a column, with or without quotes. */
const column = '"?[\\w (.)-]+"?'
const header = new RegExp(`^\\uFEFF?${column}([,;\\t]${column})+$`)

/** Returns a hint for the first line of a file, or `undefined` if the line does not look like any known kind of data. */
export const hintFor = (line?: Line): string | undefined => {
  if (typeof line !== 'string') return undefined
  if (header.test(line))
    return 'This looks like CSV. The command audit compares exports of Salesforce and Marketo, and marketo-account-sync/exports reads their rows.'
  const keys = keysOf(line)
  if (keys.includes('_tag')) return undefined
  if (keys.includes('ChangeEventHeader') || keys.includes('payload'))
    return 'This looks like a change event. changesFromPubSub and changesFromCometd of marketo-account-sync/records convert change events to inputs.'
  if (keys.includes('records') || keys.includes('Id') || keys.includes('attributes'))
    return 'This looks like records of Salesforce. accountsFromQuery, contactsFromQuery and deliveries of marketo-account-sync/records convert records to inputs.'
  if (keys.includes('result') || keys.includes('leadId'))
    return 'This looks like a response of the Marketo API. activitiesFromMarketo of marketo-account-sync/records reads its activities.'
  return undefined
}
