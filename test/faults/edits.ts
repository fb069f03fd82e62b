// Wrong about local edits.
import type { AccountFieldEdited, Marketo } from 'marketo-account-sync'
import { allAccounts, shownValue } from 'marketo-account-sync'
import { reference } from 'marketo-account-sync/testing'
import { askedInstead, contactIn, evolveInstead, withContact } from './replace.js'
import type { Wrong } from './wrongs.js'

const editedEverywhere = (marketo: Marketo, event: AccountFieldEdited): Marketo =>
  allAccounts(marketo)
    .filter((account) => account.id !== event.accountId && shownValue(account)(event.field) !== undefined)
    .reduce((state, { id }) => reference.evolve(state, { ...event, accountId: id }), marketo)

export const wrongAboutEdits: ReadonlyArray<Wrong> = [
  {
    name: 'edit leaks to another account',
    rule: 'edit.fan-out',
    implementation: evolveInstead((next, marketo, event) => {
      const after = next(marketo, event)
      return event._tag === 'AccountFieldEdited' ? editedEverywhere(after, event) : after
    }),
  },
  {
    name: 'edit through a deleted contact',
    rule: 'edit.live-contact',
    implementation: askedInstead(({ input, marketo }) => {
      const contact = input._tag === 'EditAccountField' ? contactIn(marketo, input.contactId) : undefined
      const accountId = contact?.appliedAtStamp.at(-1)?.accountId ?? null
      return contact?._tag === 'DeletedContact' && accountId !== null
        ? { marketo: withContact(marketo, { ...contact, _tag: 'LiveContact', accountId }) }
        : {}
    }),
  },
  {
    name: 'edit reaches Salesforce',
    rule: 'edit.stays-local',
    typeTest: {
      title: '[sync.one-way] [edit.stays-local] what goes to Salesforce',
      forbidden: 'toSalesforce(edited)',
    },
    implementation: reference,
    tampered: (input, outcome) =>
      input._tag === 'EditAccountField' && 'activities' in outcome && outcome.activities.length > 0
        ? { ...outcome, toSalesforce: [{ _tag: 'UpdateAccount', [input.field]: input.value }] }
        : outcome,
  },
]
