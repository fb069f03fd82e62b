// The laws of histories as such, which no single rule states.
import fc from 'fast-check'
import type { Activity, Input, Marketo } from 'marketo-account-sync'
import { emptyMarketo, eqMarketo, lookupContact, lookupPerson, marketoOf, rowsOf } from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import { anyHistory, anyInput, anySettings, momentOf, momentsOf } from 'marketo-account-sync/testing'
import * as O from 'fp-ts/lib/Option.js'
import { MarketoFromJson } from 'marketo-account-sync/codecs'
import { always, tried } from './always.js'
import { nthAccountId, nthContactId, syncAccount, syncContact } from './inputs.js'
import { anyInputHere, anyInputThere, endingIn, twoAccounts } from './historySuffixes.js'
import type { Law } from './law.js'
import { law } from './law.js'
import { changesLogged, fieldOf, isDeferred, isTaken, liveIn, namesOf, recordOf, shownIn } from './observe.js'

/** The accounts, contacts, persons and opportunities that an input touches in a Marketo. */
const touched = (input: Input, marketo: Marketo): ReadonlyArray<string | number | null> => {
  const accountOf = (id: Parameters<typeof lookupContact>[0]) => {
    const contact = O.toUndefined(lookupContact(id)(marketo))
    return contact?._tag === 'LiveContact' ? [id, contact.accountId] : [id]
  }
  const contactOf = (id: Parameters<typeof lookupPerson>[0]) => {
    const person = O.toUndefined(lookupPerson(id)(marketo))
    return person?.sfdc._tag === 'SfdcContact' ? [id, person.sfdc.contactId] : [id]
  }
  switch (input._tag) {
    case 'SyncAccount':
      return [input.record.id]
    case 'SyncContact':
      return [...accountOf(input.record.id), ...(input.record.accountId === null ? [] : [input.record.accountId])]
    case 'ConfirmConversion':
      return [...contactOf(input.personId), input.account.id, input.contactId, input.opportunityId]
    case 'EditAccountField':
      return accountOf(input.contactId)
    case 'PutPerson':
      return [
        ...contactOf(input.person.id),
        ...(input.person.sfdc._tag === 'SfdcContact' ? [input.person.sfdc.contactId] : []),
      ]
    case 'ConvertPerson':
    case 'FailConversion':
      return contactOf(input.personId)
  }
}

const logged = (moments: ReadonlyArray<Moment>): ReadonlyArray<Activity> =>
  moments.flatMap(({ activities }) => activities)

const lastOf = (moments: ReadonlyArray<Moment>): Marketo => moments.at(-1)?.after ?? emptyMarketo

/** Records of a few accounts and contacts, in the order of Salesforce: each later than the ones before it. */
const anyRecords: fc.Arbitrary<ReadonlyArray<Input>> = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(1), fc.constantFrom('a', 'b', null, ''), fc.constantFrom('a', 0), fc.boolean()), {
      maxLength: 6,
    }),
    fc.array(fc.tuple(fc.nat(3), fc.option(fc.nat(2)), fc.boolean()), { maxLength: 8 }),
  )
  .map(([accounts, contacts]) => [
    ...accounts.map(([account, name, industry, isDeleted], at) =>
      syncAccount({ id: nthAccountId(account), at, fields: { Name: name, Industry: industry }, isDeleted }),
    ),
    ...contacts.map(([contact, account, isDeleted], at) =>
      syncContact({
        id: nthContactId(contact),
        at,
        accountId: account === null ? null : nthAccountId(account),
        isDeleted,
      }),
    ),
  ])

