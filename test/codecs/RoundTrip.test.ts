// What a service stores, it gets back: every codec, through real JSON text.
import * as E from 'fp-ts/lib/Either.js'
import type * as Eq from 'fp-ts/lib/Eq.js'
import fc from 'fast-check'
import {
  activities,
  allAccounts,
  allContacts,
  allConversions,
  allPersons,
  defaultSettings,
  emptyMarketo,
  eqAccount,
  eqActivity,
  eqEvent,
  eqFields,
  eqInput,
  eqRefusal,
  eqAccountRecord,
  eqContact,
  eqContactRecord,
  eqConversion,
  eqMarketo,
  eqPerson,
  eqSettings,
  eventsOf,
  type Marketo,
  marketoOf,
  rowsOf,
  scan,
  simulateAll,
  type Step,
} from 'marketo-account-sync'
import {
  AccountFromJson,
  AccountRecordFromRest,
  ActivityFromJson,
  ContactFromJson,
  ContactRecordFromRest,
  ConversionFromJson,
  EventFromJson,
  FieldsFromJson,
  InputFromJson,
  MarketoFromJson,
  type ObjectCodec,
  PersonFromJson,
  RefusalFromJson,
  SettingsFromJson,
} from 'marketo-account-sync/codecs'
import {
  anyAccountRecord,
  anyContactRecord,
  anyFields,
  anyHistory,
  anyInput,
  anySettings,
} from 'marketo-account-sync/testing'
import { describe, test } from 'vitest'

const comesBack =
  <A>(codec: ObjectCodec<A>, eq: Eq.Eq<A>) =>
  (value: A): boolean => {
    const decoded = codec.decode(JSON.parse(JSON.stringify(codec.encode(value))))
    return E.isRight(decoded) && eq.equals(decoded.right, value) && codec.is(value) && codec.is(decoded.right)
  }

const each = <A>(arbitrary: fc.Arbitrary<A>, predicate: (value: A) => boolean): void => {
  fc.assert(fc.property(arbitrary, predicate))
}

/** Every step of a history and every state it leads to. */
const inHistories = (predicate: (taken: Step, marketo: Marketo) => boolean): void => {
  fc.assert(
    fc.property(anySettings, anyHistory, (settings, inputs) =>
      [...scan(settings)(inputs)(emptyMarketo)].every(([taken, marketo]) => predicate(taken, marketo)),
    ),
  )
}

describe('decoding what was encoded gives it back', () => {
  test('inputs', () => {
    each(anyInput, comesBack(InputFromJson, eqInput))
  })

  test('settings', () => {
    each(anySettings, comesBack(SettingsFromJson, eqSettings))
  })

  test('fields', () => {
    each(anyFields, comesBack(FieldsFromJson, eqFields))
  })

  test('account and contact records', () => {
    each(anyAccountRecord, comesBack(AccountRecordFromRest, eqAccountRecord))
    each(anyContactRecord, comesBack(ContactRecordFromRest, eqContactRecord))
  })

  test('the events, refusals and deferrals of histories', () => {
    const event = comesBack(EventFromJson, eqEvent)
    const reason = comesBack(RefusalFromJson, eqRefusal)
    inHistories((taken) => {
      if (E.isRight(taken.decided)) return eventsOf(taken).every(event)
      const left = taken.decided.left
      return reason(left._tag === 'Refused' ? left.refusal : left.reason)
    })
  })

  test('the activities of histories', () => {
    const activity = comesBack(ActivityFromJson, eqActivity)
    inHistories((taken) => [...activities(taken)].every(activity))
  })

  test('the rows of every state of histories', () => {
    const account = comesBack(AccountFromJson, eqAccount)
    const contact = comesBack(ContactFromJson, eqContact)
    const person = comesBack(PersonFromJson, eqPerson)
    const conversion = comesBack(ConversionFromJson, eqConversion)
    inHistories(
      (_, marketo) =>
        allAccounts(marketo).every(account) &&
        allContacts(marketo).every(contact) &&
        allPersons(marketo).every(person) &&
        allConversions(marketo).every(conversion),
    )
  })

  test('a whole Marketo', () => {
    const whole = comesBack(MarketoFromJson, eqMarketo)
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, inputs) => whole(simulateAll(settings)(inputs)(emptyMarketo))),
    )
  })
})

describe('equal states', () => {
  test('encode equally, whatever their history: the rows of a state make the same state', () => {
    fc.assert(
      fc.property(anyHistory, (inputs) => {
        const made = simulateAll(defaultSettings)(inputs)(emptyMarketo)
        const stored = marketoOf(rowsOf(made))
        return (
          eqMarketo.equals(made, stored) &&
          JSON.stringify(MarketoFromJson.encode(made)) === JSON.stringify(MarketoFromJson.encode(stored))
        )
      }),
    )
  })

  test('decide alike after being stored and loaded', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, anyHistory, (settings, before, after) => {
        const made = simulateAll(settings)(before)(emptyMarketo)
        const loaded = MarketoFromJson.decode(JSON.parse(JSON.stringify(MarketoFromJson.encode(made))))
        return (
          E.isRight(loaded) &&
          eqMarketo.equals(simulateAll(settings)(after)(made), simulateAll(settings)(after)(loaded.right))
        )
      }),
    )
  })
})
