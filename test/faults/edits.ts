// Faults in local edits.
import * as O from 'fp-ts/lib/Option.js'
import type { AccountFieldEdited, FieldValue, Marketo } from 'marketo-account-sync'
import { accountsOf, evolve, shownFields } from 'marketo-account-sync'
import { reference } from 'marketo-account-sync/testing'
import { accountIn, contactIn, editsIn, fieldOf, liveContactIn, shownIn } from '../helpers/observe.js'
import { fieldName } from '../helpers/values.js'
import type { Fault } from './fault.js'
import { uncaught } from './fault.js'
import type { Asked } from './implementations.js'
import {
  decidingAbout,
  evolvingInstead,
  ignoring,
  ignoringRefusals,
  withAccount,
  withContact,
} from './implementations.js'

const editedEverywhere = (marketo: Marketo, event: AccountFieldEdited): Marketo =>
  [...accountsOf(marketo)]
    .filter((account) => account.id !== event.accountId && fieldOf(shownFields(account), event.field) !== undefined)
    .reduce((state, { id }) => evolve(state, { ...event, accountId: id }), marketo)

const folded = (value: FieldValue | undefined): unknown => (typeof value === 'string' ? value.toLowerCase() : value)

const isEditTo = (
  isEqual: (shown: FieldValue | undefined, value: FieldValue) => boolean,
  { input, marketo }: Asked,
): boolean => {
  const contact = input._tag === 'EditAccountField' ? liveContactIn(marketo, input.contactId) : undefined
  return (
    input._tag === 'EditAccountField' &&
    contact !== undefined &&
    isEqual(fieldOf(shownIn(marketo, contact.accountId), input.field), input.value)
  )
}

export const editFaults: ReadonlyArray<Fault> = [
  {
    name: 'edit leaks to another account',
    rule: 'edit.fan-out',
    implementation: evolvingInstead((after, event) =>
      event._tag === 'AccountFieldEdited' ? editedEverywhere(after, event) : after,
    ),
    caughtBy: {
      vectors: 'flag',
      laws: ['an edit changes no other account and no other field'],
      conforms: true,
      exhaustive: ['few conversions', 4],
    },
  },
  {
    name: 'edit through a deleted contact',
    rule: 'edit.live-contact',
    implementation: decidingAbout(({ input, marketo }) => {
      const contact = input._tag === 'EditAccountField' ? contactIn(marketo, input.contactId) : undefined
      const accountId = contact?.appliedAtStamp.at(-1)?.accountId ?? null
      return contact?._tag === 'DeletedContact' && accountId !== null
        ? { marketo: withContact(marketo, { ...contact, _tag: 'LiveContact', accountId }) }
        : {}
    }),
    caughtBy: {
      vectors: 'flag',
      laws: ['an edit is refused if its contact is unknown, deleted or private, or if the account is deleted'],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'edit reaches Salesforce',
    rule: 'edit.stays-local',
    implementation: reference,
    tampered: (input, outcome) =>
      input._tag === 'EditAccountField' && 'activities' in outcome && outcome.activities.length > 0
        ? { ...outcome, toSalesforce: [{ _tag: 'UpdateAccount', [input.field]: input.value }] }
        : outcome,
    caughtBy: {
      vectors: 'flag',
      laws: { title: '[sync.one-way] [edit.stays-local] a request to Salesforce', forbidden: 'toSalesforce(edited)' },
      conforms: true,
      exhaustive: uncaught('the types of an implementation rule it out'),
    },
  },
  {
    name: 'only the contact through which the edit was made shows it',
    rule: 'edit.fan-out',
    implementation: {
      ...reference,
      valueForContact: (contactId, field) => (marketo) => {
        const contact = liveContactIn(marketo, contactId)
        const account = contact === undefined ? undefined : accountIn(marketo, contact.accountId)
        const isAnothers = account?.localEdits.some((edit) => edit.field === field && edit.through !== contactId)
        return account !== undefined && isAnothers === true
          ? O.some(fieldOf(account.synced, field) ?? null)
          : reference.valueForContact(contactId, field)(marketo)
      },
    },
    caughtBy: {
      vectors: 'case',
      laws: ['after an edit every contact of the account shows the new value'],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'an edit back to the synced value remains a local edit',
    rule: 'edit.until-override',
    implementation: evolvingInstead((after, event) => {
      const account = event._tag === 'AccountFieldEdited' ? accountIn(after, event.accountId) : undefined
      if (event._tag !== 'AccountFieldEdited' || account === undefined) return after
      const { at, contactId: through, field, newValue: value } = event
      return account.localEdits.some((edit) => edit.field === field)
        ? after
        : withAccount(after, { ...account, localEdits: [...account.localEdits, { field, value, through, at }] })
    }),
    caughtBy: {
      vectors: 'case',
      laws: ['an edit back to the synced value ends the local edit'],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'a local edit is ignored',
    rule: 'edit.live-contact',
    implementation: ignoring(({ input }) => input._tag === 'EditAccountField'),
    caughtBy: {
      vectors: 'case',
      laws: [
        'an edit is refused if its contact is unknown, deleted or private, or if the account is deleted',
        'an edit through a live contact is accepted if no rule forbids the edit',
      ],
      conforms: true,
      exhaustive: ['few records', 1],
    },
  },
  {
    name: 'an edit that differs only in case is no change',
    rule: 'edit.fan-out',
    implementation: ignoring((asked) => isEditTo((shown, value) => folded(shown) === folded(value), asked)),
    caughtBy: {
      vectors: 'flag',
      laws: ['an edit through a live contact is accepted if no rule forbids the edit'],
      conforms: true,
      exhaustive: uncaught('the small worlds have no values that differ only in case'),
    },
  },
  {
    name: 'a repeated edit keeps the contact and the time of the first edit',
    rule: 'edit.until-override',
    implementation: evolvingInstead((after, event, before) => {
      const account = event._tag === 'AccountFieldEdited' ? accountIn(after, event.accountId) : undefined
      if (account === undefined) return after
      const first = editsIn(before, account.id)
      return withAccount(after, {
        ...account,
        localEdits: account.localEdits.map((edit) => {
          const { through, at } = first.find(({ field }) => field === edit.field) ?? edit
          return { ...edit, through, at }
        }),
      })
    }),
    caughtBy: {
      vectors: uncaught('a picture has the value of a local edit, but neither its contact nor its time'),
      laws: ['Marketo remembers the contact and the time of the last edit of a field'],
      conforms: uncaught('a picture has the value of a local edit, but neither its contact nor its time'),
      exhaustive: ['few records', 5],
    },
  },
  {
    name: 'an edit of an unknown field is ignored instead of refused',
    rule: 'edit.known-field',
    implementation: ignoringRefusals('UnknownField'),
    caughtBy: {
      vectors: 'case',
      laws: ['an edit of a field that the account does not hold is refused'],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'an edit adds a field',
    rule: 'edit.known-field',
    implementation: evolvingInstead((after, event) => {
      const account = event._tag === 'AccountFieldEdited' ? accountIn(after, event.accountId) : undefined
      return account === undefined
        ? after
        : withAccount(after, { ...account, synced: { ...account.synced, [fieldName('Edited')]: true } })
    }),
    caughtBy: {
      vectors: 'case',
      laws: ['an edit adds no field to an account and removes none'],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
]
