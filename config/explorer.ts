// Builds docs/explorer/index.html from docs/explorer/ and docs/rules.md. With --check, it only compares. The page needs no other
// files. It contains the library, the rules, and every history and question of docs/rules.md.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { Example, ExplorerData, Question } from '../docs/explorer/data.js'
import type { RuleId } from '../src/model/RuleId.js'
import { ruleIds } from '../src/rules/Rule.js'
import { rulesIn } from '../test/traceability/histories.js'
import { sections } from '../test/traceability/markdown.js'

const root = new URL('../', import.meta.url)
const page = 'docs/explorer/index.html'
const read = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8')
const pathOf = (path: string): string => fileURLToPath(new URL(path, root))

/** Finds all histories of all rules. */
const examplesIn = (rules: string): ReadonlyArray<Example> =>
  rulesIn(rules).flatMap(({ heading, told }) =>
    told.map(({ lines }, index) => ({ rule: heading, number: index + 1, lines: lines.map(({ line }) => line) })),
  )

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Finds the paragraph of a rule about the details that no vendor's page states. */
const silenceOf = (text: string): string | undefined => {
  const paragraph = text.split(/\n\n+/).find((one) => /^\*\*No (?:vendor )?page/.test(one))
  return paragraph === undefined ? undefined : oneLine(paragraph)
}

const silenceIn = (rules: string): ExplorerData['silence'] =>
  Object.fromEntries(
    rulesIn(rules).flatMap(({ heading, text }) => {
      const silence = silenceOf(text)
      return silence === undefined ? [] : [[heading, silence] as const]
    }),
  )

const ruleOfAnchor = (anchor: string): RuleId | undefined => ruleIds.find((id) => id.replaceAll('.', '') === anchor)

/** Finds the questions at the top of docs/rules.md, each with its answer and the rule to which the answer links. */
const questionsIn = (rules: string): ReadonlyArray<Question> => {
  const text = sections(rules).find(({ heading }) => heading === 'Questions people ask')?.text ?? ''
  return text.split(/^(?=About )/m).flatMap((group) => {
    const about = /^(About [^:]+):/.exec(group)?.[1]
    if (about === undefined) return []
    return group
      .split(/^- /m)
      .slice(1)
      .flatMap((item) => {
        const [, question, answer, anchor] = /^\*\*([^*]+)\*\* (.*\]\(#([^)]+)\).*)$/.exec(oneLine(item)) ?? []
        const rule = anchor === undefined ? undefined : ruleOfAnchor(anchor)
        return question === undefined || answer === undefined || rule === undefined
          ? []
          : [{ about, question, answer, rule }]
      })
  })
}

/** Resolves the peers to their modules that a bundler can tree-shake, and the library to its sources. */
const sources: Plugin = {
  name: 'sources',
  setup(its) {
    const peer = (path: string, importer: string) =>
      its.resolve(path, { kind: 'import-statement', resolveDir: importer })
    its.onResolve({ filter: /^marketo-account-sync/ }, ({ path }) => ({
      path: pathOf(`src${path.slice('marketo-account-sync'.length)}/index.ts`),
      sideEffects: false,
    }))
    its.onResolve({ filter: /^(?:fp-ts|io-ts)\/lib\// }, ({ path, resolveDir }) =>
      peer(path.replace('/lib/', '/es6/'), resolveDir),
    )
    its.onResolve({ filter: /^io-ts$/ }, ({ resolveDir }) => peer('io-ts/es6/index.js', resolveDir))
  },
}

const script = async (data: ExplorerData): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [pathOf('docs/explorer/main.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    define: { EXPLORER_DATA: JSON.stringify(data) },
    plugins: [sources],
    tsconfigRaw: {},
  })
  // If a text in the script contained the end of a script element, it would end the script.
  return (outputFiles[0]?.text ?? '').trim().replaceAll('</script', '<\\/script')
}

const style = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [pathOf('docs/explorer/page.css')],
    minify: true,
    write: false,
    charset: 'utf8',
  })
  return (outputFiles[0]?.text ?? '').trim()
}

/** Returns the whole page as HTML. */
export const explorerPage = async (): Promise<string> => {
  const rules = await read('docs/rules.md')
  const html = await read('docs/explorer/page.html')
  const data: ExplorerData = { examples: examplesIn(rules), questions: questionsIn(rules), silence: silenceIn(rules) }
  const [css, js] = await Promise.all([style(), script(data)])
  return html.replace('/* page.css */', () => css).replace('/* main.ts */', () => js)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const built = await explorerPage()
  const written = await read(page).catch(() => '')
  if (built === written) console.log(`${page}: unchanged`)
  else if (process.argv.includes('--check')) {
    console.log(`${page} is not up to date: run 'npm run explorer'`)
    process.exitCode = 1
  } else {
    await writeFile(new URL(page, root), built)
    console.log(`${page}: updated, ${built.length} characters`)
  }
}
