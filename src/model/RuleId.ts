/**
 * The ids of the rules. Every refusal contains the id of a rule. The text of each rule is in `rules/Rule`.
 *
 * @since 0.1.0
 */

/**
 * The id of a rule, such as `sync.override-all`.
 *
 * @category model
 * @since 0.1.0
 */
export type RuleId =
  | 'sync.one-way'
  | 'sync.override-all'
  | 'sync.absent-field'
  | 'sync.only-newer'
  | 'sync.formula-fields'
  | 'sync.visible-fields'
  | 'edit.fan-out'
  | 'edit.stays-local'
  | 'edit.until-override'
  | 'edit.live-contact'
  | 'edit.known-field'
  | 'contact.one-account'
  | 'contact.moves'
  | 'contact.deleted'
  | 'contact.private'
  | 'account.only-from-salesforce'
  | 'convert.creates-three'
  | 'convert.never-joins'
  | 'convert.guarded'
  | 'convert.known-person'
  | 'convert.answered-once'
  | 'convert.not-a-contact'
  | 'convert.user-owner'
  | 'convert.syncs-first'
  | 'activity.per-contact'
  | 'activity.cap'
  | 'activity.cap-spares-values'
  | 'activity.real-change'
  | 'activity.local-edit'
  | 'activity.convert'
  | 'locality.account'
