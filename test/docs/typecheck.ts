/** Type-checks snippets as files of this project, all in one program. */
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

/** The path of the file for a snippet. The file exists only in memory. The path decides where the imports of the snippet lead. */
const fileOf = (index: number): string => `${root}test/docs/snippet-${index}.ts`
const globals = `${root}test/docs/snippet-globals.d.ts`

/** The type errors of each snippet. */
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
      // `format` makes the snippet an ES module.
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
