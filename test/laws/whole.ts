// The laws about whole histories. None of these laws belongs to a single rule.
import fc from 'fast-check'
import type { AccountRecord, Activity, FieldValue, Input, Marketo, Settings } from 'marketo-account-sync'
import { emptyMarketo, eqMarketo, furtherValues, marketoOf, rowsOf } from 'marketo-account-sync'
import { MarketoFromJson } from 'marketo-account-sync/codecs'
import type { Moment } from 'marketo-account-sync/testing'
import {
  anyAccountId,
  anyFieldValue,
  anyHistory,
  anyInput,
  anySettings,
  momentOf,
  momentsOf,
} from 'marketo-account-sync/testing'
import { furtherOf } from '../../src/model/BroughtAtStamp.js'
import {
  changesLogged,
  fieldOf,
  isAccepted,
  isDeferred,
  liveContactIn,
  liveIn,
  namesOf,
  personIn,
  shownIn,
} from '../helpers/observe.js'
import { syncAccount } from '../helpers/values.js'
import { aFurtherReading, anyInputHere, anyInputThere, endingIn, twoAccounts } from './historySuffixes.js'
import { deliverAccount, deliverContact, nthAccountId, nthContactId } from './inputs.js'
import type { Law } from './law.js'
import { always, law, whenever } from './law.js'
import { recordOf, withRecord } from './records.js'
import { accountRecord } from './selectors.js'

/** The ids of the accounts, contacts, persons and opportunities that an input concerns in a given Marketo state. */
const touched = (input: Input, marketo: Marketo): ReadonlyArray<string | number> => {
  const contact = (id: Parameters<typeof liveContactIn>[1]) => {
    const live = liveContactIn(marketo, id)
    return live === undefined ? [id] : [id, live.accountId]
  }
  const person = (id: Parameters<typeof personIn>[1]) => {
    const sfdc = personIn(marketo, id)?.sfdc
    return sfdc?._tag === 'SfdcContact' ? [id, sfdc.contactId] : [id]
  }
  switch (input._tag) {
    case 'SyncAccount':
      return [input.record.id]
    case 'SyncContact':
      return [...contact(input.record.id), ...(input.record.accountId === null ? [] : [input.record.accountId])]
    case 'ConfirmConversion':
      return [...person(input.personId), input.account.id, input.contactId, input.opportunityId]
    case 'EditAccountField':
      return contact(input.contactId)
    case 'PutPerson': {
      const { id, sfdc } = input.person
      return [...person(id), ...(sfdc._tag === 'SfdcContact' ? [sfdc.contactId] : [])]
    }
    case 'ConvertPerson':
    case 'FailConversion':
      return person(input.personId)
  }
}

const logged = (moments: ReadonlyArray<Moment>): ReadonlyArray<Activity> =>
  moments.flatMap(({ activities }) => activities)

const endOf = (moments: ReadonlyArray<Moment>): Marketo => moments.at(-1)?.after ?? emptyMarketo

const outcome = ({ decided, activities }: Moment): string => JSON.stringify([decided, activities])

/**
 * Records of a few accounts and contacts, in the order in which Salesforce writes them. Each record is later than all previous
 * records.
 */
const anyRecords: fc.Arbitrary<ReadonlyArray<Input>> = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(1), fc.constantFrom('a', 'b', null, ''), fc.constantFrom('a', 0), fc.boolean()), {
      maxLength: 6,
    }),
    fc.array(fc.tuple(fc.nat(3), fc.option(fc.nat(2)), fc.boolean()), { maxLength: 8 }),
  )
  .map(([accounts, contacts]) => [
    ...accounts.map(([n, name, industry, isDeleted], at) =>
      deliverAccount(nthAccountId(n), at, { Name: name, Industry: industry }, isDeleted),
    ),
    ...contacts.map(([n, account, isDeleted], at) =>
      deliverContact(nthContactId(n), at, account === null ? null : nthAccountId(account), isDeleted),
    ),
  ])

/**
 * A second record with the SystemModstamp of an earlier record. `which` selects the earlier record, and `later` delays the
 * second record by a number of inputs.
 */
const anySprinkled = fc.record({
  which: fc.nat(60),
  later: fc.nat(60),
  isCarried: fc.func(fc.boolean()),
  hasFlag: fc.boolean(),
  formula: anyFieldValue,
})

/**
 * Makes a second record with the SystemModstamp of a given record. The second record has some fields of the given record, and
 * random values in the formula fields.
 *
 * The second record has the `IsDeleted` of the given record, or no `IsDeleted`.
 */
