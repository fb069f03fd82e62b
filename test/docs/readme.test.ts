import { rulesVersion } from 'marketo-account-sync/rules'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { manifest, packages } from './packages.js'

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
const readme = read('README.md')

/** The rows of the table of exports. Each row has an entry point and some names that the entry point exports. */
const rows = [...readme.matchAll(/^\| [^|]+ \| (?:`(marketo-account-sync[^`]*)`)? *\| (`.*) \|$/gm)].map((match) => ({
  from: match[1],
  names: [...(match[2] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''),
}))

describe('README.md', () => {
  it('lists only names that the package exports, each under the right entry point', () => {
    let from = ''
    const missing = rows.flatMap((row) => {
      from = row.from ?? from
      return row.names.filter((name) => !(name in (packages[from] ?? {}))).map((name) => `${from}: ${name}`)
    })
    expect(missing).toEqual([])
    expect(rows.map((row) => row.from).filter((name) => name !== undefined)).toEqual(Object.keys(packages))
  })
  it('mentions only npm scripts that exist', () => {
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? '')
    expect(named).toContain('demo')
    expect(named.filter((name) => !(name in manifest.scripts))).toEqual([])
  })
})

describe('CHANGELOG.md', () => {
  it('has a section for the package version, and this section names the version of the rules', () => {
    const entry = read('CHANGELOG.md')
      .split(/^## /m)
      .find((text) => text.startsWith(`[${manifest.version}]`))
    expect(entry).toContain(`Rules version: ${rulesVersion}\n`)
  })
})
