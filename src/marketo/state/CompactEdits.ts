/**
 * The local edits of an account as Marketo stores them: the public list, or a map. The map replaces the list when an account
 * with more than 64 edits gets another one. Each edit copies the list, so without the map many edits take quadratic time.
 *
 * The map also contains edits back to the synced value, because nothing can be removed from it. Such an edit does not change
 * what Marketo shows, and the public list leaves it out.
 */
import type { Account, LocalEdit } from '../../model/Account.js'
import { rawShown } from '../../model/Account.js'
import type { AccountFieldEdited } from '../../model/Event.js'
import type { FieldName, FieldValue } from '../../model/Field.js'
import { rawValue } from '../../model/Field.js'
import { localEditBy, localEditsAfter } from '../../rules/LocalEdit.js'
import type { PersistentMap } from './PersistentMap.js'
import { mapFrom } from './PersistentMap.js'

type Edits = ReadonlyArray<LocalEdit> | PersistentMap<FieldName, LocalEdit>

export interface Edited extends Pick<Account, 'synced'> {
  readonly localEdits: Edits
}

/** A longer list becomes a map at the next edit. A short list takes less memory than a map, and nearly as little time. */
const longest = 64

const isList = (edits: Edits): edits is ReadonlyArray<LocalEdit> => Array.isArray(edits)

/** The public list of the local edits. */
export const listOfEdits = ({ synced, localEdits }: Edited): ReadonlyArray<LocalEdit> =>
  isList(localEdits) ? localEdits : localEdits.values().filter(({ field, value }) => rawValue(synced, field) !== value)

/** The value that Marketo shows in a field. Undefined if the account does not have the field. */
export const shownIn = ({ synced, localEdits }: Edited, field: FieldName): FieldValue | undefined => {
  if (isList(localEdits)) return rawShown({ synced, localEdits }, field)
  const edit = localEdits.get(field)
  return edit === undefined ? rawValue(synced, field) : edit.value
}

/** The local edits after one more edit. An edit of a field that the account does not have changes nothing. */
export const editsAfter = ({ synced, localEdits }: Edited, event: AccountFieldEdited): Edits => {
  if (isList(localEdits) && localEdits.length <= longest) return localEditsAfter({ synced, localEdits }, event)
  if (rawValue(synced, event.field) === undefined) return localEdits
  const map = isList(localEdits) ? mapFrom(localEdits.map((edit) => [edit.field, edit])) : localEdits
  return map.set(event.field, localEditBy(event))
}
