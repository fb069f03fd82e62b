/**
 * Arbitrary rules, all of the registry, and the readings by themselves.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import type { Basis, PinnedBy, Rule, RuleId, RuleSetting, RuleSource } from '../rules/Rule.js'
import { rule, ruleIds } from '../rules/Rule.js'
import type { LocalEditLog, OverrideOn } from '../model/Settings.js'

/**
 * The id of any rule of the registry.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyRuleId: fc.Arbitrary<RuleId> = fc.constantFrom(...ruleIds)

/**
 * Any rule of the registry: there is no other.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyRule: fc.Arbitrary<Rule> = anyRuleId.map(rule)

/**
 * A source that some rule of the registry names.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyRuleSource: fc.Arbitrary<RuleSource> = fc.constantFrom(...ruleIds.flatMap((id) => rule(id).sources))

/**
 * Each basis as often as the others, however many rules rest on it.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyBasis: fc.Arbitrary<Basis> = fc.constantFrom('documented', 'inferred', 'ours')

/**
 * A law or a type, whichever keeps a rule.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyPinnedBy: fc.Arbitrary<PinnedBy> = fc.constantFrom('law', 'type')

/**
 * The path of any setting on which a rule can depend.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyRuleSetting: fc.Arbitrary<RuleSetting> = fc.constantFrom(
  'instance.activityCap',
  'instance.hiddenFields',
  'instance.personDefaults',
  'readings.overrideOn',
  'readings.localEditLog',
)

/**
 * Either reading of what a record has to say in order to override.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyOverrideOn: fc.Arbitrary<OverrideOn> = fc.constantFrom('every-update', 'field-change')

/**
 * Any reading of the contacts for which a local edit is logged.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyLocalEditLog: fc.Arbitrary<LocalEditLog> = fc.constantFrom('edited-contact', 'every-contact', 'none')
