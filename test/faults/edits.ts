// Faults in the handling of local edits.
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
    name: 'a local edit also changes another account',
    rule: 'edit.fan-out',
    implementation: evolvingInstead((after, event) =>
      event._tag === 'AccountFieldEdited' ? editedEverywhere(after, event) : after,
    ),
    caughtBy: {
      vectors: { flag: 'edit leaks to another account' },
      laws: ['a local edit changes no other account and no other field'],
      conforms: true,
      exhaustive: ['few conversions', 4],
    },
  },
  {
    name: 'a local edit through a deleted contact is accepted',
    rule: 'edit.live-contact',
    implementation: decidingAbout(({ input, marketo }) => {
      const contact = input._tag === 'EditAccountField' ? contactIn(marketo, input.contactId) : undefined
      const accountId = contact?.appliedAtStamp.at(-1)?.accountId ?? null
      return contact?._tag === 'DeletedContact' && accountId !== null
        ? { marketo: withContact(marketo, { ...contact, _tag: 'LiveContact', accountId }) }
        : {}
    }),
    caughtBy: {
      vectors: { flag: 'edit through a deleted contact' },
      laws: ['a local edit is refused if its contact is unknown, deleted or private, or if the account is deleted'],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a local edit is also sent to Salesforce',
    rule: 'edit.stays-local',
    implementation: reference,
    tampered: (input, outcome) =>
      input._tag === 'EditAccountField' && 'activities' in outcome && outcome.activities.length > 0
        ? { ...outcome, toSalesforce: [{ _tag: 'UpdateAccount', [input.field]: input.value }] }
        : outcome,
    caughtBy: {
      vectors: { flag: 'edit reaches Salesforce' },
      laws: { title: '[sync.one-way] [edit.stays-local] a request to Salesforce', forbidden: 'toSalesforce(edited)' },
      conforms: true,
      exhaustive: uncaught('the types of an implementation make this fault impossible'),
    },
  },
  {
    name: 'only the edited contact shows a local edit',
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
      laws: ['after a local edit, every live contact of the account shows the new value'],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'editing a field back to its synced value leaves a local edit',
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
      laws: ['editing a field back to its synced value ends the local edit'],
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
        'a local edit is refused if its contact is unknown, deleted or private, or if the account is deleted',
        'a local edit through a live contact is accepted unless a rule forbids the edit',
      ],
      conforms: true,
      exhaustive: ['few records', 1],
    },
  },
  {
    name: 'a local edit is ignored if it changes only the letter case of the value',
    rule: 'edit.fan-out',
    implementation: ignoring((asked) => isEditTo((shown, value) => folded(shown) === folded(value), asked)),
    caughtBy: {
      vectors: { flag: 'an edit that differs only in case is no change' },
      laws: ['a local edit through a live contact is accepted unless a rule forbids the edit'],
      conforms: true,
      exhaustive: uncaught('the small worlds have no values that differ only in case'),
    },
  },
  {
    name: 'a repeated local edit keeps the contact and the time of the first edit',
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
      laws: ['Marketo remembers the contact and the time of the last local edit of a field'],
      conforms: uncaught('a picture has the value of a local edit, but neither its contact nor its time'),
      exhaustive: ['few records', 5],
    },
  },
  {
    name: 'a local edit of an unknown field is ignored instead of refused',
    rule: 'edit.known-field',
    implementation: ignoringRefusals('UnknownField'),
    caughtBy: {
      vectors: 'case',
      laws: ['a local edit is refused if the account does not have the field'],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'a local edit of an unknown field adds the field',
    rule: 'edit.known-field',
    implementation: evolvingInstead((after, event) => {
      const account = event._tag === 'AccountFieldEdited' ? accountIn(after, event.accountId) : undefined
      return account === undefined
        ? after
        : withAccount(after, { ...account, synced: { ...account.synced, [fieldName('Edited')]: true } })
    }),
    caughtBy: {
      vectors: 'case',
      laws: ['a local edit adds no field to an account and removes no field'],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
]
