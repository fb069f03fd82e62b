/**
 * The text of the demo. Its inputs are in demo.jsonl, with an empty line between two chapters. The five thousand contacts of
 * its big account are made here.
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
  /** The crowd arrives after this many lines of the chapter. */
  readonly crowdAfter?: number
}

const chapters: ReadonlyArray<Chapter> = [
  {
    title: 'Salesforce sends accounts and contacts',
    text: 'Account data flows one way, from Salesforce to Marketo. Each contact shows the values of its one account.',
  },
  {
    title: 'A local edit is seen by every contact',
    text: 'If somebody changes an Account field in Marketo through one contact, it changes for all contacts of that account. Salesforce never hears of it.',
  },
  {
    title: 'The next update of the account overrides it',
    text: 'In Salesforce only Phone has changed, but the update brings all fields back, and the edit is gone. When the same record is delivered once more, nothing changes.',
  },
  {
    title: 'A contact moves to another account',
    text: 'A contact that gets another parent account in Salesforce shows the values of that account.',
  },
  {
    title: 'An account over the cap',
    text: "With 5,000 contacts a change is logged for each of them. With one more contact it is logged for none, though every contact shows the new value. Marketo's cap is 5,000 contacts; the settings call it activityCap.",
    crowdAfter: 1,
  },
  {
    title: 'Convert Person, refused and accepted',
    text: 'Convert Person always makes a new Contact, a new Account and a new Opportunity in Salesforce, even if an account of that name exists. So it runs only if its caller accepts that: accepts must say "new account and opportunity".',
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
      "What Marketo's Salesforce sync does to account data, step by step. docs/rules.md has a heading for each rule id.",
    ),
    ...chapters.map(chapterText),
    ...report.end(),
    '\n',
    paragraph(
      `To run a history of your own, write one JSON object on each line, and run the command simulate with the file. This story is docs/examples/demo.jsonl, without the ${crowdSize} contacts that join Cobalt Grid.`,
    ),
  ].join('')
}
