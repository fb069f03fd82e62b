// Tests that the registry of rules, the code, the refusals, the laws, the vectors and the docs all have the same rules. A failure
// names the place and the missing id.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { ruleIds, rulesVersion } from 'marketo-account-sync/rules'
import { describe, expect, test } from 'vitest'
import { registry, withGenerated } from '../../config/rules-docs.js'
import { faults } from '../faults/faults.js'
import { lawFiles, laws } from '../laws/laws.js'
import type { VectorFile } from '../vectors/files.js'
import { rawFiles } from '../vectors/files.js'
import { differences, unknownIn } from './differences.js'
import { plain, sections, tables } from './markdown.js'
import { asked, refusalOrders } from './refusalOrder.js'
import { refusalRules, refusalsInOrder, ruleTags, typeTests } from './sources.js'

const read = (path: string): string => readFileSync(path, 'utf8')

const registered = { name: 'the registry (src/rules/Rule.ts)', ids: ruleIds }
const page = read('docs/rules.md')
const headed = sections(page)
const isRuleId = (heading: string): boolean => /^[a-z]+\.[a-z-]+$/.test(heading)

describe('the source code', () => {
  test('has a @rule tag for every rule of the rule registry, and for no other rule', () => {
    expect(differences({ name: '@rule in src', ids: ruleTags('src') }, registered)).toEqual([])
  })
})

describe('docs/rules.md', () => {
  test('has one heading for each rule of the registry, in the order of the registry', () => {
    const headings = headed.map(({ heading }) => heading).filter(isRuleId)
    expect(differences({ name: 'docs/rules.md', ids: headings }, registered)).toEqual([])
    expect(headings).toEqual(ruleIds)
  })

  test('has the sentence of each rule under the heading of the rule', () => {
    const otherText = headed
      .filter(({ heading }) => isRuleId(heading))
      .filter(
        ({ heading, text }) => !registry.some(({ id, sentence }) => id === heading && text.includes(`**${sentence}**`)),
      )
    expect(otherText.map(({ heading }) => `docs/rules.md: not the sentence of the registry under ${heading}`)).toEqual(
      [],
    )
  })

  test('has up-to-date generated parts for the overview and every rule (to update them: npm run docs:rules)', () => {
    const marked = [...page.matchAll(/<!-- generated: (\S+) -->/g)].map(([, name = '']) => name)
    expect(marked).toEqual(['overview', ...ruleIds])
    expect(withGenerated(page)).toBe(page)
  })

  test('lists the source pages of every rule', () => {
    const listed = sections(page)
      .filter(({ heading }) => heading === 'Sources')
      .flatMap(({ text }) => tables(text))
      .flatMap(({ rows }) => rows.map(([name = '']) => name))
    const named = registry.flatMap(({ sources }) => sources.map((source) => source.page))
    expect(unknownIn({ name: 'the registry', ids: named }, { name: 'Sources in docs/rules.md', ids: listed })).toEqual(
      [],
    )
  })

  test('names a source for each rule whose basis is not "ours"', () => {
    expect(registry.filter(({ basis, sources }) => (basis === 'ours') !== (sources.length === 0))).toEqual([])
    expect(registry.filter(({ basis, ourPart }) => ourPart !== null && basis !== 'documented')).toEqual([])
  })

  test('marks every inferred rule with "No page says"', () => {
    const silent = headed
      .filter(({ text }) => /^\*\*No page (of Marketo )?says\*\*/m.test(text))
      .map(({ heading }) => heading)
    const inferred = registry.filter(({ basis }) => basis === 'inferred').map(({ id }) => id)
    expect(
      unknownIn({ name: 'the registry, inferred', ids: inferred }, { name: '"No page says"', ids: silent }),
    ).toEqual([])
  })
})

const refusalRows = headed
  .filter(({ heading }) => heading === 'Refusals, in order')
  .flatMap(({ text }) => tables(text))
  .flatMap(({ rows }) => rows)

