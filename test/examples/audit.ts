/** Runs `audit` in this process, on files that a test defines. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { onTestFinished } from 'vitest'
import type { Source } from '../../docs/examples/audit/bytes.js'
import { main } from '../../docs/examples/audit/main.js'
import type { Ended } from './scripts.js'

export interface Run extends Ended {
  /** Returns the text of a file that the command has written. */
  readonly written: (name: string) => string
}

export interface Call {
  readonly args: ReadonlyArray<string>
  /** The files of the folder in which the command runs. The keys are the names of the files. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** The links in this folder. The key is the name of the link, and the value is the name of the linked file. */
  readonly links?: Readonly<Record<string, string>>
  readonly stdin?: string | Uint8Array
  readonly stdout?: Writable
  readonly columns?: number
  readonly isTTY?: boolean
  readonly now?: () => number
}

export const audit = async ({
  args,
  files = {},
  links = {},
  stdin = '',
  stdout,
  columns,
  isTTY,
  now = () => 0,
}: Call): Promise<Run> => {
  const directory = mkdtempSync(join(tmpdir(), 'marketo-account-sync-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content)
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(directory, name))
  const out: Array<Buffer> = []
  const err: Array<string> = []
  const collecting = new Writable({
    write: (chunk: Buffer, _, done) => {
      out.push(chunk)
      done()
    },
  })
  const source: Source = { size: null, bytes: () => [Buffer.from(stdin)] }
  const code = await main(args, {
    stdin: source,
    stdout: Object.assign(stdout ?? collecting, columns === undefined ? {} : { columns }),
    stderr: { write: (text) => err.push(text), ...(isTTY === undefined ? {} : { isTTY }) },
    directory,
    now,
  })
  return {
    code,
    out: Buffer.concat(out).toString(),
    err: err.join(''),
    written: (name) => readFileSync(join(directory, name), 'utf8'),
  }
}

const ids = (prefix: string, suffix: string) => (n: number) => `${prefix}Zz000000000${n}${suffix}`
export const accountId = ids('001', 'IAA')
const contactId = ids('003', 'IAA')

/**
 * Files of two accounts with one contact each. In one field of the second account, Marketo and Salesforce show different values.
 */
export const smallFiles = {
  'accounts.csv': [
    'Id,SystemModstamp,Name,Industry',
    `${accountId(1)},2026-01-02T00:00:00Z,Alder,Food`,
    `${accountId(2)},2026-01-03T00:00:00Z,Birch,Energy`,
    '',
  ].join('\n'),
  'contacts.csv': [
    'Id,AccountId,SystemModstamp,LastName',
    `${contactId(1)},${accountId(1)},2026-01-02T00:00:00Z,Secretname`,
    `${contactId(2)},${accountId(2)},2026-01-03T00:00:00Z,Secretname`,
    '',
  ].join('\n'),
  'people.csv': [
    'id,sfdcContactId,sfdcAccountId,contactCompany,updatedAt,email,company,industry',
    `71,${contactId(1)},${accountId(1)},901,2026-02-01T00:00:00Z,secretname@private.example,Alder,Food`,
    `72,${contactId(2)},${accountId(2)},902,2026-02-01T00:00:00Z,secretname@private.example,Birch,Banking`,
    '',
  ].join('\n'),
} as const

export const smallArguments = ['--accounts', 'accounts.csv', '--contacts', 'contacts.csv', '--people', 'people.csv']
