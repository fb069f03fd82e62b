// The gallery: implementations each of which breaks one rule. Vectors, laws and `conforms` must each catch every one.
import type { RuleId } from 'marketo-account-sync'
import type { Subject } from '../vectors/run.js'
import { wrongAboutContacts } from './contacts.js'
import { wrongAboutConversions } from './conversions.js'
import { wrongAboutEdits } from './edits.js'
import { wrongAboutLogs } from './logs.js'
import { wrongAboutSyncDowns } from './syncDowns.js'

export interface Wrong extends Subject {
  readonly name: string
  /** The rule that it breaks. */
  readonly rule: RuleId
  /** Where types rule the mistake out, the type tests that show it, and the line in them that must not compile; no law can be
   * about what cannot be written. */
  readonly typeTest?: { readonly title: string; readonly forbidden: string }
}

export const wrongs: ReadonlyArray<Wrong> = [
  ...wrongAboutLogs,
  ...wrongAboutSyncDowns,
  ...wrongAboutEdits,
  ...wrongAboutContacts,
  ...wrongAboutConversions,
]

/** The flags of the vectors. */
export const wrongNames: ReadonlyArray<string> = wrongs.map(({ name }) => name).sort()
