// Tests with every codec that a service can store values as JSON text and read the same values back.
import * as E from 'fp-ts/lib/Either.js'
import type * as Eq from 'fp-ts/lib/Eq.js'
import fc from 'fast-check'
import {
  activities,
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
  type Input,
  type Marketo,
  marketoOf,
  rowsOf,
  run,
  scan,
  type Settings,
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

const roundTrip =
  <A>(codec: ObjectCodec<A>, eq: Eq.Eq<A>) =>
  (value: A): boolean => {
    const decoded = codec.decode(JSON.parse(JSON.stringify(codec.encode(value))))
    return E.isRight(decoded) && eq.equals(decoded.right, value) && codec.is(value) && codec.is(decoded.right)
  }

const always = <A>(arbitrary: fc.Arbitrary<A>, predicate: (value: A) => boolean): void => {
  fc.assert(fc.property(arbitrary, predicate))
}

/** Checks a predicate on every step of random histories, and on the Marketo state after the step. */
const alwaysInHistories = (predicate: (step: Step, marketo: Marketo) => boolean): void => {
  fc.assert(
    fc.property(anySettings, anyHistory, (settings, inputs) =>
      [...scan(settings)(inputs, emptyMarketo)].every(([step, marketo]) => predicate(step, marketo)),
    ),
  )
}

const endOf = (settings: Settings, inputs: ReadonlyArray<Input>, initial = emptyMarketo): Marketo =>
  run(settings)(inputs, initial).marketo

describe('encoding a value and decoding the result', () => {
  test('does not change inputs', () => {
    always(anyInput, roundTrip(InputFromJson, eqInput))
  })

  test('does not change settings', () => {
    always(anySettings, roundTrip(SettingsFromJson, eqSettings))
  })

  test('does not change fields', () => {
    always(anyFields, roundTrip(FieldsFromJson, eqFields))
  })

  test('does not change account and contact records', () => {
    always(anyAccountRecord, roundTrip(AccountRecordFromRest, eqAccountRecord))
    always(anyContactRecord, roundTrip(ContactRecordFromRest, eqContactRecord))
  })

  test('does not change the events, refusals and deferrals of histories', () => {
    const event = roundTrip(EventFromJson, eqEvent)
    const reason = roundTrip(RefusalFromJson, eqRefusal)
    alwaysInHistories((step) => {
      if (E.isRight(step.decided)) return eventsOf(step).every(event)
      const { left } = step.decided
      return reason(left._tag === 'Refused' ? left.refusal : left.reason)
    })
  })

  test('does not change the activities of histories', () => {
    const activity = roundTrip(ActivityFromJson, eqActivity)
    alwaysInHistories((step) => [...activities(step)].every(activity))
  })

  test('does not change the rows of any Marketo state in histories', () => {
    const account = roundTrip(AccountFromJson, eqAccount)
    const contact = roundTrip(ContactFromJson, eqContact)
    const person = roundTrip(PersonFromJson, eqPerson)
    const conversion = roundTrip(ConversionFromJson, eqConversion)
    alwaysInHistories((_, marketo) => {
      const { accounts, contacts, persons, conversions } = rowsOf(marketo)
      return (
        accounts.every(account) && contacts.every(contact) && persons.every(person) && conversions.every(conversion)
      )
    })
  })

  test('does not change a whole Marketo state', () => {
    const whole = roundTrip(MarketoFromJson, eqMarketo)
    fc.assert(fc.property(anySettings, anyHistory, (settings, inputs) => whole(endOf(settings, inputs))))
  })
})

describe('a Marketo state that is stored and loaded', () => {
  test('has the same JSON when it is stored again, for any history', () => {
    fc.assert(
      fc.property(anyHistory, (inputs) => {
        const marketo = endOf(defaultSettings, inputs)
        const loaded = marketoOf(rowsOf(marketo))
        return (
          eqMarketo.equals(marketo, loaded) &&
          JSON.stringify(MarketoFromJson.encode(marketo)) === JSON.stringify(MarketoFromJson.encode(loaded))
        )
      }),
    )
  })

  test('makes the same decisions as the original state', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, anyHistory, (settings, past, future) => {
        const marketo = endOf(settings, past)
        const loaded = MarketoFromJson.decode(JSON.parse(JSON.stringify(MarketoFromJson.encode(marketo))))
        return (
          E.isRight(loaded) && eqMarketo.equals(endOf(settings, future, marketo), endOf(settings, future, loaded.right))
        )
      }),
    )
  })
})
