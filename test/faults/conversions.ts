// Faults in Convert Person, and in the handling of Salesforce's answers to conversions.
import * as E from 'fp-ts/lib/Either.js'
import type { ConversionRequested, Person, UserId } from 'marketo-account-sync'
import { accountsOf, conversionIds, newAccountAndOpportunity, rowsOf } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { reference } from 'marketo-account-sync/testing'
import { fieldOf, personIn, shownIn } from '../helpers/observe.js'
import { brought, fieldName, isBlank, lead, second } from '../helpers/values.js'
import { nthAccountId, nthContactId, nthUserId } from '../laws/inputs.js'
import type { Fault } from './fault.js'
import { uncaught } from './fault.js'
import type { Asked } from './implementations.js'
import {
  decidingAbout,
  decidingInstead,
  decidingWith,
  eventInstead,
  eventsInstead,
  evolvingInstead,
  ignoring,
  ignoringRefusals,
  refusing,
  withAccount,
  withPerson,
  withRows,
} from './implementations.js'

const personOf = ({ input, marketo }: Asked): Person | undefined =>
  'personId' in input ? personIn(marketo, input.personId) : undefined

const isDeletedLead = (person: Person | undefined): boolean => person?.sfdc._tag === 'SfdcLead' && person.sfdc.isDeleted

/** Treats every person as a lead, so no person is synced to Salesforce before a conversion. The event contains the real status. */
const syncSkipped = eventInstead(
  'ConversionRequested',
  (event, { marketo }) => {
    const from = personIn(marketo, event.personId)?.sfdc
    return from?._tag === 'NotInSalesforce' || from?._tag === 'SfdcLead' ? { ...event, from } : event
  },
  decidingAbout((asked) => {
    const person = asked.input._tag === 'ConvertPerson' ? personOf(asked) : undefined
    return person?.sfdc._tag === 'NotInSalesforce' || isDeletedLead(person)
      ? { marketo: withPerson(asked.marketo, { ...(person as Person), sfdc: lead }) }
      : {}
  }),
)

const defaultsUsedAgain = eventInstead('ConversionRequested', (event, { marketo, settings }) => {
  const person = personIn(marketo, event.personId)
  if (person === undefined || event.newLead !== null) return event
  const { personDefaults } = settings.instance
  const lastName = isBlank(person.lastName) ? personDefaults.lastName : person.lastName
  const company = isBlank(person.company) ? personDefaults.company : person.company
  const isFilled = lastName !== person.lastName || company !== person.company
  return isFilled && lastName !== null && company !== null ? { ...event, newLead: { lastName, company } } : event
})

/** If an account with the same name exists, puts the new contact into this account and creates no new account. */
const joined = eventsInstead((events, { input, marketo }) => {
  if (input._tag !== 'ConfirmConversion') return events
  const name = fieldOf(input.account.fields, fieldName('Name'))
  const namesake = [...accountsOf(marketo)].find(
    ({ id, synced }) => id !== input.account.id && name !== undefined && fieldOf(synced, fieldName('Name')) === name,
  )
  return namesake === undefined
    ? events
    : events
        .filter((event) => event._tag === 'ConversionConfirmed')
        .map((event) => ({ ...event, accountId: namesake.id }))
})

const queueAccepted = eventInstead(
  'ConversionRequested',
  (event, { input }) =>
    input._tag === 'ConvertPerson'
      ? { ...event, terms: { ...event.terms, assignTo: input.assignTo as UserId } }
      : event,
  decidingAbout(({ input }) => (input._tag === 'ConvertPerson' ? { input: { ...input, assignTo: nthUserId(1) } } : {})),
)

const askingInstead = (change: (event: ConversionRequested) => ConversionRequested): Implementation => ({
  ...reference,
  toSalesforce: (event) => reference.toSalesforce(change(event)),
})

/** Changes the default names and the names of the person, and then decides. The decision contains the changed names. */
const renaming = (rename: (name: string) => string): Implementation => {
  const renamed = <A extends { readonly lastName: string | null; readonly company: string | null }>(named: A): A => ({
    ...named,
    lastName: named.lastName === null ? null : rename(named.lastName),
    company: named.company === null ? null : rename(named.company),
  })
  return decidingWith(
    ({ instance, readings }) => ({
      readings,
      instance: { ...instance, personDefaults: renamed(instance.personDefaults) },
    }),
    decidingAbout((asked) => {
      const person = asked.input._tag === 'ConvertPerson' ? personOf(asked) : undefined
      return person === undefined ? {} : { marketo: withPerson(asked.marketo, renamed(person)) }
    }),
  )
}

