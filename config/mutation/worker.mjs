// The only test that vitest runs during mutation testing. It loads the test files once. Then runner.mjs requests runs of tests
// with a mutant switched on. A mutant therefore takes only the time of its tests, which is a thousandth of a second if the first
// test fails.
//
// Some mutants are in code that runs while a module is loaded (Stryker calls them static). For such a mutant, the worker switches
// the mutant on and then loads all modules again. If a module or a test file throws, the mutant is killed.
import { readFileSync, writeFileSync } from 'node:fs'
import { BroadcastChannel } from 'node:worker_threads'
import { inject, test, vi } from 'vitest'

/**
 * The test files. The list leaves out tests of the documentation and of the package, the exhaustive walk, and tests that change
 * global state.
 */
const testFiles = import.meta.glob([
  '/test/**/*.test.ts',
  '!/test/{docs,examples,exhaustive,package}/**',
  '!/test/traceability/quotes.test.ts',
  '!/test/**/*.isolated.test.ts',
])
/** The folders with tests of the core. Other folders test code at the edges, or the nets that catch planted faults. */
const testsOfCore = ['model', 'rules', 'marketo', 'laws', 'oracle', 'vectors', 'traceability']
const topFolderOf = (file, root) => file.split(`/${root}/`).at(-1).split('/')[0]
const isOfCore = (file) => testsOfCore.includes(topFolderOf(file, 'test'))
const loaders = Object.fromEntries(
  Object.entries(testFiles).filter(([file]) => process.env.MUTATION_OF !== 'core' || isOfCore(file)),
)

/**
 * Tests of the distribution of random inputs. They are left out, because they show nothing about the model and take the longest
 * time.
 */
const isOfArbitraries = /reach (?:every|both)/

const switches = (globalThis.__stryker__ ??= {})
const noted = globalThis.notedTests
/** The time limit of an asynchronous test is ten times its time without a mutant, plus this number of milliseconds. */
const longestWait = 2_000
const notesFile = 'mutation-notes.json'

/** From the run without a mutant: the number of times that loading the test files reaches each mutant. */
let hitsByLoading = {}

const loaded = async (file) => {
  noted.tests = []
  noted.suites = []
  await loaders[file]()
  return noted.tests
    .filter(({ name }) => !isOfArbitraries.test(name))
    .map(({ name, body }, index) => ({ id: `${file} ${index}: ${name}`, file, name, body }))
}

const allLoaded = async () => {
  const all = []
  for (const file of Object.keys(loaders)) {
    vi.resetModules()
    all.push(...(await loaded(file)))
    if (!switches.countingHasEnded) {
      const hits = switches.mutantCoverage?.static ?? {}
      reachedIn[file] = Object.keys(hits)
      for (const [mutant, count] of Object.entries(hits)) hitsByLoading[mutant] = (hitsByLoading[mutant] ?? 0) + count
      if (switches.mutantCoverage !== undefined) switches.mutantCoverage.static = {}
    }
  }
  return new Map(all.map((one) => [one.id, one]))
}

/**
 * Waits until the time is over or the promise ends. It counts ticks, so that a process that was paused for a while does not look
 * like a process that hangs.
 */
const notEndedAfter = (milliseconds, promise) =>
  new Promise((resolve, reject) => {
    const ticks = setInterval(() => {
      milliseconds -= 50
      if (milliseconds < 0) reject(new Error('never ends'))
    }, 50)
    promise.finally(() => clearInterval(ticks)).then(resolve, reject)
  })

const failureOf = async ({ id, body }) => {
  try {
    const result = body()
    if (typeof result?.then === 'function') await notEndedAfter(longestWait + 10 * (times[id] ?? longestWait), result)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const withMutant = async (mutant, run) => {
  switches.activeMutant = mutant.id
  const result = await run()
  Object.assign(switches, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined })
  return result
}

let tests
/** From the run without a mutant: for each test file, the mutants that are reached while the file is loaded or its tests run. */
let reachedIn = {}
/** From the run without a mutant: the number of times that each test reaches each mutant. */
let hits = {}
/** From the run without a mutant: the milliseconds of each test. */
let times = {}

/** The worker leaves out tests that take more milliseconds than this without a mutant. */
const slowest = Number(process.env.MUTATION_SLOWEST ?? Infinity)
const quickestFirst = (ids) => ids.filter((id) => times[id] <= slowest).sort((a, b) => times[a] - times[b])

const folderOf = (file, root) => file.split(`/${root}/`).at(-1).split('/').slice(0, -1).join('/')
/**
 * Mutants in the core run only with the tests of the core. Mutants in another folder run with the tests of this folder and the
 * tests of the core. This saves most of the time, and can only make the score lower.
 */
const fits = (testFile, mutatedFile) => {
  const mutated = topFolderOf(mutatedFile, 'src')
  return mutated === 'testing' || mutated === topFolderOf(testFile, 'test') || isOfCore(testFile)
}

/**
 * Counts from now on how often the mutant is reached. Throws if the number is far greater than usual, because the code then
 * probably loops for ever. The limit has a maximum. Otherwise, a loop that adds to a list could use up the memory before it
 * reaches the limit.
 */
const countHits = (usual = 0) =>
  Object.assign(switches, { hitCount: 0, hitLimit: usual + Math.min(10_000 + 19 * usual, 5_000_000) })

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)

