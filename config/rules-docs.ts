// The parts of docs/rules.md that repeat the registry (src/rules/Rule.ts), between markers: written anew, or with --check
// compared. What stands around them is written by hand and stays.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Rule } from '../src/rules/Rule.js'
import { rule, ruleIds } from '../src/rules/Rule.js'

const file = 'docs/rules.md'

/** GitHub's anchor of a heading that is a rule id. */
const anchor = (id: string): string => `#${id.replaceAll('.', '')}`

const overviewRow = ({ id, sentence, basis, pinnedBy, dependsOn }: Rule): string =>
  `| [\`${id}\`](${anchor(id)}) | ${sentence} | ${basis} | ${pinnedBy} | ${dependsOn === null ? '' : `\`${dependsOn}\``} |`

// One line a rule: a column as wide as its widest sentence would be read by nobody.
const overview = (rules: ReadonlyArray<Rule>): string =>
  [
    '<!-- prettier-ignore-start -->',
    '',
    '| rule | what it says | basis | pinned by | setting |',
    '| --- | --- | --- | --- | --- |',
    ...rules.map(overviewRow),
    '',
    '<!-- prettier-ignore-end -->',
  ].join('\n')

const sourceLines = ({ basis, sources }: Rule): ReadonlyArray<string> =>
  sources.map(({ page, section }) => `- ${basis === 'inferred' ? 'Evidence' : 'Source'}: _${page}_, "${section}"`)

const section = (it: Rule): string =>
  [
    `**${it.sentence}**`,
    '',
    `- Basis: ${it.basis}${it.ourPart === null ? '' : `; our part: ${it.ourPart}`}`,
    ...sourceLines(it),
    `- Pinned by: ${it.pinnedBy === 'law' ? `law, \`[${it.id}]\`` : 'type'}`,
    ...(it.dependsOn === null ? [] : [`- Setting: \`${it.dependsOn}\``]),
  ].join('\n')

const generated = (name: string, rules: ReadonlyArray<Rule>): string | undefined => {
  if (name === 'overview') return overview(rules)
  const found = rules.find(({ id }) => id === name)
  return found === undefined ? undefined : section(found)
}

/** The whole registry, in its order. */
export const registry: ReadonlyArray<Rule> = ruleIds.map(rule)

/** The text with its generated parts as the rules have them; a part that no rule stands for stays as it is. */
export const withGenerated =
  (rules: ReadonlyArray<Rule>) =>
  (text: string): string =>
    text.replace(
      /(<!-- generated: (\S+) -->\n)[^]*?(<!-- end -->)/g,
      (whole, begin: string, name: string, end: string) => {
        const part = generated(name, rules)
        return part === undefined ? whole : `${begin}\n${part}\n\n${end}`
      },
    )

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url))
  const text = await readFile(path, 'utf8')
  const upToDate = withGenerated(registry)(text)
  if (upToDate === text) console.log(`${file}: unchanged`)
  else if (process.argv.includes('--check')) {
    console.log(`${file} is not up to date: run 'npm run docs:rules'`)
    process.exitCode = 1
  } else {
    await writeFile(path, upToDate)
    console.log(`${file}: updated`)
  }
}
