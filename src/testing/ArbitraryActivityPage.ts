/**
 * Arbitrary pages of Marketo's activity log, and the entries in them.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import type { JsonObject } from '../codecs/Combinators.js'
import { Instant } from '../model/Instant.js'
import type { ActivityPage } from '../records/ActivityPage.js'
import { activitiesFromMarketo, leadChangesFromMarketo } from '../records/ActivityPage.js'
import type { LoggedActivity, LoggedChange, LoggedConversion, OtherActivity } from '../records/LoggedActivity.js'
import { anyMarketoActivity, anyMarketoField } from './ArbitraryMarketoActivity.js'
import { anyInstant, anyPersonId, anyText } from './ArbitraryValue.js'
import { oneTagged } from './PickOne.js'

const head = (id: fc.Arbitrary<number>) => ({
  id,
  leadId: anyPersonId,
  activityDate: anyInstant.map((at) => Instant.encode(at)),
})

/** Of a type that is none of this library's concern. */
const anyOtherItem: fc.Arbitrary<JsonObject> = fc.record({
  ...head(fc.nat()),
  activityTypeId: fc.constantFrom(1, 2, 6, 12, 19, 46),
  attributes: fc.constant([]),
})

const anyRestName = fc.oneof(
  anyMarketoField.map(({ restName }) => restName),
  fc.constantFrom('email', 'leadScore'),
)

/** An item of Get Lead Changes tells of several fields. */
const anyChangesItem: fc.Arbitrary<JsonObject> = fc.record({
  ...head(fc.nat()),
  activityTypeId: fc.constant(13),
  fields: fc.array(fc.record({ name: anyRestName, newValue: anyText, oldValue: fc.option(anyText) }), { maxLength: 3 }),
  attributes: fc.constantFrom([], [{ name: 'Reason', value: 'Salesforce' }], null),
})

/** Not even a lead. */
const anyBadItem: fc.Arbitrary<JsonObject> = fc.constantFrom<JsonObject>({}, { id: 1, leadId: 'a' })

const anyItem = fc.oneof<Array<fc.WeightedArbitrary<JsonObject>>>(
  { weight: 6, arbitrary: anyMarketoActivity.map((activity) => ({ ...activity })) },
  { weight: 2, arbitrary: anyOtherItem },
  { weight: 1, arbitrary: anyBadItem },
)

const pageOf = (item: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> =>
  fc.oneof<Array<fc.WeightedArbitrary<JsonObject>>>(
    {
      weight: 9,
      arbitrary: fc.record({
        success: fc.constant(true),
        result: fc.array(item, { maxLength: 4 }),
        moreResult: fc.boolean(),
        nextPageToken: fc.constantFrom('WQV2VQVPPCKHC6AQYVK7JDSA3I===', null),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<JsonObject>(
        { success: true },
        { success: false, errors: [{ code: '602', message: 'Access token expired' }] },
      ),
    },
  )

/**
 * What is read in a page of Get Lead Activities or Get Lead Changes, an error page now and then.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyActivityPage: fc.Arbitrary<ActivityPage> = fc.oneof(
  pageOf(anyItem).map(activitiesFromMarketo),
  pageOf(fc.oneof({ weight: 4, arbitrary: anyChangesItem }, { weight: 1, arbitrary: anyBadItem })).map(
    leadChangesFromMarketo,
  ),
)

const entries: fc.Arbitrary<ReadonlyArray<LoggedActivity>> = fc
  .tuple(
    fc.array(fc.oneof(anyMarketoActivity, anyOtherItem), { minLength: 1, maxLength: 4 }),
    fc.array(anyChangesItem, { maxLength: 2 }),
  )
  .map(([items, changes]) => [
    ...activitiesFromMarketo({ success: true, result: items }).activities,
    ...leadChangesFromMarketo({ success: true, result: changes }).activities,
  ])

/**
 * A change of a field in Marketo's log, by display name or REST name.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyLoggedChange: fc.Arbitrary<LoggedChange> = oneTagged(entries, 'LoggedChange')

/**
 * A Convert Lead in Marketo's log.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyLoggedConversion: fc.Arbitrary<LoggedConversion> = oneTagged(entries, 'LoggedConversion')

/**
 * An entry of a type that is no concern of this library.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyOtherActivity: fc.Arbitrary<OtherActivity> = oneTagged(entries, 'OtherActivity')

/**
 * An entry of Marketo's log, of each kind about as often.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyLoggedActivity: fc.Arbitrary<LoggedActivity> = fc.oneof<Array<fc.Arbitrary<LoggedActivity>>>(
  anyLoggedChange,
  anyLoggedConversion,
  anyOtherActivity,
)
