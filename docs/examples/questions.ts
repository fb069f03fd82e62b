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

const chapter = ({ title, asked }: (typeof story)[number]): string =>
  [
    `\n${title}\n${'='.repeat(title.length)}`,
    ...asked.map(({ question, answers }) =>
      [`\n${wrapped(question, width).join('\n')}`, ...answers.map((answer) => indented(sentence(answer)))].join('\n'),
    ),
  ].join('\n')

// In one piece, so that a reader who has seen enough (`| head`) breaks no pipe in the middle.
console.log(story.map(chapter).join('\n'))
