/** The list from which the reader chooses a question, a story, or an example of a rule. */
import type { RuleId } from 'marketo-account-sync'
import { rule, ruleIds } from 'marketo-account-sync/rules'
import { data, type Example, examplesOf, type Question } from './data.js'
import { byId, el, markdown } from './dom.js'
import { stories, type Story } from './stories.js'

export type Choice =
  | { readonly _tag: 'Question'; readonly question: Question }
  | { readonly _tag: 'Story'; readonly story: Story }
  | { readonly _tag: 'Example'; readonly example: Example }

/** Some rules have no history of their own. docs/rules.md names the history of another rule for each of them. */
const elsewhere: Partial<Readonly<Record<RuleId, RuleId>>> = { 'edit.stays-local': 'sync.one-way' }

export const firstExample = (id: RuleId): Example | undefined => examplesOf(id)[0] ?? examplesOf(elsewhere[id] ?? id)[0]

/** Converts a text to the form that the search compares: lower case, and 6200 instead of 6,200. */
const searchable = (text: string): string => text.toLowerCase().replace(/(\d),(?=\d)/g, '$1')

/** The words by which the search finds a rule. They include the words of the vendors. */
const wordsOf = (id: RuleId): string =>
  [id, rule(id).sentence, data.silence[id] ?? '', ...rule(id).sources.map(({ section }) => section)].join(' ')

export const picker = (onChoice: (choice: Choice) => void): void => {
  const choices = byId('choices')
  const button = (label: string, words: string, choice: Choice): HTMLElement =>
    el(
      'li',
      { 'data-words': searchable(`${label} ${words}`) },
      el(
        'button',
        {
          type: 'button',
          class: 'choice',
          onclick: (event) => {
            onChoice(choice)
            ;(event.currentTarget as Element).setAttribute('aria-current', 'true')
          },
        },
        label,
      ),
    )
  const group = (title: string, items: ReadonlyArray<HTMLElement>): HTMLElement =>
    el('section', {}, el('h3', {}, title), el('ul', {}, ...items))
  const abouts = [...new Set(data.questions.map(({ about }) => about))]
  choices.append(
    ...abouts.map((about) =>
      group(
        `Questions ${about.toLowerCase()}`,
        data.questions
          .filter((question) => question.about === about)
          .map((question) =>
            button(question.question, `${question.answer} ${wordsOf(question.rule)}`, { _tag: 'Question', question }),
          ),
      ),
    ),
    group(
      'Stories',
      stories.map((story) => button(story.title, story.text, { _tag: 'Story', story })),
    ),
    group(
      'Rules, each with its examples',
      ruleIds.flatMap((id) => {
        const examples =
          examplesOf(id).length > 0 ? examplesOf(id) : [firstExample(id)].filter((one) => one !== undefined)
        return examples.map((example, index) =>
          button(examples.length > 1 ? `${id} (${index + 1})` : id, wordsOf(id), {
            _tag: 'Example',
            example: { ...example, rule: id },
          }),
        )
      }),
    ),
    el(
      'p',
      { class: 'hint', id: 'none-found', hidden: true },
      'Nothing fits. Try one word, such as cap, merge or blank.',
    ),
  )
  const search = byId<HTMLInputElement>('search')
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter')
      choices.querySelector<HTMLElement>('section:not([hidden]) li:not([hidden]) .choice')?.click()
  })
  search.addEventListener('input', () => {
    const words = searchable(search.value).split(/\s+/).filter(Boolean)
    let found = 0
    for (const section of choices.querySelectorAll('section')) {
      let shown = 0
      for (const item of section.querySelectorAll<HTMLElement>('li')) {
        item.hidden = !words.every((word) => item.dataset['words']?.includes(word))
        if (!item.hidden) shown++
      }
      section.hidden = shown === 0
      found += shown
    }
    byId('none-found').hidden = found > 0
  })
}

/** Shows the text of the chosen question or rule above the history. Also removes the mark of the previous choice in the list. */
export const showBanner = (choice: Choice | undefined): void => {
  for (const chosen of document.querySelectorAll('.choice[aria-current]')) chosen.removeAttribute('aria-current')
  const banner = byId('banner')
  banner.hidden = choice === undefined
  if (choice === undefined) return
  switch (choice._tag) {
    case 'Question':
      banner.replaceChildren(
        el('strong', {}, choice.question.question),
        el('p', {}, ...markdown(choice.question.answer)),
      )
      return
    case 'Story':
      banner.replaceChildren(el('strong', {}, choice.story.title))
      return
    case 'Example':
      banner.replaceChildren(
        el('strong', {}, choice.example.rule),
        el('p', {}, ...markdown(rule(choice.example.rule).sentence)),
      )
  }
}
