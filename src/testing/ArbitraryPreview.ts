/**
 * Arbitrary answers of `preview`, asked of the Marketo that a random history leads to, and what is in them.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import type { Account, AccountRecord } from '../model/Account.js'
import type { Instant } from '../model/Instant.js'
import { allAccounts } from '../marketo/Marketo.js'
import type { LeftOut, Logging, Preview, WillIgnore, WillSkip, WillSyncDown } from '../questions/Preview.js'
import { preview } from '../questions/Preview.js'
import { anyAccountRecord } from './ArbitraryInput.js'
import { anyPast } from './RandomPast.js'
import { oneFound, oneTagged } from './PickOne.js'

const lastInstant = 253_402_300_799_999

/** Records of an account that are repeated and new, some of which say nothing that was not known. */
const recordsOf = (
  { id, systemModstamp, isDeleted, synced }: Account,
  other: AccountRecord,
): ReadonlyArray<AccountRecord> => {
  const later = Math.min(systemModstamp + 1, lastInstant) as Instant
  return [
    { id, systemModstamp, isDeleted, fields: synced },
    { id, systemModstamp: later, isDeleted, fields: synced },
    { ...other, id, systemModstamp: later },
  ]
}

const previews: fc.Arbitrary<ReadonlyArray<Preview>> = fc
  .tuple(anyPast, anyAccountRecord)
  .map(([{ settings, marketo }, record]) => {
    const ask = preview(settings)
    return [record, ...allAccounts(marketo).flatMap((account) => recordsOf(account, record))].map((each) =>
      ask(each)(marketo),
    )
  })

/**
 * What a sync-down will do to a Marketo: late and repeated records, and such as say nothing new, among them.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyPreview: fc.Arbitrary<Preview> = oneFound(previews)

/**
 * A record that will be applied, for each reason of what it logs.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyWillSyncDown: fc.Arbitrary<WillSyncDown> = oneTagged(previews, 'WillSyncDown')

/**
 * A record that will be skipped by the reading `field-change`.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyWillSkip: fc.Arbitrary<WillSkip> = oneTagged(previews, 'WillSkip')

/**
 * A record that is late or repeated.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyWillIgnore: fc.Arbitrary<WillIgnore> = oneTagged(previews, 'WillIgnore')

/**
 * How many activities a sync-down will log, for each reason.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyLogging: fc.Arbitrary<Logging> = anyWillSyncDown.map(({ logging }) => logging)

/**
 * A field of a record that Marketo will not take, ignored or hidden: a record as it is read has no key that is not a
 * field.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyLeftOut: fc.Arbitrary<LeftOut> = oneFound(
  previews.map((answers) => answers.flatMap((answer) => (answer._tag === 'WillIgnore' ? [] : answer.leftOut))),
)
