/** `rules` lists the rules, and `rules ID` tells all that the registry has about one rule. */
import type { Rule } from 'marketo-account-sync/rules'
import { rule, ruleIds, rulesVersion } from 'marketo-account-sync/rules'
import { existsSync } from 'node:fs'
import { isHelp, type Surroundings } from '../simulate/main.js'
import { wrapped } from '../simulate/columns.js'
import type { Display } from '../terminal/display.js'
import { displayOf } from '../terminal/display.js'

/** docs/rules.md, seen from this file and from the bundle in dist/bin. */
const rulesPage = ['../../rules.md', '../../docs/rules.md']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url))

/** The id of a rule, as a link to its section of docs/rules.md where that page is installed. */
const linkedId = ({ id }: Rule, { link, bold }: Display): string =>
  rulesPage === undefined ? bold(id) : link(bold(id), `${rulesPage.href}#${id.replaceAll('.', '')}`)

const indented = (text: string, width: number, indent: string): string =>
  wrapped(text, width - indent.length)
    .map((line) => indent + line)
    .join('\n')

const basisWords: Readonly<Record<Rule['basis'], string>> = {
  documented: 'a page of the vendor says it',
  inferred: 'our reading, because no page says it',
  ours: 'a property of the model itself',
}

const listText = (display: Display): string =>
  [
    `The rules, version ${rulesVersion}. \`rules ID\` says where a rule comes from.`,
    ...ruleIds.map(rule).map((one) => `${linkedId(one, display)}\n${indented(one.sentence, display.width, '  ')}`),
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
    linkedId(one, display),
    indented(sentence, display.width, '  '),
    '',
    ...about.map((line) => indented(line, display.width, '  ')),
    '',
  ].join('\n')
}

/** The ids that contain a word of what was typed, or all ids. */
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
    stdout.write('Usage: rules [ID]\n\nLists the rules, or tells all about one rule, such as edit.fan-out.\n')
    return Promise.resolve(0)
  }
  const display = displayOf(stdout)
  const found = ruleIds.find((id) => id === typed)
  if (more.length > 0 || (typed !== undefined && found === undefined)) {
    stderr.write(
      more.length > 0
        ? `rules: it takes one ID, found ${more.length + 1}\n`
        : `rules: there is no rule ${JSON.stringify(typed)}. You may mean: ${closeTo(typed ?? '').join(', ')}\n`,
    )
    return Promise.resolve(64)
  }
  stdout.write(found === undefined ? listText(display) : ruleText(rule(found), display))
  return Promise.resolve(0)
}
