/**
 * The settings contain facts that differ between Marketo instances. They also contain readings: our interpretations of points
 * that the vendors do not document.
 *
 * @since 0.1.0
 */
import * as Eq from 'fp-ts/lib/Eq.js'
import type { LocalEditLog } from './Event.js'
import type { FieldName } from './Field.js'
import { plainEq } from './PlainEq.js'

/**
 * The facts about your Marketo instance.
 *
 * @category model
 * @since 0.1.0
 */
export interface Instance {
  /**
   * The activity cap. If an account has more live contacts than the cap, Marketo does not log the changes of a sync-down.
   * Marketo's own limit is 5,000.
   */
  readonly activityCap: number
  /** The Account fields that the sync user in Salesforce cannot see. */
  readonly hiddenFields: ReadonlyArray<FieldName>
  /**
   * The Account fields that Salesforce calculates (formula fields). Marketo takes a new value of such a field only if the record
   * has a new SystemModstamp.
   */
  readonly formulaFields: ReadonlyArray<FieldName>
  /**
   * The default for Last Name and the default for Company. If the person's value of such a field is blank, a new lead in
   * Salesforce gets the default of the field. A blank default counts as no default.
   */
  readonly personDefaults: PersonDefaults
}

/**
 * The default values of the Marketo instance for the two fields that a new Salesforce lead needs.
 *
 * @category model
 * @since 0.1.0
 */
export interface PersonDefaults {
  readonly lastName: string | null
  readonly company: string | null
}

/**
 * Describes when a newer account record overrides the local edits in Marketo.
 *
 * | value          | effect of a newer account record                                                  |
 * | -------------- | --------------------------------------------------------------------------------- |
 * | `every-update` | The record overrides the local edits of all fields in the record.                 |
 * | `field-change` | If the record changes a synced value, the effect is as with `every-update`.       |
 *
 * With `field-change`, Marketo skips a record that changes no synced value. A skipped record changes only the SystemModstamp, the
 * deleted flag and the `masterRecordId` of the account.
 *
 * @category model
 * @since 0.1.0
 */
export type OverrideOn = 'every-update' | 'field-change'

/**
 * Our readings of points that the vendors do not document. There is a setting for each reading.
 *
 * @category model
 * @since 0.1.0
 */
export interface Readings {
  readonly overrideOn: OverrideOn
  readonly localEditLog: LocalEditLog
}

/**
 * All settings. `instance` contains facts about the Marketo instance. `readings` contains choices for cases that the vendor does
 * not document.
 *
 * @category model
 * @since 0.1.0
 */
export interface Settings {
  readonly instance: Instance
  readonly readings: Readings
}

/**
 * The default settings. The cap is 5,000, no field is hidden, no field is a formula field, and Last Name and Company have no
 * defaults. Every update overrides local edits, and Marketo logs a local edit only for the edited contact.
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
 * Returns the default settings, but replaces the values that `changed` contains.
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

/**
 * Sorts the lists of hidden fields and formula fields, and removes repeated names. Therefore the order of the names does not
 * matter when two `Settings` are compared.
 */
const withSortedFields = ({ instance, readings }: Settings): Settings => ({
  instance: {
    ...instance,
    hiddenFields: asSet(instance.hiddenFields),
    formulaFields: asSet(instance.formulaFields),
  },
  readings,
})

/**
 * Compares two `Settings`. They are equal if they have the same values. The order of hidden fields and of formula fields does not
 * matter.
 *
 * @category instances
 * @since 0.1.0
 */
export const eqSettings: Eq.Eq<Settings> = /* @__PURE__ */ Eq.contramap(withSortedFields)(
  /* @__PURE__ */ plainEq<Settings>(),
)
