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
 * The settings that hold from this line on. They replace all earlier settings.
 *
 * @category model
 * @since 0.4.0
 */
export interface SettingsLine {
  readonly _tag: 'SettingsLine'
  readonly settings: Settings
}

/**
 * One input.
 *
 * @category model
 * @since 0.4.0
 */
export interface InputLine {
  readonly _tag: 'InputLine'
  readonly input: Input
}

/**
 * Many contacts of one account, for histories in which only their number counts. The contacts are called `Crowd1`, `Crowd2`,
 * and so on. Each is the input of a contact record with the SystemModstamp `@1`.
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
 * A line of a history that means something.
 *
 * @category model
 * @since 0.4.0
 */
export type HistoryLine = SettingsLine | InputLine | CrowdLine

/**
 * What a line depends on besides its own text: when it arrives if it does not say so, and the number of its first crowd
 * contact. Two lines with the same text and the same place mean the same.
 *
 * @category model
 * @since 0.4.0
 */
export interface Place {
  readonly at: Instant
  readonly firstOfCrowd: number
}
