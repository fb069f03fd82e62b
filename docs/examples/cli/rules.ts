/** `rules` lists the rules, and `rules ID` prints everything that the registry contains about one rule. */
import type { Rule } from 'marketo-account-sync/rules'
import { rule, ruleIds, rulesVersion } from 'marketo-account-sync/rules'
import { isHelp, type Surroundings } from '../simulate/main.js'
import { indented } from '../terminal/columns.js'
import type { Display } from '../terminal/display.js'
import { displayOf } from '../terminal/display.js'
import { linkedRule } from '../terminal/rule-links.js'

const basisWords: Readonly<Record<Rule['basis'], string>> = {
  documented: 'a page of the vendor states the rule',
  inferred: 'our reading, because no page of the vendor states the rule',
  ours: 'a property of the model itself',
}

const listText = (display: Display): string =>
  [
    `The rules, version ${rulesVersion}. \`rules ID\` prints the source of a rule.`,
    ...ruleIds
      .map(rule)
      .map((one) => `${display.bold(linkedRule(display, one.id))}\n${indented(one.sentence, display.width, '  ')}`),
    '',
  ].join('\n\n')

const ruleText = (one: Rule, display: Display): string => {
  const { sentence, basis, ourPart, sources, dependsOn } = one
  const about = [
    `Basis: ${basis}, ${basisWords[basis]}`,
    ...(ourPart === null ? [] : [`Our reading: ${ourPart}`]),
    ...sources.map(({ page, section }) => `${basis === 'inferred' ? 'Evidence' : 'Source'}: ${page}, "${section}"`),
    ...(dependsOn === null ? [] : [`Setting: ${dependsOn}`]),
  ]
  return [
    display.bold(linkedRule(display, one.id)),
    indented(sentence, display.width, '  '),
    '',
    ...about.map((line) => indented(line, display.width, '  ')),
    '',
  ].join('\n')
}

/** The ids that contain a word of the typed text. If there are none, all ids. */
const closeTo = (typed: string): ReadonlyArray<string> => {
  const words = typed
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 2)
  const close = ruleIds.filter((id) => words.some((word) => id.includes(word)))
  return close.length > 0 ? close : ruleIds
}

export const rulesMain = (
  [typed, ...more]: ReadonlyArray<string>,
  { stdout, stderr }: Surroundings,
): Promise<number> => {
  if (typed !== undefined && isHelp(typed)) {
    stdout.write('Usage: rules [ID]\n\nLists the rules, or describes one rule in full, such as edit.fan-out.\n')
    return Promise.resolve(0)
  }
  const display = displayOf(stdout)
  const found = ruleIds.find((id) => id === typed)
  if (more.length > 0 || (typed !== undefined && found === undefined)) {
    stderr.write(
      more.length > 0
        ? `rules: expected one ID, found ${more.length + 1}\n`
        : `rules: there is no rule ${JSON.stringify(typed)}. You may mean: ${closeTo(typed ?? '').join(', ')}\n`,
    )
    return Promise.resolve(64)
  }
  stdout.write(found === undefined ? listText(display) : ruleText(rule(found), display))
  return Promise.resolve(0)
}
