/**
 * Shows the rules behind a line, each with its basis, its sources, the details that no vendor's page states, and its examples.
 */
import type { RuleId } from 'marketo-account-sync'
import { type Basis, rule } from 'marketo-account-sync/rules'
import { data, type Example, examplesOf } from './data.js'
import { byId, el, markdown } from './dom.js'

const bases: Readonly<Record<Basis, string>> = {
  documented: 'documented',
  inferred: 'our reading',
  ours: 'property of this model',
}

const anchorOf = (id: RuleId): string => `../rules.md#${id.replaceAll('.', '')}`

const ruleCard = (id: RuleId, onExample: (example: Example) => void): HTMLElement => {
  const { sentence, basis, sources, ourPart, dependsOn } = rule(id)
  const silence = data.silence[id]
  const badge = basis === 'documented' && ourPart !== null ? 'documented, in part our reading' : bases[basis]
  const examples = examplesOf(id)
  return el(
    'article',
    { class: 'rule', 'data-rule': id },
    el('p', {}, el('a', { href: anchorOf(id) }, id), el('span', { class: `badge ${basis}` }, badge)),
    el('p', {}, ...markdown(sentence)),
    ourPart === null ? null : el('p', {}, el('strong', {}, 'Our reading: '), `${ourPart}.`),
    sources.length === 0
      ? null
      : el(
          'p',
          { class: 'soft' },
          `${basis === 'inferred' ? 'Evidence' : 'Source'}: `,
          ...sources.flatMap(({ page, section }, index) => [
            index === 0 ? '' : '; ',
            el('em', {}, page),
            `, “${section}”`,
          ]),
        ),
    dependsOn === null ? null : el('p', { class: 'soft' }, 'Setting: ', el('code', {}, dependsOn)),
    silence === undefined ? null : el('p', {}, ...markdown(silence)),
    examples.length === 0
      ? null
      : el(
          'p',
          { class: 'soft' },
          'Examples: ',
          ...examples.flatMap((example) => [
            el(
              'button',
              { type: 'button', class: 'example', onclick: () => onExample(example) },
              String(example.number),
              el('span', { class: 'unseen' }, ` of ${id}`),
            ),
            ' ',
          ]),
        ),
  )
}

export const showRules = (ids: ReadonlyArray<RuleId>, onExample: (example: Example) => void): void => {
  byId('rules').replaceChildren(
    ...(ids.length === 0
      ? [el('p', { class: 'hint' }, 'No rule decides anything here.')]
      : ids.map((id) => ruleCard(id, onExample))),
  )
}
