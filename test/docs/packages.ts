/** The entries in package.json, each with the name under which users import it. Vitest resolves these names to the sources. */
import { readFileSync } from 'node:fs'

export const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly name: string
  readonly version: string
  readonly scripts: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, string | object>>
}

const names = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target === 'object')
  .map(([path]) => manifest.name + path.slice(1))

const imported = async (name: string): Promise<readonly [string, object]> => [name, (await import(name)) as object]

export const packages: Readonly<Record<string, object>> = Object.fromEntries(await Promise.all(names.map(imported)))