const dryRun = async () => {
  tests = await allLoaded()
  const results = []
  for (const one of tests.values()) {
    switches.currentTestId = one.id
    const start = performance.now()
    const failureMessage = await failureOf(one)
    times[one.id] = performance.now() - start
    switches.currentTestId = undefined
    results.push({
      id: one.id,
      name: one.name,
      fileName: one.file.slice(1),
      timeSpentMs: times[one.id],
      ...(failureMessage === undefined ? { status: 0 } : { status: 1, failureMessage }),
    })
  }
  switches.countingHasEnded = true
  const { perTest } = switches.mutantCoverage
  for (const { id, file } of tests.values()) reachedIn[file].push(...Object.keys(perTest[id] ?? {}))
  for (const file of Object.keys(reachedIn)) reachedIn[file] = [...new Set(reachedIn[file])]
  hits = perTest
  writeFileSync(notesFile, JSON.stringify({ times, reachedIn, hits, hitsByLoading }))
  // If tests also reach a mutant, the worker first tries the mutant after loading, because this is quick and kills most mutants.
  const reachedByTests = new Set(Object.values(perTest).flatMap(Object.keys))
  const onlyByLoading = Object.entries(hitsByLoading).filter(([mutant]) => !reachedByTests.has(mutant))
  return { status: 'complete', tests: results, mutantCoverage: { perTest, static: Object.fromEntries(onlyByLoading) } }
}

const survived = (nrOfTests) => ({ status: 'survived', nrOfTests })
const killed = (id, failureMessage, nrOfTests) => ({ status: 'killed', killedBy: [id], failureMessage, nrOfTests })

/** The tests that killed the last mutants. They run first, because one of them probably kills the next mutant too. */
let killers = []
const killersFirst = (ids) => {
  const known = new Set(ids)
  return [...new Set([...killers.filter((id) => known.has(id)), ...ids])]
}
const remember = (id) => {
  killers = [id, ...killers.filter((other) => other !== id)].slice(0, 8)
}

const runtimeRun = async (mutant, fileName, ids, again = true) => {
  const result = await withMutant(mutant, async () => {
    let count = 0
    for (const id of killersFirst(quickestFirst(ids.filter((one) => fits(tests.get(one).file, fileName))))) {
      count += 1
      countHits(hits[id]?.[mutant.id])
      const failure = await failureOf(tests.get(id))
      if (switches.hitCount > switches.hitLimit) return { status: 'timeout', reason: `${id} never ends` }
      if (failure !== undefined) return killed(id, failure, count)
    }
    return survived(count)
  })
  if (result.status !== 'killed') return result
  if ((await failureOf(tests.get(result.killedBy[0]))) === undefined) {
    remember(result.killedBy[0])
    return result
  }
  // The test also fails without the mutant, because an earlier mutant has changed a value that several tests use.
  if (!again) return { status: 'error', errorMessage: `${result.killedBy[0]} also fails without a mutant` }
  tests = await allLoaded()
  return runtimeRun(mutant, fileName, ids, false)
}

/** The test files that reach the mutant. Files in the folder of the mutated file come first, and then the quickest files. */
const filesFor = (mutant, fileName) => {
  const timeOf = (file) => sum(Object.keys(times).map((id) => (id.startsWith(`${file} `) ? times[id] : 0)))
  const rank = (file) => (folderOf(file, 'test') === folderOf(fileName, 'src') ? 0 : 1)
  return Object.keys(loaders)
    .filter((file) => reachedIn[file].includes(mutant.id) && fits(file, fileName))
    .map((file) => [file, rank(file), timeOf(file)])
    .sort(([, a, s], [, b, t]) => a - b || s - t)
    .map(([file]) => file)
}

const staticRun = (mutant, fileName) =>
  withMutant(mutant, async () => {
    vi.resetModules()
    let count = 0
    for (const file of killersFirst(filesFor(mutant, fileName))) {
      let found
      countHits(hitsByLoading[mutant.id])
      try {
        found = await loaded(file)
      } catch (error) {
        const first = [...tests.values()].find((one) => one.file === file)
        remember(file)
        return killed(first.id, `${file} does not load: ${String(error)}`, count)
      }
      for (const one of found) {
        if (times[one.id] > slowest) continue
        count += 1
        countHits(hits[one.id]?.[mutant.id])
        const failure = await failureOf(one)
        if (failure === undefined) continue
        remember(file)
        return killed(tests.has(one.id) ? one.id : [...tests.keys()][0], failure, count)
      }
    }
    return survived(count)
  })

const answer = async ({ mutant, fileName, testFilter }) => {
  if (mutant === undefined) return dryRun()
  if (tests === undefined) {
    switches.countingHasEnded = true
    tests = await allLoaded()
    ;({ times, reachedIn, hits, hitsByLoading } = JSON.parse(readFileSync(notesFile, 'utf8')))
  }
  if (testFilter === undefined) return staticRun(mutant, fileName)
  const result = await runtimeRun(mutant, fileName, testFilter)
  const mattersToLoading = result.status === 'survived' && hitsByLoading[mutant.id] !== undefined
  return mattersToLoading ? staticRun(mutant, fileName) : result
}

test('answers until the process ends', async () => {
  const channel = new BroadcastChannel('mutation')
  channel.onmessage = async ({ data: { question } }) => {
    if (question === undefined) return
    try {
      channel.postMessage({ result: await answer(question) })
    } catch (error) {
      channel.postMessage({ result: { status: 'error', errorMessage: String(error?.stack ?? error) } })
    }
  }
  channel.postMessage({ ready: true })
  await new Promise(() => undefined)
}, 0)
