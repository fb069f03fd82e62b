// `npm run bench` measures every figure that the project promises. Each figure is a ratio, and the ratio has a limit. `--full`
// uses the whole size instead of a tenth, and `--part 0.001` uses any other size. To choose rows, name them: `npm run bench --
// --full script import`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { finish, inTurn, memory, overRuns, remark, row, start, summary } from './harness.mjs'
import { byHand, parseLines, printTheSame, simulateScript, writeHistory } from './script.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: 'boolean', default: false }, part: { type: 'string' } },
})
const part = values.full ? 1 : Number(values.part ?? 0.1)
const scaled = (n) => Math.max(1, Math.round(n * part))
const count = (n) => n.toLocaleString('en')
const atFullSize = (most) => (values.full ? most : undefined)

/** The number of rounds in a comparison of whole folds. At full size, each fold takes seconds. */
const long = { rounds: 5, warmUps: 1 }
/** The number of rounds in each run, if a comparison of whole folds has several runs. */
const ofSeveral = values.full ? { rounds: 3, warmUps: 1 } : { rounds: 5, warmUps: 2 }
const short = { rounds: 11, warmUps: 3 }

/** Measures the rows of one worker. Both sides use the data that the worker has prepared. */
const inOne = async (name, options, pairs) => {
  const worker = await start(name, options)
  const equal = pairs.some(({ checked }) => checked) ? await worker.ask('isRight') : undefined
  for (const { ours, theirs, checked, rounds = short, ...said } of pairs)
    row({
      ...said,
      result: await inTurn(
        () => worker.measure(ours),
        () => worker.measure(theirs),
        rounds,
      ),
      equal: checked ? equal : undefined,
    })
  worker.stop()
}

const one = (n) => ({ median: n, min: n, max: n })
const once = (ours, theirs) => ({ ours: one(ours), theirs: one(theirs), ratio: one(ours / theirs) })

