// Runs the histories in docs/rules.md. A line such as `contact Ann @1: in Acme` is an input, and the other cells of its row
// describe the state after the input.
import * as E from 'fp-ts/lib/Either.js'
import type { Contact, FieldValue, Input, Instant, Marketo, PersonId, Step } from 'marketo-account-sync'
import { accountsOf, contactsOf, countStepActivities, eventsOf, toSalesforce } from 'marketo-account-sync'
import type { HistoryLine } from 'marketo-account-sync/histories'
import { firstStage, formatHistoryError, inputsOfLine, nameOfId, parse, playLine } from 'marketo-account-sync/histories'
import { personIn, shownIn } from '../helpers/observe.js'
import type { History } from './histories.js'

/** Parses lines of a history. Throws if a line has an error. */
const linesIn = (text: string): ReadonlyArray<HistoryLine> => {
  const parsed = parse(text)
  if (E.isLeft(parsed)) throw new Error(parsed.left.map(formatHistoryError).join('\n'))
  return parsed.right
}

/** The inputs of a line, with the given time of arrival. A line is a single input, or one input for each contact of a crowd. */
export const inputsOf = (line: string, at: Instant): ReadonlyArray<Input> =>
  linesIn(line)
    .flatMap(inputsOfLine)
    .map((input): Input => ({ ...input, at }))

const contactNamed = (name: string, marketo: Marketo): Contact | undefined =>
  [...contactsOf(marketo)].find(({ id }) => nameOfId(id) === name)

const resultOf = ({ decided }: Step): string => {
  if (E.isRight(decided)) return decided.right.length === 0 ? 'nothing' : 'applied'
  return decided.left._tag === 'Deferred' ? 'waits' : decided.left.refusal._tag
}

const list = (items: ReadonlyArray<string>): string => (items.length === 0 ? 'nothing' : items.join(', '))

const shown = (name: string, marketo: Marketo): string => {
  const contact = contactNamed(name, marketo)
  const fields = Object.entries<FieldValue>(contact?._tag === 'LiveContact' ? shownIn(marketo, contact.accountId) : {})
  return list(fields.map(([field, value]) => `${field}=${value === null ? 'null' : String(value)}`))
}

const contactState = (name: string, marketo: Marketo): string => {
  const contact = contactNamed(name, marketo)
  switch (contact?._tag) {
    case undefined:
      return 'unknown'
    case 'LiveContact':
      return `live in ${nameOfId(contact.accountId)}`
    case 'DeletedContact':
      return 'deleted'
    case 'PrivateContact':
      return 'private'
  }
}

const personState = (id: PersonId, marketo: Marketo): string => {
  const sfdc = personIn(marketo, id)?.sfdc
  switch (sfdc?._tag) {
    case undefined:
      return 'unknown'
    case 'NotInSalesforce':
      return 'not in Salesforce'
    case 'SfdcLead':
      return sfdc.isDeleted ? 'deleted lead' : 'lead'
    case 'Converting':
      return 'converting'
    case 'SfdcContact':
      return `contact ${nameOfId(sfdc.contactId)}`
  }
}

/** Computes the cell for a column such as `logged`, `Ann shows` or `person 7 is`. */
const seen = (column: string, last: Step, marketo: Marketo): string => {
  const [, name = '', verb] = /^(.*?) ?(shows|is)?$/.exec(column) ?? []
  if (verb === 'shows') return shown(name, marketo)
  if (verb === 'is') {
    const person = /^person (\d+)$/.exec(name)
    return person === null ? contactState(name, marketo) : personState(Number(person[1]) as PersonId, marketo)
  }
  switch (column) {
    case 'result':
      return resultOf(last)
    case 'logged':
      return countStepActivities(last).toLocaleString('en')
    case 'accounts':
      return String([...accountsOf(marketo)].length)
    case 'Salesforce is asked':
      return list(
        eventsOf(last).flatMap((event) =>
          event._tag === 'ConversionRequested' ? toSalesforce(event).map(({ _tag }) => _tag) : [],
        ),
      )
    default:
      throw new Error(`no history has the column ${JSON.stringify(column)}`)
  }
}

/** Runs a history. Returns the history with the results of the library in its cells. Empty cells stay empty. */
export const played = ({ columns, lines }: History): History => {
  let stage = firstStage
  const parsed = linesIn(lines.map(({ line }) => line).join('\n'))
  return {
    columns,
    lines: lines.map(({ line, cells }, index) => {
      const [steps, next] = playLine(parsed[index]!, stage)
      stage = next
      const last = steps.at(-1)
      return {
        line,
        cells: columns.map((column, n) =>
          cells[n] === '' || last === undefined ? '' : seen(column, last, stage.marketo),
        ),
      }
    }),
  }
}