export const wholeLaws = (implementation: Implementation): ReadonlyArray<Law> => {
  const eachMoment = always(implementation)
  const run = momentsOf(implementation)

  return [
    law(
      'whole',
      'inputs that touch nothing in common can come in either order',
      [
        anySettings,
        endingIn(twoAccounts),
        fc.oneof(fc.tuple(anyInput, anyInput), fc.tuple(anyInputHere, anyInputThere)),
      ],
      (settings, history, [a, b]) => {
        const marketo = lastOf(run(settings)(history))
        const touchedByA = touched(a, marketo)
        fc.pre(touched(b, marketo).every((id) => !touchedByA.includes(id)))
        const next = momentOf(implementation)(settings)
        const a1 = next(a)(marketo)
        const b1 = next(b)(a1.after)
        const b2 = next(b)(marketo)
        const a2 = next(a)(b2.after)
        const outcome = ({ decided, activities }: Moment) => JSON.stringify([decided, activities])
        return eqMarketo.equals(b1.after, a2.after) && outcome(a1) === outcome(a2) && outcome(b1) === outcome(b2)
      },
    ),
    law(
      'whole',
      'repeats of records already applied or ignored change nothing and log nothing',
      [anySettings, anyHistory, fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 8 })],
      (settings, history, places) => {
        const moments = run(settings)(history)
        const repeatable = moments.filter(
          (moment) =>
            isTaken(moment) && ['SyncAccount', 'SyncContact', 'ConfirmConversion'].includes(moment.input._tag),
        )
        const repeats = places.flatMap(([which, after]) => {
          const moment = repeatable[which % Math.max(1, repeatable.length)]
          if (moment === undefined) return []
          const first = moments.indexOf(moment)
          return [{ input: moment.input, after: first + (after % (moments.length - first)) }]
        })
        const sprinkled = history.flatMap((input, index) => [
          input,
          ...repeats.filter(({ after }) => after === index).map((repeat) => repeat.input),
        ])
        const others = run(settings)(sprinkled)
        return (
          eqMarketo.equals(lastOf(moments), lastOf(others)) &&
          JSON.stringify(logged(moments)) === JSON.stringify(logged(others))
        )
      },
    ),
    law(
      'whole',
      'the records of Salesforce lead to one Marketo in whatever order, once those that had to wait are delivered again',
      [
        anySettings,
        anyRecords.chain((records) =>
          fc.tuple(fc.constant(records), fc.shuffledSubarray([...records], { minLength: records.length })),
        ),
      ],
      (settings, [records, shuffled]) => {
        const delivered = (inputs: ReadonlyArray<Input>): Marketo => {
          const waiting = run(settings)(inputs)
            .filter(isDeferred)
            .map(({ input }) => input)
          return lastOf(run(settings)([...inputs, ...waiting]))
        }
        return eqMarketo.equals(delivered(records), delivered(shuffled))
      },
    ),
    eachMoment('whole', 'a sync-down on n live contacts with k real changes logs n·k activities, or none', (moment) => {
      const record = recordOf(moment)
      if (record === undefined) return true
      const [before, after] = [shownIn(moment.before, record.id), shownIn(moment.after, record.id)]
      const changes = namesOf(after).filter(
        (name) => (fieldOf(before, name) ?? null) !== (fieldOf(after, name) ?? null),
      )
      return [0, liveIn(moment.before, record.id).length * changes.length].includes(changesLogged(moment).length)
    }),
    law('whole', 'the events alone, folded, give the same Marketo', [anySettings, anyHistory], (settings, history) => {
      const moments = run(settings)(history)
      const events = moments.flatMap((moment) => moment.events)
      return eqMarketo.equals(events.reduce(implementation.evolve, emptyMarketo), lastOf(moments))
    }),
    law(
      'whole',
      'a Marketo stays as it was, whatever comes after it and however the history branches',
      [anySettings, anyHistory, fc.array(fc.tuple(fc.nat(60), anyInput), { maxLength: 12 })],
      (settings, history, branches) => {
        const next = momentOf(implementation)(settings)
        const encode = (marketo: Marketo) => JSON.stringify(MarketoFromJson.encode(marketo))
        const states: Array<readonly [Marketo, string]> = [[emptyMarketo, encode(emptyMarketo)]]
        const grow = (input: Input, from: number) => {
          const { after } = next(input)(states[from % states.length]![0])
          states.push([after, encode(after)])
        }
        for (const input of history) grow(input, states.length - 1)
        for (const [from, input] of branches) grow(input, from)
        return states.every(([marketo, encoded]) => encode(marketo) === encoded)
      },
    ),
    law(
      'whole',
      'a Marketo made of rows goes on as the one they were taken from',
      [anySettings, endingIn(twoAccounts), fc.oneof(anyInput, anyInputHere)],
      (settings, history, input) => {
        const marketo = lastOf(run(settings)(history))
        const next = momentOf(implementation)(settings)(input)
        const [there, here] = [next(marketo), next(marketoOf(rowsOf(marketo)))]
        return (
          eqMarketo.equals(there.after, here.after) &&
          JSON.stringify([there.decided, there.activities]) === JSON.stringify([here.decided, here.activities])
        )
      },
    ),
    law(
      'whole',
      'a refused or deferred input leaves Marketo as it was, and comes back',
      [anySettings, anyHistory],
      (settings, history) =>
        tried(implementation)(settings, [], history).every(
          ({ input, decided, before, after }) =>
            decided._tag === 'Right' || (decided.left.input === input && eqMarketo.equals(before, after)),
        ),
    ),
  ]
}