describe('the refusals', () => {
  const carried = refusalRules('src/model/Refusal.ts')

  test('have rule ids of the rule registry', () => {
    const ids = carried.map(([, id]) => id)
    expect(ids.length).toBeGreaterThan(0)
    expect(unknownIn({ name: 'src/model/Refusal.ts', ids }, registered)).toEqual([])
  })

  test('are listed in docs/rules.md, each with its rule', () => {
    const listed = refusalRows.map(([, tag = '', id = '']) => `${plain(tag)} of ${plain(id)}`)
    const ids = carried.map(([tag, id]) => `${tag} of ${id}`)
    expect(
      differences({ name: 'Refusals in docs/rules.md', ids: listed }, { name: 'src/model/Refusal.ts', ids }),
    ).toEqual([])
  })
})

describe('the order of refusals', () => {
  const inSource = refusalsInOrder('src/model/Refusal.ts')

  test('is the same in docs/rules.md and in src/model/Refusal.ts', () => {
    let inputs: ReadonlyArray<string> = []
    const listed = new Map<string, ReadonlyArray<string>>()
    for (const [input = '', tag = ''] of refusalRows) {
      if (input !== '') inputs = input.split(', ').map(plain)
      for (const each of inputs) listed.set(each, [...(listed.get(each) ?? []), plain(tag)])
    }
    expect([...listed].filter(([input]) => !input.includes('(waits)'))).toEqual(inSource)
  })

  test('is confirmed by the tests of inputs to which two refusals apply', () => {
    const seen = refusalOrders.map(([first, then, , line]) => ({ input: asked(line)._tag, first, then }))
    const contradicted = seen.filter(({ input, first, then }) => {
      const tags = new Map(inSource).get(input) ?? []
      return !tags.includes(first) || tags.indexOf(then) < tags.indexOf(first)
    })
    expect(contradicted).toEqual([])
  })
})

describe('the laws', () => {
  test('check every rule that the types do not enforce, and name no rule outside the registry', () => {
    const byLaw = {
      name: 'the registry, pinned by law',
      ids: registry.filter((it) => it.pinnedBy === 'law').map(({ id }) => id),
    }
    const titled = { name: 'test/laws', ids: laws.map((law) => law.rule).filter((id) => id !== 'whole') }
    expect(differences(byLaw, titled)).toEqual([])
  })
})

describe('the type tests', () => {
  const groups = typeTests('test/types')

  test('check every rule that the types enforce', () => {
    const byType = {
      name: 'the registry, pinned by type',
      ids: registry.filter((it) => it.pinnedBy === 'type').map(({ id }) => id),
    }
    const ids = groups
      .filter(({ forbidden }) => forbidden.length > 0)
      .flatMap(({ title }) => [...title.matchAll(/\[([a-z]+\.[a-z-]+)\]/g)].map(([, id = '']) => id))
    expect(unknownIn(byType, { name: 'what must not compile in test/types', ids })).toEqual([])
  })

  test('check a type, or contain a line that must not compile', () => {
    expect(groups.flatMap(({ title, idle }) => idle.map((test) => `${title}: ${test}`))).toEqual([])
  })

  test('reject the code of every fault that the types make impossible', () => {
    const forbidden = groups.flatMap((group) => group.forbidden.map((line) => `${group.title}: ${line}`))
    const ruledOut = faults.flatMap(({ caughtBy: { laws: net } }) => ('forbidden' in net ? [net] : []))
    expect(ruledOut.length).toBeGreaterThan(0)
    expect(
      ruledOut.map(({ title, forbidden: line }) => `${title}: ${line}`).filter((it) => !forbidden.includes(it)),
    ).toEqual([])
  })
})

describe('the test vectors', () => {
  const files = rawFiles.map(([, json]) => json as VectorFile & { readonly rulesVersion: number })

  test('cover every rule of the registry, and name no other rule', () => {
    const ids = files.flatMap(({ cases }) => cases.map((it) => it.rule))
    expect(differences({ name: 'vectors', ids }, registered)).toEqual([])
  })

  test('have the same rules version as the registry', () => {
    expect(files.map((it) => it.rulesVersion)).toEqual(files.map(() => rulesVersion))
  })
})

