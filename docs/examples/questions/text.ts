/** The questions and answers as text. */
import { sentence } from 'marketo-account-sync/questions'
import { wrapped } from '../simulate/columns.js'
import { story } from './story.js'

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

export const storyText = (): string => `${story.map(chapter).join('\n')}\n`
