/**
 * A week of one Marketo, and the questions that somebody in marketing operations asks about it: `npm run questions`.
 *
 * The week is in questions/history.ts, the questions in questions/story.ts.
 */
import { sentence } from 'marketo-account-sync/questions'
import { story } from './questions/story.js'
import { wrapped } from './simulate/columns.js'

const width = 100
const answerMark = '  → '

const indented = (text: string): string =>
  wrapped(text, width - answerMark.length)
    .map((line, index) => (index === 0 ? answerMark : ' '.repeat(answerMark.length)) + line)
    .join('\n')

for (const { title, asked } of story) {
  console.log(`\n${title}\n${'='.repeat(title.length)}`)
  for (const { question, answers } of asked) {
    console.log(`\n${wrapped(question, width).join('\n')}`)
    for (const answer of answers) console.log(indented(sentence(answer)))
  }
}