describe('the pages in docs/decisions', () => {
  const names = readdirSync('docs/decisions').filter((name) => name !== 'README.md')
  const records = names.map((name) => {
    const text = read(`docs/decisions/${name}`)
    const line = /^Rules: (.+)$/m.exec(text)?.[1] ?? ''
    return { name, text, ids: [...line.matchAll(/`([^`]+)`/g)].map(([, id = '']) => id) }
  })
  const decided = { name: 'docs/decisions', ids: records.flatMap(({ ids }) => ids) }

  test('cover every rule that is inferred, depends on a setting, or is partly ours, and name only existing rules', () => {
    const needed = registry.filter(
      ({ basis, dependsOn, ourPart }) => basis === 'inferred' || dependsOn !== null || ourPart !== null,
    )
    expect(
      unknownIn({ name: 'the registry, inferred or switchable', ids: needed.map(({ id }) => id) }, decided),
    ).toEqual([])
    expect(unknownIn(decided, registered)).toEqual([])
  })

  test('name the setting for every rule that depends on a setting', () => {
    const without = registry.filter(
      ({ id, dependsOn }) =>
        dependsOn !== null &&
        !records.some(
          ({ ids, text }) =>
            ids.includes(id) &&
            sections(text).some((part) => part.heading === 'Setting' && part.text.includes(`\`${dependsOn}\``)),
        ),
    )
    expect(
      without.map(({ id, dependsOn }) => `docs/decisions: no record of ${id} switches ${dependsOn ?? ''}`),
    ).toEqual([])
  })

  test('ask the same five questions', () => {
    const headings = records.map(({ name, text }) => [name, ...sections(text).map(({ heading }) => heading)])
    const asked = [
      'What the vendors say',
      'What the vendors do not say',
      'What we chose',
      'Setting',
      'How to find out in your own instance',
    ]
    expect(headings).toEqual(names.map((name) => [name, ...asked]))
  })

  test('give an answer to each of the five questions', () => {
    const empty = records.flatMap(({ name, text }) =>
      sections(text)
        .filter((part) => !/\w/.test(part.text.replaceAll(/<!--[^]*?-->/g, '')))
        .map(({ heading }) => `docs/decisions/${name}: nothing under ${heading}`),
    )
    expect(empty).toEqual([])
  })

  test('are in the index with their rules, and docs/rules.md links to each page', () => {
    const index = tables(read('docs/decisions/README.md')).flatMap(({ rows }) =>
      rows.map(([link = '', ids = '']) => `${/\((.+)\)/.exec(link)?.[1] ?? ''}: ${plain(ids)}`),
    )
    const written = records.map(({ name, ids }) => `${name}: ${ids.join(', ')}`)
    expect(
      differences({ name: 'docs/decisions/README.md', ids: index }, { name: 'the records', ids: written }),
    ).toEqual([])
    const linked = [...page.matchAll(/\(decisions\/([^)]+)\)/g)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'README.md')
    expect(
      differences({ name: 'links in docs/rules.md', ids: linked }, { name: 'docs/decisions', ids: names }),
    ).toEqual([])
  })
})

test('every link in docs/rules.md and docs/decisions leads to an existing heading or file', () => {
  const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(
    ([, heading = '']) =>
      `#${heading
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-')}`,
  )
  const records = readdirSync('docs/decisions').map((name) => read(`docs/decisions/${name}`))
  const targets = [
    ...[...page.matchAll(/\((#[^)]+)\)/g)].map(([, target = '']) => target),
    ...records.flatMap((text) => [...text.matchAll(/\(\.\.\/rules\.md(#[^)]+)\)/g)].map(([, target = '']) => target)),
  ]
  expect(targets.length).toBeGreaterThan(ruleIds.length)
  expect(unknownIn({ name: 'links', ids: targets }, { name: 'headings of docs/rules.md', ids: anchors })).toEqual([])
})

test('every link from docs/rules.md to a test leads to an existing test, and docs/rules.md links to every law and vector file', () => {
  const linked = [...page.matchAll(/\(\.\.\/(test\/[^)]+)\)/g)].map(([, path = '']) => path)
  const vectorFiles = rawFiles.map(([name]) => `test/vectors/${name}`)
  const pinning = lawFiles.filter(([, inFile]) => inFile.some((law) => law.rule !== 'whole')).map(([path]) => path)
  expect(linked.filter((path) => !existsSync(path))).toEqual([])
  expect([...pinning, ...vectorFiles].filter((path) => !linked.includes(path))).toEqual([])
})