export const conversionFaults: ReadonlyArray<Fault> = [
  {
    name: 'a conversion joins an existing account of the same name',
    rule: 'convert.never-joins',
    implementation: joined,
    caughtBy: {
      vectors: { flag: 'conversion joins a same-named account' },
      laws: ['a confirmed conversion moves no contact into or out of any account except the account in the answer'],
      conforms: true,
      exhaustive: ['few conversions', 4],
    },
  },
  {
    name: 'a person who is not in Salesforce is converted without being synced first',
    rule: 'convert.syncs-first',
    implementation: syncSkipped,
    caughtBy: {
      vectors: { flag: 'implied sync skipped' },
      laws: [
        'a person who is not in Salesforce is synced as a new lead before the conversion, and the defaults replace missing names',
        'a conversion is refused if Last Name or Company is missing and has no default, and the refusal names the missing fields',
      ],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'a conversion without a sync uses the default names',
    rule: 'convert.syncs-first',
    implementation: defaultsUsedAgain,
    caughtBy: {
      vectors: { flag: 'defaults used on a later sync' },
      laws: ['a lead that is already in Salesforce is not synced before the conversion'],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'a queue is accepted as the owner of a conversion',
    rule: 'convert.user-owner',
    implementation: queueAccepted,
    caughtBy: {
      vectors: { flag: 'queue owner accepted' },
      laws: ['Convert Person is refused if the owner is not a user'],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'only a queue is refused as the owner of a conversion',
    rule: 'convert.user-owner',
    implementation: decidingInstead(({ input, marketo }, decide) => {
      const decided = decide(input, marketo)
      const isOther = input._tag === 'ConvertPerson' && !input.assignTo.startsWith('00G')
      return isOther &&
        E.isLeft(decided) &&
        decided.left._tag === 'Refused' &&
        decided.left.refusal._tag === 'OwnerNotAUser'
        ? E.right([])
        : decided
    }),
    caughtBy: {
      vectors: { flag: 'only a queue is refused as owner' },
      laws: ['Convert Person is refused if the owner is not a user'],
      conforms: true,
      exhaustive: uncaught('every owner in the small worlds is a user or a queue'),
    },
  },
  {
    name: 'white space around the names of a new lead is removed',
    rule: 'convert.syncs-first',
    implementation: askingInstead((event) => ({
      ...event,
      newLead:
        event.newLead === null
          ? null
          : { lastName: event.newLead.lastName.trim(), company: event.newLead.company.trim() },
    })),
    caughtBy: {
      vectors: { flag: 'names trimmed' },
      laws: [
        'a person who is not in Salesforce is synced as a new lead before the conversion, and the defaults replace missing names',
      ],
      conforms: true,
      exhaustive: uncaught('no name in the small worlds has outer spaces'),
    },
  },
  {
    name: 'a name of tabs or line breaks does not count as blank',
    rule: 'convert.syncs-first',
    implementation: renaming((name) => (/^ *$/.test(name) ? '' : `-${name}`)),
    caughtBy: {
      vectors: { flag: 'only spaces are blank' },
      laws: [
        'a conversion is refused if Last Name or Company is missing and has no default, and the refusal names the missing fields',
      ],
      conforms: true,
      exhaustive: uncaught('no name in the small worlds is white space'),
    },
  },
  {
    name: 'a name of invisible characters counts as blank',
    rule: 'convert.syncs-first',
    implementation: renaming((name) => (/^[\s\u200b\u0085]*$/.test(name) ? '' : name)),
    caughtBy: {
      vectors: { flag: 'invisible characters are blank' },
      laws: [
        'a person who is not in Salesforce is synced as a new lead before the conversion, and the defaults replace missing names',
      ],
      conforms: true,
      exhaustive: uncaught('no name in the small worlds is invisible'),
    },
  },
  {
    name: 'a deleted lead stays deleted after a failed conversion',
    rule: 'convert.syncs-first',
    implementation: evolvingInstead((after, event, before) => {
      const was = event._tag === 'ConversionFailed' ? personIn(before, event.personId) : undefined
      const is = event._tag === 'ConversionFailed' ? personIn(after, event.personId) : undefined
      return was?.sfdc._tag === 'Converting' && was.sfdc.from._tag === 'SfdcLead' && is !== undefined
        ? withPerson(after, { ...is, sfdc: was.sfdc.from })
        : after
    }),
    caughtBy: {
      vectors: { flag: 'a deleted lead stays deleted after a failed conversion' },
      laws: ['if a conversion fails after the sync, the person is a lead'],
      conforms: true,
      exhaustive: ['few conversions', 3],
    },
  },
  {
    name: 'Marketo forgets the answer to a conversion when the person is converted again',
    rule: 'convert.answered-once',
    implementation: evolvingInstead((after, event) =>
      event._tag === 'ConversionRequested'
        ? withRows(after, ({ conversions }) => ({
            conversions: conversions.filter(({ personId }) => personId !== event.personId),
          }))
        : after,
    ),
    caughtBy: {
      vectors: { flag: 'an answer is forgotten when the person is converted again' },
      laws: ['a repeated answer to a conversion is accepted and changes nothing'],
      conforms: true,
      exhaustive: ['few conversions', 5],
    },
  },
  {
    name: 'the records in an answer are checked in the wrong order',
    rule: 'convert.never-joins',
    implementation: decidingInstead(({ input, marketo }, decide) => {
      const decided = decide(input, marketo)
      if (input._tag !== 'ConfirmConversion' || E.isRight(decided) || decided.left._tag !== 'Refused') return decided
      const { left } = decided
      if (left.refusal._tag !== 'RecordAlreadyClaimed') return decided
      const { conversions } = rowsOf(marketo)
      const claims = [input.opportunityId, input.contactId, input.account.id].flatMap((id) =>
        conversions
          .filter((one) => conversionIds(one).some((other) => other === id))
          .map(({ personId }) => ({ id, why: 'outcome of another conversion' as const, of: personId })),
      )
      return E.left({ ...left, refusal: { ...left.refusal, ...claims[0] } })
    }),
    caughtBy: {
      vectors: { flag: 'claims are looked at in another order' },
      laws: [
        "if an answer has another person's contact and records of another conversion, the refusal names the contact",
      ],
      conforms: true,
      exhaustive: ['few conversions', 6],
    },
  },
  {
    name: 'a conversion is accepted without the text of acceptance',
    rule: 'convert.guarded',
    implementation: decidingAbout(({ input }) =>
      input._tag === 'ConvertPerson' ? { input: { ...input, accepts: newAccountAndOpportunity } } : {},
    ),
    caughtBy: {
      vectors: { flag: 'conversion without acceptance' },
      laws: ['a conversion is refused if the request does not contain the exact text of acceptance'],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'after a failed conversion, the person still counts as being converted',
    rule: 'convert.answered-once',
    implementation: evolvingInstead((after, event, before) => (event._tag === 'ConversionFailed' ? before : after)),
    caughtBy: {
      vectors: { flag: 'a failed conversion leaves the person converting' },
      laws: [
        'if an answer to a conversion is repeated with a newer account record, the record is not applied',
        'an applied answer to a conversion ends the conversion',
      ],
      conforms: true,
      exhaustive: ['few conversions', 3],
    },
  },
  {
    name: 'a conversion is refused even with the exact text of acceptance',
    rule: 'convert.guarded',
    implementation: refusing(({ input }) =>
      input._tag === 'ConvertPerson'
        ? {
            ...{ _tag: 'NewAccountNotAccepted', rule: 'convert.guarded' },
            ...{ personId: input.personId, accepts: input.accepts },
          }
        : undefined,
    ),
    caughtBy: {
      vectors: 'case',
      laws: ['Convert Person with the exact text of acceptance is never refused because of the text'],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'every owner of a conversion is refused',
    rule: 'convert.user-owner',
    implementation: refusing(({ input }) =>
      input._tag === 'ConvertPerson'
        ? {
            ...{ _tag: 'OwnerNotAUser', rule: 'convert.user-owner' },
            ...{ personId: input.personId, assignTo: input.assignTo },
          }
        : undefined,
    ),
    caughtBy: {
      vectors: 'case',
      laws: ['Convert Person with a user as the owner is never refused because of the owner'],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'a deleted lead counts as unknown',
    rule: 'convert.known-person',
    implementation: refusing((asked) =>
      asked.input._tag === 'ConvertPerson' && isDeletedLead(personOf(asked))
        ? { _tag: 'UnknownPerson', rule: 'convert.known-person', personId: asked.input.personId }
        : undefined,
    ),
    caughtBy: {
      vectors: 'case',
      laws: ['a person whom Marketo knows is never refused as unknown'],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'a deleted lead counts as a contact',
    rule: 'convert.not-a-contact',
    implementation: refusing((asked) =>
      asked.input._tag === 'ConvertPerson' && isDeletedLead(personOf(asked))
        ? {
            ...{ _tag: 'AlreadyAContact', rule: 'convert.not-a-contact' },
            ...{ personId: asked.input.personId, contactId: nthContactId(1) },
          }
        : undefined,
    ),
    caughtBy: {
      vectors: 'case',
      laws: [
        'a conversion is refused with AlreadyAContact only for a contact, and with ConversionUnderWay only for a person who is being converted',
      ],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'an input for an unknown person is ignored instead of refused',
    rule: 'convert.known-person',
    implementation: ignoringRefusals('UnknownPerson'),
    caughtBy: {
      vectors: 'case',
      laws: [
        'a person whom Marketo does not know cannot be converted, and an answer to a conversion of the person is refused',
      ],
      conforms: true,
      exhaustive: ['few conversions', 1],
    },
  },
  {
    name: 'Convert Person for a contact is ignored instead of refused',
    rule: 'convert.not-a-contact',
    implementation: ignoringRefusals('AlreadyAContact'),
    caughtBy: {
      vectors: 'case',
      laws: ['a person who is a contact or who is being converted cannot be converted'],
      conforms: true,
      exhaustive: ['few conversions', 4],
    },
  },
  {
    name: 'an input for a person who is being converted is ignored instead of refused',
    rule: 'convert.not-a-contact',
    implementation: ignoringRefusals('ConversionUnderWay'),
    caughtBy: {
      vectors: 'case',
      laws: [
        'a person who is a contact or who is being converted cannot be converted',
        'PutPerson is refused while the person is being converted',
      ],
      conforms: true,
      exhaustive: ['few conversions', 3],
    },
  },
  {
    name: 'PutPerson removes the company of the person',
    rule: 'convert.known-person',
    implementation: eventInstead('PersonPut', (event) => ({ ...event, person: { ...event.person, company: null } })),
    caughtBy: {
      vectors: 'case',
      laws: ['PutPerson stores the person in Marketo if no conversion of the person is under way'],
      conforms: true,
      exhaustive: ['few conversions', 1],
    },
  },
  {
    name: 'a person is not converted if an account with the name of the company exists',
    rule: 'convert.never-joins',
    implementation: ignoring((asked) => {
      const company = asked.input._tag === 'ConvertPerson' ? personOf(asked)?.company : undefined
      return (
        company !== undefined &&
        [...accountsOf(asked.marketo)].some(
          ({ id }) => fieldOf(shownIn(asked.marketo, id), fieldName('Name')) === company,
        )
      )
    }),
    caughtBy: {
      vectors: 'case',
      laws: ['a conversion asks Salesforce for a new account even if an account of the same name exists'],
      conforms: true,
      exhaustive: ['few conversions', 5],
    },
  },
  {
    name: 'a person who is not in Salesforce is stored as a deleted lead',
    rule: 'convert.syncs-first',
    implementation: evolvingInstead((after, event) => {
      const person = event._tag === 'ConversionRequested' ? personIn(after, event.personId) : undefined
      return person?.sfdc._tag === 'Converting' && person.sfdc.from._tag === 'NotInSalesforce'
        ? withPerson(after, { ...person, sfdc: { ...person.sfdc, from: { _tag: 'SfdcLead', isDeleted: true } } })
        : after
    }),
    caughtBy: {
      vectors: 'case',
      laws: ['if the sync fails before a conversion, the person is the same as before the request'],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'Marketo creates the account when the conversion is requested',
    rule: 'convert.creates-three',
    implementation: evolvingInstead((after, event) =>
      event._tag === 'ConversionRequested'
        ? withAccount(after, {
            ...{ id: nthAccountId(77), systemModstamp: second(0), isDeleted: false, masterRecordId: null },
            ...{ synced: {}, localEdits: [], broughtAtStamp: brought({}) },
          })
        : after,
    ),
    caughtBy: {
      vectors: 'case',
      laws: ['neither a requested conversion nor a failed conversion creates an account or a contact'],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'the request for a conversion is sent to Salesforce twice',
    rule: 'convert.creates-three',
    implementation: {
      ...reference,
      toSalesforce: (event) => {
        const [first, ...others] = reference.toSalesforce(event)
        return [first, ...others, ...others, first]
      },
    },
    caughtBy: {
      vectors: 'case',
      laws: [
        'a conversion asks Salesforce for one contact, one account and one opportunity with the same owner, and puts the contact into the account',
      ],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'the request to Salesforce names the wrong owner',
    rule: 'convert.creates-three',
    implementation: askingInstead((event) => ({ ...event, terms: { ...event.terms, assignTo: nthUserId(77) } })),
    caughtBy: {
      vectors: 'case',
      laws: [
        'a conversion asks Salesforce for one contact, one account and one opportunity with the same owner, and puts the contact into the account',
      ],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'the request to Salesforce contains a wrong name of the new lead',
    rule: 'convert.syncs-first',
    implementation: askingInstead((event) => ({
      ...event,
      newLead: event.newLead === null ? null : { ...event.newLead, company: event.newLead.lastName },
    })),
    caughtBy: {
      vectors: 'case',
      laws: [
        'a person who is not in Salesforce is synced as a new lead before the conversion, and the defaults replace missing names',
      ],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'a conversion sends no request to Salesforce',
    rule: 'convert.creates-three',
    implementation: { ...reference, toSalesforce: () => [] as never },
    caughtBy: {
      vectors: 'case',
      laws: [
        'a conversion asks Salesforce for one contact, one account and one opportunity with the same owner, and puts the contact into the account',
      ],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'an answer with records of another conversion is ignored instead of refused',
    rule: 'convert.never-joins',
    implementation: ignoringRefusals('RecordAlreadyClaimed'),
    caughtBy: {
      vectors: 'case',
      laws: [
        "an answer to a conversion is refused if the answer names another person's contact or a record of another conversion",
      ],
      conforms: true,
      exhaustive: ['few conversions', 4],
    },
  },
  {
    name: 'a confirmed conversion ends the local edits of every account',
    rule: 'convert.never-joins',
    implementation: evolvingInstead((after, event) =>
      event._tag === 'ConversionConfirmed'
        ? withRows(after, ({ accounts }) => ({ accounts: accounts.map((one) => ({ ...one, localEdits: [] })) }))
        : after,
    ),
    caughtBy: {
      vectors: uncaught('no case confirms a conversion while another account has a local edit'),
      laws: [
        'a confirmed conversion changes only the account in the answer, and changes no contact that Marketo already knew',
      ],
      conforms: true,
      exhaustive: ['few conversions', 6],
    },
  },
  {
    name: 'an answer with new records is refused as if the records belonged to another conversion',
    rule: 'convert.creates-three',
    implementation: refusing(({ input }) =>
      input._tag === 'ConfirmConversion'
        ? {
            ...{ _tag: 'RecordAlreadyClaimed', rule: 'convert.never-joins', personId: input.personId },
            ...{ id: input.contactId, why: 'contact of another person', of: input.personId },
          }
        : undefined,
    ),
    caughtBy: {
      vectors: 'case',
      laws: [
        'after a confirmed conversion, Marketo has the new account with the new contact, and the person is this contact',
      ],
      conforms: true,
      exhaustive: ['few conversions', 3],
    },
  },
  {
    name: 'Marketo does not keep the records of a confirmed conversion',
    rule: 'convert.answered-once',
    implementation: evolvingInstead((after) => withRows(after, () => ({ conversions: [] }))),
    caughtBy: {
      vectors: 'case',
      laws: ['a repeated answer to a conversion is accepted and changes nothing'],
      conforms: true,
      exhaustive: ['few conversions', 3],
    },
  },
  {
    name: 'an answer without a conversion under way is ignored instead of refused',
    rule: 'convert.answered-once',
    implementation: ignoringRefusals('NoConversionUnderWay'),
    caughtBy: {
      vectors: 'case',
      laws: ['an answer to a conversion is refused if no conversion of the person is under way'],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'an answer that reports a failure is refused as if no conversion were under way',
    rule: 'convert.answered-once',
    implementation: refusing(({ input }) =>
      input._tag === 'FailConversion'
        ? { _tag: 'NoConversionUnderWay', rule: 'convert.answered-once', personId: input.personId }
        : undefined,
    ),
    caughtBy: {
      vectors: 'case',
      laws: [
        'an answer to a conversion is never refused with NoConversionUnderWay while the person is being converted',
        'if a conversion fails after the sync, the person is a lead',
      ],
      conforms: true,
      exhaustive: ['few conversions', 3],
    },
  },
  {
    name: 'an answer that reports a failure is ignored',
    rule: 'convert.answered-once',
    implementation: ignoring(
      (asked) => asked.input._tag === 'FailConversion' && personOf(asked)?.sfdc._tag === 'Converting',
    ),
    caughtBy: {
      vectors: 'case',
      laws: ['if the sync fails before a conversion, the person is the same as before the request'],
      conforms: true,
      exhaustive: ['few conversions', 3],
    },
  },
  {
    name: 'an answer that reports a failed sync is ignored instead of refused if the conversion needed no sync',
    rule: 'convert.syncs-first',
    implementation: ignoringRefusals('NoSyncNeeded'),
    caughtBy: {
      vectors: 'case',
      laws: ['an answer that reports a failed sync is refused if the conversion needed no sync'],
      conforms: true,
      exhaustive: ['few conversions', 3],
    },
  },
]
