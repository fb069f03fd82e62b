// Measures the audit of large files: `node test/audit/large.mjs [ACCOUNTS] [CONTACTS] [CHANGES]`. It prints the time and the
// memory, and for comparison the time in which papaparse only reads the files. The script is not a test, because it takes minutes
// and its result depends on the machine.
import { build } from 'esbuild'
import { fork } from 'node:child_process'
import { closeSync, createReadStream, createWriteStream, openSync, readSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import { finished } from 'node:stream/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const limits = { megabytes: 700, times: 8 }

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'
const withSuffix = (id) => {
  const block = (at) => alphabet[[0, 1, 2, 3, 4].reduce((bits, i) => bits | (/[A-Z]/.test(id[at + i]) ? 1 << i : 0), 0)]
  return id + block(0) + block(5) + block(10)
}
const idOf = (prefix, n) => withSuffix(`${prefix}Aw${String(n).padStart(10, '0')}`)

/** Makes pseudo-random numbers below `n`. Every run gets the same numbers. */
const randomOf = (seed) => {
  let state = seed
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) % n
  }
}

const industries = ['Energy', 'Food', 'Media', 'Chemicals', 'Construction', 'Banking', 'Retail', 'Biotechnology']
const fields = [
  ['Name', 'company', (n, v) => `Company ${n} ${v} of Industrial Things`],
  ['Industry', 'industry', (n, v) => industries[(n + v) % industries.length]],
  ['AnnualRevenue', 'annualRevenue', (n, v) => `${(n * 7919 + v) % 90000000}.0`],
  ['NumberOfEmployees', 'numberOfEmployees', (n, v) => String((n * 31 + v) % 50000)],
  ['BillingStreet', 'billingStreet', (n, v) => `${n + v} Long Main Street`],
  ['BillingCity', 'billingCity', (n, v) => `City ${(n + v) % 500}`],
  ['BillingState', 'billingState', (n, v) => `State ${(n + v) % 50}`],
  ['BillingPostalCode', 'billingPostalCode', (n, v) => String(10000 + ((n + v) % 89999))],
  ['BillingCountry', 'billingCountry', (n, v) => `Country ${(n + v) % 40}`],
  ['Phone', 'mainPhone', (n, v) => `+1 555 ${String(n + v).padStart(7, '0')}`],
  ['Website', 'website', (n, v) => `https://www.example.com/${n}/${v}`],
  ['Sic', 'sicCode', (n, v) => String(1000 + ((n + v) % 8999))],
  ['Site', 'site', (n, v) => `Site ${(n + v) % 300}`],
  ['Description', 'mktoCompanyNotes', (n, v) => `Notes about account ${n} in version ${v}`],
]

const exportedAt = Date.UTC(2026, 6, 20, 12)
const isoOf = (ago) => new Date(exportedAt - ago * 60_000).toISOString()

/** Writes a file with a header and rows. It does not wait after each row. */
const write = async (file, header, rows) => {
  const out = createWriteStream(file)
  let block = header
  for (const row of rows) {
    block += row
    if (block.length < 1 << 20) continue
    if (!out.write(block)) await new Promise((resolve) => out.once('drain', resolve))
    block = ''
  }
  out.end(block)
  await finished(out)
}

const makeFiles = async (directory, { accounts, contacts, changes }) => {
  const random = randomOf(20_260_101)
  /** The current version of each account, and whether Marketo still shows the previous version. */
  const versions = Array.from({ length: accounts }, () => ({ v: random(9), stale: random(50) === 0 ? random(14) : -1 }))
  const files = Object.fromEntries(
    ['accounts', 'contacts', 'people', 'changes'].map((kind) => [kind, join(directory, `${kind}.csv`)]),
  )
  await write(
    files.accounts,
    `Id,SystemModstamp,IsDeleted,${fields.map(([name]) => name)}\n`,
    (function* () {
      for (let n = 0; n < accounts; n++)
        yield `${idOf('001', n)},${isoOf(200 + ((n * 37) % 280_000))},false,${fields.map(([, , of]) => of(n, versions[n].v)).join(',')}\n`
    })(),
  )
  await write(
    files.contacts,
    'Id,AccountId,SystemModstamp,IsDeleted\n',
    (function* () {
      for (let n = 0; n < contacts; n++)
        yield `${idOf('003', n)},${idOf('001', n % accounts)},${isoOf(150_000 + (n % 130_000))},false\n`
    })(),
  )
  await write(
    files.people,
    `id,sfdcContactId,sfdcAccountId,sfdcType,contactCompany,updatedAt,${fields.map(([, name]) => name)}\n`,
    (function* () {
      for (let n = 0; n < contacts; n++) {
        const account = n % accounts
        const { v, stale } = versions[account]
        const values = fields.map(([, , of], field) => of(account, field === stale ? v + 1 : v))
        yield `${1000 + n},${idOf('003', n)},${idOf('001', account)},Contact,${5000 + account},${isoOf(200)},${values.join(',')}\n`
      }
    })(),
  )
  const displayNames = [
    'Company Name',
    'Industry',
    'Annual Revenue',
    'Num Employees',
    'Billing Address',
    'Billing City',
  ]
  await write(
    files.changes,
    'marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,primaryAttributeValue,attributes\n',
    (function* () {
      for (let n = 0; n < changes; n++) {
        const account = random(accounts)
        const field = random(displayNames.length)
        const of = fields[field][2]
        const isEdit = random(10) === 0
        const { v } = versions[account]
        const attributes = {
          'New Value': of(account, isEdit ? v + 1 : v),
          'Old Value': of(account, v + 2),
          Reason: 'a reason',
          Source: isEdit ? 'Web form fillout' : 'sfdc',
        }
        yield `${n},${1000 + account},${isoOf(220 + random(129_000))},13,,,${displayNames[field]},"${JSON.stringify(attributes).replaceAll('"', '""')}"\n`
      }
    })(),
  )
  return files
}

