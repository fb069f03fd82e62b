/** Connects the parts of the page. */
import { type RuleId } from 'marketo-account-sync'
import { rulesVersion } from 'marketo-account-sync/rules'
import { card } from './card.js'
import type { Example } from './data.js'
import { byId } from './dom.js'
import { lanesOf } from './lanes.js'
import { lanesTable, ledger } from './ledger.js'
import { hashOf, textOfHash } from './link.js'
import { opened, tooLong } from './open.js'
import { type Choice, firstExample, picker, showBanner } from './picker.js'
import { mostLines, play, type Played } from './play.js'
import { showRules } from './rules.js'
import { answers, stories } from './stories.js'

const editor = byId<HTMLTextAreaElement>('editor')
const isPhone = matchMedia('(max-width: 760px)')

let played: ReadonlyArray<Played> = []
let lanes = lanesOf(played)
let selected = 1
let hashTimer = 0

const notice = (sentence: string): void => {
  const element = byId('notice')
  element.textContent = sentence
  element.hidden = sentence === ''
}

const showExample = (example: Example): void => undoable(() => choose({ _tag: 'Example', example }))
const theCard = card((rules) => showRules(rules, showExample))
const theLedger = ledger((line) => select(line, false), theCard.ask)

function select(line: number, focus: boolean): void {
  selected = Math.min(Math.max(line, 1), Math.max(played.length, 1))
  theLedger.select(selected, focus)
  theCard.show(played[selected - 1])
  byId('where').textContent = `Line ${selected} of ${played.length}: details`
  byId<HTMLButtonElement>('previous').disabled = selected <= 1
  byId<HTMLButtonElement>('next').disabled = selected >= played.length
}

const drawTable = (): void => {
  if (byId<HTMLDetailsElement>('table-box').open) byId('lanes-table').replaceChildren(lanesTable(played, lanes))
}

/** Writes the history into the address, unless somebody has followed a link to another history meanwhile. */
const keepInHash = (text: string): void => {
  const { hash } = location
  clearTimeout(hashTimer)
  hashTimer = setTimeout(() => {
    if (location.hash === hash) history.replaceState(null, '', hashOf(text))
  }, 250)
}

/** Makes a change of the whole text that the browser's Back button undoes. */
const undoable = (change: () => void): void => {
  history.replaceState(null, '', hashOf(editor.value))
  change()
  clearTimeout(hashTimer)
  history.pushState(null, '', hashOf(editor.value))
}

/** Plays a text and shows the result. If the text is too long, does nothing. */
const show = (text: string): boolean => {
  const lines = text.split('\n').length
  if (lines > mostLines) {
    notice(tooLong(lines))
    return false
  }
  notice('')
  played = play(text, played)
  lanes = lanesOf(played)
  theLedger.render(played, lanes)
  drawTable()
  keepInHash(text)
  return true
}

const fitEditor = (): void => {
  editor.rows = Math.min(Math.max(editor.value.split('\n').length + 1, 4), 12)
}

/** Replaces the whole text of the history, and chooses a line. */
const load = (text: string, lineOf: (all: ReadonlyArray<Played>) => number): void => {
  editor.value = text
  fitEditor()
  if (show(text)) select(lineOf(played), false)
}

const lastInput = (all: ReadonlyArray<Played>): number =>
  all.reduce((last, { kind, number }) => (kind === 'input' ? number : last), 1)

/** Finds the line that shows a rule best: the last line whose narration names the rule. */
const lineOfRule =
  (id: RuleId) =>
  (all: ReadonlyArray<Played>): number =>
    all.reduce((found, { narration, number }) => (narration()?.rules.includes(id) === true ? number : found), 0) ||
    lastInput(all)

function choose(choice: Choice): void {
  showBanner(choice)
  switch (choice._tag) {
    case 'Story':
      load(choice.story.text, () => choice.story.line)
      break
    case 'Example':
      load(choice.example.lines.join('\n'), lineOfRule(choice.example.rule))
      break
    case 'Question': {
      const { question, rule } = choice.question
      const answer = answers[question]
      if (answer !== undefined) load(answer.text, () => answer.line)
      else load(firstExample(rule)?.lines.join('\n') ?? '', lineOfRule(rule))
    }
  }
}

const openFile = async (file: File | undefined): Promise<void> => {
  if (file === undefined) return
  const result = opened(await file.text())
  if (result._tag === 'Refused') notice(result.sentence)
  else
    undoable(() => {
      showBanner(undefined)
      load(result.text, lastInput)
    })
}

const start = (): void => {
  const found = textOfHash(location.hash)
  if (found._tag === 'Text') {
    showBanner(undefined)
    load(found.text, lastInput)
    return
  }
  const story = stories[0]
  if (story !== undefined) choose({ _tag: 'Story', story })
  if (found._tag === 'Unreadable') notice(found.sentence)
}

byId('version').textContent = `Rules version ${rulesVersion}. Each rule says which part of it is our reading.`
picker((choice) => {
  undoable(() => choose(choice))
  if (!isPhone.matches) return
  byId<HTMLDetailsElement>('picker').open = false
  byId('history').scrollIntoView()
})
if (isPhone.matches) {
  byId<HTMLDetailsElement>('picker').open = false
  byId<HTMLDetailsElement>('editor-box').open = false
} else if (matchMedia('(max-width: 1180px)').matches) byId<HTMLDetailsElement>('picker').open = false

editor.addEventListener('input', () => {
  showBanner(undefined)
  fitEditor()
  if (show(editor.value)) select(lineOfCaret(), false)
})
const lineOfCaret = (): number => editor.value.slice(0, editor.selectionStart).split('\n').length
for (const event of ['click', 'keyup'])
  editor.addEventListener(event, () => {
    if (lineOfCaret() !== selected) select(lineOfCaret(), false)
  })
byId('previous').addEventListener('click', () => step(-1))
byId('next').addEventListener('click', () => step(1))
byId('where').addEventListener('click', () => byId('step').scrollIntoView())
byId('table-box').addEventListener('toggle', drawTable)
byId('open').addEventListener('click', () => byId('file').click())
byId('file').addEventListener('change', () => void openFile(byId<HTMLInputElement>('file').files?.[0]))
byId('copy').addEventListener('click', () => {
  history.replaceState(null, '', hashOf(editor.value))
  navigator.clipboard.writeText(location.href).then(
    () => notice('The link is copied. It holds the whole history.'),
    () => notice('The link is in the address bar. It holds the whole history.'),
  )
})
addEventListener('hashchange', start)
addEventListener('dragover', (event) => {
  event.preventDefault()
  document.body.classList.add('dropping')
})
addEventListener('dragleave', () => document.body.classList.remove('dropping'))
addEventListener('drop', (event) => {
  event.preventDefault()
  document.body.classList.remove('dropping')
  void openFile(event.dataTransfer?.files[0])
})

function step(by: number): void {
  select(selected + by, false)
  document.querySelector('.row.chosen')?.scrollIntoView({ block: 'nearest' })
}

start()
