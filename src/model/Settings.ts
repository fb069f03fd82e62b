/**
 * What differs between Marketo instances, and how the library reads the points on which the vendors are silent.
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
  /** The largest number of live contacts with which an account still logs its sync-downs. Marketo's is 5,000. */
  readonly activityCap: number
  /** Account fields that the sync user cannot see. */
  readonly hiddenFields: ReadonlyArray<FieldName>
  /** Account fields that Salesforce calculates. Their new value reaches Marketo only when the SystemModstamp moves. */
  readonly formulaFields: ReadonlyArray<FieldName>
  /** Used instead of a blank Last Name or Company when a person is first synced to Salesforce. A blank default is none. */
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
 * | `field-change` | is skipped if all its fields are held and equal the last *synced* values: only the stamp and the deleted flag follow it |
 *
 * @category model
 * @since 0.1.0
 */
export type OverrideOn = 'every-update' | 'field-change'

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
 * Marketo as its pages describe it: a cap of 5,000, no hidden fields, no formula fields, no defaults, every update overrides, and a local edit
 * is logged for the contact it was made through.
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
 * The default settings with some things changed.
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

/** Hidden fields and formula fields are sets, so their order and repeats do not count. */
const withSortedFields = ({ instance, readings }: Settings): Settings => ({
  instance: {
    ...instance,
    hiddenFields: asSet(instance.hiddenFields),
    formulaFields: asSet(instance.formulaFields),
  },
  readings,
})

/**
 * Settings are equal if they decide alike; the order of hidden fields and formula fields does not matter.
 *
 * @category instances
 * @since 0.1.0
 */
export const eqSettings: Eq.Eq<Settings> = /* @__PURE__ */ Eq.contramap(withSortedFields)(
  /* @__PURE__ */ plainEq<Settings>(),
)
