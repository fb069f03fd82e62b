/**
 * A short story of what Marketo's Salesforce sync does to account data, as a table: `npm run demo`.
 *
 * The story is demo.jsonl, a chapter to each block of lines; the five thousand contacts of its big account are made here.
 */
import { defaultSettings, idSuffix } from 'marketo-account-sync'
import { readFileSync } from 'node:fs'
import { wrapped } from './simulate/columns.js'
import { decodeLine } from './simulate/decode.js'
import { tableReport, tableRow, tableWidth } from './simulate/table.js'

const crowd = { size: 5_000, account: '0015g00000Cobal', at: '2026-03-06T10:00:00Z' }

interface Chapter {
  readonly title: string
  readonly text: string
  /** After how many of the chapter's lines the contacts of the crowd arrive. */
  readonly crowdAfter?: number
}

const chapters: ReadonlyArray<Chapter> = [
  {
    title: 'Salesforce sends accounts and contacts',
    text: 'Account data flows one way, from Salesforce to Marketo. Each contact shows the values of its one account.',
  },
  {
    title: 'A local edit is seen by every contact',
    text: 'An Account field changed in Marketo through one contact changes for all contacts of that account. Salesforce is not told.',
  },
  {
    title: 'The next update of the account overrides it',
    text: 'In Salesforce only Phone has changed, but the update brings all fields back, and the edit is gone. The same record delivered once more changes nothing.',
  },
  {
    title: 'A contact moves to another account',
    text: 'A contact re-parented in Salesforce shows the values of its new account.',
  },
  {
    title: 'An account over the cap',
    text: "With 5,000 contacts a change is logged for each of them. With one contact more it is logged for none, though every contact shows the new value: Marketo's cap is 5,000 (the settings name it activityCap).",
    crowdAfter: 1,
  },
  {
    title: 'Convert Person, refused and accepted',
    text: 'Convert Person always has Salesforce make a new Contact, Account and Opportunity, even where an account of that name exists. So it runs only for a caller who accepts it: accepts must say "new account and opportunity".',
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

const story = readFileSync(new URL('demo.jsonl', import.meta.url), 'utf8')
const report = tableReport(defaultSettings)
let text = ''
let lines = 0

const say = (words: string): void => {
  text += `${wrapped(words, tableWidth).join('\n')}\n`
}

const feed = (line: string): string => report.line(lines, decodeLine(line))

const crowdArrives = (): void => {
  for (let n = 0; n < crowd.size; n++) feed(crowdLine(n))
  const size = crowd.size.toLocaleString('en')
  text += tableRow([
    ['(not in the file)', crowd.at.slice(0, 16).replace('T', ' ')],
    [`Salesforce sends ${size} contacts, all in Cobalt Grid`],
    ['the contacts show the values of their account', `Cobalt Grid has ${size} contacts`],
    ['–'],
    ['contact.one-account'],
  ])
}

say("What Marketo's Salesforce sync does to account data, step by step. Every rule id has a heading in docs/rules.md.")
for (const [index, block] of story.trimEnd().split('\n\n').entries()) {
  const chapter = chapters[index]
  if (chapter === undefined) break
  say('')
  say(`${index + 1}. ${chapter.title.toUpperCase()}`)
  say(chapter.text)
  say('')
  text += report.begin()
  for (const [at, line] of block.split('\n').entries()) {
    if (at === chapter.crowdAfter) crowdArrives()
    lines++
    text += feed(line)
  }
  lines++
}
text += [...report.end()].join('')
say('')
say('A history of your own, one JSON object a line: npm run simulate -- FILE (this story is docs/examples/demo.jsonl,')
say(`but for the ${crowd.size.toLocaleString('en')} contacts that join Cobalt Grid)`)
process.stdout.write(text)
