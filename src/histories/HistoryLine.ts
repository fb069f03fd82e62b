/**
 * The lines of a history.
 *
 * @since 0.4.0
 */
import type { Input } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { AccountId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'

/**
 * The settings that apply from this line on. They replace all earlier settings.
 *
 * @category model
 * @since 0.4.0
 */
export interface SettingsLine {
  readonly _tag: 'SettingsLine'
  readonly settings: Settings
}

/**
 * A line that contains one input.
 *
 * @category model
 * @since 0.4.0
 */
export interface InputLine {
  readonly _tag: 'InputLine'
  readonly input: Input
}

/**
 * Many contacts of one account, for histories in which only the number of contacts matters. The contacts are called `Crowd1`,
 * `Crowd2`, and so on. The line delivers one contact record for each contact. The SystemModstamp of each record is `@1`.
 *
 * @category model
 * @since 0.4.0
 */
export interface CrowdLine {
  readonly _tag: 'CrowdLine'
  readonly at: Instant
  readonly accountId: AccountId
  /** The number of the first contact. */
  readonly first: number
  /** How many contacts the line has. */
  readonly size: number
}

/**
 * Any line of a history, except an empty line or a remark.
 *
 * @category model
 * @since 0.4.0
 */
export type HistoryLine = SettingsLine | InputLine | CrowdLine

/**
 * The context that the earlier lines give to a line. If the text of the line contains no time, the time of the line is `at`. If
 * the line adds a crowd of contacts without a number for the first contact, this number is `firstOfCrowd`. Two lines with the
 * same text and the same context have the same meaning.
 *
 * @category model
 * @since 0.4.0
 */
export interface Place {
  readonly at: Instant
  readonly firstOfCrowd: number
}
