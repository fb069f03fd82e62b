/** Type-checks snippets as files of a strict project, beside the sources of the package. */
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import type { Snippet } from './snippets.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

const projectOptions = (): ts.CompilerOptions => {
  const read = (name: string) => ts.sys.readFile(name)
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, read) as { config: unknown }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  return { ...options, noUnusedLocals: true, noEmit: true }
}

/** Each with its own name in the folder of these tests, so that packages resolve as they do there. */
const fileOf = (index: number): string => `${root}test/docs/snippet-${index}.ts`
const globals = `${root}test/docs/snippet-globals.d.ts`

/** What the compiler has to say of each snippet; nothing where it is content. */
export const typeErrors = (snippets: ReadonlyArray<Snippet>): ReadonlyArray<ReadonlyArray<string>> => {
  const files = new Map(snippets.map(({ code }, index) => [fileOf(index), `${code}\nexport {}\n`]))
  files.set(globals, "declare const assert: typeof import('node:assert/strict')\n")
  const options = projectOptions()
  const host = ts.createCompilerHost(options)
  const withSnippets: ts.CompilerHost = {
    ...host,
    fileExists: (name) => files.has(name) || host.fileExists(name),
    readFile: (name) => files.get(name) ?? host.readFile(name),
    getSourceFile: (name, format, ...others) => {
      const text = files.get(name)
      // The format says that these are ES modules, as the package is.
      return text === undefined ? host.getSourceFile(name, format, ...others) : ts.createSourceFile(name, text, format)
    },
  }
  const program = ts.createProgram([...files.keys()], options, withSnippets)
  return snippets.map((_, index) => {
    const source = program.getSourceFile(fileOf(index))
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'),
    )
  })
}
