/**
 * What differs between Marketo instances, and how to read what the vendors leave open.
 *
 * @since 0.1.0
 */
import * as Eq from 'fp-ts/lib/Eq.js'
import type { FieldName } from './Field.js'
import { plainEq } from './PlainEq.js'

/**
 * Facts of one's own Marketo.
 *
 * @category model
 * @since 0.1.0
 */
export interface Instance {
  /** The most live contacts with which an account still logs its sync-downs. Marketo's is 5,000. */
  readonly activityCap: number
  /** Account fields that the sync user cannot see. */
  readonly hiddenFields: ReadonlyArray<FieldName>
  /** What stands in for a blank Last Name or Company when a person is first synced to Salesforce; blank is none. */
  readonly personDefaults: PersonDefaults
}

/**
 * The defaults of an instance for the two fields that a new Salesforce lead needs.
 *
 * @category model
 * @since 0.1.0
 */
export interface PersonDefaults {
  readonly lastName: string | null
  readonly company: string | null
}

/**
 * When a newer record overrides.
 *
 * | value          | a newer record …                                                                              |
 * | -------------- | --------------------------------------------------------------------------------------------- |
 * | `every-update` | always overrides: the page's literal "all"                                                    |
 * | `field-change` | is skipped if all its fields are held and equal the last *synced* values: only the stamp and the deleted flag follow it |
 *
 * @category model
 * @since 0.1.0
 */
export type OverrideOn = 'every-update' | 'field-change'

/**
 * For whom a local edit logs Change Data Value.
 *
 * @category model
 * @since 0.1.0
 */
export type LocalEditLog = 'edited-contact' | 'every-contact' | 'none'

/**
 * Our readings where the vendors are silent. Each is inferred, and can be switched.
 *
 * @category model
 * @since 0.1.0
 */
export interface Readings {
  readonly overrideOn: OverrideOn
  readonly localEditLog: LocalEditLog
}

/**
 * The instance and the readings that a decision is made under.
 *
 * @category model
 * @since 0.1.0
 */
export interface Settings {
  readonly instance: Instance
  readonly readings: Readings
}

/**
 * Marketo as its pages describe it: a cap of 5,000, no hidden field, no default, every update overrides, a local edit is
 * logged for the contact it was made through.
 *
 * @category constructors
 * @since 0.1.0
 */
export const defaultSettings: Settings = {
  instance: { activityCap: 5_000, hiddenFields: [], personDefaults: { lastName: null, company: null } },
  readings: { overrideOn: 'every-update', localEditLog: 'edited-contact' },
}

/** As if the hidden fields were a set in the order of their names. */
const withSortedFields = ({ instance, readings }: Settings): Settings => ({
  instance: { ...instance, hiddenFields: [...new Set(instance.hiddenFields)].sort() },
  readings,
})

/**
 * Settings that decide alike; the order of hidden fields does not matter.
 *
 * @category instances
 * @since 0.1.0
 */
export const eqSettings: Eq.Eq<Settings> = /* @__PURE__ */ Eq.contramap(withSortedFields)(
  /* @__PURE__ */ plainEq<Settings>(),
)
