// No exported function throws on a well-typed value, and none needs to change one: all are asPersistent through and through.
import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import * as core from 'marketo-account-sync'
import * as any from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'

const asPersistent = <A>(value: A): A => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const key of Reflect.ownKeys(value)) asPersistent((value as Readonly<Record<string | symbol, unknown>>)[key])
  return value
}

type Arbitraries<Values> = { readonly [K in keyof Values]: fc.Arbitrary<Values[K]> }

/** A call with asPersistent arguments; what it returns is iterated, so that what is lazy happens too. */
const call = <Values extends ReadonlyArray<unknown>>(
  arbitraries: Arbitraries<Values>,
  result: (...values: Values) => unknown,
): fc.Arbitrary<() => unknown> =>
  fc.tuple(...(arbitraries as ReadonlyArray<fc.Arbitrary<unknown>>)).map((values) => () => {
    const returned = result(...(asPersistent(values) as unknown as Values))
    return typeof returned === 'object' && returned !== null && Symbol.iterator in returned
      ? [...(returned as Iterable<unknown>)]
      : returned
  })

const optional = <A>(arbitrary: fc.Arbitrary<A>): fc.Arbitrary<O.Option<A>> =>
  fc.option(arbitrary, { nil: undefined }).map((value) => O.fromNullable(value) as O.Option<A>)

const anyConvertible = fc
  .tuple(any.anyPerson, fc.oneof(any.anyNotInSalesforce, any.anySfdcLead))
  .map(([person, sfdc]): core.ConvertiblePerson => ({ ...person, sfdc }))
const anyAccepted = any.anyConvertPerson.map((convert) => ({ ...convert }) as core.Accepted)
const anyLive = any.anyContact.map(({ id, appliedAtStamp }): core.LiveContact => ({
  _tag: 'LiveContact',
  id,
  appliedAtStamp,
  accountId: '001' as string as core.AccountId,
}))
const anyTaken = fc
  .tuple(optional(any.anyPersonId), optional(any.anyConversion))
  .map(([holder, outcome]): core.ConversionClaims => ({ contactOfAnother: () => holder, outcomeOf: () => outcome }))
const anyRecordId = fc.oneof(any.anyAccountId, any.anyContactId, any.anyOpportunityId)
const anyHistory = fc.oneof(any.anyHistory, fc.array(any.anyInput))
const anyEvents = fc.array(any.anyEvent)
const anyAccountEvent = fc.oneof(any.anyAccountSyncedDown, any.anyAccountSkipped, any.anyAccountFieldEdited)
const anyPersonEvent = fc.oneof(
  any.anyPersonPut,
  any.anyConversionRequested,
  any.anyConversionConfirmed,
  any.anyConversionFailed,
)
/** A Marketo such as no history makes, for events that no decision made come to it. */
const anyOddMarketo = fc.tuple(any.anyMarketo, anyEvents).map(([marketo, events]) => core.replay(events)(marketo))
const anyState = fc.oneof(any.anyMarketo, anyOddMarketo)
const { anySettings, anyInstant: at, anyFieldName, anyAccount, anyContact, anyPerson, anyFields } = any

