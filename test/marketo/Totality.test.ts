// Tests that no exported function throws if its arguments have the right types, and that no function changes its arguments. The
// tests freeze all arguments deeply.
import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import * as core from 'marketo-account-sync'
import * as kit from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import * as arbitraries from '../helpers/arbitraries.js'
import { frozen } from '../helpers/values.js'

const any = { ...kit, ...arbitraries }

type Arbitraries<Values> = { readonly [K in keyof Values]: fc.Arbitrary<Values[K]> }

/** Calls a function with frozen arguments. If the result is an iterable, iterates it, so that lazy code also runs. */
const call = <Values extends ReadonlyArray<unknown>>(
  arbitrary: Arbitraries<Values>,
  result: (...values: Values) => unknown,
): fc.Arbitrary<() => unknown> =>
  fc.tuple(...(arbitrary as ReadonlyArray<fc.Arbitrary<unknown>>)).map((values) => () => {
    const returned = result(...(frozen(values) as unknown as Values))
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
const anyLive = fc
  .tuple(any.anyContact, any.anyAccountId)
  .map(([{ id, appliedAtStamp }, accountId]): core.LiveContact => ({
    _tag: 'LiveContact',
    id,
    appliedAtStamp,
    accountId,
  }))
const anyClaims = fc
  .tuple(optional(any.anyPersonId), optional(any.anyConversion))
  .map(([holder, outcome]): core.ConversionClaims => ({ contactOfAnother: () => holder, outcomeOf: () => outcome }))
const anyRecordId = fc.oneof(any.anyAccountId, any.anyContactId, any.anyOpportunityId)
const anyHistory = fc.oneof(any.anyHistory, fc.array(any.anyInput))
const anyEvents = fc.array(any.anyEvent)
/** A Marketo state that no history can lead to. It is made from events that `decide` never returns. */
const anyOddMarketo = fc.tuple(any.anyMarketo, anyEvents).map(([marketo, events]) => core.replay(events, marketo))
const anyState = fc.oneof(any.anyMarketo, anyOddMarketo)
const { anySettings, anyFieldName, anyAccount, anyContact, anyPerson, anyFields } = any

const calls: Readonly<Record<string, fc.Arbitrary<() => unknown>>> = {
  accept: call([any.anyConvertPerson], core.accept),
  accountIdOf: call([anyContact], core.accountIdOf),
  accountsOf: call([anyState], core.accountsOf),
  activities: call([any.anyStep], core.activities),
  activitiesOf: call([fc.array(any.anyContactId), any.anyEvent], (ids, event) => core.activitiesOf(ids)(event)),
  asConvertible: call([anyPerson], core.asConvertible),
  asLive: call([anyContact], core.asLive),
  confirmConversion: call([anyClaims, any.anyConfirmConversion, anyPerson], (claims, answer, person) =>
    core.confirmConversion({ ...answer, claims }, person),
  ),
  contactStamp: call([anyContact], core.contactStamp),
  contactsOf: call([anyState], core.contactsOf),
  conversionIds: call([any.anyConversion], core.conversionIds),
  conversionsOf: call([anyState], core.conversionsOf),
  convertPerson: call([anySettings, anyAccepted, anyConvertible], (settings, accepted, person) =>
    core.convertPerson(settings)(accepted, person),
  ),
  convertLeadOf: call([fc.oneof(any.anyConversionConfirmed, any.anyConversionFailed)], core.convertLeadOf),
  countActivities: call([fc.nat(), any.anyEvent], (count, event) => core.countActivities(count)(event)),
  countLiveContacts: call([any.anyAccountId, anyState], (id, marketo) => core.countLiveContacts(id)(marketo)),
  countStepActivities: call([any.anyStep], core.countStepActivities),
  decodeErrors: call([fc.jsonValue()], (value) => {
    const decoded = core.AccountId.decode(value)
    return decoded._tag === 'Left' ? core.decodeErrors(decoded.left) : []
  }),
  editAccountField: call(
    [anySettings, anyLive, any.anyEditAccountField, anyAccount, fc.boolean()],
    (settings, live, edit, account, isIn) =>
      core.editAccountField(settings)({ ...edit, through: isIn ? { ...live, accountId: account.id } : live }, account),
  ),
  eventsOf: call([any.anyStep], core.eventsOf),
  evolve: call([anyState, any.anyEvent], core.evolve),
  evolveAccount: call([optional(anyAccount), any.anyAccountEvent], core.evolveAccount),
  evolveContact: call(
    [optional(anyContact), fc.oneof(any.anyContactSynced, any.anyConversionConfirmed)],
    core.evolveContact,
  ),
  evolvePerson: call([optional(anyPerson), any.anyPersonEvent], core.evolvePerson),
  failConversion: call([any.anyFailConversion, anyPerson], core.failConversion),
  fieldNames: call([anyFields], core.fieldNames),
  found: call([fc.anything()], core.found),
  furtherValues: call([anyAccount], ({ broughtAtStamp }) => core.furtherValues(broughtAtStamp)),
  idSuffix: call([any.anyText], core.idSuffix),
  instantOf: call([fc.oneof(fc.double(), fc.date({ noInvalidDate: false }))], core.instantOf),
  isSynced: call([fc.array(any.anyText), any.anyText], (hidden, name) => core.isSynced(new Set(hidden))(name)),
  liveContactsOf: call([any.anyAccountId, anyState], (id, marketo) => core.liveContactsOf(id)(marketo)),
  localEditOf: call([anyFieldName, anyAccount], (field, account) => core.localEditOf(field)(account)),
  logsChanges: call([fc.nat(), fc.nat()], (cap, count) => core.logsChanges(cap)(count)),
  lookupAccount: call([any.anyAccountId, anyState], (id, marketo) => core.lookupAccount(id)(marketo)),
  lookupContact: call([any.anyContactId, anyState], (id, marketo) => core.lookupContact(id)(marketo)),
  lookupConversion: call([anyRecordId, anyState], (id, marketo) => core.lookupConversion(id)(marketo)),
  lookupPerson: call([any.anyPersonId, anyState], (id, marketo) => core.lookupPerson(id)(marketo)),
  marketoDecider: call([anySettings, any.anyInput, anyState], (settings, input, marketo) => {
    const { decide, evolve, initialState } = core.marketoDecider(settings)
    const decided = decide(input, marketo)
    decide(input, initialState())
    return decided._tag === 'Right' ? decided.right.reduce(evolve, marketo) : decided
  }),
  marketoOf: call([any.anyMarketoRows], core.marketoOf),
  needsSync: call([fc.oneof(any.anyNotInSalesforce, any.anySfdcLead)], core.needsSync),
  personsOf: call([anyState], core.personsOf),
  putPerson: call([any.anyPutPerson, optional(anyPerson)], core.putPerson),
  refusalOf: call([any.anyStep], core.refusalOf),
  replay: call([anyEvents, anyState], core.replay),
  rowsOf: call([anyState], core.rowsOf),
  run: call([anySettings, anyHistory, anyState], (settings, history, marketo) => core.run(settings)(history, marketo)),
  scan: call([anySettings, anyHistory, anyState], (settings, history, marketo) =>
    core.scan(settings)(history, marketo),
  ),
  settingsWith: call([anySettings], core.settingsWith),
  shownFields: call([anyAccount], core.shownFields),
  shownValue: call([anyFieldName, anyAccount], (field, account) => core.shownValue(field)(account)),
  simulate: call([anySettings, anyHistory, anyState], (settings, history, marketo) =>
    core.simulate(settings)(history, marketo),
  ),
  step: call([anySettings, any.anyInput, anyState], (settings, input, marketo) => core.step(settings)(input, marketo)),
  syncContact: call([fc.boolean(), any.anySyncContact, optional(anyContact)], (isAccountKnown, delivery, contact) =>
    core.syncContact({ ...delivery, isAccountKnown }, contact),
  ),
  syncDown: call(
    [anySettings, fc.nat(), any.anySyncAccount, optional(anyAccount)],
    (settings, liveContacts, delivery, account) => core.syncDown(settings)({ ...delivery, liveContacts }, account),
  ),
  syncedFields: call([fc.array(any.anyText), anyFields], (hidden, fields) =>
    core.syncedFields(new Set(hidden))(fields),
  ),
  toSalesforce: call([any.anyConversionRequested], core.toSalesforce),
  valueForContact: call([any.anyContactId, anyFieldName, anyState], (id, field, marketo) =>
    core.valueForContact(id, field)(marketo),
  ),
  valueOf: call([anyFieldName, anyFields], (field, fields) => core.valueOf(field)(fields)),
}

const isFunction = (value: unknown): boolean => typeof value === 'function'

describe('the exported functions', () => {
  test.each(Object.entries(calls))(
    '`%s` never throws for values of the right types, even if the values are deeply frozen',
    (_name, arbitrary) => {
      expect(() => {
        fc.assert(
          fc.property(arbitrary, (happens) => {
            happens()
          }),
        )
      }).not.toThrow()
    },
  )
})

test('the tests of totality cover every exported function', () => {
  const exported = Object.entries(core).flatMap(([name, value]) => (isFunction(value) ? [name] : []))
  expect(exported.filter((name) => !Object.hasOwn(calls, name))).toEqual([])
})
