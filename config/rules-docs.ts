// Writes the parts of docs/rules.md that stand between markers. These parts repeat the registry of rules (src/rules/Rule.ts).
// They link each rule to the laws, type tests and vectors that check it, and to the rule explorer, which plays the examples.
// `npm run docs:rules` writes the parts, and `npm run docs:rules -- --check` only compares them. The text around the parts is
// written by hand and does not change.
import { readdirSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { hashOf } from '../docs/explorer/link.js'
import type { Rule } from '../src/rules/Rule.js'
import { rule, ruleIds } from '../src/rules/Rule.js'
import { lawFiles } from '../test/laws/laws.js'
import { type RuleHistories, rulesIn } from '../test/traceability/histories.js'
import { rawFiles, type VectorFile } from '../test/vectors/files.js'

const file = 'docs/rules.md'
const root = new URL('../', import.meta.url)

/** Every rule, in the order of the registry. */
export const registry: ReadonlyArray<Rule> = ruleIds.map(rule)

/** GitHub's anchor of a heading that is a rule id. */
const anchor = (id: string): string => `#${id.replaceAll('.', '')}`

const overviewRow = ({ id, sentence, basis, pinnedBy, dependsOn }: Rule): string =>
  `| [\`${id}\`](${anchor(id)}) | ${sentence} | ${basis} | ${pinnedBy} | ${dependsOn === null ? '' : `\`${dependsOn}\``} |`

// Prettier does not format this table, because it would make every column as wide as its widest cell.
const overview = (): string =>
  [
    '<!-- prettier-ignore-start -->',
    '',
    '| rule | the rule in words | basis | checked by | setting |',
    '| --- | --- | --- | --- | --- |',
    ...registry.map(overviewRow),
    '',
    '<!-- prettier-ignore-end -->',
  ].join('\n')

const sourceLines = ({ basis, sources }: Rule): ReadonlyArray<string> =>
  sources.map(({ page, section }) => `- ${basis === 'inferred' ? 'Evidence' : 'Source'}: _${page}_, "${section}"`)

/** Makes a link from docs/ to a file of the repository. */
const link = (path: string): string => `[${path}](../${path})`

const lawLines = (id: string): ReadonlyArray<string> =>
  lawFiles.flatMap(([path, laws]) => {
    const sentences = laws.filter((law) => law.rule === id).map(({ sentence }) => `  - ${sentence}`)
    return sentences.length === 0 ? [] : [`- Laws in ${link(path)}:`, ...sentences]
  })

const typeTestLines = (id: string): ReadonlyArray<string> =>
  readdirSync(new URL('test/types', root))
    .map((name) => `test/types/${name}`)
    .filter((path) => path.endsWith('.test-d.ts') && readFileSync(new URL(path, root), 'utf8').includes(`[${id}]`))
    .map((path) => `- Type tests in ${link(path)}`)

const vectorLines = (id: string): ReadonlyArray<string> =>
  rawFiles.flatMap(([name, json]) => {
    const cases = (json as VectorFile).cases.filter((one) => one.rule === id)
    const names = cases.map((one) => `\`${one.id.slice(id.length + 1)}\``)
    return names.length === 0 ? [] : [`- Vectors in ${link(`test/vectors/${name}`)}: ${names.join(', ')}`]
  })

/** Links to the rule explorer, one for each history under the heading of a rule. The explorer plays the history. */
const exampleLines = (id: string, rules: ReadonlyArray<RuleHistories>): ReadonlyArray<string> => {
  const links = rules
    .filter(({ heading }) => heading === id)
    .flatMap(({ told }) =>
      told.map(({ lines }) => `explorer/index.html${hashOf(lines.map(({ line }) => line).join('\n'))}`),
    )
  const named = links.map(
    (target, index) => `[${links.length === 1 ? 'the example' : `example ${index + 1}`}](${target})`,
  )
  return links.length === 0 ? [] : [`- In the rule explorer: ${named.join(', ')}`]
}

const section = (it: Rule, rules: ReadonlyArray<RuleHistories>): string =>
  [
    `**${it.sentence}**`,
    '',
    `- Basis: ${it.basis}`,
    ...(it.ourPart === null ? [] : [`- Our reading: ${it.ourPart}`]),
    ...sourceLines(it),
    ...(it.dependsOn === null ? [] : [`- Setting: \`${it.dependsOn}\``]),
    ...(it.pinnedBy === 'law' ? lawLines(it.id) : typeTestLines(it.id)),
    ...vectorLines(it.id),
    ...exampleLines(it.id, rules),
  ].join('\n')

const generated = (name: string, rules: ReadonlyArray<RuleHistories>): string | undefined => {
  if (name === 'overview') return overview()
  const found = registry.find(({ id }) => id === name)
  return found === undefined ? undefined : section(found, rules)
}

/** Returns the page with up-to-date generated parts. A part that belongs to no rule does not change. */
export const withGenerated = (text: string): string => {
  const rules = rulesIn(text)
  return text.replace(
    /(<!-- generated: (\S+) -->\n)[^]*?(<!-- end -->)/g,
    (whole, begin: string, name: string, end: string) => {
      const part = generated(name, rules)
      return part === undefined ? whole : `${begin}\n${part}\n\n${end}`
    },
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = fileURLToPath(new URL(file, root))
  const text = await readFile(path, 'utf8')
  const upToDate = withGenerated(text)
  if (upToDate === text) console.log(`${file}: unchanged`)
  else if (process.argv.includes('--check')) {
    console.log(`${file} is not up to date: run 'npm run docs:rules'`)
    process.exitCode = 1
  } else {
    await writeFile(path, upToDate)
    console.log(`${file}: updated`)
  }
}
