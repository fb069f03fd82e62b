// Every property of a run starts from one seed, so that a red run is red again: FC_SEED picks another, FC_RUNS the number
// of cases for each property (`npm run test:long` asks for 100 times as many). A failure prints seed, path and the
// shrunk counterexample; `FC_SEED=… npx vitest …` or `{ seed, path }` in the property brings it back.
import fc from 'fast-check'
import { inject } from 'vitest'

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: inject('fcSeed'), numRuns: inject('fcRuns') })
