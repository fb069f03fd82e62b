/** Writes the report as lines of JSON: one line for each line of the file, and then one line with the state of Marketo. */
import * as E from 'fp-ts/lib/Either.js'
import {
  type Account,
  accountsOf,
  type Contact,
  contactsOf,
  countLiveContacts,
  countStepActivities,
  type DecodeError,
  emptyMarketo,
  type Input,
  type Marketo,
  type NotInSalesforce,
  type Person,
  personsOf,
  type Settings,
  type SfdcLead,
  shownFields,
  simulate,
  type Step,
} from 'marketo-account-sync'
import { RefusalFromJson } from 'marketo-account-sync/codecs'
import { eventText } from './event-text.js'
import { type Logged, nothingLogged, type Report, withLogged } from './report.js'

/** Runs `simulate`, but takes one input at a time. */
const simulation = (settings: Settings) => {
  let next: Input | undefined
  const inputs: Iterable<Input> = {
    *[Symbol.iterator]() {
      while (next !== undefined) yield next
    },
  }
  const steps = simulate(settings)(inputs, emptyMarketo)[Symbol.iterator]()
  return {
    take: (input: Input): Step => {
      next = input
      return steps.next().value as Step
    },
    end: (): Marketo => {
      next = undefined
      return steps.next().value as Marketo
    },
  }
}

/** The most errors that are shown for one line. A record with ten thousand bad keys has ten thousand errors. */
const mostErrors = 20

const undecodableJson = ([first, ...others]: ReadonlyArray<DecodeError>): object => {
  const more = others.slice(0, mostErrors - 1)
  const omitted = others.length - more.length
  return { ...first, ...(more.length > 0 ? { more } : {}), ...(omitted > 0 ? { omitted } : {}) }
}

const stepText = (line: number, { decided }: Step, logged: number): string => {
  if (E.isRight(decided))
    return `{"line":${line},"logged":${logged},"events":[${decided.right.map(eventText).join()}]}\n`
  const undone =
    decided.left._tag === 'Refused'
      ? { refused: RefusalFromJson.encode(decided.left.refusal) }
      : { deferred: RefusalFromJson.encode(decided.left.reason) }
  return `${JSON.stringify({ line, ...undone })}\n`
}

const accountJson = (marketo: Marketo, account: Account): object => ({
  values: shownFields(account),
  localEdits: Object.fromEntries(account.localEdits.map(({ field, value }) => [field, value])),
  contacts: countLiveContacts(account.id)(marketo),
  isDeleted: account.isDeleted,
})

const contactJson = (contact: Contact): object => {
  switch (contact._tag) {
    case 'LiveContact':
      return { status: 'live', accountId: contact.accountId }
    case 'DeletedContact':
      return { status: 'deleted' }
    case 'PrivateContact':
      return { status: 'private' }
  }
}

const convertibleJson = (sfdc: NotInSalesforce | SfdcLead): object =>
  sfdc._tag === 'SfdcLead' ? { status: 'lead', isDeleted: sfdc.isDeleted } : { status: 'not in Salesforce' }

const sfdcJson = ({ sfdc }: Person): object => {
  switch (sfdc._tag) {
    case 'NotInSalesforce':
    case 'SfdcLead':
      return convertibleJson(sfdc)
    case 'SfdcContact':
      return { status: 'contact', contactId: sfdc.contactId }
    case 'Converting':
      return { status: 'converting', from: convertibleJson(sfdc.from) }
  }
}

const personJson = (person: Person): object => ({
  lastName: person.lastName,
  company: person.company,
  sfdc: sfdcJson(person),
})

function* members<A extends { readonly id: string | number }>(
  items: Iterable<A>,
  toJson: (item: A) => object,
): Generator<string> {
  let comma = ''
  for (const item of items) {
    yield `${comma}"${item.id}":${JSON.stringify(toJson(item))}`
    comma = ','
  }
}

/** Yields the state of Marketo as one JSON object, in pieces. */
export function* marketoJson(marketo: Marketo, logged: Logged): Generator<string> {
  yield '{"accounts":{'
  yield* members(accountsOf(marketo), (account) => accountJson(marketo, account))
  yield '},"contacts":{'
  yield* members(contactsOf(marketo), contactJson)
  yield '},"persons":{'
  yield* members(personsOf(marketo), personJson)
  yield `},"activities":${JSON.stringify(logged)}}\n`
}

export const jsonReport = (settings: Settings, quiet = false): Report => {
  const { take, end } = simulation(settings)
  let total = nothingLogged
  return {
    begin: () => '',
    line: (line, decoded) => {
      if (E.isLeft(decoded)) return `${JSON.stringify({ line, undecodable: undecodableJson(decoded.left) })}\n`
      const step = take(decoded.right)
      const logged = countStepActivities(step)
      total = withLogged(total, step, logged)
      return quiet && E.isRight(step.decided) ? '' : stepText(line, step, logged)
    },
    end: () => marketoJson(end(), total),
  }
}
