// Reads the `@rule` tags of docstrings and the rule of each refusal from the source code. Uses the TypeScript compiler.
import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'

const files = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true })
    .map((name) => `${folder}/${String(name)}`)
    .filter((name) => name.endsWith('.ts'))
    .sort()

const parsed = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)

const within = (node: ts.Node): ReadonlyArray<ts.Node> => [node, ...node.getChildren().flatMap(within)]

const textOf = (tag: ts.JSDocTag): string => (ts.getTextOfJSDocComment(tag.comment) ?? '').trim()

/** The rule ids in all `@rule` tags in a folder. */
export const ruleTags = (folder: string): ReadonlyArray<string> =>
  files(folder)
    .filter((file) => readFileSync(file, 'utf8').includes('@rule'))
    .flatMap((file) => within(parsed(file)))
    .filter(ts.isJSDoc)
    .flatMap((comment) => comment.tags ?? [])
    .filter((tag) => tag.tagName.text === 'rule')
    .map(textOf)

const literal = (type: ts.TypeNode | undefined): string | undefined =>
  type !== undefined && ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? type.literal.text : undefined

const memberOf = (node: ts.InterfaceDeclaration, name: string): string | undefined => {
  const member = node.members.find((it) => it.name?.getText() === name)
  return member !== undefined && ts.isPropertySignature(member) ? literal(member.type) : undefined
}

/**
 * Returns the tag and the rule of every interface that has both. The two are members of the interface, or arguments of
 * `RefusalOf<Tag, Rule>`.
 */
export const refusalRules = (file: string): ReadonlyArray<readonly [tag: string, rule: string]> =>
  within(parsed(file))
    .filter(ts.isInterfaceDeclaration)
    .flatMap((node) => {
      const [tag, rule] = (node.heritageClauses ?? [])
        .flatMap(({ types }) => types)
        .filter((type) => type.expression.getText() === 'RefusalOf')
        .flatMap(({ typeArguments = [] }) => typeArguments.map(literal))
      const pair = [tag ?? memberOf(node, '_tag'), rule ?? memberOf(node, 'rule')] as const
      return pair[0] === undefined || pair[1] === undefined ? [] : [[pair[0], pair[1]] as const]
    })

/** The refusals of each input, in the order of the table at the top of the source file. */
export const refusalsInOrder = (file: string): ReadonlyArray<readonly [input: string, tags: ReadonlyArray<string>]> =>
  [...readFileSync(file, 'utf8').matchAll(/^ \* \| (`[^|]+`) +\| (`[^|]+`) +\|$/gm)].flatMap(
    ([, inputs = '', tags = '']) => quoted(inputs).map((input) => [input, quoted(tags)] as const),
  )

const quoted = (text: string): ReadonlyArray<string> => [...text.matchAll(/`([^`]+)`/g)].map(([, it = '']) => it)

/** A `describe` group of type tests. */
export interface TypeTests {
  readonly title: string
  /** Lines that must not compile, from all tests of the group. */
  readonly forbidden: ReadonlyArray<string>
  /** The titles of the tests that check nothing. */
  readonly idle: ReadonlyArray<string>
}

const titled = (name: string, node: ts.Node): ReadonlyArray<readonly [title: string, text: string, node: ts.Node]> =>
  within(node)
    .filter(ts.isCallExpression)
    .flatMap(({ expression, arguments: [title, body] }) =>
      expression.getText() === name && title !== undefined && ts.isStringLiteral(title) && body !== undefined
        ? [[title.text, body.getText(), body] as const]
        : [],
    )

const forbiddenIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/^ *\/\/ @ts-expect-error .+\n *(.+)$/gm)].map(([, line = '']) => line)

/** Every `describe` group of the type tests in a folder. */
export const typeTests = (folder: string): ReadonlyArray<TypeTests> =>
  files(folder)
    .filter((file) => file.endsWith('.test-d.ts'))
    .flatMap((file) => titled('describe', parsed(file)))
    .map(([title, text, body]) => {
      const idle = titled('test', body)
        .filter(([, test]) => forbiddenIn(test).length === 0 && !test.includes('expectTypeOf'))
        .map(([test]) => test)
      return { title, forbidden: forbiddenIn(text), idle }
    })
