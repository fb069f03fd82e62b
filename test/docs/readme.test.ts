import * as root from 'marketo-account-sync'
import * as codecs from 'marketo-account-sync/codecs'
import * as questions from 'marketo-account-sync/questions'
import * as records from 'marketo-account-sync/records'
import * as rules from 'marketo-account-sync/rules'
import * as testing from 'marketo-account-sync/testing'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
const readme = read('README.md')
const scripts = (JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> }).scripts
const exported: Readonly<Record<string, object>> = {
  'marketo-account-sync': root,
  'marketo-account-sync/codecs': codecs,
  'marketo-account-sync/questions': questions,
  'marketo-account-sync/records': records,
  'marketo-account-sync/rules': rules,
  'marketo-account-sync/testing': testing,
}

/** The rows of the table of exports: from where, and which names. */
const rows = [...readme.matchAll(/^\| [^|]+ \| (?:`(marketo-account-sync[^`]*)`)? *\| (`.*) \|$/gm)].map((match) => ({
  from: match[1],
  names: [...(match[2] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ''),
}))

describe('README.md', () => {
  it('names only what the package exports, from where it exports it', () => {
    let from = ''
    const missing = rows.flatMap((row) => {
      from = row.from ?? from
      return row.names.filter((name) => !(name in (exported[from] ?? {}))).map((name) => `${from}: ${name}`)
    })
    expect(missing).toEqual([])
    expect(rows.map((row) => row.from).filter((name) => name !== undefined)).toEqual(Object.keys(exported))
  })
  it('links only to pages that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, link]) => link ?? '')
    expect(links.length).toBeGreaterThan(5)
    expect(links.filter((link) => !existsSync(new URL(`../../${link}`, import.meta.url)))).toEqual([])
  })
  it('runs only scripts that exist', () => {
    const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name ?? '')
    expect(named).toContain('demo')
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })
})

describe('CHANGELOG.md', () => {
  it('has an entry for the version of the package, with the version of the rules beside it', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string }
    const entry = read('CHANGELOG.md')
      .split(/^## /m)
      .find((text) => text.startsWith(`[${version}]`))
    expect(entry).toContain(`Rules version: ${rules.rulesVersion}\n`)
  })
})