const groups = {
  /** Folds a whole history. */
  simulate: async () => {
    const what = `simulate, ${count(scaled(1_000_000))} contacts and ${count(scaled(1_000_000))} inputs`
    const fold = (worker) => () => worker.measure('fold')
    const compare = async (by, rounds, answers) => {
      const [model, other] = await Promise.all([start('fold', { by: 'model', part }), start('fold', { by, part })])
      const result = await inTurn(fold(model), fold(other), rounds)
      const pictures = [await model.ask('picture'), await other.ask('picture')]
      const memories = answers ? { model: await model.ask('memory'), other: await other.ask('memory') } : undefined
      model.stop()
      other.stop()
      return { result, pictures, memories }
    }
    const pictures = new Set()
    const noted = (compared) => {
      for (const picture of compared.pictures) pictures.add(picture)
      return compared
    }
    // The speed of the fold differs from process to process, so this row uses several pairs of processes.
    const runs = []
    let memories
    for (let run = 0; run < 5; run++) {
      const compared = noted(await compare('loop', ofSeveral, run === 0))
      runs.push(compared.result)
      memories ??= compared.memories
    }
    const equal = () => pictures.size === 1
    row({ what, against: 'the baseline loop, median of five runs', most: 1.75, result: overRuns(runs), equal: equal() })
    const { result } = noted(await compare('sqlite', long, false))
    row({ what, against: 'SQLite in memory', most: 1, result, equal: equal() })
    for (const [key, part, most] of [
      ['held', 'heap that the final state takes, without the inputs', 2],
      ['grown', 'heap that folding adds to the inputs', 2],
      ['most', 'peak memory while folding, inputs included', 2],
    ])
      row({
        what: `… ${part}`,
        against: 'the baseline loop',
        most,
        result: once(memories.model[key], memories.other[key]),
        unit: memory,
      })
    remark(`Final state of simulate: ${[...pictures].join('; but also: ')}`)
  },

  /** Measures one step, while all older states are kept. */
  step: async () => {
    const whole = await start('step', { part, few: 20 })
    const small = await start('step', { part: part / 100 })
    const equal = (await whole.ask('isRight')) && (await small.ask('isRight'))
    for (const [way, what] of [
      ['chain', 'a step, every older state kept'],
      ['branch', 'a step from one and the same old state'],
    ])
      row({
        what: `${what}, ${count(scaled(1_000_000))} contacts`,
        against: `${count(scaled(10_000))} contacts`,
        most: 4,
        result: await inTurn(
          () => whole.measure(way),
          () => small.measure(way),
          short,
        ),
        equal,
      })
    small.stop()
    const picture = await whole.ask('fewPicture')
    for (const [by, against] of [
      ['mutative', 'Mutative'],
      ['immer', 'Immer'],
      ['toolkit', "Redux Toolkit's entity adapter"],
    ]) {
      const peer = await start('peer', { by, part, few: 20 })
      const result = await inTurn(
        () => whole.measure('few'),
        () => peer.measure('few'),
        { rounds: by === 'toolkit' ? 3 : 5, warmUps: 1 },
      )
      row({
        what: `a step, ${count(scaled(1_000_000))} contacts`,
        against,
        most: 1 / 50,
        result,
        equal: picture === (await peer.ask('fewPicture')),
      })
      peer.stop()
    }
    whole.stop()
  },

  /** Measures steps for different sizes of the account and of the Marketo state. */
  sizes: async () => {
    await inOne('sizes', { sizes: [10, scaled(1_000_000)] }, [
      {
        what: `a sync-down (decide, evolve), account of ${count(scaled(1_000_000))} contacts`,
        against: '10 contacts',
        most: 1.5,
        ours: `whole ${scaled(1_000_000)}`,
        theirs: 'whole 10',
      },
    ])
    await inOne(
      'sizes',
      { sizes: [10, 100_000] },
      [
        ['whole', 'a sync-down (decide, evolve)'],
        ['alone', 'a sync-down (syncDown, evolveAccount)'],
      ].map(([way, what]) => ({
        what: `${what}, account of 100,000 contacts`,
        against: '10 contacts',
        most: 1.5,
        ours: `${way} 100000`,
        theirs: `${way} 10`,
      })),
    )
    const large = await start('step', { part: 0.1 })
    const small = await start('step', { part: 0.001 })
    row({
      what: 'a step, Marketo of 100,000 contacts',
      against: '1,000 contacts',
      most: 3,
      result: await inTurn(
        () => large.measure('chain'),
        () => small.measure('chain'),
        short,
      ),
    })
    large.stop()
    small.stop()
  },

  moves: () =>
    inOne('moves', { large: scaled(200_000), small: 200, moves: scaled(100_000) }, [
      {
        what: `moving ${count(scaled(100_000))} contacts one by one out of ${count(scaled(200_000))}, a move`,
        against: 'an account of 200',
        most: 3,
        ours: 'large',
        theirs: 'small',
        checked: true,
      },
    ]),

  /** An input can be long in several places. In each place, an input of ten times the length takes at most 15 times as long. */
  linear: async () => {
    for (const [place, what, size] of [
      ['persons', 'persons who are one contact', 5_000],
      ['stored persons', 'stored persons who are one contact', 5_000],
      ['readings', 'records of one stamp, each with another value', 5_000],
      ['fields of a stamp', 'records of one stamp, each with another field', 1_000],
      ['single fields', 'records with one of the fields of one account, and as many fields', 1_000],
      ['stored readings', 'stored values of one stamp', 5_000],
      ['edits', 'local edits of one account, each of another field', 1_000],
      ['fields', 'fields of one account', 1_000],
      ['differences', 'diffFields of one change event', 5_000],
      ['attributes', 'attributes of one log item', 5_000],
      ['hidden fields', 'hidden fields, and as many records', 5_000],
    ]) {
      const worker = await start('linear', { place, sizes: [size, size / 10] })
      const result = await inTurn(
        () => worker.measure(`${size}`),
        () => worker.measure(`${size / 10}`),
        { rounds: 21, warmUps: 5 },
      )
      worker.stop()
      // The ratio compares the fastest rounds, because other work of the machine can only make a round slower.
      const ratio = one(result.ours.min / result.theirs.min)
      row({ what: `${count(size)} ${what}`, against: count(size / 10), most: 15, result: { ...result, ratio } })
    }
  },

  activities: () =>
    inOne('activities', { contacts: 5_000, fields: 3 }, [
      {
        what: 'iterating the activities of 5,000 contacts and 3 fields',
        against: 'a bare loop yielding 15,000 objects',
        most: 2,
        ours: 'model',
        theirs: 'bare',
        checked: true,
      },
    ]),

  decode: () =>
    inOne(
      'decode',
      { records: scaled(100_000) },
      [
        ['parse', 'JSON.parse of the same text', 3],
        ['ioTs', "io-ts's t.type of the same keys", 2],
      ].map(([theirs, against, most]) => ({
        what: `decoding ${count(scaled(100_000))} REST accounts of 60 keys, each`,
        against,
        most,
        ours: 'model',
        theirs,
        checked: true,
      })),
    ),

  /**
   * Measures the script as a process. Its memory may grow with the org, but not with the file. Its times have limits only at full
   * size, because a short history takes less time than the start of the process.
   */
  script: async () => {
    const directory = mkdtempSync(join(tmpdir(), 'marketo-account-sync-bench-'))
    try {
      const lines = scaled(1_000_000)
      const file = await writeHistory(directory, { lines })
      const peaks = { ours: [], theirs: [] }
      const timed = (work, list) => async () => {
        const { ms, peak } = await work(file)
        list.push(peak)
        return ms
      }
      const size = `${count(lines)} lines (${memory(statSync(file).size)})`
      const processes = { rounds: 3, warmUps: 1 }
      row({
        what: `the simulate script --json on ${size}`,
        against: 'a script that prints the same by hand',
        most: atFullSize(1.3),
        result: await inTurn(timed(simulateScript, []), timed(byHand, []), { rounds: 5, warmUps: 1 }),
        equal: await printTheSame(directory),
      })
      row({
        what: '… the same',
        against: 'reading and parsing the lines',
        result: await inTurn(timed(simulateScript, peaks.ours), timed(parseLines, peaks.theirs), processes),
      })
      row({
        what: '… peak memory',
        against: 'reading and parsing the lines',
        result: {
          ours: summary(peaks.ours),
          theirs: summary(peaks.theirs),
          ratio: summary(peaks.ours.map((peak, i) => peak / peaks.theirs[i])),
        },
        unit: memory,
      })
      const quiet = (path) => simulateScript(path, { quiet: true })
      row({
        what: '… with --quiet',
        against: 'reading and parsing the lines',
        most: atFullSize(4),
        result: await inTurn(timed(quiet, []), timed(parseLines, []), processes),
      })
      const shorter = await writeHistory(directory, { lines: Math.round(lines * 0.4), org: lines })
      const heap = 128
      const ofAll = await simulateScript(file, { heap })
      const ofSome = await simulateScript(shorter, { heap })
      row({
        what: `… peak memory in a heap of ${heap} MB, ${size}`,
        against: `${count(Math.round(lines * 0.4))} lines of the same org`,
        most: 1.25,
        result: once(ofAll.peak, ofSome.peak),
        unit: memory,
      })
    } finally {
      rmSync(directory, { recursive: true, force: true })
    }
  },

  import: () => {
    const { stdout, status } = spawnSync(process.execPath, [fileURLToPath(new URL('import.mjs', import.meta.url))], {
      encoding: 'utf8',
    })
    remark(stdout.trim(), status === 0)
  },
}

const chosen = positionals.length > 0 ? positionals : Object.keys(groups)
const unknown = chosen.filter((name) => groups[name] === undefined)
if (unknown.length > 0) {
  console.error(`bench: no such rows: ${unknown.join(', ')}. There are: ${Object.keys(groups).join(', ')}`)
  process.exit(64)
}
for (const name of chosen) await groups[name]()
finish(values.full ? 'Full size' : `${part} of the full size`)