const calls: Readonly<Record<string, fc.Arbitrary<() => unknown>>> = {
  accept: call([any.anyConvertPerson], core.accept),
  accountFieldEdited: call([any.anyAccountFieldEdited, anyAccount], (event, account) =>
    core.accountFieldEdited(event)(account),
  ),
  accountIdOf: call([anyContact], core.accountIdOf),
  accountSkipped: call([any.anyAccountSkipped, anyAccount], (event, account) => core.accountSkipped(event)(account)),
  accountSyncedDown: call([any.anyAccountSyncedDown, optional(anyAccount)], (event, account) =>
    core.accountSyncedDown(event)(account),
  ),
  activities: call([any.anyStep], core.activities),
  activitiesOf: call([any.anyEvent, fc.array(any.anyContactId)], (event, ids) => core.activitiesOf(event)(ids)),
  allAccounts: call([anyState], core.allAccounts),
  allContacts: call([anyState], core.allContacts),
  allConversions: call([anyState], core.allConversions),
  allPersons: call([anyState], core.allPersons),
  asConvertible: call([anyPerson], core.asConvertible),
  asLive: call([anyContact], core.asLive),
  confirmConversion: call([anyTaken, any.anyConfirmConversion, anyPerson], (taken, answer, person) =>
    core.confirmConversion(taken)(answer)(person),
  ),
  contactConverted: call([any.anyConversionConfirmed, optional(anyContact)], (event, contact) =>
    core.contactConverted(event)(contact),
  ),
  contactStamp: call([anyContact], core.contactStamp),
  contactSynced: call([any.anyContactSynced, optional(anyContact)], (event, contact) =>
    core.contactSynced(event)(contact),
  ),
  conversionIds: call([any.anyConversion], core.conversionIds),
  conversionUnderWay: call([any.anyPersonId, at], core.conversionUnderWay),
  convertPerson: call([anySettings, anyAccepted, anyConvertible], (settings, accepted, person) =>
    core.convertPerson(settings)(accepted)(person),
  ),
  convertLeadOf: call([fc.oneof(any.anyConversionConfirmed, any.anyConversionFailed)], core.convertLeadOf),
  countActivities: call([any.anyEvent, fc.nat()], (event, count) => core.countActivities(event)(count)),
  countLiveContacts: call([any.anyAccountId, anyState], (id, marketo) => core.countLiveContacts(id)(marketo)),
  countStepActivities: call([any.anyStep], core.countStepActivities),
  decide: call([anySettings, any.anyInput, anyState], (settings, input, marketo) =>
    core.decide(settings)(input)(marketo),
  ),
  decodeErrors: call([fc.jsonValue()], (value) => {
    const decoded = core.AccountId.decode(value)
    return decoded._tag === 'Left' ? core.decodeErrors(decoded.left) : []
  }),
  editAccountField: call(
    [anySettings, anyLive, any.anyEditAccountField, anyAccount, fc.boolean()],
    (settings, live, edit, account, isIn) =>
      core.editAccountField(settings)(isIn ? { ...live, accountId: account.id } : live)(edit)(account),
  ),
  eventsOf: call([any.anyStep], core.eventsOf),
  evolve: call([anyState, any.anyEvent], core.evolve),
  evolveAccount: call([anyAccountEvent, optional(anyAccount)], (event, account) => core.evolveAccount(event)(account)),
  evolvePerson: call([anyPersonEvent, optional(anyPerson)], (event, person) => core.evolvePerson(event)(person)),
  failConversion: call([any.anyFailConversion, anyPerson], (answer, person) => core.failConversion(answer)(person)),
  fieldNames: call([anyFields], core.fieldNames),
  found: call([fc.anything()], core.found),
  idSuffix: call([any.anyText], core.idSuffix),
  instantOfEpoch: call([fc.double()], core.instantOfEpoch),
  isFieldKey: call([any.anyText], core.isFieldKey),
  syncedFields: call([fc.array(any.anyText), anyFields], (hidden, fields) =>
    core.syncedFields(new Set(hidden))(fields),
  ),
  isSynced: call([fc.array(any.anyText), any.anyText], (hidden, name) => core.isSynced(new Set(hidden))(name)),
  liveContactsOf: call([any.anyAccountId, anyState], (id, marketo) => core.liveContactsOf(id)(marketo)),
  localEditOf: call([anyAccount, anyFieldName], (account, field) => core.localEditOf(account)(field)),
  logsChanges: call([fc.nat(), fc.nat()], (cap, count) => core.logsChanges(cap)(count)),
  lookupAccount: call([any.anyAccountId, anyState], (id, marketo) => core.lookupAccount(id)(marketo)),
  lookupContact: call([any.anyContactId, anyState], (id, marketo) => core.lookupContact(id)(marketo)),
  lookupConversion: call([anyRecordId, anyState], (id, marketo) => core.lookupConversion(id)(marketo)),
  lookupPerson: call([any.anyPersonId, anyState], (id, marketo) => core.lookupPerson(id)(marketo)),
  marketoOf: call([any.anyMarketoRows], core.marketoOf),
  needsSync: call([fc.oneof(any.anyNotInSalesforce, any.anySfdcLead)], core.needsSync),
  putPerson: call([any.anyPutPerson, optional(anyPerson)], (put, person) => core.putPerson(put)(person)),
  replay: call([anyEvents, anyState], (events, marketo) => core.replay(events)(marketo)),
  rowsOf: call([anyState], core.rowsOf),
  scan: call([anySettings, anyHistory, anyState], (settings, history, marketo) =>
    core.scan(settings)(history)(marketo),
  ),
  shownFields: call([anyAccount], core.shownFields),
  shownValue: call([anyAccount, anyFieldName], (account, field) => core.shownValue(account)(field)),
  simulate: call([anySettings, anyHistory, anyState], (settings, history, marketo) =>
    core.simulate(settings)(history)(marketo),
  ),
  simulateAll: call([anySettings, anyHistory, anyState], (settings, history, marketo) =>
    core.simulateAll(settings)(history)(marketo),
  ),
  step: call([anySettings, any.anyInput, anyState], (settings, input, marketo) => core.step(settings)(input)(marketo)),
  syncContact: call([fc.boolean(), any.anySyncContact, optional(anyContact)], (isKnown, delivery, contact) =>
    core.syncContact(() => isKnown)(delivery)(contact),
  ),
  syncDown: call(
    [anySettings, fc.nat(), any.anySyncAccount, optional(anyAccount)],
    (settings, count, delivery, account) => core.syncDown(settings)(count)(delivery)(account),
  ),
  toSalesforce: call([any.anyConversionRequested], core.toSalesforce),
  valueForContact: call([any.anyContactId, anyFieldName, anyState], (id, field, marketo) =>
    core.valueForContact(id, field)(marketo),
  ),
  valueOf: call([anyFields, anyFieldName], (fields, field) => core.valueOf(fields)(field)),
}

const isFunction = (value: unknown): boolean => typeof value === 'function'

describe('on every well-typed value, asPersistent through and through, nothing throws in', () => {
  test.each(Object.entries(calls))('%s', (_name, arbitrary) => {
    expect(() => {
      fc.assert(
        fc.property(arbitrary, (happens) => {
          happens()
        }),
      )
    }).not.toThrow()
  })

  test('any function that is exported: each is asked', () => {
    const exported = Object.entries(core).flatMap(([name, value]) => (isFunction(value) ? [name] : []))
    expect(exported.filter((name) => !Object.hasOwn(calls, name))).toEqual([])
  })
})
