/**
 * The text of the demo. The inputs are in demo.jsonl, with an empty line between two chapters. This module adds the five
 * thousand contacts of the demo's large account.
 */
import { defaultSettings, idSuffix } from 'marketo-account-sync'
import { readFileSync } from 'node:fs'
import { layoutOf } from '../simulate/layout.js'
import { decodeLine } from '../simulate/lines.js'
import { tableReport } from '../simulate/table.js'
import { type Display, displayOf } from '../terminal/display.js'
import { linkedRule } from '../terminal/rule-links.js'

const crowd = { size: 5_000, account: '0015g00000Cobal', at: '2026-03-06T10:00:00Z' }
const crowdSize = crowd.size.toLocaleString('en')

interface Chapter {
  readonly title: string
  readonly text: string
  /** The five thousand contacts arrive after this many lines of the chapter. */
  readonly crowdAfter?: number
}

const chapters: ReadonlyArray<Chapter> = [
  {
    title: 'Salesforce sends accounts and contacts',
    text: 'Account data flows only from Salesforce to Marketo. In Marketo, each contact shows the values of its account.',
  },
  {
    title: 'A local edit changes the value for every contact',
    text: 'If somebody changes an Account field in Marketo through one contact, the value changes for all contacts of that account. Marketo does not send the change to Salesforce.',
  },
  {
    title: 'The next update of the account overrides the local edit',
    text: 'In Salesforce only Phone has changed. But the update overrides all fields in Marketo, so the local edit is gone. When Salesforce delivers the same record once more, nothing changes.',
  },
  {
    title: 'A contact moves to another account',
    text: 'If a contact gets another account in Salesforce, Marketo shows the values of the new account for this contact.',
  },
  {
    title: 'An account over the cap',
    text: "If an account has 5,000 contacts, Marketo logs a change of the account for each contact. If it has one contact more, Marketo logs the change for none of them, although every contact shows the new value. Marketo's cap is 5,000 contacts. The setting activityCap changes it.",
    crowdAfter: 1,
  },
  {
    title: 'Convert Person, refused and accepted',
    text: 'Convert Person always creates a new Contact, a new Account and a new Opportunity in Salesforce, even if an account of that name exists. So this library runs it only if the input accepts the new records: the field accepts must be "new account and opportunity".',
  },
]

const crowdLine = (n: number): string => {
  const id = `0035g0000C${String(n).padStart(5, '0')}`
  return JSON.stringify({
    _tag: 'SyncContact',
    at: crowd.at,
    record: {
      attributes: { type: 'Contact' },
      Id: id + idSuffix(id),
      AccountId: crowd.account,
      IsDeleted: false,
      SystemModstamp: '2026-03-06T09:30:00.000+0000',
    },
  })
}

export const demoText = (display: Display = displayOf({})): string => {
  const { row, paragraph } = layoutOf(display)
  const report = tableReport(defaultSettings, { display, unit: 'step' })
  let step = 0
  const rowOf = (line: string): string => report.line(++step, decodeLine(line), line)
  const crowdArrives = (): string => {
    step++
    for (let n = 0; n < crowd.size; n++) report.line(step, decodeLine(crowdLine(n)), crowdLine(n))
    return row([
      [`step ${step}`, crowd.at.slice(0, 16).replace('T', ' ')],
      [`Salesforce sends ${crowdSize} contacts, all in Cobalt Grid`],
      ['the contacts show the values of their account', `Cobalt Grid has ${crowdSize} contacts`],
      ['–'],
      [linkedRule(display, 'contact.one-account')],
    ])
  }
  const blocks = readFileSync(new URL('../demo.jsonl', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n\n')
  const chapterText = ({ title, text, crowdAfter }: Chapter, index: number): string => {
    const rows = (blocks[index] ?? '')
      .split('\n')
      .map((input, at) => (at === crowdAfter ? crowdArrives() : '') + rowOf(input))
    return `\n${paragraph(`${index + 1}. ${display.bold(title.toUpperCase())}`)}${paragraph(text)}\n${report.begin()}${rows.join('')}`
  }
  return [
    paragraph(
      "This example shows step by step how Marketo's Salesforce sync changes account data. docs/rules.md explains each rule id.",
    ),
    ...chapters.map(chapterText),
    ...report.end(),
    '\n',
    paragraph(
      `To run a history of your own, write a file with one JSON object on each line, and pass it to the command simulate. The inputs of this example are in docs/examples/demo.jsonl, except the ${crowdSize} contacts that join Cobalt Grid.`,
    ),
  ].join('')
}
