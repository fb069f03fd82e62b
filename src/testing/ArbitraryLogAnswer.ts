/**
 * Arbitrary answers of `whyNotLogged`, asked of random histories.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import type { Instant } from '../model/Instant.js'
import { emptyMarketo } from '../marketo/Marketo.js'
import type { LogAnswer, Logged, LogQuestion, NotLogged, Reason } from '../questions/LogAnswer.js'
import { whyNotLogged } from '../questions/WhyNotLogged.js'
import { scan } from '../marketo/Simulate.js'
import { anyContactId, anyFieldName, anyInstant } from './ArbitraryValue.js'
import { anyPast, contactsAndFields } from './RandomPast.js'
import { oneByKind, oneTagged } from './PickOne.js'

type Time = Pick<LogQuestion, 'from' | 'until'>

const allTime: Time = { from: -62_167_219_200_000 as Instant, until: 253_402_300_799_999 as Instant }

/** Mostly all of it; else from one instant to the same or a later one, or when all is over. */
const anyTime: fc.Arbitrary<Time> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(allTime) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(anyInstant, anyInstant)
      .map((both) => ({ from: Math.min(...both) as Instant, until: Math.max(...both) as Instant })),
  },
  { weight: 1, arbitrary: fc.constant({ ...allTime, from: allTime.until }) },
)

/**
 * A contact, a field and a time: mostly all time.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyLogQuestion: fc.Arbitrary<LogQuestion> = fc
  .tuple(anyContactId, anyFieldName, anyTime)
  .map(([contactId, field, time]) => ({ contactId, field, ...time }))

const answers: fc.Arbitrary<ReadonlyArray<LogAnswer>> = fc
  .tuple(anyPast, anyTime)
  .map(([{ settings, history }, time]) => {
    const steps = [...scan(settings)(history)(emptyMarketo)]
    return contactsAndFields.flatMap(([contactId, field]) =>
      whyNotLogged({ contactId, field, ...time })(emptyMarketo)(steps),
    )
  })

/** The rarer a reason is in a history, the more it counts where it is in one. */
const rareReasons: Readonly<Partial<Record<Reason['_tag'], number>>> = {
  NoChange: 3,
  Elsewhere: 3,
  Deferred: 3,
  NotSynced: 2,
  Absent: 3,
  Refused: 2,
  OverTheCap: 3,
  Late: 18,
  Repeated: 9,
  OtherContact: 18,
  EditsNotLogged: 12,
  Skipped: 24,
  AnsweredBefore: 60,
}

/**
 * Why something was not logged, for each reason.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyNotLogged: fc.Arbitrary<NotLogged> = oneByKind(
  answers.map((all) => all.filter((answer) => answer._tag === 'NotLogged')),
  ({ reason }) => reason._tag,
  rareReasons,
)

/**
 * Any of the reasons for which nothing is logged.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyReason: fc.Arbitrary<Reason> = anyNotLogged.map(({ reason }) => reason)

/**
 * An activity of a history.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyLogged: fc.Arbitrary<Logged> = oneTagged(answers, 'Logged')

/**
 * An activity of a history, or why there is none.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyLogAnswer: fc.Arbitrary<LogAnswer> = fc.oneof<Array<fc.WeightedArbitrary<LogAnswer>>>(
  { weight: 1, arbitrary: anyLogged },
  { weight: 4, arbitrary: anyNotLogged },
)
