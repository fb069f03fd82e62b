/**
 * The settings: facts that differ between Marketo instances, and our readings of points that the vendors do not document.
 *
 * @since 0.1.0
 */
import * as Eq from 'fp-ts/lib/Eq.js'
import type { LocalEditLog } from './Event.js'
import type { FieldName } from './Field.js'
import { plainEq } from './PlainEq.js'

/**
 * Facts about your Marketo instance.
 *
 * @category model
 * @since 0.1.0
 */
export interface Instance {
  /** The largest number of live contacts with which an account still logs its sync-downs. In Marketo it is 5,000. */
  readonly activityCap: number
  /** Account fields that the sync user cannot see. */
  readonly hiddenFields: ReadonlyArray<FieldName>
  /** Account fields that Salesforce calculates. Marketo gets a new value only when the SystemModstamp changes. */
  readonly formulaFields: ReadonlyArray<FieldName>
  /**
   * The values that replace a blank Last Name or Company when a person is first synced to Salesforce. A blank value is not
   * a default.
   */
  readonly personDefaults: PersonDefaults
}

/**
 * The instance's defaults for the two fields that a new Salesforce lead needs.
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
 * | `field-change` | is skipped if the account has all its fields and all values equal the last *synced* values: only the stamp and the deleted flag change |
 *
 * @category model
 * @since 0.1.0
 */
export type OverrideOn = 'every-update' | 'field-change'

/**
 * Our readings of points that the vendors do not document. Each reading is inferred, and can be switched.
 *
 * @category model
 * @since 0.1.0
 */
export interface Readings {
  readonly overrideOn: OverrideOn
  readonly localEditLog: LocalEditLog
}

/**
 * All settings: the facts about the instance, and the readings.
 *
 * @category model
 * @since 0.1.0
 */
export interface Settings {
  readonly instance: Instance
  readonly readings: Readings
}

/**
 * The default settings: the cap is 5,000, no field is hidden, no field is a formula field, Last Name and Company have no
 * defaults, every update overrides, and a local edit is logged only for the edited contact.
 *
 * @category constructors
 * @since 0.1.0
 */
export const defaultSettings: Settings = {
  instance: {
    activityCap: 5_000,
    hiddenFields: [],
    formulaFields: [],
    personDefaults: { lastName: null, company: null },
  },
  readings: { overrideOn: 'every-update', localEditLog: 'edited-contact' },
}

/**
 * The default settings with some changes.
 *
 * @example
 * import { settingsWith } from 'marketo-account-sync'
 *
 * const settings = settingsWith({ instance: { activityCap: 100 } })
 * assert.strictEqual(settings.instance.activityCap, 100)
 * assert.strictEqual(settings.readings.overrideOn, 'every-update')
 *
 * @category constructors
 * @since 0.2.0
 */
export const settingsWith = (changed: {
  readonly instance?: Partial<Instance>
  readonly readings?: Partial<Readings>
}): Settings => ({
  instance: { ...defaultSettings.instance, ...changed.instance },
  readings: { ...defaultSettings.readings, ...changed.readings },
})

const asSet = (names: ReadonlyArray<FieldName>): ReadonlyArray<FieldName> => [...new Set(names)].sort()

/** Sorts the hidden fields and the formula fields, and removes repeats, so that neither makes two settings differ. */
const withSortedFields = ({ instance, readings }: Settings): Settings => ({
  instance: {
    ...instance,
    hiddenFields: asSet(instance.hiddenFields),
    formulaFields: asSet(instance.formulaFields),
  },
  readings,
})

/**
 * Two settings are equal if they have the same values. The order of hidden fields and of formula fields does not matter.
 *
 * @category instances
 * @since 0.1.0
 */
export const eqSettings: Eq.Eq<Settings> = /* @__PURE__ */ Eq.contramap(withSortedFields)(
  /* @__PURE__ */ plainEq<Settings>(),
)
