// Wrong about Convert Person.
import * as O from 'fp-ts/lib/Option.js'
import type { ConversionRequested, Event, Person, PersonId, UserId } from 'marketo-account-sync'
import { allAccounts, idSuffix, lookupPerson, newAccountAndOpportunity } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { reference } from 'marketo-account-sync/testing'
import type { Asked } from './replace.js'
import { askedInstead, eventsInstead, evolveInstead, withPerson } from './replace.js'
import type { Wrong } from './wrongs.js'

const personIn = ({ marketo }: Asked, id: PersonId): Person | undefined => O.toUndefined(lookupPerson(id)(marketo))

const someUser = `0054W00000ABcD1${idSuffix('0054W00000ABcD1')}` as UserId

const changed =
  (change: (event: ConversionRequested) => ConversionRequested) =>
  (event: Event): Event =>
    event._tag === 'ConversionRequested' ? change(event) : event

/** Takes everybody for a lead, and remembers what they were. */
const syncSkipped: Implementation = {
  ...reference,
  decide: (settings) => (input) => (marketo) => {
    const asked = { settings, input, marketo }
    const person = input._tag === 'ConvertPerson' ? personIn(asked, input.personId) : undefined
    const from = person?.sfdc
    if (person === undefined || (from?._tag !== 'NotInSalesforce' && from?._tag !== 'SfdcLead'))
      return reference.decide(settings)(input)(marketo)
    return eventsInstead((events) => events.map(changed((event) => ({ ...event, from })))).decide(settings)(input)(
      withPerson(marketo, { ...person, sfdc: { _tag: 'SfdcLead', isDeleted: false } }),
    )
  },
}

const isBlank = (text: string | null): boolean => text === null || text.trim() === ''

const defaultsUsedAgain = eventsInstead((events, asked) =>
  events.map(
    changed((event) => {
      const person = personIn(asked, event.personId)
      const { personDefaults } = asked.settings.instance
      const lastName = isBlank(person?.lastName ?? null) ? personDefaults.lastName : (person?.lastName ?? null)
      const company = isBlank(person?.company ?? null) ? personDefaults.company : (person?.company ?? null)
      const isFilled = lastName !== person?.lastName || company !== person.company
      return event.newLead === null && isFilled && lastName !== null && company !== null
        ? { ...event, newLead: { lastName, company } }
        : event
    }),
  ),
)

/** The new contact goes to an account of the same name, if there is one, and no account is made. */
const joined = eventsInstead((events, { input, marketo }) => {
  if (input._tag !== 'ConfirmConversion') return events
  const { id, fields } = input.account
  const name = Object.entries(fields).find(([field]) => field === 'Name')?.[1]
  const namesake = allAccounts(marketo).find((account) =>
    Object.entries(account.synced).some(([field, value]) => field === 'Name' && value === name && account.id !== id),
  )
  return namesake === undefined
    ? events
    : events
        .filter((event) => event._tag === 'ConversionConfirmed')
        .map((event) => ({ ...event, accountId: namesake.id }))
})

const queueAccepted: Implementation = {
  ...reference,
  decide: (settings) => (input) => (marketo) =>
    input._tag === 'ConvertPerson'
      ? eventsInstead((events) =>
          events.map(changed((event) => ({ ...event, terms: { ...event.terms, assignTo: input.assignTo as UserId } }))),
        ).decide(settings)({ ...input, assignTo: someUser })(marketo)
      : reference.decide(settings)(input)(marketo),
}

export const wrongAboutConversions: ReadonlyArray<Wrong> = [
  { name: 'conversion joins a same-named account', rule: 'convert.never-joins', implementation: joined },
  { name: 'implied sync skipped', rule: 'convert.syncs-first', implementation: syncSkipped },
  { name: 'defaults used on a later sync', rule: 'convert.syncs-first', implementation: defaultsUsedAgain },
  { name: 'queue owner accepted', rule: 'convert.user-owner', implementation: queueAccepted },
  {
    name: 'conversion without acceptance',
    rule: 'convert.guarded',
    implementation: askedInstead(({ input }) =>
      input._tag === 'ConvertPerson' ? { input: { ...input, accepts: newAccountAndOpportunity } } : {},
    ),
  },
  {
    name: 'a failed conversion leaves the person converting',
    rule: 'convert.answered-once',
    implementation: evolveInstead((next, marketo, event) =>
      event._tag === 'ConversionFailed' ? marketo : next(marketo, event),
    ),
  },
]