const readAgainAs = (
  { instance }: Settings,
  { id, systemModstamp, isDeleted, fields }: AccountRecord,
  {
    isCarried,
    hasFlag,
    formula,
  }: { readonly isCarried: (name: string) => boolean; readonly hasFlag: boolean; readonly formula: FieldValue },
): Input =>
  syncAccount({
    ...{ id, systemModstamp },
    ...(hasFlag && isDeleted !== undefined ? { isDeleted } : {}),
    fields: Object.fromEntries(
      namesOf(fields)
        .filter(isCarried)
        .map((name) => [name, instance.formulaFields.includes(name) ? formula : (fields[name] ?? null)]),
    ),
  })

/** Removes every `masterRecordId` from a Marketo state. */
const unmerged = (marketo: Marketo): Marketo => {
  const rows = rowsOf(marketo)
  return marketoOf({
    ...rows,
    accounts: rows.accounts.map((account) => ({
      ...account,
      masterRecordId: null,
      broughtAtStamp: {
        ...account.broughtAtStamp,
        masterRecordId: null,
        further: furtherOf(furtherValues(account.broughtAtStamp).filter(({ name }) => name !== 'MasterRecordId')),
      },
    })),
  })
}

export const wholeLaws: ReadonlyArray<Law> = [
  law(
    'whole',
    'two inputs have the same effect in either order if they share no account, contact, person or opportunity',
    [anySettings, endingIn(twoAccounts), fc.oneof(fc.tuple(anyInput, anyInput), fc.tuple(anyInputHere, anyInputThere))],
    (settings, history, [a, b], implementation) => {
      const marketo = endOf(momentsOf(implementation)(settings)(history))
      const touchedByA = touched(a, marketo)
      fc.pre(touched(b, marketo).every((id) => !touchedByA.includes(id)))
      const next = momentOf(implementation)(settings)
      const a1 = next(a, marketo)
      const b1 = next(b, a1.after)
      const b2 = next(b, marketo)
      const a2 = next(a, b2.after)
      return eqMarketo.equals(b1.after, a2.after) && outcome(a1) === outcome(a2) && outcome(b1) === outcome(b2)
    },
  ),
  law(
    'whole',
    'repeating an accepted delivery changes nothing and logs nothing',
    [anySettings, anyHistory, fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 8 })],
    (settings, history, places, implementation) => {
      const run = momentsOf(implementation)(settings)
      const moments = run(history)
      const repeatable = moments.filter(
        (moment) =>
          isAccepted(moment) && ['SyncAccount', 'SyncContact', 'ConfirmConversion'].includes(moment.input._tag),
      )
      const repeats = places.flatMap(([which, later]) => {
        const moment = repeatable[which % Math.max(1, repeatable.length)]
        if (moment === undefined) return []
        const first = moments.indexOf(moment)
        return [{ input: moment.input, after: first + (later % (moments.length - first)) }]
      })
      const others = run(
        history.flatMap((input, index) => [
          input,
          ...repeats.filter(({ after }) => after === index).map((repeat) => repeat.input),
        ]),
      )
      return (
        eqMarketo.equals(endOf(moments), endOf(others)) &&
        JSON.stringify(logged(moments)) === JSON.stringify(logged(others))
      )
    },
  ),
  law(
    'whole',
    'a second record of an earlier version changes nothing and logs nothing, at any point of a history',
    [anySettings, endingIn(aFurtherReading), fc.array(anySprinkled, { minLength: 1, maxLength: 8 })],
    (settings, history, sprinkled, implementation) => {
      const run = momentsOf(implementation)(settings)
      const moments = run(history)
      const known = moments.flatMap((moment, at) => {
        const record = recordOf(moment)
        return record === undefined ? [] : [{ at, record }]
      })
      const readings = sprinkled.flatMap(({ which, later, ...reading }) => {
        const { at, record } = known[which % Math.max(1, known.length)] ?? { at: 0 }
        if (record === undefined) return []
        return [{ after: at + (later % (moments.length - at)), input: readAgainAs(settings, record, reading) }]
      })
      const others = run(
        history.flatMap((input, index) => [
          input,
          ...readings.filter(({ after }) => after === index).map((reading) => reading.input),
        ]),
      )
      return (
        eqMarketo.equals(endOf(moments), endOf(others)) &&
        JSON.stringify(logged(moments)) === JSON.stringify(logged(others))
      )
    },
  ),
  law(
    'whole',
    'a MasterRecordId affects nothing except the stored id of the account that survives the merge',
    [anySettings, anyHistory, fc.array(fc.option(fc.option(anyAccountId), { nil: undefined }), { minLength: 1 })],
    (settings, history, masters, implementation) => {
      const run = momentsOf(implementation)(settings)
      const others = history.map((input, index) =>
        withRecord(({ id, systemModstamp, isDeleted, fields }) => {
          const masterRecordId = masters[index % masters.length]
          return {
            ...{ id, systemModstamp, fields },
            ...(isDeleted === undefined ? {} : { isDeleted }),
            ...(masterRecordId === undefined ? {} : { masterRecordId }),
          }
        }, input),
      )
      const otherMoments = run(others)
      return run(history).every(
        ({ after, activities }, index) =>
          eqMarketo.equals(unmerged(after), unmerged(otherMoments[index]!.after)) &&
          JSON.stringify(activities) === JSON.stringify(otherMoments[index]!.activities),
      )
    },
  ),
  law(
    'whole',
    'the records of Salesforce lead to the same Marketo state in any order if deferred records are delivered again',
    [
      anySettings,
      anyRecords.chain((records) =>
        fc.tuple(fc.constant(records), fc.shuffledSubarray([...records], { minLength: records.length })),
      ),
    ],
    (settings, [records, shuffled], implementation) => {
      const run = momentsOf(implementation)(settings)
      const delivered = (inputs: ReadonlyArray<Input>): Marketo => {
        const waiting = run(inputs)
          .filter(isDeferred)
          .map(({ input }) => input)
        return endOf(run([...inputs, ...waiting]))
      }
      return eqMarketo.equals(delivered(records), delivered(shuffled))
    },
  ),
  law(
    'whole',
    'a sync-down with k real changes for n live contacts logs n·k activities, or none if the account is above the activity cap',
    whenever(accountRecord, (moment) => {
      const { record, before, after } = moment
      const [was, is] = [shownIn(before, record.id), shownIn(after, record.id)]
      const changes = namesOf(is).filter((name) => (fieldOf(was, name) ?? null) !== (fieldOf(is, name) ?? null))
      return [0, liveIn(before, record.id).length * changes.length].includes(changesLogged(moment).length)
    }),
  ),
  law(
    'whole',
    'the events of a history lead to the same Marketo state as the inputs of the history',
    [anySettings, anyHistory],
    (settings, history, implementation) => {
      const { evolve, initialState } = implementation.marketoDecider(settings)
      const moments = momentsOf(implementation)(settings)(history)
      return eqMarketo.equals(moments.flatMap(({ events }) => events).reduce(evolve, initialState()), endOf(moments))
    },
  ),
  law(
    'whole',
    'a Marketo state value never changes, even if the history continues or branches',
    [anySettings, anyHistory, fc.array(fc.tuple(fc.nat(60), anyInput), { maxLength: 12 })],
    (settings, history, branches, implementation) => {
      const next = momentOf(implementation)(settings)
      const encode = (marketo: Marketo) => JSON.stringify(MarketoFromJson.encode(marketo))
      const states: Array<readonly [Marketo, string]> = [[emptyMarketo, encode(emptyMarketo)]]
      const grow = (input: Input, from: number) => {
        const { after } = next(input, states[from % states.length]![0])
        states.push([after, encode(after)])
      }
      for (const input of history) grow(input, states.length - 1)
      for (const [from, input] of branches) grow(input, from)
      return states.every(([marketo, encoded]) => encode(marketo) === encoded)
    },
  ),
  law(
    'whole',
    'a Marketo state that is rebuilt from its rows behaves like the original',
    [anySettings, endingIn(twoAccounts), fc.oneof(anyInput, anyInputHere)],
    (settings, history, input, implementation) => {
      const marketo = endOf(momentsOf(implementation)(settings)(history))
      const next = momentOf(implementation)(settings)
      const [one, other] = [next(input, marketo), next(input, marketoOf(rowsOf(marketo)))]
      return eqMarketo.equals(one.after, other.after) && outcome(one) === outcome(other)
    },
  ),
  law(
    'whole',
    'a refused or deferred input changes nothing and is returned with the reason',
    always(
      ({ input, decided, before, after }) =>
        decided._tag === 'Right' || (decided.left.input === input && eqMarketo.equals(before, after)),
    ),
  ),
]
