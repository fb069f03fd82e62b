/** The types that the package exports, and for which of them the testing entry has an arbitrary, read by the compiler. */
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../', import.meta.url))
const entries = ['index', 'codecs/index', 'questions/index', 'records/index', 'rules/index', 'testing/index']
const fileOf = (entry: string): string => `${root}src/${entry}.ts`

const options = (): ts.CompilerOptions => {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (name) => ts.sys.readFile(name)) as { config: unknown }
  return { ...ts.parseJsonConfigFileContent(config, ts.sys, root).options, noEmit: true }
}

/** A public type: its name, and the arbitraries of the testing entry whose values are all of it and nothing else. */
export interface PublicType {
  readonly name: string
  readonly arbitraries: ReadonlyArray<string>
}

/** Every type that an entry exports, by name; one that several entries export comes once. */
export const publicTypes = (): ReadonlyArray<PublicType> => {
  const program = ts.createProgram(entries.map(fileOf), options())
  const checker = program.getTypeChecker()
  const exportsOf = (entry: string): ReadonlyArray<ts.Symbol> => {
    const source = program.getSourceFile(fileOf(entry))
    const symbol = source === undefined ? undefined : checker.getSymbolAtLocation(source)
    return symbol === undefined ? [] : checker.getExportsOfModule(symbol)
  }
  const resolved = (symbol: ts.Symbol): ts.Symbol =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const elements = exportsOf('testing/index').flatMap((exported) => {
    const type = checker.getTypeOfSymbol(resolved(exported))
    const isArbitrary = type.symbol?.name === 'Arbitrary' // eslint-disable-line @typescript-eslint/no-unnecessary-condition -- primitives have none
    const [element] = isArbitrary ? checker.getTypeArguments(type as ts.TypeReference) : []
    return element === undefined ? [] : [{ name: exported.name, element }]
  })
  const isThe = (symbol: ts.Symbol, element: ts.Type): boolean => {
    if ((element.aliasSymbol ?? element.symbol) === symbol) return true
    const type = checker.getDeclaredTypeOfSymbol(symbol)
    if ((type.flags | element.flags) & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return false
    return checker.isTypeAssignableTo(type, element) && checker.isTypeAssignableTo(element, type)
  }
  const types = new Set(
    entries
      .flatMap(exportsOf)
      .map(resolved)
      .filter(({ flags }) => flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)),
  )
  return [...types]
    .map((symbol) => ({
      name: symbol.name,
      arbitraries: elements.filter(({ element }) => isThe(symbol, element)).map(({ name }) => name),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
