/**
 * Arbitrary answers of `preview`, asked of the Marketo that a random history leads to, and what is in them.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import type { Account, AccountRecord } from '../Account.js'
import type { Instant } from '../Instant.js'
import { allAccounts } from '../Marketo.js'
import type { LeftOut, Logging, Preview, WillIgnore, WillSkip, WillSyncDown } from '../questions/Preview.js'
import { preview } from '../questions/Preview.js'
import { anyAccountRecord } from './ArbitraryInput.js'
import { anyPast } from './Asking.js'
import { oneByKind, oneTagged } from './Choice.js'

const firstInstant = -62_167_219_200_000
const lastInstant = 253_402_300_799_999

/** Records of an account that are late, repeated, and new, some of which say nothing that was not known. */
const recordsOf = (
  { id, systemModstamp, isDeleted, synced }: Account,
  other: AccountRecord,
): ReadonlyArray<AccountRecord> => {
  const later = Math.min(systemModstamp + 1, lastInstant) as Instant
  const earlier = Math.max(systemModstamp - 1, firstInstant) as Instant
  return [
    { ...other, id, systemModstamp: earlier },
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
export const anyPreview: fc.Arbitrary<Preview> = oneByKind(previews, ({ _tag }) => _tag, { WillSkip: 2 })

const syncDowns: fc.Arbitrary<ReadonlyArray<WillSyncDown>> = previews.map((answers) =>
  answers.filter((answer) => answer._tag === 'WillSyncDown'),
)

/**
 * A record that will be applied, for each reason of what it logs.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyWillSyncDown: fc.Arbitrary<WillSyncDown> = oneByKind(syncDowns, ({ logging }) => logging.because)

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
export const anyWillIgnore: fc.Arbitrary<WillIgnore> = oneByKind(
  previews.map((answers) => answers.filter((answer) => answer._tag === 'WillIgnore')),
  ({ why }) => why,
)

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
export const anyLeftOut: fc.Arbitrary<LeftOut> = oneByKind(
  previews.map((answers) => answers.flatMap((answer) => (answer._tag === 'WillIgnore' ? [] : answer.leftOut))),
  ({ why }) => why,
)