const pieceSize = 1 << 16

function* piecesOf(file) {
  const descriptor = openSync(file, 'r')
  const decoder = new StringDecoder('utf8')
  const buffer = Buffer.alloc(pieceSize)
  for (let read = readSync(descriptor, buffer); read > 0; read = readSync(descriptor, buffer))
    yield decoder.write(buffer.subarray(0, read))
  closeSync(descriptor)
  yield decoder.end()
}

const sides = {
  audit: async ({ files, library }) => {
    const { audit, readCsv, defaultSettings } = await import(pathToFileURL(library).href)
    const rows = (kind) => ({
      *[Symbol.iterator]() {
        const read = readCsv(kind)(piecesOf(files[kind]))
        if (read._tag === 'Left') throw new Error(JSON.stringify(read.left))
        for (const record of read.right.records) if (record._tag === 'Right') yield record.right
      },
    })
    const { findings, summary } = audit(defaultSettings)({
      accounts: rows('accounts'),
      contacts: rows('contacts'),
      people: rows('people'),
      changes: rows('changes'),
    })
    const counts = {}
    for (const { _tag, certainty } of findings)
      counts[`${_tag} ${certainty}`] = (counts[`${_tag} ${certainty}`] ?? 0) + 1
    return { ...counts, rows: summary.rows }
  },
  papaparse: async ({ files }) => {
    const { default: papaparse } = await import('papaparse')
    let cells = 0
    for (const file of Object.values(files))
      await new Promise((resolve, reject) =>
        papaparse.parse(createReadStream(file, { highWaterMark: pieceSize }), {
          chunk: ({ data }) => {
            for (const row of data) cells += row.length
          },
          complete: resolve,
          error: reject,
        }),
      )
    return { cells }
  },
}

const measured = (name, options) =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [], { env: { ...process.env, AUDIT_SIDE: name } })
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)))
    child.send(options)
  })

const serve = (name) =>
  process.once('message', async (options) => {
    const begin = performance.now()
    const result = await sides[name](options)
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    process.send(
      {
        result,
        seconds: (performance.now() - begin) / 1000,
        cpu: (userCPUTime + systemCPUTime) / 1e6,
        megabytes: maxRSS / 1024,
      },
      () => process.exit(),
    )
  })

const command = fileURLToPath(new URL('../../dist/bin/marketo-account-sync.js', import.meta.url))

/** Runs the package's command on the files, without its output. */
const measuredCommand = ({ files }) =>
  new Promise((resolve, reject) => {
    const begin = performance.now()
    const told = 'data:text/javascript,process.on("exit",()=>process.send(process.resourceUsage()))'
    const options = Object.entries(files).flatMap(([kind, file]) => [`--${kind}`, file])
    const child = fork(command, ['audit', ...options, '--json'], {
      execArgv: ['--import', told],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.once('message', ({ userCPUTime, systemCPUTime, maxRSS }) =>
      resolve({
        seconds: (performance.now() - begin) / 1000,
        cpu: (userCPUTime + systemCPUTime) / 1e6,
        megabytes: maxRSS / 1024,
      }),
    )
    child.once('exit', (code) => reject(new Error(`the command ended with ${code}`)))
  })

const main = async () => {
  const [accounts = 100_000, contacts = 1_000_000, changes = 500_000] = process.argv.slice(2).map(Number)
  const directory = await mkdtemp(join(tmpdir(), 'audit-large-'))
  try {
    const library = join(directory, 'library.mjs')
    await build({
      stdin: {
        contents: `export * from './src/audit/index.ts'; export { readCsv } from './src/exports/index.ts'; export { defaultSettings } from './src/index.ts'`,
        resolveDir: root,
      },
      bundle: true,
      format: 'esm',
      platform: 'node',
      outfile: library,
    })
    const files = await makeFiles(directory, { accounts, contacts, changes })
    const size = Object.values(files).reduce((sum, file) => sum + statSync(file).size, 0)
    console.log(
      `${accounts} accounts, ${contacts} contacts and people, ${changes} changes: ${Math.round(size / 1e6)} MB`,
    )
    // Other work on the machine can double the time of a run. The fastest of three runs is the strictest comparison.
    const runs = []
    for (let run = 0; run < 3; run++) runs.push(await measured('papaparse', { files }))
    const theirs = runs.reduce((fastest, each) => (each.cpu < fastest.cpu ? each : fastest))
    const ours = await measured('audit', { files, library })
    const whole = await measuredCommand({ files })
    for (const [name, { seconds, cpu, megabytes }] of Object.entries({
      papaparse: theirs,
      audit: ours,
      command: whole,
    }))
      console.log(
        `${name.padEnd(9)} ${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of CPU, ${Math.round(megabytes)} MiB at most`,
      )
    const times = [ours, whole].map(({ cpu }) => cpu / theirs.cpu)
    const [ofAudit, ofCommand] = times.map((each) => each.toFixed(1))
    console.log(
      `of the CPU that reading takes, the audit takes ${ofAudit} times as much and the command ${ofCommand} times (limit ${limits.times}); limit ${limits.megabytes} MiB`,
    )
    console.log(ours.result)
    if (Math.max(...times) > limits.times || Math.max(ours.megabytes, whole.megabytes) > limits.megabytes)
      process.exitCode = 1
  } finally {
    await rm(directory, { recursive: true })
  }
}

if (process.env.AUDIT_SIDE === undefined) await main()
else serve(process.env.AUDIT_SIDE)
