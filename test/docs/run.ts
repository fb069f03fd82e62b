/** Runs a snippet as a reader would: by the package's name, with `assert` at hand, and what it prints is collected. */
import * as root from 'marketo-account-sync'
import * as codecs from 'marketo-account-sync/codecs'
import * as questions from 'marketo-account-sync/questions'
import * as records from 'marketo-account-sync/records'
import * as rules from 'marketo-account-sync/rules'
import * as testing from 'marketo-account-sync/testing'
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { format } from 'node:util'
import ts from 'typescript'

/** The sources, so that snippets run against what is being worked on. */
const packages: Readonly<Record<string, unknown>> = {
  'marketo-account-sync': root,
  'marketo-account-sync/codecs': codecs,
  'marketo-account-sync/questions': questions,
  'marketo-account-sync/records': records,
  'marketo-account-sync/rules': rules,
  'marketo-account-sync/testing': testing,
}

const nodeRequire = createRequire(import.meta.url)
const requireFor = (name: string): unknown => packages[name] ?? (nodeRequire(name) as unknown)

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  esModuleInterop: true,
}

type Run = (require: unknown, exports: unknown, assertion: unknown, console: unknown) => Promise<void>

/** The lines that the snippet prints. */
export const run = async (code: string): Promise<ReadonlyArray<string>> => {
  const { outputText } = ts.transpileModule(code, { compilerOptions })
  const printed: Array<string> = []
  const log = (...values: ReadonlyArray<unknown>) => {
    printed.push(format(...values))
  }
  const body = `return (async () => {\n${outputText}\n})()`
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- running it is the point
  const compiled = new Function('require', 'exports', 'assert', 'console', body) as Run
  await compiled(requireFor, {}, assert, { log, error: log })
  return printed
}

/** What the snippet says it prints: `console.log(…) // text`, in order. */
export const announced = (code: string): ReadonlyArray<string> =>
  [...code.matchAll(/^\s*console\.log\(.*\)\s*\/\/ (.*)$/gm)].map((match) => match[1] ?? '')
