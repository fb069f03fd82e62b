/**
 * Arbitrary answers of `explain` and `atRisk`, asked of the Marketo that a random history leads to.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import type { EditAtRisk } from '../questions/AtRisk.js'
import { atRisk } from '../questions/AtRisk.js'
import type { Explanation, NotShown, ShownEdited, ShownKept, ShownSynced } from '../questions/Explain.js'
import { explain } from '../questions/Explain.js'
import type { NextOverride, NotSynced } from '../questions/NextOverride.js'
import { anyPast, contactsAndFields } from './RandomPast.js'
import { oneByKind, oneFound, oneTagged } from './PickOne.js'

/**
 * Anything that can override a value, or that nothing does.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyNextOverride: fc.Arbitrary<NextOverride> = fc.constantFrom('next sync-down', 'next change', 'none')

/**
 * Any reason for which the sync leaves a field out.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyNotSynced: fc.Arbitrary<NotSynced> = fc.constantFrom('ignored', 'hidden', 'not a field')

const explanations: fc.Arbitrary<ReadonlyArray<Explanation>> = anyPast.map(({ settings, marketo }) => {
  const ask = explain(settings)
  return contactsAndFields.map(([contactId, field]) => ask(contactId, field)(marketo))
})

/**
 * Why a Marketo shows what it shows for a contact in a field, or nothing.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyExplanation: fc.Arbitrary<Explanation> = oneByKind(explanations, ({ _tag }) => _tag, {
  ShownKept: 2,
  ShownEdited: 6,
})

/**
 * A value of the record last applied.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyShownSynced: fc.Arbitrary<ShownSynced> = oneTagged(explanations, 'ShownSynced')

/**
 * A value of an earlier record.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyShownKept: fc.Arbitrary<ShownKept> = oneTagged(explanations, 'ShownKept')

/**
 * A value of a local edit.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyShownEdited: fc.Arbitrary<ShownEdited> = oneTagged(explanations, 'ShownEdited')

/**
 * No value, for any reason that a history can lead to: not `unknown account`, since no contact is live in one.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyNotShown: fc.Arbitrary<NotShown> = oneByKind(
  explanations.map((answers) => answers.filter((answer) => answer._tag === 'NotShown')),
  ({ why }) => why,
  { 'never carried': 5 },
)

/**
 * A local edit in a Marketo that a sync-down of its account would undo.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyEditAtRisk: fc.Arbitrary<EditAtRisk> = oneFound(
  anyPast.map(({ settings, marketo }) => [...atRisk(settings)(marketo)]),
)
