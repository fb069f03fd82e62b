/** Runs a snippet as a reader would, and collects the lines that it prints. The snippet can use `assert` without an import. */
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { format } from 'node:util'
import ts from 'typescript'
import { packages } from './packages.js'

const nodeRequire = createRequire(import.meta.url)
const requireFor = (name: string): unknown => packages[name] ?? (nodeRequire(name) as unknown)

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  esModuleInterop: true,
}

type Run = (require: unknown, exports: unknown, assertion: unknown, console: unknown) => Promise<void>

/** Runs a snippet. Returns the lines that it prints. */
export const run = async (code: string): Promise<ReadonlyArray<string>> => {
  const { outputText } = ts.transpileModule(code, { compilerOptions })
  const printed: Array<string> = []
  const log = (...values: ReadonlyArray<unknown>) => {
    printed.push(format(...values))
  }
  const body = `return (async () => {\n${outputText}\n})()`
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the function must run the snippet
  const compiled = new Function('require', 'exports', 'assert', 'console', body) as Run
  await compiled(requireFor, {}, assert, { log, error: log })
  return printed
}

/** The expected lines, in order. A snippet states each expected line in a comment: `console.log(…) // text`. */
export const announced = (code: string): ReadonlyArray<string> =>
  [...code.matchAll(/^\s*console\.log\(.*\)\s*\/\/ (.*)$/gm)].map((match) => match[1] ?? '')
