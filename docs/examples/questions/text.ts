/** The questions and answers as text. */
import { idSuffix } from 'marketo-account-sync'
import { sentence } from 'marketo-account-sync/questions'
import { indented, wrapped } from '../terminal/columns.js'
import { type Display, displayOf } from '../terminal/display.js'
import { ids } from './history.js'
import { type Chapter, story } from './story.js'

/** Lines longer than this are hard to read. */
const widest = 100
const mark = '  → '

const people = { ada: 'Ada', ben: 'Ben', cleo: 'Cleo', lou: 'Lou' } as const
const companies = { harbour: 'Harbour Foods', brook: 'Brook Logistics', quay: 'Quay Partners' } as const

const idOf = (key: keyof typeof ids): string => ids[key] + idSuffix(ids[key])

/**
 * Replaces ids in a text by names: every id of a contact, and every id of an account after the word "account". Other ids of
 * accounts stay, because the text also contains the name of the account.
 */
export const withNames = (text: string): string => {
  const named = Object.entries(people).reduce(
    (so, [key, name]) => so.replaceAll(idOf(key as keyof typeof people), name),
    text,
  )
  return Object.entries(companies).reduce(
    (so, [key, name]) => so.replaceAll(`account ${idOf(key as keyof typeof companies)}`, `account ${name}`),
    named,
  )
}

/** The first line begins with the mark. */
const marked = (text: string, width: number): string =>
  mark + indented(text, width, ' '.repeat(mark.length)).trimStart()

const chapterText = ({ title, asked }: Chapter, { width: columns, bold }: Display): string => {
  const width = Math.min(columns, widest)
  return [
    `\n${bold(title)}\n${'='.repeat(title.length)}`,
    ...asked.map(({ question, answers }) =>
      [
        `\n${wrapped(question, width).join('\n')}`,
        ...answers.map((answer) => marked(withNames(sentence(answer)), width)),
      ].join('\n'),
    ),
  ].join('\n')
}

export const storyText = (display: Display = displayOf({})): string =>
  `${story()
    .map((chapter) => chapterText(chapter, display))
    .join('\n')}\n`
