/** Arbitrary change events, each as the message that an API hands over. */
import * as fc from 'fast-check'
import type { JsonObject } from '../codecs/Combinators.js'
import { anyAccountId, anyContactId, anyFieldName, anyFields, anyInstant } from './ArbitraryValue.js'
import { mostly } from './Weights.js'

const anyChangeType = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('CREATE', 'UPDATE', 'DELETE', 'UNDELETE') },
  { weight: 1, arbitrary: fc.constantFrom('GAP_CREATE', 'GAP_UPDATE', 'GAP_DELETE', 'GAP_UNDELETE') },
  { weight: 1, arbitrary: fc.constant('GAP_OVERFLOW') },
)

/** Mostly one or two ids; else the wildcard of the object. */
const idsOf = (id: fc.Arbitrary<string>, wildcard: string): fc.Arbitrary<ReadonlyArray<string>> =>
  fc.oneof(
    { weight: 7, arbitrary: fc.array(id, { minLength: 1, maxLength: 2 }) },
    { weight: 1, arbitrary: fc.constant([wildcard]) },
  )

const headerOf = (entityName: string, recordIds: fc.Arbitrary<ReadonlyArray<string>>) =>
  fc.record({
    entityName: fc.constant(entityName),
    recordIds,
    changeType: anyChangeType,
    commitTimestamp: anyInstant,
    nulledFields: fc.oneof(fc.constant([]), fc.array(anyFieldName, { maxLength: 2 })),
    diffFields: fc.oneof(
      { weight: 5, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.constant(['Description']) },
    ),
  })

/** Compound values of an account: one address, or one whose fields are not known. */
const anyCompound = fc.oneof(
  { weight: 4, arbitrary: fc.constant<JsonObject>({}) },
  { weight: 1, arbitrary: fc.constant<JsonObject>({ BillingAddress: { City: 'San Francisco', Street: null } }) },
  { weight: 1, arbitrary: fc.constant<JsonObject>({ Region__c: { latitude: 1 } }) },
)

const anyAccountChange: fc.Arbitrary<JsonObject> = fc
  .tuple(headerOf('Account', idsOf(anyAccountId, '001*')), anyFields, anyCompound)
  .map(([ChangeEventHeader, fields, compound]) => ({ payload: { ChangeEventHeader, ...fields, ...compound } }))

const anyContactChange: fc.Arbitrary<JsonObject> = fc
  .tuple(
    headerOf('Contact', idsOf(anyContactId, '003*')),
    fc.oneof(
      fc.constant<JsonObject>({}),
      fc.record({ AccountId: fc.oneof({ weight: 3, arbitrary: anyAccountId }, fc.constant(null)) }),
    ),
  )
  .map(([ChangeEventHeader, said]) => ({ payload: { ChangeEventHeader, ...said } }))

/** A change event as the Pub/Sub API or CometD hands it over; now and then something that is none, or of another object. */
export const anyChangeEvent: fc.Arbitrary<unknown> = mostly<unknown>(
  fc.oneof(anyAccountChange, anyContactChange),
  fc.constantFrom<unknown>(null, {}, { payload: { ChangeEventHeader: { entityName: 'Lead' } } }),
)
